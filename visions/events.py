"""What happened, as values: for progress lines, summaries and live pages."""

from __future__ import annotations

from dataclasses import dataclass

from visions.errors import VisionsError
from visions.model import RecordId, State


@dataclass(frozen=True, slots=True)
class Planned:
    """Work begins: so many pictures are to be made."""

    pictures: int


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A dropped file became a prompt."""

    file: str
    record: RecordId


@dataclass(frozen=True, slots=True)
class Started:
    """A picture is being asked for."""

    record: RecordId


@dataclass(frozen=True, slots=True)
class Waiting:
    """The service took nothing; the same words are asked for again in `seconds`."""

    record: RecordId
    seconds: float
    error: VisionsError


@dataclass(frozen=True, slots=True)
class Ended:
    """A request ended: DONE, or a state that `error` explains. `seconds` it took."""

    record: RecordId
    state: State
    seconds: float
    error: VisionsError | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """The documents of one prompt are up to date; `built` of them were set anew."""

    record: RecordId
    built: int


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something went wrong that did not stop the rest."""

    error: VisionsError
    record: RecordId | None = None


@dataclass(frozen=True, slots=True)
class Noted:
    """Something worth knowing that needs no action, about one prompt or about the whole run."""

    record: RecordId | None
    text: str


@dataclass(frozen=True, slots=True)
class Paused:
    """No further pictures are asked for in this run, and why."""

    reason: str


Event = Planned | TakenIn | Started | Waiting | Ended | Published | Trouble | Noted | Paused
