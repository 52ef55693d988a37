"""`visions print`: the chosen sheets to a printer, or on the screen where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from visions.cli.arguments import KeysArgument
from visions.cli.making import run_pipeline

if TYPE_CHECKING:
    from pathlib import Path

    from visions.sheet_views import Kind


def register(app: typer.Typer) -> None:
    app.command(name="print")(print_sheets)


def print_sheets(
    context: typer.Context,
    keys: KeysArgument = None,
    worksheets: Annotated[bool, typer.Option("--worksheets", help="Only these.")] = False,
    roadmaps: Annotated[bool, typer.Option("--roadmaps", help="Only these.")] = False,
    printer: Annotated[
        str | None, typer.Option("--to", metavar="PRINTER", help="Its name in “lpstat -e”.")
    ] = None,
) -> None:
    """Print worksheets (A4) and roadmaps (A3), or on the paper of theme.toml."""
    from visions.cli.session import say
    from visions.printers import find_printer, open_file, send_to_printer
    from visions.theme_file import read_theme

    wanted: list[Kind] = []
    if worksheets or not roadmaps:
        wanted.append("worksheet")
    if roadmaps or not worksheets:
        wanted.append("roadmap")
    theme = read_theme(context.obj)
    files = _merge(context, keys or [], wanted)
    target = printer or find_printer()
    for kind, file in files.items():
        paper = theme.paper(kind)
        if target is not None:
            send_to_printer(file, paper, target)
            say(f"{file.name} ({paper}) is on its way to {target}.")
        elif open_file(file):
            say(f"No printer is set up here, so {file} was opened: print it on {paper}.")
        else:
            say(f"No printer is set up here. Print this file on {paper}: {file}")


def _merge(context: typer.Context, keys: list[str], kinds: list[Kind]) -> dict[Kind, Path]:
    """The merged files of these tandems, up to date."""
    from visions.archive.lock import hold_lock
    from visions.cli.session import Session
    from visions.errors import NothingToPrint
    from visions.publishing import Publisher

    session = Session.open(context.obj)
    tandems = session.pick_tandems(keys)
    if not any(session.archive.list_records(tandem.key) for tandem in tandems):
        raise NothingToPrint()
    outcome = run_pipeline(session, lambda pipeline: pipeline.rebuild(tandems, anew=False), None)
    entries = {tandem: outcome.entries[tandem] for tandem in tandems}
    publisher = Publisher(session.workshop, session.archive)
    with hold_lock(session.archive.layout):
        return {kind: publisher.publish_print(kind, entries, whole=not keys) for kind in kinds}
