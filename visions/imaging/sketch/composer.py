"""From a brief to a picture: which elements, where, in which order."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from visions.imaging.sketch.crowd import plan_crowd, set_benches
from visions.imaging.sketch.elements import ELEMENTS, Element, Zone
from visions.imaging.sketch.furniture import Act, set_lamps, set_trees
from visions.imaging.sketch.heroes import choose_company, choose_hero, choose_lead
from visions.imaging.sketch.layers import belt, frame, front, ground, relief, sky, skyline, street
from visions.imaging.sketch.layout import Room
from visions.imaging.sketch.placement import Plan, place_element
from visions.imaging.sketch.scene import Scene
from visions.imaging.sketch.stream import Stream

_LARGER = 1.2  # how much larger than life a hero is that a prompt asks for
_HIGH = 400.0  # landmarks above this reach into the sky
_LEAD = 1.3  # and something that leads the view farther off
# Drawn without being asked for, so that no street is empty, unless a prompt refuses it.
_ALWAYS = ("people", "bike", "car", "tree")


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
    usual = [("cyclists", "bike")] if "people" not in refused else []
    if scene.stage.street != "shared":
        usual.append(("car", "car"))
    for name, concept in usual:
        if concept not in refused and name not in found:
            chosen.append(ELEMENTS[name])
    return chosen


def _enlarge(one: Element, times: float, home: tuple[float, float]) -> Element:
    """Return the element larger than life and somewhere else."""

    def draw(scene: Scene, stream: Stream) -> None:
        with scene.canvas.at(0, 0, times):
            one.draw(scene, stream)

    return replace(one, home=home, width=one.width * times, height=one.height * times, draw=draw)


def _turn(scene: Scene, one: Element) -> Element:
    """Return the element with its home mirrored where the picture is left-handed."""
    if one.zone is Zone.SKYLINE and scene.place.water == "sea":
        return one  # a lighthouse belongs to the open sea, which lies under the sun
    across, down = one.home
    return replace(one, home=(0.5 + (across - 0.5) * scene.stage.side, down))


def _run(acts: list[Act]) -> None:
    for _, act in sorted(acts, key=lambda one: one[0]):
        act()


def _draw_landmarks(scene: Scene, plan: Plan) -> None:
    """Draw what rises over the roofs."""
    canvas = scene.canvas
    for one, x, _ in plan.skyline:
        before = canvas.depth
        with canvas.at(x, 0):
            one.draw(scene, scene.stream(f"element/{one.name}"))
        canvas.depth = before


def _spread(scene: Scene, plan: Plan) -> list[tuple[Element, float, float]]:
    """Return where in the sky each element hangs, clear of the others as far as that goes."""
    layout = scene.layout
    unit = layout.unit
    taken = [
        ((x - half) * unit, layout.horizon - one.height * unit, (x + half) * unit, layout.horizon)
        for one, x, half in plan.skyline
        if one.height > _HIGH
    ]
    found = []
    for one in plan.sky:
        half, tall = one.width * unit / 2, one.height * unit / 2
        y = one.home[1] * layout.horizon * 1.2
        spots = []
        for step in range(15):
            x = layout.width * (one.home[0] + (step + 1) // 2 * 0.07 * (1 if step % 2 else -1))
            if half <= x <= layout.width - half:
                hits = sum(
                    a < x + half and c > x - half and b < y + tall and d > y - tall
                    for a, b, c, d in taken
                )
                spots.append((hits, step, x))
        x = min(spots)[2] if spots else one.home[0] * layout.width
        taken.append((x - half, y - tall, x + half, y + tall))
        found.append((one, x, y))
    return found


def _hang(scene: Scene, plan: Plan) -> None:
    """Draw what hangs in the air, and what spans the whole picture."""
    canvas, layout = scene.canvas, scene.layout
    for one in plan.whole:
        one.draw(scene, scene.stream(f"element/{one.name}"))
    for one, x, y in _spread(scene, plan):
        with canvas.at(x, y, layout.unit):
            one.draw(scene, scene.stream(f"element/{one.name}"))


class Shown(NamedTuple):
    """What a picture really shows: concepts, and the elements drawn for them and beside them."""

    concepts: tuple[str, ...]
    elements: tuple[str, ...]


def compose(scene: Scene) -> Shown:
    """Draw the whole picture on the scene's canvas; return what it shows."""
    scene = replace(scene, layout=scene.layout.settle(scene.stage.lift, scene.stage.belt))
    canvas, layout = scene.canvas, scene.layout
    plan, room, lanes = Plan(), Room(layout), dict[Zone, Room]()
    shown: dict[str, None] = {}
    chosen = _choose(scene)
    hero = choose_hero(scene, chosen)
    lead = choose_lead(scene, chosen, hero)
    room.hold_corners()
    room.closed += ground.find_closed(scene)
    covered = frame.find_frame(scene)
    if covered:
        room.closed.append((covered[0], covered[3] - 30 * layout.unit, covered[2], covered[3]))
    acts = plan.acts.setdefault(Zone.GROUND, [])
    acts += set_trees(scene, room) + set_lamps(scene, room)
    times = _LARGER if hero in chosen else 1.05
    cast = [_enlarge(hero, times, scene.stage.heart)]
    for one in chosen:
        if one is not hero:
            one = _turn(scene, one)
            cast.append(_enlarge(one, _LEAD, one.home) if one.name == lead else one)
    for one in sorted(cast, key=lambda one: one.zone is not Zone.ROAD):
        if place_element(scene, one, plan, room, lanes):
            shown.update(dict.fromkeys(c for c in one.concepts if c in scene.brief.wanted))
            if one.name in ("cyclists", "car"):
                shown.setdefault(one.concepts[0])
    company = choose_company(scene, [*chosen, hero])
    for one in company:
        place_element(scene, _turn(scene, one), plan, room, lanes)
    if scene.place.water and scene.brief.shows("water"):
        shown.setdefault("water")
    acts += set_benches(scene, room)
    room.taken += room.riders
    acts += plan_crowd(scene, room)

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
    if not covered:
        _hang(scene, plan)
    _run(plan.acts.get(Zone.BELT, []))
    street.draw_street(scene)
    _run(plan.acts.get(Zone.ROAD, []))
    ground.draw_ground(scene)
    _run(plan.acts.get(Zone.LANE, []))
    if covered:
        frame.draw_frame(scene)
        _hang(scene, plan)
    _run(plan.acts[Zone.GROUND])
    front.draw_front(scene)
    usual = [c for c in _ALWAYS if c in shown or c in ("people", "tree")]
    everything = {
        concept: None for concept in scene.brief.wanted if concept in shown or concept in usual
    }
    everything.update(dict.fromkeys(c for c in (*shown, *usual) if c not in scene.brief.unwanted))
    in_order = dict.fromkeys(one.name for one in (*chosen, hero, *company))
    elements = [name for name in in_order if name in plan.drawn]
    return Shown(tuple(everything), (*elements, *(["people"] if "people" in everything else [])))
