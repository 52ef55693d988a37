"""Houses of old towns and villages, by region."""

from __future__ import annotations

from visions.imaging.sketch.canvas import box, disc, n
from visions.imaging.sketch.colour import shade, tint
from visions.imaging.sketch.houses.wall import (
    draw_chimney,
    draw_gable,
    draw_panels,
    draw_pitch,
    draw_volume,
    draw_windows,
)
from visions.imaging.sketch.palette import ACCENTS, FLOWERS, GLASS, ROOFS, SNOW, WALLS
from visions.imaging.sketch.scene import Scene
from visions.imaging.sketch.stream import Stream


def _gable_wall(scene: Scene, w: float, eaves: float, rise: float, wall: str) -> None:
    """Draw a wall that ends in a pointed gable, with its shaded side."""
    canvas = scene.canvas
    canvas.polygon(
        [(0, 0), (0, -eaves), (w / 2, -eaves - rise), (w, -eaves), (w, 0)],
        canvas.fade(tint(wall, 0.22), wall),
    )
    edge = 0 if canvas.sun > 0 else w
    inner = w * (0.26 if canvas.sun > 0 else 0.74)
    canvas.polygon(
        [(edge, 0), (edge, -eaves), (inner, -eaves - rise * 0.52), (inner, 0)], shade(wall), 0.5
    )


def draw_timber(scene: Scene, stream: Stream, w: float, h: float) -> None:
    """Draw a half-timbered house."""
    wall, roof = stream.pick(WALLS["timber"]), stream.pick(ROOFS["timber"])
    canvas = scene.canvas
    rise = w * stream.between(0.5, 0.62)
    eaves = max(34.0, h - rise)
    _gable_wall(scene, w, eaves, rise, wall)
    floors = max(2, round(eaves / 26))
    step = eaves / floors
    cols = max(2, round(w / 22))
    draw_windows(scene, stream, (4, -eaves + 2, w - 8, eaves - 4), cols, floors, (0.4, 0.5))
    draw_windows(
        scene, stream, (w * 0.34, -eaves - rise * 0.42, w * 0.32, rise * 0.36), 2, 1, (0.5, 0.7)
    )
    beams = [f"M{n(0.8)} 0V{n(-eaves)}M{n(w - 0.8)} 0V{n(-eaves)}"]
    for i in range(1, floors + 1):
        y = -step * i
        beams.append(f"M0 {n(y)}H{n(w)}")
        cell = w / cols
        for col in range(1, cols):
            beams.append(f"M{n(cell * col)} {n(y)}v{n(step)}")
        beams.append(
            f"M1 {n(y + step)}L{n(cell * 0.24)} {n(y)}"
            f"M{n(w - 1)} {n(y + step)}L{n(w - cell * 0.24)} {n(y)}"
        )
    beams.append(
        f"M{n(w * 0.2)} {n(-eaves - rise * 0.4)}H{n(w * 0.8)}"
        f"M{n(w / 2)} {n(-eaves)}v{n(-rise * 0.9)}"
    )
    canvas.stroke("".join(beams), "#7d5443", 1.7)
    draw_gable(scene, w, -eaves, rise, roof, 4)


def draw_long_house(scene: Scene, stream: Stream, w: float, h: float) -> None:
    """Draw a house with its long side to the street: pitched roof, dormers, a chimney."""
    style = scene.place.houses
    wall = stream.pick(WALLS.get(style, WALLS["cottages"]))
    roof = stream.pick(ROOFS.get(style, ROOFS["cottages"]))
    rise = min(34, h * 0.36)
    wall_h = h - rise
    draw_volume(scene, 0, -wall_h, w, wall_h, wall)
    cols = max(2, round(w / 17))
    draw_windows(
        scene,
        stream,
        (4, -wall_h + 3, w - 8, wall_h - 5),
        cols,
        max(1, round(wall_h / 22)),
        (0.42, 0.56),
    )
    draw_chimney(scene, w * stream.between(0.2, 0.75), -h + 4, "#b5654c")
    draw_pitch(scene, 0, -wall_h, w, rise, roof)
    if w > 52:
        if stream.chance(0.45):
            draw_panels(scene, w * 0.3, -wall_h - rise * 0.3, w * 0.42)
        else:
            for share in (0.3, 0.64):
                with scene.canvas.at(w * share, -wall_h - rise * 0.18):
                    _gable_wall(scene, 11, 7, 5, wall)
                    draw_windows(scene, stream, (2, -7, 7, 6), 1, 1, (0.8, 0.9))


def draw_cottage(scene: Scene, stream: Stream, w: float, h: float) -> None:
    """Draw a low house with a gabled porch and a garden fence."""
    draw_long_house(scene, stream, w, h)
    wall = stream.pick(WALLS["cottages"])
    roof = stream.pick(ROOFS["cottages"])
    with scene.canvas.at(w * stream.between(0.1, 0.55), 0):
        wide = w * 0.36
        _gable_wall(scene, wide, 40, wide * 0.48, wall)
        draw_windows(scene, stream, (4, -40, wide - 8, 17), 2, 1, (0.6, 0.8))
        scene.canvas.rect(wide * 0.36, -18, wide * 0.28, 18, stream.pick(ACCENTS), r=1)
        draw_gable(scene, wide, -40, wide * 0.48, roof, 3)


def draw_canal_house(scene: Scene, stream: Stream, w: float, h: float) -> None:
    """Draw a narrow canal house with a stepped, bell-shaped or plain gable."""
    wall = stream.pick(WALLS["gables"])
    canvas = scene.canvas
    trim = "#f6ead6"
    rise = w * 0.72
    eaves = h - rise
    kind = stream.whole(0, 2)
    if kind == 0:
        steps = [(0.0, 0.0), (0.0, 0.3), (0.16, 0.3), (0.16, 0.58), (0.32, 0.58), (0.32, 0.9)]
        left = [(w * x, -eaves - rise * y) for x, y in steps]
        right = [(w - x, y) for x, y in reversed(left)]
        canvas.polygon([(0, 0), *left, *right, (w, 0)], canvas.fade(tint(wall, 0.16), wall))
        canvas.line([*left[1:], *right[:-1]], scene.covered(trim), 2.4)
    elif kind == 1:
        top = -eaves - rise * 0.92
        bell = (
            f"V{n(-eaves)}C{n(w * 0.04)} {n(-eaves - rise * 0.3)} {n(w * 0.26)} "
            f"{n(-eaves - rise * 0.2)} {n(w * 0.28)} {n(top)}"
            f"Q{n(w / 2)} {n(top - 9)} {n(w * 0.72)} {n(top)}"
            f"C{n(w * 0.74)} {n(-eaves - rise * 0.2)} {n(w * 0.96)} "
            f"{n(-eaves - rise * 0.3)} {n(w)} {n(-eaves)}V0"
        )
        canvas.path(f"M0 0{bell}z", canvas.fade(tint(wall, 0.16), wall))
        canvas.stroke(f"M0 {n(-eaves)}{bell[bell.index('C') : -2]}", scene.covered(trim), 2.4)
    else:
        _gable_wall(scene, w, eaves, rise, wall)
        draw_gable(scene, w, -eaves, rise, stream.pick(ROOFS["gables"]), 1)
    strip = w * 0.22
    canvas.rect(
        0 if canvas.sun > 0 else w - strip, -eaves, strip, eaves, shade(wall, 0.3), opacity=0.45
    )
    floors = max(3, round(eaves / 25))
    draw_windows(
        scene,
        stream,
        (3, -eaves + 2, w - 6, eaves - 20),
        2 if w < 40 else 3,
        floors,
        (0.58, 0.66),
        tint(GLASS, 0.35),
    )
    draw_windows(
        scene,
        stream,
        (w * 0.32, -eaves - rise * 0.55, w * 0.36, rise * 0.42),
        1,
        1,
        (0.7, 0.8),
        tint(GLASS, 0.35),
    )
    canvas.rect(w * 0.12, -16, w * 0.26, 16, shade(stream.pick(ACCENTS), 0.25))
    draw_windows(scene, stream, (w * 0.44, -17, w * 0.5, 14), 2, 1, (0.8, 0.9), tint(GLASS, 0.5))
    canvas.line([(w / 2, -eaves - rise * 0.8), (w / 2 + 7, -eaves - rise * 0.8)], "#4a3b3b", 1.6)


def draw_quay_house(scene: Scene, stream: Stream, w: float, h: float) -> None:
    """Draw a bright house of a port: narrow, gabled, a striped awning below."""
    wall, roof = stream.pick(WALLS["quay"]), stream.pick(ROOFS["quay"])
    canvas = scene.canvas
    rise = w * 0.42
    eaves = h - rise
    _gable_wall(scene, w, eaves, rise, wall)
    floors = max(2, round(eaves / 26))
    draw_windows(
        scene,
        stream,
        (4, -eaves + 2, w - 8, eaves - 24),
        2 if w < 46 else 3,
        floors,
        (0.46, 0.58),
        tint(GLASS, 0.3),
    )
    draw_windows(
        scene, stream, (w * 0.36, -eaves - rise * 0.5, w * 0.28, rise * 0.46), 1, 1, (0.7, 0.8)
    )
    canvas.rect(3, -17, w - 6, 17, tint(wall, 0.5))
    draw_windows(scene, stream, (5, -16, w - 10, 16), 3, 1, (0.7, 0.8), shade(GLASS, 0.25))
    stripes = ("#ffffff", stream.pick(ACCENTS))
    count = max(4, round(w / 9))
    for pair in (0, 1):
        canvas.path(
            "".join(
                box(1 + (w - 2) * i / count, -20, (w - 2) / count, 7) for i in range(pair, count, 2)
            ),
            stripes[pair],
        )
    draw_gable(scene, w, -eaves, rise, roof, 3)


def draw_tuscan(scene: Scene, stream: Stream, w: float, h: float) -> None:
    """Draw an ochre house with shutters under a low tiled roof."""
    wall, roof = stream.pick(WALLS["tuscan"]), stream.pick(ROOFS["tuscan"])
    rise = 11.0
    eaves = h - rise
    draw_volume(scene, 0, -eaves, w, eaves, wall, 0.3)
    cols, floors = max(1, round(w / 16)), max(1, round(eaves / 22))
    area = (3, -eaves + 3, w - 6, eaves - 5)
    if w > 24:
        shutter = stream.pick(("#5e8a6d", "#7a5a4a", "#4f7f86"))
        draw_windows(scene, stream, area, cols, floors, (0.62, 0.44), shutter)
    draw_windows(scene, stream, area, cols, floors, (0.32, 0.46), "#6a5a6c")
    draw_pitch(scene, 0, -eaves, w, rise, roof, 0.1)


def draw_cube(scene: Scene, stream: Stream, w: float, h: float) -> None:
    """Draw a white island house: cubes, blue doors, at times a dome."""
    wall = stream.pick(WALLS["cubes"])
    canvas = scene.canvas
    blue = stream.pick(("#2f6fc0", "#3f8ad0", "#2b5fae"))
    draw_volume(scene, 0, -h, w, h, wall, 0.34)
    canvas.rect(-1.5, -h - 2, w + 3, 3.6, tint(wall, 0.6))
    cols, floors = max(1, round(w / 18)), max(1, round(h / 24))
    draw_windows(
        scene,
        stream,
        (4, -h + 4, w - 8, h - 6),
        cols,
        floors,
        (0.3, 0.36),
        blue,
        stream.chance(0.3),
    )
    lot = stream.unit()
    if lot < 0.16 and w > 26:
        r = w * 0.32
        canvas.rect(w / 2 - r, -h - 6, 2 * r, 6, wall)
        canvas.path(f"M{n(w / 2 - r)} {n(-h - 5)}a{n(r)} {n(r)} 0 0 1 {n(2 * r)} 0z", blue)
        canvas.path(
            disc(w / 2 + canvas.sun * r * 0.4, -h - 5 - r * 0.55, r * 0.2, r * 0.28),
            tint(blue, 0.6),
            0.7,
        )
        canvas.circle(w / 2, -h - 6 - r, 1.6, "#f0c04a")
    elif lot < 0.4:
        draw_panels(scene, 3, -h - 2, w - 6)
    elif lot < 0.58:
        x = w * stream.between(0.1, 0.7)
        canvas.path(disc(x, -6, 7, 8) + disc(x + 7, -2, 5, 6), "#d95a94")
    elif lot < 0.68:
        canvas.path(f"M{n(w * 0.3)} {n(-h)}v-12a4 4 0 0 1 8 0v12z", wall)
        canvas.rect(w * 0.3 + 2.4, -h - 10, 3.2, 6, "#9db8d0")


def draw_chalet(scene: Scene, stream: Stream, w: float, h: float) -> None:
    """Draw a chalet: plaster below, timber above, flowers on the balcony."""
    wall, roof = stream.pick(WALLS["chalets"]), stream.pick(ROOFS["chalets"])
    canvas = scene.canvas
    w = max(w, 56)
    rise = w * 0.34
    eaves = h - rise
    wood = stream.pick(("#b07a4c", "#9a653f", "#c08a58"))
    _gable_wall(scene, w, eaves, rise, wood)
    canvas.rect(0, -eaves * 0.5, w, eaves * 0.5, wall)
    draw_windows(scene, stream, (5, -eaves + 1, w - 10, eaves * 0.46), 4, 1, (0.5, 0.62))
    draw_windows(scene, stream, (5, -eaves * 0.46, w - 10, eaves * 0.42), 3, 1, (0.42, 0.6))
    draw_windows(
        scene, stream, (w * 0.38, -eaves - rise * 0.5, w * 0.24, rise * 0.36), 2, 1, (0.6, 0.8)
    )
    canvas.rect(-3, -eaves * 0.58, w + 6, 5.5, shade(wood, 0.25))
    if not scene.snowy:
        blooms = "".join(disc(w * (i + 0.5) / 8, -eaves * 0.6, 3.2, 2.6) for i in range(8))
        canvas.path(blooms, stream.pick(FLOWERS[:2]))
    canvas.stroke(
        f"M-10 {n(-eaves + 6)}L{n(w / 2)} {n(-eaves - rise)}L{n(w + 10)} {n(-eaves + 6)}", roof, 5
    )
    if scene.snowy:
        canvas.stroke(
            f"M-10 {n(-eaves + 2)}L{n(w / 2)} {n(-eaves - rise - 4)}L{n(w + 10)} {n(-eaves + 2)}",
            SNOW,
            6,
        )
