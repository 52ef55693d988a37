"""What stands on the ground for good: benches, lamps, planters, and trees at its edges."""

from __future__ import annotations

from collections.abc import Callable

from visions.imaging.sketch.canvas import Paint
from visions.imaging.sketch.colour import shade, tint
from visions.imaging.sketch.figures import cast_figure, draw_bust
from visions.imaging.sketch.layers.ground import find_lamps
from visions.imaging.sketch.layout import Room
from visions.imaging.sketch.palette import STEEL, WOOD
from visions.imaging.sketch.scene import Scene
from visions.imaging.sketch.stream import Stream
from visions.imaging.sketch.trees import draw_flowers, draw_tree

Act = tuple[float, Callable[[], None]]

# Trees at the edges of the ground: across, down, size; the first four are large.
_EDGES = ((0.015, 0.5, 1.25), (0.985, 0.46, 1.25), (0.065, 0.2, 1.0), (0.93, 0.14, 1.0))
_BACK = ((0.24, 0.01), (0.56, 0.0), (0.77, 0.01))
_MORE = ((0.15, 0.03), (0.36, 0.02), (0.66, 0.02), (0.86, 0.04))
_ISLANDS = ((-0.36, 0.32), (0.4, 0.64))  # where green islands carry trees, from the middle


def draw_bench(scene: Scene, stream: Stream) -> None:
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


def draw_lamp(scene: Scene, stream: Stream) -> None:
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


def draw_planter(scene: Scene, stream: Stream) -> None:
    canvas = scene.canvas
    canvas.shadow(110, 50)
    with canvas.at(0, -44):
        canvas.path("M-46 2Q-40 -40 0 -42Q40 -40 46 2z", scene.covered("#5da95c"))
        draw_flowers(scene, stream, 80, 12)
    canvas.path("M-54 -46H54L44 0H-44z", canvas.fade("#f3ece0", "#cbbfae"))


def _list_trees(scene: Scene) -> list[tuple[float, float, float]]:
    """Return where trees stand: across, down, size."""
    stage = scene.stage
    spots = list(_EDGES)
    if stage.framed:
        near = -scene.canvas.sun
        spots = [spot for spot in spots if (spot[0] - 0.5) * near < 0]
    elif stage.hue % 3 == 0:
        spots = [spot for spot in spots if (spot[0] - 0.5) * stage.side < 0 or spot[1] < 0.4]
    dense = scene.brief.shows("tree", "green", "park") or "people" in scene.brief.unwanted
    for across, down in (*_BACK, *(_MORE if dense else ())):
        spots.append((0.5 + (across - 0.5) * stage.side, down, 0.8))
    if stage.design == "islands":
        spots += [(0.5 + across * stage.side, down, 0.95) for across, down in _ISLANDS]
    return spots


def set_trees(scene: Scene, room: Room) -> list[Act]:
    """Plant trees at the edges and along the back, where they can stand; take their room."""
    canvas, layout = scene.canvas, scene.layout
    acts: list[Act] = []
    if "tree" in scene.brief.unwanted:
        return acts
    for across, down, size in _list_trees(scene):
        stream = scene.stream(f"tree/{across:.3f}")
        kind = stream.pick(scene.place.trees)
        x, y = layout.stand(across + stream.between(-0.012, 0.012), down)
        scale = layout.scale(y) * size * 0.62
        trunk = (x - 24 * scale, y - 170 * scale, x + 24 * scale, y)
        if room.is_closed(trunk):
            continue
        if down > 0.1:
            room.taken.append(trunk)
            room.taken.append((x - 140 * scale, y - 540 * scale, x + 140 * scale, y - 190 * scale))

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
    return acts


def set_lamps(scene: Scene, room: Room) -> list[Act]:
    """Set up the lamps where they can stand; take their room."""
    canvas, layout = scene.canvas, scene.layout
    acts: list[Act] = []
    for i, (x, y) in enumerate(find_lamps(scene)):
        size = layout.scale(y)
        post = (x - 12 * size, y - 300 * size, x + 12 * size, y)
        if y > layout.stand(0, 0.1)[1]:
            room.taken.append(post)

        def light(x: float = x, y: float = y, size: float = size, i: int = i) -> None:
            with canvas.at(x, y, size, depth=0.02, flip=x > layout.width / 2):
                draw_lamp(scene, scene.stream(f"lamp/{i}"))

        acts.append((y, light))
    return acts
