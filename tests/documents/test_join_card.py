"""Join cards: they fit, can be scanned and read by everybody, and are never code."""

from __future__ import annotations

import io
from dataclasses import replace

import pdfplumber
import pytest
import segno

from tests.documents.samples import ARNSBERG, ENEMY, LONGEST, WORKSHOP
from tests.documents.test_papers import assert_accessible, find_smallest, read_pages, read_sizes
from tests.documents.test_pdf import SMALLEST, squeeze
from visions.documents.join_card import WELCOME, Invitation, view_join_cards
from visions.documents.paper import set_paper
from visions.documents.pdf import SetPdf
from visions.i18n import speak
from visions.model import LANGUAGES, Tandem
from visions.web.codes import draw_code

ADDRESS = "http://192.168.178.120:8000"
LINK = f"{ADDRESS}/join/aZ09-_aZ09-_aZ09-_aZ09-_"


def set_cards(*tandems: Tandem, address: str = ADDRESS, language: str = "en") -> SetPdf:
    drawing = draw_code(LINK)
    invitations = {one.key: Invitation("K7M2QX", address, LINK, drawing) for one in tandems}
    view = view_join_cards(WORKSHOP, tandems, invitations, language)
    return set_paper("join_card.typ", view, dict.fromkeys(invitations, drawing))


def read_modules(result: SetPdf, side: int) -> list[list[int]]:
    """Whether the middle of each module of the first card's QR code is dark on paper."""
    with pdfplumber.open(io.BytesIO(result.pdf)) as pdf:
        page = pdf.pages[0]
        picture = page.to_image(resolution=300).original.convert("L")
    scale = 300 / 72
    # The code is 64 mm wide in the middle of a card of 105 mm, four modules of quiet around it.
    width = 64 / 25.4 * 72 * scale
    left = (105 - 64) / 2 / 25.4 * 72 * scale
    top = find_top(picture, round(left + width / 2), round(left), round(left + width))
    size = width / (side + 8)
    first = left + 4.5 * size
    return [
        [
            int(picture.getpixel((int(first + x * size), int(top + (y + 0.5) * size))) < 128)
            for x in range(side)
        ]
        for y in range(side)
    ]


def find_top(picture: object, _: int, left: int, right: int) -> int:
    """The first row under the title band that has anything dark between these columns."""
    pixels = picture.load()  # type: ignore[attr-defined]
    row = round(27 / 25.4 * 300)
    while all(pixels[x, row] > 128 for x in range(left, right, 4)):
        row += 1
    return row


def test_the_code_on_paper_is_the_code() -> None:
    wanted = segno.make_qr(LINK, error="m", boost_error=True)
    matrix = [[int(one) for one in row] for row in wanted.matrix]
    read = read_modules(set_cards(ARNSBERG), len(matrix))
    assert read == matrix
    other = [[int(one) for one in row] for row in segno.make_qr(LINK[:-1] + "x").matrix]
    assert read != other


def test_a_card_says_how_to_come_in_without_a_camera() -> None:
    (page,) = read_pages(set_cards(ARNSBERG))
    for text in ("K7M2QX", "192.168.178.120:8000", "Alba Iulia", "Arnsberg", WORKSHOP.title):
        assert squeeze(text) in page
    for language in ARNSBERG.languages:
        assert squeeze(speak(language).text(WELCOME)) in page


@pytest.mark.parametrize("count", [1, 4, 5, 30])
def test_four_cards_share_a_page(count: int) -> None:
    tandems = [replace(ARNSBERG, key=f"t{n}") for n in range(count)]
    result = set_cards(*tandems)
    assert read_sizes(result) == [(210, 297)] * -(-count // 4)
    assert_accessible(result, "en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "address", [ADDRESS, "https://workshop-of-the-network.some-long-city-name.example:8443"]
)
def test_everything_stays_on_its_card(language: str, address: str) -> None:
    wide = replace(LONGEST, languages=(language, "el", "de"))
    result = set_cards(wide, wide, address=address, language=language)
    assert_accessible(result, language)
    assert find_smallest(result) >= SMALLEST - 0.01
    with pdfplumber.open(io.BytesIO(result.pdf)) as pdf:
        (page,) = pdf.pages
        middle = page.width / 2
        for letter in page.chars:
            assert letter["bottom"] < page.height / 2 - 15, letter["text"]
            assert letter["x1"] < middle - 15 or letter["x0"] > middle + 15, letter["text"]


def test_names_are_never_code() -> None:
    (city, *more) = ENEMY.cities
    result = set_cards(replace(ENEMY, cities=(replace(city, name='#read("f")'), *more)))
    assert '#read("f")' in "".join(read_pages(result))
    assert_accessible(result, "en")
