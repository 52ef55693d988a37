"""`visions status`, and the first words of `visions` alone."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from visions.cli.arguments import KeysArgument

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from visions.cli.session import Session
    from visions.model import Tandem
    from visions.overview import Overview
    from visions.search.card import Card


def register(app: typer.Typer) -> None:
    app.command()(status)


def greet(folder: Path) -> None:
    """Say what can be done here: how to begin, or where the workshop stands."""
    from visions.cli.session import say

    if not (folder / "workshop.toml").is_file():
        say(
            "visions turns the prompts of a smart-city workshop into pictures, worksheets and "
            "roadmaps.\n\n"
            "There is no workshop in this folder yet. Begin with\n\n"
            "  visions new my-workshop --example   the Berlin 2023 workshop, ready to run\n"
            "  visions new my-workshop             your own\n"
            "  visions --help                      all commands"
        )
        return
    say(
        "A workshop is in this folder.\n\n"
        '  visions add TANDEM "…"   store a prompt\n'
        "  visions make             draw what waits, set all sheets\n"
        "  visions status           where everything stands\n"
        "  visions check            what could go wrong in the room\n"
        "  visions --help           all commands"
    )


def status(
    context: typer.Context,
    keys: KeysArgument = None,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Show where every prompt stands, and what was spent."""
    from visions.cli.session import Session
    from visions.overview import look_over

    session = Session.open(context.obj)
    tandems = session.pick_tandems(keys or [])

    def report(overview: Overview) -> None:
        if as_json:
            for piece in _dump_status(session, tandems, overview):
                print(piece, end="")
        else:
            _print_status(session, tandems, overview)
        if overview.problems:
            raise typer.Exit(overview.problems[0][1].exit_code)

    look_over(session.archive, session.workshop, report)


def _print_status(session: Session, tandems: Sequence[Tandem], overview: Overview) -> None:
    from visions.archive.intake import list_copies, list_dropped, list_strange_folders
    from visions.cli.session import say
    from visions.cli.table import count_up, print_tallies
    from visions.errors import CopyOfPrompt, StrangeFolder
    from visions.events import Trouble
    from visions.forecast import describe_spending
    from visions.retention import describe_retention

    tallies = [
        count_up(tandem, ((brief, brief.answers) for brief in overview.list_briefs(tandem.key)))
        for tandem in tandems
    ]
    spent, problems = overview.count_spent(), overview.problems
    print_tallies(tallies, [Trouble(error, record) for record, error in problems])
    for tandem in tandems:
        if count := len(list_dropped(session.archive, tandem.key)):
            say(f"{tandem.key}: {count} dropped file(s) wait to be taken in by “visions make”.")
    for record, error in problems:
        say(f"{record}: {error.message}")
    known = frozenset(tandem.key for tandem in session.workshop.tandems)
    for name in list_strange_folders(session.archive, known):
        say(StrangeFolder(name=name).message)
    for place in list_copies(session.archive, known):
        say(CopyOfPrompt(place=place).message)
    for line in describe_spending(spent, session.workshop.images, tandems):
        say(f"Money:  {line}")
    if session.workshop.retention is not None:
        say(f"Data:   {describe_retention(session.workshop, dt.date.today())}")


def _dump_status(session: Session, tandems: Sequence[Tandem], overview: Overview) -> Iterator[str]:
    """The report as JSON, piece by piece, so that very many prompts need no more memory."""
    from visions.archive.intake import list_dropped
    from visions.forecast import dump_spending
    from visions.retention import dump_retention

    begun = [
        {
            "key": tandem.key,
            "cities": [city.name for city in tandem.cities],
            "chosen": overview.read_choice(tandem.key),
            "dropped_files": len(list_dropped(session.archive, tandem.key)),
        }
        for tandem in tandems
    ]
    yield f'{{\n  "title": {_dump(session.workshop.title)},\n  "tandems": ['
    for n, (tandem, facts) in enumerate(zip(tandems, begun, strict=True)):
        yield f'{"," * (n > 0)}\n    {_dump(facts, 4)[:-6]},\n      "prompts": ['
        between = ""
        for card in overview.list_cards(tandem.key):
            yield f"{between}\n        {_dump_card(card)}"
            between = ","
        yield f"{chr(10) + ' ' * 6 if between else ''}]\n    }}"
    spent = overview.count_spent()
    problems = [
        {"record": str(record), "message": error.message} for record, error in overview.problems
    ]
    money = dump_spending(spent, session.workshop.images, tandems)
    yield f'{chr(10) + "  " if tandems else ""}],\n  "problems": {_dump(problems, 2)}'
    kept = dump_retention(session.workshop, dt.date.today())
    yield f',\n  "money": {_dump(money, 2)},\n  "retention": {_dump(kept, 2)}\n}}\n'


def _dump(value: object, indent: int = 0) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2).replace("\n", "\n" + " " * indent)


def _dump_card(card: Card) -> str:
    """One prompt, as `_dump` would write it; it is much slower."""
    fields = {
        "number": card.id.number,
        "state": card.state.value,
        "prompt": card.prompt,
        "attempts": card.attempt,
        "kind": card.kind,
        "reason": card.reason,
        "advice": card.advice,
        "image": card.original,
        "sha256": card.sha256,
        "answers": card.answers,
    }
    lines = (f'          "{name}": {_ENCODE(value)}' for name, value in fields.items())
    return "{\n" + ",\n".join(lines) + "\n        }"


_ENCODE = json.JSONEncoder(ensure_ascii=False).encode
