"""In which country a name lies: takes a place name and the report's countries, gives ISO 3166 alpha-3.

It asks the gazetteer only whose police or residents a mention speaks of; where a place is, ``places`` says.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Final

from counterclaim.events.gazetteer import KIND, shared_gazetteer, unpack

# A smaller town is more likely somebody's name than a modifier, unless the report is set in its country.
TOWN: Final = 15_000
# A first-level unit is better known than a town of the same name.
_UNIT_BONUS: Final = 3.0
_HOME_BONUS: Final = 6.0
_UNITS: Final = frozenset({KIND["admin1"], KIND["country"], KIND["capital"], KIND["region"]})


@lru_cache(maxsize=65_536)
def country_of(name: str, countries: tuple[str, ...] = (), *, least: int = TOWN) -> str | None:
    """The country of the place a name most likely means; None without one of ``least`` inhabitants."""
    gazetteer = shared_gazetteer()
    found = gazetteer.find([name], loose=False)
    best, chosen = 0.0, None
    for row in range(len(found)):
        alpha2 = unpack(int(found.country[row]))
        country = gazetteer.iso3(alpha2) if alpha2 else None
        if country is None:
            continue
        unit = int(found.kind[row]) in _UNITS
        home = country in countries[:3]
        score = (
            float(found.size[row]) + _UNIT_BONUS * unit + _HOME_BONUS * home - int(found.naming[row]) * 0.5
        )
        if (unit or home or float(found.size[row]) >= math.log(least)) and score > best:
            best, chosen = score, country
    return chosen
