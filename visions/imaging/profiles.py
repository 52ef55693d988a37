"""What each service does differently, read from profiles.toml: data, no code for anybody."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources

from visions.errors import BadPrompt, BrokenConfig, Problem
from visions.model import MAX_PROMPT_CHARACTERS, ImageSettings
from visions.words import check_words, too_long

_BEARER = "bearer"
_OWN_PROFILES = ("openai", "azure")
# A JSON Web Token, such as Microsoft Entra gives out: three parts, the first one an object.
_TOKEN = re.compile(r"eyJ[\w-]+\.[\w-]+\.[\w-]*")
# CLIP's tokenizer cuts at least here, so no text has fewer tokens than pieces.
_PIECE = re.compile(r"'(?:s|t|re|ve|m|ll|d)\b|[^\W\d_]+|\d|(?:[^\w\s]|_)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Trick:
    """Words that a service does not draw but obeys. The texts end up in a BadPrompt."""

    pattern: re.Pattern[str]
    reason: str
    advice: str


@dataclass(frozen=True, slots=True)
class Profile:
    """One service's differences; profiles.toml says what each field means."""

    name: str
    title: str
    size: str = "WxH"
    sizes: tuple[str, ...] = ()
    quality: bool = False
    response_format: str = ""
    key: str = _BEARER
    needs_key: bool = False
    longest_prompt: int = MAX_PROMPT_CHARACTERS
    most_tokens: int = 0
    sends_links: bool = False
    reports_usage: bool = True
    at_once: int = 0
    example: str = ""
    residency: Mapping[str, str] = field(default_factory=dict)
    tricks: tuple[Trick, ...] = ()

    def write_parameters(self, settings: ImageSettings, prompt: str) -> dict[str, object]:
        """Return what is sent as JSON for one picture of these words, and nothing else."""
        width, height = settings.pixels
        sizes: dict[str, dict[str, object]] = {
            "WxH": {"size": f"{width}x{height}"},
            "W*H": {"size": f"{width}*{height}"},
            "sides": {"width": width, "height": height},
        }
        parameters: dict[str, object] = {"model": settings.model, "prompt": prompt, "n": 1}
        parameters |= sizes[self.size]
        if self.quality:
            parameters["quality"] = settings.quality
        if self.response_format:
            parameters["response_format"] = self.response_format
        return parameters

    def write_key(self, key: str) -> tuple[str, str]:
        """Return the header that carries this key to the service."""
        if self.key == _BEARER or _TOKEN.fullmatch(key):
            return "Authorization", f"Bearer {key}"
        return self.key, key

    def check_prompt(self, prompt: str) -> None:
        """Raise BadPrompt for words that this service can be known not to draw as they stand."""
        check_words(prompt)
        if len(prompt) > self.longest_prompt:
            raise too_long("The prompt", f"{len(prompt):,} characters", "Nothing was sent.")
        pieces = sum(1 for _ in _PIECE.finditer(prompt)) if self.most_tokens else 0
        if pieces > self.most_tokens:
            raise BadPrompt(
                place="The prompt",
                reason=f"{self.title} takes {self.most_tokens} tokens at most, and it has more",
                advice="Say it in about 50 words, as a new prompt.",
                safety="Nothing was sent.",
            )
        for trick in self.tricks:
            if trick.pattern.search(prompt):
                raise BadPrompt(
                    place="The prompt",
                    reason=trick.reason,
                    advice=trick.advice,
                    safety="Nothing was sent.",
                )

    def check_settings(self, settings: ImageSettings) -> None:
        """Raise BrokenConfig for settings that this service can be known not to take."""
        if self.sizes and settings.size not in self.sizes:
            problem = Problem(
                "[images] size",
                f"{self.title} does not draw {settings.size}.",
                f"Write one of {', '.join(self.sizes)}.",
            )
            raise BrokenConfig([problem], file="workshop.toml", count=1)


def find_profile(settings: ImageSettings) -> Profile:
    """Return the profile of the service that the settings name."""
    name = settings.provider if settings.provider in _OWN_PROFILES else settings.profile
    return load_profiles()[name]


@functools.cache
def load_profiles() -> dict[str, Profile]:
    """Every profile by its name."""
    text = (resources.files("visions.imaging") / "profiles.toml").read_text("utf-8")
    return {name: _read(name, facts) for name, facts in tomllib.loads(text).items()}


def _read(name: str, facts: dict[str, object]) -> Profile:
    lists = {key: tuple(value) for key, value in facts.items() if isinstance(value, list)}
    if "tricks" in lists:
        lists["tricks"] = tuple(
            Trick(re.compile(trick["pattern"]), trick["reason"], trick["advice"])
            for trick in lists["tricks"]
        )
    return Profile(name, **{**facts, **lists})  # type: ignore[arg-type]
