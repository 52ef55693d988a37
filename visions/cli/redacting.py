"""`visions redact`: takes a text, or a whole record, out of the workshop for good."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from visions.cli.arguments import KeyArgument, NumberArgument

if TYPE_CHECKING:
    from visions.cli.session import Session
    from visions.model import RecordId
    from visions.redacting import Order, Redacted, Redaction
    from visions.redaction.sought_text import SoughtText


def register(app: typer.Typer) -> None:
    app.command(short_help="Take a text, or a whole record, out for good.")(redact)


def redact(
    context: typer.Context,
    key: KeyArgument,
    number: NumberArgument,
    text: Annotated[
        str | None,
        typer.Option(
            "--text",
            metavar="TEXT|-",
            help="Takes out only these words. Better write - and type or pipe them in: what stands "
            "in a command stays in your shell's history.",
        ),
    ] = None,
    why: Annotated[str, typer.Option("--why", help="Kept: the reason, without the text.")] = "",
    by: Annotated[str, typer.Option("--by", help="Kept: who decided, as a role or office.")] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only shows what would be changed.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Removes a whole record unasked.")] = False,
) -> None:
    """Take a text, or without --text a whole prompt with all that came of it, out for good.

    Prompt, record, answers, picture metadata, sheets, gallery and papers lose it; what stays says
    who, when and why, but not what. A copy, an export or a backup elsewhere is not reached.
    """
    from visions.archive.lock import hold_lock
    from visions.cli.session import Session
    from visions.errors import RedactedAndStopped, Stopped
    from visions.redacting import Order, Redaction
    from visions.redaction.advice import describe_papers

    session = Session.open(context.obj)
    record = _pick_record(session, key, number)
    sought = None if text is None else _read_sought(text)
    order = Order(record, sought, by.strip(), why.strip())
    redaction = Redaction(session.workshop, session.archive, order)
    if dry_run:
        _foretell(redaction, record)
        return
    with hold_lock(session.archive.layout):
        pass  # who is not let in shall not be asked first
    if order.text is None:
        _confirm(redaction, record, yes=yes)
    try:
        if redaction.is_new():
            order = _name_reasons(order, may_ask=sys.stdin.isatty() and not yes)
            redaction = Redaction(session.workshop, session.archive, order)
        done = redaction.carry_out(_tell)
    except KeyboardInterrupt:
        gone = redaction.find_gone()
        if gone is None:
            raise Stopped() from None
        papers = "".join(f" {line}" for line in describe_papers(gone.missing))
        raise RedactedAndStopped(papers=papers) from None
    _report(done, record, is_whole=order.text is None)


def _pick_record(session: Session, key: str, number: int) -> RecordId:
    """The record of this name, also of a tandem that left workshop.toml."""
    from visions.archive.layout import is_truth
    from visions.model import RecordId

    record = RecordId(key, number)
    is_key = is_truth(f"prompts/{key}/{record.digits}.md")
    layout = session.archive.layout
    if not is_key or not (layout.prompts_of(key).is_dir() or (layout.outputs / key).is_dir()):
        session.pick_tandem(key)
    return record


def _read_sought(text: str) -> SoughtText:
    from visions.cli.session import say
    from visions.errors import BadRedaction
    from visions.redaction.sought_text import MOST, SoughtText

    if text != "-":
        return SoughtText(text)
    if sys.stdin.isatty():
        say("Type the text to take out, then press Enter:", stderr=True)
        return SoughtText(sys.stdin.readline().strip())
    data = sys.stdin.buffer.read(MOST * 8)
    try:
        return SoughtText(data.decode("utf-8-sig").strip())
    except UnicodeDecodeError:
        raise BadRedaction(
            reason="what came on standard input is not UTF-8", advice="Save it as UTF-8."
        ) from None


def _confirm(redaction: Redaction, record: RecordId, *, yes: bool) -> None:
    """Ask before a whole record goes; where nobody can be asked, --yes is needed."""
    from visions.cli.session import say
    from visions.errors import NotConfirmed

    found = redaction.look()
    if yes or found.resumed:
        return
    if not sys.stdin.isatty():
        raise NotConfirmed(record=record)
    say(
        f"{record} has {len(found.files)} file(s): prompt, picture, answers, everything. They "
        "are removed for good, and the number stays used.",
        stderr=True,
    )
    if not typer.confirm("Remove them?", err=True):
        say("Nothing was removed.", stderr=True)
        raise typer.Exit(1)


def _name_reasons(order: Order, *, may_ask: bool) -> Order:
    """The order with who decided, asked for where somebody can be; and a hint at what is left
    open, for what is kept cannot be filled in later."""
    from dataclasses import replace

    from visions.cli.session import say

    if not order.by and may_ask:
        say("Who decided this (an office, not a name)? Enter leaves it open:", stderr=True)
        order = replace(order, by=sys.stdin.readline().strip())
    elif not order.by:
        say("The note names nobody who decided this; next time add --by “an office”.", stderr=True)
    if not order.why:
        say("The note says no reason; next time add --why “the reason”.", stderr=True)
    return order


def _tell(text: str) -> None:
    from visions.cli.session import say

    say(text, stderr=True)


def _foretell(redaction: Redaction, record: RecordId) -> None:
    from visions.cli.session import say
    from visions.redaction.advice import describe_remains

    found = redaction.look()
    plan = found.plan
    if found.resumed:
        say(f"A redaction of {record} was stopped; this would finish it.")
    if plan.removals:
        say(f"Would remove {len(plan.removals)} file(s) of {record}:")
    elif plan.places:
        say(f"Would take it out of {record} in {_count(plan.count)}:")
    for name in found.files:
        places = plan.places.get(name, 0)
        say(f"  {name}" + (f"  ({_count(places)})" if places else ""))
    if plan.derived:
        say(f"What is made of it would be removed and set anew: {len(plan.derived)} file(s).")
    if plan.cut:
        say(_describe_cut(plan.cut))
    if found.remains is not None:
        for line in describe_remains(found.remains, _name_words(bool(plan.removals))):
            say(line)
    say("Nothing was changed.")


def _report(done: Redacted, record: RecordId, *, is_whole: bool) -> None:
    from visions.cli.session import say
    from visions.redaction.advice import describe_papers, describe_remains

    plan = done.plan
    if is_whole:
        say(f"{record} is removed. What is left says when and why; the number stays used.")
    elif done.resumed:
        say(f"{record}: the redaction that was stopped is finished.")
    else:
        say(f"{record}: taken out in {_count(plan.count)}, in {len(plan.places)} file(s).")
    if plan.cut:
        say(_describe_cut(plan.cut))
    if plan.has_picture and plan.is_ai and not is_whole:
        say(
            f"Look at the picture: outputs/{record}/. Where it shows the words as lettering, "
            "remove the whole record: the same command without --text."
        )
    for line in describe_papers(done.missing):
        say(line)
    for line in describe_remains(done.remains, _name_words(is_whole)) if done.remains else []:
        say(line)
    say("Exports, printouts and backups outside this folder are yours to look after.")
    for problem in done.problems:
        say(f"Not set anew yet: {problem.message}", stderr=True)
    if done.problems:
        say("The text is gone from them; “visions documents” sets them again.", stderr=True)
        raise typer.Exit(done.problems[0].exit_code)


def _describe_cut(parts: tuple[str, ...]) -> str:
    names = ", ".join(dict.fromkeys(parts))
    return (
        f"The original holds it beside the picture ({names}): these parts are cut out, the picture "
        "itself stays as it is. Marks that the service signed into it no longer fit."
    )


def _name_words(is_whole: bool) -> str:
    return "Its whole text" if is_whole else "The text"


def _count(places: int) -> str:
    return "1 place" if places == 1 else f"{places} places"
