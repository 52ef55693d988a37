"""Parts that several elements share: shade on the ground, lit glass, seats, animals, plants."""

from __future__ import annotations

from visions.imaging.sketch.canvas import Paint, disc, n
from visions.imaging.sketch.colour import shade, tint
from visions.imaging.sketch.figures import Figure, cast_figure, draw_bust
from visions.imaging.sketch.palette import DARK, STEEL, WOOD
from visions.imaging.sketch.scene import Scene
from visions.imaging.sketch.stream import Stream

COATS = ("#b8794a", "#6b4a3a", "#8f8a94", "#4a4550")


def draw_shade(scene: Scene, wide: float, deep: float, x: float = 0, y: float = 0) -> None:
    """Draw the dark ground under something, `wide` and `deep` being half of its size."""
    scene.canvas.ellipse(x, y, wide, deep, Paint("#1d2a52"), scene.canvas.light.shadow)


def glaze(scene: Scene, day: str = "#bfe3ea") -> Paint:
    """Return what fills a window: warm light after dark, glass of the colour `day` before."""
    if scene.canvas.light.windows > 0.3:
        return Paint("#ffe2a0")
    return scene.canvas.fade(tint(day, 0.45), day)


def pond(scene: Scene) -> Paint:
    """Return what fills a basin: water, or ice in winter."""
    if scene.snowy:
        return scene.canvas.fade("#eaf4fa", "#bcd8e8")
    return scene.canvas.fade("#8fd2e4", "#4aa6c8")


def draw_seated(
    scene: Scene, who: Figure, left: str = "table", right: str = "table", high: float = 42
) -> None:
    """Draw somebody on a seat whose top is at 0, 0 and `high` above the ground."""
    canvas = scene.canvas
    canvas.stroke(f"M-9 -8L-11 14V{n(high - 6)}M9 -8L11 14V{n(high - 6)}", who.bottom, 15)
    shoes = disc(-13, high - 2, 10, 5) + disc(13, high - 2, 10, 5)
    canvas.path(shoes, shade(who.bottom, 0.5))
    draw_bust(scene, who, left, right)


def draw_guests(
    scene: Scene, stream: Stream, seats: tuple[tuple[float, str], ...], high: float = 42
) -> None:
    """Seat somebody of an age at each x, `high` above the ground."""
    for x, age in seats:
        who = cast_figure(scene, stream, age)
        with scene.canvas.at(x, -high, 0.7 if age == "child" else 0.94):
            draw_seated(scene, who, "table", stream.pick(("table", "wave", "table")), high * 1.06)


def draw_plank(scene: Scene, left: float, right: float, high: float = 42) -> None:
    """Draw a bench without a back from `left` to `right`."""
    canvas = scene.canvas
    canvas.rect(left, -high, right - left, 12, canvas.fade(tint(WOOD, 0.3), WOOD), r=3)
    legs = f"M{n(left + 14)} {n(14 - high)}V-2M{n(right - 14)} {n(14 - high)}V-2"
    canvas.stroke(legs, shade(WOOD), 7)


def draw_dog(scene: Scene, coat: str, harness: str = "") -> None:
    """Draw a dog that stands on 0, 0 and looks right; `harness` is the colour of its gear."""
    canvas = scene.canvas
    canvas.shadow(70, 30)
    legs = "M-24 -32L-28 -3M-12 -30L-10 -3M18 -32L16 -3M28 -32L32 -3"
    canvas.stroke(legs, shade(coat, 0.15), 8)
    canvas.path("M-36 -52Q-10 -60 26 -56Q36 -40 28 -28Q0 -24 -30 -28Q-40 -40 -36 -52z", coat)
    canvas.path("M20 -54Q24 -82 44 -80L66 -66Q66 -58 52 -56L36 -44z", coat)
    canvas.path("M30 -80Q22 -62 30 -54Q38 -64 38 -80z", shade(coat, 0.3))
    canvas.stroke("M-36 -48Q-52 -60 -48 -76", coat, 7)
    canvas.path(disc(64, -66, 4) + disc(48, -70, 2.4), DARK)
    if harness:
        canvas.path("M-2 -58H18L22 -27H0z", harness)
        canvas.stroke("M2 -56L-12 -84", STEEL, 4)


def draw_cat(scene: Scene, coat: str) -> None:
    """Draw a cat that sits on 0, 0 and looks at us."""
    canvas = scene.canvas
    canvas.stroke("M16 -4Q40 -4 36 -26Q34 -36 42 -40", coat, 6.5)
    canvas.path("M-18 0Q-22 -34 0 -40Q22 -34 18 0z", canvas.fade(tint(coat, 0.15), coat))
    canvas.path("M-15 -56L-17 -70L-5 -64H5L17 -70L15 -56Q18 -36 0 -36Q-18 -36 -15 -56z", coat)
    canvas.path("M-8 0Q-9 -22 0 -24Q9 -22 8 0z", tint(coat, 0.4))
    canvas.path(disc(-6, -52, 2.2) + disc(6, -52, 2.2) + "M-2 -47h4l-2 2.6z", DARK)
    canvas.stroke("M-9 -45L-19 -47M9 -45L19 -47", tint(coat, 0.6), 1.2)


def draw_reeds(scene: Scene, stream: Stream, left: float, right: float, count: int) -> None:
    """Draw reeds and bulrushes between `left` and `right`, rooted at the height 0."""
    canvas = scene.canvas
    stalks, heads = [], []
    for i in range(count):
        x = left + (right - left) * (i + stream.unit()) / count
        tall, lean = stream.between(34, 74), stream.between(-9, 9)
        stalks.append(f"M{n(x)} 2Q{n(x)} {n(-tall * 0.6)} {n(x + lean)} {n(-tall)}")
        if i % 2:
            heads.append(f"M{n(x + lean)} {n(-tall + 3)}v-12")
    dry = scene.brief.season in ("winter", "autumn")
    canvas.stroke("".join(stalks), "#b99b5f" if dry else "#4f9a58", 3.6)
    canvas.stroke("".join(heads), "#8a5a3c", 6)


def draw_string(
    scene: Scene, ends: tuple[float, float, float, float], sag: float, count: int, lamp: float
) -> None:
    """Hang a string of `count` round lamps between two points; they shine after dark."""
    canvas = scene.canvas
    ax, ay, bx, by = ends
    mx, my = (ax + bx) / 2, (ay + by) / 2 + sag * 2
    canvas.stroke(f"M{n(ax)} {n(ay)}Q{n(mx)} {n(my)} {n(bx)} {n(by)}", STEEL, 2)
    bulbs = []
    for i in range(count):
        t = (i + 0.5) / count
        s = 1 - t
        x, y = s * s * ax + 2 * s * t * mx + t * t * bx, s * s * ay + 2 * s * t * my + t * t * by
        if scene.dark and i % 2 == 0:
            canvas.shine(x, y + lamp, lamp * 5, "#ffd98a", 0.5)
        bulbs.append(disc(x, y + lamp, lamp))
    canvas.path("".join(bulbs), Paint("#fff0bf") if scene.dark else canvas.tone("#f6c64f"))
