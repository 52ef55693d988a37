"""The keys of the tandems in workshop.toml: all that verifying needs of it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from visions.verification.finding import Finding
from visions.verification.names import is_slug

SETTINGS = "workshop.toml"


@dataclass(frozen=True, slots=True)
class Settings:
    """The keys in the file's order; None where it cannot be told what they are."""

    keys: tuple[str, ...] | None
    findings: list[Finding] = field(default_factory=list)


def read_settings(root: Path) -> Settings:
    """The tandems of the workshop in `root`. Never raises."""
    try:
        tandems = tomllib.loads((root / SETTINGS).read_bytes().decode("utf-8-sig"))["tandems"]
        keys = tuple(tandem["key"] for tandem in tandems)
    except FileNotFoundError:
        return Settings(None, [Finding("V001", SETTINGS)])
    except OSError as error:
        return _broken((error.strerror or "unknown reason").lower())
    except UnicodeDecodeError:
        return _broken("it is not UTF-8")
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return _broken(str(error) or "it is nested too deeply")
    except (KeyError, TypeError, AttributeError):
        return _broken("its tandems or their keys are missing")
    if not keys or not all(isinstance(key, str) and is_slug(key) for key in keys):
        return _broken("its tandems or their keys are missing")
    return Settings(keys)


def _broken(reason: str) -> Settings:
    return Settings(None, [Finding("V002", SETTINGS, told={"reason": reason})])
