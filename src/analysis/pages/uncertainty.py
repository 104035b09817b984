"""How sure are we? Every defensible way to count, draws of the uncertain inputs, and what they turn on."""

from analysis.tables.specifications import by_every_count

__all__ = ["by_every_count"]
