"""Every text exists in every language, keeps its places for names, and is typed properly."""

import datetime as dt
import importlib.util
import string
import unicodedata
from pathlib import Path
from types import ModuleType

import pytest

from visions.i18n import SOURCE, find_languages, knows_country, speak
from visions.model import LANGUAGES

TRANSLATED = [code for code in LANGUAGES if code != SOURCE]
DAY = dt.date(2023, 10, 23)


def load_tool() -> ModuleType:
    path = Path(__file__).parent.parent / "tools" / "messages.py"
    spec = importlib.util.spec_from_file_location("messages_tool", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


tool = load_tool()
MESSAGES = tool.extract_messages()


def read_entries(code: str) -> dict[str, str]:
    catalogue = tool.read_catalogue(tool.find_catalogues()[code], code)
    return {entry.id: entry.string for entry in catalogue if entry.id}


def list_places(message: str) -> list[str]:
    """The places for names in a message, in no order: “{city}” gives city."""
    return sorted(name for _, name, _, _ in string.Formatter().parse(message) if name is not None)


def find_faults(message: str, translation: str) -> list[str]:
    """What is wrong with one translation, in plain words."""
    faults = []
    if not translation.strip():
        return ["empty"]
    try:
        if list_places(translation) != list_places(message):
            faults.append("other {names} than the source")
    except ValueError:
        faults.append("broken braces")
    if translation.count("…") != message.count("…"):
        faults.append("other places to write than the source")
    if translation != unicodedata.normalize("NFC", translation):
        faults.append("not NFC")
    if set(translation) & set("şţŞŢ"):
        faults.append("cedilla instead of comma below")
    if set(translation) & set("'\""):
        faults.append("typewriter quotes")
    if translation != translation.strip() and message == message.strip():
        faults.append("stray space at an end")
    return faults


def test_the_catalogues_are_those_of_the_model() -> None:
    assert set(find_languages()) == set(LANGUAGES)
    assert set(tool.find_catalogues()) == set(TRANSLATED)
    assert find_languages()[0] == SOURCE


def test_the_source_itself_is_sound() -> None:
    assert [message for message in MESSAGES if find_faults(message, message)] == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_code_and_catalogue_hold_the_same_messages(code: str) -> None:
    """Run `make messages` if this fails."""
    entries = read_entries(code)
    assert sorted(MESSAGES - entries.keys()) == []
    assert sorted(entries.keys() - MESSAGES) == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_message_is_translated_soundly(code: str) -> None:
    faults = {
        message: found
        for message, translation in read_entries(code).items()
        if (found := find_faults(message, translation))
    }
    assert faults == {}


@pytest.mark.parametrize("code", TRANSLATED)
def test_no_translation_is_only_a_guess(code: str) -> None:
    catalogue = tool.read_catalogue(tool.find_catalogues()[code], code)
    assert [entry.id for entry in catalogue if entry.fuzzy and entry.id] == []
    assert not catalogue.obsolete


@pytest.mark.parametrize("code", TRANSLATED)
def test_the_catalogue_is_as_the_tool_writes_it(code: str) -> None:
    """Sorted, without line numbers and dates, so that diffs stay small."""
    path = tool.find_catalogues()[code]
    written = tool.write_catalogue(MESSAGES, tool.read_catalogue(path, code), code)
    assert path.read_bytes() == written


@pytest.mark.parametrize(
    ("message", "translation"),
    [
        ("Draft {n}", ""),
        ("Draft {n}", "Entwurf"),
        ("Draft {n}", "Entwurf {m}"),
        ("Draft {n}", "Entwurf {n"),
        ("a … b", "a b"),
        ("x", "e\u0301"),
        ("x", "ţ"),
        ("x", '"y"'),
        ("x", "y "),
    ],
)
def test_each_fault_is_noticed(message: str, translation: str) -> None:
    assert find_faults(message, translation)


def test_a_message_in_code_only_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "view.py").write_text(
        'say.text("New {n}", n=1)\nTITLE = mark("Title")\nother("no")\n'
    )
    monkeypatch.setattr(tool, "PACKAGE", tmp_path)
    assert tool.extract_messages() == {"New {n}", "Title"}


@pytest.mark.parametrize(
    ("code", "long", "cities"),
    [
        ("en", "23 October 2023", "Arezzo and Hamm"),
        ("de", "23. Oktober 2023", "Arezzo und Hamm"),
        ("it", "23 ottobre 2023", "Arezzo e Hamm"),
        ("ro", "23 octombrie 2023", "Arezzo și Hamm"),
        ("nl", "23 oktober 2023", "Arezzo en Hamm"),
        ("el", "23 Οκτωβρίου 2023", "Arezzo και Hamm"),
    ],
)
def test_dates_and_lists_read_as_the_language_writes_them(
    code: str, long: str, cities: str
) -> None:
    say = speak(code)
    assert say.day(DAY) == long
    assert say.listing(["Arezzo", "Hamm"]) == cities
    assert say.listing(["Arezzo"]) == "Arezzo"
    for text in (say.short_day(DAY), say.day_of_year(DAY)):
        assert "23" in text
    for text in (say.short_day(DAY), say.month(DAY), say.quarter(DAY)):
        assert "2023" in text
    assert "14:05" in say.moment(dt.datetime(2023, 10, 23, 14, 5, tzinfo=dt.UTC))


def test_each_language_has_its_own_quotation_marks() -> None:
    message = "{label}. Prompt: “{prompt}”"
    quoted = {
        code: speak(code).text(message, label="x", prompt="@").partition("@")
        for code in find_languages()
    }
    assert {code: (before[-1], after) for code, (before, _, after) in quoted.items()} == {
        "en": ("“", "”"),
        "de": ("„", "“"),
        "it": ("«", "»"),
        "ro": ("„", "”"),
        "nl": ("‘", "’"),
        "el": ("«", "»"),
    }


def test_a_prompt_with_braces_is_not_taken_for_a_place() -> None:
    text = speak("de").text("{label}. Prompt: “{prompt}”", label="{x}", prompt="{0} {label!r}")
    assert text == "{x}. Prompt: „{0} {label!r}“"


def test_an_unknown_message_comes_back_in_english() -> None:
    assert speak("it").text("Not in any catalogue {n}", n=3) == "Not in any catalogue 3"


@pytest.mark.parametrize("code", ["xx", "", "EN", "pl", "../de"])
def test_an_unknown_language_is_a_key_error(code: str) -> None:
    with pytest.raises(KeyError):
        speak(code)


def test_names_of_languages_and_countries() -> None:
    assert speak("el").name == "Ελληνικά"
    assert speak("de").country("GR") == "Griechenland"
    assert speak("de").country("ZZZ") == "ZZZ"
    assert knows_country("ro")
    assert not knows_country("XX1")
