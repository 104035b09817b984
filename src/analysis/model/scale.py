"""The announced sums by yardsticks: per site, per head, per year, against output."""

PER_BILLION = 1_000_000_000


def announced_per_site(announced, sites):
    """Capital announced for each site planned [bn per site]. Method: part 12; the announced sum over the sites."""
    return announced / sites


def announced_per_site_usd(announced_usd, sites):
    """Capital announced for each site planned [USD bn per site]. Method: as announced_per_site."""
    return announced_usd / sites


def announced_per_head(announced, population):
    """Capital announced for each person living in the territory [per person]. Method: part 12."""
    return announced * PER_BILLION / population


def announced_per_head_usd(announced_usd, population):
    """Capital announced for each person living in the territory [USD per person]. Method: part 12."""
    return announced_usd * PER_BILLION / population


def announced_per_year(announced, span_years):
    """Capital announced for each year of the programme [bn per year]. Method: part 12."""
    return announced / span_years


def announced_per_year_usd(announced_usd, span_years):
    """Capital announced for each year of the programme [USD bn per year]. Method: part 12."""
    return announced_usd / span_years


def announced_per_gdp(announced_per_year, gdp):
    """Capital announced for each year, as a share of one year's output [share of GDP per year].

    Method: part 12; the sum of several years is divided by them first. Output is in billions of the programme's own
    currency.
    """
    return announced_per_year / gdp


def announced_over_gdp(announced, gdp):
    """Capital announced in all, set against one year's output [share of GDP].

    Method: part 12, the way the press does it: several years' money over one year's output. Named as undivided
    wherever it is shown; announced_per_gdp is the like-for-like figure.
    """
    return announced / gdp


def announced_per_site_ratio(comparator_announced_per_site_usd, subject_announced_per_site_usd):
    """Capital announced for each site, {comparator} over {subject} [ratio].

    Method: as the ratio of the capital announced, over sites.
    """
    return comparator_announced_per_site_usd / subject_announced_per_site_usd


def announced_per_head_ratio(comparator_announced_per_head_usd, subject_announced_per_head_usd):
    """Capital announced for each person, {comparator} over {subject} [ratio].

    Method: as the ratio of the capital announced, over people.
    """
    return comparator_announced_per_head_usd / subject_announced_per_head_usd


def announced_per_year_ratio(comparator_announced_per_year_usd, subject_announced_per_year_usd):
    """Capital announced for each year, {comparator} over {subject} [ratio].

    Method: as the ratio of the capital announced, over years.
    """
    return comparator_announced_per_year_usd / subject_announced_per_year_usd


def announced_per_gdp_ratio(comparator_announced_per_gdp, subject_announced_per_gdp):
    """Capital announced for each year over output, {comparator} over {subject} [ratio].

    Method: one share over another.
    """
    return comparator_announced_per_gdp / subject_announced_per_gdp


def announced_over_gdp_ratio(comparator_announced_over_gdp, subject_announced_over_gdp):
    """Capital announced in all over one year's output, {comparator} over {subject} [ratio]. Method: as its parts."""
    return comparator_announced_over_gdp / subject_announced_over_gdp
