"""`visions report`: the whole workshop documented; `visions paper`: more to print than sheets."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from visions.cli.arguments import KeysArgument
from visions.cli.making import run_pipeline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from visions.cli.session import Session
    from visions.documents.pdf import SetPdf
    from visions.model import Tandem
    from visions.press import Press


class Paper(StrEnum):
    CARDS = "cards"
    POSTERS = "posters"
    CONTACT_SHEET = "contact-sheet"
    SESSION_PLAN = "session-plan"


class Sheet(StrEnum):
    A3 = "a3"
    A2 = "a2"


LanguageOption = Annotated[
    str | None, typer.Option("--language", metavar="CODE", help="Such as de; else as set up.")
]


def register(app: typer.Typer) -> None:
    app.command()(report)
    app.command()(paper)


def report(
    context: typer.Context,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FILE", help="A .pdf or .html of your own.")
    ] = None,
    language: LanguageOption = None,
) -> None:
    """Document the whole workshop: one PDF and one HTML page."""
    from visions.archive.layout import name_document
    from visions.cli.session import Session

    session = Session.open(context.obj)
    languages = _pick_languages(language, session.workshop.languages)
    if to is not None:
        if to.suffix.lower() not in (".pdf", ".html"):
            raise typer.BadParameter("name a file that ends in .pdf or .html", param_hint="--to")
        targets = [(languages[0], to)]
    else:
        outputs = session.archive.layout.outputs
        targets = [
            (code, outputs / name_document("report", code, ending))
            for code in languages
            for ending in ("pdf", "html")
        ]
    _write(session, session.workshop.tandems, lambda press: _set_reports(press, targets))


def paper(
    context: typer.Context,
    kind: Annotated[Paper, typer.Argument(metavar="KIND", help=" | ".join(Paper))],
    keys: KeysArgument = None,
    size: Annotated[Sheet, typer.Option("--size", help="Of posters.")] = Sheet.A3,
    start: Annotated[
        str, typer.Option("--start", metavar="HH:MM", help="When the session begins.")
    ] = "13:30",
    language: LanguageOption = None,
) -> None:
    """Set prompt cards, posters, a contact sheet or the session plan."""
    from visions.cli.session import Session
    from visions.errors import NothingToPrint

    session = Session.open(context.obj)
    tandems = session.pick_tandems(keys or [])
    begin = _read_time(start)
    several = _pick_languages(language, session.workshop.languages)
    only = _pick_languages(language, ())[0] if language else None
    if kind is not Paper.SESSION_PLAN and not any(
        session.archive.list_records(tandem.key) for tandem in tandems
    ):
        raise NothingToPrint()
    folder = session.archive.layout.print_file("card", whole=True).parent
    before = "selected-" if keys else ""
    own = f".{only}" if only else ""

    def set_papers(press: Press) -> Iterator[tuple[Path, SetPdf | str]]:
        if kind is Paper.CARDS:
            yield folder / f"{before}cards{own}.pdf", press.set_cards(only)
        elif kind is Paper.POSTERS:
            name = f"{before}posters-{size.value}{own}.pdf"
            yield folder / name, press.set_posters(size.value, only)
        for code in several:
            if kind is Paper.CONTACT_SHEET:
                name = f"{before}contact-sheet.{code}.pdf"
                yield folder / name, press.set_contact_sheet(code)
            elif kind is Paper.SESSION_PLAN:
                name = f"{before}session-plan.{code}.pdf"
                yield folder / name, press.set_session_plan(code, begin)

    _write(session, tandems, set_papers)


def _set_reports(
    press: Press, targets: Sequence[tuple[str, Path]]
) -> Iterator[tuple[Path, SetPdf | str]]:
    for code, file in targets:
        view = press.view_report(code)
        if file.suffix.lower() == ".pdf":
            yield file, press.set_report(view)
        else:
            yield file, press.set_report_page(view, file)


def _write(
    session: Session,
    tandems: Sequence[Tandem],
    set_papers: Callable[[Press], Iterator[tuple[Path, SetPdf | str]]],
) -> None:
    """Bring the labelled pictures up to date, then write what `set_papers` makes of them."""
    from visions.archive.files import replace_file
    from visions.archive.lock import hold_lock
    from visions.cli.session import say
    from visions.press import Press

    outcome = run_pipeline(session, lambda pipeline: pipeline.rebuild(tandems, anew=False), None)
    entries = {tandem: outcome.entries[tandem] for tandem in tandems}
    press = Press(session.workshop, session.archive, entries)
    with hold_lock(session.archive.layout):
        for file, made in set_papers(press):
            replace_file(file, made.encode() if isinstance(made, str) else made.pdf)
            for warning in () if isinstance(made, str) else made.warnings:
                say(f"{file.name}: {warning}", stderr=True)
            say(str(file))
    for problem in press.problems:
        say(problem.message, stderr=True)
    if press.problems:
        raise typer.Exit(press.problems[0].exit_code)


def _pick_languages(wanted: str | None, usual: Sequence[str]) -> Sequence[str]:
    from visions.model import LANGUAGES

    if wanted is None:
        return usual
    if wanted not in LANGUAGES:
        raise typer.BadParameter(
            f"“{wanted}” is none of {', '.join(LANGUAGES)}", param_hint="--language"
        )
    return [wanted]


def _read_time(text: str) -> dt.time:
    try:
        return dt.datetime.strptime(text, "%H:%M").time()
    except ValueError:
        raise typer.BadParameter(
            f"“{text}” is no time such as 13:30", param_hint="--start"
        ) from None
