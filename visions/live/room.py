"""The room of a live workshop: codes, dots, steps, what is hidden or locked.

All of it is the sum of the journal's lines, so a restart finds the room as it was. Pictures,
prompts, choices and answers are not here: they are the archive's.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from visions.archive.journal import Journal, Line
from visions.archive.layout import parse_record_folder
from visions.errors import NoMoreDots, VisionsError
from visions.live.agenda import Agenda, read_steps
from visions.model import RecordId, Workshop

DOTS = 3
"""For each phone, on the pictures of its own tandem."""

_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
"""Without those that look alike: I L O U 0 1."""
CODE_LENGTH = 6


@dataclass(frozen=True, slots=True)
class Pass:
    """How a tandem's phones come in: `code` is typed, `ticket` is what the QR code holds.

    `revision` counts the codes of this tandem; a new one shuts out who came in with an old one.
    """

    code: str
    ticket: str
    revision: int


@dataclass(slots=True)
class State:
    """Everything that the journal adds up to."""

    passes: dict[str, Pass] = field(default_factory=dict)
    hidden: set[RecordId] = field(default_factory=set)
    dots: dict[str, dict[str, tuple[RecordId, ...]]] = field(default_factory=dict)
    """tandem → phone → pictures; one dot each."""
    locked: set[str] = field(default_factory=set)
    agenda: Agenda = field(default_factory=Agenda)
    pause: str | None = None
    """Why nothing is drawn; None while all goes on."""
    provider: str | None = None
    """“sketch” where the facilitator has switched to it; None: as configured."""


class Room:
    """Changes are written to the journal first, and count from then on."""

    def __init__(self, workshop: Workshop, journal: Journal) -> None:
        self._workshop = workshop
        self._journal = journal
        self.state = State()
        for line in journal.read():
            self._take(line)
        for tandem in workshop.tandems:
            if tandem.key not in self.state.passes:
                self.renew_pass(tandem.key)

    # Coming in

    def renew_pass(self, tandem: str) -> Pass:
        """Give a tandem a new code; whoever came in with the old one has to come in again."""
        used = {one.code for one in self.state.passes.values()}
        code = _make_code()
        while code in used:
            code = _make_code()
        self._note("pass", tandem=tandem, code=code, ticket=secrets.token_urlsafe(18))
        return self.state.passes[tandem]

    def find_by_code(self, code: str) -> str | None:
        """The tandem whose code this is, as people type it: any case, with blanks and hyphens."""
        typed = "".join(letter for letter in code.upper() if letter.isalnum())
        return self._find(lambda one: secrets.compare_digest(one.code.encode(), typed.encode()))

    def find_by_ticket(self, ticket: str) -> str | None:
        """The tandem whose QR code holds this."""
        wanted = ticket.encode("utf-8", "replace")
        return self._find(lambda one: secrets.compare_digest(one.ticket.encode(), wanted))

    def _find(self, matches: Callable[[Pass], bool]) -> str | None:
        known = {tandem.key for tandem in self._workshop.tandems}
        found = [key for key, one in self.state.passes.items() if key in known and matches(one)]
        return found[0] if found else None

    # Pictures

    def hide(self, record: RecordId, *, hidden: bool) -> None:
        """Keep a picture from the wall, or show it again. Its own tandem always sees it."""
        if (record in self.state.hidden) is not hidden:
            self._note("hide" if hidden else "show", record=str(record))

    def put_dot(self, record: RecordId, phone: str, *, wanted: bool) -> None:
        """Put a phone's dot on a picture of its tandem, or take it away.

        Raises NoMoreDots where all are in use.
        """
        has = self.list_dots(record.tandem, phone)
        if wanted == (record in has):
            return
        if wanted and len(has) >= DOTS:
            raise NoMoreDots(dots=DOTS)
        self._note("dot" if wanted else "undot", record=str(record), phone=phone)

    def list_dots(self, tandem: str, phone: str) -> tuple[RecordId, ...]:
        """The pictures that have a dot of this phone."""
        return self.state.dots.get(tandem, {}).get(phone, ())

    def count_left(self, used: Sequence[RecordId]) -> int:
        """How many dots a phone still has that used these."""
        return max(0, DOTS - len(used))

    def count_dots(self, record: RecordId) -> int:
        return sum(record in has for has in self.state.dots.get(record.tandem, {}).values())

    # Steering

    def lock_prompts(self, tandems: Iterable[str], *, locked: bool) -> None:
        """Take no further prompts from these tandems, or take them again."""
        for key in tandems:
            if (key in self.state.locked) is not locked:
                self._note("lock" if locked else "unlock", tandem=key)

    def pause(self, reason: str) -> None:
        self._note("pause", reason=reason)

    def resume(self) -> None:
        if self.state.pause is not None:
            self._note("resume")

    def switch_provider(self, name: str | None) -> None:
        """“sketch”: the built-in illustrator draws from now on; None: as configured."""
        if name != self.state.provider:
            self._note("provider", name=name)

    def change_agenda(self, agenda: Agenda) -> None:
        """Begin, end or move a step, or edit the plan."""
        if agenda != self.state.agenda:
            self._note("agenda", **agenda.as_facts())

    # The journal

    def _note(self, what: str, **facts: object) -> None:
        self._take(self._journal.write(what, facts))

    def _take(self, line: Line) -> None:
        """Add one line up. What this version does not know, or cannot read, changes nothing."""
        action = _ACTIONS.get(line["what"])
        if action is not None:
            try:
                action(self.state, line)
            except (KeyError, TypeError, ValueError, VisionsError):
                return


def parse_record(text: str) -> RecordId:
    """“arezzo-hamm/0001” as a record's id. Raises ValueError."""
    tandem, _, digits = text.partition("/")
    number = parse_record_folder(digits)
    if not tandem or number is None:
        raise ValueError(text)
    return RecordId(tandem, number)


def _make_code() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(CODE_LENGTH))


def _take_pass(state: State, line: Line) -> None:
    key, last = str(line["tandem"]), state.passes.get(str(line["tandem"]))
    revision = last.revision + 1 if last else 1
    state.passes[key] = Pass(str(line["code"]), str(line["ticket"]), revision)


def _take_hiding(state: State, line: Line) -> None:
    record = parse_record(str(line["record"]))
    if line["what"] == "hide":
        state.hidden.add(record)
    else:
        state.hidden.discard(record)


def _take_dot(state: State, line: Line) -> None:
    record, phone = parse_record(str(line["record"])), str(line["phone"])
    of_tandem = state.dots.setdefault(record.tandem, {})
    has = tuple(one for one in of_tandem.get(phone, ()) if one != record)
    of_tandem[phone] = (*has, record) if line["what"] == "dot" else has


def _take_lock(state: State, line: Line) -> None:
    if line["what"] == "lock":
        state.locked.add(str(line["tandem"]))
    else:
        state.locked.discard(str(line["tandem"]))


def _take_pause(state: State, line: Line) -> None:
    state.pause = str(line["reason"]) if line["what"] == "pause" else None


def _take_provider(state: State, line: Line) -> None:
    state.provider = "sketch" if line["name"] == "sketch" else None


def _take_agenda(state: State, line: Line) -> None:
    began = line["began"]
    state.agenda = replace(
        Agenda(read_steps(line["steps"])),
        current=None if line["current"] is None else int(line["current"]),
        began=None if began is None else dt.datetime.fromisoformat(began),
        extra=int(line["extra"]),
    )


_ACTIONS: Mapping[str, Callable[[State, Line], None]] = {
    "pass": _take_pass,
    "hide": _take_hiding,
    "show": _take_hiding,
    "dot": _take_dot,
    "undot": _take_dot,
    "lock": _take_lock,
    "unlock": _take_lock,
    "pause": _take_pause,
    "resume": _take_pause,
    "provider": _take_provider,
    "agenda": _take_agenda,
}
