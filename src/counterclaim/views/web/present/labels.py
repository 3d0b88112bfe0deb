"""Words for a person: of standings, facets, stances, times, places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from counterclaim.records import Facet, Interest, Place, Stance, Standing, TimeValue


@dataclass(frozen=True, slots=True)
class Label:
    """A word and what it means."""

    name: str
    help: str


STANDINGS: Final[dict[str, Label]] = {
    Standing.AGREED: Label("agreed", "opposing parties assert it, or the party that it harms admits it"),
    Standing.CONFIRMED: Label(
        "confirmed", "a third party asserts it from its own knowledge, no one denies it"
    ),
    Standing.CORROBORATED: Label("corroborated", "independent origins assert it, none opposes it"),
    Standing.ONE_SIDED: Label("one-sided", "several origins, all of one party"),
    Standing.SINGLE: Label("single", "one origin"),
    Standing.DISPUTED: Label("disputed", "one asserts, another denies it or gives what cannot hold with it"),
    Standing.RETRACTED: Label("retracted", "its source took it back"),
    Standing.OPEN: Label("open", "asked, and nobody says"),
}
FACETS: Final[dict[str, str]] = {
    Facet.OCCURRENCE: "What happened",
    Facet.RESPONSIBILITY: "Responsibility",
    Facet.TARGET: "Target",
    Facet.PLACE: "Place",
    Facet.TIME: "Time",
    Facet.MEANS: "Means",
    Facet.TOLL: "Toll",
    Facet.LOSSES: "Losses",
    Facet.CONTROL: "Control",
    Facet.AIM: "Aim",
    Facet.MANNER: "Manner",
}
STANCES: Final[dict[str, str]] = {
    Stance.ASSERTS: "says",
    Stance.CONFIRMS: "confirms",
    Stance.DENIES: "denies",
    Stance.ADMITS: "admits",
    Stance.ACCUSES: "accuses",
    Stance.DOUBTS: "doubts",
    Stance.SILENT: "is silent",
    Stance.URGES: "urges",
    Stance.INTENDS: "intends",
    Stance.THREATENS: "threatens",
}
INTERESTS: Final[dict[str, str]] = {
    Interest.OWN: "in its own interest",
    Interest.AGAINST: "against its own interest",
    Interest.NONE: "",
}
TYPES: Final[dict[str, str]] = {
    "AGREE": "Agreement",
    "CONSULT": "Talks",
    "SUPPORT": "Support",
    "CONCEDE": "Concession",
    "COOPERATE": "Co-operation",
    "AID": "Aid",
    "RETREAT": "Retreat",
    "REQUEST": "Request",
    "ACCUSE": "Accusation",
    "REJECT": "Rejection",
    "THREATEN": "Threat",
    "PROTEST": "Protest",
    "SANCTION": "Sanction",
    "MOBILIZE": "Mobilisation",
    "COERCE": "Coercion",
    "ASSAULT": "Assault",
}
ROLES: Final[dict[str, str]] = {"reader": "may look", "analyst": "may add and judge", "admin": "may do all"}
PRECISIONS: Final[dict[int, str]] = {
    1: "the very place",
    2: "within some 25 km",
    3: "a district",
    4: "a province",
    5: "a line or a vague area",
    6: "a country",
    7: "waters of no country",
}
# What a place of each precision covers, in kilometres around its point: what the map draws.
RADIUS: Final[dict[int, float]] = {1: 0.0, 2: 25.0, 3: 40.0, 4: 110.0, 5: 80.0, 6: 350.0, 7: 200.0}
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(value: str | None) -> str:
    """The day of an ISO 8601 value, as far as it is known: "16 Oct 2017", "Oct 2017", "2017"."""
    if not value:
        return ""
    parts = value[:10].split("-")
    if not all(part.isdigit() for part in parts) or (len(parts) > 1 and not 1 <= int(parts[1]) <= 12):
        return value
    month = _MONTHS[int(parts[1]) - 1] if len(parts) > 1 else ""
    return " ".join(filter(None, (str(int(parts[2])) if len(parts) > 2 else "", month, parts[0])))


def moment(value: str | None) -> str:
    """An ISO 8601 value to the minute: "16 Oct 2017, 02:30 +03:00"."""
    if not value:
        return ""
    date, _, clock = value.partition("T")
    if not clock:
        return day(date)
    zone = "UTC" if clock.endswith("Z") else clock[-6:] if clock[-6:-5] in ("+", "-") else ""
    return " ".join(filter(None, (f"{day(date)}, {clock[:5]}", zone)))


def said_time(time: TimeValue | None) -> str:
    """When something is said to have happened: "15 Oct 2017, 23:30 +03:00", "15 – 16 Oct 2017"."""
    if time is None:
        return ""
    if time.end is None or time.end == time.start:
        return moment(time.start)
    first, last = moment(time.start), moment(time.end)
    if time.start[:10] == time.end[:10] and "T" in time.start and "T" in time.end:
        return f"{day(time.start)}, {time.start[11:16]} – {last.partition(', ')[2]}"
    if time.start[:7] == time.end[:7] and "T" not in time.start + time.end and len(time.start) == 10:
        return f"{int(time.start[8:10])} – {last}"
    return f"{first} – {last}"


def where_name(where: str) -> str:
    """The last part of where a document was read from: a path leads through folders that say nothing of it."""
    if where.startswith(("http://", "https://")):
        return where
    return where.rstrip("/").replace("\\", "/").rsplit("/", 1)[-1] or where


def place_line(place: Place | None) -> str:
    """A place with how precisely it is known."""
    if place is None:
        return ""
    country = f", {place.country}" if place.country and place.kind != "country" else ""
    return f"{place.name}{country}"


def precision(place: Place | None) -> str:
    """How precisely a place is known."""
    return PRECISIONS.get(place.precision, "") if place and place.precision else ""


def event_type(code: str | None) -> str:
    """A PLOVER type in a word."""
    return TYPES.get(code or "", (code or "event").capitalize())


def role(value: str) -> str:
    """What a role may do."""
    return ROLES.get(value, value)


def plural(count: int, one: str, many: str | None = None) -> str:
    """A count with its noun."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
