"""Grammar of sets: "every day", "each Thursday", "daily", "twice a week", "Mondays", "Tuesday nights".

Each rule takes the reader and a position and gives what it read there, or None.
"""

from __future__ import annotations

from counterclaim.events.timex.forms import Every, Found
from counterclaim.events.timex.reader import Reader


def sets(r: Reader, i: int) -> Found | None:
    """Reads "every day", "each Thursday", "daily", "twice a week", "Mondays", "Tuesday nights"."""
    token = r.low(i)
    if token in r.words.set_adverbs:
        proper = r.capital(i) and r.capital(i + 1) and r.capital(i - 1)
        title = (
            r.capital(i + 1)
            and r.low(i + 1).isalpha()
            and token in {"daily", "weekly", "monthly", "quarterly"}
        )
        noun = r.low(i - 1) in {"a", "the"} and r.low(i + 1) in {
            ",",
            ".",
            "newspaper",
            "paper",
            "said",
            "reported",
        }
        hyphened = r.hyphen(i) or r.low(i - 1) in {"-", "party", "language"} or r.hyphen(i + 1)
        noun = noun or r.low(i - 1) == "average"
        quarterly = token == "quarterly" and r.low(i + 1).isalpha() and not r.low(i + 1).endswith("ly")
        if (
            proper
            or title
            or noun
            or hyphened
            or quarterly
            or (r.capital(i) and r.low(i - 1) not in {".", "", "\n"})
        ):
            return None
        return Found(i + 1, Every(r.words.set_adverbs[token]))
    if token in {"every", "each"}:
        return _every(r, i)
    if token in {"once", "twice"} and r.low(i + 1) in {"a", "each", "every", "per"}:
        unit = r.words.units.get(r.low(i + 2))
        if unit:
            return Found(i + 3, Every(_period(1, unit), freq="1X" if token == "once" else "2X"))
    if (
        token in {"a", "an", "per"}
        and (unit := r.words.units.get(r.low(i + 1)))
        and not r.low(i + 1).endswith("s")
    ):
        before = r.low(i - 1)
        rate = before.endswith("s") and before not in r.words.not_plural and before.isalpha()
        worth = before in {"times", "barrels", "million", "billion", "percent", "%"} or before.isdigit()
        if (token == "per" and unit not in {"S", "TM"}) or (
            (rate or worth) and unit in {"D", "W", "M", "Y", "H", "TM", "NI"}
        ):
            after = r.low(i + 2)
            if after in {"ago", "earlier", "later", "before", "after", "and", "or", "from", "-"}:
                return None
            return Found(i + 2, Every(_period(1, unit)))
    weekday = r.words.weekdays.get(token)
    if weekday is not None and r.capital(i):
        if token.endswith("days"):
            return Found(i + 1, Every(f"XXXX-WXX-{weekday}"))
        part = r.words.day_parts.get(r.low(i + 1))
        if part and r.low(i + 1).endswith("s"):
            return Found(i + 2, Every(f"XXXX-WXX-{weekday}T{part}"))
    return None


def _every(r: Reader, i: int) -> Found | None:
    quant = r.low(i).upper()
    j, other = i + 1, 1
    if r.low(j) == "other":
        other, j = 2, j + 1
    elif r.low(j) == "single":
        j += 1
    elif (ordinal := r.ordinal(j)) and r.low(ordinal[0]) in r.words.units:
        j, other = ordinal
    elif (number := r.number(j)) and r.low(number[0]) in r.words.units:
        j, other = number[0], int(number[1])
    token = r.low(j)
    if (weekday := r.words.weekdays.get(token)) is not None:
        part = r.words.day_parts.get(r.low(j + 1))
        return Found(
            j + 2 if part else j + 1, Every(f"XXXX-WXX-{weekday}" + (f"T{part}" if part else ""), quant)
        )
    if (month := r.words.months.get(token)) is not None and r.capital(j):
        return Found(j + 1, Every(f"XXXX-{month:02d}", quant))
    if (season := r.words.seasons.get(token)) is not None:
        return Found(j + 1, Every(f"XXXX-{season}", quant))
    unit = r.words.units.get(token)
    if unit is None:
        return None
    return Found(j + 1, Every(_period(other, unit), quant))


def _period(number: int, unit: str) -> str:
    if unit in {"MO", "AF", "EV", "NI"}:
        return f"XXXX-XX-XXT{unit}"
    if unit in {"H", "TM", "S"}:
        return f"PT{number}{unit[-1]}"
    size = {"2W": 2, "10Y": 10, "C": 100, "L": 1000}.get(unit, 1)
    return f"P{number * size}{ {'2W': 'W', '10Y': 'Y', 'C': 'Y', 'L': 'Y'}.get(unit, unit) }"


RULES = (sets,)
