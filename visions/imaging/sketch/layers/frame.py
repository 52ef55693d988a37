"""A house close by at one edge of the picture: a shop below, flats above."""

from __future__ import annotations

from dataclasses import dataclass

from visions.imaging.sketch.canvas import Paint, box, disc, n
from visions.imaging.sketch.colour import mix, shade, tint
from visions.imaging.sketch.layout import Box
from visions.imaging.sketch.palette import ACCENTS, FOLIAGE, GLASS, PAPER, ROOFS, WALLS, WOOD
from visions.imaging.sketch.scene import Scene
from visions.imaging.sketch.stream import Stream

_SHOP, _FLOOR = 350.0, 280.0  # heights in centimetres
_SIDE = 46.0  # how wide its receding side looks


@dataclass(frozen=True)
class Front:
    """The measures and the colours of a house front, in centimetres from its outer edge."""

    wide: float
    floors: int
    wall: str
    roof: str
    accent: str

    @property
    def tall(self) -> float:
        return _SHOP + self.floors * _FLOOR


def _design(scene: Scene) -> Front:
    stream = scene.stream(f"{scene.brief.place}/frame")
    style = scene.place.houses
    share = min(1.0, scene.layout.width / (1400 * scene.layout.unit))
    return Front(
        wide=stream.between(430, 520) * share,
        floors=stream.whole(1, 2) if style in ("tuscan", "timber", "gables") else 2,
        wall=stream.pick(WALLS.get(style, WALLS["modern"])),
        roof=stream.pick(ROOFS.get(style, ("#6d6470", "#7d5660"))),
        accent=stream.pick(ACCENTS),
    )


def find_frame(scene: Scene) -> Box | None:
    """Return the box on the picture that the house covers, if there is one."""
    if not scene.stage.framed:
        return None
    front, layout = _design(scene), scene.layout
    _, y = layout.stand(0, 0.03)
    size = layout.scale(y)
    wide = (front.wide + _SIDE) * size
    top = y - front.tall * size
    if scene.canvas.sun > 0:
        return 0.0, top, wide, y
    return layout.width - wide, top, layout.width, y


def draw_frame(scene: Scene) -> None:
    """Draw the house at the edge away from the sun."""
    covered = find_frame(scene)
    if covered is None:
        return
    canvas, layout = scene.canvas, scene.layout
    front = _design(scene)
    stream = scene.stream(f"{scene.brief.place}/frame/parts")
    left = canvas.sun > 0
    with canvas.at(
        0 if left else layout.width, covered[3], layout.scale(covered[3]), depth=0.05, flip=not left
    ):
        _draw_body(scene, front)
        for floor in range(front.floors):
            _draw_floor(scene, stream, front, -_SHOP - floor * _FLOOR)
        _draw_roof(scene, stream, front)
        _draw_shop(scene, stream, front)


def _draw_body(scene: Scene, front: Front) -> None:
    canvas = scene.canvas
    wide, tall = front.wide, front.tall
    canvas.path(
        f"M{n(wide - 1)} 0V{n(-tall)}L{n(wide + _SIDE)} {n(-tall + 44)}V-16z",
        canvas.fade(tint(front.wall, 0.3), tint(front.wall, 0.1)),
    )
    canvas.rect(-20, -tall, wide + 20, tall, canvas.fade(front.wall, shade(front.wall, 0.12)))
    canvas.ellipse(wide * 0.6, 4, wide * 0.56, 12, Paint("#1d2a52"), canvas.light.shadow)
    bands = "".join(box(-20, -_SHOP - i * _FLOOR - 8, wide + 22, 12) for i in range(front.floors))
    canvas.path(bands, tint(front.wall, 0.5))


def _draw_floor(scene: Scene, stream: Stream, front: Front, foot: float) -> None:
    """Draw tall windows with shutters or balconies, plants on their sills."""
    canvas = scene.canvas
    shuttered = scene.place.houses in (
        "tuscan",
        "southern",
        "timber",
        "cubes",
        "attic",
        "carpathian",
    )
    cols = 3
    step = front.wide / cols
    frames: list[str] = []
    dull: list[str] = []
    lit: list[str] = []
    bars: list[str] = []
    for col in range(cols):
        x = step * (col + 0.5) - 40
        frames.append(box(x - 7, foot - 215, 94, 164))
        pane = box(x, foot - 208, 80, 150)
        (lit if stream.unit() < canvas.light.windows * 1.1 else dull).append(pane)
        bars.append(f"M{n(x + 40)} {n(foot - 208)}v150M{n(x)} {n(foot - 150)}h80")
    canvas.path("".join(frames), tint(front.wall, 0.75))
    if dull:
        canvas.path("".join(dull), canvas.fade("#cfe8ee", GLASS))
    if lit:
        canvas.path("".join(lit), Paint("#ffdf9a"))
    canvas.stroke("".join(bars), tint(front.wall, 0.75), 5)
    if shuttered:
        wings = "".join(
            box(step * (col + 0.5) + side, foot - 212, 30, 158)
            for col in range(cols)
            for side in (-82, 52)
        )
        canvas.path(wings, shade(front.accent, 0.25))
    leaf = stream.pick(FOLIAGE[scene.brief.season])
    boxes, plants, blooms = [], [], []
    for col in range(cols):
        x = step * (col + 0.5)
        boxes.append(box(x - 50, foot - 58, 100, 18))
        for i in range(5):
            plants.append(disc(x - 40 + i * 20, foot - 62, 14, stream.between(9, 17)))
            blooms.append(disc(x - 38 + i * 19, foot - 66 - (i % 2) * 7, 5))
    canvas.path("".join(plants), scene.covered(leaf))
    if not scene.snowy:
        canvas.path("".join(blooms), stream.pick(("#f08fa6", "#f6c64f", "#ee7f6b", "#ffffff")))
    canvas.path("".join(boxes), shade(WOOD, 0.1))


def _draw_cornice(scene: Scene, wide: float, y: float, colour: str) -> None:
    """Draw the edge of a roof along the front and down the receding side."""
    far = wide + _SIDE
    scene.canvas.path(
        f"M-20 {n(y - 3)}H{n(wide + 4)}L{n(far)} {n(y + 40)}v14L{n(wide)} {n(y + 11)}H-20z", colour
    )


def _draw_roof(scene: Scene, stream: Stream, front: Front) -> None:
    """Finish with tiles, or with a garden and panels on a flat roof."""
    canvas, wide, top = scene.canvas, front.wide, -front.tall
    if scene.place.houses in ROOFS:
        roof = scene.covered(front.roof)
        canvas.polygon(
            [
                (-20, top),
                (-20, top - 130),
                (wide * 0.86, top - 130),
                (wide + _SIDE, top + 44),
                (wide, top),
            ],
            canvas.fade(tint(roof, 0.15), roof),
        )
        _draw_cornice(scene, wide, top, shade(front.roof, 0.2))
        canvas.rect(wide * 0.3, top - 186, 52, 110, shade(front.wall, 0.2))
        canvas.rect(wide * 0.3 - 6, top - 192, 64, 12, scene.covered(shade(front.wall, 0.35)))
        return
    canvas.rect(-20, top - 22, wide + 30, 26, tint(front.wall, 0.45))
    greens = FOLIAGE[scene.brief.season]
    for i in range(9):
        x, r = wide * (i + stream.unit()) / 9, stream.between(24, 46)
        leaf = scene.covered(stream.pick(greens))
        canvas.path(disc(x, top - 30, r, r * 0.8), leaf)
        canvas.path(disc(x + canvas.sun * r * 0.3, top - 40, r * 0.45, r * 0.3), tint(leaf), 0.6)
    _draw_cornice(scene, wide, top - 12, tint(front.wall, 0.6))


def _draw_shop(scene: Scene, stream: Stream, front: Front) -> None:
    """Draw the shop window, the door, the awning and two pots of flowers."""
    canvas, wide = scene.canvas, front.wide
    canvas.rect(-20, -_SHOP + 14, wide + 20, _SHOP - 14, mix(shade(front.wall, 0.3), WOOD, 0.25))
    glow = scene.dark
    glass = Paint("#ffe2a0") if glow else canvas.fade("#d8eef0", "#9fd0dd")
    pane = wide - 190
    canvas.rect(14, -222, pane, 180, glass, r=4)
    for i in range(4):
        x = 30 + (pane - 50) * i / 4
        tall = stream.between(44, 96)
        canvas.rect(x, -52 - tall, pane / 7, tall, tint(stream.pick(ACCENTS), 0.35), r=6)
    canvas.stroke(f"M{n(14 + pane / 2)} -222V-42", tint(front.wall, 0.4), 7)
    canvas.rect(wide - 142, -236, 104, 236, tint(front.accent, 0.1), r=5)
    canvas.rect(wide - 126, -220, 72, 130, glass, r=4)
    canvas.circle(wide - 58, -74, 6, PAPER)
    stripes: dict[str, list[str]] = {front.accent: [], PAPER: []}
    count = max(5, round(wide / 56))
    step = (wide + 16) / count
    for i in range(count):
        x = -14 + i * step
        stripes[front.accent if i % 2 == 0 else PAPER].append(
            f"M{n(x + 4)} -304h{n(step)}l4 74a{n(step / 2)} 15 0 0 1 {n(-step)} 0z"
        )
    for colour, shapes in stripes.items():
        canvas.path("".join(shapes), scene.covered(colour) if colour == PAPER else colour)
    canvas.rect(-20, -314, wide + 26, 14, shade(front.accent, 0.2), r=3)
    for x in (wide - 172, wide - 16):
        greens = scene.covered(stream.pick(FOLIAGE["summer"]))
        canvas.path(disc(x, -78, 30, 36) + disc(x - 14, -60, 20) + disc(x + 14, -60, 20), greens)
        canvas.path(f"M{n(x - 24)} -48h48l-8 50h-32z", canvas.fade("#d98a66", "#b96a4a"))
    if glow:
        canvas.ellipse(wide * 0.5, 16, wide * 0.62, 60, canvas.halo("#ffcf85", 0.6))
