"""`visions eject`: a built-in template, to become the workshop's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from visions.cli.session import Session
    from visions.patterns import OwnFile


def register(app: typer.Typer) -> None:
    app.command()(eject)


def eject(
    context: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="Such as worksheet; --list names all.")
    ] = None,
    listing: Annotated[
        bool, typer.Option("--list", help="What there is, and which of it the workshop has.")
    ] = False,
) -> None:
    """Copy a built-in template into templates/, to change it."""
    from visions.cli.session import Session, say
    from visions.patterns import PATTERNS
    from visions.patterns import eject as write

    session = Session.open(context.obj)
    if listing or name is None:
        _list(session)
        return
    if name not in PATTERNS:
        raise typer.BadParameter(_suggest(name), param_hint="NAME")
    written, taken = write(session.folder, name)
    for file in taken:
        say(f"{file} exists already and was left as it is.", stderr=True)
    for file in written:
        say(str(session.folder / file))
    say("Change them as you like, then run “visions make”. “visions check” says if one is broken.")


def _suggest(name: str) -> str:
    import difflib

    from visions.patterns import PATTERNS

    near = difflib.get_close_matches(name, PATTERNS, n=1, cutoff=0.5)
    hint = f" Did you mean “{near[0]}”?" if near else ""
    return f"there is no template “{name}”.{hint} There are: {', '.join(PATTERNS)}."


def _list(session: Session) -> None:
    from visions.cli.session import say
    from visions.documents.own_templates import find_templates
    from visions.patterns import PATTERNS, survey_patterns

    width = max(map(len, PATTERNS))
    for name, files in survey_patterns(find_templates(session.folder)):
        told = ", ".join(_describe(file, own) for file, own in files)
        say(f"{name:<{width}}  {told}")
    say("\n“visions eject NAME” copies one into templates/, where it wins over the built-in one.")


def _describe(file: str, own: OwnFile | None) -> str:
    if own is None:
        return file
    return f"{file} (your own{f', from visions {own.version}' if own.version else ''})"
