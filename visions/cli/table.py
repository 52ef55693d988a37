"""Tables for a terminal: what each tandem has, what failed, and what to do next."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from visions.cli.session import make_harmless, open_console, say
from visions.model import Entry, RecordId, State, Tandem

if TYPE_CHECKING:
    from visions.events import Trouble

MANY = 200
"""Prompts of one tandem; of more, a table tells only how many stand where."""

_NEWEST = 5
_MOST_ADVICE = 3
_HEADINGS = ("tandem", "pictures", "failures", "answers", "next step")
_ENDED_BADLY = (State.FAILED, State.REFUSED, State.UNKNOWN)


class Standing(Protocol):
    """What a table needs to know of a prompt: an Entry, or the card of an index."""

    @property
    def id(self) -> RecordId: ...
    @property
    def state(self) -> State: ...
    @property
    def advice(self) -> str: ...


@dataclass(slots=True)
class Tally:
    """One tandem's prompts, counted as they come: of very many, no more is kept than is told."""

    tandem: Tandem
    states: Counter[State] = field(default_factory=Counter)
    advice: list[str] = field(default_factory=list)
    answered: list[tuple[int, int]] = field(default_factory=list)
    """Of prompts that were filled in, the number and the newest revision."""
    filled: int = 0
    newest: deque[str] = field(default_factory=lambda: deque(maxlen=_NEWEST))

    def add(self, standing: Standing, revision: int | None) -> None:
        self.states[standing.state] += 1
        self.newest.append(f"{standing.id.digits} {standing.state}")
        if standing.state in _ENDED_BADLY and len(self.advice) < MANY:
            self.advice.append(_advise(standing))
        if revision is not None:
            self.filled += 1
            if len(self.answered) < MANY:
                self.answered.append((standing.id.number, revision))

    @property
    def total(self) -> int:
        return self.states.total()

    @property
    def failures(self) -> int:
        return sum(self.states[state] for state in _ENDED_BADLY)


def count_up(tandem: Tandem, cards: Iterable[tuple[Standing, int | None]]) -> Tally:
    """The tally of a tandem's prompts, each with its newest revision of answers."""
    tally = Tally(tandem)
    for standing, revision in cards:
        tally.add(standing, revision)
    return tally


def print_outcome(
    entries: Mapping[Tandem, Sequence[Entry]], troubles: Sequence[Trouble] = ()
) -> None:
    """One row a tandem: pictures, failures, next step."""
    counted = (
        count_up(tandem, ((entry, None) for entry in listed)) for tandem, listed in entries.items()
    )
    print_tallies(list(counted), troubles)


def print_tallies(tallies: Sequence[Tally], troubles: Sequence[Trouble] = ()) -> None:
    """One row a tandem: pictures, failures, answers, next step.

    Failures and answers have a column only where there are any, so that six tandems fit 80
    columns. Below it, some lines on each tandem that has very many prompts.
    """
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    rows = []
    for tally in tallies:
        own = [trouble for trouble in troubles if _concerns(trouble, tally.tandem)]
        drawn, failed = tally.states[State.DONE], tally.failures + len(own)
        step = _next_step(tally, own)
        pictures = f"{drawn}/{tally.total}"
        rows.append((tally.tandem.key, pictures, str(failed or "–"), _name_revisions(tally), step))
    shown = [n for n in range(5) if n not in (2, 3) or any(row[n] != "–" for row in rows)]
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for n in shown:
        is_number = _HEADINGS[n] in ("pictures", "failures")
        table.add_column(
            _HEADINGS[n], justify="right" if is_number else "left", no_wrap=n in (0, 3)
        )
    for row in rows:
        table.add_row(*(row[n] for n in shown))
    open_console().print(table)
    for tally in tallies:
        if tally.total > MANY:
            for line in _sum_up(tally):
                say(line)


def _sum_up(tally: Tally) -> Iterator[str]:
    """A tandem with very many prompts in a few lines."""
    counts = (f"{tally.states[state]:,} {state}" for state in State if tally.states[state])
    yield f"{tally.tandem.key}: {tally.total:,} prompts: {', '.join(counts)}"
    yield f"  newest: {', '.join(reversed(tally.newest))}"
    if tally.advice:
        yield f"  {tally.failures:,} need a decision:"
        yield from (f"    {make_harmless(line)}" for line in tally.advice[:_MOST_ADVICE])
        more = tally.failures - _MOST_ADVICE
        if more > 0:
            yield f"    {more:,} more: visions status {tally.tandem.key} --json"


def _name_revisions(tally: Tally) -> str:
    """“rev. 3”, with the prompt's number before it where there are several."""
    if tally.total > MANY:
        return f"{tally.filled:,}" if tally.filled else "–"
    several = tally.total > 1
    names = [f"{number}: " * several + f"rev. {revision}" for number, revision in tally.answered]
    return "\n".join(names) or "–"


def _concerns(trouble: Trouble, tandem: Tandem) -> bool:
    if trouble.record is not None:
        return trouble.record.tandem == tandem.key
    return f"prompts/{tandem.key}/" in str(trouble.error.params.get("place", ""))


def _advise(standing: Standing) -> str:
    digits = standing.id.digits
    if standing.state is State.UNKNOWN:
        return f"{digits} may be billed. visions retry {standing.id.tandem} {digits}"
    return f"{digits}: {standing.advice}"


def _next_step(tally: Tally, troubles: Sequence[Trouble]) -> str:
    if troubles:
        return make_harmless(troubles[0].error.message)
    if tally.advice:
        return make_harmless(_join_advice(tally))
    if not tally.total:
        return f'visions add {tally.tandem.key} "…"'
    if tally.states[State.DONE] < tally.total:
        return f"visions make {tally.tandem.key}"
    return "go on with the roadmap" if tally.filled else "print the sheets, fill them in"


def _join_advice(tally: Tally) -> str:
    if tally.total > MANY:
        return f"decide on {tally.failures:,}: see below"
    return "\n".join(tally.advice)
