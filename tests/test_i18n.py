"""Every text exists in every language, keeps its places for names, and is typed properly."""

import datetime as dt
import importlib.util
import re
import string
import unicodedata
from pathlib import Path
from types import ModuleType

import pytest
from babel import Locale
from babel.messages.catalog import Catalog

from visions.i18n import SOURCE, find_languages, knows_country, mark_counted, speak
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


Message = str | tuple[str, str]
Translation = str | tuple[str, ...]


def read_entries(code: str) -> dict[Message, Translation]:
    catalogue = tool.read_catalogue(tool.find_catalogues()[code], code)
    return {entry.id: entry.string for entry in catalogue if entry.id}


def count_forms(code: str) -> int:
    """How many forms of a counted message the header of a catalogue asks for."""
    text = tool.find_catalogues()[code].read_text("utf-8")
    found = re.search(r'^"Plural-Forms: nplurals=(\d+); plural=', text, re.MULTILINE)
    assert found is not None
    return int(found[1])


def list_places(message: str) -> list[str]:
    """The places for names in a message, in no order: “{city}” gives city."""
    return sorted(name for _, name, _, _ in string.Formatter().parse(message) if name is not None)


def find_faults(message: str, translation: str) -> list[str]:
    """What is wrong with the translation of a text, in plain words."""
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


def find_counted_faults(message: Message, translation: Translation, forms: int) -> list[str]:
    """What is wrong with one translation, of a text or of a counted message in `forms` forms."""
    if isinstance(message, str):
        return find_faults(message, translation) if isinstance(translation, str) else ["forms"]
    if isinstance(translation, str) or len(translation) != forms:
        return ["other forms than the language has"]
    return [fault for form in translation for fault in find_faults(message[1], form)]


def test_the_catalogues_are_those_of_the_model() -> None:
    assert set(find_languages()) == set(LANGUAGES)
    assert set(tool.find_catalogues()) == set(TRANSLATED)
    assert find_languages()[0] == SOURCE


def test_the_source_itself_is_sound() -> None:
    assert [one for one in MESSAGES if find_counted_faults(one, one, forms=2)] == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_code_and_catalogue_hold_the_same_messages(code: str) -> None:
    """Run `make messages` if this fails."""
    entries = read_entries(code)
    assert sorted(MESSAGES - entries.keys(), key=str) == []
    assert sorted(entries.keys() - MESSAGES, key=str) == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_message_is_translated_soundly(code: str) -> None:
    faults = {
        message: found
        for message, translation in read_entries(code).items()
        if (found := find_counted_faults(message, translation, count_forms(code)))
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


@pytest.mark.parametrize(
    "translation",
    [
        "",
        "{n} dni",
        ("{n} dzień", "{n} dni"),
        ("{n} dzień", "{n} dni", ""),
        ("{n} dzień", "{n} dni", " "),
        ("{n} dzień", "{n} dni", "dni"),
        ("{n} dzień", "{m} dni", "{n} dni"),
        ("{n} dzień", "{n} dni", "{n dni"),
        ("{n} dzień", "{n} dni", "{n} dni", "{n} dnia"),
    ],
)
def test_each_fault_of_a_counted_message_is_noticed(translation: Translation) -> None:
    message, sound = ("{n} day", "{n} days"), ("{n} dzień", "{n} dni", "{n} dni")
    assert find_counted_faults(message, translation, forms=3)
    assert find_counted_faults(message, sound, forms=3) == []


@pytest.mark.parametrize("form", ["", 'msgstr[2] ""', 'msgstr[2] "minut"'])
def test_a_broken_form_in_a_file_is_noticed(tmp_path: Path, form: str) -> None:
    text = tool.find_catalogues()["pl"].read_text("utf-8")
    broken = tmp_path / "visions.po"
    broken.write_text(re.sub(r"msgstr\[2\].*", form, text), "utf-8")
    faults = [
        entry.id
        for entry in tool.read_catalogue(broken, "pl")
        if entry.id and find_counted_faults(entry.id, entry.string, count_forms("pl"))
    ]
    assert ("{n} minute", "{n} minutes") in faults


def test_a_message_in_code_only_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "view.py").write_text(
        'say.text("New {n}", n=1)\nTITLE = mark("Title")\nother("no")\nb"x".count(b"x")\n'
        'say.counted("{n} cat", "{n} cats", 3)\nDOGS = mark_counted("{n} dog", "{n} dogs")\n'
    )
    monkeypatch.setattr(tool, "PACKAGE", tmp_path)
    counted = {("{n} cat", "{n} cats"), ("{n} dog", "{n} dogs")}
    assert tool.extract_messages() == {"New {n}", "Title"} | counted


def test_a_message_that_is_counted_now_waits_for_its_forms() -> None:
    old = Catalog(locale="pl")
    old.add("{n} minute", "{n} min")
    written = tool.write_catalogue({("{n} minute", "{n} minutes")}, old, "pl").decode()
    assert written.endswith('msgstr[0] ""\nmsgstr[1] ""\nmsgstr[2] ""\n')
    assert not all(tool.is_translated(form) for form in ("", ("{n} minuta", "{n} minuty", "")))
    assert tool.is_translated(("{n} minuta", "{n} minuty", "{n} minut"))


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", "minutes minute minutes minutes minutes minutes minutes minutes minutes"),
        ("de", "Minuten Minute Minuten Minuten Minuten Minuten Minuten Minuten Minuten"),
        ("it", "minuti minuto minuti minuti minuti minuti minuti minuti minuti"),
        ("ro", "minute minut minute minute minute de_minute de_minute de_minute minute"),
        ("nl", "minuten minuut minuten minuten minuten minuten minuten minuten minuten"),
        ("el", "λεπτά λεπτό λεπτά λεπτά λεπτά λεπτά λεπτά λεπτά λεπτά"),
        ("bg", "минути минута минути минути минути минути минути минути минути"),
        ("pl", "minut minuta minuty minut minut minut minut minuty minut"),
    ],
)
def test_the_number_chooses_the_words(code: str, words: str) -> None:
    numbers, say = (0, 1, 2, 5, 19, 20, 21, 22, 101), speak(code)
    assert [say.counted("{n} minute", "{n} minutes", n) for n in numbers] == [
        f"{n} {word.replace('_', ' ')}" for n, word in zip(numbers, words.split(), strict=True)
    ]


@pytest.mark.parametrize("code", TRANSLATED)
def test_catalogue_and_language_count_alike(code: str) -> None:
    """Numbers that are one kind to CLDR have one form, and each kind has its own."""
    kinds, say = Locale.parse(code).plural_form, speak(code)
    forms = {
        (kinds(n), say.counted("{n} minute", "{n} minutes", n).removeprefix(f"{n}"))
        for n in range(1000)
    }
    assert len(forms) == len(dict(forms)) == count_forms(code)


def test_a_counted_text_takes_names_and_writes_its_number_as_the_language_does() -> None:
    marked = mark_counted("{n} cat in {city}", "{n} cats in {city}")
    assert speak("it").counted(*marked, 1, city="{n}") == "1 cat in {n}"
    assert speak("de").counted(*marked, 1234, city="Hamm") == "1.234 cats in Hamm"
    assert speak("en").counted(*marked, 0, city="Hamm") == "0 cats in Hamm"


def test_no_text_is_no_text() -> None:
    """The catalogue keeps its own header under the empty message."""
    assert {speak(code).text("") for code in find_languages()} == {""}


@pytest.mark.parametrize(
    ("code", "long", "cities"),
    [
        ("en", "23 October 2023", "Arezzo and Hamm"),
        ("de", "23. Oktober 2023", "Arezzo und Hamm"),
        ("it", "23 ottobre 2023", "Arezzo e Hamm"),
        ("ro", "23 octombrie 2023", "Arezzo și Hamm"),
        ("nl", "23 oktober 2023", "Arezzo en Hamm"),
        ("el", "23 Οκτωβρίου 2023", "Arezzo και Hamm"),
        ("bg", "23 октомври 2023\u202fг.", "Arezzo и Hamm"),
        ("pl", "23 października 2023", "Arezzo i Hamm"),
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
        "bg": ("„", "“"),
        "pl": ("„", "”"),
    }


def test_a_prompt_with_braces_is_not_taken_for_a_place() -> None:
    text = speak("de").text("{label}. Prompt: “{prompt}”", label="{x}", prompt="{0} {label!r}")
    assert text == "{x}. Prompt: „{0} {label!r}“"


def test_an_unknown_message_comes_back_in_english() -> None:
    assert speak("it").text("Not in any catalogue {n}", n=3) == "Not in any catalogue 3"


@pytest.mark.parametrize("code", ["xx", "", "EN", "fr", "../de"])
def test_an_unknown_language_is_a_key_error(code: str) -> None:
    with pytest.raises(KeyError):
        speak(code)


def test_names_of_languages_and_countries() -> None:
    assert speak("el").name == "Ελληνικά"
    assert speak("pl").name == "Polski"
    assert speak("en").language("bg") == "Bulgarian"
    assert speak("de").language("xx") == "xx"
    assert speak("de").country("GR") == "Griechenland"
    assert speak("de").country("ZZZ") == "ZZZ"
    assert knows_country("ro")
    assert not knows_country("XX1")
