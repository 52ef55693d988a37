"""What a sketch shows, in words."""

import dataclasses
import datetime as dt

import pytest

from visions.depiction import (
    LONGEST,
    PLACES,
    SEASONS,
    THINGS,
    TIMES,
    WEATHERS,
    describe_picture,
    describe_scene,
)
from visions.i18n import speak
from visions.imaging import sketch
from visions.imaging.sketch.elements import ELEMENTS
from visions.model import LANGUAGES, Record, RecordId

SCENE = {
    "place": "harbour",
    "time": "night",
    "season": "winter",
    "weather": "snow",
    "elements": ["tram", "cyclists", "second_cyclist", "people"],
}


def make_record(provider: str, scene: object) -> Record:
    moment = dt.datetime(2023, 10, 23, tzinfo=dt.UTC)
    return Record(
        RecordId("a-b", 1), "u", "p", "0", provider, "s", "m", 1, moment, moment, {}, "o",
        "image/svg+xml", 3, 2, 1, "0", reported={"scene": scene},
    )  # fmt: skip


def test_everything_that_can_be_drawn_has_words() -> None:
    assert set(THINGS) == set(ELEMENTS) | {"people"}
    assert set(PLACES) == set(sketch.PLACES)
    assert set(TIMES) == set(sketch.TIMES)
    assert set(SEASONS) == set(sketch.SEASONS)
    assert set(WEATHERS) == set(sketch.WEATHERS)


def test_place_hour_and_things_are_told_once_and_in_order() -> None:
    assert describe_scene(SCENE, speak("en")) == (
        "Sketch drawn by fixed rules, without AI: a harbour town by the sea, at night, winter, "
        "snow. To be seen: a tram, people on bicycles, people of all ages."
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_drawing_tells_what_it_shows_not_what_was_asked_for(language: str) -> None:
    drawn = sketch.draw_sketch("secret words, a market by the sea at dusk", seed=3)
    told = describe_scene(sketch.read_scene(drawn.svg.encode()), speak(language))
    market = speak(language).text("market stalls")
    assert market in told
    assert "secret" not in told
    assert len(told) <= LONGEST


def test_too_many_things_end_with_a_whole_one() -> None:
    scene = {**SCENE, "elements": list(THINGS)}
    told = describe_scene(scene, speak("el"))
    assert LONGEST - 100 < len(told) <= LONGEST
    last = told.removesuffix(".").split(", ")[-1]
    assert last in {speak("el").text(words) for words in THINGS.values()}


@pytest.mark.parametrize(
    "scene",
    [None, [], "x", {}, {"place": 7}, {"place": "moon", "elements": ["tram"]}, {"elements": 7}],
)
def test_an_altered_note_gives_no_words_and_no_error(scene: object) -> None:
    assert describe_picture(make_record("sketch", scene), speak("de")) == ""


def test_nobody_says_what_a_services_picture_shows() -> None:
    assert describe_picture(make_record("openai", SCENE), speak("de")) == ""
    assert describe_picture(make_record("sketch", SCENE), speak("de"))


def test_a_sketch_without_its_facts_tells_nothing() -> None:
    drawn = dataclasses.asdict(sketch.draw_sketch("a town"))["svg"].encode()
    assert sketch.read_scene(drawn)["place"] == "city"
    assert sketch.read_scene(drawn.replace(b"metadata", b"other")) == {}
    assert sketch.read_scene(b"") == {}
    assert sketch.read_scene(drawn.replace(b'{"place', b"{place")) == {}
