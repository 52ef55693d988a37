"""The built-in illustrator: a prompt becomes a drawing by rules, without a network or a key.

It is not artificial intelligence. The words of the prompt choose the hour, the season, the
weather, the place and the things to see; the prompt itself never enters the drawing.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from visions.imaging.sketch.brief import SEASONS, TIMES, WEATHERS, read_brief
from visions.imaging.sketch.canvas import Canvas
from visions.imaging.sketch.composer import compose
from visions.imaging.sketch.elements import ELEMENTS
from visions.imaging.sketch.layout import lay_out
from visions.imaging.sketch.light import choose_light
from visions.imaging.sketch.places import PLACES
from visions.imaging.sketch.scene import Scene
from visions.imaging.sketch.stream import Stream

__all__ = [
    "CONCEPTS",
    "PLACES",
    "SEASONS",
    "TIMES",
    "WEATHERS",
    "Sketch",
    "draw_sketch",
    "read_scene",
]

CONCEPTS: tuple[str, ...] = tuple(
    sorted({concept for one in ELEMENTS.values() for concept in one.concepts} | {"people", "tree"})
)


@dataclass(frozen=True)
class Sketch:
    """A drawing and plain keys of what it really shows."""

    svg: str
    width: int
    height: int
    place: str
    time: str
    season: str
    weather: str
    concepts: tuple[str, ...]
    elements: tuple[str, ...]


def draw_sketch(
    prompt: str,
    *,
    width: int = 1536,
    height: int = 1024,
    seed: int = 0,
    language: str | None = None,
) -> Sketch:
    """Draw `prompt` as an SVG of `width` by `height` pixels.

    The same prompt, seed, size and language give the same bytes on any machine. `language` is
    the reader's best guess (en, de, it, ro, nl, el); the words themselves can overrule it.
    Raises ValueError for a size without area.
    """
    if width < 1 or height < 1:
        raise ValueError(f"a sketch needs an area, not {width}x{height}")
    brief = read_brief(prompt, language)
    light = choose_light(brief.time, brief.weather, brief.season)
    canvas = Canvas(width, height, light, Stream(seed, f"{brief.place}/sun").sign())
    scene = Scene(canvas, brief, lay_out(width, height), seed)
    shown = compose(scene)
    facts = {
        "place": brief.place,
        "time": brief.time,
        "season": brief.season,
        "weather": brief.weather,
        "elements": shown.elements,
    }
    return Sketch(
        svg=canvas.finish(json.dumps(facts)),
        width=width,
        height=height,
        place=brief.place,
        time=brief.time,
        season=brief.season,
        weather=brief.weather,
        concepts=shown.concepts,
        elements=shown.elements,
    )


def read_scene(svg: bytes) -> dict[str, object]:
    """Return what a sketch says that it shows: place, time, season, weather and elements.

    Empty for a drawing that says nothing of the kind.
    """
    found = re.match(rb"<svg [^<>]*><metadata>([^<>]*)</metadata>", svg)
    try:
        scene = json.loads(found[1]) if found else {}
    except ValueError:
        scene = {}
    return scene if isinstance(scene, dict) else {}
