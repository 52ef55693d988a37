"""`visions show`: where one picture comes from, and whether it is unchanged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from visions.archive.credentials import Credentials
    from visions.archive.tombstone import Tombstone
    from visions.cli.session import Session
    from visions.model import Record
    from visions.provenance import Provenance

_LIBRARY = "“pip install 'visions-workshop[c2pa]'” lets visions read them"


def register(app: typer.Typer) -> None:
    app.command(short_help="Show where one picture comes from.")(show)


def show(
    context: typer.Context,
    tandem: Annotated[str, typer.Argument(help="The tandem's key.")],
    number: Annotated[int, typer.Argument(help="The prompt's number.")],
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Show one prompt and where its picture comes from, and check that both are unchanged."""
    from visions.cli.session import Session, make_harmless, open_console
    from visions.provenance import trace_record

    session = Session.open(context.obj)
    _check_removed(session, tandem, number, as_json=as_json)
    record = session.pick_record(tandem, number)
    found = trace_record(session.archive, session.pick_tandem(tandem), record)
    if as_json:
        import json

        print(json.dumps(_dump(found), ensure_ascii=False, indent=2, default=str))
    else:
        from rich.table import Table

        table = Table.grid(padding=(0, 2))
        for label, value in _describe(found):
            table.add_row(label, make_harmless(value))
        console = open_console()
        console.print(f"{found.id} · {make_harmless(found.tandem.title)}")
        console.print(table)
    if found.altered:
        raise typer.Exit(9)


def _check_removed(session: Session, key: str, number: int, *, as_json: bool) -> None:
    """Raises RecordRemoved where nothing is left of a record but the word that it was removed."""
    from visions.archive.tombstone import describe_tombstone, is_removed, list_tombstones
    from visions.errors import RecordRemoved
    from visions.model import RecordId

    record = RecordId(session.pick_tandem(key).key, number)
    if not is_removed(session.archive.layout, record):
        return
    before = list_tombstones(session.archive.layout, record)
    if as_json:
        import json

        told = {"number": str(record), "state": "removed", "redactions": _dump_redactions(before)}
        print(json.dumps(told, ensure_ascii=False, indent=2, default=str))
    last = [one for one in before if one.what == "record"][-1]
    raise RecordRemoved(record=record, how=describe_tombstone(last))


def _describe(found: Provenance) -> Iterator[tuple[str, str]]:
    entry, facts = found.entry, found.facts
    yield "Prompt", entry.prompt.text
    if found.tandem.theme:
        yield "Theme", found.tandem.theme
    if accepted := facts.get("accepted_at"):
        source = facts.get("dropped_as") or facts.get("source")
        yield "Stored", f"{accepted}" + (f" ({source})" if source else "")
    if facts.get("parent"):
        yield "Goes on from", str(facts["parent"])
    if entry.record is None:
        yield "Picture", f"none ({entry.state})" + (f": {entry.reason}" if entry.reason else "")
    else:
        yield from _describe_picture(found, entry.record)
        yield "Chosen", "yes" if found.is_chosen else "no"
    if found.revisions:
        yield "Answers", f"{found.revisions} revision{'s' * (found.revisions != 1)}"
    yield from _describe_redactions(found)
    yield "Unchanged", _describe_files(found)


def _describe_redactions(found: Provenance) -> Iterator[tuple[str, str]]:
    from visions.archive.tombstone import describe_tombstone

    for one in found.redactions:
        told = describe_tombstone(one)
        if one == found.stopped:
            told += "; it was stopped: run the same “visions redact” again"
        yield "Redacted", told


def _describe_picture(found: Provenance, record: Record) -> Iterator[tuple[str, str]]:
    yield "Label", found.label
    yield "Asked for", f"{record.requested_at.isoformat()}, attempt {record.attempt}"
    yield "Arrived", record.created_at.isoformat()
    if record.is_ai:
        yield "Service", f"{record.system} ({record.provider})"
        yield "Model", record.model
    else:
        yield "Drawn by", f"the built-in illustrator of visions {record.model}"
    if isinstance(answered := record.reported.get("model"), str):
        yield "Model reported", answered
    if isinstance(revised := record.reported.get("revised_prompt"), str):
        yield "Prompt reported", revised
    size = f"{record.width} × {record.height} pixels, {record.bytes:,} bytes"
    yield "Original", f"outputs/{record.id}/{record.original}, {record.media_type}, {size}"
    yield "SHA-256", record.sha256
    if record.cost_usd is not None:
        yield "Cost", f"{record.cost_usd:g} USD"
    if found.has_credentials:
        yield "Credentials", _describe_credentials(found.credentials)


def _describe_credentials(said: Credentials | None) -> str:
    """The Content Credentials (C2PA) in the original, in a few words."""
    if said is None:
        return f"the original carries Content Credentials (C2PA); {_LIBRARY}"
    parts = [
        f"C2PA, signed by {said.signer}" if said.signer else "C2PA",
        f"made with {said.generator}" if said.generator else "",
        *said.source_types,
        "signature and picture fit together"
        if said.intact
        else f"they do not fit the picture any more ({', '.join(said.problems)})",
    ]
    return "; ".join(part for part in parts if part)


def _describe_files(found: Provenance) -> str:
    if found.altered:
        return f"NO: {', '.join(found.altered)}. “visions verify” says more."
    told = f"yes, {found.checked} files are as they were stored" if found.checked else "not known"
    if found.unlisted:
        told += f"; nothing was noted of {', '.join(found.unlisted)} (“visions make” notes it)"
    return told


def _dump(found: Provenance) -> dict[str, Any]:
    import dataclasses

    record = found.record
    note = dataclasses.asdict(record) if record else None
    if note is not None:
        del note["id"]
    return {
        "number": str(found.id),
        "tandem": found.tandem.title,
        "theme": found.tandem.theme,
        "prompt": found.entry.prompt.text,
        "facts": dict(found.facts),
        "state": found.entry.state.value,
        "label": found.label,
        "chosen": found.is_chosen,
        "record": note,
        "answers": found.revisions,
        "redactions": _dump_redactions(found.redactions),
        "content_credentials": found.has_credentials,
        "credentials": dataclasses.asdict(found.credentials) if found.credentials else None,
        "unchanged": not found.altered,
        "checked": found.checked,
        "altered": list(found.altered),
        "unlisted": list(found.unlisted),
    }


def _dump_redactions(redactions: Sequence[Tombstone]) -> list[dict[str, Any]]:
    return [
        {
            "redacted_at": one.redacted_at.isoformat(),
            "redacted_by": one.redacted_by,
            "why": one.why,
            "what": one.what,
            "places": one.places,
            "original_altered": one.original_altered,
        }
        for one in redactions
    ]
