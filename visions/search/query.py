"""Searching an archive: words in prompts, themes and answers, the best matches first.

A word finds those that begin with it, whatever their accents and case. All words must occur in a
record, in one place or several; where that finds nothing, any of them is enough. A match in the
prompt counts most, then one in theme or cities, then one in the answers; a chosen picture goes
before others that match as well.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from visions.archive.store import Archive
from visions.errors import DiskFailed, VisionsError
from visions.folding import list_words
from visions.model import Tandem
from visions.search.card import Card
from visions.search.freshness import bring_up, check_cards
from visions.search.index import CARD_COLUMNS, NUMBERS, Index, read_row
from visions.search.index_file import use_index

WEIGHTS = (10.0, 4.0, 1.0)
"""Of a match in the prompt, in theme and cities, in the answers."""

MOST_BEGINNINGS = 8
"""Of more words than these, as of a prompt that was pasted, only the last may be a beginning."""
MOST_WEIGHED = 20_000
"""Of more records than these, whole words are not told from beginnings: it would take long."""

_ROUNDS = 3
_PLACES = ("prompt", "theme", "answers")


class Match(StrEnum):
    """How the results match: all words, any of them, or the very text where it has no words."""

    ALL = "all"
    ANY = "any"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Hit:
    """One result. `score` is higher for better ones; `is_known` tells whether its tandem is in
    workshop.toml; `card.passing` is left only where its files cannot be read."""

    card: Card
    labels: str
    score: float
    is_chosen: bool
    is_known: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: how many in all, and the best of them."""

    words: tuple[str, ...]
    match: Match
    total: int
    hits: tuple[Hit, ...]


def search(
    archive: Archive,
    tandems: Sequence[Tandem],
    text: str,
    *,
    only: str | None = None,
    limit: int = 20,
) -> Found:
    """The records that match `text`, the best `limit` of them; `only` is the key of one tandem.

    `tandems` are those of the workshop. Brings the index up to date first; takes no lock.
    Raises DiskFailed where there is no room for an index anywhere.
    """
    labels = label_tandems(tandems)
    text = text.encode("utf-8", "replace").decode()

    def look(index: Index) -> Found:
        found = _find(index, text, only, limit)
        for _ in range(_ROUNDS):
            # What is shown is compared with its files: nobody is told what is no longer so.
            if not check_cards(index, archive, labels, [hit.card.id for hit in found.hits]):
                break
            found = _find(index, text, only, limit)
        hits = (
            replace(hit, card=_settle(archive, hit.card), is_known=hit.card.id.tandem in labels)
            for hit in found.hits
        )
        return replace(found, hits=tuple(hits))

    try:
        return use_index(archive.layout.index, lambda index: bring_up(index, archive, labels), look)
    except sqlite3.Error as error:
        raise DiskFailed(
            file="The search index",
            reason=str(error),
            advice="Free some space on the disk, then search again.",
        ) from None


def label_tandems(tandems: Iterable[Tandem]) -> dict[str, str]:
    """The words about each tandem that a search looks into: its theme, a line on, its cities."""
    return {tandem.key: f"{tandem.theme}\n{tandem.title}".strip() for tandem in tandems}


def _find(index: Index, text: str, only: str | None, limit: int) -> Found:
    words = tuple(dict.fromkeys(list_words(text)))
    first, last = 0, 1 << 62
    if only is not None:
        first = index.find_tandem(only) * NUMBERS
        last = first + NUMBERS - 1
    if not words:
        return _find_text(index, text.strip(), (first, last), limit)
    for match in (Match.ALL, Match.ANY)[: len(words)]:
        if index.can_match:
            total, rows = _match(index, words, match, (first, last), limit)
        else:
            total, rows = _compare(index, words, match, (first, last), limit)
        if total:
            return Found(words, match, total, _load(index, rows))
    return Found(words, Match.ALL, 0, ())


Rows = list[tuple[int, float]]

_JOINTS = {Match.ALL: " AND ", Match.ANY: " OR "}

_CHOSEN = f"SELECT id * {NUMBERS} + chosen FROM tandems WHERE chosen > 0"


def _match(
    index: Index, words: Sequence[str], match: Match, span: tuple[int, int], limit: int
) -> tuple[int, Rows]:
    # Words are letters and digits alone, so nothing in them means anything to FTS5.
    whole, begun = [f'"{word}"' for word in words], [f'"{word}"*' for word in words]
    both = [f"({one} OR {other})" for one, other in zip(whole, begun, strict=True)]
    if len(words) > MOST_BEGINNINGS:
        begun, both = [*whole[:-1], begun[-1]], [*whole[:-1], both[-1]]
    # A word that stands there whole counts more than a longer one that only begins so.
    plain, wanted = (_JOINTS[match].join(terms) for terms in (begun, both))
    where = "FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ?"
    (total,) = index.sql.execute(f"SELECT count(*) {where}", (plain, *span)).fetchone()
    if not total:
        return 0, []
    if total > MOST_WEIGHED:
        wanted = plain
    rows = index.sql.execute(
        f"SELECT rowid, -round(bm25(words, ?, ?, ?), 4) AS score {where} "
        f"ORDER BY score DESC, rowid IN ({_CHOSEN}) DESC, rowid LIMIT ?",
        (*WEIGHTS, wanted, *span, limit),
    ).fetchall()
    return total, rows


def _compare(
    index: Index, words: Sequence[str], match: Match, span: tuple[int, int], limit: int
) -> tuple[int, Rows]:
    """The same without FTS5: each text is compared with each word."""
    found: list[tuple[float, bool, int]] = []
    chosen = {number for (number,) in index.sql.execute(_CHOSEN)}
    whole = len(words) - 1 if len(words) > MOST_BEGINNINGS else 0
    terms = [f" {word} " if n < whole else f" {word}" for n, word in enumerate(words)]
    rows = index.sql.execute(
        "SELECT rowid, prompt, theme, answers FROM words WHERE rowid BETWEEN ? AND ?", span
    )
    for number, *texts in rows:
        spaced = [f" {text} " for text in texts]
        counts = [[text.count(term) for text in spaced] for term in terms]
        hits = [any(count) for count in counts]
        if all(hits) if match is Match.ALL else any(hits):
            score = sum(
                weight * min(n, 3)
                for count in counts
                for weight, n in zip(WEIGHTS, count, strict=True)
            )
            found.append((-score, number not in chosen, number))
    found.sort()
    return len(found), [(number, -score) for score, _, number in found[:limit]]


def _find_text(index: Index, text: str, span: tuple[int, int], limit: int) -> Found:
    """Signs without a letter or digit, such as “☂”, are looked for as they stand."""
    rows = index.sql.execute(
        "SELECT c.id, instr(c.prompt, ?1) > 0, instr(t.labels, ?1) > 0, instr(c.answered, ?1) > 0 "
        f"FROM cards c JOIN tandems t ON t.id = c.id / {NUMBERS} "
        "WHERE c.listed AND c.id BETWEEN ?2 AND ?3",
        (text, *span),
    )
    chosen = {number for (number,) in index.sql.execute(_CHOSEN)}
    found = sorted(
        (-sum(w for w, hit in zip(WEIGHTS, hits, strict=True) if hit), number not in chosen, number)
        for number, *hits in rows
        if any(hits)
    )
    best = [(number, -score) for score, _, number in found[:limit]]
    return Found((), Match.TEXT, len(found), _load(index, best))


def _load(index: Index, rows: Rows) -> tuple[Hit, ...]:
    hits = []
    for number, score in rows:
        row = index.sql.execute(
            f"SELECT {CARD_COLUMNS} FROM cards WHERE id = ?",
            (number,),
        ).fetchone()
        key, labels, chosen = index.sql.execute(
            "SELECT key, labels, chosen FROM tandems WHERE id = ?", (number // NUMBERS,)
        ).fetchone()
        hits.append(Hit(read_row(key, row), labels, score, chosen == number % NUMBERS, True))
    return tuple(hits)


def _settle(archive: Archive, card: Card) -> Card:
    """A card whose state holds for the moment only, as it is now."""
    if not card.passing:
        return card
    try:
        entry = archive.read_entry(card.id)
    except VisionsError:
        return card
    return replace(card, state=entry.state, prompt=entry.prompt.text, passing=False)
