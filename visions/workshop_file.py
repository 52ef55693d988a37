"""workshop.toml as a strict schema.

An unknown key is refused with the nearest right one, and all problems come in one report.
Sizes follow the image API: multiples of 16, ratio 1:3 to 3:1, up to 3840x2160.
"""

from __future__ import annotations

import calendar
import datetime as dt
import difflib
import re
import tomllib
import unicodedata
from contextlib import suppress
from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from visions.errors import Problem
from visions.i18n import knows_country, speak
from visions.model import (
    LANGUAGES,
    PROFILES,
    REGIONS,
    City,
    ImageSettings,
    OwnPrices,
    Tandem,
    Workshop,
)
from visions.workshop_problems import (
    collect_problems,
    explain_address,
    explain_host,
    list_problems,
)

FILE_NAME = "workshop.toml"
LONGEST_KEY = 40
MOST_PIXELS = 3840 * 2160

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_RESERVED = {"print", "assets", "con", "prn", "aux", "nul"} | {
    f"{port}{n}" for port in ("com", "lpt") for n in range(10)
}


def parse_workshop(raw: bytes) -> Workshop:
    """Turn the bytes of a workshop.toml into a Workshop. Raises BrokenConfig."""
    try:
        data = tomllib.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        problem = Problem(f"line {line}", "this is not UTF-8 text.", _SAVE_AS_UTF8)
        raise collect_problems(FILE_NAME, [problem]) from None
    except tomllib.TOMLDecodeError as error:
        raise collect_problems(FILE_NAME, [Problem("TOML", f"{error}.", _TOML_ADVICE)]) from None
    except (ValueError, RecursionError):
        problem = Problem("TOML", "a number or a nesting here is beyond reading.", _TOML_ADVICE)
        raise collect_problems(FILE_NAME, [problem]) from None
    try:
        return WorkshopFile.model_validate(data).to_workshop()
    except ValidationError as error:
        raise collect_problems(FILE_NAME, list_problems(error, data, WorkshopFile)) from None


_SAVE_AS_UTF8 = "Save the file as UTF-8 (in Windows' Notepad: Save as, Encoding: UTF-8)."
_TOML_ADVICE = 'A value is written key = "text"; look at the line named here and the one before it.'


def _fail(message: str, instead: str) -> PydanticCustomError:
    return PydanticCustomError("rule", "{what}", {"what": message, "instead": instead})


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


def _propose_slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    slug = "-".join(re.findall(r"[a-z0-9]+", plain))[:LONGEST_KEY].strip("-")
    return slug if slug and slug not in _RESERVED else "city-a-city-b"


def _check_horizon(value: object) -> dt.date:
    """A date stays; a month becomes its last day."""
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    if isinstance(value, str):
        try:
            if re.fullmatch(r"\d{4}-\d{2}", value):
                year, month = (int(part) for part in value.split("-"))
                return dt.date(year, month, calendar.monthrange(year, month)[1])
            return dt.date.fromisoformat(value)
        except ValueError:
            pass
    raise _fail(f"“{value}” is neither a month nor a date.", 'Write "2024-12" or 2024-12-31.')


def _check_day(value: object) -> dt.date:
    if isinstance(value, str):
        with suppress(ValueError):
            value = dt.date.fromisoformat(value)
    if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
        raise _fail(f"“{value}” is not a date.", "Write year, month and day: 2023-10-23.")
    if not 1900 <= value.year <= 2200:
        raise _fail("this year cannot be meant.", "Write a year between 1900 and 2200.")
    return value


def _check_languages(value: list[str]) -> tuple[str, ...]:
    for code in value:
        if code not in LANGUAGES:
            names = ", ".join(f"{known} ({speak(known).name})" for known in LANGUAGES)
            raise _fail(f"there is no language “{code}” here.", f"Write one or more of {names}.")
    if len(set(value)) != len(value):
        raise _fail("a language stands here twice.", "Name each once.")
    if not value:
        raise _fail("no language is named.", 'Write for example ["en"].')
    return tuple(value)


Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=120, pattern=r"^[^\n]*$")]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Money = Annotated[float, Field(ge=0, le=1_000_000, strict=False, allow_inf_nan=False)]


class _CityFile(_Strict):
    name: Name
    country: str | None = None
    absent: bool = False

    @field_validator("country")
    @classmethod
    def _check_country(cls, value: str | None) -> str | None:
        if value is not None and not knows_country(value):
            raise _fail(f"“{value}” is no country code.", 'Write two letters, such as "IT".')
        return value.upper() if value else None


class _TandemFile(_Strict):
    key: str
    theme: Annotated[str, StringConstraints(strip_whitespace=True, max_length=60)] = ""
    languages: list[str] | None = None
    budget: Money | None = None
    bilingual: bool = False
    cities: list[_CityFile] = Field(min_length=1, max_length=3)

    @field_validator("key")
    @classmethod
    def _check_key(cls, value: str) -> str:
        if value in _RESERVED:
            raise _fail(f"the folder name “{value}” is taken.", "Choose another key.")
        if len(value) > LONGEST_KEY or not _SLUG.fullmatch(value):
            raise _fail(
                f"“{value}” cannot name a folder.",
                f"Write small letters a–z, digits and single hyphens, at most {LONGEST_KEY}: "
                f'"{_propose_slug(value)}".',
            )
        return value

    @field_validator("languages")
    @classmethod
    def _check_codes(cls, value: list[str] | None) -> list[str] | None:
        return None if value is None else list(_check_languages(value))

    @field_validator("cities")
    @classmethod
    def _check_cities(cls, value: list[_CityFile]) -> list[_CityFile]:
        if len({city.name.casefold() for city in value}) < len(value):
            raise _fail("a city stands here twice.", "Name each once.")
        return value


class _PricesFile(_Strict):
    picture: Money | None = None
    text_in: Money | None = None
    image_in: Money | None = None
    image_out: Money | None = None

    @model_validator(mode="after")
    def _check_complete(self) -> _PricesFile:
        tokens = (self.text_in, self.image_in, self.image_out)
        if None in tokens and tokens != (None, None, None):
            raise _fail(
                "text_in, image_in and image_out belong together.",
                "Write all three (USD per million tokens), or only picture = … (USD a picture).",
            )
        return self


class _ImagesFile(_Strict):
    provider: Literal["sketch", "openai", "azure", "compatible"] = "sketch"
    model: Name = "gpt-image-2"
    base_url: str | None = None
    profile: str = "portable"
    url_hosts: Annotated[tuple[str, ...], Field(strict=False, max_length=20)] = ()
    data_residency: str | None = None
    organisation: Name | None = None
    size: str = "1536x1024"
    quality: Literal["auto", "low", "medium", "high", "xhigh", "max"] = "medium"
    concurrency: int = Field(default=4, ge=1, le=32)
    per_minute: int = Field(default=20, ge=1, le=1000)
    deadline: Annotated[float, Field(ge=5, le=3600, strict=False)] = 300.0
    budget: Money | None = None
    most_pictures: Annotated[int, Field(ge=0)] | None = None
    prices: _PricesFile = _PricesFile()
    fallback: Literal["sketch"] | None = None

    @field_validator("size")
    @classmethod
    def _check_size(cls, value: str) -> str:
        advice = 'Write width x height, such as "1536x1024", "1024x1024" or "1024x1536".'
        match = re.fullmatch(r"(\d{2,5})x(\d{2,5})", value)
        if not match:
            raise _fail(f"“{value}” is no size.", advice)
        width, height = int(match[1]), int(match[2])
        if width % 16 or height % 16 or not 1 / 3 <= width / height <= 3:
            raise _fail(
                f"no picture can be {value}.",
                "Both sides must be multiples of 16, and neither over three times the other. "
                + advice,
            )
        if not 256 * 256 <= width * height <= MOST_PIXELS or max(width, height) > 3840:
            raise _fail(f"{value} is too small or too large.", advice)
        return value

    @field_validator("base_url")
    @classmethod
    def _check_url(cls, value: str | None) -> str | None:
        wrong = explain_address(value) if value is not None else None
        if wrong is not None:
            raise _fail(*wrong)
        return value

    @field_validator("profile")
    @classmethod
    def _check_profile(cls, value: str) -> str:
        if value not in PROFILES:
            near = difflib.get_close_matches(value.lower(), PROFILES, n=1, cutoff=0.5)
            advice = f"Did you mean “{near[0]}”?" if near else f"Known: {', '.join(PROFILES)}."
            raise _fail(f"there is no profile “{value}”.", advice)
        return value

    @field_validator("url_hosts")
    @classmethod
    def _check_hosts(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for host in value:
            if wrong := explain_host(host):
                raise _fail(*wrong)
        return tuple(host.lower() for host in value)

    @field_validator("data_residency")
    @classmethod
    def _check_region(cls, value: str | None) -> str | None:
        if value is not None and value not in REGIONS:
            raise _fail(f"there is no region “{value}”.", f"Write one of {', '.join(REGIONS)}.")
        return value

    @model_validator(mode="after")
    def _check_together(self) -> _ImagesFile:
        if self.provider in ("azure", "compatible") and self.base_url is None:
            raise _fail(
                f'provider "{self.provider}" needs an address.',
                'Add base_url = "https://…/v1" below it.',
            )
        if self.profile != "portable" and self.provider != "compatible":
            raise _fail(
                f'profile "{self.profile}" belongs to provider = "compatible".',
                "Write that, or take profile out.",
            )
        if self.data_residency and (self.provider != "openai" or self.base_url is not None):
            raise _fail(
                'data_residency belongs to provider = "openai" without a base_url.',
                "Elsewhere the address decides where data is kept: take data_residency out.",
            )
        return self


class WorkshopFile(_Strict):
    title: Annotated[Line, StringConstraints(min_length=1)]
    organiser: Line = ""
    place: Line = ""
    date: Annotated[dt.date, BeforeValidator(_check_day)]
    horizon: Annotated[dt.date, BeforeValidator(_check_horizon)]
    languages: list[str] = ["en"]
    retention: Annotated[dt.date, BeforeValidator(_check_horizon)] | None = None
    usage_terms: Annotated[Line, StringConstraints(max_length=500)] = ""
    images: _ImagesFile = _ImagesFile()
    tandems: list[_TandemFile] = Field(min_length=1)

    @field_validator("languages")
    @classmethod
    def _check_codes(cls, value: list[str]) -> list[str]:
        return list(_check_languages(value))

    @field_validator("tandems")
    @classmethod
    def _check_keys(cls, value: list[_TandemFile]) -> list[_TandemFile]:
        keys = [tandem.key for tandem in value]
        if twice := sorted({key for key in keys if keys.count(key) > 1}):
            raise _fail(f"the key “{twice[0]}” stands here twice.", "Give each tandem its own.")
        return value

    @field_validator("tandems")
    @classmethod
    def _check_bilingual(cls, value: list[_TandemFile], info: ValidationInfo) -> list[_TandemFile]:
        usual = info.data.get("languages", LANGUAGES)  # which may be wrong, and told of already
        for tandem in value:
            if tandem.bilingual and len(tandem.languages or usual) < 2:
                raise _fail(
                    f"“{tandem.key}” is bilingual and has only one language.",
                    'Name two, such as languages = ["it", "de"], or take bilingual out.',
                )
        return value

    @field_validator("horizon")
    @classmethod
    def _check_order(cls, value: dt.date, info: ValidationInfo) -> dt.date:
        date = info.data.get("date")
        if isinstance(date, dt.date) and value < date:
            raise _fail(
                f"the horizon ({value}) is before the date ({date}).",
                "The roadmap runs from the date to the horizon: write a later horizon.",
            )
        return value

    @field_validator("retention")
    @classmethod
    def _check_retention(cls, value: dt.date | None, info: ValidationInfo) -> dt.date | None:
        date = info.data.get("date")
        if isinstance(date, dt.date) and value is not None and value < date:
            raise _fail(
                f"the retention ends ({value}) before the workshop is held ({date}).",
                'Write until when things are kept: "2026-10" or 2026-10-23.',
            )
        return value

    def to_workshop(self) -> Workshop:
        images = self.images.model_dump()
        prices = OwnPrices(**images.pop("prices"))
        return Workshop(
            title=self.title,
            organiser=self.organiser,
            place=self.place,
            date=self.date,
            horizon=self.horizon,
            languages=tuple(self.languages),
            tandems=tuple(
                Tandem(
                    key=tandem.key,
                    cities=tuple(City(**city.model_dump()) for city in tandem.cities),
                    theme=tandem.theme,
                    languages=tuple(tandem.languages or self.languages),
                    budget=tandem.budget,
                    bilingual=tandem.bilingual,
                )
                for tandem in self.tandems
            ),
            images=ImageSettings(**images, prices=prices),
            retention=self.retention,
            usage_terms=self.usage_terms,
        )
