"""What every maker of pictures promises, whoever it is."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from visions.model import GeneratedImage, ImageRequest

Keep = Callable[[bytes], Awaitable[None]]
"""Saves the raw answer durably; awaited once a call, before anything in it is decoded."""


@dataclass(frozen=True, slots=True)
class Observation:
    """One thing that a look at a provider told: what was looked at, and a sentence about it."""

    subject: str
    text: str
    is_good: bool = True
    """False where a person should know or do something; a picture can be made all the same."""


class Provider(Protocol):
    """Makes one picture a call. Never sends a request again by itself.

    `paid` tells whether a call can cost money: then an open request is never repeated without
    a person's word.
    """

    name: str
    paid: bool

    def prepare(self, prompt: str, *, seed: int = 0, language: str | None = None) -> ImageRequest:
        """Return exactly what would be sent for these words. No I/O.

        Raises BadPrompt where this provider can be known not to take them.
        """
        ...

    async def get_ready(self) -> None:
        """Load what the first call needs, so that the call itself is short. Sends nothing."""
        ...

    async def generate(self, request: ImageRequest, keep: Keep) -> GeneratedImage:
        """Make the picture: send, `await keep(raw answer)`, then read the answer.

        Where the kept answer holds a link to the picture that may be followed, the picture is
        fetched next and returned; only its link is in what was kept.
        Ends before the configured deadline. Raises CallFailed with the state it ended in.
        """
        ...

    def read_answer(self, request: ImageRequest, raw: bytes) -> GeneratedImage:
        """Read a kept raw answer again, without sending anything.

        Raises CallFailed where there is no picture in it, as in an answer that only links to it.
        """
        ...

    def check(self) -> AsyncIterator[Observation]:
        """Yield what a look at the service tells; spends nothing.

        Raises CallFailed, NoKey, BadKey or BrokenConfig, after what was seen until then, when a
        picture could not be made now.
        """
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...
