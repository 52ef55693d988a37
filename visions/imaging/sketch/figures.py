"""People of all ages, skins and abilities; each stands on 0, 0, in centimetres."""

from __future__ import annotations

from dataclasses import dataclass, replace

from visions.imaging.sketch.canvas import disc, n
from visions.imaging.sketch.colour import mix, shade, tint
from visions.imaging.sketch.palette import ACCENTS, BOTTOMS, DARK, GREYS, HAIRS, SKINS, STEEL, TOPS
from visions.imaging.sketch.scene import Scene
from visions.imaging.sketch.stream import Stream

HAIR_STYLES = (
    "short", "long", "bun", "curly", "bald", "scarf", "cap", "tail", "short", "bob", "turban",
)  # fmt: skip

# elbow and hand of an arm that starts at the shoulder (20, -134)
ARMS: dict[str, tuple[tuple[float, float], tuple[float, float]]] = {
    "down": ((27, -110), (25, -85)),
    "wave": ((40, -142), (43, -176)),
    "point": ((38, -122), (62, -134)),
    "hold": ((31, -110), (38, -88)),
    "push": ((34, -112), (54, -104)),
    "phone": ((31, -106), (13, -119)),
    "hip": ((39, -112), (20, -95)),
    "up": ((32, -158), (38, -190)),
    "table": ((34, -110), (20, -90)),
}
LEGS: dict[str, tuple[str, tuple[float, float], tuple[float, float]]] = {
    "stand": ("M-8 -86L-9 -6M8 -86L9 -6", (-11, -3), (11, -3)),
    "walk": ("M-6 -86L-10 -46L-25 -7M6 -86L17 -48L21 -6", (-22, -4), (25, -3)),
    "run": ("M-6 -86L-18 -50L-44 -42M6 -86L26 -56L22 -8", (-48, -40), (27, -4)),
}


@dataclass(frozen=True)
class Figure:
    """Who somebody is: looks, clothes and height."""

    skin: str
    hair: str
    style: str
    top: str
    bottom: str
    dress: bool = False
    coat: bool = False
    glasses: bool = False
    beard: str = ""  # its colour
    blade: bool = False  # one leg is made of steel
    tall: float = 1.0
    head: float = 1.0


def cast_figure(scene: Scene, stream: Stream, age: str = "adult") -> Figure:
    """Return somebody of an age (child, adult, elder), dressed for the season."""
    cold = scene.snowy
    style = stream.pick(HAIR_STYLES)
    hair = stream.pick(HAIRS)
    figure = Figure(
        skin=stream.pick(SKINS),
        hair=stream.pick(TOPS) if style in ("scarf", "cap", "turban") else hair,
        style=style,
        top=stream.pick(TOPS),
        bottom=stream.pick(BOTTOMS),
        dress=stream.chance(0.22) and not cold,
        coat=cold or scene.brief.weather == "rain" or stream.chance(0.16),
        tall=stream.between(0.94, 1.06),
        glasses=stream.chance(0.16),
        blade=stream.chance(0.08),
    )
    bearded = figure.style in ("short", "bald", "cap", "turban") and not figure.dress
    figure = replace(figure, beard=hair if bearded and stream.chance(0.4) else "")
    if age == "child":
        return replace(
            figure,
            tall=stream.between(0.56, 0.72),
            head=1.34,
            coat=False,
            beard="",
            style=stream.pick(("short", "curly", "tail", "bob", "bun")),
            hair=hair,
        )
    if age == "elder":
        style, grey = stream.pick(("short", "bun", "bob", "scarf")), stream.pick(GREYS)
        return replace(
            figure,
            hair=stream.pick(TOPS) if style == "scarf" else grey,
            style=style,
            tall=0.92,
            glasses=stream.chance(0.4),
            beard=grey if style == "short" and not figure.dress and stream.chance(0.4) else "",
        )
    return figure


def _draw_face(scene: Scene, who: Figure) -> None:
    """Draw eyes and mouth, with a beard and glasses where somebody has them."""
    canvas = scene.canvas
    if who.beard:
        canvas.path("M-13 1Q-9 5 -6 3.5Q0 2 6 3.5Q9 5 13 1Q13 17 0 18.5Q-13 17 -13 1z", who.beard)
    canvas.path(disc(-4.6, 0.5, 1.5) + disc(4.6, 0.5, 1.5), "#3a2b3a")
    mouth = tint(who.skin, 0.1) if who.beard else shade(who.skin, 0.5)
    canvas.stroke("M-4 6.5Q0 9.8 4 6.5", mouth, 1.5)
    if who.glasses:
        frames = disc(-5, 0.5, 4) + disc(5, 0.5, 4)
        canvas.stroke(f"{frames}M-9 0L-13 -1M9 0L13 -1", DARK, 1.2)


def draw_head(scene: Scene, who: Figure, x: float, y: float, back: bool = False) -> None:
    """Draw a head around `x`, `y`; `back` shows it from behind."""
    canvas = scene.canvas
    with canvas.at(x, y, who.head):
        hair, style = who.hair, who.style
        if style == "long":
            canvas.path("M-16 -4C-18 -24 18 -24 16 -4L18 22Q0 28 -18 22z", hair)
        elif style == "bob":
            canvas.path("M-17 -2C-18 -24 18 -24 17 -2L17 10Q0 15 -17 10z", hair)
        elif style == "curly":
            canvas.path(
                disc(-9, -8, 11)
                + disc(9, -8, 11)
                + disc(0, -13, 12)
                + disc(-13, 0, 8)
                + disc(13, 0, 8),
                hair,
            )
        elif style == "tail":
            canvas.path("M-8 -12Q-28 -8 -24 20Q-14 14 -8 2z", hair)
        elif style == "bun":
            canvas.circle(0, -21, 7.5, hair)
        elif style == "scarf":
            canvas.path("M-17 0C-19 -26 19 -26 17 0Q18 18 24 26Q0 36 -24 26Q-18 18 -17 0z", hair)
        canvas.ellipse(0, 0, 13.2, 15.4, hair if back and style != "bald" else who.skin)
        if not back:
            canvas.path(
                "M0 -15.4A13.2 15.4 0 0 {} 0 15.4Q{} 0 0 -15.4z".format(
                    *((0, -7) if canvas.sun > 0 else (1, 7))
                ),
                shade(who.skin, 0.3),
                0.35,
            )
            _draw_face(scene, who)
        if style in ("short", "tail", "bun", "bob", "long", "curly"):
            canvas.path("M-14.4 1C-17 -21 17 -21 14.4 1Q12 -8 3 -9.5Q-8 -8 -14.4 1z", hair)
        elif style == "scarf" and not back:
            canvas.path("M-14 -2Q0 -17 14 -2Q16 -22 0 -22Q-16 -22 -14 -2z", tint(hair, 0.12))
        elif style == "turban":
            canvas.path("M-16 -4Q-18 -26 0 -26Q18 -26 16 -4Q0 -13 -16 -4z", hair)
            canvas.stroke("M-14 -10Q0 -18 12 -20", tint(hair, 0.4), 2)
        elif style == "cap":
            canvas.path("M-14.5 -4C-15 -22 15 -22 14.5 -4H24Q24 -8 14 -8z", hair)
        if scene.snowy and style not in ("scarf", "turban"):
            canvas.path("M-15 -3C-16 -24 16 -24 15 -3Q0 -7 -15 -3z", who.bottom)
            canvas.circle(0, -21, 4, tint(who.top))


def _draw_arm(scene: Scene, who: Figure, side: int, pose: str) -> None:
    canvas = scene.canvas
    (ex, ey), (hx, hy) = ARMS[pose]
    sleeve = shade(who.top, 0.24 if side == -canvas.sun else 0.1)
    canvas.stroke(f"M{18 * side} -133Q{n(ex * side)} {n(ey)} {n(hx * side)} {n(hy)}", sleeve, 12)
    canvas.circle(hx * side, hy, 6.2, who.skin)
    if pose == "phone":
        canvas.rect(hx * side - 4, hy - 14, 8, 14, DARK, r=1.5)


def draw_person(
    scene: Scene,
    who: Figure,
    legs: str = "stand",
    left: str = "down",
    right: str = "down",
    back: bool = False,
    shadow: bool = True,
) -> None:
    """Draw somebody on their feet."""
    canvas = scene.canvas
    with canvas.at(0, 0, who.tall):
        if shadow:
            canvas.shadow(44, 150)
        steps, foot_a, foot_b = LEGS[legs]
        limb = who.skin if who.dress else who.bottom
        canvas.stroke(steps, limb, 12 if who.dress else 16)
        if who.blade and who.dress:
            canvas.stroke(steps[steps.rindex("L") :].replace("L", "M") + "v-34", STEEL, 7)
        turn = 4 if legs != "stand" else 0
        shoe = shade(who.bottom, 0.5)
        canvas.path(
            disc(foot_a[0] + turn, foot_a[1], 11, 5.4) + disc(foot_b[0] + turn, foot_b[1], 11, 5.4),
            shoe,
        )
        _draw_arm(scene, who, -canvas.sun, left if canvas.sun > 0 else right)
        if who.dress:
            body = (
                "M-20 -139Q-18 -147 -7 -147H7Q18 -147 20 -139"
                "L17 -100L29 -52Q0 -45 -29 -52L-17 -100z"
            )
            dark = "M-20 -139L-17 -100L-29 -52Q-18 -49 -8 -48L-6 -110z"
        elif who.coat:
            body = "M-22 -139Q-20 -147 -8 -148H8Q20 -147 22 -139L24 -62Q0 -56 -24 -62z"
            dark = "M-22 -139L-24 -62Q-16 -59 -8 -58L-6 -130z"
        else:
            body = "M-22 -139Q-20 -147 -8 -148H8Q20 -147 22 -139L18 -82Q0 -76 -18 -82z"
            dark = "M-22 -139L-18 -82Q-12 -79 -5 -78L-6 -130z"
        canvas.path(body, who.top)
        with canvas.at(0, 0, flip=canvas.sun < 0):
            canvas.path(dark, shade(who.top, 0.4), 0.4)
        canvas.rect(-6, -152, 12, 9, shade(who.skin, 0.16), r=3)
        if who.coat:
            canvas.stroke("M0 -142V-62", shade(who.top, 0.3), 1.6)
        if scene.snowy:
            canvas.stroke("M-9 -146Q0 -140 9 -146M5 -142L8 -122", tint(who.bottom, 0.3), 8)
        draw_head(scene, who, 0, -163 - 5 * (who.head - 1), back)
        _draw_arm(scene, who, canvas.sun, right if canvas.sun > 0 else left)


def draw_bust(
    scene: Scene, who: Figure, left: str = "table", right: str = "table", back: bool = False
) -> None:
    """Draw somebody who sits: the body above the hips, with the hips at 0."""
    canvas = scene.canvas
    with canvas.at(0, 82, 1.0):
        _draw_arm(scene, who, -1, left)
        canvas.path("M-24 -138Q-20 -147 -8 -148H8Q20 -147 24 -138L21 -78H-21z", who.top)
        with canvas.at(0, 0, flip=canvas.sun < 0):
            canvas.path("M-24 -138L-21 -78H-6L-6 -130z", shade(who.top, 0.4), 0.4)
        canvas.rect(-6, -152, 12, 9, shade(who.skin, 0.16), r=3)
        draw_head(scene, who, 0, -163, back)
        _draw_arm(scene, who, 1, right)


def draw_wheelchair_user(scene: Scene, who: Figure, arm: str = "rest") -> None:
    """Draw somebody in a wheelchair, facing right."""
    canvas = scene.canvas
    canvas.shadow(90, 110, 2)
    canvas.stroke("M-34 -104L-28 -50H18L30 -14", STEEL, 5)
    canvas.stroke("M-34 -104H-46", STEEL, 5)
    canvas.stroke("M-10 -60H24L32 -18", who.bottom, 16)
    canvas.ellipse(38, -10, 12, 5.5, shade(who.bottom, 0.5))
    canvas.path("M-34 -112Q-32 -120 -20 -121H-6Q4 -120 5 -112L4 -54H-30z", who.top)
    canvas.rect(-20, -126, 12, 9, shade(who.skin, 0.16), r=3)
    draw_head(scene, who, -14, -137)
    if arm == "wave":
        canvas.stroke("M0 -108Q24 -112 28 -146", tint(who.top, 0.1), 11)
        canvas.circle(28, -148, 6, who.skin)
    else:
        canvas.stroke("M-2 -106Q14 -86 4 -66", tint(who.top, 0.1), 11)
        canvas.circle(4, -65, 6, who.skin)
    canvas.stroke(disc(-8, -33, 33), STEEL, 5.5)
    canvas.stroke(
        "M-8 -66V0M-41 -33H25M-31 -56L15 -10M-31 -10L15 -56", mix(STEEL, "#ffffff", 0.4), 1.4
    )
    canvas.circle(-8, -33, 6, STEEL)
    canvas.stroke(disc(30, -9, 8), STEEL, 4)


def draw_cyclist(scene: Scene, who: Figure, frame: str) -> None:
    """Draw somebody on a bicycle, riding right."""
    canvas = scene.canvas
    canvas.shadow(150, 90, 2)
    canvas.stroke(disc(-52, -34, 33) + disc(52, -34, 33), DARK, 4.2)
    canvas.stroke(
        "M-52 -34L-20 -84H34L2 -34zM-20 -84L2 -34M34 -84"
        "L52 -34M34 -84L31 -104H44M-20 -84V-94M-30 -95H-10",
        frame,
        5,
    )
    draw_rider(scene, who, frame)


def draw_rider(scene: Scene, who: Figure, helmet: str) -> None:
    """Draw who sits on a bicycle, without the bicycle."""
    canvas = scene.canvas
    canvas.stroke("M-18 -100L12 -70L4 -30", shade(who.bottom, 0.2), 14)
    canvas.stroke("M-18 -100L20 -84L12 -48", who.bottom, 14)
    canvas.path("M-32 -100Q-24 -146 4 -156Q22 -154 20 -140L-4 -92z", who.top)
    canvas.stroke("M12 -142L22 -114L40 -106", tint(who.top, 0.12), 11)
    canvas.circle(41, -106, 6, who.skin)
    draw_head(scene, replace(who, style="short"), 18, -168)
    if not scene.snowy:
        canvas.path("M3 -172C3 -192 36 -192 35 -172z", helmet)


def draw_umbrella(scene: Scene, stream: Stream) -> None:
    """Draw an open umbrella held over somebody who stands at 0, 0."""
    canvas = scene.canvas
    colour = stream.pick(ACCENTS)
    canvas.stroke("M24 -90V-208", STEEL, 3.5)
    canvas.path(
        "M-52 -186Q-46 -238 18 -240Q82 -238 88 -186Q70 -196 53 -186"
        "Q36 -196 18 -186Q0 -196 -17 -186Q-34 -196 -52 -186z",
        colour,
    )
    canvas.path("M18 -240Q82 -238 88 -186Q70 -196 53 -186Q46 -224 18 -240z", tint(colour, 0.3), 0.7)
