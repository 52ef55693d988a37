"""`visions export` and `import`: a workshop as one file that can be checked, and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from visions.cli.arguments import KeysArgument

if TYPE_CHECKING:
    from visions.exporting import Packed


def register(app: typer.Typer) -> None:
    app.command("export", short_help="Pack the workshop into one ZIP file.")(export)
    app.command("import", short_help="Take in what “visions export” wrote.")(bring_in)


def export(
    context: typer.Context,
    to: Annotated[
        Path, typer.Option("--to", metavar="FILE.zip", help="The file to write; a new one.")
    ],
    keys: KeysArgument = None,
    public: Annotated[
        bool,
        typer.Option(
            "--public",
            help=(
                "Leave out costs, requests and their results, settings of the service, who sent a "
                "prompt and from which file, and own templates. Prompts, pictures with provider "
                "and model, times, choices, answers, sheets and the design stay, with the words "
                "that people wrote and the picture files as they were received: look through "
                "them first; “visions redact” takes words out."
            ),
        ),
    ] = False,
    only_chosen: Annotated[
        bool, typer.Option("--only-chosen", help="Only the picture that each tandem chose.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Check and count, but write nothing.")
    ] = False,
) -> None:
    """Pack the workshop into one ZIP: a BagIt bag and RO-Crate with a gallery on top."""
    from visions.bag_errors import ExportStopped
    from visions.cli.progress import ProgressLines
    from visions.cli.session import Session, say
    from visions.command_line import write_command
    from visions.exporting import export_workshop, foretell_export
    from visions.packing.scope import Scope

    session = Session.open(context.obj)
    tandems = tuple(session.pick_tandems(keys or []))
    scope = Scope(tandems, not keys, public, only_chosen)
    try:
        if dry_run:
            packed = foretell_export(session.workshop, session.archive, to, scope)
            _tell(packed)
            say(f"{to} would hold {_describe(packed)}. Nothing was written.")
            return
        with ProgressLines() as progress:
            packed = export_workshop(session.workshop, session.archive, to, scope, progress.report)
    except KeyboardInterrupt:
        raise ExportStopped() from None
    _tell(packed)
    say(
        f"{to} holds {_describe(packed)}.\n"
        "Look:   unpack it and open index.html in the folder\n"
        f"Back:   {write_command('-C', 'NEW-FOLDER', 'import', to)}"
    )


def bring_in(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What “visions export” wrote.")],
    keys: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TANDEM]...", help="All tandems in it if none is named."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Check and compare, but store nothing.")
    ] = False,
) -> None:
    """Take an exported file into this workshop, or begin a workshop with it in a new folder.

    Sheets and gallery are set anew from it; nothing is drawn.
    """
    from visions.bag_errors import ImportStopped
    from visions.errors import VerifyingStopped

    try:
        _bring_in(context.obj, file, keys or [], dry_run=dry_run)
    except KeyboardInterrupt:
        raise (VerifyingStopped() if dry_run else ImportStopped()) from None


def _bring_in(folder: Path, file: Path, keys: list[str], *, dry_run: bool) -> None:
    from visions.cli.making import set_documents
    from visions.cli.session import Session, say
    from visions.importing import import_bag

    brought = import_bag(file, folder, keys, dry_run=dry_run)
    for note in brought.notes:
        say(note, stderr=True)
    what = f"{_count(brought.prompts, 'prompt')}, {_count(brought.pictures, 'picture')}"
    files = f"{_count(brought.stored, 'file')} {'to store' if dry_run else 'stored'}"
    known = f", {brought.known} were there already" if brought.known else ""
    say(f"{file} is sound: {what}; {files}{known}.")
    if dry_run:
        say("Nothing was stored or changed.")
        return
    session = Session.open(folder)
    set_documents(session, session.workshop.tandems, anew=False)


def _tell(packed: Packed) -> None:
    from visions.cli.session import say

    for note in packed.notes:
        say(note, stderr=True)


def _describe(packed: Packed) -> str:
    return (
        f"{_count(packed.prompts, 'prompt')} and {_count(packed.pictures, 'picture')}, "
        f"{_count(packed.files, 'file')}, {packed.size / 1e6:,.1f} MB"
    )


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'s' * (number != 1)}"
