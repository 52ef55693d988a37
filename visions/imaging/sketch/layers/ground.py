"""The ground in front: lawn, what is laid on it, puddles, and pools of light."""

from __future__ import annotations

from collections.abc import Callable

from visions.imaging.sketch.canvas import Paint, disc, n
from visions.imaging.sketch.colour import mix, shade
from visions.imaging.sketch.layers import meadow, paving, waterfront
from visions.imaging.sketch.layout import Box
from visions.imaging.sketch.palette import GRASS
from visions.imaging.sketch.scene import Scene
from visions.imaging.sketch.trees import draw_flowers

_DESIGNS: dict[str, Callable[[Scene], None]] = {
    "rings": paving.pave_rings,
    "fans": paving.pave_fans,
    "stripes": paving.pave_stripes,
    "bands": paving.pave_bands,
    "islands": paving.pave_islands,
    "winding": meadow.lay_winding,
    "crossing": meadow.lay_crossing,
    "pond": meadow.lay_pond,
    "waves": waterfront.lay_waves,
    "deck": waterfront.lay_deck,
    "bay": waterfront.lay_bay,
}
_GRASSY = ("rings", "winding", "crossing", "pond")


def _lawn(scene: Scene) -> None:
    canvas, layout = scene.canvas, scene.layout
    high, low = GRASS[scene.brief.season]
    canvas.rect(
        0, layout.ground, layout.width, layout.height - layout.ground, canvas.fade(high, low)
    )
    stream = scene.stream("lawn")
    tufts = []
    for _ in range(150):
        y = layout.ground + (layout.height - layout.ground) * stream.unit()
        x, tall = layout.width * stream.unit(), 11 * layout.scale(y)
        tufts.append(
            f"M{n(x)} {n(y)}l{n(-tall * 0.35)} {n(-tall)}"
            f"M{n(x)} {n(y)}l{n(tall * 0.3)} {n(-tall * 0.85)}"
        )
    canvas.stroke("".join(tufts), shade(low, 0.08), 1.7 * layout.unit, 0.55)


def _scatter_flowers(scene: Scene) -> None:
    """Sow small groups of flowers into the grass at the edges."""
    closed = find_closed(scene)
    for i, across in enumerate((0.035, 0.13, 0.27, 0.37, 0.64, 0.73, 0.87, 0.965)):
        stream = scene.stream(f"flowers/{i}")
        down = 0.82 if i in (0, 7) else 0.06 + 0.03 * (i % 2)
        x, y = scene.layout.stand(across, down)
        if any(a - 60 < x < c + 60 and b < y < d for a, b, c, d in closed):
            continue
        with scene.canvas.at(x, y, scene.layout.scale(y)):
            draw_flowers(scene, stream, 130, 13)


def find_closed(scene: Scene) -> list[Box]:
    """Return boxes in which nobody can stand: water in the ground."""
    if scene.stage.design == "bay":
        return waterfront.find_bay(scene)
    if scene.stage.design == "pond":
        return meadow.find_pond(scene)
    return []


def find_lamps(scene: Scene) -> list[tuple[float, float]]:
    """Return the pixels at which lamps stand, from the left to the right."""
    spots = [scene.layout.stand(across, down) for across, down in scene.stage.lamps]
    closed = find_closed(scene)
    return [(x, y) for x, y in spots if not any(a < x < c and b < y < d for a, b, c, d in closed)]


def _draw_puddles(scene: Scene) -> None:
    canvas, layout = scene.canvas, scene.layout
    stream, closed = scene.stream("puddles"), find_closed(scene)
    for _ in range(7):
        x, y = layout.stand(stream.between(0.08, 0.92), stream.between(0.2, 0.95))
        s = layout.scale(y)
        if any(a - 170 * s < x < c + 100 * s and b < y < d for a, b, c, d in closed):
            continue
        shape = disc(x, y, 95 * s, 13 * s) + disc(x + 70 * s, y + 6 * s, 60 * s, 9 * s)
        canvas.path(shape, Paint(mix(canvas.light.sky[-2], "#ffffff", 0.25)), 0.6)


def _draw_pools(scene: Scene) -> None:
    """Lay warm light on the ground around the hero and under the lamps."""
    canvas, layout = scene.canvas, scene.layout
    deep = layout.height - layout.ground
    x, y = layout.stand(*scene.stage.heart)
    canvas.ellipse(x, y, layout.width * 0.44, deep * 0.6, canvas.halo("#ffc878", 0.75))
    for x, y in find_lamps(scene):
        y += 0.08 * deep
        size = layout.scale(y)
        canvas.ellipse(x, y, 330 * size, 82 * size, canvas.halo("#ffd48a", 0.6))


def draw_ground(scene: Scene) -> None:
    """Draw the ground and the light that lies on it."""
    light = scene.canvas.light
    _lawn(scene)
    _DESIGNS[scene.stage.design](scene)
    if scene.stage.design in _GRASSY:
        _scatter_flowers(scene)
    if scene.brief.weather == "rain":
        _draw_puddles(scene)
    if light.lamps > 0.5 and light.windows > 0.3:
        _draw_pools(scene)
