"""Which provider a workshop's settings mean."""

from __future__ import annotations

from visions.errors import BrokenConfig, Problem
from visions.imaging.provider import Provider
from visions.model import ImageSettings
from visions.secret import Secret

NEEDS_ADDRESS = ("azure", "compatible")


def choose_provider(settings: ImageSettings, key: Secret | None) -> Provider:
    """Return the provider that `settings` name. No I/O.

    Raises NoKey where it needs a key and there is none, BadKey where strangers could read the
    key, and BrokenConfig where its address is missing or it does not draw this size.
    “azure” and “compatible” are the same client at another address, with another profile.
    """
    if settings.provider == "sketch":
        from visions.imaging.sketch_images import SketchImages

        return SketchImages(settings)

    from visions.imaging.openai_images import OpenAIImages
    from visions.imaging.profiles import find_profile

    profile = find_profile(settings)
    if settings.provider in NEEDS_ADDRESS and not settings.base_url:
        raise _broken("is missing: this provider needs it.", profile.example)
    profile.check_settings(settings)
    try:
        provider = OpenAIImages(settings, key)
    except ValueError:
        raise _broken("is no address.", profile.example) from None
    provider.check_key()
    return provider


def _broken(what: str, example: str) -> BrokenConfig:
    problem = Problem("[images] base_url", what, f'Write for example base_url = "{example}".')
    return BrokenConfig([problem], file="workshop.toml", count=1)
