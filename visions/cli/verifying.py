"""`visions verify`: whether everything is as it was stored, by a reader that knows no writer."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Annotated, Any

import typer

from visions.cli.arguments import KeysArgument

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from types import TracebackType

    from rich.progress import Progress, TaskID

    from visions.verification.finding import Finding
    from visions.verification.workshop import Step, Tally

MOST_LISTED = 20
"""Findings of one code that are printed; `--json` lists all."""
ALTERED, TO_MEND = 9, 12
"""Exit codes: something that cannot be rebuilt is gone or altered; something can be put right."""

_SIGNS = {"error": "✗", "warning": "•", "note": "-"}
_EVERY = 3.0
_MOST_COMMANDS = 3


def register(app: typer.Typer) -> None:
    app.command(short_help="Check that nothing was lost or altered.")(verify)


def verify(
    context: typer.Context,
    keys: KeysArgument = None,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Check that nothing was lost or altered, and say what can be rebuilt. Writes nothing."""
    from visions.errors import VerifyingStopped
    from visions.verification.workshop import Tally, verify_workshop

    tally = Tally()
    try:
        with _Progress() as progress:
            for step in verify_workshop(context.obj, keys or []):
                tally.add(step)
                progress.show(step, tally)
    except KeyboardInterrupt:
        raise VerifyingStopped() from None
    if as_json:
        import json

        print(json.dumps(_dump(tally), ensure_ascii=False, indent=2))
    else:
        _print(tally, context.obj)
    if tally.findings:
        _mention_writer(context.obj)
    worst = {finding.severity.value for finding in tally.findings}
    if "error" in worst:
        raise typer.Exit(ALTERED)
    if "warning" in worst:
        raise typer.Exit(TO_MEND)


def _mention_writer(folder: Path) -> None:
    """Say so where another command is writing: what is half done is told of as not right."""
    from visions.archive.layout import Layout
    from visions.archive.lock import is_held_elsewhere
    from visions.cli.session import say

    if is_held_elsewhere(Layout(folder)):
        say(
            "Another visions command is working in this workshop right now. What it has not "
            "finished may be among the findings: run “visions verify” again after it.",
            stderr=True,
        )


def _dump(tally: Tally) -> dict[str, Any]:
    findings = [
        {
            "code": finding.code,
            "severity": finding.severity.value,
            "place": finding.place,
            "text": finding.text,
            "todo": finding.todo,
            **({"command": finding.command} if finding.command else {}),
        }
        for finding in tally.findings
    ]
    counts = _count(tally)
    return {
        "format": 1,
        "sound": not counts["error"] and not counts["warning"],
        "counts": {
            "records": tally.records,
            "pictures": tally.pictures,
            "content_credentials": tally.signed,
            "files": tally.files,
            "bytes": tally.bytes,
            "errors": counts["error"],
            "warnings": counts["warning"],
            "notes": counts["note"],
        },
        "findings": findings,
    }


def _count(tally: Tally) -> dict[str, int]:
    counts = dict.fromkeys(_SIGNS, 0)
    for finding in tally.findings:
        counts[finding.severity.value] += 1
    return counts


def _print(tally: Tally, folder: Path) -> None:
    from visions.cli.session import say

    for line in _list_findings(tally.findings, folder):
        say(line)
    counts = _count(tally)
    size = f"{tally.files:,} files, {_measure(tally.bytes)}"
    held = f"{_name(tally.records, 'record')}, {_name(tally.pictures, 'picture')}, {size}"
    if counts["error"]:
        say(f"Damaged: {_sum_up(counts)} in {held}.")
    elif counts["warning"]:
        say(f"Nothing is known to be lost; {_sum_up(counts)} in {held}.")
    elif not tally.records:
        say(f"Sound: no prompts yet; {size}.")
    else:
        pictures = f"{_name(tally.pictures, 'picture')} with {_their(tally.pictures)}"
        notes = f" {_name(counts['note'], 'remark')}." if counts["note"] else ""
        records = _name(tally.records, "record")
        say(f"Sound: {records}, {pictures}, {size}: everything is as it was stored.{notes}")
    if tally.signed:
        carry = "original carries" if tally.signed == 1 else "originals carry"
        told = "“visions show” tells what they say"
        say(f"{tally.signed:,} {carry} Content Credentials (C2PA) of the service; {told}.")


def _sum_up(counts: dict[str, int]) -> str:
    return ", ".join(_name(number, what) for what, number in counts.items() if number)


def _list_findings(findings: Iterable[Finding], folder: Path) -> Iterator[str]:
    """The findings under their records, then what to do about each kind of them, once."""
    listed: dict[str, list[str]] = {}
    advice: dict[tuple[str, str], dict[str, None]] = {}
    told: dict[str, int] = {}
    for finding in findings:
        told[finding.code] = told.get(finding.code, 0) + 1
        advice.setdefault((finding.code, finding.todo), {})[finding.command] = None
        if told[finding.code] > MOST_LISTED:
            continue
        line = f"  {_SIGNS[finding.severity.value]} {finding.code} {finding.place}: {finding.text}"
        listed.setdefault(finding.group, []).append(line)
    for group, lines in listed.items():
        yield group or "The whole workshop"
        yield from lines
    for code, number in told.items():
        if number > MOST_LISTED:
            yield f"… and {number - MOST_LISTED:,} more findings {code}; “--json” lists all."
    if told:
        yield "\nWhat to do"
        for (code, todo), commands in list(advice.items())[: MOST_LISTED * 2]:
            yield f"  {code}  {todo}"
            yield from (f"        {command}" for command in _shorten(commands, folder))
        yield ""


def _shorten(commands: Iterable[str], folder: Path) -> list[str]:
    """The commands as they can be typed here; one for all tandems in place of many."""
    from visions.command_line import write_command

    listed = [command for command in commands if command]
    if len(listed) > _MOST_COMMANDS:
        listed = list(dict.fromkeys(" ".join(command.split()[:2]) for command in listed))
    if str(folder) == ".":
        return listed
    begin = write_command("-C", folder)
    return [command.replace("visions", begin, 1) for command in listed]


def _their(pictures: int) -> str:
    return "its original" if pictures == 1 else "their originals"


def _name(number: int, what: str) -> str:
    return f"{number:,} {what}{'s' * (number != 1)}"


def _measure(size: int) -> str:
    for unit, divisor in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if size >= divisor:
            return f"{size / divisor:,.1f} {unit}"
    return f"{size} bytes"


class _Progress:
    """A bar on a terminal; in a pipe or a log, a line every few seconds."""

    def __init__(self) -> None:
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._total = 0
        self._told = time.monotonic()

    def __enter__(self) -> _Progress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def show(self, step: Step, tally: Tally) -> None:
        if step.total:
            self._begin(step.total)
        if self._bar is not None and self._task is not None:
            if step.records:
                self._bar.advance(self._task, step.records)
        elif time.monotonic() - self._told >= _EVERY:
            from visions.cli.session import say

            self._told = time.monotonic()
            say(f"{tally.records:,} of {self._total:,} records", stderr=True)

    def _begin(self, total: int) -> None:
        self._total = total
        from visions.cli.session import open_console

        console = open_console(stderr=True)
        if not console.is_terminal:
            return
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeRemainingColumn,
        )

        self._bar = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=30),
            MofNCompleteColumn(),
            TimeRemainingColumn(elapsed_when_finished=True),
            console=console,
            transient=True,
        )
        self._task = self._bar.add_task("verifying", total=total)
        self._bar.start()
