"""`visions search`: words in prompts, themes and answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from rich.text import Text

    from visions.archive.layout import Layout
    from visions.search.query import Found, Hit
    from visions.search.snippet import Snippet, Span

WIDTH = 220
"""Characters of a snippet: about three lines of a terminal."""


def register(app: typer.Typer) -> None:
    app.command(short_help="Find prompts, answers and themes by their words.")(search)


def search(
    context: typer.Context,
    text: Annotated[
        list[str],
        typer.Argument(metavar="TEXT...", help="Words, or how they begin; accents do not matter."),
    ],
    tandem: Annotated[
        str | None, typer.Option("--tandem", metavar="KEY", help="Only in this tandem.")
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", metavar="N", min=1, max=100_000, help="At most so many.")
    ] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Find prompts by their words, their tandem's theme and cities, and what was filled in."""
    from visions.cli.session import Session
    from visions.search.query import search as find

    query = " ".join(text)
    if not query.strip():
        raise typer.BadParameter("There is nothing to search for.", param_hint="TEXT")
    session = Session.open(context.obj)
    only = session.pick_tandem(tandem).key if tandem is not None else None
    found = find(session.archive, session.workshop.tandems, query, only=only, limit=limit)
    if as_json:
        import json

        layout = session.archive.layout
        results = [_dump_hit(hit, found, query, layout) for hit in found.hits]
        report = {
            "query": query,
            "match": found.match.value,
            "total": found.total,
            "results": results,
        }
        print(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        _print_found(found, query, session.archive.layout, only)


def _print_found(found: Found, query: str, layout: Layout, only: str | None) -> None:
    from rich.padding import Padding
    from rich.text import Text

    from visions.cli.session import make_harmless, open_console, say
    from visions.search.query import Match

    if not found.total:
        where = f" in {only}" if only else ""
        say(f"Nothing found{where} for “{_shorten(query)}”. {_advise(only)}")
        return
    if found.match is Match.ANY:
        say("No record has all of these words; these have some of them.")
    console = open_console()
    for hit in found.hits:
        told = ", ".join([_name_state(hit), *_name_rest(hit)])
        if console.is_terminal:
            console.print(Text.assemble((str(hit.card.id), "bold"), f"  {told}"))
        else:
            print(f"{hit.card.id}  {told}")
        for place, snippet in _list_snippets(hit, found, query):
            line = _mark_hits(f"{place}: " if place != "prompt" else "", snippet)
            if console.is_terminal:
                console.print(Padding(line, (0, 0, 0, 2)), soft_wrap=False)
            else:
                print(f"  {line.plain}")
        if picture := _find_picture(hit, layout):
            print(f"  {make_harmless(picture)}")
    more = found.total - len(found.hits)
    if more:
        say(f"{more:,} more: name more words, or use --limit.")


def _advise(only: str | None) -> str:
    tips = ["Write only how a word begins, or fewer words; accents and case do not matter."]
    if only:
        tips.append("Leave out --tandem to search everywhere.")
    return " ".join(tips)


def _shorten(query: str, longest: int = 60) -> str:
    line = " ".join(query.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def _name_state(hit: Hit) -> str:
    return "damaged: see “visions status”" if hit.card.passing else hit.card.state.value


def _name_rest(hit: Hit) -> Iterator[str]:
    if hit.is_chosen:
        yield "chosen"
    if hit.card.answers:
        yield f"filled in (rev. {hit.card.answers})"
    if not hit.is_known:
        yield "its tandem is no longer in workshop.toml"


def _list_snippets(hit: Hit, found: Found, query: str) -> list[tuple[str, Snippet]]:
    """The places where it was found, each with a piece of its text; the prompt always first."""
    from visions.search.snippet import cut_snippet

    pieces = []
    for place, text in _list_texts(hit):
        line = " ".join(text.split())
        spans = _find_spans(line, found, query)
        if spans or place == "prompt":
            pieces.append((place, cut_snippet(line, spans, WIDTH)))
    return pieces


def _list_texts(hit: Hit) -> Iterator[tuple[str, str]]:
    yield "prompt", hit.card.prompt
    yield "theme", hit.labels.replace("\n", " · ")
    yield "answers", hit.card.answered.replace("\n", " · ")


def _find_spans(line: str, found: Found, query: str) -> Sequence[Span]:
    from visions.search.query import Match
    from visions.search.snippet import find_hits, find_text

    if found.match is Match.TEXT:
        return find_text(line, " ".join(query.split()))
    return find_hits(line, found.words)


def _mark_hits(begin: str, snippet: Snippet) -> Text:
    from rich.text import Text

    from visions.cli.session import make_harmless

    line = Text(begin, style="dim")
    body = Text(make_harmless(snippet.text), style="not dim")
    for first, last in snippet.hits:
        body.stylize("bold underline", first, last)
    return line + body


def _find_picture(hit: Hit, layout: Layout) -> str | None:
    """The labelled copy where it is there, or else the original; from the workshop folder on."""
    if hit.card.original is None:
        return None
    folder: Path = layout.record_folder(hit.card.id)
    labelled = layout.labelled(hit.card.id, hit.card.state)
    path = labelled if labelled.is_file() else folder / hit.card.original
    return path.relative_to(layout.root).as_posix()


def _dump_hit(hit: Hit, found: Found, query: str, layout: Layout) -> dict[str, Any]:
    card = hit.card
    pieces = _list_snippets(hit, found, query)
    theme, _, cities = hit.labels.rpartition("\n")
    best = next((piece for piece in pieces if piece[1].hits), pieces[0])
    return {
        "record": str(card.id),
        "tandem": card.id.tandem,
        "number": card.id.number,
        "score": hit.score,
        "found_in": [place for place, snippet in pieces if snippet.hits],
        "snippet": best[1].text,
        "hits": [list(span) for span in best[1].hits],
        "state": None if card.passing else card.state.value,
        "chosen": hit.is_chosen,
        "in_workshop": hit.is_known,
        "theme": theme,
        "cities": cities,
        "prompt": card.prompt,
        "language": card.language,
        "answers": card.answers,
        "image": _find_picture(hit, layout),
        "sha256": card.sha256,
        "provider": card.provider,
        "system": card.system,
        "model": card.model,
        "created_at": card.created_at,
    }
