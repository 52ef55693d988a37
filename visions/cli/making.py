"""`visions make`, `retry` and `documents`: pictures and paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from visions.cli.arguments import KeyArgument, KeysArgument, NumberArgument
from visions.errors import Stopped

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence
    from typing import Any

    from visions.cli.session import Session
    from visions.imaging.provider import Provider
    from visions.model import Entry, RecordId, Tandem
    from visions.pipeline import Outcome, Pipeline


def register(app: typer.Typer) -> None:
    app.command()(make)
    app.command()(retry)
    app.command()(documents)


def make(
    context: typer.Context,
    keys: KeysArgument = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be asked for and what it costs.")
    ] = False,
) -> None:
    """Draw what is waiting, and set all worksheets and roadmaps."""
    from visions.cli.session import Session

    session = Session.open(context.obj)
    tandems = session.pick_tandems(keys or [])
    if dry_run:
        _foretell(session, tandems)
        return
    outcome = run_pipeline(
        session, lambda pipeline: pipeline.make(tandems), _find_provider(session)
    )
    _report(session, tandems, outcome)


def retry(
    context: typer.Context,
    key: KeyArgument,
    number: NumberArgument,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask about a possible charge.")] = False,
) -> None:
    """Ask again for a picture that failed or got lost."""
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
    outcome = run_pipeline(
        session, lambda pipeline: pipeline.make([tandem], again=entry), _find_provider(session)
    )
    _report(session, [tandem], outcome, only=record)


def documents(context: typer.Context, keys: KeysArgument = None) -> None:
    """Set all documents anew from the archive. Draws nothing."""
    from visions.cli.session import Session

    session = Session.open(context.obj)
    set_documents(session, session.pick_tandems(keys or []), anew=True)


def set_documents(session: Session, tandems: Sequence[Tandem], *, anew: bool) -> None:
    """Set all documents of `tandems`, not `anew`: only the stale ones; and say what came of it."""
    from visions.cli.session import say

    outcome = run_pipeline(session, lambda pipeline: pipeline.rebuild(tandems, anew=anew), None)
    say(f"Made:   {_count_made(outcome)}\n{_point_to_outputs(session)}")
    _exit_by(outcome, waiting_counts=False)


def rebuild_overview(session: Session) -> None:
    """Bring gallery and print files up to date after a choice; the lock is held already."""
    from visions.cli.progress import ProgressLines
    from visions.pipeline import Pipeline

    with ProgressLines() as progress:
        Pipeline(session.workshop, session.archive, None, progress.report).refresh_overview()


def _foretell(session: Session, tandems: Sequence[Tandem]) -> None:
    """Say what `make` would ask for, and leave with its code where it would be refused."""
    from visions.cli.session import say
    from visions.forecast import describe_forecast, look_forward

    found = look_forward(session.archive, session.workshop, tandems)
    for line in describe_forecast(found):
        say(line)
    for record, error in found.problems:
        say(f"{record}: {error.message}" if record else error.message)
    say("Nothing was asked for, stored or changed.")
    errors = [error for _, error in found.problems]
    if found.unclear is not None and found.asked:
        errors.append(found.unclear)
    if errors:
        raise typer.Exit(errors[0].exit_code)


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


def run_pipeline(
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
        if outcome.troubles:
            return "nothing"
        return "nothing new; everything was there already"
    drawn = len(outcome.drawn)
    pictures = f"{drawn} picture{'s' * (drawn != 1)}, " if drawn else ""
    return f"{pictures}{outcome.built} file{'s' * (outcome.built != 1)} for paper and screen"


def _point_to_outputs(session: Session) -> str:
    from visions.theme_file import read_theme

    outputs = session.folder / "outputs"
    lines = [f"Look:   {outputs / 'index.html'}  (the gallery; it links every sheet)"]
    theme = read_theme(session.folder)
    prints = [
        f"{outputs / 'print' / name} on {theme.paper(kind)}"
        for kind, name in (("worksheet", "worksheets.pdf"), ("roadmap", "roadmaps.pdf"))
        if (outputs / "print" / name).is_file()
    ]
    if prints:
        lines.append(f"Print:  {', '.join(prints)}")
    return "\n".join(lines)
