"""What every maker of pictures promises, whoever it is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol

from visions.model import GeneratedImage, ImageRequest

Keep = Callable[[bytes], Awaitable[None]]
"""Saves the raw answer durably; awaited before anything in it is decoded."""


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

        Ends before the configured deadline. Raises CallFailed with the state it ended in.
        """
        ...

    def read_answer(self, request: ImageRequest, raw: bytes) -> GeneratedImage:
        """Read a kept raw answer again, without sending anything. Raises CallFailed."""
        ...

    async def check(self) -> str:
        """Say in one sentence that the service is reachable and takes the key; spends nothing.

        Raises CallFailed, NoKey or BadKey when a picture could not be made now.
        """
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...
