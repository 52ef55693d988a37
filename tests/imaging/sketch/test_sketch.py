"""The drawing: valid for any prompt, the same everywhere, and never words."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from visions.imaging.sketch import CONCEPTS, PLACES, SEASONS, TIMES, Sketch, draw_sketch
from visions.imaging.sketch.brief import WEATHERS, Brief
from visions.imaging.sketch.canvas import Canvas
from visions.imaging.sketch.composer import compose
from visions.imaging.sketch.elements import ELEMENTS, Zone
from visions.imaging.sketch.heroes import HEROES, choose_hero, choose_lead
from visions.imaging.sketch.houses import QUARTERS
from visions.imaging.sketch.layers.ground import find_closed
from visions.imaging.sketch.layout import Room, lay_out
from visions.imaging.sketch.light import choose_light
from visions.imaging.sketch.places import GROUNDS, LOW_PLACE, PLACE_DATA
from visions.imaging.sketch.scene import Scene
from visions.imaging.sketch.stage import DESIGNS, set_stage

SIZES = [(1536, 1024), (1024, 1024), (1024, 1536)]
MAIN = (
    "a smart city which is connected, sustainable, user-friendly with a proper digital "
    "infrastructure and co-creation opportunities"
)
PROMPTS = [
    MAIN,
    "Μια παραθαλάσσια πόλη στο ηλιοβασίλεμα με ποδήλατα και δέντρα",
    "Eine Industriestadt mit Wasserstoff und Straßenbahn, ohne Autos",
    "Un borgo toscano in collina con mercato e pannelli solari",
    "Un oraș medieval iarna, cu tramvai și copii",
    "Een grachtenstad met fietsen en een windmolen",
    "A big city at night with drones and a data platform",
    "An English village in spring rain",
]
HOSTILE = [
    "",
    " \n\t ",
    "x" * 32_000,
    "tram </svg><script>alert(1)</script> <![CDATA[ &amp; &#0; <!ENTITY x>",
    "\x00\x01\x02\x1b[31m\x7f\ufffe\uffff",
    "🏙️🚲🌳💡🚋",
    "مدينة ذكية مع الدراجات עיר חכמה \u202e",
    "a lone \ud800 surrogate \udfff and trams",
    "\u0301" * 5_000,
    "'\"><text>tram</text>",
]
LIMIT = 3_000


def make_scene(
    place: str = "city",
    time: str = "day",
    season: str = "summer",
    weather: str = "clear",
    ground: str = "",
    wanted: tuple[str, ...] = (),
    size: tuple[int, int] = SIZES[0],
    seed: int = 0,
) -> Scene:
    brief = Brief(time, season, weather, place, ground, wanted, frozenset())
    canvas = Canvas(*size, choose_light(time, weather, season), 1)
    return Scene(canvas, brief, lay_out(*size), seed)


def draw_brief(
    place: str = "city",
    time: str = "day",
    season: str = "summer",
    weather: str = "clear",
    ground: str = "",
    wanted: tuple[str, ...] = (),
    size: tuple[int, int] = SIZES[0],
    seed: int = 0,
) -> tuple[Canvas, tuple[str, ...]]:
    scene = make_scene(place, time, season, weather, ground, wanted, size, seed)
    shown = compose(scene).concepts
    check_svg(scene.canvas.finish())
    return scene.canvas, shown


def check_svg(svg: str) -> ElementTree.Element:
    """Return the parsed drawing after making sure that it is one and holds no words."""
    root = ElementTree.fromstring(svg)
    allowed = {
        "svg", "defs", "g", "path", "rect", "circle", "ellipse", "use", "clipPath",
        "linearGradient", "radialGradient", "stop",
    }  # fmt: skip
    for node in root.iter():
        tag = node.tag.removeprefix("{http://www.w3.org/2000/svg}")
        if tag != "metadata":
            assert tag in allowed
            assert not (node.text or "").strip()
    assert "nan" not in svg
    assert "inf" not in svg
    return root


def digest(sketch: Sketch) -> str:
    return hashlib.sha256(sketch.svg.encode()).hexdigest()


@pytest.mark.parametrize("prompt", HOSTILE, ids=range(len(HOSTILE)))
def test_any_prompt_gives_a_valid_drawing(prompt: str) -> None:
    svg = draw_sketch(prompt).svg
    check_svg(svg)
    svg.encode()
    assert "script" not in svg
    assert "alert" not in svg


def test_no_word_of_the_prompt_enters_the_drawing() -> None:
    svg = draw_sketch("Zaphod wants Betelgeuse trams and xylophones").svg
    svg = re.sub("<metadata>.*?</metadata>", "", svg)
    for word in ("Zaphod", "Betelgeuse", "xylophone", "tram", "wants"):
        assert word.lower() not in svg.lower()


def test_the_same_in_other_processes() -> None:
    code = (
        "import hashlib, sys\n"
        "from visions.imaging.sketch import draw_sketch\n"
        "for prompt in sys.argv[1:]:\n"
        "    svg = draw_sketch(prompt, seed=7).svg\n"
        "    print(hashlib.sha256(svg.encode()).hexdigest())\n"
    )
    here = [digest(draw_sketch(prompt, seed=7)) for prompt in PROMPTS]
    for hash_seed in ("0", "4242"):
        done = subprocess.run(
            [sys.executable, "-c", code, *PROMPTS],
            env={**os.environ, "PYTHONHASHSEED": hash_seed},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.split() == here


def test_another_seed_is_another_drawing() -> None:
    assert draw_sketch(MAIN, seed=1).svg != draw_sketch(MAIN, seed=2).svg


@pytest.mark.parametrize("place", PLACES)
def test_every_place_in_every_size(place: str) -> None:
    seen = set()
    for size in SIZES:
        canvas, _ = draw_brief(place=place, size=size, wanted=("mountain", "hill"))
        assert canvas.count <= LIMIT
        seen.add(canvas.finish())
    assert len(seen) == 3


@pytest.mark.parametrize("time", TIMES)
@pytest.mark.parametrize("season", SEASONS)
def test_every_hour_and_season(time: str, season: str) -> None:
    for i, weather in enumerate(WEATHERS):
        place = PLACES[(i * 3 + len(time)) % len(PLACES)]
        draw_brief(place=place, time=time, season=season, weather=weather)


@pytest.mark.parametrize("ground", GROUNDS)
def test_every_ground(ground: str) -> None:
    draw_brief(ground=ground, weather="rain")


def test_places_differ() -> None:
    drawings = {place: draw_brief(place=place)[0].finish() for place in PLACES}
    assert len(set(drawings.values())) == len(PLACES)


@pytest.mark.parametrize("size", [(64, 64), (300, 2000), (2400, 600), (777, 555), (1, 1)])
def test_any_size(size: tuple[int, int]) -> None:
    sketch = draw_sketch(MAIN, width=size[0], height=size[1])
    root = check_svg(sketch.svg)
    assert root.get("viewBox") == f"0 0 {size[0]} {size[1]}"


def test_a_size_without_area_is_refused() -> None:
    with pytest.raises(ValueError, match="area"):
        draw_sketch("", width=0)


@pytest.mark.parametrize("concept", CONCEPTS)
def test_every_concept_is_visible(concept: str) -> None:
    afloat = {c for one in ELEMENTS.values() if one.zone is Zone.WATER for c in one.concepts}
    place = "river" if concept in afloat else "city"
    plain, _ = draw_brief(place=place)
    canvas, shown = draw_brief(place=place, wanted=(concept,))
    assert concept in shown
    if concept not in ("car", "bike"):
        assert canvas.finish() != plain.finish()


def test_everything_at_once_stays_within_the_limit() -> None:
    canvas, shown = draw_brief("metropolis", "night", wanted=CONCEPTS)
    assert canvas.count <= LIMIT
    assert len(shown) > 30


def test_every_element_stands_for_a_known_concept() -> None:
    assert len(ELEMENTS) >= 30
    for one in ELEMENTS.values():
        assert one.concepts
        assert one.draw.__doc__


def test_landmarks_of_places_exist() -> None:
    assert {name for place in PLACE_DATA.values() for name in place.landmarks} <= set(ELEMENTS)


def split_shapes(svg: str) -> set[str]:
    """Return the shapes of a drawing, names of gradients resolved."""
    gradients = dict(re.findall(r'<\w+Gradient id="(g\d+)" (.*?)</\w+Gradient>', svg))
    shapes = re.findall(r"<(?:path|rect|circle|ellipse) [^>]*/>", svg)
    return {re.sub(r"url\(#(g\d+)\)", lambda m: gradients[m[1]], shape) for shape in shapes}


@pytest.mark.parametrize("word", ["trams", "drones", "a bus", "wind power", "a balloon"])
def test_one_more_word_changes_only_what_it_adds(word: str) -> None:
    before = split_shapes(draw_sketch(f"{MAIN}").svg)
    after = split_shapes(draw_sketch(f"{MAIN} and {word}").svg)
    assert after != before
    assert len(before - after) <= 0.02 * len(before)


def test_one_more_thing_on_the_ground_leaves_the_city_alone() -> None:
    before = split_shapes(draw_sketch(MAIN).svg)
    after = split_shapes(draw_sketch(f"{MAIN} and a market").svg)
    assert len(before & after) > 0.75 * len(before)


def test_what_is_refused_is_not_drawn() -> None:
    shown = draw_sketch("a city without cars, without people and without trees").concepts
    assert not {"car", "people", "tree"} & set(shown)


def test_keys_say_what_was_drawn() -> None:
    sketch = draw_sketch("Ein Hafen bei Nacht im Regen mit Fahrrädern", language="de")
    assert (sketch.place, sketch.time, sketch.weather) == ("harbour", "night", "rain")
    assert "bike" in sketch.concepts
    assert set(sketch.concepts) <= set(CONCEPTS)
    assert len(set(sketch.concepts)) == len(sketch.concepts)


def test_a_clear_winter_night_has_snow_on_the_ground_only() -> None:
    sketch = draw_sketch("o noapte senină de iarnă într-un oraș medieval", language="ro")
    assert (sketch.place, sketch.time, sketch.season) == ("oldtown", "night", "winter")
    assert sketch.weather == "clear"
    assert draw_sketch("a village in winter").weather == "snow"


SEEDS = range(8)


def test_seeds_give_different_compositions() -> None:
    for place in PLACES:
        stages = [set_stage(seed, place, "", carless=False) for seed in SEEDS]
        looks = {(one.ground, one.design, one.street, one.silhouette, one.side) for one in stages}
        assert len(looks) >= 6, place
    city = [set_stage(seed, "city", "", carless=False) for seed in range(24)]
    assert {one.ground for one in city} == {"square", "park", "street"}
    assert len({one.silhouette for one in city}) >= 4
    assert {one.framed for one in city} == {True, False}


def test_one_seed_gives_places_different_compositions() -> None:
    for seed in SEEDS:
        stages = [set_stage(seed, place, "", carless=False) for place in PLACES]
        assert len({(one.ground, one.design) for one in stages}) >= 6


def test_every_ground_has_designs_and_every_design_is_drawn() -> None:
    assert set(DESIGNS) == set(GROUNDS)
    seen = {
        set_stage(seed, place, ground, carless=False).design
        for seed in SEEDS
        for place in PLACES
        for ground in GROUNDS
    }
    assert seen == {design for designs in DESIGNS.values() for design in designs}
    for design in sorted(seen):
        ground = next(ground for ground, designs in DESIGNS.items() if design in designs)
        seed = next(s for s in range(99) if set_stage(s, "river", ground, False).design == design)
        for size in SIZES:
            draw_brief("river", "night", "winter", ground=ground, size=size, seed=seed)


def test_the_composition_hangs_on_seed_and_place_alone() -> None:
    plain = draw_sketch("a city", seed=5)
    fuller = draw_sketch("a city with a market, a tram, drones and sensors", seed=5)
    before, after = split_shapes(plain.svg), split_shapes(fuller.svg)
    assert len(before & after) > 0.6 * len(before)


def test_nobody_stands_in_the_water() -> None:
    for place, ground in (("harbour", "promenade"), ("river", "park")):
        for seed in range(12):
            scene = make_scene(place, ground=ground, seed=seed)
            room = Room(scene.layout, closed=find_closed(scene))
            for i in range(40):
                spot = room.claim((i % 8 / 7, 0.2 + i % 5 / 6), 120, 185, 0.1, (0.3, 0.5, 0.7, 0.9))
                if spot:
                    x, y = spot
                    assert not any(a < x < c and b < y < d for a, b, c, d in room.closed)


def test_a_street_without_cars_has_no_lanes_for_them() -> None:
    for seed in range(12):
        for place in PLACES:
            assert set_stage(seed, place, "", carless=True).street in ("shared", "lane")
    refused = draw_sketch("a city without cars", seed=1)
    assert "car" not in refused.concepts


def test_refused_towers_give_low_houses() -> None:
    sketch = draw_sketch("Eine Stadt ohne Autos, ohne Hochhäuser", language="de")
    assert sketch.place == LOW_PLACE
    assert QUARTERS[PLACE_DATA[LOW_PLACE].houses].far_size[3] < 150


def test_refused_towers_keep_the_river() -> None:
    brief = Brief("day", "summer", "clear", "river", "", (), frozenset({"metropolis"}))
    canvas = Canvas(*SIZES[0], choose_light("day", "clear", "summer"), 1)
    place = Scene(canvas, brief, lay_out(*SIZES[0]), 0).place
    assert place.water == "river"
    assert place.houses == "town"
    assert "far_city" not in place.relief


def test_fog_is_stronger_than_a_flood() -> None:
    assert draw_sketch("flood protection by the sea in the fog").weather == "fog"
    assert draw_sketch("a city in the rain").weather == "rain"


def test_unasked_heroes_exist_and_vary() -> None:
    assert set(HEROES) <= set(ELEMENTS)
    heroes = {choose_hero(make_scene("city", seed=seed), []).name for seed in range(24)}
    assert len(heroes) >= 5


def test_a_prompt_that_names_boats_is_not_about_a_tree() -> None:
    scene = make_scene("river", wanted=("boat", "bridge"), seed=3)
    chosen = [ELEMENTS["ferry"], ELEMENTS["bridge"]]
    hero = choose_hero(scene, chosen)
    assert choose_lead(scene, chosen, hero) == "ferry"


def test_importing_is_light() -> None:
    code = (
        "import sys\nimport visions.imaging.sketch\n"
        "print([name for name in ('PIL', 'typst', 'jinja2', 'pydantic') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_lines_of_the_layout_are_in_order() -> None:
    for width, height in [*SIZES, (300, 2000), (2400, 600)]:
        layout = lay_out(width, height)
        lines = [0, layout.horizon, layout.street, layout.lane, layout.ground, height]
        assert all(upper < lower for upper, lower in pairwise(lines))
        assert layout.scale(layout.ground) < layout.scale(height)
