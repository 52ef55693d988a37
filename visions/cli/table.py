"""Tables for a terminal: what each tandem has, what failed, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from visions.cli.session import make_harmless, open_console
from visions.model import Entry, State, Tandem

if TYPE_CHECKING:
    from visions.events import Trouble


def print_outcome(
    entries: Mapping[Tandem, Sequence[Entry]], troubles: Sequence[Trouble] = ()
) -> None:
    """One row a tandem: pictures, failures, next step."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("tandem", no_wrap=True)
    table.add_column("pictures", justify="right")
    table.add_column("failures", justify="right")
    table.add_column("next step")
    for tandem, listed in entries.items():
        own = [trouble for trouble in troubles if _concerns(trouble, tandem)]
        drawn = sum(entry.state is State.DONE for entry in listed)
        failed = sum(entry.state in _ENDED_BADLY for entry in listed) + len(own)
        step = _next_step(tandem, listed, own)
        table.add_row(tandem.key, f"{drawn}/{len(listed)}", str(failed or "–"), step)
    open_console().print(table)


_ENDED_BADLY = (State.FAILED, State.REFUSED, State.UNKNOWN)


def _concerns(trouble: Trouble, tandem: Tandem) -> bool:
    if trouble.record is not None:
        return trouble.record.tandem == tandem.key
    return f"prompts/{tandem.key}/" in str(trouble.error.params.get("place", ""))


def _advise(entry: Entry) -> str:
    digits = entry.id.digits
    if entry.state is State.UNKNOWN:
        return f"{digits} may be billed. visions retry {entry.id.tandem} {digits}"
    return f"{digits}: {entry.advice}"


def _next_step(tandem: Tandem, entries: Sequence[Entry], troubles: Sequence[Trouble]) -> str:
    if troubles:
        return make_harmless(troubles[0].error.message)
    if failures := [_advise(entry) for entry in entries if entry.state in _ENDED_BADLY]:
        return make_harmless("\n".join(failures))
    if not entries:
        return f'visions add {tandem.key} "…"'
    if any(entry.state is not State.DONE for entry in entries):
        return f"visions make {tandem.key}"
    return "print the sheets and fill them in"
