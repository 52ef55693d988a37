"""From a brief to a picture: which elements, where, in which order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from visions.imaging.sketch.crowd import plan_crowd
from visions.imaging.sketch.elements import ELEMENTS, Element, Zone
from visions.imaging.sketch.houses import HILL_HOUSES
from visions.imaging.sketch.layers import belt, front, ground, relief, sky, skyline, street
from visions.imaging.sketch.layout import Room
from visions.imaging.sketch.scene import Scene
from visions.imaging.sketch.stream import Stream

_ROWS = (0.16, 0.3, 0.44, 0.58, 0.72, 0.86, 0.97)
_HEART = (0.5, 0.76)  # where the hero of the picture stands
_LARGER = 1.2
_HIDDEN = 0.1  # share of a neighbour that an element may cover
# Drawn without being asked for, so that no street is empty, unless a prompt refuses it.
_ALWAYS = ("people", "bike", "car", "tree")

Act = tuple[float, Callable[[], None]]  # how near it stands, and how to draw it


@dataclass
class Plan:
    """What is drawn where, zone by zone."""

    drawn: list[str] = field(default_factory=list)
    skyline: list[tuple[Element, float, float]] = field(default_factory=list)
    sky: list[Element] = field(default_factory=list)
    whole: list[Element] = field(default_factory=list)
    acts: dict[Zone, list[Act]] = field(default_factory=dict)


def _choose(scene: Scene) -> list[Element]:
    """Return the elements the brief asks for, in order of first mention."""
    found: dict[str, Element] = {}
    for concept in scene.brief.wanted:
        for name, one in ELEMENTS.items():
            if concept in one.concepts:
                found.setdefault(name, one)
    if scene.place.water and not scene.brief.shows("fountain"):
        found.pop("fountain", None)
    for name in scene.place.landmarks:
        found.setdefault(name, ELEMENTS[name])
    chosen = list(found.values())
    refused = scene.brief.unwanted
    chosen = [one for one in chosen if not set(one.concepts) <= refused]
    for name, concept in (("cyclists", "bike"), ("car", "car")):
        if concept not in refused and name not in found:
            chosen.append(ELEMENTS[name])
    return chosen


def _crown_hero(scene: Scene, chosen: list[Element]) -> Element:
    """Return what stands in the middle: the first of the highest rank, or a great tree."""
    best = max(chosen, key=lambda one: one.hero, default=None)
    return best if best is not None and best.hero else ELEMENTS["great_tree"]


def _enlarge(hero: Element) -> Element:
    """Return the hero a little larger than life and in the middle."""

    def draw(scene: Scene, stream: Stream) -> None:
        with scene.canvas.at(0, 0, _LARGER):
            hero.draw(scene, stream)

    return replace(
        hero, home=_HEART, width=hero.width * _LARGER, height=hero.height * _LARGER, draw=draw
    )


def _place(scene: Scene, one: Element, plan: Plan, room: Room, lanes: dict[Zone, Room]) -> bool:
    """Find a place for an element; tell whether there was one."""
    canvas, layout = scene.canvas, scene.layout
    stream = scene.stream(f"element/{one.name}")
    zone = one.zone
    if zone is Zone.SKYLINE:
        return _rise_over_roofs(scene, one, plan)
    if zone in (Zone.SKY, Zone.WHOLE):
        (plan.sky if zone is Zone.SKY else plan.whole).append(one)
        return True
    if zone is Zone.WATER:
        if not scene.place.water:
            return False
        x = one.home[0] * layout.width
        y = layout.horizon + (layout.street - layout.horizon - 16 * layout.unit) * one.home[1]

        def float_it() -> None:
            with canvas.at(x, y, layout.unit * (0.62 + 0.5 * one.home[1]), depth=0.12):
                one.draw(scene, stream)

        plan.acts.setdefault(zone, []).append((y, float_it))
        return True
    if zone is Zone.GROUND:
        spot = room.claim(one.home, one.width, one.height, _HIDDEN, _ROWS)
        if spot is None:
            return False
        scale = layout.scale(spot[1])
        depth = 0.06 * (1 - (spot[1] - layout.ground) / (layout.height - layout.ground))
    else:
        found = _stand_beside(scene, one, lanes)
        if found is None:
            return False
        spot, scale, depth = found
    x, y = spot

    def act() -> None:
        with canvas.at(x, y, scale, depth=max(0.0, depth)):
            one.draw(scene, stream)

    plan.acts.setdefault(zone, []).append((y, act))
    return True


def _stand_beside(
    scene: Scene, one: Element, lanes: dict[Zone, Room]
) -> tuple[tuple[float, float], float, float] | None:
    """Find room on the belt, the road or the cycle path: place, scale and depth."""
    layout, unit = scene.layout, scene.layout.unit
    if one.zone is Zone.BELT:
        deep = layout.street - layout.horizon
        y = layout.street - deep * (0.12 + 0.12 * (1 - one.home[1]))
        scale, depth = 0.34 * unit, 0.1
        if scene.place.water:
            y, scale, depth = layout.horizon + 3 * unit, 0.27 * unit, 0.18
    elif one.zone is Zone.ROAD:
        far = one.home[1] < 0.5
        y = layout.lane - (28 if far else 8) * unit
        scale, depth = (0.27 if far else 0.31) * unit, 0.06
    else:
        y, scale, depth = layout.ground - 8 * unit, 0.4 * unit, 0.04
    half = one.width * scale / 2
    taken = lanes.setdefault(one.zone, Room(layout)).taken
    low = y if one.zone is Zone.ROAD else 0.0
    for step in range(41):
        shift = (step + 1) // 2 * 0.045 * (1 if step % 2 else -1)
        x = layout.width * (one.home[0] + shift)
        if half * 0.7 <= x <= layout.width - half * 0.7 and not any(
            x - half < right and left < x + half and top == low for left, top, right, _ in taken
        ):
            taken.append((x - half, low, x + half, 0))
            return (x, y), scale, depth
    return None


def _run(acts: list[Act]) -> None:
    for _, act in sorted(acts, key=lambda one: one[0]):
        act()


def _rise_over_roofs(scene: Scene, one: Element, plan: Plan) -> bool:
    """Find room over the roofs near the home of a landmark; tell whether there was any."""
    width = scene.layout.width / scene.layout.unit
    sun, half = scene.canvas.sun, one.width / 2
    hill = scene.place.houses in HILL_HOUSES
    home = 0.88 if hill else one.home[0]
    home = home if sun > 0 else 1 - home
    for step in range(31):
        x = width * (home + (step + 1) // 2 * 0.05 * (1 if step % 2 else -1))
        if hill and abs(x - width * (0.5 - 0.17 * sun)) < width * 0.3:
            continue  # it would stand behind the hill
        if half * 0.6 < x < width - half * 0.6 and all(
            x + half < other - room or x - half > other + room for _, other, room in plan.skyline
        ):
            plan.skyline.append((one, x, half))
            return True
    return False


def _draw_landmarks(scene: Scene, plan: Plan) -> None:
    """Draw what rises over the roofs."""
    canvas = scene.canvas
    for one, x, _ in plan.skyline:
        before = canvas.depth
        with canvas.at(x, 0):
            one.draw(scene, scene.stream(f"element/{one.name}"))
        canvas.depth = before


def compose(scene: Scene) -> tuple[str, ...]:
    """Draw the whole picture on the scene's canvas; return the concepts it shows."""
    canvas, layout = scene.canvas, scene.layout
    plan, room, lanes = Plan(), Room(layout), dict[Zone, Room]()
    shown: dict[str, None] = {}
    chosen = _choose(scene)
    hero = _crown_hero(scene, chosen)
    room.hold_corners()
    for one in [_enlarge(hero), *(one for one in chosen if one is not hero)]:
        if _place(scene, one, plan, room, lanes):
            shown.update(dict.fromkeys(c for c in one.concepts if c in scene.brief.wanted))
            if one.name in ("cyclists", "car"):
                shown.setdefault(one.concepts[0])
    if scene.place.water and scene.brief.shows("water"):
        shown.setdefault("water")
    crowd = plan_crowd(scene, room)
    plan.acts.setdefault(Zone.GROUND, []).extend(crowd)

    sky.draw_sky(scene)
    relief.draw_relief(scene)
    if scene.place.water:
        with canvas.keep("city"):
            skyline.draw_skyline(scene, lambda: _draw_landmarks(scene, plan))
            belt.draw_shore(scene)
        belt.draw_water_belt(scene)
        _run(plan.acts.get(Zone.WATER, []))
        belt.draw_railing(scene)
    else:
        skyline.draw_skyline(scene, lambda: _draw_landmarks(scene, plan))
        belt.draw_park_belt(scene)
    for one in plan.whole:
        one.draw(scene, scene.stream(f"element/{one.name}"))
    for one in plan.sky:
        with canvas.at(one.home[0] * layout.width, one.home[1] * layout.horizon * 1.2, layout.unit):
            one.draw(scene, scene.stream(f"element/{one.name}"))
    _run(plan.acts.get(Zone.BELT, []))
    street.draw_street(scene)
    _run(plan.acts.get(Zone.ROAD, []))
    ground.draw_ground(scene)
    _run(plan.acts.get(Zone.LANE, []))
    _run(plan.acts[Zone.GROUND])
    front.draw_front(scene)
    everything = {
        concept: None for concept in scene.brief.wanted if concept in shown or concept in _ALWAYS
    }
    everything.update(dict.fromkeys(c for c in (*shown, *_ALWAYS) if c not in scene.brief.unwanted))
    return tuple(everything)
