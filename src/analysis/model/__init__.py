"""The model: one plain function a quantity, in modules by subject. It knows no file and no chart.

A function is named for what it returns and its parameters for what it needs. Parameters before the star belong to one
programme: the function is worked out for the subject and for the comparator alike. Parameters after the star are the
same for both. A function that sets the two against each other names them: ``subject_announced_usd``,
``comparator_announced_usd``. Functions run on floats, on arrays and on symbols.

Money is in billions of the programme's own currency unless the name ends in ``_usd``: then it is in billions of US
dollars. Shares and rates are decimals. A date is a calendar year with decimals. Docstrings give the unit in brackets
and the method; parts are those of the methods page.
"""

from typing import Any, TypeAlias

Number: TypeAlias = Any
"""A float, a NumPy array or a symbol: the model's functions run on each."""
