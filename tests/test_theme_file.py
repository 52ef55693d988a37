"""theme.toml: strict, all problems in one report, and no logo that could do harm."""

from __future__ import annotations

import dataclasses
import io
import re
import string
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from visions.errors import BrokenConfig
from visions.theme import PAIRS, PLAIN, WHITE, Colours, Lines, measure_contrast
from visions.theme_file import parse_theme, read_theme

README = Path(__file__).parent.parent / "README.md"
LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10"><path d="M0 0h9v9z"/></svg>'
PARTS = st.integers(0, 255)
COLOURS = st.builds(lambda r, g, b: f"#{r:02X}{g:02x}{b:02x}", PARTS, PARTS, PARTS)


def report(text: str, folder: Path = Path("nowhere")) -> str:
    with pytest.raises(BrokenConfig) as caught:
        parse_theme(text.encode(), folder)
    assert caught.value.exit_code == 3
    return str(caught.value)


def refuse_logo(folder: Path, name: str, data: bytes) -> str:
    (folder / name).write_bytes(data)
    return report(f'logo = "{name}"\nlogo_alt = "A logo"', folder)


def draw(kind: str) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (60, 20), "#4a1942").save(buffer, kind)
    return buffer.getvalue()


def test_without_a_file_the_design_is_the_plain_one(tmp_path: Path) -> None:
    assert read_theme(tmp_path) == PLAIN
    (tmp_path / "theme.toml").write_text("", "utf-8")
    assert read_theme(tmp_path) == PLAIN


def test_the_example_of_the_readme_can_be_used(tmp_path: Path) -> None:
    (example,) = re.findall(r"```toml\n(logo = .*?)```", README.read_text("utf-8"), re.DOTALL)
    (tmp_path / "theme.toml").write_text(example, "utf-8")
    (tmp_path / "logo.svg").write_bytes(LOGO)
    theme = read_theme(tmp_path)
    assert theme.colours == Colours(deep="#4a1942", accent="#b5202f")
    assert theme.logo is not None
    assert (theme.logo.data, theme.logo.width, theme.logo.height) == (LOGO, 30, 10)
    assert (theme.worksheet_paper, theme.roadmap_paper) == ("Letter", "Tabloid")
    assert (theme.lines, theme.removed) == (Lines(keep=4, vision=4), ("headline",))
    (field,) = theme.fields
    assert (field.key, field.lines, field.label("de")[:5]) == ("budget_idea", 2, "Woher")
    assert theme.words("en") == {"keep": "Take along: what we like"}
    assert theme.words("de") == {}


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    told = report(
        """
        logo = "missing.svg"
        colour = 3
        [colours]
        ink = "red"
        quiet = "#aaaaaa"
        rule = "#dddddd"
        tnt = "#ffffff"
        [paper]
        worksheet = "A5"
        roadmap = "Letter"
        [worksheet]
        lines = { keep = 9, mising = 1, vision = "x", have = true }
        remove = ["headlin", "vision"]
        [[worksheet.fields]]
        key = "Budget"
        label = { xx = "…" }
        lines = 7
        [[worksheet.fields]]
        [labels.dee]
        keep = "x"
        [labels.de]
        kep = "y"
        missing = " "
        notice = "a\\nb"
        leave_out = "far far far far far far far far far far far far far far far far too long"
        """,
        tmp_path,
    )
    for expected in (
        "logo: there is no such file beside workshop.toml.",
        "logo_alt: this key is missing. Say in words what it shows",
        "colour: this key is not known. Did you mean “colours”?",
        "colours › ink: “red” is no colour. Write “#” and six digits",
        "quiet on white has a contrast of 2.32 : 1; it needs 4.5 : 1.",
        "quiet on tint has a contrast of 1.98 : 1; it needs 4.5 : 1.",
        "rule on white has a contrast of 1.35 : 1; it needs 3.0 : 1.",
        "colours › tnt: this key is not known. Did you mean “tint”?",
        "paper › worksheet: “A5” is no paper for this",
        "Write one of A4, Letter, A3.",
        "paper › roadmap: “Letter” is no paper for this",
        "worksheet › lines › keep: 9 lines are out of range. Write 2 to 5.",
        "worksheet › lines › mising: this key is not known. Did you mean “missing”?",
        "worksheet › lines › vision: this must be a whole number, not “x”.",
        "worksheet › lines › have: this must be a whole number, not True.",
        "there is no optional box “headlin”. Did you mean “headline”?",
        "fields › no. 1 (Budget) › key: “Budget” cannot be a key.",
        "fields › no. 1 (Budget) › label: there is no language “xx” here.",
        "fields › no. 1 (Budget) › lines: 7 is out of range. Write at most 4.",
        "fields › no. 2 › key: this key is missing.",
        "fields › no. 2 › label: this key is missing.",
        "labels › dee: this key is not known. Did you mean “de”?",
        "labels › de › kep: this key is not known. Did you mean “keep”?",
        "labels › de › missing: this is empty.",
        "labels › de › notice: this is not one line of printable text.",
        "… is too long. Write at most 60 characters.",
    ):
        assert expected in told, expected
    assert "ink on" not in told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[colours]\ntint = '#555555'", "ink on tint"),
        ("[[worksheet.fields]]\nkey='a'\nlabel='b'\n" * 4, "there are 4 entries. Write at most 3."),
        ("[[worksheet.fields]]\nkey='a'\nlabel='b'\n" * 2, "the key “a” stands here twice."),
        ("[[worksheet.fields]]\nkey='a'\nlabel={}", "a text for each language"),
        ("[[worksheet.fields]]\nkey='a'\nlabel={ de = 3 }", "the label in “de” must be text"),
        ("[worksheet]\nfields = 3", "[[worksheet.fields]]"),
        ("[worksheet]\nremove = ['needs', 'needs']", "a box stands here twice"),
        ("[worksheet]\nremove = ['vision']", "Only these can go: missing, needs"),
        ("logo_alt = 'x'", "there is no logo"),
        ("logo = 3", "this must be text"),
        ("colours = 3", "this must be a table"),
        ("labels = 3", "this must be a table"),
        ("a = [", "TOML"),
        ("a = " + "[" * 5000, "TOML"),
    ],
)
def test_each_mistake_is_told_in_words(text: str, expected: str) -> None:
    assert expected in report(text)


def test_what_is_no_text_at_all_is_told(tmp_path: Path) -> None:
    (tmp_path / "theme.toml").write_bytes(b"logo = '\xff'")
    with pytest.raises(BrokenConfig, match="this is not UTF-8 text"):
        read_theme(tmp_path)
    (tmp_path / "theme.toml").write_bytes(b"#" * 200_000)
    with pytest.raises(BrokenConfig, match="larger than 100 kB"):
        read_theme(tmp_path)


@given(st.dictionaries(st.sampled_from([f.name for f in dataclasses.fields(Colours)]), COLOURS))
def test_no_faint_pair_passes_and_each_is_named(chosen: dict[str, str]) -> None:
    text = "[colours]\n" + "\n".join(f'{key} = "{value}"' for key, value in chosen.items())
    mine = dataclasses.asdict(Colours()) | {key: value.lower() for key, value in chosen.items()}
    mine["white"] = WHITE
    faint = {
        str(pair)
        for pair in PAIRS
        if measure_contrast(mine[pair.front], mine[pair.back]) < pair.needed
    }
    if not faint:
        assert parse_theme(text.encode(), Path()).colours == Colours(
            **{key: value for key, value in mine.items() if key != "white"}
        )
        return
    told = report(text)
    assert set(re.findall(r"(\w+ on \w+) has a contrast", told)) == faint


@given(st.text(string.printable + "äα€\u202e", max_size=60), st.binary(max_size=40))
def test_whatever_stands_there_is_answered_in_words(text: str, raw: bytes) -> None:
    for data in (text.encode(), raw, b"[colours]\n" + raw, b"logo = '" + raw):
        with suppress(BrokenConfig):
            parse_theme(data, Path("nowhere"))


@pytest.mark.parametrize(("name", "kind"), [("a.png", "PNG"), ("Logo.JPG", "JPEG")])
def test_a_picture_is_measured(tmp_path: Path, name: str, kind: str) -> None:
    (tmp_path / name).write_bytes(draw(kind))
    logo = parse_theme(f'logo = "{name}"\nlogo_alt = "x"'.encode(), tmp_path).logo
    assert logo is not None
    assert (logo.width, logo.height) == (60, 20)
    assert logo.asset == f"logo.{name[-3:].lower()}"


@pytest.mark.parametrize(
    "name",
    ["../logo.svg", "/etc/passwd", "a/b.svg", "..\\\\logo.svg", "C:logo.svg", ".svg", "logo.svg/"],
)
def test_a_logo_lies_beside_the_workshop(tmp_path: Path, name: str) -> None:
    (tmp_path.parent / "logo.svg").write_bytes(LOGO)
    assert "not the plain name of a file" in report(f'logo = "{name}"\nlogo_alt = "x"', tmp_path)


def test_a_link_is_no_logo(tmp_path: Path) -> None:
    (tmp_path / "w").mkdir()
    (tmp_path / "outside.svg").write_bytes(LOGO)
    (tmp_path / "w" / "logo.svg").symlink_to(tmp_path / "outside.svg")
    assert "it is a link" in report('logo = "logo.svg"\nlogo_alt = "x"', tmp_path / "w")


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_half_a_picture_is_refused(tmp_path: Path, kind: str) -> None:
    data, name = draw(kind), f"logo.{'png' if kind == 'PNG' else 'jpg'}"
    for broken in (data[: len(data) // 2], data[:30], b"", b"text", data[:-1]):
        assert "it is not a whole" in refuse_logo(tmp_path, name, broken)


def test_other_files_are_refused(tmp_path: Path) -> None:
    assert "no picture that can be set" in refuse_logo(tmp_path, "logo.gif", b"GIF89a")
    assert "larger than 2 MB" in refuse_logo(tmp_path, "logo.png", b"x" * 2_000_001)
    assert "not a whole SVG" in refuse_logo(tmp_path, "logo.svg", LOGO[:-4])
    assert "not an SVG" in refuse_logo(tmp_path, "logo.svg", b"<html/>")
    assert "how large it is" in refuse_logo(tmp_path, "logo.svg", b"<svg/>")
    tall = LOGO.replace(b"0 0 30 10", b"0 0 1 100")
    assert "too tall or too wide" in refuse_logo(tmp_path, "logo.svg", tall)


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<g onload="alert(1)"/>',
        '<image href="https://example.org/a.png"/>',
        '<image xmlns:x="http://www.w3.org/1999/xlink" x:href="file:///etc/passwd"/>',
        '<use href="other.svg#a"/>',
        '<a href="#x"/>',
        "<foreignObject/>",
        "<style>@import 'https://example.org/a.css'</style>",
        "<style>path { fill: url(https://example.org/a) }</style>",
        "<style>path { fill: u\\72l(https://example.org/a) }</style>",
        '<path style="fill: url( &quot;//example.org/a&quot; )"/>',
        '<path fill="url(data:image/svg+xml;base64,AAAA)"/>',
        '<image href="data:image/svg+xml;base64,AAAA"/>',
        '<animate attributeName="href" to="javascript:alert(1)"/>',
    ],
)
def test_an_svg_that_does_or_fetches_something_is_refused(tmp_path: Path, inside: str) -> None:
    told = refuse_logo(tmp_path, "logo.svg", LOGO.replace(b"<path", inside.encode() + b"<path"))
    assert "logo: this SVG" in told


@pytest.mark.parametrize("entity", ["<!DOCTYPE svg>", '<!DOCTYPE x [<!ENTITY a "&#60;">]>'])
def test_an_svg_with_entities_is_refused(tmp_path: Path, entity: str) -> None:
    assert "document type" in refuse_logo(tmp_path, "logo.svg", entity.encode() + LOGO)
