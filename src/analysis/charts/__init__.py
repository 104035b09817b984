"""Charts: each takes a table and gives a figure with a description; none computes a result."""

from analysis.charts.chart import Chart
from analysis.charts.ladder import draw_ladder
from analysis.charts.ownership import draw_ownership
from analysis.charts.promised import draw_measures, draw_ratio_by_rate
from analysis.charts.site_map import draw_site_map
from analysis.charts.unlike import draw_side_by_side

__all__ = [
    "Chart",
    "draw_ladder",
    "draw_measures",
    "draw_ownership",
    "draw_ratio_by_rate",
    "draw_side_by_side",
    "draw_site_map",
]
