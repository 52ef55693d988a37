"""Where each element stands: on the ground, on the street, in the belt, over the roofs."""

from __future__ import annotations

from dataclasses import dataclass, field

from visions.imaging.sketch.elements import Element, Zone
from visions.imaging.sketch.furniture import Act
from visions.imaging.sketch.houses import HILL_HOUSES
from visions.imaging.sketch.layers import frame
from visions.imaging.sketch.layout import Room
from visions.imaging.sketch.scene import Scene

_ROWS = (0.16, 0.3, 0.44, 0.58, 0.72, 0.86, 0.97)
_HIDDEN = 0.1  # share of a neighbour that an element may cover


@dataclass
class Plan:
    """What is drawn where, zone by zone."""

    drawn: set[str] = field(default_factory=set)
    skyline: list[tuple[Element, float, float]] = field(default_factory=list)
    sky: list[Element] = field(default_factory=list)
    whole: list[Element] = field(default_factory=list)
    acts: dict[Zone, list[Act]] = field(default_factory=dict)


def place_element(
    scene: Scene, one: Element, plan: Plan, room: Room, lanes: dict[Zone, Room]
) -> bool:
    """Find a place for an element and note it in `plan`; tell whether there was one."""
    if _find_place(scene, one, plan, room, lanes):
        plan.drawn.add(one.name)
        return True
    return False


def _find_place(
    scene: Scene, one: Element, plan: Plan, room: Room, lanes: dict[Zone, Room]
) -> bool:
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
        found = _stand_beside(scene, one, lanes, room)
        if found is None:
            return False
        spot, scale, depth = found
    x, y = spot

    def act() -> None:
        with canvas.at(x, y, scale, depth=max(0.0, depth)):
            one.draw(scene, stream)

    if zone is Zone.ROAD:
        half, tall = one.width * scale / 2, one.height * scale
        room.views.append((x - half, y - tall, x + half, y))
    if zone is Zone.LANE:
        half, tall = one.width * scale * 0.4, one.height * scale
        room.riders.append((x - half, y - tall, x + half, y))
    plan.acts.setdefault(zone, []).append((y, act))
    return True


def _stand_beside(
    scene: Scene, one: Element, lanes: dict[Zone, Room], room: Room
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
    covered = frame.find_frame(scene)
    taken = lanes.setdefault(one.zone, Room(layout)).taken
    low = y if one.zone is Zone.ROAD else 0.0
    views = room.views if one.zone is Zone.BELT else []
    spots = []
    for step in range(41):
        shift = (step + 1) // 2 * 0.045 * (1 if step % 2 else -1)
        x = layout.width * (one.home[0] + shift)
        if covered and one.zone is not Zone.ROAD and covered[0] - half < x < covered[2] + half:
            continue
        if half * 0.7 <= x <= layout.width - half * 0.7 and not any(
            x - half < right and left < x + half and top == low for left, top, right, _ in taken
        ):
            hidden = sum(max(0.0, min(x + half, c) - max(x - half, a)) for a, _, c, _ in views)
            spots.append((hidden > half * 0.4, step, x))
    if not spots:
        return None
    x = min(spots)[2]  # not behind a tram, if that can be
    taken.append((x - half, low, x + half, 0))
    return (x, y), scale, depth


def _rise_over_roofs(scene: Scene, one: Element, plan: Plan) -> bool:
    """Find room over the roofs near the home of a landmark; tell whether there was any."""
    width = scene.layout.width / scene.layout.unit
    sun, half = scene.canvas.sun, one.width / 2
    hill = scene.place.houses in HILL_HOUSES
    home = 0.88 if hill else one.home[0]
    home = home if sun > 0 else 1 - home
    covered = frame.find_frame(scene)
    unit = scene.layout.unit
    for step in range(31):
        x = width * (home + (step + 1) // 2 * 0.05 * (1 if step % 2 else -1))
        if hill and abs(x - width * (0.5 - 0.17 * sun)) < width * 0.3:
            continue  # it would stand behind the hill
        if covered and covered[0] < (x + half) * unit and (x - half) * unit < covered[2]:
            continue
        if half * 0.6 < x < width - half * 0.6 and all(
            x + half < other - room or x - half > other + room for _, other, room in plan.skyline
        ):
            plan.skyline.append((one, x, half))
            return True
    return False
