"""Houses of a city of today: green towers, slabs, glass, blocks with shops, brick lofts."""

from __future__ import annotations

from visions.imaging.sketch.canvas import box, n
from visions.imaging.sketch.colour import mix, shade, tint
from visions.imaging.sketch.houses.wall import (
    draw_balconies,
    draw_chimney,
    draw_panels,
    draw_roof_garden,
    draw_volume,
    draw_windows,
)
from visions.imaging.sketch.palette import ACCENTS, GLASS, STEEL, WALLS
from visions.imaging.sketch.scene import Scene
from visions.imaging.sketch.stream import Stream


def _wall(scene: Scene, stream: Stream) -> str:
    """Return a colour out of six that go through the whole picture."""
    walls = WALLS.get(scene.place.houses, WALLS["modern"])
    first = scene.stage.hue
    return walls[(first + stream.whole(0, min(5, len(walls) - 1))) % len(walls)]


def _crown_roof(scene: Scene, stream: Stream, x: float, y: float, w: float) -> None:
    """Finish a flat roof: a garden, solar panels or plant rooms."""
    lot = stream.unit()
    if lot < 0.5:
        draw_roof_garden(scene, stream, x, y, w, 1 + int(w > 44))
    elif lot < 0.85:
        draw_panels(scene, x + 3, y - 1, w - 6)
    else:
        scene.canvas.rect(x + w * 0.2, y - 8, w * 0.35, 8, "#d6d3cc")
        scene.canvas.line([(x + w * 0.7, y), (x + w * 0.7, y - 26)], STEEL, 1.4)


def draw_green_tower(scene: Scene, stream: Stream, w: float, h: float) -> None:
    """Draw a stepped tower with planted terraces."""
    wall = _wall(scene, stream)
    glass = mix(GLASS, wall, 0.15)
    left, foot = 0.0, 0.0
    wide = w
    for step in range(2 if h < 200 else 3):
        part = h * (0.5, 0.32, 0.18)[step] if h >= 200 else h * (0.64, 0.36)[step]
        draw_volume(scene, left, -foot - part, wide, part, wall)
        floors = max(2, round(part / 15))
        draw_windows(
            scene,
            stream,
            (left + 3, -foot - part + 4, wide - 6, part - 8),
            max(2, round(wide / 14)),
            floors,
            glass=glass,
        )
        draw_balconies(scene, stream, left, -foot - part, wide, part, floors)
        foot += part
        next_wide = wide * stream.between(0.6, 0.72)
        draw_roof_garden(scene, stream, left, -foot, wide, 1)
        left += (wide - next_wide) * (0 if scene.canvas.sun < 0 else 1) * stream.between(0.5, 1)
        wide = next_wide


def draw_slab(scene: Scene, stream: Stream, w: float, h: float) -> None:
    """Draw an office slab with ribbon windows and a core."""
    wall = _wall(scene, stream)
    canvas = scene.canvas
    draw_volume(scene, 0, -h, w, h, wall, 0.16)
    floors = max(3, round(h / 17))
    side = 0.16 * w if canvas.sun > 0 else 0
    draw_windows(
        scene,
        stream,
        (side + 5, -h + 6, w * 0.84 - 10, h - 10),
        3,
        floors,
        (0.98, 0.5),
        mix(GLASS, "#5fa3c4", 0.3),
    )
    _crown_roof(scene, stream, 0, -h, w)


def draw_glass(scene: Scene, stream: Stream, w: float, h: float) -> None:
    """Draw a glass tower with a curved or slanted top."""
    canvas = scene.canvas
    pane = stream.pick(("#8fc6d6", "#7fb3d0", "#a5d0cf", "#88a9cf"))
    sun = canvas.sun
    high, low = h, h - w * stream.between(0.25, 0.5)
    left_top, right_top = (high, low) if sun > 0 else (low, high)
    if stream.chance(0.5):
        outline = f"M0 0V{n(-left_top)}Q{n(w / 2)} {n(-high - w * 0.12)} {n(w)} {n(-right_top)}V0z"
    else:
        outline = f"M0 0V{n(-left_top)}L{n(w)} {n(-right_top)}V0z"
    light, dark = tint(pane, 0.45), shade(pane, 0.16)
    canvas.path(outline, canvas.fade(*((dark, light) if sun > 0 else (light, dark)), level=True))
    floors = max(4, round(h / 13))
    top = min(left_top, right_top)
    canvas.stroke(
        "".join(f"M1 {n(-top * i / floors)}H{n(w - 1)}" for i in range(1, floors)),
        "#ffffff",
        1.3,
        0.4,
    )
    draw_windows(
        scene,
        stream,
        (w * 0.06, -top + 2, w * 0.88, top - 4),
        max(3, round(w / 10)),
        floors,
        (0.62, 0.42),
        mix(pane, "#3f7fae", 0.35),
    )
    canvas.polygon(
        [(w * 0.12, -top * 0.97), (w * 0.3, -top * 0.97), (w * 0.75, -2), (w * 0.5, -2)],
        "#ffffff",
        0.13,
    )
    if h > 230:
        canvas.line([(w * 0.5, -low), (w * 0.5, -high - 30)], STEEL, 1.8)
        canvas.circle(w * 0.5, -high - 31, 2.4, "#ee7f6b")


def draw_block(scene: Scene, stream: Stream, w: float, h: float) -> None:
    """Draw a block of flats with shops and awnings on the ground floor."""
    wall = _wall(scene, stream)
    canvas = scene.canvas
    draw_volume(scene, 0, -h, w, h, wall)
    shop = 17.0
    floors = max(2, round((h - shop) / 19))
    cols = max(2, round(w / 18))
    draw_windows(scene, stream, (4, -h + 4, w - 8, h - shop - 6), cols, floors, (0.48, 0.58))
    if stream.chance(0.6):
        draw_balconies(scene, stream, 0, -h + 4, w, h - shop - 6, floors)
    canvas.rect(0, -shop, w, shop, shade(wall, 0.2))
    draw_windows(
        scene,
        stream,
        (3, -shop, w - 6, shop),
        max(2, round(w / 22)),
        1,
        (0.78, 0.7),
        mix(GLASS, "#fff2cf", 0.35),
    )
    awning = stream.pick(ACCENTS)
    canvas.path(f"M2 {n(-shop)}H{n(w - 2)}l2 6H0z", awning)
    _crown_roof(scene, stream, 0, -h, w)


def draw_loft(scene: Scene, stream: Stream, w: float, h: float) -> None:
    """Draw a brick loft with big factory windows."""
    wall = stream.pick(WALLS["brick"])
    canvas = scene.canvas
    draw_volume(scene, 0, -h, w, h, wall)
    floors = max(2, round(h / 26))
    draw_windows(
        scene,
        stream,
        (4, -h + 8, w - 8, h - 12),
        max(2, round(w / 20)),
        floors,
        (0.66, 0.6),
        mix(GLASS, "#dff0f2", 0.4),
    )
    canvas.path(
        "".join(box(2, -h + 8 + (h - 12) * i / floors, w - 4, 1.4) for i in range(floors)),
        tint(wall, 0.4),
        0.6,
    )
    canvas.rect(-1.5, -h - 3, w + 3, 6, scene.covered(tint(wall, 0.45)), r=1)
    _crown_roof(scene, stream, 0, -h - 3, w)


def draw_hall(scene: Scene, stream: Stream, w: float, h: float) -> None:
    """Draw a factory hall with a saw-tooth roof, its glass towards the light."""
    wall = stream.pick(WALLS["brick"])
    canvas = scene.canvas
    h = min(h, 62)
    teeth = max(2, round(w / 26))
    step = w / teeth
    draw_volume(scene, 0, -h, w, h, wall, 0.12)
    for i in range(teeth):
        x = step * i
        up = x if canvas.sun < 0 else x + step
        canvas.polygon([(x, -h), (up, -h - 20), (x + step, -h)], scene.covered(shade(wall, 0.3)))
        glazed = [(up, -h - 18), (up, -h - 1), (up + canvas.sun * -step * 0.34, -h - 1)]
        canvas.polygon(glazed, tint(GLASS, 0.4), 0.9)
    draw_windows(
        scene,
        stream,
        (4, -h + 10, w - 8, h - 14),
        teeth * 2,
        1,
        (0.6, 0.66),
        mix(GLASS, "#dff0f2", 0.4),
        True,
    )
    if stream.chance(0.4):
        draw_panels(scene, 4, -h - 14, w - 8)
    elif stream.chance(0.5):
        draw_chimney(scene, w * 0.8, -h - 10, wall)
