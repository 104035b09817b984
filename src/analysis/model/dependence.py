"""Who is paid: where a unit of capital cost goes, and how much of it to imported chips.

Parts are the sellers' revenue by the seat of the seller: not the place of production, and not value added.
"""


def cost_shares_total(*, accelerators_share, networking_share, servers_share, power_cooling_share, building_share):
    """Sum of the five items of capital cost [share].

    Method: part 11; one at the central values, and what each item is divided by in every draw. Items of items are
    not added.
    """
    return accelerators_share + networking_share + servers_share + power_cooling_share + building_share


def accelerators_part(*, accelerators_share, cost_shares_total):
    """Part of capital cost that goes to accelerators [share]. Method: part 11; its share over their sum."""
    return accelerators_share / cost_shares_total


def networking_part(*, networking_share, cost_shares_total):
    """Part of capital cost that goes to networking [share]. Method: part 11; its share over their sum."""
    return networking_share / cost_shares_total


def servers_part(*, servers_share, cost_shares_total):
    """Part of capital cost that goes to servers and other IT [share]. Method: part 11; its share over their sum."""
    return servers_share / cost_shares_total


def power_cooling_part(*, power_cooling_share, cost_shares_total):
    """Part of capital cost that goes to power and cooling [share]. Method: part 11; its share over their sum."""
    return power_cooling_share / cost_shares_total


def building_part(*, building_share, cost_shares_total):
    """Part of capital cost that goes to building and land [share]. Method: part 11; its share over their sum."""
    return building_share / cost_shares_total


def accelerator_spending(announced_with_chips, *, accelerators_part):
    """Money that flows to accelerators [bn]. Method: part 11; the accelerators' part of the capital announced."""
    return announced_with_chips * accelerators_part


def imported_chips(announced_with_chips, sites_in_eu, *, accelerators_part, eu_supplier_share_of_accelerators):
    """Money that flows to chips whose sellers have their seat outside the EU, at sites in the EU [bn].

    Method: part 11; gross sales by seat of the seller, not value added. For a site elsewhere such a chip is no import.
    """
    return announced_with_chips * sites_in_eu * accelerators_part * (1 - eu_supplier_share_of_accelerators)


def nvidia_revenue(accelerator_spending, *, nvidia_share_of_accelerators):
    """Money that flows to Nvidia for accelerators [bn].

    Method: part 11; its share of the world's accelerator revenue, as if this programme bought what the world buys.
    """
    return accelerator_spending * nvidia_share_of_accelerators


def nvidia_gross_profit(nvidia_revenue, *, nvidia_gross_margin):
    """Nvidia's gross profit in it [bn]. Method: part 11; revenue times gross margin, income of a US designer."""
    return nvidia_revenue * nvidia_gross_margin


def nvidia_gross_profit_share(*, accelerators_part, nvidia_share_of_accelerators, nvidia_gross_margin):
    """Nvidia's gross profit, of all capital cost [share]. Method: as nvidia_gross_profit."""
    return accelerators_part * nvidia_share_of_accelerators * nvidia_gross_margin


def eu_supplier_spending(announced_with_chips, sites_in_eu, *, eu_supplier_share_of_capex):
    """Money that flows to sellers with their seat in the EU, at sites in the EU [bn].

    Method: part 11; revenue, not value added. Builders are local, so the share is one of sites in the EU alone.
    """
    return announced_with_chips * sites_in_eu * eu_supplier_share_of_capex


def other_supplier_spending(announced_with_chips, sites_in_eu, *, eu_supplier_share_of_capex):
    """Money that flows to sellers seated elsewhere, at sites in the EU [bn]. Method: as eu_supplier_spending."""
    return announced_with_chips * sites_in_eu * (1 - eu_supplier_share_of_capex)
