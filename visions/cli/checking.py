"""`visions check`: everything that could go wrong in the room, before the room."""

from __future__ import annotations

from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    app.command()(check)


def check(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Look at everything that could go wrong in the room. Spends no money."""
    import asyncio

    from visions.checkup import examine
    from visions.cli.session import Session, say

    session = Session.open(context.obj)
    findings = asyncio.run(examine(session.folder, session.workshop, session.archive))
    if as_json:
        import json

        listed = [{"subject": f.subject, "level": f.level.value, "text": f.text} for f in findings]
        print(json.dumps(listed, ensure_ascii=False, indent=2))
    else:
        width = max(len(finding.subject) for finding in findings)
        for finding in findings:
            say(f"{_SIGNS[finding.level.value]} {finding.subject:<{width}}  {finding.text}")
        bad = sum(finding.level.value == "bad" for finding in findings)
        say("\nReady." if not bad else f"\n{bad} to mend before the room.")
    worst = next((f.exit_code for f in findings if f.level.value == "bad"), 0)
    if worst:
        raise typer.Exit(worst)


_SIGNS = {"good": "✓", "note": "•", "bad": "✗"}
