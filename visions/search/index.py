"""The index of an archive: its cards in tables, which searches and overviews look into.

Derived from the files and nothing else; `freshness` keeps it up to date, and `index_file` has the
file that it is in.
"""

from __future__ import annotations

import json
import math
import os
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from visions.folding import list_words
from visions.model import RecordId, State
from visions.search.card import Asked, Card

NUMBERS = 10_000
"""The id of a card is that of its tandem times this, plus its number."""
_TABLES = """
CREATE TABLE tandems (
    id INTEGER PRIMARY KEY, key TEXT UNIQUE, labels TEXT, chosen INTEGER, choice TEXT,
    marks INTEGER, read INTEGER, digest TEXT);
CREATE TABLE cards (
    id INTEGER PRIMARY KEY, stamp INTEGER, watch INTEGER, passing INTEGER, listed INTEGER,
    files TEXT, state TEXT, answers INTEGER, attempt INTEGER, kind TEXT, reason TEXT, advice TEXT,
    language TEXT, provider TEXT, system TEXT, model TEXT, created_at TEXT, original TEXT,
    sha256 TEXT, prompt TEXT, answered TEXT);
CREATE INDEX watched ON cards (id) WHERE watch OR stamp IS NULL;
CREATE TABLE asked (card INTEGER, attempt INTEGER, note TEXT, PRIMARY KEY (card, attempt))
    WITHOUT ROWID;
"""
# Words come folded, with spaces between them, so only those must part them. Without the short
# prefixes, a search for one letter would take a second in 100,000 prompts.
_MATCHING = (
    "CREATE VIRTUAL TABLE words "
    "USING fts5 (prompt, theme, answers, tokenize = 'ascii', prefix = '1 2 3')"
)
_PLAIN = "CREATE TABLE words (prompt TEXT, theme TEXT, answers TEXT)"
CARD_COLUMNS = (
    "id, files, listed, passing, state, answers, attempt, kind, reason, advice, language, "
    "provider, system, model, created_at, original, sha256, prompt, answered"
)


class Brief(NamedTuple):
    """As much of a card as a table of very many counts."""

    id: RecordId
    state: State
    advice: str
    answers: int | None


class Index:
    """An open index. Cards are found by the id of their tandem, which `find_tandem` gives."""

    def __init__(self, connection: sqlite3.Connection, *, can_match: bool) -> None:
        self.sql = connection
        self.can_match = can_match
        """Whether words are found by FTS5, and not by comparing each text."""

    def make_tables(self) -> None:
        """Make them, empty, within the change that has begun."""
        for statement in _TABLES.split(";"):
            self.sql.execute(statement)
        self.sql.execute(_MATCHING if self.can_match else _PLAIN)

    def list_tandems(self) -> list[tuple[int, str]]:
        """The id and key of each tandem, by key; those that left workshop.toml included."""
        return self.sql.execute("SELECT id, key FROM tandems ORDER BY key").fetchall()

    def read_chosen(self, key: str) -> int | None:
        """The number of the tandem's chosen picture, as its newest choice says."""
        found = self.sql.execute("SELECT chosen FROM tandems WHERE key = ?", (key,)).fetchone()
        return found[0] if found else None

    def write(self) -> None:
        """Begin a change, unless one has begun; `commit` ends it."""
        if not self.sql.in_transaction:
            self.sql.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        if self.sql.in_transaction:
            self.sql.execute("COMMIT")

    def find_tandem(self, key: str) -> int:
        """The id of a tandem, 0 where the index does not know it."""
        found = self.sql.execute("SELECT id FROM tandems WHERE key = ?", (key,)).fetchone()
        return found[0] if found else 0

    def put(self, tandem: int, card: Card, labels: str, stamp: int | None, *, watch: bool) -> None:
        """Store a card over what there was of that record; `labels` are words of its tandem.

        `stamp` tells of its files how they were, None where that cannot be relied on yet. A card
        without it, and one to `watch`, is looked at each time.
        """
        number = tandem * NUMBERS + card.id.number
        self.remove(number)
        try:
            self._insert(number, card, labels, stamp, watch)
        except UnicodeEncodeError:
            # Half a surrogate pair cannot be stored; such a card is read from its files.
            self._insert(number, _mend(card), labels, stamp, watch)

    def remove(self, number: int) -> None:
        """Take out the card of this id, with all its words."""
        for statement in _REMOVALS:
            self.sql.execute(statement, (number,))

    def _insert(self, number: int, card: Card, labels: str, stamp: int | None, watch: bool) -> None:
        values = (
            number, stamp, watch, card.passing, card.is_listed,
            " ".join(card.files), card.state, card.answers, card.attempt, card.kind, card.reason,
            card.advice, card.language, card.provider, card.system, card.model, card.created_at,
            card.original, card.sha256, card.prompt, card.answered,
        )  # fmt: skip
        self.sql.execute(_INSERT_CARD, values)
        # Those of a passing card are read from its files.
        for attempt, asked in enumerate(() if card.passing else card.asked):
            if (note := _shorten(asked, card.prompt)) is not None:
                self.sql.execute("INSERT INTO asked VALUES (?, ?, ?)", (number, attempt, note))
        if card.is_listed:
            words = (" ".join(list_words(text)) for text in (card.prompt, labels, card.answered))
            self.sql.execute(_INSERT_WORDS, (number, *words))

    def relabel(self, tandem: int, labels: str) -> None:
        """Put other words about a tandem in the place of those there were."""
        self.write()
        self.sql.execute(
            "UPDATE words SET theme = ? WHERE rowid BETWEEN ? AND ?",
            (" ".join(list_words(labels)), tandem * NUMBERS, tandem * NUMBERS + NUMBERS - 1),
        )

    def forget(self) -> None:
        """Leave nothing in the file of words that were taken out."""
        if self.can_match:
            self.sql.execute("INSERT INTO words (words) VALUES ('optimize')")

    def list_cards(self, tandem: int, key: str) -> Iterator[Card]:
        """The cards of the prompts of one tandem, by number; without what was asked for."""
        rows = self.sql.execute(
            f"SELECT {CARD_COLUMNS} FROM cards WHERE id BETWEEN ? AND ? AND listed ORDER BY id",
            (tandem * NUMBERS, tandem * NUMBERS + NUMBERS - 1),
        )
        return (read_row(key, row) for row in rows)

    def list_briefs(self, tandem: int, key: str) -> Iterator[Brief | RecordId]:
        """The same in brief; of a passing card, only whose it is."""
        rows = self.sql.execute(
            "SELECT id, state, advice, answers, passing FROM cards "
            "WHERE id BETWEEN ? AND ? AND listed ORDER BY id",
            (tandem * NUMBERS, tandem * NUMBERS + NUMBERS - 1),
        )
        for number, state, advice, answers, passing in rows:
            record = RecordId(key, number % NUMBERS)
            yield record if passing else Brief(record, _STATES[state], advice, answers)

    def list_asked(self, tandem: int, key: str) -> Iterator[tuple[RecordId, Asked | None]]:
        """The requests of one tandem that may have cost something, by number.

        None stands for those of a passing card, which only its files can tell.
        """
        rows = self.sql.execute(
            "SELECT c.id, c.passing, a.note, c.prompt FROM cards c LEFT JOIN asked a "
            "ON a.card = c.id WHERE c.id BETWEEN ? AND ? AND (c.passing OR a.note IS NOT NULL) "
            "ORDER BY c.id, a.attempt",
            (tandem * NUMBERS, tandem * NUMBERS + NUMBERS - 1),
        )
        for number, passing, note, prompt in rows:
            record = RecordId(key, number % NUMBERS)
            yield record, None if passing else _restore(note, prompt)

    def probe(self) -> None:
        """Read everything that tables are made of once. Raises sqlite3.DatabaseError."""
        self.sql.execute("SELECT count(*), sum(length(prompt || answered)) FROM cards").fetchone()
        self.sql.execute("SELECT count(*), sum(length(note)) FROM asked").fetchone()


_STATES = {state.value: state for state in State}
_REMOVALS = (
    "DELETE FROM words WHERE rowid = ?",
    "DELETE FROM asked WHERE card = ?",
    "DELETE FROM cards WHERE id = ?",
)
_INSERT_CARD = f"INSERT INTO cards VALUES ({', '.join('?' * 21)})"
_INSERT_WORDS = "INSERT INTO words (rowid, prompt, theme, answers) VALUES (?, ?, ?, ?)"


def read_row(key: str, row: Sequence[Any]) -> Card:
    """A card from `CARD_COLUMNS`."""
    number, files, listed, passing, state, answers, *middle = row
    attempt, kind, reason, advice, language, provider, system, model, *last = middle
    created_at, original, sha256, prompt, answered = last
    return Card(
        RecordId(key, number % NUMBERS),
        _STATES[state],
        prompt,
        attempt,
        kind,
        reason,
        advice,
        language,
        provider,
        system,
        model,
        created_at,
        original,
        sha256,
        answers,
        answered,
        files=tuple(files.split()),
        is_listed=bool(listed),
        passing=bool(passing),
    )


def _shorten(asked: Asked, prompt: str) -> str | None:
    """What a request may have cost: the amount alone where it was charged and is known, else what
    an estimate goes by, as JSON; None where nothing was charged."""
    if not asked.note.get("paid") or asked.ended in (State.REFUSED, State.FAILED):
        return None
    if asked.ended is State.DONE and type(asked.cost) is float and 0 <= asked.cost < math.inf:
        return repr(asked.cost)
    note = {name: asked.note[name] for name in _RECKONED if name in asked.note}
    parameters = asked.note.get("parameters")
    if isinstance(parameters, dict):
        texts = {name: parameters.get(name) for name in ("quality", "prompt")}
        kept = {name: text for name, text in texts.items() if isinstance(text, str)}
        # The words are on the card already.
        note["parameters"] = {**kept, "prompt": None} if texts["prompt"] == prompt else kept
    return json.dumps([note, asked.ended, asked.cost])


_RECKONED = ("paid", "reserved_usd", "model", "width", "height")


def _restore(kept: str, prompt: str) -> Asked:
    if not kept.startswith("["):
        return Asked({"paid": True}, State.DONE, float(kept))
    note, ended, cost = json.loads(kept)
    parameters = note.get("parameters", {})
    if "prompt" in parameters and parameters["prompt"] is None:
        parameters["prompt"] = prompt
    return Asked(note, State(ended) if ended else None, cost)


def _mend(card: Card) -> Card:
    def mend(text: str) -> str:
        return text.encode("utf-8", "replace").decode()

    return replace(
        Card(card.id, card.state, answers=card.answers, is_listed=card.is_listed, passing=True),
        prompt=mend(card.prompt),
        answered=mend(card.answered),
        files=tuple(os.fsencode(name).decode("utf-8", "replace") for name in card.files),
    )
