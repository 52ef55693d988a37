"""`visions add` and `visions choose`: what a tandem says."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from visions.cli.arguments import KeyArgument, NumberArgument


def register(app: typer.Typer) -> None:
    app.command()(add)
    app.command()(choose)


def add(
    context: typer.Context,
    key: KeyArgument,
    text: Annotated[
        str,
        typer.Argument(metavar="TEXT|-", help="The prompt, or - to read it from standard input."),
    ],
    language: Annotated[
        str | None,
        typer.Option("--language", help="The prompt's language: en de it ro nl el bg pl."),
    ] = None,
    seed: Annotated[
        int | None, typer.Option("--seed", help="Another number, another sketch of the same words.")
    ] = None,
) -> None:
    """Store a prompt, exactly as written."""
    from visions.cli.session import Session, say
    from visions.model import LANGUAGES

    session = Session.open(context.obj)
    tandem = session.pick_tandem(key)
    if language is not None and language not in LANGUAGES:
        raise typer.BadParameter(f"there is {', '.join(LANGUAGES)}", param_hint="--language")
    words = read_words(text)
    facts: dict[str, object] = {"source": "command line"}
    if language:
        facts["language"] = language
    if seed is not None:
        facts["seed"] = seed
    prompt = session.archive.accept_prompt(tandem.key, words, facts)
    say(f"{prompt.id} is stored. “visions make {tandem.key}” draws it.")


def read_words(text: str) -> str:
    """Return the words of an argument, or for “-” those of standard input. Raises BadPrompt."""
    from visions.archive.prompt_text import LARGEST_FILE, decode_prompt, take_words

    if text != "-":
        return take_words(text, "The text")
    return decode_prompt(sys.stdin.buffer.read(LARGEST_FILE + 1), "The text from standard input")


def choose(context: typer.Context, key: KeyArgument, number: NumberArgument) -> None:
    """Mark the picture that a tandem goes on working with."""
    from visions.archive.lock import hold_lock
    from visions.cli.making import rebuild_overview
    from visions.cli.session import Session, say

    session = Session.open(context.obj)
    record = session.pick_record(key, number)
    with hold_lock(session.archive.layout):
        session.archive.choose(record)
        rebuild_overview(session)
    say(f"{record} is chosen: its sheets are the ones that get printed.")
