"""How these tests call a provider, and where they look for the key afterwards."""

from __future__ import annotations

import asyncio
import base64
import gc
import traceback
import types
from typing import Any
from urllib.parse import quote

from visions.errors import CallFailed
from visions.imaging.links import look_up
from visions.imaging.openai_images import LookUp, OpenAIImages
from visions.imaging.provider import Observation, Provider
from visions.model import GeneratedImage, ImageSettings
from visions.secret import Secret

KEY = "sk-canary-A1b2+C3d4/E5f6~G7h8"


def openai_at(base_url: str, *, deadline: float = 20.0, **more: Any) -> OpenAIImages:
    """A provider with the canary key and a small picture size, pointed at a test's own server."""
    return service_at(base_url, deadline=deadline, provider="openai", **more)


def service_at(
    base_url: str, key: str | None = KEY, look_up: LookUp = look_up, **more: Any
) -> OpenAIImages:
    """The same for provider “compatible” or the one named in `more`."""
    named = {"provider": "compatible", "deadline": 20.0, "size": "96x64", **more}
    settings = ImageSettings(base_url=base_url, **named)
    return OpenAIImages(settings, Secret(key) if key else None, look_up=look_up)


def check(provider: Provider) -> list[Observation]:
    """Look at a service in a loop of its own."""

    async def collect() -> list[Observation]:
        return [seen async for seen in provider.check()]

    return asyncio.run(collect())


class Kept(list[bytes]):
    """Keeps raw answers like an archive does: a little later."""

    async def __call__(self, raw: bytes) -> None:
        await asyncio.sleep(0.01)
        self.append(raw)


def make(provider: Provider, prompt: str = "A quiet street", **more: Any) -> GeneratedImage:
    """Make one picture from start to end in a loop of its own."""
    return asyncio.run(provider.generate(provider.prepare(prompt, **more), Kept()))


def find_key(text: str | bytes, key: str = KEY) -> list[str]:
    """Return the disguises of the key that `text` holds."""
    whole = text if isinstance(text, bytes) else text.encode()
    raw = key.encode()
    cores = [base64.b64encode(b"\0" * offset + raw).decode()[4:-4] for offset in range(3)]
    forms = [key, quote(key, safe=""), raw.hex(), *cores]
    forms += [core.replace("+", "-").replace("/", "_") for core in cores]
    return [form for form in forms if form.lower().encode() in whole.lower()]


def tell_everything(error: CallFailed) -> str:
    """Return all that a log, a crash report or a curious person could get out of an error."""
    report = traceback.TracebackException.from_exception(error, capture_locals=True)
    parts = [*report.format(chain=True)]
    link: BaseException | None = error
    while link is not None:
        parts += [str(link), repr(link), repr(vars(link)), repr(link.args)]
        link = link.__cause__ or link.__context__
    return "\n".join(parts)


def reach_key(error: BaseException) -> list[str]:
    """Return the types of what holds the key and can be reached from an error, a Secret aside.

    Follows its causes, its attributes and the variables of our own frames in its tracebacks,
    which is how far crash reporters go.
    """
    todo: list[Any] = []
    link: BaseException | None = error
    while link is not None:
        todo.append(link)
        step = link.__traceback__
        while step is not None:
            if "/tests/" not in step.tb_frame.f_code.co_filename:
                todo += step.tb_frame.f_locals.values()
            step = step.tb_next
        link = link.__cause__ or link.__context__
    found, seen = [], set[int]()
    dead_ends = (type, Secret, types.ModuleType, types.FrameType, types.TracebackType)
    while todo and len(seen) < 100_000:
        thing = todo.pop()
        if id(thing) in seen or isinstance(thing, dead_ends):
            continue
        seen.add(id(thing))
        if isinstance(thing, str | bytes) and find_key(thing):
            found.append(type(thing).__name__)
        elif isinstance(thing, types.FunctionType | types.MethodType):
            todo += [cell.cell_contents for cell in getattr(thing, "__closure__", None) or ()]
        else:
            todo += gc.get_referents(thing)
    return found
