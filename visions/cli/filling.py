"""`visions fill` and `visions answers`: what a tandem wrote on its sheets."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from visions.cli.arguments import KeyArgument, NumberArgument
from visions.cli.handing_over import hand_over

if TYPE_CHECKING:
    from visions.answers import Answers
    from visions.answers.diff import Change
    from visions.archive.revisions import Revision, Revisions
    from visions.cli.filled_files import Filled
    from visions.cli.session import Session
    from visions.model import RecordId, Tandem


def register(app: typer.Typer) -> None:
    app.command()(fill)
    app.command()(answers)


def fill(
    context: typer.Context,
    key: KeyArgument,
    number: NumberArgument,
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="The answers, as .json or .xlsx.", readable=False),
    ],
) -> None:
    """Store what a tandem filled in, as a new revision."""
    from visions.answers import Answers
    from visions.archive.revisions import Revisions
    from visions.cli.filled_files import check_ending, read_bytes, read_filled
    from visions.cli.session import Session, say

    check_ending(file, key, number)
    session = Session.open(context.obj)
    record = session.pick_record(key, number)
    tandem, revisions = session.pick_tandem(key), Revisions(session.archive)
    _tell_damage(revisions, record)
    data = read_bytes(file, record)
    went_on: list[tuple[Revision | None, Filled]] = []

    def read(newest: Revision | None) -> Answers:
        filled = read_filled(data, file, tandem, record, newest)
        went_on.append((newest, filled))
        if newest is None and filled.answers == Answers():
            raise _Blank
        return filled.answers

    try:
        saved = revisions.merge(record, read, source=file.name)
    except _Blank:
        say(f"{file.name} is blank: nothing was stored.")
        return
    newest, filled = went_on[-1]
    for remark in filled.remarks:
        say(remark, stderr=True)
    if not saved.is_new:
        say(
            f"{record}: these answers are stored already, as revision {saved.revision.number}. "
            "Nothing was changed."
        )
        return
    if newest is not None and filled.began not in (None, newest.number):
        say(_explain_age(file.name, filled.began or 0, newest), stderr=True)
    say(
        f"{record}: the answers are stored as revision {saved.revision.number} "
        f"({_count(filled.answers)}). “visions make” or “visions documents” sets them on the "
        "sheets."
    )


class _Blank(Exception):
    """There is nothing in the file, and was nothing before."""


def _tell_damage(revisions: Revisions, record: RecordId) -> None:
    """Tell of a newest revision that cannot be read; it keeps nobody from filling in anew."""
    from visions.cli.session import say
    from visions.errors import Damaged

    try:
        revisions.find_newest(record)
    except Damaged as error:
        say(error.message, stderr=True)


def _explain_age(file: str, began: int, newest: Revision) -> str:
    """What it means that a workbook was not written from the newest answers."""
    record = newest.record
    start = f"was written from revision {began}" if began else "began as a blank form"
    return (
        f"{file} {start}, and its roadmap now takes the place of that of revision "
        f"{newest.number}, which is kept. “visions answers {record.tandem} {record.number} "
        "--diff” shows what is different."
    )


def _count(found: Answers) -> str:
    from visions.answers.fields import list_filled

    fields = sum(1 for _ in list_filled(found.worksheet))
    actions = len(found.roadmap.actions)
    return (
        f"{fields} field{'s' * (fields != 1)} of the worksheet, "
        f"{actions} action{'s' * (actions != 1)}"
    )


def answers(
    context: typer.Context,
    key: KeyArgument,
    number: NumberArgument,
    pair: Annotated[
        list[int] | None,
        typer.Argument(
            metavar="[A B]", help="With --diff: the two revisions; the last two if not given."
        ),
    ] = None,
    revision: Annotated[
        int | None, typer.Option("--revision", metavar="N", min=1, help="The newest if not given.")
    ] = None,
    diff: Annotated[
        bool, typer.Option("--diff", help="What is different between two revisions.")
    ] = False,
    language: Annotated[
        str | None, typer.Option("--language", help="Of the headings: en de it ro nl el bg pl.")
    ] = None,
    to: Annotated[
        Path | None,
        typer.Option("--to", metavar="FILE", help="Write a .xlsx, .ics, .csv, .md or .docx."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Show what a tandem filled in, or write it as a file."""
    from visions.archive.revisions import Revisions
    from visions.cli.session import Session
    from visions.model import LANGUAGES

    if language is not None and language not in LANGUAGES:
        raise typer.BadParameter(f"there is {', '.join(LANGUAGES)}", param_hint="--language")
    if pair and not diff:
        raise typer.BadParameter("two revisions belong to --diff", param_hint="A B")
    if diff and (revision is not None or len(pair or []) not in (0, 2)):
        raise typer.BadParameter(
            "write --diff A B, or --diff for the last two", param_hint="--diff"
        )
    session = Session.open(context.obj)
    record = session.pick_record(key, number)
    revisions = Revisions(session.archive)
    if to is not None:
        found = revisions.read(record, revision) if revision else revisions.find_newest(record)
        hand_over(session, record, found, to, language)
        return
    if diff:
        _print_diff(revisions, record, pair or [], as_json)
        return
    shown = revisions.read(record, revision)
    if as_json:
        _print_json(shown)
    else:
        tandem = session.pick_tandem(key)
        _print_text(session, shown, tandem, language or tandem.languages[0])


def _print_json(found: Revision) -> None:
    from visions.archive.notes import dump_note
    from visions.archive.revisions import note_revision

    print(dump_note({**note_revision(found), "revision": found.number}).decode(), end="")


def _print_text(session: Session, found: Revision, tandem: Tandem, language: str) -> None:
    from visions.answers.text import describe_answers
    from visions.cli.session import say
    from visions.i18n import speak
    from visions.theme_file import read_theme

    reader = speak(language)
    source = f", from {found.source}" if found.source else ""
    say(f"{found.record}, revision {found.number} ({reader.moment(found.saved_at)}{source})")
    theme = read_theme(session.folder)
    horizon = session.workshop.horizon
    lines = list(describe_answers(found.answers, tandem, horizon, reader, theme))
    say("\n".join(lines).expandtabs(4) or "Nothing is filled in.")


def _print_diff(revisions: Revisions, record: RecordId, pair: list[int], as_json: bool) -> None:
    from visions.answers.diff import compare_answers
    from visions.cli.session import say

    newest = revisions.read(record, pair[1] if pair else None)
    before = pair[0] if pair else max(revisions.list_numbers(record)[:-1], default=0)
    if not before:
        say(f"{record} has only one revision of its answers: there is nothing to compare yet.")
        return
    older = revisions.read(record, before)
    changes = compare_answers(older.answers, newest.answers)
    if as_json:
        _print_changes(older, newest, changes)
        return
    say(f"{record}, from revision {older.number} to {newest.number}:")
    for change in changes:
        say(f"  {change}".replace("\n", " / ").replace("\t", " "))
    if not changes:
        say("  Nothing is different.")


def _print_changes(older: Revision, newest: Revision, changes: list[Change]) -> None:
    import json

    report: dict[str, Any] = {
        "record": str(newest.record),
        "from": older.number,
        "to": newest.number,
        "changes": [
            {"kind": one.kind.value, "place": list(one.place), "old": one.old, "new": one.new}
            for one in changes
        ],
    }
    print(json.dumps(report, ensure_ascii=False, indent=2))
