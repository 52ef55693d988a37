"""Searching: words in any spelling, the best first, and nothing that anybody types can break it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.filled import EXAMPLE
from tests.search.searched import OTHER, TANDEM, Room
from visions.answers import Answers, WorksheetAnswers
from visions.answers.texts import list_texts
from visions.archive.revisions import Revisions
from visions.config import load_workshop
from visions.folding import list_words
from visions.model import RecordId
from visions.search.card import list_files, read_card
from visions.search.query import Match, search

PROMPTS = [
    "Una città con più alberi e un'umbrella rossa",
    "Ήλιος και θάλασσα στην πόλη",
    "O piață cu școală și țărani",
    "straße mit Straßenbahn ☂ und 5G-Netz",
    "Ein Bus, der Business heißt",
    "a plain square",
]


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Room:
    room = Room(tmp_path_factory.mktemp("search") / "w")
    for words in PROMPTS:
        room.draw(room.add(words))
    room.add("a data square", OTHER)
    return room


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("citta", [1]),
        ("CITTÀ PIU", [1]),
        ("albero", []),
        ("alber", [1]),
        ("ηλιοσ", [2]),
        ("ΘΑΛΑΣΣΑ ήλι", [2]),
        ("piata scoala tarani", [3]),
        ("piaţă şcoală", [3]),  # with cedillas, as old keyboards write them
        ("strasse", [4]),
        ("5g netz", [4]),
        ("☂", [4]),
        ("l'umbrella", []),
        ("un’umbrella", [1]),
        ("arezzo umbrella", [1]),
    ],
)
def test_spelling_does_not_matter(room: Room, text: str, numbers: list[int]) -> None:
    found = room.search(text)
    hits = [hit.card.id.number for hit in found.hits]
    if numbers:
        assert hits == numbers
        assert found.match is (Match.TEXT if text == "☂" else Match.ALL)
    else:
        assert found.match is not Match.ALL or not hits


def test_a_whole_word_goes_before_one_that_begins_so(tmp_path: Path) -> None:
    room = Room(tmp_path / "w")
    room.add("the business of tomorrow")
    room.add("the bus of tomorrow")
    for number in range(8):
        room.add(f"a garden {number} of tomorrow")
    assert room.find("bus") == [f"{TANDEM}/0002", f"{TANDEM}/0001"]


def test_prompt_before_theme_before_answers(tmp_path: Path) -> None:
    room = Room(tmp_path / "w")
    path = room.folder / "workshop.toml"
    path.write_text(path.read_text().replace("Urban data platform", "The harbour"))
    for words in ("alpha", "beta"):
        room.draw(room.add(words))
    room.draw(room.add("een plein", OTHER))
    answers = Answers(WorksheetAnswers(vision="A new harbour."))
    Revisions(room.archive).save(RecordId(OTHER, 1), answers)
    room.add("harbour of stones", OTHER)
    for number in range(6):
        room.add(f"something else {number}", OTHER)
    assert room.find("harbour") == [
        f"{OTHER}/0002", f"{TANDEM}/0001", f"{TANDEM}/0002", f"{OTHER}/0001",
    ]  # fmt: skip


def test_some_words_are_enough_where_not_all_are_found(room: Room) -> None:
    found = room.search("umbrella zeppelin")
    assert (found.match, found.total) == (Match.ANY, 1)
    assert room.search("zeppelin").total == 0
    assert room.search("zeppelin").hits == ()


def test_it_can_be_limited(room: Room) -> None:
    found = room.search("square", limit=1)
    assert (found.total, len(found.hits)) == (2, 1)
    assert room.search("square", only=OTHER).total == 1
    assert room.search("☂", only=OTHER).total == 0
    assert room.search("square", only="nobody").total == 0


HOSTILE = [
    '"', "''", "*", "a*", "NEAR(", "NEAR(a b, 2)", "a AND", "OR", "NOT a", "{prompt}: a",
    "prompt:a", "^a", "a + b", "(", ")", "-a", "\0", "a\0b", "%", "_", "\\", "'; DROP TABLE cards",
    "\ud800",
    "\u202e", "\x1b[31m", "🏙️", "👩\u200d👩\u200d👧", "e\u0301", "\ufeff", "٣", "²", "ﷺ", "K", "ſ",
    "x" * 10_000, "word " * 2_000, " ".join(f"w{n}" for n in range(5_000)), '"' * 10_000,
    "(" * 10_000, "☂" * 10_000,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_break_nothing(room: Room, text: str) -> None:
    found = room.search(text, only=TANDEM)
    assert found.total >= len(found.hits)
    assert room.search("umbrella").total == 1


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1, max_size=40))
def test_any_words_break_nothing(room: Room, text: str) -> None:
    tandems = load_workshop(room.folder).tandems
    found = search(room.archive, tandems, text)
    assert found.total >= len(found.hits)


@settings(max_examples=40)
@given(st.sampled_from(PROMPTS), st.data())
def test_each_word_of_a_prompt_finds_it(room: Room, prompt: str, data: st.DataObject) -> None:
    word = data.draw(st.sampled_from(list_words(prompt)))
    begin = word[: data.draw(st.integers(1, len(word)))]
    tandems = load_workshop(room.folder).tandems
    found = search(room.archive, tandems, begin.upper() if data.draw(st.booleans()) else begin)
    assert prompt in [hit.card.prompt for hit in found.hits]


def test_a_prompt_that_was_pasted_is_found(tmp_path: Path) -> None:
    room = Room(tmp_path / "w")
    prompt = " ".join(f"parola{n}" for n in range(2_000))
    room.add(prompt)
    room.add("parola1")
    assert room.find(prompt) == [f"{TANDEM}/0001"]
    assert room.find(prompt[:-2]) == [f"{TANDEM}/0001"]


def test_all_that_was_filled_in_is_looked_into(tmp_path: Path) -> None:
    room = Room(tmp_path / "w")
    record = room.add("una piazza")
    Revisions(room.archive).save(record, EXAMPLE)
    folder = str(room.archive.layout.record_folder(record))
    card = read_card(room.archive, record, folder, list_files(folder), written=True)
    assert card.answers == 1
    assert tuple(card.answered.split("\n")) == tuple("\n".join(list_texts(EXAMPLE)).split("\n"))
    for text in list_texts(EXAMPLE):
        if list_words(text):
            assert room.find(text) == [str(record)]
