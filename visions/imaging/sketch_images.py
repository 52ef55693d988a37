"""Pictures from the built-in illustrator: free, offline, the same words giving the same drawing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from visions import __version__
from visions.errors import CallFailed
from visions.imaging.provider import Keep, Observation
from visions.imaging.sniff import NotAPicture, sniff_sketch
from visions.model import GeneratedImage, ImageRequest, ImageSettings
from visions.words import check_words

SYSTEM = "visions sketch"


class SketchImages:
    """Draws each picture in a thread, so that several come along side by side."""

    name = "sketch"
    paid = False

    def __init__(self, settings: ImageSettings) -> None:
        self._settings = settings

    def prepare(self, prompt: str, *, seed: int = 0, language: str | None = None) -> ImageRequest:
        check_words(prompt)
        width, height = self._settings.pixels
        return ImageRequest(
            provider=self.name,
            model=__version__,
            prompt=prompt,
            width=width,
            height=height,
            parameters={
                "model": __version__,
                "prompt": prompt,
                "width": width,
                "height": height,
                "seed": seed,
                "language": language,
            },
        )

    async def get_ready(self) -> None:
        """Nothing to load."""

    async def generate(self, request: ImageRequest, keep: Keep) -> GeneratedImage:
        try:
            async with asyncio.timeout(self._settings.deadline):
                raw = await asyncio.to_thread(_draw, request)
        except TimeoutError:
            raise CallFailed(
                "deadline",
                "failed",
                "The sketch was not finished in time: this computer is very busy.",
                "Run “visions make” again, or raise deadline under [images] in workshop.toml.",
            ) from None
        except Exception as error:
            raise CallFailed(
                "sketch-broke",
                "failed",
                "The built-in illustrator stumbled over this prompt.",
                "Change a word of it, as a new prompt, and please report the old one.",
                detail=type(error).__name__,
            ) from error
        await keep(raw)
        return self.read_answer(request, raw)

    def read_answer(self, request: ImageRequest, raw: bytes) -> GeneratedImage:
        from visions.imaging.sketch import read_scene

        try:
            sniffed = sniff_sketch(raw)
        except NotAPicture as error:
            raise CallFailed(
                "damaged-picture",
                "failed",
                "The kept drawing is damaged.",
                "Draw it again with “visions retry”; it costs nothing.",
                detail=str(error),
            ) from None
        return GeneratedImage(
            data=raw,
            media_type=sniffed.media_type,
            width=sniffed.width,
            height=sniffed.height,
            system=SYSTEM,
            model=request.model,
            reported={"scene": read_scene(raw)},
        )

    async def check(self) -> AsyncIterator[Observation]:
        yield Observation(
            f"provider {self.name}",
            "The built-in illustrator is ready; it needs neither a key nor the internet.",
        )

    async def close(self) -> None:
        """Nothing to let go of."""


def _draw(request: ImageRequest) -> bytes:
    from visions.imaging.sketch import draw_sketch

    seed, language = request.parameters.get("seed"), request.parameters.get("language")
    sketch = draw_sketch(
        request.prompt,
        width=request.width,
        height=request.height,
        seed=seed if isinstance(seed, int) else 0,
        language=language if isinstance(language, str) else None,
    )
    return sketch.svg.encode()
