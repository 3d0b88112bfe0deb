"""What other rooms lend the ledger so that it can keep incidents: functions, each pure, of records alone.

The ledger knows nothing of what a profile holds: it keeps it as text, and gives it back as what it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from counterclaim.records import Accounts, Incident, Judgement, Link, Reliability, Report, TextOrigin

Profile = Any  # what an event mention is linked by; the room of incidents has the record


class Assess(Protocol):
    """Gives the accounts of an incident."""

    def __call__(
        self,
        incident: Incident,
        reports: Sequence[Report],
        *,
        origins: Mapping[str, TextOrigin],
        ratings: Mapping[str, Reliability],
        judgements: Sequence[Judgement],
    ) -> Accounts:
        """The accounts of an incident.

        Args:
            incident: what is assessed.
            reports: its documents with all that was read from them.
            origins: the text origin of each document, by its id.
            ratings: what the user knows of sources, by name or actor's id.
            judgements: those that stand and name one of its mentions, in order.
        """
        ...


@dataclass(frozen=True, slots=True)
class Lent:
    """The functions. ``version`` is raised when one of them comes to give something else: all is remade then.

    ``profiles`` gives the profile of each event mention that can be of an incident, by the mention's id;
    ``blocks`` the keys under which it may meet others, ``link`` whether two are of one incident and why.
    ``cluster`` makes incidents of profiles, the links among them and the judgements on them. ``origins`` gives
    the text origin of each document of which it has the sketch. ``assess`` gives accounts.
    """

    version: int
    profiles: Callable[[Report], Iterable[tuple[str, Profile]]]
    to_text: Callable[[Profile], str]
    from_text: Callable[[str], Profile]
    blocks: Callable[[Profile], Iterable[str]]
    link: Callable[[Profile, Profile], Link | None]
    cluster: Callable[[Sequence[Profile], Sequence[Link], Sequence[Judgement]], Iterable[Incident]]
    origins: Callable[[Sequence[bytes]], Iterable[TextOrigin]]
    assess: Assess
