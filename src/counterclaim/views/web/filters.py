"""What incidents and statements may be asked for in an address: the same for the page and for programs."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, field_validator

from counterclaim.ledger import IncidentQuery, Order, Query
from counterclaim.records import Facet, Stance, Standing
from counterclaim.views.web.failures import Failure

Words = Annotated[str, Field(max_length=400)]
Day = Annotated[str | None, Field(max_length=10, description="2017, 2017-10 or 2017-10-16")]


class _Filter(BaseModel):
    """Values out of an address: empty ones count as left out, for forms send them."""

    model_config = ConfigDict(extra="ignore")

    @field_validator("*", mode="before")
    @classmethod
    def _empty_is_none(cls, value: Any) -> Any:
        """Forms send every field."""
        if isinstance(value, str) and "\x00" in value:
            raise ValueError("NUL is in no text")
        return None if value == "" else value


class IncidentFilter(_Filter):
    """Which incidents. All that is given must hold."""

    q: Annotated[
        str | None, Field(max_length=400, description="words that one of its statements must say")
    ] = None
    place: Annotated[
        str | None, Field(max_length=200, description="words of a place, or ISO 3166 alpha-3")
    ] = None
    near: Annotated[str | None, Field(max_length=80, description="latitude,longitude,kilometres")] = None
    since: Day = None
    until: Day = None
    type: Annotated[str | None, Field(max_length=40, description="a PLOVER type")] = None
    party: Annotated[str | None, Field(max_length=200, description="its id, or words of its name")] = None
    standing: Standing | None = None
    facet: Facet | None = None
    disputed: bool | None = None
    documents: Annotated[int | None, Field(ge=1, le=1_000_000, description="at least so many")] = None
    order: Order | None = None

    def query(self) -> IncidentQuery:
        """As the ledger is asked.

        Raises:
            Failure: ``near`` is no point with a distance.
        """
        return IncidentQuery(
            text=self.q or "",
            place=self.place or "",
            near=_near(self.near),
            since=self.since,
            until=self.until,
            type=self.type,
            party=self.party or "",
            standing=self.standing,
            facet=self.facet,
            disputed=bool(self.disputed),
            documents=self.documents or 1,
        )

    def values(self) -> dict[str, Any]:
        """What is given, as it stands in an address."""
        return self.model_dump(mode="json", exclude_none=True)


class StatementFilter(_Filter):
    """Which statements. All that is given must hold."""

    q: Annotated[
        str | None, Field(max_length=400, description='words; "together"; begin*; -without; A OR B')
    ] = None
    source: Annotated[str | None, Field(max_length=200, description="words of the source's name")] = None
    stance: Stance | None = None
    since: Day = None
    until: Day = None
    superseded: Annotated[bool | None, Field(description="also versions that were edited since")] = None

    def query(self) -> Query:
        """As the ledger is asked."""
        return Query(
            self.q or "",
            source=self.source or "",
            stances=(self.stance,) if self.stance else (),
            since=self.since,
            until=self.until,
            superseded=bool(self.superseded),
        )

    def values(self) -> dict[str, Any]:
        """What is given, as it stands in an address."""
        return self.model_dump(mode="json", exclude_none=True)


def _near(value: str | None) -> tuple[float, float, float] | None:
    if value is None:
        return None
    try:
        lat, lon, km = (float(part) for part in value.split(","))
    except ValueError:
        raise Failure(
            422, f"near: {value[:40]!r} is no point with a distance", "write 35.5,44.3,25"
        ) from None
    return lat, lon, km
