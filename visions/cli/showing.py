"""`visions status`, and the first words of `visions` alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from visions.cli.arguments import KeysArgument

if TYPE_CHECKING:
    from collections.abc import Sequence

    from visions.budget import Survey
    from visions.cli.session import Session
    from visions.errors import VisionsError
    from visions.model import Entry, RecordId, Tandem


def register(app: typer.Typer) -> None:
    app.command()(status)


def greet(folder: Path) -> None:
    """Say what can be done here: how to begin, or where the workshop stands."""
    from visions.cli.session import say

    if not (folder / "workshop.toml").is_file():
        say(
            "visions turns the prompts of a smart-city workshop into pictures, worksheets and "
            "roadmaps.\n\n"
            "There is no workshop in this folder yet. Begin with\n\n"
            "  visions new my-workshop --example   the Berlin 2023 workshop, ready to run\n"
            "  visions new my-workshop             your own\n"
            "  visions --help                      all commands"
        )
        return
    say(
        "A workshop is in this folder.\n\n"
        '  visions add TANDEM "…"   store a prompt\n'
        "  visions make             draw what waits, set all sheets\n"
        "  visions status           where everything stands\n"
        "  visions check            what could go wrong in the room\n"
        "  visions --help           all commands"
    )


def status(
    context: typer.Context,
    keys: KeysArgument = None,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Show where every prompt stands, and what was spent."""
    from visions.archive.intake import list_dropped
    from visions.cli.session import Session, say
    from visions.forecast import describe_spending, dump_spending

    session = Session.open(context.obj)
    tandems = session.pick_tandems(keys or [])
    entries, problems = _read_all(session, tandems)
    dropped = {tandem.key: len(list_dropped(session.archive, tandem.key)) for tandem in tandems}
    spent = _count_spent(session, problems)
    answers = _find_answers(session, entries)
    if as_json:
        import json

        report = _dump_status(session, entries, problems, dropped, answers)
        report["money"] = dump_spending(spent, session.workshop.images, tandems)
        print(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        _print_status(session, entries, problems, dropped, answers)
        for line in describe_spending(spent, session.workshop.images, tandems):
            say(f"Money:  {line}")
    if problems:
        raise typer.Exit(problems[0][1].exit_code)


def _read_all(
    session: Session, tandems: Sequence[Tandem]
) -> tuple[dict[Tandem, list[Entry]], list[tuple[RecordId, VisionsError]]]:
    from visions.errors import VisionsError

    entries: dict[Tandem, list[Entry]] = {tandem: [] for tandem in tandems}
    problems = []
    for tandem in tandems:
        for record in session.archive.list_records(tandem.key):
            try:
                entries[tandem].append(session.archive.read_entry(record))
            except VisionsError as error:
                problems.append((record, error))
    return entries, problems


def _find_answers(session: Session, entries: dict[Tandem, list[Entry]]) -> dict[RecordId, int]:
    """The number of the newest revision of each prompt that was filled in."""
    from visions.archive.revisions import Revisions

    revisions = Revisions(session.archive)
    records = [entry.id for listed in entries.values() for entry in listed]
    found = {record: revisions.list_numbers(record) for record in records}
    return {record: numbers[-1] for record, numbers in found.items() if numbers}


def _count_spent(session: Session, problems: list[tuple[RecordId, VisionsError]]) -> Survey:
    """What was spent so far. Notes that cannot be read are added to `problems` once."""
    from visions.budget import list_sent, survey

    unread: list[tuple[RecordId, VisionsError]] = []
    found = survey(list_sent(session.archive, unread), session.workshop.images)
    told = {record for record, _ in problems}
    problems += [problem for problem in unread if problem[0] not in told]
    return found


def _print_status(
    session: Session,
    entries: dict[Tandem, list[Entry]],
    problems: list[tuple[RecordId, VisionsError]],
    dropped: dict[str, int],
    answers: dict[RecordId, int],
) -> None:
    from visions.archive.intake import list_strange_folders
    from visions.cli.session import say
    from visions.cli.table import print_outcome
    from visions.errors import StrangeFolder
    from visions.events import Trouble

    print_outcome(entries, [Trouble(error, record) for record, error in problems], answers)
    for key, count in dropped.items():
        if count:
            say(f"{key}: {count} dropped file(s) wait to be taken in by “visions make”.")
    for record, error in problems:
        say(f"{record}: {error.message}")
    known = frozenset(tandem.key for tandem in session.workshop.tandems)
    for name in list_strange_folders(session.archive, known):
        say(StrangeFolder(name=name).message)


def _dump_status(
    session: Session,
    entries: dict[Tandem, list[Entry]],
    problems: list[tuple[RecordId, VisionsError]],
    dropped: dict[str, int],
    answers: dict[RecordId, int],
) -> dict[str, Any]:
    return {
        "title": session.workshop.title,
        "tandems": [
            {
                "key": tandem.key,
                "cities": [city.name for city in tandem.cities],
                "chosen": session.archive.read_choice(tandem.key),
                "dropped_files": dropped[tandem.key],
                "prompts": [
                    {
                        "number": entry.id.number,
                        "state": entry.state.value,
                        "prompt": entry.prompt.text,
                        "attempts": entry.attempt,
                        "kind": entry.kind,
                        "reason": entry.reason,
                        "advice": entry.advice,
                        "image": entry.record.original if entry.record else None,
                        "sha256": entry.record.sha256 if entry.record else None,
                        "answers": answers.get(entry.id),
                    }
                    for entry in listed
                ],
            }
            for tandem, listed in entries.items()
        ],
        "problems": [
            {"record": str(record), "message": error.message} for record, error in problems
        ],
    }
