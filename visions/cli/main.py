"""The command line: parse, call one object, report. Errors become words and an exit code here.

Commands import what they need when they run, so that `visions --help` is instant.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from visions import __version__
from visions.cli import (
    adding,
    archiving,
    checking,
    designing,
    filling,
    making,
    printing,
    redacting,
    reporting,
    searching,
    serving,
    showing,
    sketching,
    starting,
    tracing,
    verifying,
)
from visions.errors import DiskFailed, VisionsError

app = typer.Typer(
    name="visions",
    help="Turn the prompts of a smart-city workshop into pictures, worksheets and roadmaps.",
    epilog="A new workshop begins with: visions new my-workshop --example",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=False,
)
for commands in (
    starting,
    checking,
    adding,
    filling,
    making,
    serving,
    showing,
    searching,
    tracing,
    printing,
    redacting,
    reporting,
    designing,
    sketching,
    verifying,
    archiving,
):
    commands.register(app)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"visions {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def _begin(
    context: typer.Context,
    folder: Annotated[
        Path, typer.Option("-C", metavar="DIR", help="The workshop folder; this one if not given.")
    ] = Path(),
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    context.obj = folder
    if context.invoked_subcommand is None:
        showing.greet(folder)


def run() -> None:
    """Run the command line and exit with the code of what came of it."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console or a pipe may speak an old code page; never fail on “ș”.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    from visions.cli.session import say

    try:
        try:
            app()
        finally:
            sys.stdout.flush()
    except VisionsError as error:
        say(f"visions: {error.message}", stderr=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # The reader of a pipe (such as `head`) went away: not worth a word.
        sys.stderr.close()
        sys.exit(141)
    except OSError as error:
        # Such as standard output on a disk that is full: what was to be said is not there.
        place = error.filename or "What was to be printed here"
        failed = DiskFailed(
            file=place,
            reason=error.strerror or error,
            advice="“visions status” shows what is stored.",
        )
        with suppress(OSError):
            say(f"visions: {failed.message}", stderr=True)
        with suppress(OSError):
            sys.stdout.close()  # or leaving would try it once more
        sys.exit(failed.exit_code)
