"""What a site costs, item by item, and the chip that capacity is counted in: rows of evidence."""

from dataclasses import replace

import pandas as pd

from analysis.evidence.readings import Row
from analysis.evidence.schemas import PATHS
from analysis.model.amounts import Triplet
from analysis.study.context import Context, read
from analysis.study.quantity import Quantity

H100 = "H100 SXM"
"""The chip that others are counted in."""

COST_ITEMS = {
    "accelerators_share": "accelerators",
    "networking_share": "networking",
    "servers_share": "servers_other_it",
    "power_cooling_share": "power_cooling",
    "building_share": "building_land",
}
"""The items of cost_breakdown.csv that the model reads; rows with a slash are parts of these."""


def of_cost_breakdown(name: str, context: Context) -> Quantity:
    """Share of capital cost that goes to one item."""
    row = context.evidence.rows_by("cost_breakdown", "item")[COST_ITEMS[name]][0]
    return of_row(name, context, row, (row["share_low"], row["share_central"], row["share_high"]), "cost_breakdown")


RUNNING_CHIP = "B200 (GB200 NVL72)"
"""The chip that the running site's cost and the rent of an hour belong to."""


OTHER_CHIPS = {
    "chip_over_running_chip": ((RUNNING_CHIP,), ("price_usd_central", "h100_equivalent")),
    "h100e_per_chip_16bit": ((H100,), ("dense_bf16_flops",)),
}
"""The chip that a ratio is to, and which columns of its row are read."""


def of_chips(name: str, context: Context) -> Quantity:
    """Price, power, rate or year of the chip that capacity is counted in, or the rate of the running site's chip."""
    chosen = context.loaded.parameters.chip
    h100, running, row = (context.evidence.rows_by("chips", "chip")[chip][0] for chip in (H100, RUNNING_CHIP, chosen))
    row = running if name == "h100e_per_b200" else row
    central = row["price_usd_central"]
    over_running = (central / row["h100_equivalent"]) / (running["price_usd_central"] / running["h100_equivalent"])
    prices = [central if pd.isna(row[end]) else row[end] for end in ("price_usd_low", "price_usd_high")]
    ends = {
        "chip_price": (prices[0], central, prices[1]),
        "h100e_per_chip": (row["h100_equivalent"],) * 3,
        "h100e_per_b200": (row["h100_equivalent"],) * 3,
        "chip_year": (int(row["release"][:4]) + 0.5,) * 3,
        "chip_over_running_chip": (over_running,) * 3,
        "h100e_per_chip_16bit": (row["dense_bf16_flops"] / h100["dense_bf16_flops"],) * 3,
        "watts_per_chip": (row["system_w_per_chip"],) * 3,
    }
    other = OTHER_CHIPS.get(name)
    return replace(
        of_row(name, context, row, ends[name], "chips", row["chip"]),
        read_with=((PATHS["chips"], *other),) if other else (),
    )


def of_row(
    name: str, context: Context, row: Row, ends: tuple[float, float, float], table: str, note: str = ""
) -> Quantity:
    """A quantity that one row of a table of evidence gives."""
    return read(
        name,
        context,
        Triplet(*map(float, ends)),
        sources=tuple(row["source_ids"].split(";")),
        chosen=((PATHS[table], row["row"]),),
        notes=tuple(filter(None, (note, row.get("note", "")))),
    )
