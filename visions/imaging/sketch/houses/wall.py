"""What every house is made of: a volume with a shaded side, windows, plants, panels."""

from __future__ import annotations

from visions.imaging.sketch.canvas import Paint, box, disc, n
from visions.imaging.sketch.colour import mix, shade, tint
from visions.imaging.sketch.palette import FOLIAGE, GLASS, LIT, SNOW
from visions.imaging.sketch.scene import Scene
from visions.imaging.sketch.stream import Stream


def draw_volume(
    scene: Scene, x: float, y: float, w: float, h: float, wall: str, side: float = 0.24
) -> None:
    """Draw a wall with a strip in the shade on the side away from the sun."""
    canvas = scene.canvas
    canvas.rect(x, y, w, h, canvas.fade(tint(wall, 0.2), wall))
    strip = w * side
    left = x if canvas.sun > 0 else x + w - strip
    canvas.rect(left, y, strip, h, shade(wall, 0.24), opacity=0.62)


def draw_windows(
    scene: Scene,
    stream: Stream,
    area: tuple[float, float, float, float],
    cols: int,
    rows: int,
    size: tuple[float, float] = (0.5, 0.55),
    glass: str = GLASS,
    arched: bool = False,
) -> None:
    """Draw a grid of windows in `area` (x, y, w, h); `size` is their share of a cell."""
    canvas = scene.canvas
    x, y, w, h = area
    cell_w, cell_h = w / max(1, cols), h / max(1, rows)
    wide, high = cell_w * size[0], cell_h * size[1]
    share = canvas.light.windows
    dull: list[str] = []
    lit: list[str] = []
    for row in range(rows):
        top = y + cell_h * row + (cell_h - high) / 2
        for col in range(cols):
            left = x + cell_w * col + (cell_w - wide) / 2
            pane = box(left, top, wide, high)
            if arched:
                pane += f"M{n(left)} {n(top)}a{n(wide / 2)} {n(wide / 2)} 0 0 1 {n(wide)} 0z"
            (lit if stream.unit() < share else dull).append(pane)
    if dull:
        canvas.path("".join(dull), glass)
    if lit:
        canvas.path(
            "".join(lit), Paint(mix(stream.pick(LIT), canvas.light.haze, canvas.depth * 0.3))
        )


def draw_roof_garden(
    scene: Scene, stream: Stream, x: float, y: float, w: float, trees: int
) -> None:
    """Plant a hedge and small trees on the flat roof from `x` to `x + w` at `y`."""
    canvas = scene.canvas
    greens = FOLIAGE[scene.brief.season]
    leaf = stream.pick(greens)
    canvas.rect(x - 1, y - 3, w + 2, 4.5, scene.covered(shade(leaf, 0.1)), r=2)
    tufts = "".join(
        disc(x + w * (i + stream.unit()) / 4, y - 4, stream.between(2.5, 4.5), 3) for i in range(4)
    )
    canvas.path(tufts, scene.covered(leaf))
    if "tree" in scene.brief.unwanted:
        return
    for _ in range(trees):
        at, r = x + w * stream.between(0.12, 0.88), stream.between(4.5, 7)
        canvas.rect(at - 0.7, y - 12, 1.4, 10, "#8a6248")
        other = stream.pick(greens)
        canvas.circle(at, y - 13 - r * 0.5, r, other)
        canvas.circle(at + canvas.sun * r * 0.3, y - 13 - r * 0.8, r * 0.5, tint(other, 0.35), 0.6)


def draw_balconies(
    scene: Scene, stream: Stream, x: float, y: float, w: float, h: float, floors: int
) -> None:
    """Draw slabs over the whole width with plants hanging here and there."""
    canvas = scene.canvas
    step = h / max(1, floors)
    slabs = "".join(box(x - 2.5, y + step * i, w + 5, 1.8) for i in range(1, floors))
    canvas.path(slabs, "#fffaf0", 0.75)
    leaf = stream.pick(FOLIAGE[scene.brief.season])
    tufts: list[str] = []
    for i in range(1, floors):
        for edge in (x, x + w):
            if stream.chance(0.5):
                at = edge + stream.between(-1, 1)
                tufts.append(
                    disc(at, y + step * i - 1, 4, 2.6) + disc(at + 3, y + step * i + 1, 2.4, 3)
                )
    if tufts:
        canvas.path("".join(tufts), scene.covered(leaf))


def draw_panels(scene: Scene, x: float, y: float, w: float) -> None:
    """Put a row of tilted solar panels on a roof."""
    canvas = scene.canvas
    count = max(1, int(w // 11))
    step = w / count
    tilted = "".join(
        f"M{n(x + step * i)} {n(y)}l{n(step * 0.28)} -6.5h{n(step * 0.62)}l{n(-step * 0.28)} 6.5z"
        for i in range(count)
    )
    canvas.path(tilted, "#35599c")
    canvas.stroke(
        "".join(
            f"M{n(x + step * i + step * 0.2)} {n(y - 3.4)}h{n(step * 0.55)}" for i in range(count)
        ),
        "#9fc0e6",
        0.8,
        0.9,
    )


def draw_gable(scene: Scene, w: float, y: float, rise: float, roof: str, over: float = 3) -> None:
    """Draw a gable's roof edge over a wall of width `w` whose eaves are at `y`."""
    canvas = scene.canvas
    thick = 4.5 if scene.snowy else 3.4
    edge = f"M{n(-over)} {n(y + 1)}L{n(w / 2)} {n(y - rise)}L{n(w + over)} {n(y + 1)}"
    canvas.stroke(edge, roof, thick)
    if scene.snowy:
        canvas.stroke(
            f"M{n(-over)} {n(y - 2)}L{n(w / 2)} {n(y - rise - 3)}L{n(w + over)} {n(y - 2)}", SNOW, 4
        )


def draw_pitch(
    scene: Scene, x: float, y: float, w: float, rise: float, roof: str, hip: float = 0.12
) -> None:
    """Draw a pitched roof seen from its long side, eaves at `y`."""
    canvas = scene.canvas
    inset = w * hip
    left, right = x - 3, x + w + 3
    colour = mix(roof, SNOW, 0.9) if scene.snowy else roof
    canvas.polygon(
        [(left, y), (left + inset, y - rise), (right - inset, y - rise), (right, y)],
        canvas.fade(tint(colour, 0.16), colour),
    )
    dark = (left, left + inset) if canvas.sun > 0 else (right, right - inset)
    middle = (left + right) / 2
    canvas.polygon(
        [
            (dark[0], y),
            (dark[1], y - rise),
            (middle + (dark[1] - middle) * 0.62, y - rise),
            (middle + (dark[0] - middle) * 0.5, y),
        ],
        shade(colour, 0.22),
        0.4,
    )
    canvas.rect(left, y - 1.2, w + 6, 2.4, shade(roof, 0.2))


def draw_chimney(scene: Scene, x: float, y: float, wall: str) -> None:
    scene.canvas.rect(x, y - 14, 7, 16, shade(wall, 0.12))
    scene.canvas.rect(x - 1.2, y - 16, 9.4, 3, scene.covered(shade(wall, 0.3)))
