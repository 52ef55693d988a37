"""workshop.toml: strict, and every problem in one report with what to write instead."""

import datetime as dt

import pytest

from visions.errors import BrokenConfig
from visions.workshop_file import parse_workshop

GOOD = """
title = "A workshop"
date = 2023-10-23
horizon = "2024-12"
[[tandems]]
key = "arezzo-hamm"
cities = [{ name = "Arezzo", country = "IT" }, { name = "Hamm" }]
"""


def test_a_month_means_its_last_day() -> None:
    assert parse_workshop(GOOD.encode()).horizon == dt.date(2024, 12, 31)


def test_a_date_stays() -> None:
    text = GOOD.replace('"2024-12"', "2024-02-29")
    assert parse_workshop(text.encode()).horizon == dt.date(2024, 2, 29)


def test_tandem_speaks_the_workshops_languages_unless_it_names_its_own() -> None:
    text = 'languages = ["it", "de"]\n' + GOOD
    (tandem,) = parse_workshop(text.encode()).tandems
    assert tandem.languages == ("it", "de")
    own = text.replace("cities =", 'languages = ["el"]\ncities =')
    assert parse_workshop(own.encode()).tandems[0].languages == ("el",)


def test_everything_wrong_is_told_at_once() -> None:
    text = """
    titel = "x"
    date = "23.10.2023"
    horizon = "2024-13"
    languages = ["en", "fr"]
    [images]
    provider = "dalle"
    size = "1000x1000"
    concurency = 3
    per_minute = 0
    budget = "ten"
    [[tandems]]
    key = "Arezzo & Hamm"
    cities = [{ name = "", country = "XX" }, { name = 3 }]
    [[tandems]]
    key = "con"
    citys = []
    """
    with pytest.raises(BrokenConfig) as caught:
        parse_workshop(text.encode())
    report = str(caught.value)
    for expected in (
        "titel: this key is not known. Did you mean “title”?",
        "title: this key is missing",
        "“23.10.2023” is not a date. Write year, month and day: 2023-10-23.",
        "“2024-13” is neither a month nor a date",
        "there is no language “fr” here. Write one or more of en (English)",
        "images › provider: “dalle” is not known here",
        "no picture can be 1000x1000",
        "images › concurency: this key is not known. Did you mean “concurrency”?",
        "images › per_minute: 0 is out of range. Write at least 1.",
        "images › budget: this must be a number, not “ten”.",
        "tandems › no. 1 (Arezzo & Hamm) › key",
        '"arezzo-hamm"',
        "“XX” is no country code",
        "cities › no. 2 › name: this must be text, not 3.",
        "tandems › no. 2 (con) › key: the folder name “con” is taken",
        "citys: this key is not known. Did you mean “cities”?",
    ):
        assert expected in report
    assert len(caught.value.problems) == 17


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('"2024-12"', '"2023-09"', "the horizon (2023-09-30) is before the date (2023-10-23)"),
        ("[[tandems]]", "[[tandems]]\nkey = 'a'\ncities=[{name='A'}]\n[[tandems]]", None),
        ("cities = [", "cities = []#", "Write at least 1."),
        ("cities = [", "cities = [{name='A'},{name='B'},", "Write at most 3."),
        ("country = ", "absent = ", "this must be true or false"),
        ('name = "Hamm"', 'name = "Arezzo"', "a city stands here twice"),
        (
            "cities = [",
            "bilingual = true\nlanguages = ['it']\ncities = [",
            "has only one",
        ),
        ("title", "[images]\nprovider = 'azure'\n[x]\ntitle", "needs an address"),
        ('"arezzo-hamm"', '"print"', "is taken"),
        ('"arezzo-hamm"', '"a/../b"', "cannot name a folder"),
        ('"arezzo-hamm"', '"."', "cannot name a folder"),
        ('"A workshop"', '"A\\nworkshop"', "must be one line"),
        ("2023-10-23", "0001-01-01", "this year cannot be meant"),
        ("2023-10-23", "2023-10-23T10:00:00", "is not a date"),
        ("[[tandems]]", "[images]\ndeadline = nan\n[[tandems]]", "deadline"),
    ],
)
def test_single_mistakes(old: str, new: str, expected: str | None) -> None:
    text = GOOD.replace(old, new, 1).encode()
    if expected is None:
        assert len(parse_workshop(text).tandems) == 2
        return
    with pytest.raises(BrokenConfig) as caught:
        parse_workshop(text)
    assert expected in str(caught.value)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"a = ", "a value is written"),
        (b'title = "\xff"', "line 1: this is not UTF-8 text. Save the file as UTF-8"),
        (b"", "tandems: this key is missing"),
    ],
)
def test_broken_files(raw: bytes, expected: str) -> None:
    with pytest.raises(BrokenConfig) as caught:
        parse_workshop(raw)
    assert expected.casefold() in str(caught.value).casefold()


def test_the_order_of_dates_is_checked_beside_other_mistakes() -> None:
    text = GOOD.replace('"2024-12"', '"2023-09"').replace("title", "titel", 1)
    with pytest.raises(BrokenConfig) as caught:
        parse_workshop(text.encode())
    assert "is before the date" in str(caught.value)
    assert "Did you mean “title”?" in str(caught.value)


def test_blocks_are_explained_as_blocks() -> None:
    for text in ("", "[tandems]\nkey = 'a'\n"):
        with pytest.raises(BrokenConfig, match=r"\[\[tandems\]\]"):
            parse_workshop(text.encode())


def test_a_byte_order_mark_does_no_harm() -> None:
    assert parse_workshop(b"\xef\xbb\xbf" + GOOD.encode()).title == "A workshop"


def test_deep_nesting_is_no_crash() -> None:
    with pytest.raises(BrokenConfig):
        parse_workshop(b"a = " + b"[" * 100_000)


def test_huge_numbers_are_no_crash() -> None:
    with pytest.raises(BrokenConfig):
        parse_workshop(GOOD.encode() + b"\n[images]\nbudget = " + b"9" * 5_000)


def test_a_tandem_can_have_its_sheets_in_two_languages_at_once() -> None:
    text = GOOD.replace("cities =", "bilingual = true\nlanguages = ['it', 'de', 'en']\ncities =", 1)
    tandem = parse_workshop(text.encode()).tandems[0]
    assert tandem.sheet_languages == ("it-de",)
    assert tandem.languages == ("it", "de", "en")


def test_money_can_be_limited_and_priced() -> None:
    text = GOOD.replace("cities =", "budget = 2.5\ncities =").encode()
    text += b"[images]\nbudget = 10\nmost_pictures = 40\n[images.prices]\npicture = 0\n"
    workshop = parse_workshop(text)
    assert workshop.tandems[0].budget == 2.5
    assert (workshop.images.budget, workshop.images.most_pictures) == (10.0, 40)
    assert (workshop.images.prices.picture, workshop.images.prices.image_out) == (0.0, None)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("[images]\nmost_pictures = -1", "images › most_pictures: -1 is out of range"),
        ("[images]\nmost_pictures = 2.5", "this must be a whole number"),
        ("[images.prices]\npicture = -0.05", "images › prices › picture: -0.05 is out of range"),
        ("[images.prices]\nimage_out = 30", "text_in, image_in and image_out belong together"),
        ("[images.prices]\npictures = 1", "Did you mean “picture”?"),
        ("[images]\nprices = 3", "images › prices: this must be a table"),
    ],
)
def test_money_that_cannot_be_meant(lines: str, expected: str) -> None:
    with pytest.raises(BrokenConfig) as caught:
        parse_workshop(f"{GOOD}\n{lines}\n".encode())
    assert expected in str(caught.value)


def test_how_long_things_are_kept_and_under_which_terms() -> None:
    plain = parse_workshop(GOOD.encode())
    assert (plain.retention, plain.usage_terms) == (None, "")
    text = 'retention = "2026-10"\nusage_terms = "CC BY 4.0"\n' + GOOD
    workshop = parse_workshop(text.encode())
    assert (workshop.retention, workshop.usage_terms) == (dt.date(2026, 10, 31), "CC BY 4.0")
    with pytest.raises(BrokenConfig, match=r"ends .2020-01-01. before the workshop is held"):
        parse_workshop(f"retention = 2020-01-01\n{GOOD}".encode())
