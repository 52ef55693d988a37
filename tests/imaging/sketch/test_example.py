"""The element that CONTRIBUTING.md shows is one that works."""

import re
import tomllib
from pathlib import Path
from xml.etree import ElementTree

from visions.imaging.sketch.brief import Brief
from visions.imaging.sketch.canvas import Canvas
from visions.imaging.sketch.elements import ELEMENTS, leisure
from visions.imaging.sketch.layout import lay_out
from visions.imaging.sketch.lexicon import LANGUAGES
from visions.imaging.sketch.light import choose_light
from visions.imaging.sketch.palette import ACCENTS
from visions.imaging.sketch.scene import Scene

GUIDE = Path(__file__).parents[3] / "CONTRIBUTING.md"


def read_block(kind: str) -> str:
    found = re.search(rf"```{kind}\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    assert found is not None
    return found[1]


def test_the_example_of_an_element_draws() -> None:
    code = read_block("python")
    assert len(code.splitlines()) <= 10
    try:
        exec(code, {**vars(leisure), "ACCENTS": ACCENTS})
        kite = ELEMENTS["kite"]
        brief = Brief("day", "summer", "clear", "city", "square", ("kite",), frozenset())
        canvas = Canvas(600, 400, choose_light("day", "clear", "summer"), 1)
        scene = Scene(canvas, brief, lay_out(600, 400), 0)
        kite.draw(scene, scene.stream("element/kite"))
    finally:
        ELEMENTS.pop("kite", None)
    ElementTree.fromstring(canvas.finish())
    assert canvas.count > 5


def test_the_example_of_words_speaks_every_language() -> None:
    (words,) = tomllib.loads(read_block("toml"))["means"].values()
    assert set(words) == set(LANGUAGES)
