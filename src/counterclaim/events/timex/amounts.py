"""Grammar of amounts of time: "three days", "two weeks ago", "the past two months", "16-hour", "weeks".

Each rule takes the reader and a position and gives what it read there, or None.
"""

from __future__ import annotations

from counterclaim.events.timex import clocks
from counterclaim.events.timex.forms import Amount, Anchor, Away, Found, Length, Reference, Window
from counterclaim.events.timex.reader import Reader

_COUNTED_BARE = {
    "days": "D",
    "weeks": "W",
    "months": "M",
    "years": "Y",
    "decades": "10Y",
    "centuries": "C",
    "hours": "H",
    "minutes": "TM",
}


def counted(r: Reader, i: int) -> Found | None:
    """Amounts: "three days", "two weeks ago", "the past two months", "a year earlier", "16-hour", "weeks"."""
    mod, j = _mod(r, i)
    led = r.phrase(j, "the", "each of the", "every one of the", "its", "their", "his", "her")
    window = r.low(led)
    steps = 0
    if window in {"last", "past", "previous", "preceding", "recent", "latest", "prior"}:
        steps = -1
    elif window in {"next", "coming", "following"}:
        steps = 1
    elif (
        window in {"first", "final", "other", "same", "remaining", "initial", "intervening", "entire"}
        and led > j
    ):
        window = "first"
    start = led + 1 if steps or window == "first" else led
    amount = r.amount(start) if led > j or start > led or led == j else None
    if amount is None:
        return _bare_units(r, j, led, steps=steps, mod=mod)
    end, value = amount
    if led > j and start == led and r.low(led)[:1].isalpha() and r.low(led) in {"a", "an"}:
        return None
    if _is_age(r, start, end) or _not_a_time(r, start, end, value):
        return None
    if start > led and steps and len(value) >= 1:
        return Found(end, Window(value, steps), mod)
    return _tail(r, start, end, value, mod) if led == j or start > led or window else None


def _mod(r: Reader, i: int) -> tuple[str | None, int]:
    for length in range(min(3, r.size - i), 0, -1):
        found = r.words.modifiers.get(tuple(r.lows[i : i + length]))
        if found is not None:
            spatial = r.low(i) in {"over", "within", "around", "about", "under", "some"}
            return (None, i) if spatial and r.low(i + length) == "the" else (found or None, i + length)
    return None, i


def _tail(r: Reader, start: int, end: int, value: Amount, mod: str | None) -> Found:
    """What follows an amount turns it into a day: "ago", "earlier", "from now", "before the attack"."""
    exact = value[0][0] is not None
    j = r.phrase(end, "ago", "back")
    if j > end and (r.low(end) == "ago" or r.low(end + 1) in {".", ",", ""}):
        return Found(j, Away(value, -1, Anchor.PUBLISHED) if exact else Reference("PAST_REF"), mod)
    j = r.phrase(end, "from now", "hence", "' time", "from today")
    if j > end:
        return Found(j, Away(value, 1, Anchor.PUBLISHED) if exact else Reference("FUTURE_REF"), mod)
    if r.low(end) == "earlier" and r.low(end + 1) != "than":
        return Found(end + 1, Away(value, -1, Anchor.STORY) if exact else Reference("PAST_REF"), mod)
    if r.low(end) == "from" and exact and (named := clocks.day_at(r, end + 1)):
        return Found(end, Away(value, 1, named.form, loose=True), mod)
    if r.low(end) in {"before", "after", "later", "since"}:
        sign = -1 if r.low(end) == "before" else 1
        named = clocks.day_at(r, end + 1) if r.low(end) != "later" else None
        if named is not None and exact and r.low(end) != "since":
            return Found(end, Away(value, sign, named.form, loose=True), mod)
        # "on Friday, two days before the truce ended": from the truce, which no day is known of
        added = r.low(start - 1) == "," and r.low(end) != "later" and r.low(end + 1)[:1].isalpha()
        if added and not any(r.low(k) in {".", "\n", ""} for k in range(max(start - 8, 0), start)):
            return Found(end, Length(value), mod)
        if exact and r.low(end) != "since" and value[0][1] not in {"NI", "MO", "AF", "EV"}:
            return Found(end, Away(value, sign, Anchor.STORY, loose=True), mod)
    return Found(end, Length(value), mod)


def _is_age(r: Reader, start: int, end: int) -> bool:
    """Ages are no times: "6-year-old", "52 years old", "aged 3 months"."""
    j = end + 1 if r.hyphen(end) else end
    if r.low(j) in {"old", "olds"} or r.phrase(j, "of age") > j:
        return True
    return r.low(start - 1) in {"aged", "age"}


def _not_a_time(r: Reader, start: int, end: int, value: Amount) -> bool:
    number, unit = value[-1]
    last = r.low(end - 1)
    if clocks.hours_of_day(r, start):
        return True
    if (
        r.capital(end - 1)
        and not r.shown(end - 1).isupper()
        and not r.capital(start - 1)
        and r.low(start)[:1].isdigit()
    ):
        return True  # "60 Minutes"
    if (
        last in {"weekend", "year"}
        and r.low(start) == "a"
        and (unit == "WE" or r.low(end - 2) in {"fiscal", "calendar"})
    ):
        return True
    if unit == "S" and last == "second":
        closed = r.low(end) in {"", ".", ",", ";", "ago", "later", "before", "after", "to", "\n"} or r.hyphen(
            end - 1
        )
        return not (closed or r.hyphen(end)) or (
            r.low(start) in {"a", "the"} and r.low(start - 1) not in {"for", "in"}
        )
    if unit == "Q" and last == "quarter" and not r.hyphen(end - 2):
        return True  # "a quarter of", "one quarter"
    if (
        last == "quarters"
        and r.low(start) in {"three", "3"}
        and r.low(start - 1) not in {"next", "last", "past"}
    ):
        return True
    if unit in {"MO", "AF", "EV"}:
        return number is not None and number < 2
    if last == "min" and r.low(end) == ".":
        return False
    if unit == "NI" and last == "night":
        return r.low(start) == "a" or (r.low(start) == "one" and r.low(end) in {"stand"})
    return False


def _bare_units(r: Reader, j: int, led: int, *, steps: int, mod: str | None) -> Found | None:
    """Amounts without a number: "weeks", "recent days", "the coming years", "for years", "months ago"."""
    start = led + 1 if steps else led
    start = r.phrase(start, "several", "many", "few") if steps else start
    token = r.low(start)
    unit = _COUNTED_BARE.get(token)
    if unit is None or r.low(start - 1)[:1].isdigit() or r.low(start - 1) in r.words.cardinals:
        return None
    if r.low(start + 1) == "old" or (r.hyphen(start + 1) and r.low(start + 2) == "old"):
        return None
    if steps:
        word = r.low(led)
        end = r.phrase(start + 1, "and months", "and weeks", "and years", "or weeks")
        if word == "recent" or (word in {"past", "previous"} and led == j):
            return Found(end, Reference("PAST_REF"), mod)
        return Found(end, Window(((None, unit),), steps), mod)
    if led > j:
        if r.low(start + 1) in {"ahead"}:
            return Found(start + 2, Window(((None, unit),), 1), mod)
        if r.low(start + 1) in {"before", "after", "since", "following", "leading", "to"}:
            return Found(start + 1, Length(((None, unit),)), mod)
        return None
    if r.hyphen(start + 1) and r.low(start + 2) == "long":
        return Found(start + 3, Length(((None, unit),)), mod)
    if r.low(start - 1) in {
        "light",
        "working",
        "office",
        "business",
        "school",
        "those",
        "opening",
        "man",
        "our",
        "my",
    }:
        return None
    if unit in {"H", "TM"} and not (r.low(start - 1) in {"for", "in", "within", "of", "over"} or mod):
        return None
    return _tail(r, start, start + 1, ((None, unit),), mod)


RULES = (counted,)
