"""Which provider a workshop's settings mean."""

from __future__ import annotations

from visions.errors import BrokenConfig, NoKey, Problem
from visions.imaging.provider import Provider
from visions.model import ImageSettings
from visions.secret import Secret

NEEDS_ADDRESS = ("azure", "compatible")


def choose_provider(settings: ImageSettings, key: Secret | None) -> Provider:
    """Return the provider that `settings` name. No I/O.

    Raises NoKey where it needs a key and there is none, and BrokenConfig where its address is
    missing. “azure” and “compatible” are the same client at another address: the service has to
    speak OpenAI's image API there and to answer in base64.
    """
    if settings.provider == "sketch":
        from visions.imaging.sketch_images import SketchImages

        return SketchImages(settings)

    from visions.imaging.openai_images import OpenAIImages

    if settings.provider in NEEDS_ADDRESS and not settings.base_url:
        problem = Problem(
            "[images] base_url",
            f"is missing, and the provider “{settings.provider}” needs it.",
            'Write for example base_url = "https://NAME.openai.azure.com/openai/v1/".',
        )
        raise BrokenConfig([problem], file="workshop.toml", count=1)
    if key is None and settings.provider != "compatible":
        raise NoKey(provider=settings.provider)
    return OpenAIImages(settings, key, name=settings.provider)
