"""Sky: gradient, sun or moon, stars, clouds, birds."""

from __future__ import annotations

import math

from visions.imaging.sketch.canvas import Paint, disc, n
from visions.imaging.sketch.colour import mix
from visions.imaging.sketch.scene import Scene
from visions.imaging.sketch.stream import Stream


def find_sun(scene: Scene) -> tuple[float, float]:
    """Return where the sun or moon stands."""
    layout, canvas = scene.layout, scene.canvas
    across = scene.stage.sun if canvas.sun > 0 else 1 - scene.stage.sun
    return across * layout.width, layout.horizon * (0.08 + canvas.light.sun_height * 1.22)


def _cloud_shape(stream: Stream, w: float) -> str:
    """Return a flat-footed heap of rounded bumps, `w` wide, its foot at 0."""
    bumps = stream.whole(4, 6)
    edges = [-w / 2 + w * i / bumps for i in range(bumps + 1)]
    parts = [f"M{n(edges[0])} 0"]
    for i in range(bumps):
        middle = 1 - abs((i + 0.5) / bumps - 0.5) * 1.5
        r = w / bumps * (0.56 + 0.42 * middle * stream.between(0.6, 1.1))
        lift = -w * 0.17 * middle * stream.between(0.5, 1.0)
        if i == bumps - 1:
            lift = 0
        parts.append(f"A{n(r)} {n(r)} 0 0 1 {n(edges[i + 1])} {n(lift)}")
    parts.append(
        f"q{n(w * 0.05)} {n(w * 0.05)} {n(-w * 0.02)} {n(w * 0.05)}"
        f"H{n(-w * 0.48)}Q{n(-w * 0.55)} {n(w * 0.05)} {n(-w * 0.5)} 0z"
    )
    return "".join(parts)


def _draw_clouds(scene: Scene) -> None:
    canvas, layout, light = scene.canvas, scene.layout, scene.canvas.light
    stream = scene.stream(f"{scene.brief.place}/clouds")
    heavy = scene.brief.weather in ("rain", "snow", "fog")
    body = Paint(light.cloud)
    foot = Paint(light.cloud_foot)
    misty = scene.brief.weather == "fog"
    count = 4 if misty else 9 if heavy else 6
    for i in range(count):
        x = layout.width * ((i + stream.between(0.1, 0.9)) / count)
        y = layout.horizon * stream.between(0.08, 0.46)
        w = layout.unit * stream.between(130, 300) * (1.25 if heavy else 1.0)
        shape = _cloud_shape(stream, w)
        opacity = stream.between(0.62, 0.92) * (0.6 if misty else 1.0)
        with canvas.at(x, y):
            canvas.path(shape, canvas.fade(body, body, foot), opacity)
    if heavy and not misty:
        for i in range(7):
            w = layout.unit * stream.between(420, 640)
            x = layout.width * (i + stream.between(0.2, 0.8)) / 7
            with canvas.at(x, layout.horizon * stream.between(0.02, 0.13)):
                canvas.path(_cloud_shape(stream, w), canvas.fade(foot, body, foot), 0.72)
    for i in range(4):
        # a bank low over the horizon, hardly more than air
        x = layout.width * (i + stream.between(0.2, 0.8)) / 4
        w = layout.unit * stream.between(380, 620)
        shape = _cloud_shape(stream, w)
        with canvas.at(x, layout.horizon * stream.between(0.72, 0.9)):
            canvas.path(shape, canvas.veil(body, 0.5, 0.0), 0.6)


def _draw_stars(scene: Scene) -> None:
    stream, layout = scene.stream("stars"), scene.layout
    for size in (0.8, 1.2, 1.8):
        dots = "".join(
            disc(
                layout.width * stream.unit(),
                layout.horizon * 0.85 * stream.unit() ** 1.3,
                size * layout.unit,
            )
            for _ in range(int(70 / size))
        )
        scene.canvas.path(dots, Paint("#f2f4ff"), 0.4 + size * 0.22)


def _draw_sun(scene: Scene) -> None:
    canvas, light, unit = scene.canvas, scene.canvas.light, scene.layout.unit
    x, y = find_sun(scene)
    dim = {"rain": 0.3, "fog": 0.5, "snow": 0.7}.get(scene.brief.weather, 1.0)
    r = 46 * unit * (1.25 if light.sun_height > 0.3 else 1.0)
    canvas.shine(x, y, r * 9, light.glow, 0.8 * dim)
    if light.stars:
        canvas.circle(x, y, r, Paint(light.disc), 0.6 + 0.4 * dim)
        craters = disc(x - r * 0.3, y - r * 0.2, r * 0.2) + disc(x + r * 0.3, y + r * 0.3, r * 0.26)
        canvas.path(craters + disc(x + r * 0.32, y - r * 0.42, r * 0.13), Paint("#d9d3bd"), 0.7)
        return
    if dim == 1.0:
        rays = []
        for i in range(14):
            angle = math.tau * i / 14 + 0.1
            wide = 0.055 if i % 2 else 0.09
            far = r * (13 if i % 2 else 17)
            a, b = angle - wide, angle + wide
            rays.append(
                f"M{n(x)} {n(y)}L{n(x + far * math.cos(a))} {n(y + far * math.sin(a))}"
                f"L{n(x + far * math.cos(b))} {n(y + far * math.sin(b))}z"
            )
        canvas.path("".join(rays), canvas.halo(light.glow, 0.22))
    if dim < 0.6:
        return
    canvas.circle(x, y, r * 1.5, Paint(light.glow), 0.3 * dim)
    canvas.circle(x, y, r, Paint(light.disc), 0.35 + 0.65 * dim)


def _draw_birds(scene: Scene) -> None:
    stream, layout = scene.stream(f"{scene.brief.place}/birds"), scene.layout
    if scene.brief.weather == "rain" or scene.canvas.light.stars:
        return
    x0 = layout.width * stream.between(0.36, 0.6)
    y0 = layout.horizon * stream.between(0.14, 0.24)
    marks = []
    for i in range(7):
        x = x0 + layout.unit * (abs(i - 3) * -26 + 40 + i * 6)
        y = y0 + layout.unit * (i - 3) * 13
        wing = layout.unit * stream.between(7, 10)
        marks.append(
            f"M{n(x - wing)} {n(y - wing * 0.2)}"
            f"Q{n(x - wing * 0.4)} {n(y - wing * 0.75)} {n(x)} {n(y)}"
            f"Q{n(x + wing * 0.4)} {n(y - wing * 0.75)} {n(x + wing)} {n(y - wing * 0.2)}"
        )
    scene.canvas.stroke(
        "".join(marks), mix(scene.canvas.light.sky[0], "#26345e", 0.55), 1.8 * layout.unit
    )


def draw_sky(scene: Scene) -> None:
    """Draw everything behind the land."""
    canvas, layout = scene.canvas, scene.layout
    colours = tuple(Paint(colour) for colour in canvas.light.sky)
    canvas.rect(0, 0, layout.width, layout.horizon + 4, canvas.fade(*colours))
    if canvas.light.stars:
        _draw_stars(scene)
    _draw_sun(scene)
    _draw_clouds(scene)
    _draw_birds(scene)
