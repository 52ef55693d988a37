"""`visions make`, `retry` and `documents`: pictures and paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from visions.cli.adding import KeyArgument, NumberArgument
from visions.errors import Stopped

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence
    from typing import Any

    from visions.cli.session import Session
    from visions.imaging.provider import Provider
    from visions.model import Entry, RecordId, Tandem
    from visions.pipeline import Outcome, Pipeline

KeysArgument = Annotated[
    list[str] | None, typer.Argument(metavar="[TANDEM]...", help="All tandems if none is named.")
]


def register(app: typer.Typer) -> None:
    app.command()(make)
    app.command()(retry)
    app.command()(documents)


def make(context: typer.Context, keys: KeysArgument = None) -> None:
    """Draw what has no picture yet, and set all worksheets and roadmaps."""
    from visions.cli.session import Session

    session = Session.open(context.obj)
    tandems = session.pick_tandems(keys or [])
    outcome = _run(session, lambda pipeline: pipeline.make(tandems), _find_provider(session))
    _report(session, tandems, outcome)


def retry(
    context: typer.Context,
    key: KeyArgument,
    number: NumberArgument,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask about a possible charge.")] = False,
) -> None:
    """Ask once more for a picture that failed or whose answer was lost."""
    from visions.cli.session import Session, say
    from visions.model import State

    session = Session.open(context.obj)
    record = session.pick_record(key, number)
    entry = session.archive.read_entry(record)
    if entry.state is State.DONE:
        say(f"{record} has its picture. For another one, add the prompt again.")
        return
    if entry.state is State.REFUSED:
        say(f"{record} was refused: {entry.reason} {entry.advice}\nAdd it in other words.")
        raise typer.Exit(6)
    question = f"{record} may already be billed ({entry.reason}) Ask again?"
    if entry.state is State.UNKNOWN and not yes and not typer.confirm(question, err=True):
        raise typer.Exit(1)
    tandem = session.pick_tandem(key)
    outcome = _run(
        session, lambda pipeline: pipeline.make([tandem], again=record), _find_provider(session)
    )
    _report(session, [tandem], outcome, only=record)


def documents(context: typer.Context, keys: KeysArgument = None) -> None:
    """Set all documents anew from the archive. Draws nothing."""
    from visions.cli.session import Session, say

    session = Session.open(context.obj)
    tandems = session.pick_tandems(keys or [])
    outcome = _run(session, lambda pipeline: pipeline.rebuild(tandems), None)
    say(f"Made:   {_count_made(outcome)}\n{_point_to_outputs(session)}")
    _exit_by(outcome, waiting_counts=False)


def rebuild_overview(session: Session) -> None:
    """Bring gallery and print files up to date after a choice; the lock is held already."""
    from visions.cli.progress import ProgressLines
    from visions.pipeline import Pipeline

    with ProgressLines() as progress:
        Pipeline(session.workshop, session.archive, None, progress.report).refresh_overview()


def _find_provider(session: Session) -> Provider | None:
    """The provider, or None where its key is missing: that is told when a picture is needed."""
    from visions.config import read_api_key
    from visions.errors import NoKey
    from visions.imaging.choose import choose_provider

    settings = session.workshop.images
    key = read_api_key(session.folder) if settings.provider != "sketch" else None
    try:
        return choose_provider(settings, key)
    except NoKey:
        return None


def _run(
    session: Session,
    task: Callable[[Pipeline], Coroutine[Any, Any, Outcome]],
    provider: Provider | None,
) -> Outcome:
    """Run `task` under the lock; the first Ctrl-C lets running calls end, the second cuts them."""
    import asyncio
    from concurrent.futures import ThreadPoolExecutor

    from visions.archive.lock import hold_lock
    from visions.cli.interrupting import stop_gently
    from visions.cli.progress import ProgressLines
    from visions.pipeline import Pipeline

    async def run() -> Outcome:
        # Notes of new requests must not queue behind pictures being written.
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(32))
        pipeline = Pipeline(session.workshop, session.archive, provider, progress.report)
        with stop_gently(pipeline.stop):
            try:
                return await task(pipeline)
            finally:
                if provider is not None:
                    await provider.close()

    with hold_lock(session.archive.layout), ProgressLines() as progress:
        try:
            return asyncio.run(run())
        except KeyboardInterrupt:
            raise Stopped() from None


def _report(
    session: Session, tandems: Sequence[Tandem], outcome: Outcome, only: RecordId | None = None
) -> None:
    from visions.cli.session import say
    from visions.cli.table import print_outcome

    print_outcome({tandem: outcome.entries.get(tandem, []) for tandem in tandems}, outcome.troubles)
    say(f"Made:   {_count_made(outcome)}\n{_point_to_outputs(session)}")
    _exit_by(outcome, tandems=tandems, only=only)


def _exit_by(
    outcome: Outcome,
    *,
    tandems: Sequence[Tandem] = (),
    only: RecordId | None = None,
    waiting_counts: bool = True,
) -> None:
    """Leave with the code of the first trouble, else of a picture that is missing."""
    if outcome.stopped:
        raise Stopped()
    if outcome.troubles:
        raise typer.Exit(outcome.troubles[0].error.exit_code)
    if waiting_counts:
        waiting = [entry for entry in outcome.waiting if _is_meant(entry, tandems, only)]
        if waiting:
            raise typer.Exit(6 if any(entry.kind for entry in waiting) else 1)


def _is_meant(entry: Entry, tandems: Sequence[Tandem], only: RecordId | None) -> bool:
    if only is not None:
        return entry.id == only
    return any(entry.id.tandem == tandem.key for tandem in tandems)


def _count_made(outcome: Outcome) -> str:
    if not outcome.drawn and not outcome.built:
        return "nothing new; everything was there already"
    pictures = f"{len(outcome.drawn)} picture{'s' * (len(outcome.drawn) != 1)}"
    return f"{pictures}, {outcome.built} files with their sheets, print files and gallery"


def _point_to_outputs(session: Session) -> str:
    outputs = session.folder / "outputs"
    return (
        f"Look:   {outputs / 'index.html'}  (the gallery; it links every sheet)\n"
        f"Print:  {outputs / 'print' / 'worksheets.pdf'} on A4, "
        f"{outputs / 'print' / 'roadmaps.pdf'} on A3"
    )
