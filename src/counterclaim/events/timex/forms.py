"""What a time expression says, before anybody knows which day that is.

The grammar makes forms, the resolver turns them into TIMEX3 values and days.
A form knows no text, no date of publication and no story.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Amount = tuple[tuple[float | None, str], ...]
"""How much time: (number, unit) pairs; the number is None where it is not said ("several days").

Units: S, TM (minute), H, D, W, 2W, WE (weekend), M, Q, Y, 10Y, C (100 years), L (1,000 years),
and NI, MO, AF, EV for nights, mornings, afternoons and evenings counted.
"""


class Anchor(StrEnum):
    """What a relative expression is counted from."""

    PUBLISHED = "published"  # "yesterday", "last week", "two days ago"
    STORY = "story"  # "the next day", "that week", "two days later"


@dataclass(frozen=True, slots=True)
class Shift:
    """A calendar unit counted from an anchor: "last year" is (Y, -1), "today" (D, 0)."""

    unit: str
    steps: int
    anchor: Anchor = Anchor.PUBLISHED


@dataclass(frozen=True, slots=True)
class Date:
    """A date as far as it is said: "Friday, Oct. 23", "October 1998", "1998", "the 23rd".

    ``near``: +1 for "next", -1 for "last", 0 for "this" before a month.
    """

    year: int | Shift | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    near: int | None = None


@dataclass(frozen=True, slots=True)
class Weekday:
    """Reads "Friday", "last Friday" (-1), "this Friday" (0), "next Friday" (+1).

    ``week``: the week it is of, when said ("Friday next week", "Thursday of last week").
    """

    day: int
    steps: int | None = None
    anchor: Anchor = Anchor.PUBLISHED
    week: Shift | None = None


@dataclass(frozen=True, slots=True)
class Nth:
    """The n-th (-1: the last) weekday, day, week or month of a longer span: "the first Friday of July"."""

    n: int
    unit: str  # D, W, M
    weekday: int | None
    span: Form


@dataclass(frozen=True, slots=True)
class Section:
    """A named part of a year: quarter (Q1..Q4, QX), half (H1, H2), season (SP, SU, FA, WI).

    ``steps``: -1 "last summer", 0 "this summer", +1 "next"; ``story``: the one spoken of ("the quarter");
    ``back``: whole years to go back from it ("the year-ago quarter").
    """

    code: str
    year: int | Shift | None = None
    steps: int | None = None
    story: bool = False
    back: int = 0


@dataclass(frozen=True, slots=True)
class Fixed:
    """A value that needs no anchor: a decade ("199"), a century ("19"), a week ("2017-W42")."""

    value: str


@dataclass(frozen=True, slots=True)
class Away:
    """An amount before (-1) or after (+1) an anchor, or after another expression.

    ``loose``: "N days later", "two days after the attack": TIMEX3 tags the amount as a duration.
    """

    amount: Amount
    sign: int
    base: Anchor | Form
    loose: bool = False


@dataclass(frozen=True, slots=True)
class DayPart:
    """A part of a day: MO, AF, EV, NI, DT, DA, EM (early hours). ``day`` None: that of the story."""

    code: str
    day: Form | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day. ``half`` is "am", "pm" or None; ``zone`` an abbreviation, "local", an offset, or None.

    ``hour`` may be 24. ``before`` marks "earlier", which holds a clock back from the next day.
    """

    hour: int
    minute: int | None = None
    second: int | None = None
    half: str | None = None
    zone: str | None = None
    day: Form | None = None
    code: str | None = None  # the part of the day it is said to lie in


@dataclass(frozen=True, slots=True)
class Length:
    """A duration: "three days"."""

    amount: Amount


@dataclass(frozen=True, slots=True)
class Window:
    """The time just before (-1) or after (+1) publication: "the past three months"."""

    amount: Amount
    sign: int


@dataclass(frozen=True, slots=True)
class Every:
    """A set: "every day", "twice a week", "Mondays"."""

    value: str
    quant: str | None = None
    freq: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """PRESENT_REF, PAST_REF or FUTURE_REF: "now", "recently", "the future"."""

    value: str


@dataclass(frozen=True, slots=True)
class Holiday:
    """A feast by its rule in ``holidays.csv``."""

    rule: str
    year: int | Shift | None = None
    steps: int | None = None


Form = (
    Shift
    | Date
    | Weekday
    | Section
    | Nth
    | Fixed
    | Away
    | DayPart
    | Clock
    | Length
    | Window
    | Every
    | Reference
    | Holiday
)


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule read: tokens up to ``end`` (exclusive), the form, and TIMEX3's ``mod``."""

    end: int
    form: Form
    mod: str | None = None
