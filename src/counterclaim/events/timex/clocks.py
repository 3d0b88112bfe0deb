"""Grammar of times of day: "at 23:30 local time", "5 p.m. EST, Nov. 6", "1430 GMT", "Friday morning",
"overnight".

Each rule takes the reader and a position and gives what it read there, or None.
"""

from __future__ import annotations

from counterclaim.events.timex import dates
from counterclaim.events.timex.forms import Anchor, Away, Clock, Date, DayPart, Form, Found, Shift, Weekday
from counterclaim.events.timex.reader import HYPHENS, Reader

DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1}
_DAY_RULES = (dates.numeric, dates.weekday_first, dates.month_first, dates.day_first)


def day_at(r: Reader, i: int) -> Found | None:
    """A day that a clock time or part of the day can belong to: a date, a weekday, "yesterday"."""
    if i >= r.size:
        return None
    if r.low(i) in DAYS:
        return Found(i + 1, Shift("D", DAYS[r.low(i)]))
    best: Found | None = None
    for rule in _DAY_RULES:
        found = rule(r, i)
        if found is None or (best is not None and found.end <= best.end):
            continue
        if isinstance(found.form, Weekday) or (isinstance(found.form, Date) and found.form.day):
            best = found
    if best is None:
        j = r.phrase(i, "that same day", "that day", "the same day")
        if j > i:
            return Found(j, Shift("D", 0, Anchor.STORY))
        j = r.phrase(i, "the previous day", "the day before", "the preceding day")
        if j > i:
            return Found(j, Shift("D", -1, Anchor.STORY))
        j = r.phrase(i, "the next day", "the following day", "the day after")
        if j > i:
            return Found(j, Shift("D", 1, Anchor.STORY))
    return best


def _half(r: Reader, i: int) -> tuple[int, str] | None:
    token = r.low(i).replace(" ", "").replace(".", "")
    if token in {"am", "pm"}:
        return i + 1, token
    if token in {"a", "p"} and r.low(i + 1) == "m" and r.digits(i - 1, low=0, high=59) is not None:
        return i + 2, token + "m"
    j = r.phrase(i, "in the", "of the")
    if j > i and r.low(j) in {"morning", "afternoon", "evening"}:
        return j + 1, "am" if r.low(j) == "morning" else "pm"
    if r.low(i) == "at" and r.low(i + 1) == "night":
        return i + 2, "night"
    return None


def _zone(r: Reader, i: int) -> tuple[int, str] | None:
    """(position after, zone) of "GMT", "local time", "Eastern time", "(1430 GMT)" not among them."""
    j = r.phrase(i, "local time", "hours local time", "hrs local time", "hours local", "hrs local", "local")
    if j > i and (r.low(j - 1) == "time" or r.low(j) != "time"):
        return j, "local"
    j = r.phrase(i, "hours", "hrs", "h") if r.low(i) != "h" or r.glued(i) else i
    token = r.low(j).replace(".", "") if r.shown(j).isupper() or r.low(j) in {"gmt", "utc"} else ""
    if token in r.words.zones:
        end = j + 1
        if token in {"gmt", "utc"} and r.low(end) in {"+", "-", "−"} and r.glued(end) and r.glued(end + 1):
            hours = r.digits(end + 1, low=0, high=14)
            if hours is not None:
                return end + 2, f"{'+' if r.low(end) == '+' else '-'}{hours:02d}:00"
        return end, token.upper()
    if r.capital(i) and r.phrase(i + 1, "time", "standard time", "daylight time") > i + 1:
        names = {"eastern": "ET", "central": "CT", "mountain": "MT", "pacific": "PT"}
        end = r.phrase(i + 1, "time", "standard time", "daylight time")
        if r.low(i) in r.words.city_zones:
            return end, r.words.city_zones[r.low(i)]
        return end, names.get(r.low(i), "local")  # "Baghdad time": that of the place
    return None


def _colon(r: Reader, i: int) -> tuple[int, int, int | None, int | None] | None:
    """(position after, hour, minute, second) of "23:30", "23:30:15", "7h30"."""
    hour = r.digits(i, low=0, high=24)
    if hour is None or len(r.low(i)) > 2:
        return None
    if r.low(i + 1) not in {":", "h"} or not r.glued(i + 1) or not r.glued(i + 2):
        return None
    minute = r.digits(i + 2, low=0, high=59)
    if minute is None or len(r.low(i + 2)) != 2:
        return None
    if r.low(i + 3) == ":" and r.glued(i + 3) and r.glued(i + 4):
        second = r.digits(i + 4, low=0, high=59)
        return (i + 5, hour, minute, second) if second is not None and len(r.low(i + 4)) == 2 else None
    return i + 3, hour, minute, None


def clock(r: Reader, i: int) -> Found | None:
    """A clock time with its half, zone and day: "11:00 p.m. EDT", "0230 hours", "5 o'clock Friday",
    "23.30 local time".
    """
    if r.glued(i) and r.low(i - 1) in {"$", "£", "€", ".", ",", ":", "#", "+"}:
        return None
    colon = _colon(r, i)
    if colon is not None:
        j, hour, minute, second = colon
        if r.low(i - 1) in {"score", "ratio", "verse", "odds"} or (
            r.glued(j) and r.low(j) in {":", "/", "%"}
        ):
            return None
        return _complete(r, j, Clock(hour, minute, second))
    return _military(r, i) or _dotted(r, i) or _whole_hour(r, i) or _past_hour(r, i) or _named(r, i)


def _military(r: Reader, i: int) -> Found | None:
    token = r.low(i)
    if (
        len(token) != 4
        or not token.isdigit()
        or not token.isascii()
        or int(token[:2]) > 24
        or int(token[2:]) > 59
    ):
        return None
    hour = Clock(int(token[:2]), int(token[2:]))
    zone, half = _zone(r, i + 1), _half(r, i + 1) if hour.hour <= 12 else None
    if zone or half:
        return _complete(r, i + 1, hour)
    before, after = r.low(i - 1), r.low(i + 1)
    if (after == "h" or r.shown(i + 1) == "Z") and r.glued(i + 1):
        return _complete(r, i + 2, hour)
    if after in {"hours", "hrs", "local"}:
        led = before in r.words.before_clock or token[0] == "0" or before in {",", "\n", ""}
        return _complete(r, i + 2, hour) if led or after != "hours" else None
    year = "1900" <= token < "2031"
    rough = before in {"around", "about", "approximately", "roughly", "between"}
    led = before == "at" or (rough and (not year or r.low(i - 2) == "at"))
    if (
        not led
        or after in r.words.counted
        or _addressed(r, i + 1)
        or (r.glued(i + 1) and after not in {",", ".", ";", ")"})
    ):
        return None
    return _complete(r, i + 1, hour)


def _addressed(r: Reader, i: int) -> bool:
    """Whether a number before i is that of a house: "at 1500 Larrea St."."""
    return any(r.low(k) in r.words.streets for k in range(i, i + 3))


def _dotted(r: Reader, i: int) -> Found | None:
    """Reads "23.30 local time", "at 7.30 p.m.": a decimal is a clock only with its half or zone."""
    hour, _, minute = r.low(i).partition(".")
    if not (hour.isdigit() and minute.isdigit() and len(minute) == 2 and len(hour) <= 2):
        return None
    if int(hour) > 24 or int(minute) > 59:
        return None
    if _half(r, i + 1) or _zone(r, i + 1):
        return _complete(r, i + 1, Clock(int(hour), int(minute)))
    return _complete(r, i + 2, Clock(int(hour), int(minute))) if hours_of_day(r, i) else None


def hours_of_day(r: Reader, i: int) -> bool:
    """Whether "02.30 hours" is a time of day: at it something happens, for it something lasts."""
    dotted = len(r.low(i).partition(".")[2]) == 2 and r.low(i + 1) in {"hours", "hrs"}
    return dotted and "at" in {r.low(i - 1), r.low(i - 2)}


def _whole_hour(r: Reader, i: int) -> Found | None:
    hour = r.digits(i, low=0, high=12)
    if hour is None:
        hour = _hour_word(r, i)
    if hour is None:
        return None
    j = i + 1
    if r.low(j) == "o'clock":
        return _complete(r, j + 1, Clock(hour))
    half = _half(r, j)
    if half is None or (r.low(j) in {"in", "of", "at"} and r.low(i - 1) not in r.words.before_clock):
        return None
    return _complete(r, j, Clock(hour))


def _hour_word(r: Reader, i: int) -> int | None:
    hour = r.words.cardinals.get(r.low(i), 0)
    return hour if 1 <= hour <= 12 else None


def _past_hour(r: Reader, i: int) -> Found | None:
    """Reads "half past eight", "quarter to ten", "ten past five"."""
    j = r.phrase(i, "a")
    minutes = {"half": 30, "quarter": 15}.get(r.low(j))
    if minutes is None:
        number = r.number(j)
        minutes = int(number[1]) if number and number[0] == j + 1 and number[1] in {5, 10, 20, 25} else None
    if minutes is None or r.low(j + 1) not in {"past", "to"}:
        return None
    hour = r.digits(j + 2, low=1, high=12) or _hour_word(r, j + 2)
    sure = r.low(j) in {"half", "quarter"} and (
        r.low(j + 1) == "past" or r.low(i - 1) in {"at", "by", "around"}
    )
    if hour is None or not (sure or (r.low(i - 1) == "at" and r.low(j + 1) == "past")):
        return None
    if r.low(j + 1) == "to":
        hour, minutes = (hour - 1) or 12, 60 - minutes
    return _complete(r, j + 3, Clock(hour, minutes))


def _named(r: Reader, i: int) -> Found | None:
    hour = r.words.clock_words.get(r.low(i))
    if hour is None or (r.capital(i) and r.low(i - 1) == "high"):
        return None
    return _complete(r, i + 1, Clock(hour, 0 if hour == 12 else None))


def _complete(r: Reader, i: int, base: Clock) -> Found:
    """Takes in half, zone and day where they follow the hour."""
    half, zone, day, code = base.half, base.zone, base.day, base.code
    if found := _half(r, i):
        i, half = found
    if named := _zone(r, i):
        i, zone = named
    j = r.phrase(i, ",")
    part_of = day_part(r, i) if r.low(i) in {"tonight", "this", "last", "yesterday"} else None
    if (following := day_at(r, j)) is not None:
        i, day = following.end, following.form
        part = r.words.day_parts.get(r.low(i))
        if part and half is None:
            i, half, code = i + 1, "am" if part in {"MO", "DA"} else "pm", part
    elif part_of is not None and isinstance(part_of.form, DayPart) and half in {None, "pm"}:
        i, day, code = part_of.end, part_of.form.day, part_of.form.code
        half = half or ("am" if code in {"MO", "DA"} else "pm")
    if half == "night":
        half = "am" if base.hour < 6 or base.hour == 12 else "pm"
    return Found(i, Clock(base.hour, base.minute, base.second, half, zone, day, code))


def day_part(r: Reader, i: int) -> Found | None:
    """Reads "Friday morning", "last night", "tonight", "overnight", "the early hours of Thursday", "the
    night of Oct. 5".
    """
    token = r.low(i)
    if token == "tonight":
        return Found(i + 1, DayPart("NI", Shift("D", 0)))
    if token == "overnight":
        return _overnight(r, i)
    if token in {"last", "yesterday", "this", "tomorrow", "late", "early"} and (found := _deictic_part(r, i)):
        return found
    if found := _early_hours(r, i):
        return found
    day = day_at(r, i)
    if day is not None:
        j = r.phrase(day.end, "in the", "during the", "at", "-")
        mod, k = _part_mod(r, j)
        part = r.words.day_parts.get(r.low(k))
        if part and not r.low(k).endswith("s") and (j == day.end or r.low(j - 1) != "at" or part == "NI"):
            return Found(k + 1, DayPart(part, day.form), mod)
    return _bare_part(r, i)


def _part_mod(r: Reader, i: int) -> tuple[str | None, int]:
    if r.low(i) in {"early", "late", "mid"}:
        j = i + 2 if r.low(i + 1) in HYPHENS else i + 1
        return {"early": "START", "late": "END", "mid": "MID"}[r.low(i)], j
    return None, i


def _overnight(r: Reader, i: int) -> Found | None:
    j = r.phrase(i + 1, "on", "into")
    if j > i + 1 and r.low(j - 1) == "into":
        day = day_at(r, j)
        if day:
            end = r.phrase(day.end, "morning")
            return Found(end, DayPart("NI", Away(((1, "D"),), -1, day.form)))
        return Found(i + 1, DayPart("NI", None))
    day = day_at(r, j) if j > i + 1 else None
    return Found(day.end, DayPart("NI", day.form)) if day else Found(i + 1, DayPart("NI", Shift("N", -1)))


def _deictic_part(r: Reader, i: int) -> Found | None:
    token = r.low(i)
    mod, j = _part_mod(r, i + 1) if token not in {"late", "early"} else (None, i)
    if token in {"late", "early"}:
        mod, j = _part_mod(r, i)
        if r.low(j) not in {"last", "yesterday", "this", "tomorrow"}:
            return None
        token, j = r.low(j), j + 1
    part = r.words.day_parts.get(r.low(j))
    if part is None or r.low(j).endswith("s"):
        return None
    steps = {"last": -1, "yesterday": -1, "this": 0, "tomorrow": 1}[token]
    return Found(j + 1, DayPart(part, Shift("D", steps)), mod)


def _early_hours(r: Reader, i: int) -> Found | None:
    j = r.phrase(
        i,
        "the early hours",
        "the early morning hours",
        "early morning hours",
        "the small hours",
        "early hours",
        "the predawn hours",
        "the pre - dawn hours",
        "predawn",
        "pre - dawn",
        "before dawn",
        "the late hours",
    )
    if j == i:
        return None
    code = "NI" if r.low(i + 1) == "late" else "EM"
    k = r.phrase(j, "of", "on", "")
    part = r.phrase(k, "this morning", "the morning")
    if part > k:
        return Found(part, DayPart(code, Shift("D", 0)))
    day = day_at(r, k)
    if day is None:
        return Found(j, DayPart(code, None))
    end = r.phrase(day.end, "morning", "night")
    return Found(end, DayPart(code, day.form))


def _bare_part(r: Reader, i: int) -> Found | None:
    """Reads "the morning", "in the evening of 5 May", "the next morning", "that night", "at dawn",
    "nightfall".
    """
    j = r.phrase(i, "the")
    day: Form | None = None
    led = j > i
    if r.low(j) in dates.STEPS and r.low(j) not in {"past", "present", "current"}:
        steps = dates.STEPS[r.low(j)]
        day, j, led = Shift("D", steps, Anchor.STORY), j + 1, True
    mod, j = _part_mod(r, j)
    part = r.words.day_parts.get(r.low(j))
    if part is None or r.low(j).endswith("s"):
        return None
    alone = r.low(j) in {
        "dawn",
        "dusk",
        "nightfall",
        "daybreak",
        "sunrise",
        "sunset",
        "midmorning",
        "midafternoon",
    }
    if alone and r.capital(j) and not led:
        return None
    led = led or alone or mod is not None or r.low(i - 1) in {"by", "at", "since", "until"}
    if not led or r.low(j + 1) in {
        "-",
        "sky",
        "news",
        "newspaper",
        "papers",
        "club",
        "shift",
        "prayer",
        "vision",
    }:
        return None
    k = r.phrase(j + 1, "of", "on")
    if k > j + 1 and (named := day_at(r, k)):
        return Found(named.end, DayPart(part, named.form), mod)
    if k > j + 1 and r.low(j + 1) == "of" and day is None:
        return None
    if r.low(j + 1) == "before" and led and day is None:
        return Found(j + 2, DayPart(part, Shift("D", -1, Anchor.STORY)), mod)
    if day is None and r.low(j + 1) in DAYS:
        return Found(j + 2, DayPart(part, Shift("D", DAYS[r.low(j + 1)])), mod)
    return Found(j + 1, DayPart(part, day), mod)


RULES = (clock, day_part)
