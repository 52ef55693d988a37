"""Tables for a terminal: what each tandem has, what failed, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from visions.cli.session import make_harmless, open_console
from visions.model import Entry, RecordId, State, Tandem

if TYPE_CHECKING:
    from visions.events import Trouble


def print_outcome(
    entries: Mapping[Tandem, Sequence[Entry]],
    troubles: Sequence[Trouble] = (),
    answers: Mapping[RecordId, int] | None = None,
) -> None:
    """One row a tandem: pictures, failures, answers, next step.

    `answers` are the newest revisions of what was filled in. Failures and answers have a column
    only where there are any, so that six tandems fit 80 columns.
    """
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    revisions = answers or {}
    rows = []
    for tandem, listed in entries.items():
        own = [trouble for trouble in troubles if _concerns(trouble, tandem)]
        drawn = sum(entry.state is State.DONE for entry in listed)
        failed = sum(entry.state in _ENDED_BADLY for entry in listed) + len(own)
        step = _next_step(tandem, listed, own, revisions)
        filled = _name_revisions(listed, revisions)
        rows.append((tandem.key, f"{drawn}/{len(listed)}", str(failed or "–"), filled, step))
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


_HEADINGS = ("tandem", "pictures", "failures", "answers", "next step")
_ENDED_BADLY = (State.FAILED, State.REFUSED, State.UNKNOWN)


def _name_revisions(entries: Sequence[Entry], revisions: Mapping[RecordId, int]) -> str:
    """“rev. 3”, with the prompt's number before it where there are several."""
    answered = [entry.id for entry in entries if entry.id in revisions]
    several = len(entries) > 1
    names = [f"{record.number}: " * several + f"rev. {revisions[record]}" for record in answered]
    return "\n".join(names) or "–"


def _concerns(trouble: Trouble, tandem: Tandem) -> bool:
    if trouble.record is not None:
        return trouble.record.tandem == tandem.key
    return f"prompts/{tandem.key}/" in str(trouble.error.params.get("place", ""))


def _advise(entry: Entry) -> str:
    digits = entry.id.digits
    if entry.state is State.UNKNOWN:
        return f"{digits} may be billed. visions retry {entry.id.tandem} {digits}"
    return f"{digits}: {entry.advice}"


def _next_step(
    tandem: Tandem,
    entries: Sequence[Entry],
    troubles: Sequence[Trouble],
    revisions: Mapping[RecordId, int],
) -> str:
    if troubles:
        return make_harmless(troubles[0].error.message)
    if failures := [_advise(entry) for entry in entries if entry.state in _ENDED_BADLY]:
        return make_harmless("\n".join(failures))
    if not entries:
        return f'visions add {tandem.key} "…"'
    if any(entry.state is not State.DONE for entry in entries):
        return f"visions make {tandem.key}"
    if any(entry.id in revisions for entry in entries):
        return "go on with the roadmap"
    return "print the sheets, fill them in"
