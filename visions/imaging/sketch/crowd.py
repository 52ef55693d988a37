"""Who and what fills the ground between the elements: people, trees, lamps, benches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from visions.imaging.sketch.canvas import Paint
from visions.imaging.sketch.colour import shade, tint
from visions.imaging.sketch.figures import (
    cast_figure,
    draw_bust,
    draw_person,
    draw_umbrella,
    draw_wheelchair_user,
)
from visions.imaging.sketch.layout import LAMPS, Room
from visions.imaging.sketch.palette import STEEL, WOOD
from visions.imaging.sketch.scene import Scene
from visions.imaging.sketch.stream import Stream
from visions.imaging.sketch.trees import draw_flowers, draw_tree

Act = tuple[float, Callable[[], None]]


def _walker(scene: Scene, stream: Stream) -> None:
    draw_person(
        scene, cast_figure(scene, stream), "walk", stream.pick(("down", "phone", "hip")), "down"
    )
    if scene.brief.weather == "rain":
        draw_umbrella(scene, stream)


def _couple(scene: Scene, stream: Stream) -> None:
    canvas = scene.canvas
    with canvas.at(-27, 0):
        draw_person(scene, cast_figure(scene, stream), "walk", "down", "hold")
        if scene.brief.weather == "rain":
            draw_umbrella(scene, stream)
    with canvas.at(29, 4):
        draw_person(scene, cast_figure(scene, stream), "walk", "hold", "down")


def _family(scene: Scene, stream: Stream) -> None:
    canvas = scene.canvas
    with canvas.at(-24, 0):
        draw_person(scene, cast_figure(scene, stream), "walk", "down", "hold")
    with canvas.at(34, 5):
        draw_person(scene, cast_figure(scene, stream, "child"), "walk", "wave", "down")


def _talkers(scene: Scene, stream: Stream) -> None:
    canvas = scene.canvas
    with canvas.at(-34, 0):
        draw_person(scene, cast_figure(scene, stream), "stand", "hip", "point")
    with canvas.at(44, 3, flip=True):
        draw_person(scene, cast_figure(scene, stream), "stand", "down", "hip")


def _elder(scene: Scene, stream: Stream) -> None:
    draw_person(scene, cast_figure(scene, stream, "elder"), "walk", "down", "hold")
    scene.canvas.line([(35, -80), (42, 0)], shade(WOOD, 0.4), 4)


def _roller(scene: Scene, stream: Stream) -> None:
    draw_wheelchair_user(scene, cast_figure(scene, stream), "wave")


def _pram(scene: Scene, stream: Stream) -> None:
    canvas = scene.canvas
    draw_person(scene, cast_figure(scene, stream), "walk", "down", "push")
    colour = stream.pick(("#5aa9c9", "#d65d7e", "#56a75d"))
    canvas.stroke("M50 -100L66 -66M66 -30L96 -12M100 -30L70 -12", STEEL, 4)
    canvas.path("M58 -66H118Q116 -28 88 -28Q60 -28 58 -66zM58 -66Q58 -98 90 -96L88 -66z", colour)
    canvas.circle(66, -10, 10, STEEL)
    canvas.circle(104, -10, 10, STEEL)


def _guided(scene: Scene, stream: Stream) -> None:
    """Draw somebody with a white cane."""
    draw_person(scene, cast_figure(scene, stream), "walk", "down", "push")
    scene.canvas.line([(54, -104), (86, -4)], "#ffffff", 4)
    scene.canvas.line([(82, -18), (86, -4)], "#ee7f6b", 4)


def _runner(scene: Scene, stream: Stream) -> None:
    who = replace(cast_figure(scene, stream), dress=False, coat=False)
    draw_person(scene, who, "run", "hip", "phone" if stream.chance(0.2) else "hip")


# who comes, in this order, how wide in centimetres
_GROUPS: tuple[tuple[Callable[[Scene, Stream], None], float], ...] = (
    (_family, 120),
    (_roller, 110),
    (_couple, 120),
    (_elder, 90),
    (_talkers, 150),
    (_walker, 80),
    (_pram, 170),
    (_guided, 130),
    (_runner, 110),
    (_walker, 80),
    (_family, 120),
    (_couple, 120),
    (_talkers, 150),
    (_walker, 80),
)
# where they may be; every place deals these out anew
_HOMES = (
    (0.13, 0.8),
    (0.87, 0.82),
    (0.66, 0.12),
    (0.3, 0.16),
    (0.3, 0.52),
    (0.75, 0.42),
    (0.47, 0.1),
    (0.6, 0.4),
    (0.18, 0.34),
    (0.92, 0.5),
    (0.7, 0.9),
    (0.31, 0.88),
    (0.83, 0.2),
    (0.08, 0.52),
)


def _bench(scene: Scene, stream: Stream) -> None:
    canvas = scene.canvas
    canvas.shadow(150, 40)
    canvas.stroke("M-62 0V-40M62 0V-40M-62 -40L-68 -84M62 -40L68 -84", STEEL, 6)
    wood = canvas.fade(tint(WOOD, 0.3), WOOD)
    for y in (-86, -70):
        canvas.rect(-88, y, 176, 10, wood, r=4)
    canvas.rect(-88, -48, 176, 10, wood, r=4)
    if "people" not in scene.brief.unwanted:
        for x in (-40, 42)[: stream.whole(0, 2)]:
            who = cast_figure(scene, stream, "elder" if stream.chance(0.3) else "adult")
            with canvas.at(x, -46, 0.9):
                canvas.stroke("M-9 -8L-11 20V42M9 -8L11 20V42", who.bottom, 15)
                canvas.path("M-22 44h16v5h-16zM6 44h16v5h-16z", shade(who.bottom, 0.5))
                draw_bust(scene, who, "table", stream.pick(("table", "wave", "phone")))


def _lamp(scene: Scene, stream: Stream) -> None:
    canvas = scene.canvas
    canvas.shadow(20, 220)
    canvas.path("M-8 0L-4 -290H4L8 0z", STEEL)
    canvas.stroke("M0 -286Q2 -312 34 -312H52", STEEL, 7)
    canvas.path(
        "M30 -314H70L64 -302H36z",
        Paint("#fff1c9") if canvas.light.lamps > 0.2 else canvas.tone("#eef2f4"),
    )
    if canvas.light.lamps > 0.2:
        strength = canvas.light.lamps
        canvas.shine(50, -300, 120, "#ffd98a", 0.75 * strength)
        canvas.path("M36 -302H64L150 0H-60z", canvas.veil(Paint("#ffe2a0"), 0.34 * strength, 0.0))
        canvas.ellipse(45, 0, 150, 26, canvas.halo("#ffd98a", 0.7 * strength))


def _planter(scene: Scene, stream: Stream) -> None:
    canvas = scene.canvas
    canvas.shadow(110, 50)
    with canvas.at(0, -44):
        canvas.path("M-46 2Q-40 -40 0 -42Q40 -40 46 2z", scene.covered("#5da95c"))
        draw_flowers(scene, stream, 80, 12)
    canvas.path("M-54 -46H54L44 0H-44z", canvas.fade("#f3ece0", "#cbbfae"))


def _set_trees(scene: Scene, room: Room, acts: list[Act]) -> None:
    """Plant large trees at both edges and smaller ones along the back."""
    canvas, layout = scene.canvas, scene.layout
    spots = [(0.015, 0.5, 1.25), (0.985, 0.46, 1.25), (0.065, 0.2, 1.0), (0.93, 0.14, 1.0)]
    spots += [(0.25, 0.01, 0.85), (0.5, 0.0, 0.8), (0.75, 0.01, 0.85)]
    if scene.brief.shows("tree", "green", "park"):
        spots += [(0.15, 0.04, 0.95), (0.36, 0.02, 0.85), (0.63, 0.02, 0.85), (0.86, 0.05, 0.95)]
    for i, (across, down, size) in enumerate(spots):
        stream = scene.stream(f"tree/{across}")
        kind = stream.pick(scene.place.trees)
        x, y = layout.stand(across + stream.between(-0.012, 0.012), down)
        scale = layout.scale(y) * size * 0.62
        if i < 2:
            room.taken.append((x - 90 * scale, y - 500 * scale, x + 90 * scale, y))

        def plant(
            x: float = x,
            y: float = y,
            scale: float = scale,
            kind: str = kind,
            stream: Stream = stream,
        ) -> None:
            with canvas.at(x, y, scale, depth=0.03):
                draw_tree(scene, stream, kind)

        acts.append((y, plant))


def plan_crowd(scene: Scene, room: Room) -> list[Act]:
    """Return what fills the ground, each with how near it stands; takes the room it needs."""
    canvas, layout = scene.canvas, scene.layout
    acts: list[Act] = []

    def add(name: str, draw: Callable[[Scene, Stream], None], spot: tuple[float, float]) -> None:
        x, y = spot
        stream = scene.stream(name)
        flip = x > layout.width / 2 if draw is _lamp else stream.chance(0.5)

        def act() -> None:
            with canvas.at(x, y, layout.scale(y), depth=0.02, flip=flip):
                draw(scene, stream)

        acts.append((y, act))

    if "tree" not in scene.brief.unwanted:
        _set_trees(scene, room, acts)
    for i, (across, down) in enumerate(LAMPS):
        x, y = layout.stand(across, down)
        add(f"lamp/{i}", _lamp, (x, y))
    place = scene.brief.place
    side = scene.stream(f"{place}/sides").sign()
    for i, (across, down) in enumerate(((0.4, 0.2), (0.24, 0.95), (0.62, 0.34), (0.76, 0.95))):
        spot = room.claim((0.5 + (across - 0.5) * side, down), 180, 120, 0.02)
        if spot:
            add(f"{place}/bench/{i}", _planter if i > 1 else _bench, spot)
    if "people" in scene.brief.unwanted:
        return acts
    homes = scene.stream(f"{place}/homes").shuffle(_HOMES)
    count = 13 if scene.brief.shows("people", "cocreation", "engagement", "tourism") else 11
    for i, ((draw, width), home) in enumerate(zip(_GROUPS[:count], homes, strict=False)):
        spot = room.claim(home, width, 185, 0.16, (max(0.06, home[1] - 0.14), home[1] + 0.12))
        if spot:
            add(f"{place}/group/{i}", draw, spot)
    return acts
