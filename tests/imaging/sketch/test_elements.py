"""Every element alone: valid at any hour, inside its size, drawn when named in six languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from xml.etree import ElementTree

import pytest

from visions.imaging.sketch import draw_sketch
from visions.imaging.sketch.brief import Brief, read_brief
from visions.imaging.sketch.canvas import Canvas
from visions.imaging.sketch.elements import ELEMENTS, Element, Zone
from visions.imaging.sketch.elements.digital import choose_signs
from visions.imaging.sketch.icons import ICONS, draw_icon
from visions.imaging.sketch.layout import lay_out
from visions.imaging.sketch.lexicon import LANGUAGES, load_lexicon
from visions.imaging.sketch.light import choose_light
from visions.imaging.sketch.places import GROUNDS, PLACE_WORDS
from visions.imaging.sketch.scene import Scene

HOURS = {
    "day": ("day", "summer", "clear"),
    "night": ("night", "summer", "clear"),
    "winter": ("day", "winter", "snow"),
    "winter night": ("night", "winter", "snow"),
}
# what each topic of the workshops is drawn with
TOPICS = {
    "an urban data platform": "dashboard",
    "citizens who vote": "ballot",
    "a round table": "table",
    "participation": "idea_wall",
    "climate adaptation": "rain_garden",
    "energy monitoring": "energy_column",
    "LoRaWAN": "gateway",
    "sensors": "sensor_mast",
    "a digital twin": "twin_table",
    "hydrogen": "hydrogen_pump",
    "a mobility hub": "mobility_hub",
    "street lighting": "smart_lamp",
    "air quality": "air_station",
    "accessibility": "ramp",
    "a hackathon": "hackathon",
    "a partnership of two cities": "tandem",
    "a circular economy": "swap_shelf",
    "city apps": "app_users",
}
PLACED = [one for one in ELEMENTS.values() if one.zone is not Zone.WHOLE and one.width > 1]
GLOW = "#1d2a52"  # shadows; their reach depends on the sun
FAINT = 0.36
SLACK = 1.1
MEANS = load_lexicon()["means"]

Corner = tuple[float, float]


def set_scene(hour: str = "day", seed: int = 0, wanted: tuple[str, ...] = ()) -> Scene:
    time, season, weather = HOURS[hour]
    brief = Brief(time, season, weather, "city", "square", wanted, frozenset())
    canvas = Canvas(1536, 1024, choose_light(time, weather, season), 1 if seed % 2 == 0 else -1)
    return Scene(canvas, brief, lay_out(1536, 1024), seed)


def draw_alone(one: Element, hour: str = "day", seed: int = 0) -> str:
    scene = set_scene(hour, seed)
    one.draw(scene, scene.stream(f"element/{one.name}"))
    assert scene.canvas.count > 0
    return scene.canvas.finish()


def trace_path(d: str) -> Iterator[Corner]:
    """Yield points on a path, near enough to tell how large it is."""
    parts = re.findall(r"[A-Za-z]|-?\d*\.?\d+", d)
    at, x, y, start, mark = 0, 0.0, 0.0, (0.0, 0.0), ""

    def take(count: int) -> list[float]:
        nonlocal at
        at += count
        return [float(part) for part in parts[at - count : at]]

    while at < len(parts):
        if parts[at].isalpha():
            mark = parts[at]
            at += 1
        kind, dx, dy = mark.upper(), *((x, y) if mark.islower() else (0.0, 0.0))
        if kind == "Z":
            x, y = start
        elif kind in "HV":
            (value,) = take(1)
            x, y = (dx + value, y) if kind == "H" else (x, dy + value)
            yield x, y
        elif kind == "A":
            _, ry, _, large, _, end_x, end_y = take(7)
            if large:  # half of an ellipse or more
                yield (x + dx + end_x) / 2, (y + dy + end_y) / 2 - ry
                yield (x + dx + end_x) / 2, (y + dy + end_y) / 2 + ry
            x, y = dx + end_x, dy + end_y
            yield x, y
        else:
            points = [(x, y)]
            for _ in range({"C": 3, "Q": 2}.get(kind, 1)):
                px, py = take(2)
                points.append((dx + px, dy + py))
            if len(points) > 2:
                shares = (0.25, 0.5, 0.25) if len(points) == 3 else (0.125, 0.375, 0.375, 0.125)
                yield (
                    sum(s * p[0] for s, p in zip(shares, points, strict=True)),
                    sum(s * p[1] for s, p in zip(shares, points, strict=True)),
                )
            x, y = points[-1]
            yield x, y
            if kind == "M":
                start, mark = (x, y), "l" if mark.islower() else "L"


def outline(node: ElementTree.Element) -> list[Corner]:
    """Return the corners of one shape in its own frame."""

    def get(name: str) -> float:
        return float(node.get(name, "0"))

    if "d" in node.attrib:
        return list(trace_path(node.attrib["d"]))
    if "width" in node.attrib:
        x, y, w, h = get("x"), get("y"), get("width"), get("height")
        return [(x, y), (x + w, y + h)]
    rx, ry = get("rx") or get("r"), get("ry") or get("r")
    return [(get("cx") - rx, get("cy") - ry), (get("cx") + rx, get("cy") + ry)]


def walk(
    node: ElementTree.Element, frame: tuple[float, float, float, float], glows: set[str]
) -> Iterator[Corner]:
    """Yield the corners of all solid shapes under `node`, in the outer frame."""
    sx, sy, tx, ty = frame
    for child in node:
        tag = child.tag.rpartition("}")[2]
        if tag in ("defs", "metadata") or child.get("clip-path"):
            continue
        if tag == "g":
            moved = re.match(
                r"translate\((\S+) (\S+)\) scale\((\S+?)(?: (\S+))?\)", child.get("transform", "")
            )
            inner = frame
            if moved:
                wide, high = float(moved[3]), float(moved[4] or moved[3])
                inner = sx * wide, sy * high, tx + sx * float(moved[1]), ty + sy * float(moved[2])
            yield from walk(child, inner, glows)
            continue
        fill = child.get("fill", "")
        if fill == GLOW or fill in glows or float(child.get("opacity", "1")) < FAINT:
            continue
        half = float(child.get("stroke-width", "0")) / 2
        for x, y in outline(child):
            for pen in (-half, half):
                yield tx + sx * (x + pen), ty + sy * (y + pen)


def measure(one: Element, hour: str, seed: int) -> tuple[float, float, float, float]:
    """Return left, top, right, bottom of what is drawn, without glows and shadows."""
    svg = draw_alone(one, hour, seed)
    gradients = re.findall(r'Gradient id="(g\d+)" (.*?)</\w+Gradient>', svg)
    soft = {f"url(#{name})" for name, stops in gradients if "stop-opacity" in stops}
    xs, ys = zip(*walk(ElementTree.fromstring(svg), (1, 1, 0, 0), soft), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


@pytest.mark.parametrize("hour", HOURS)
def test_every_element_draws_alone(hour: str) -> None:
    for one in ELEMENTS.values():
        svg = draw_alone(one, hour)
        root = ElementTree.fromstring(svg)
        assert not [node for node in root.iter() if node.tag.endswith("text")], one.name
        assert "nan" not in svg, one.name
        assert "inf" not in svg, one.name


def test_every_element_is_cheap() -> None:
    for one, hour in product(ELEMENTS.values(), HOURS):
        scene = set_scene(hour)
        one.draw(scene, scene.stream(one.name))
        assert scene.canvas.count <= 330, one.name


@pytest.mark.parametrize("one", PLACED, ids=lambda one: one.name)
def test_an_element_stays_inside_its_size(one: Element) -> None:
    for hour, seed in product(HOURS, (0, 1, 2)):
        left, top, right, bottom = measure(one, hour, seed)
        assert max(-left, right) <= one.width / 2 * SLACK, (hour, seed)
        if one.zone is Zone.SKY:
            assert bottom - top <= one.height * SLACK
        else:
            assert -top <= one.height * SLACK, (hour, seed)
            assert bottom <= max(36, one.height * 0.12)


def test_the_same_seed_draws_the_same() -> None:
    for one in ELEMENTS.values():
        assert draw_alone(one, seed=5) == draw_alone(one, seed=5)


def test_enough_to_see() -> None:
    assert len(ELEMENTS) >= 90
    assert len({concept for one in ELEMENTS.values() for concept in one.concepts}) >= 85


def test_every_concept_is_drawn_or_handled_elsewhere() -> None:
    drawn = {concept for one in ELEMENTS.values() for concept in one.concepts}
    light = {"night", "dusk", "dawn", "day", "rain", "clear", "fog"}
    elsewhere = {word for word, _ in PLACE_WORDS} | set(GROUNDS) | light
    elsewhere |= {"winter", "spring", "summer", "autumn", "crowd"}
    assert set(MEANS) - drawn - elsewhere == set()
    assert drawn <= set(MEANS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_concept_is_found_by_its_first_word(language: str) -> None:
    for one in ELEMENTS.values():
        for concept in one.concepts:
            word = MEANS[concept][language][0].lstrip("=~")
            assert concept in read_brief(word, language).wanted, (concept, word)


def test_every_concept_is_drawn_when_named() -> None:
    places = {one.concepts for one in ELEMENTS.values() if one.zone is not Zone.WATER}
    seen: dict[tuple[str, ...], tuple[str, ...]] = {}
    for concept, language in product({c for some in places for c in some}, LANGUAGES):
        word = MEANS[concept][language][0].lstrip("=~")
        wanted = read_brief(word, language).wanted
        if wanted not in seen:
            seen[wanted] = draw_sketch(word, language=language).concepts
        assert concept in seen[wanted], (concept, word)


@pytest.mark.parametrize(("prompt", "name"), TOPICS.items())
def test_every_topic_has_a_sign(prompt: str, name: str) -> None:
    wanted = read_brief(f"a city with {prompt}", "en").wanted
    assert set(ELEMENTS[name].concepts) & set(wanted)


def test_signs_over_the_roofs_follow_the_topics() -> None:
    assert choose_signs(()) == ["signal", "bolt", "cloud", "leaf", "bulb", "people"]
    assert choose_signs(("hydrogen", "bike", "access"))[:3] == ["drop", "bike", "wheelchair"]
    for wanted in (("air",), ("data", "twin", "lorawan"), tuple(MEANS)):
        signs = choose_signs(wanted)
        assert len(signs) == len(set(signs)) == 6
        assert set(signs) <= set(ICONS)


def test_one_more_topic_changes_one_sign() -> None:
    wanted: tuple[str, ...] = ()
    for concept in ("data", "hydrogen", "air", "bike", "access", "twin", "heat"):
        before, after = choose_signs(wanted), choose_signs((*wanted, concept))
        assert sum(a != b for a, b in zip(before, after, strict=True)) <= 1
        wanted = (*wanted, concept)


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_fits_its_frame(name: str) -> None:
    canvas = set_scene().canvas
    draw_icon(canvas, name, 0, 0, 80, "#ffffff")
    root = ElementTree.fromstring(canvas.finish())
    for x, y in walk(root, (1, 1, 0, 0), set()):
        assert abs(x) <= 50
        assert abs(y) <= 50


@pytest.mark.parametrize("one", PLACED, ids=lambda one: one.name)
def test_night_is_not_day(one: Element) -> None:
    assert draw_alone(one, "night") != draw_alone(one, "day")
