"""The one global light: what the hour and the weather do to every colour, as data."""

from __future__ import annotations

from dataclasses import dataclass, replace

from visions.imaging.sketch.colour import RGB, mix, read_rgb, write_rgb


@dataclass(frozen=True)
class Light:
    """How plain day colours look at one hour.

    `near` and `far` multiply colours in the foreground and at the horizon; `haze` is mixed in
    with distance, up to `reach`; `drab` takes saturation out. `windows` is the share of lit
    windows, `shadow` the strength and `slant` the length of cast shadows.
    """

    sky: tuple[str, ...]
    near: RGB
    far: RGB
    haze: str
    reach: float
    disc: str
    glow: str
    sun_height: float
    cloud: str
    cloud_foot: str
    water: tuple[str, str]
    windows: float = 0.0
    lamps: float = 0.0
    shadow: float = 0.2
    slant: float = 0.5
    stars: bool = False
    drab: float = 0.0

    def grade(self, colour: str, depth: float) -> str:
        """Return what `colour` looks like at `depth` (0 near, 1 at the horizon)."""
        red, green, blue = read_rgb(colour)
        if self.drab:
            grey = 0.3 * red + 0.59 * green + 0.11 * blue
            red += (grey - red) * self.drab
            green += (grey - green) * self.drab
            blue += (grey - blue) * self.drab
        near, far = self.near, self.far
        red *= near[0] + (far[0] - near[0]) * depth
        green *= near[1] + (far[1] - near[1]) * depth
        blue *= near[2] + (far[2] - near[2]) * depth
        share = min(0.92, self.reach * depth)
        air = read_rgb(self.haze)
        return write_rgb(
            red + (air[0] - red) * share,
            green + (air[1] - green) * share,
            blue + (air[2] - blue) * share,
        )


HOURS: dict[str, Light] = {
    "day": Light(
        sky=("#3fa3d6", "#7fcbe4", "#c4ebe9", "#f3f6df", "#fdeecb"),
        near=(1.0, 1.0, 1.0),
        far=(1.0, 1.0, 1.0),
        haze="#cfe8ec",
        reach=0.42,
        disc="#fffdf2",
        glow="#fff3b8",
        sun_height=0.17,
        cloud="#ffffff",
        cloud_foot="#cfe9ef",
        water=("#bfe6e6", "#2f93b8"),
        shadow=0.17,
        slant=0.45,
    ),
    "dawn": Light(
        sky=("#6d9fd8", "#a8bfe8", "#e6c9dd", "#fbd0bd", "#ffe9b5"),
        near=(1.0, 0.95, 0.94),
        far=(1.0, 0.92, 0.9),
        haze="#f6d5cf",
        reach=0.62,
        disc="#fff8e2",
        glow="#ffdca0",
        sun_height=0.4,
        cloud="#ffe9e2",
        cloud_foot="#e7b9c6",
        water=("#f6d3c8", "#6d9cc0"),
        windows=0.1,
        lamps=0.25,
        shadow=0.17,
        slant=0.95,
    ),
    "dusk": Light(
        sky=("#34377c", "#74468f", "#c75e86", "#f58a6b", "#ffc274", "#ffe09a"),
        near=(1.0, 0.87, 0.84),
        far=(0.98, 0.74, 0.7),
        haze="#f3a07c",
        reach=0.55,
        disc="#fff3cf",
        glow="#ffcf7d",
        sun_height=0.4,
        cloud="#ffc39a",
        cloud_foot="#a65a92",
        water=("#ffc48a", "#6a4f92"),
        windows=0.4,
        lamps=0.7,
        shadow=0.24,
        slant=1.1,
    ),
    "night": Light(
        sky=("#0a1236", "#131f55", "#22357a", "#3d5198", "#6a74b4"),
        near=(0.78, 0.8, 0.89),
        far=(0.32, 0.43, 0.66),
        haze="#3a5294",
        reach=0.4,
        disc="#fdf6dc",
        glow="#c9d4ff",
        sun_height=0.16,
        cloud="#56669f",
        cloud_foot="#24346f",
        water=("#4b5c9c", "#172453"),
        windows=0.55,
        lamps=1.0,
        shadow=0.22,
        slant=0.3,
        stars=True,
    ),
}


def _overcast(light: Light, grey: str, share: float) -> Light:
    """Return `light` under clouds of `grey`."""
    return replace(
        light,
        sky=tuple(mix(colour, grey, share) for colour in light.sky),
        haze=mix(light.haze, grey, share),
        cloud=mix(light.cloud, grey, share * 0.55),
        cloud_foot=mix(light.cloud_foot, grey, share),
        water=(mix(light.water[0], grey, share * 0.7), mix(light.water[1], grey, share * 0.5)),
        drab=0.16,
        shadow=light.shadow * 0.6,
        windows=max(light.windows, 0.22),
    )


def choose_light(time: str, weather: str, season: str) -> Light:
    """Return the light of `time`, dimmed by `weather` and cooled by winter."""
    light = HOURS[time]
    dark = time == "night"
    if weather == "rain":
        light = _overcast(light, "#2f3f68" if dark else "#8fa9bb", 0.45 if dark else 0.58)
        light = replace(light, lamps=max(light.lamps, 0.6))
    elif weather == "fog":
        light = _overcast(light, "#4a5a8c" if dark else "#e6ebe6", 0.6)
        light = replace(light, reach=1.0, drab=0.04)
        if not dark:
            sky = ("#b4cbd6", "#cddcdf", "#e3e8e1", "#f4ecd6", "#fbe9c8")
            mood = light.sky[: len(sky)]
            light = replace(
                light, sky=tuple(mix(a, b, 0.6) for a, b in zip(mood, sky, strict=True))
            )
    elif weather == "snow":
        light = _overcast(light, "#3a4c85" if dark else "#c9d8ea", 0.3 if time == "dusk" else 0.45)
        light = replace(light, lamps=max(light.lamps, 0.35))
    elif season == "winter":
        light = _overcast(light, "#2c4384" if dark else "#bcd3ee", 0.22)
    elif season == "autumn" and time == "day":
        light = replace(light, sky=tuple(mix(part, "#ffe2b0", 0.14) for part in light.sky))
    return light
