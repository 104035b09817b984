"""Charts: each takes a table and gives a figure with a description; none computes a result."""

# ruff: noqa: F401 (these names are for others)

from analysis.charts.capital import draw_debt, draw_leverage, draw_split
from analysis.charts.chart import Chart
from analysis.charts.compute_prices import draw_chips, draw_cost_of_an_hour, draw_later_money
from analysis.charts.dependence import draw_eu_parts, draw_euro
from analysis.charts.forecasts import draw_events, draw_intervals
from analysis.charts.ladder import draw_ladder, draw_near_claim, draw_side_by_side
from analysis.charts.ownership import draw_ownership
from analysis.charts.pairs import draw_pairs
from analysis.charts.promised import draw_measures, draw_ratio_by_rate, draw_treatments
from analysis.charts.realisation import draw_expected, draw_money_over_time, draw_record, draw_shares
from analysis.charts.site_map import draw_site_map
from analysis.charts.specifications import draw_specifications
from analysis.charts.uncertainty import draw_bands, draw_convergence, draw_levers, draw_ranges
from analysis.charts.when import draw_calendars, draw_delay, draw_lead_times, draw_slips
