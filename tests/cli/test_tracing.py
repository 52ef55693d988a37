"""`visions show`: a stranger's questions about one picture, answered."""

import json
import re

from tests.cli.running import CommandLine
from tests.workshops import write_workshop

NUMBERS = ("arezzo-hamm", "1")


def make(visions: CommandLine) -> None:
    write_workshop(visions.folder)
    visions("add", "arezzo-hamm", "a square with\n\x1b[31mtrams")
    assert visions("make").code == 0


def test_it_tells_who_asked_when_with_which_words_and_from_whom(visions: CommandLine) -> None:
    make(visions)
    ran = visions("show", *NUMBERS)
    assert ran.code == 0
    for expected in (
        "arezzo-hamm/0001 · Arezzo – Hamm",
        "Urban data platform",
        "a square with",
        "Stored ",
        "·[31mtrams",
        "Sketch drawn by fixed rules, without AI",
        "the built-in illustrator of visions",
        "outputs/arezzo-hamm/0001/original.svg, image/svg+xml, 512 × 512 pixels",
        "yes, 6 files are as they were stored",
    ):
        assert expected in ran.out
    assert "\x1b" not in ran.out


def test_it_says_the_same_to_programs(visions: CommandLine) -> None:
    make(visions)
    told = json.loads(visions("show", *NUMBERS, "--json").out)
    assert told["number"] == "arezzo-hamm/0001"
    assert told["prompt"] == told["record"]["prompt"] == "a square with\n\x1b[31mtrams"
    assert (told["state"], told["unchanged"], told["content_credentials"]) == ("done", True, False)


def test_the_chosen_picture_is_told(visions: CommandLine) -> None:
    make(visions)
    assert re.search(r"Chosen +no *\n", visions("show", *NUMBERS).out)
    assert visions("choose", *NUMBERS).code == 0
    assert re.search(r"Chosen +yes *\n", visions("show", *NUMBERS).out)
    assert json.loads(visions("show", *NUMBERS, "--json").out)["chosen"] is True


def test_an_altered_picture_is_told_and_ends_with_its_code(visions: CommandLine) -> None:
    make(visions)
    path = visions.folder / "outputs/arezzo-hamm/0001/original.svg"
    path.chmod(0o644)
    path.write_bytes(path.read_bytes() + b"\n")
    ran = visions("show", *NUMBERS)
    assert ran.code == 9
    assert "NO: outputs/arezzo-hamm/0001/original.svg. “visions verify” says more." in ran.out


def test_a_prompt_that_waits_has_no_picture_to_tell_of(visions: CommandLine) -> None:
    write_workshop(visions.folder)
    visions("add", "arezzo-hamm", "a square")
    ran = visions("show", *NUMBERS)
    assert ran.code == 0
    assert "none (accepted)" in ran.out
    assert visions("show", "arezzo-hamm", "7").code == 4
    assert visions("show", "arezo-hamm", "1").code == 4
