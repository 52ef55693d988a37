"""Who fills the ground between the elements, and where they sit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from visions.imaging.sketch.colour import shade
from visions.imaging.sketch.figures import (
    cast_figure,
    draw_person,
    draw_umbrella,
    draw_wheelchair_user,
)
from visions.imaging.sketch.furniture import Act, draw_bench, draw_planter
from visions.imaging.sketch.layout import Room
from visions.imaging.sketch.palette import STEEL, WOOD
from visions.imaging.sketch.scene import Scene
from visions.imaging.sketch.stream import Stream


def _shelter(scene: Scene, stream: Stream) -> None:
    """Hold an umbrella over somebody at 0, 0 if it rains."""
    if scene.brief.weather == "rain":
        draw_umbrella(scene, stream)


def _walker(scene: Scene, stream: Stream) -> None:
    draw_person(
        scene, cast_figure(scene, stream), "walk", stream.pick(("down", "phone", "hip")), "down"
    )
    _shelter(scene, stream)


def _couple(scene: Scene, stream: Stream) -> None:
    canvas = scene.canvas
    with canvas.at(-27, 0):
        draw_person(scene, cast_figure(scene, stream), "walk", "down", "hold")
        _shelter(scene, stream)
    with canvas.at(29, 4):
        draw_person(scene, cast_figure(scene, stream), "walk", "hold", "down")


def _family(scene: Scene, stream: Stream) -> None:
    canvas = scene.canvas
    with canvas.at(-24, 0):
        draw_person(scene, cast_figure(scene, stream), "walk", "down", "hold")
        _shelter(scene, stream)
    with canvas.at(34, 5):
        draw_person(scene, cast_figure(scene, stream, "child"), "walk", "wave", "down")


def _talkers(scene: Scene, stream: Stream) -> None:
    canvas = scene.canvas
    with canvas.at(-34, 0):
        draw_person(scene, cast_figure(scene, stream), "stand", "hip", "point")
        _shelter(scene, stream)
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
    (0.13, 0.84),
    (0.87, 0.86),
    (0.66, 0.24),
    (0.3, 0.28),
    (0.3, 0.58),
    (0.75, 0.5),
    (0.47, 0.2),
    (0.6, 0.46),
    (0.17, 0.42),
    (0.9, 0.56),
    (0.7, 0.94),
    (0.31, 0.93),
    (0.83, 0.3),
    (0.08, 0.6),
)
_SEATS = ((0.4, 0.2), (0.24, 0.95), (0.62, 0.34), (0.76, 0.95))


def set_benches(scene: Scene, room: Room) -> list[Act]:
    """Put benches and planters where there is room."""
    canvas, layout = scene.canvas, scene.layout
    acts: list[Act] = []
    for i, (across, down) in enumerate(_SEATS):
        spot = room.claim((0.5 + (across - 0.5) * scene.stage.side, down), 190, 185, 0.02)
        if spot is None:
            continue
        stream = scene.stream(f"{scene.brief.place}/bench/{i}")
        draw = draw_planter if i > 1 else draw_bench

        def act(
            x: float = spot[0],
            y: float = spot[1],
            stream: Stream = stream,
            draw: Callable[[Scene, Stream], None] = draw,
        ) -> None:
            with canvas.at(x, y, layout.scale(y), depth=0.02, flip=stream.chance(0.5)):
                draw(scene, stream)

        acts.append((spot[1], act))
    return acts


def plan_crowd(scene: Scene, room: Room) -> list[Act]:
    """Return the people between the elements, each with how near they stand; takes their room."""
    canvas, layout = scene.canvas, scene.layout
    acts: list[Act] = []
    if "people" in scene.brief.unwanted:
        return acts
    place = scene.brief.place
    homes = scene.stream(f"{place}/homes").shuffle(_HOMES)
    count = 14 if scene.brief.shows("people", "cocreation", "engagement", "tourism") else 11
    if "crowd" in scene.brief.unwanted:
        count = 4
    for i, ((draw, width), home) in enumerate(zip(_GROUPS[:count], homes, strict=False)):
        rows = (max(0.1, home[1] - 0.12), home[1] - 0.06, home[1] + 0.06, home[1] + 0.12)
        spot = room.claim(home, width * 1.12, 190, 0.03, rows)
        if spot is None:
            continue
        stream = scene.stream(f"{place}/group/{i}")

        def act(
            x: float = spot[0],
            y: float = spot[1],
            stream: Stream = stream,
            draw: Callable[[Scene, Stream], None] = draw,
        ) -> None:
            with canvas.at(x, y, layout.scale(y), depth=0.02, flip=stream.chance(0.5)):
                draw(scene, stream)

        acts.append((spot[1], act))
    return acts
