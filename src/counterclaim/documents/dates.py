"""Dates of publication: takes a date as somebody wrote it, or an address, and gives a Published or None.

Nothing is guessed: a numeric date that can be read in two orders, a day without its year, a time zone
whose letters mean several zones each give less or nothing. Datelines are found in ``datelines.py``;
which date wins is decided in ``build.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from urllib.parse import unquote

from counterclaim.records import DatePrecision, Known, Published

# Nothing printed before this is read here; years before it are ages, prices and slips of the keyboard.
EARLIEST = 1800
# A paper carries the date of its cover, which may lie some weeks ahead.
AHEAD = timedelta(days=92)
# A field with a date is short; what is longer is prose, in which a date need not be that of publication.
LONGEST = 160

MONTHS = {
    name: number
    for number, names in enumerate(
        """january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep
        |october oct|november nov|december dec""".split("|"),
        start=1,
    )
    for name in names.split()
}
_MONTH = r"(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")"
_WEEKDAY = r"(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\b\.?"
_YEAR = r"(?:\d{4}|['’]?\d{2})"
_GAP = r"[\s,./-]{1,3}"

_DAY_MONTH_YEAR = (
    rf"(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?{_GAP}(?P<m1>{_MONTH})\b\.?{_GAP}(?P<y1>{_YEAR})(?!\d|:)"
)
_MONTH_DAY_YEAR = (
    rf"(?P<m2>{_MONTH})\b\.?{_GAP}(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:{_GAP}(?P<y2>{_YEAR})(?!\d|:))"
)
_YEAR_MONTH_DAY = rf"(?P<y3>\d{{4}}){_GAP}(?P<m3>{_MONTH})\b\.?{_GAP}(?P<d3>\d{{1,2}})(?!\d)"
_NUMERIC_YMD = r"(?P<y4>\d{4})(?P<s4>[-/.])(?P<m4>\d{1,2})(?P=s4)(?P<d4>\d{1,2})(?!\d)"
_NUMERIC_DMY = r"(?P<a5>\d{1,2})(?P<s5>[-/.])(?P<b5>\d{1,2})(?P=s5)(?P<y5>\d{4})(?!\d)"
_COMPACT = r"(?P<y6>\d{4})(?P<m6>\d{2})(?P<d6>\d{2})(?=T?\d{4}(?:\d\d)?(?:\D|$)|\D|$)"
_DATE = re.compile(
    rf"(?<![\d\w])(?:{_DAY_MONTH_YEAR}|{_MONTH_DAY_YEAR}|{_YEAR_MONTH_DAY}|{_NUMERIC_YMD}|{_NUMERIC_DMY}"
    rf"|{_COMPACT})",
    re.IGNORECASE,
)
_MONTH_YEAR = re.compile(
    rf"(?:(?P<m>{_MONTH})\b\.?,?\s+(?P<y>\d{{4}})|(?P<y2>\d{{4}})-(?P<m2>\d\d))", re.IGNORECASE
)
_YEAR_ALONE = re.compile(r"\d{4}")
# "Mon Oct 16 09:30:05 +0300 2017", as C and some feeds write it: the year is moved to the day.
_YEAR_LAST = re.compile(
    rf"(?P<date>(?:{_WEEKDAY}\s)?{_MONTH}\s\d{{1,2}})\s(?P<clock>\d{{1,2}}:\d\d:\d\d(?:\s(?:[+-]\d{{4}}"
    rf"|[A-Z]{{1,5}}))?)"
    r"\s(?P<year>\d{4})",
    re.IGNORECASE,
)
_EPOCH = re.compile(r"(\d{9,10})(\d{3})?(?:\.\d+)?")

_CLOCK = re.compile(
    r"(?<![\d:.])(?P<h>\d{1,2})(?:[:.h](?P<m>\d{2})(?::(?P<s>\d{2})(?:[.,]\d{1,9})?)?)?"
    r"\s*(?P<half>[ap]\.?m\b\.?)?(?![\d:])",
    re.IGNORECASE,
)
_COMPACT_CLOCK = re.compile(r"\s*T?(?P<h>\d{2})(?P<m>\d{2})(?P<s>\d{2})?(?!\d)", re.IGNORECASE)
_WIRE_CLOCK = re.compile(
    r"(?<!\d)(?P<h>\d{2})(?P<m>\d{2})\s*(?:hrs|hours|h)?\s*(?=GMT|UTC|Z\b)", re.IGNORECASE
)
_OFFSET = re.compile(
    r"\s*\(?(?:(?:GMT|UTC)\s*)?(?P<sign>[+\u2212-])(?P<h>\d{1,2})(?::?(?P<m>\d{2}))?(?!\d)", re.IGNORECASE
)
_ZONE = re.compile(r"\s*\(?(?P<name>Z|[A-Z]{2,5})\b")
# Zone letters that mean one offset: those of RFC 822 and those that no other zone shares. "IST", "BST"
# or "AST" mean several, "ET" two: the clock is kept as written, without a zone.
_ZONES = {
    "Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "EST": -300, "EDT": -240, "CST": -360, "CDT": -300, "MST": -420,
    "MDT": -360, "PST": -480, "PDT": -420, "WET": 0, "WEST": 60, "CET": 60, "CEST": 120, "EET": 120,
    "EEST": 180, "MSK": 180, "EAT": 180, "CAT": 120, "SAST": 120, "PKT": 300, "WIB": 420, "JST": 540,
    "KST": 540, "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780,
}  # fmt: skip

# Words around a date of publication; a field that holds others is prose.
_LABEL = re.compile(
    r"(?:published|posted|updated|created|modified|released|issued|filed|first|last|date|on|at|by|time|of|"
    r"publication|original(?:ly)?|local|the|\W)+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as read: ``day`` and ``month`` None where not known, ``offset`` in minutes east of UTC."""

    year: int
    month: int | None = None
    day: int | None = None
    clock: tuple[int, int, int | None] | None = None
    offset: int | None = None

    def published(self, known: Known) -> Published:
        """The moment as a record."""
        value, precision = f"{self.year:04d}", DatePrecision.YEAR
        if self.month is not None:
            value, precision = f"{value}-{self.month:02d}", DatePrecision.MONTH
        if self.day is not None:
            value, precision = f"{value}-{self.day:02d}", DatePrecision.DAY
        if self.day is None or self.clock is None:
            return Published(value, precision, False, known)
        hour, minute, second = self.clock
        value, precision = f"{value}T{hour:02d}:{minute:02d}", DatePrecision.MINUTE
        if second is not None:
            value, precision = f"{value}:{second:02d}", DatePrecision.SECOND
        if self.offset is not None:
            value += _offset_text(self.offset)
        return Published(value, precision, self.offset is not None, known)


def parse_date(text: str, *, known: Known) -> Published | None:
    """Read a date as metadata or a person write it: RFC 822, ISO 8601, epoch seconds, English forms.

    Returns None where there is none, more than one reading, or an implausible one.
    """
    text = " ".join(text.split())
    if not text or len(text) > LONGEST:
        return None
    moment = _moment(text)
    return moment.published(known) if moment and plausible(moment) else None


def day_of(text: str) -> Moment | None:
    """The first whole date (day, month, year) in a short piece of text, without its clock."""
    for moment, _, _ in _days(text[:LONGEST]):
        return moment if plausible(moment) else None
    return None


def only_a_date(text: str) -> Moment | None:
    """The date of a line that holds a date, a clock and words like "Published" and nothing else."""
    if len(text) > 90:
        return None
    for moment, start, end in _days(text):
        clock, offset, stop = _clock_after(text, end)
        before = _weekdays_removed(text[:start])
        if clock is None:
            before, clock, offset = _clock_before(before)
        rest = _weekdays_removed(f"{before} {text[stop:]}").strip()
        if rest and not _LABEL.fullmatch(rest):
            return None
        read = Moment(moment.year, moment.month, moment.day, clock, offset)
        return read if plausible(read) else None
    return None


def dates_removed(text: str) -> tuple[str, Moment | None]:
    """A line without its date, clock and weekday, and that date; the line as it is where it has none or two.

    For lines such as "Posted by Jane Doe on Monday, 5 October 2009 11:32".
    """
    found = list(_days(text[:LONGEST]))
    if len(found) != 1:
        return text, None
    moment, start, end = found[0]
    clock, offset, stop = _clock_after(text, end)
    before = text[:start]
    if clock is None:
        stop = end
        before, clock, offset = _clock_before(_weekdays_removed(before))
    rest = _weekdays_removed(f"{before} {text[stop:]}")
    return " ".join(_DANGLING.sub(" ", rest).split()), Moment(
        moment.year, moment.month, moment.day, clock, offset
    )


def date_in_address(url: str) -> Published | None:
    """The date that an address carries in its path: /2017/10/16/, /2017/oct/16/, 2017-10-16-slug, 20171016.

    Of several the most precise counts; two of that precision that differ count as none.
    """
    moment = moment_in_address(url)
    return moment.published(Known.ADDRESS) if moment else None


# What is left of "on 5 October", "| 5 October |", "(5 October)" when the date is gone.
_DANGLING = re.compile(r"\s(?:on|at|[|,;·•–—-])(?=\s*(?:$|[|,;·•–—-]))|\(\s*\)|[\s|,;·•–—-]+$", re.IGNORECASE)
_ONLY_CLOCK = re.compile(
    r"\W{0,3}(?:(?:updated|posted|published|as of)\s)?(?:at\s)?"
    r"(?:\d{1,2}[:.h]\d\d|\d{1,2}(?=\s?[ap]\.?m)|\d{4}(?=\s?(?:GMT|UTC|hrs|hours)))"
    r"\s?(?:[ap]\.?m\b\.?|hrs|hours|h)?"
    r"\s?(?:\(?(?-i:[A-Z]{2,5})(?:\s?[+-]\s?\d{1,2}(?::\d\d)?)?\)?|local(?:\stime)?)?"
    r"(?:\s[-–—|]\s\w+)?\W{0,2}",
    re.IGNORECASE,
)


def only_a_clock(text: str) -> bool:
    """Whether a line is a time of day and nothing else, as over the entries of a live report."""
    return len(text) <= 40 and any(map(str.isdigit, text[:24])) and bool(_ONLY_CLOCK.fullmatch(text))


_PATH_FULL = re.compile(r"(?<!\d)((?:18|19|20)\d\d)([-/_.])(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?!\d)")
_PATH_NAMED = re.compile(
    rf"(?<!\d)((?:18|19|20)\d\d)([-/_])({_MONTH})\2(0?[1-9]|[12]\d|3[01])(?!\d)", re.IGNORECASE
)
_PATH_COMPACT = re.compile(
    r"(?<![0-9A-Za-z%])((?:18|19|20)\d\d)/?(0[1-9]|1[0-2])/?(0[1-9]|[12]\d|3[01])(?![0-9A-Za-z])"
)
_PATH_MONTH = re.compile(rf"/((?:18|19|20)\d\d)[/-](0?[1-9]|1[0-2]|{_MONTH})(?=/|$)", re.IGNORECASE)
_PATH_YEAR = re.compile(r"/((?:18|19|20)\d\d)(?=/)")
_QUERY_DATE = re.compile(r"(?:^|[?&;])(?:date|day|published|pubdate)=([^&;#]{4,40})", re.IGNORECASE)


def moment_in_address(url: str) -> Moment | None:
    """The same as :func:`date_in_address`, as a Moment."""
    url = unquote(url[:2000])
    # An archive's address holds the address of the page, and the date of its own visit before it.
    inner = max(url.rfind("/http://"), url.rfind("/https://"))
    url = url[inner + 1 :] if inner > 0 else url
    location = url.split("://", 1)[-1]
    path, _, query = location.partition("?")
    path = "/" + path.split("#", 1)[0].partition("/")[2]
    found = [Moment(int(y), int(m), int(d)) for y, _, m, d in _PATH_FULL.findall(path)]
    found += [Moment(int(y), MONTHS[m.lower()], int(d)) for y, _, m, d in _PATH_NAMED.findall(path)]
    found += [Moment(int(y), int(m), int(d)) for y, m, d in _PATH_COMPACT.findall(path)]
    asked = _QUERY_DATE.search(query)
    if not found and asked and (moment := day_of(asked[1])):
        found.append(moment)
    if not found:
        found = [Moment(int(y), MONTHS.get(m.lower()) or int(m)) for y, m in _PATH_MONTH.findall(path)]
    if not found:
        found = [Moment(int(y)) for y in _PATH_YEAR.findall(path)]
    sound = {moment for moment in found if plausible(moment)}
    return sound.pop() if len(sound) == 1 else None


def two_digit_year(year: int) -> int:
    """The year that a wire means by its last two digits: the latest that is not ahead of today."""
    this_year = _today().year
    return 2000 + year if 2000 + year <= this_year else 1900 + year


def plausible(moment: Moment) -> bool:
    """Whether a document can have come out then: a day that exists, from 1800 to some weeks ahead.

    1 January 1970 is what an empty clock says, not a date.
    """
    if moment.year < EARLIEST or moment.year > _today().year + 1:
        return False
    if (moment.year, moment.month, moment.day) == (1970, 1, 1):
        return False
    try:
        first = date(moment.year, moment.month or 1, moment.day or 1)
    except ValueError:
        return False
    return first <= _today() + AHEAD


def _today() -> date:
    return datetime.now(UTC).date()


def _moment(text: str) -> Moment | None:
    epoch = _EPOCH.fullmatch(text)
    if epoch:
        at = datetime.fromtimestamp(int(epoch[1]), UTC)
        return Moment(at.year, at.month, at.day, (at.hour, at.minute, at.second), 0)
    year_last = _YEAR_LAST.fullmatch(text)
    if year_last:
        text = f"{year_last['date']} {year_last['year']} {year_last['clock']}"
    for moment, start, end in _days(text):
        clock, offset, stop = _clock_after(text, end)
        if clock is None:
            _, clock, offset = _clock_before(text[:start])
        # A second date in the field is that of an update where the words between them say so.
        if any(other != moment for other, _, _ in _days(text[stop:])) and not _says_update(text[stop:]):
            return None
        return Moment(moment.year, moment.month, moment.day, clock, offset)
    bare = _LABEL.sub(" ", text).strip() if not text[0].isdigit() else text
    month = _MONTH_YEAR.fullmatch(bare)
    if month:
        named = month["m"]
        number = MONTHS[named.lower()] if named else int(month["m2"])
        return Moment(int(month["y"] or month["y2"]), number)
    return Moment(int(bare)) if _YEAR_ALONE.fullmatch(bare) else None


def _says_update(text: str) -> bool:
    return bool(re.match(r"\W*(?:last\s+)?(?:updated|modified|revised|edited)", text, re.IGNORECASE))


def _days(text: str) -> Iterator[tuple[Moment, int, int]]:
    """Every whole date in a text, with where it stands; those of two readings are left out."""
    for match in _DATE.finditer(text):
        moment = _day(match.groupdict())
        if moment is not None:
            yield moment, match.start(), match.end()


def _day(group: dict[str, str | None]) -> Moment | None:
    for number in "123":
        if (month := group[f"m{number}"]) and (day := group[f"d{number}"]):
            return Moment(_year(group[f"y{number}"] or ""), MONTHS[month.lower()], int(day))
    for number in "46":
        if (year := group[f"y{number}"]) and (month := group[f"m{number}"]) and (day := group[f"d{number}"]):
            return Moment(int(year), int(month), int(day))
    first, second = int(group["a5"] or 0), int(group["b5"] or 0)
    year = group["y5"]
    if year and first == second and first <= 12:
        return Moment(int(year), first, second)
    if year and first > 12 >= second:
        return Moment(int(year), second, first)
    if year and second > 12 >= first:
        return Moment(int(year), first, second)
    return None  # 03/04/2017 is 3 April to some and 4 March to others


def _year(text: str) -> int:
    digits = text.lstrip("'’")
    return int(digits) if len(digits) == 4 else two_digit_year(int(digits))


def _clock_after(text: str, end: int) -> tuple[tuple[int, int, int | None] | None, int | None, int]:
    """The clock and the offset that follow a date, and where they end."""
    compact = _COMPACT_CLOCK.match(text, end) if text[end - 1 : end].isdigit() else None
    if compact and text[end : end + 1] not in ("T", "t") and text[end : end + 1].isspace():
        compact = None  # "16 Oct 2017 1030 GMT" is read below, and other loose digits are no clock
    if compact:
        return _read_clock(compact, text)
    window = text[end : end + 24]
    wire = _WIRE_CLOCK.search(window)
    if wire and not re.search(r"\w", re.sub(r"\bat\b", "", window[: wire.start()], flags=re.IGNORECASE)):
        return _read_clock(_WIRE_CLOCK.search(text, end), text)
    match = _CLOCK.search(text, end, end + 24)
    between = text[end : match.start()] if match else ""
    if match is None or not re.fullmatch(r"(?:T|[\s,|@·•–—-]|\bat\b)*", between, re.IGNORECASE):
        return None, None, end
    return _read_clock(match, text)


def _clock_before(text: str) -> tuple[str, tuple[int, int, int | None] | None, int | None]:
    """The clock and offset before a date ("10:30 GMT, 16 October 2017"), and the text before them."""
    for match in _CLOCK.finditer(text[-40:]):
        clock, offset, stop = _read_clock(match, text[-40:])
        if clock is not None:
            rest = _weekdays_removed(text[-40:][stop:])
            if re.fullmatch(r"(?:[\s,|·•–—)-]|\bon\b)*", rest, re.IGNORECASE):
                return text[: len(text[:-40]) + match.start()], clock, offset
    return text, None, None


def _read_clock(
    match: re.Match[str] | None, text: str
) -> tuple[tuple[int, int, int | None] | None, int | None, int]:
    if match is None:
        return None, None, 0
    group = match.groupdict()
    half = (group.get("half") or "").lower()
    if group["m"] is None and not half:
        return None, None, match.start()
    hour, minute = int(group["h"]), int(group["m"] or 0)
    second = int(group["s"]) if group.get("s") else None
    if half:
        if not 1 <= hour <= 12:
            return None, None, match.end()
        hour = hour % 12 + (12 if half[0] == "p" else 0)
    if hour > 23 or minute > 59 or (second or 0) > 59:
        return None, None, match.end()
    offset, stop = _offset_at(text, match.end())
    return (hour, minute, second), offset, stop


def _offset_at(text: str, at: int) -> tuple[int | None, int]:
    signed = _OFFSET.match(text, at)
    if signed and int(signed["h"]) <= 14 and int(signed["m"] or 0) < 60:
        minutes = int(signed["h"]) * 60 + int(signed["m"] or 0)
        return (minutes if signed["sign"] == "+" else -minutes), signed.end()
    named = _ZONE.match(text, at)
    if named:
        return _ZONES.get(named["name"]), named.end()
    return None, at


def _offset_text(offset: int) -> str:
    if offset == 0:
        return "Z"
    sign = "+" if offset > 0 else "-"
    return f"{sign}{abs(offset) // 60:02d}:{abs(offset) % 60:02d}"


def _weekdays_removed(text: str) -> str:
    return re.sub(rf"\b{_WEEKDAY}", " ", text, flags=re.IGNORECASE)
