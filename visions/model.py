"""The nouns of a workshop: frozen values, no I/O."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

MAX_PROMPT_CHARACTERS = 32_000
"""The longest prompt the image service takes; also ours, whoever draws."""

LANGUAGES = ("en", "de", "it", "ro", "nl", "el", "bg", "pl")
"""Languages that sheets can be written in, English being the source."""

PROFILES = (
    "portable",
    "localai",
    "stable-diffusion-cpp",
    "vllm-omni",
    "sglang",
    "xinference",
    "litellm",
    "gemini",
    "together",
    "ionos",
    "infomaniak",
)
"""Services behind provider “compatible” whose differences are known."""

REGIONS = ("ae", "au", "eu", "in", "jp", "us")
"""Where OpenAI keeps data for organisations that it lets choose."""


@dataclass(frozen=True, slots=True)
class City:
    name: str
    country: str | None = None
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Tandem:
    """One to three partner cities. `key` is a slug and names the folders."""

    key: str
    cities: tuple[City, ...]
    theme: str = ""
    languages: tuple[str, ...] = ("en",)
    budget: float | None = None
    """USD, within the workshop's budget."""
    bilingual: bool = False
    """Whether its sheets are in the first two languages at once."""

    @property
    def sheet_languages(self) -> tuple[str, ...]:
        """The codes of its worksheets and roadmaps: one a language, or “it-de” for two at once."""
        return ("-".join(self.languages[:2]),) if self.bilingual else self.languages

    @property
    def title(self) -> str:
        """The cities as people write them: “Arezzo – Hamm”."""
        return " – ".join(city.name for city in self.cities)


def part_languages(code: str) -> tuple[str, ...]:
    """The languages in the code of a sheet: “it-de” has two of them."""
    return tuple(code.split("-"))


@dataclass(frozen=True, slots=True)
class OwnPrices:
    """What the workshop says that pictures cost: USD a picture, or per million tokens."""

    picture: float | None = None
    text_in: float | None = None
    image_in: float | None = None
    image_out: float | None = None


@dataclass(frozen=True, slots=True)
class ImageSettings:
    """How pictures are made. Sizes in pixels, deadline in seconds, budget in USD.

    `url_hosts` are the hosts, other than the service's own, whose pictures may be fetched by a
    link. `most_pictures` limits the paid pictures of the whole workshop.
    """

    provider: str = "sketch"
    model: str = "gpt-image-2"
    base_url: str | None = None
    profile: str = "portable"
    url_hosts: tuple[str, ...] = ()
    data_residency: str | None = None
    organisation: str | None = None
    size: str = "1536x1024"
    quality: str = "medium"
    concurrency: int = 4
    per_minute: int = 20
    deadline: float = 300.0
    budget: float | None = None
    most_pictures: int | None = None
    prices: OwnPrices = OwnPrices()
    fallback: str | None = None

    @property
    def pixels(self) -> tuple[int, int]:
        """Width and height in pixels."""
        width, height = self.size.split("x")
        return int(width), int(height)


@dataclass(frozen=True, slots=True)
class Workshop:
    title: str
    organiser: str
    place: str
    date: dt.date
    horizon: dt.date
    languages: tuple[str, ...]
    tandems: tuple[Tandem, ...]
    images: ImageSettings = field(default_factory=ImageSettings)
    retention: dt.date | None = None
    """The day until which prompts, pictures and answers are kept; None where nobody decided."""
    usage_terms: str = ""
    """Under which terms others may use the pictures; inside each labelled copy, in XMP."""

    def tandem(self, key: str) -> Tandem | None:
        """Return the tandem with this key, or None."""
        return next((tandem for tandem in self.tandems if tandem.key == key), None)


@dataclass(frozen=True, slots=True, order=True)
class RecordId:
    """A prompt's place in the archive: its tandem's key and its number, counted from 1."""

    tandem: str
    number: int

    @property
    def digits(self) -> str:
        return f"{self.number:04d}"

    def __str__(self) -> str:
        return f"{self.tandem}/{self.digits}"


@dataclass(frozen=True, slots=True)
class Prompt:
    """The words of one prompt exactly as written, and the facts kept beside them.

    Facts: when, language, parent, the sender's own id, options such as a seed. All optional.
    """

    id: RecordId
    text: str
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def seed(self) -> int:
        """The sketch's seed: the one asked for, else the tandem's own.

        So the town of a tandem stays its town from prompt to prompt, and is not its neighbour's.
        """
        seed = self.facts.get("seed")
        if isinstance(seed, int) and not isinstance(seed, bool):
            return seed
        return int.from_bytes(hashlib.sha256(self.id.tandem.encode()).digest()[:4], "big")

    @property
    def language(self) -> str | None:
        """The language that the words were said to be in, if any."""
        language = self.facts.get("language")
        return language if isinstance(language, str) else None


class State(StrEnum):
    """Where a prompt stands; derived from the files that exist, never stored."""

    ACCEPTED = "accepted"
    SENDING = "sending"
    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ImageRequest:
    """What one call asks for. `parameters` is what is really sent, prompt and model included."""

    provider: str
    model: str
    prompt: str
    width: int
    height: int
    parameters: Mapping[str, object]
    endpoint: str | None = None
    paid: bool = False


@dataclass(frozen=True, slots=True)
class GeneratedImage:
    """One picture as it arrived: the exact bytes, their sniffed type, what the service reported."""

    data: bytes
    media_type: str
    width: int
    height: int
    system: str
    model: str
    usage: Mapping[str, object] = field(default_factory=dict)
    reported: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Record:
    """A prompt, its image and everything that proves how it came about (record.json)."""

    id: RecordId
    uuid: str
    prompt: str
    prompt_sha256: str
    provider: str
    system: str
    model: str
    attempt: int
    requested_at: dt.datetime
    created_at: dt.datetime
    parameters: Mapping[str, object]
    original: str
    media_type: str
    width: int
    height: int
    bytes: int
    sha256: str
    usage: Mapping[str, object] = field(default_factory=dict)
    reported: Mapping[str, object] = field(default_factory=dict)
    cost_usd: float | None = None

    @property
    def is_ai(self) -> bool:
        """True unless the built-in illustrator drew it, which works by rules and says so."""
        return self.provider != "sketch"


@dataclass(frozen=True, slots=True)
class Entry:
    """What the archive knows of one prompt: its words, where it stands, and its record if done.

    `attempt` counts the requests so far; `reason` and `advice` say how the last one ended, and
    `detail` quotes the service. A `record` in a state other than DONE is a stand-in.
    """

    prompt: Prompt
    state: State
    record: Record | None = None
    attempt: int = 0
    kind: str = ""
    reason: str = ""
    advice: str = ""
    detail: str = ""

    @property
    def id(self) -> RecordId:
        return self.prompt.id
