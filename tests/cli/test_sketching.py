"""`visions sketch`, without a workshop."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from tests.cli.running import CommandLine


def test_a_text_becomes_an_svg_and_words_about_it(visions: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "try.svg"
    ran = visions("sketch", "Eine Stadt am Fluss im Winter", "-o", str(file), "--language", "de")
    assert ran.code == 0
    assert ElementTree.parse(file).getroot().tag.endswith("svg")
    assert str(file) in ran.out
    assert "ohne KI" in ran.out
    assert "Winter" in ran.out


def test_a_name_in_png_gives_a_png_of_the_size_asked_for(
    visions: CommandLine, tmp_path: Path
) -> None:
    file = tmp_path / "try.PNG"
    assert visions("sketch", "a harbour", "-o", str(file), "--size", "320x200").code == 0
    with Image.open(file) as picture:
        assert (picture.format, picture.size) == ("PNG", (320, 200))


def test_another_seed_is_another_sketch(visions: CommandLine, tmp_path: Path) -> None:
    drawn = []
    for seed in ("0", "0", "1"):
        file = tmp_path / "try.svg"
        assert visions("sketch", "a city", "-o", str(file), "--seed", seed).code == 0
        drawn.append(file.read_bytes())
    assert drawn[0] == drawn[1] != drawn[2]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["a", "-o", "try.gif"], ".svg or .png"),
        (["a", "-o", "missing/try.svg"], "no folder missing"),
        (["a", "-o", "try.svg", "--size", "99999x10"], "64 to 4096"),
        (["a", "-o", "try.svg", "--size", "big"], "1536x1024"),
        (["a", "-o", "try.svg", "--language", "fr"], "en, de, it"),
        (["a"], "--output"),
    ],
)
def test_mistakes_are_told(visions: CommandLine, arguments: list[str], told: str) -> None:
    ran = visions("sketch", *arguments)
    assert ran.code == 2
    assert told in ran.err


def test_no_words_are_no_sketch(visions: CommandLine, tmp_path: Path) -> None:
    ran = visions("sketch", " ", "-o", str(tmp_path / "try.svg"))
    assert ran.code == 4
    assert not (tmp_path / "try.svg").exists()
