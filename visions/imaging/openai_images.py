"""Pictures from OpenAI and services that speak its image API; the only door to the SDK."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager, aclosing, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from visions.errors import NoKey
from visions.imaging.endings import call_failed, check_failed
from visions.imaging.openai_answer import listed_models, read_images_answer
from visions.imaging.openai_errors import (
    MAX_READ,
    kind_of_break,
    kind_of_status,
    looks_like_a_page,
    quote_service,
)
from visions.imaging.provider import Keep
from visions.model import GeneratedImage, ImageRequest, ImageSettings
from visions.secret import Secret
from visions.words import check_words

if TYPE_CHECKING:
    import httpx2
    import openai

    _Ask = Callable[[openai.AsyncOpenAI], AbstractAsyncContextManager[Any]]

OPENAI_URL = "https://api.openai.com/v1"
MAX_ANSWER = 100_000_000
MAX_SAYING = 10.0
MAX_CONNECTING = 20.0
MAX_CHECKING = 20.0

_SENT_HEADERS = frozenset(
    [
        "accept",
        "accept-encoding",
        "connection",
        "content-length",
        "content-type",
        "host",
        "user-agent",
        "x-stainless-raw-response",
    ]
)
_THIS_COMPUTER = ("all://localhost", "all://127.0.0.1", "all://[::1]")


class OpenAIImages:
    """One POST /images/generations a picture, never sent again by itself.

    Each call has a connection of its own: one that the service dropped while it lay idle would
    end a call in doubt about its charge, and next to the seconds of drawing a new one is free.
    """

    paid = True

    def __init__(
        self,
        settings: ImageSettings,
        key: Secret | None,
        *,
        name: str = "openai",
        max_answer: int = MAX_ANSWER,
    ) -> None:
        self.name = name
        self._settings = settings
        self._key = key
        self._base_url = (settings.base_url or OPENAI_URL).rstrip("/")
        url = urlsplit(self._base_url)
        host = url.netloc.rpartition("@")[2]
        self._address = f"{url.scheme}://{host}{url.path}"
        self._system = "OpenAI" if self._base_url == OPENAI_URL else f"image service at {host}"
        self._max_answer = max_answer
        self._trust: ssl.SSLContext | None = None
        self._loading = threading.Lock()

    def prepare(self, prompt: str, *, seed: int = 0, language: str | None = None) -> ImageRequest:
        check_words(prompt)
        width, height = self._settings.pixels
        return ImageRequest(
            provider=self.name,
            model=self._settings.model,
            prompt=prompt,
            width=width,
            height=height,
            parameters={
                "model": self._settings.model,
                "prompt": prompt,
                "n": 1,
                "size": self._settings.size,
                "quality": self._settings.quality,
            },
            endpoint=self._address + "/images/generations",
            paid=True,
        )

    async def get_ready(self) -> None:
        await asyncio.to_thread(self._load_trust)

    async def generate(self, request: ImageRequest, keep: Keep) -> GeneratedImage:
        self._need_key()
        parameters: dict[str, Any] = dict(request.parameters)
        answer = await self._exchange(
            lambda client: client.images.with_streaming_response.generate(**parameters),
            self._settings.deadline,
        )
        # Raised here and not where it was caught, so that no traceback leads to the request,
        # which holds the key.
        if isinstance(answer, _Broken):
            raise call_failed(answer.kind, answer.detail)
        await keep(answer)
        return await asyncio.to_thread(self.read_answer, request, answer)

    def read_answer(self, request: ImageRequest, raw: bytes) -> GeneratedImage:
        return read_images_answer(request, raw, system=self._system, key=self._key)

    async def check(self) -> str:
        self._need_key()
        answer = await self._exchange(
            lambda client: client.models.with_streaming_response.list(),
            min(self._settings.deadline, MAX_CHECKING),
        )
        model = self._settings.model
        if isinstance(answer, _Broken):
            if answer.kind in ("no-model", "wrong-address") and self.name != "openai":
                return (
                    "The service answers but has no list of models: "
                    "whether key and model are right shows with the first picture."
                )
            raise check_failed(answer.kind, answer.detail)
        models = listed_models(answer)
        if models is None:
            page = looks_like_a_page(answer)
            kind = "captive-portal" if page else "unreadable-answer"
            raise check_failed(kind, quote_service(answer, self._key))
        if model in models:
            return (
                f"The service takes the key and lists the model “{model}” "
                "(a list is no promise: the first picture is the proof)."
            )
        if self.name == "openai":
            raise check_failed("no-model", f"“{model}” is not among the models of this key")
        return f"The service takes the key; “{model}” is not on its list of models."

    async def close(self) -> None:
        """Nothing to let go of: no connection outlives its call."""

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name} at {self._address}>"

    def _need_key(self) -> None:
        """A compatible server on one's own computer may do without a key; the others never do."""
        if self._key is None and self.name != "compatible":
            raise NoKey(provider=self.name)

    async def _exchange(self, ask: _Ask, deadline: float) -> bytes | _Broken:
        """Send one request and return the whole body of its success, or how it ended instead.

        Ends within `deadline` seconds, whatever the other side does.
        """
        # In a thread: the import takes half a second, in which a live page goes on.
        trust = self._trust
        if trust is None:
            trust = await asyncio.to_thread(self._load_trust)
        call = _Call(self._key, self._settings.organisation, self._max_answer)
        timer = asyncio.timeout(deadline)
        try:
            async with (
                timer,
                self._open(call, deadline, trust) as client,
                ask(client) as response,
                aclosing(response.http_response.aiter_bytes()) as chunks,
            ):
                async for chunk in chunks:
                    call.take(chunk)
                call.is_whole = True
        except Exception as error:
            # Everything: a call that may have been charged has to end in a state of its own.
            kind = call.kind_of_end(error, in_time=not timer.expired())
            if call.said is not None:
                return _Broken(kind, quote_service(call.said, self._key))
            if not call.is_whole:  # a stumble while hanging up costs nobody a picture
                seconds = asyncio.get_running_loop().time() - call.began
                return _Broken(kind, f"{type(error).__name__} after {seconds:.1f} s")
        body = b"".join(call.chunks)
        # Blanked even in what is kept word for word: an archive is handed on.
        return body if self._key is None else self._key.scrub_bytes(body)

    def _load_trust(self) -> ssl.SSLContext:
        import httpx2
        import openai  # noqa: F401  (its import is the long one)

        with self._loading:
            trust = self._trust or httpx2.create_ssl_context()
            self._trust = trust
        return trust

    def _open(self, call: _Call, deadline: float, trust: ssl.SSLContext) -> openai.AsyncOpenAI:
        import httpx2
        import openai

        http_client = openai.DefaultAsyncHttpxClient(
            verify=trust,
            follow_redirects=False,
            # TCP and TLS take one `connect` each. Both have to end before the deadline does: the
            # library leaves a socket open when it is stopped in the middle of them.
            timeout=httpx2.Timeout(deadline, connect=min(deadline / 3, MAX_CONNECTING)),
            limits=httpx2.Limits(max_keepalive_connections=0),
            mounts=dict.fromkeys(_THIS_COMPUTER),  # never through the venue's proxy
            event_hooks={"request": [call.before_sending], "response": [call.after_headers]},
        )
        # The key is not given to the SDK but set on the one request that leaves.
        return openai.AsyncOpenAI(
            api_key="-", base_url=self._base_url, max_retries=0, http_client=http_client
        )


@dataclass(frozen=True, slots=True)
class _Broken:
    """How a call ended without a body to read: the kind of its ending, and words about it."""

    kind: str
    detail: str


class NoSuccess(Exception):
    """The status says that there is no picture; ends the call before the SDK reads the body."""


class AnswerTooLarge(Exception):
    """More bytes came than any picture has."""


class _Call:
    """What is known of one call while it runs, whoever breaks it off."""

    def __init__(self, key: Secret | None, organisation: str | None, max_answer: int) -> None:
        self.began = asyncio.get_running_loop().time()
        self.chunks: list[bytes] = []
        self.is_whole = False
        self.said: bytes | None = None
        self._key = key
        self._organisation = organisation
        self._room = max_answer
        self._sent = False
        self._status: int | None = None

    def take(self, chunk: bytes) -> None:
        self._room -= len(chunk)
        if self._room < 0:
            raise AnswerTooLarge
        self.chunks.append(chunk)

    def kind_of_end(self, error: Exception, *, in_time: bool) -> str:
        if self._status is not None and not 200 <= self._status < 300:
            return kind_of_status(self._status, self.said or b"")
        if isinstance(error, AnswerTooLarge):
            return "too-large"
        if not in_time and self._sent:
            return "deadline"
        return kind_of_break(error, sent=self._sent)

    async def before_sending(self, request: httpx2.Request) -> None:
        """Let out nothing but what this module means to send.

        The SDK adds facts about this computer, and whatever OPENAI_CUSTOM_HEADERS and its like
        in the environment say.
        """
        for name in set(request.headers) - _SENT_HEADERS:
            del request.headers[name]
        if self._key is not None:
            request.headers["Authorization"] = f"Bearer {self._key.reveal()}"
        if self._organisation:
            request.headers["OpenAI-Organization"] = self._organisation
        request.extensions["trace"] = self._trace

    async def _trace(self, event: str, info: Mapping[str, Any]) -> None:
        # CONNECT goes to a proxy and carries nothing of ours yet.
        if event.endswith(".send_request_headers.started") and info["request"].method != b"CONNECT":
            self._sent = True

    async def after_headers(self, response: httpx2.Response) -> None:
        """Read the little that an error has to say; the SDK would read it without any limit."""
        self._status = response.status_code
        if response.is_success:
            return
        self.said = b""
        with suppress(Exception):
            async with asyncio.timeout(MAX_SAYING), aclosing(response.aiter_bytes()) as chunks:
                async for chunk in chunks:
                    self.said += chunk
                    if len(self.said) > MAX_READ:
                        break
        raise NoSuccess
