"""Pictures from OpenAI and services that speak its image API; the only door to the SDK."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, aclosing
from typing import TYPE_CHECKING, Any

from visions.errors import BadKey, CallFailed, NoKey
from visions.imaging.address import read_address
from visions.imaging.endings import call_failed, check_failed
from visions.imaging.links import Link, LinkRefused, choose_address, look_up, read_link
from visions.imaging.one_call import Broken, OneCall
from visions.imaging.openai_answer import find_link, listed_models, read_images_answer
from visions.imaging.openai_check import describe_connection, describe_model, describe_profile
from visions.imaging.openai_errors import looks_like_a_page, quote_service
from visions.imaging.profiles import find_profile, load_profiles
from visions.imaging.provider import Keep, Observation
from visions.model import GeneratedImage, ImageRequest, ImageSettings
from visions.secret import Secret

if TYPE_CHECKING:
    import httpx2
    import openai

    _Ask = Callable[[openai.AsyncOpenAI], AbstractAsyncContextManager[Any]]

LookUp = Callable[[str, int], Awaitable[list[str]]]

MAX_ANSWER = 100_000_000
MAX_CONNECTING = 20.0
MAX_CHECKING = 20.0
MAX_FETCHING = 60.0


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
        max_answer: int = MAX_ANSWER,
        look_up: LookUp = look_up,
    ) -> None:
        """`look_up` finds the addresses of a host that a link leads to.

        Raises ValueError where `base_url` is no address.
        """
        self.name = settings.provider
        self._settings = settings
        self._key = key
        self._profile = find_profile(settings)
        openai = load_profiles()["openai"]
        places = {"": openai.example, **openai.residency}
        self._address = read_address(settings.base_url or places[settings.data_residency or ""])
        is_openai = self._address.base_url in places.values()
        self._system = "OpenAI" if is_openai else f"image service at {self._address.netloc}"
        self._max_answer = max_answer
        self._look_up = look_up
        self._trust: ssl.SSLContext | None = None
        self._loading = threading.Lock()

    def prepare(self, prompt: str, *, seed: int = 0, language: str | None = None) -> ImageRequest:
        self._profile.check_prompt(prompt)
        width, height = self._settings.pixels
        return ImageRequest(
            provider=self.name,
            model=self._settings.model,
            prompt=prompt,
            width=width,
            height=height,
            parameters=self._profile.write_parameters(self._settings, prompt),
            endpoint=self._address.base_url + "/images/generations",
            paid=True,
        )

    async def get_ready(self) -> None:
        await asyncio.to_thread(self._load_trust)

    async def generate(self, request: ImageRequest, keep: Keep) -> GeneratedImage:
        self.check_key()
        until = asyncio.get_running_loop().time() + self._settings.deadline
        parameters: dict[str, Any] = dict(request.parameters)
        call = self._start_call()
        answer = await self._exchange(
            call,
            # All of it as `extra_body`: the SDK names only the parameters that OpenAI knows.
            lambda client: client.images.with_streaming_response.generate(
                prompt=request.prompt, extra_body=parameters
            ),
            self._settings.deadline,
        )
        # Raised here and not where it was caught, so that no traceback leads to the request,
        # which holds the key.
        if isinstance(answer, Broken):
            raise call_failed(answer.kind, answer.detail, answer.retry_after)
        await keep(answer)
        try:
            return await asyncio.to_thread(self.read_answer, request, answer)
        except CallFailed as error:
            if error.kind != "url-result":
                raise
        seconds = until - asyncio.get_running_loop().time()
        fetched = await self._follow(find_link(answer), call, min(seconds, MAX_FETCHING))
        if isinstance(fetched, Broken):
            raise call_failed(fetched.kind, fetched.detail)
        return await asyncio.to_thread(self._read, request, answer, fetched)

    def read_answer(self, request: ImageRequest, raw: bytes) -> GeneratedImage:
        return self._read(request, raw, None)

    def _read(self, request: ImageRequest, raw: bytes, fetched: bytes | None) -> GeneratedImage:
        return read_images_answer(
            request,
            raw,
            system=self._system,
            key=self._key,
            has_usage=self._profile.reports_usage,
            fetched=fetched,
        )

    async def check(self) -> AsyncIterator[Observation]:
        self.check_key()
        self._profile.check_settings(self._settings)
        call = self._start_call()
        answer = await self._exchange(
            call,
            lambda client: client.models.with_streaming_response.list(),
            min(self._settings.deadline, MAX_CHECKING),
        )
        if call.has_answer:
            for seen in describe_connection(self._address, call.seen):
                yield seen
        is_openai = self.name == "openai"
        if isinstance(answer, Broken):
            if is_openai or answer.kind not in ("no-model", "wrong-address"):
                raise check_failed(answer.kind, answer.detail)
            models = None
        else:
            models = listed_models(answer)
            if models is None:
                page = looks_like_a_page(answer)
                kind = "captive-portal" if page else "unreadable-answer"
                raise check_failed(kind, quote_service(answer, self._key))
        model = self._settings.model
        if models is not None and is_openai and model not in models:
            raise check_failed("no-model", f"“{model}” is not among the models of this key")
        for seen in describe_model(self._settings, models, has_key=self._key is not None):
            yield seen
        for seen in describe_profile(self._settings, self._profile):
            yield seen

    async def close(self) -> None:
        """Nothing to let go of: no connection outlives its call."""

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name} at {self._address.base_url}>"

    def check_key(self) -> None:
        """Raise NoKey or BadKey where the service wants a key, or must not be sent this one."""
        if self._key is None:
            if self._profile.needs_key:
                raise NoKey(provider=self._profile.name)
        elif not self._address.takes_keys:
            raise BadKey(
                reason=f"everybody on the way to {self._address.netloc} could read it",
                advice="Write https:// instead of http:// in base_url under [images], in "
                "workshop.toml.",
            )

    def _start_call(self) -> OneCall:
        return OneCall(self._write_headers, self._max_answer)

    def _write_headers(self) -> Mapping[str, str]:
        headers = {}
        if self._key is not None:
            name, text = self._profile.write_key(self._key.reveal())
            headers[name] = text
        if self._settings.organisation:
            headers["OpenAI-Organization"] = self._settings.organisation
        return headers

    async def _exchange(self, call: OneCall, ask: _Ask, deadline: float) -> bytes | Broken:
        """Send one request and return the whole body of its success, or how it ended instead.

        Ends within `deadline` seconds, whatever the other side does.
        """
        # In a thread: the import takes half a second, in which a live page goes on.
        trust = self._trust
        if trust is None:
            trust = await asyncio.to_thread(self._load_trust)
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
            kind, said = call.kind_of_end(error, in_time=not timer.expired()), call.said
            if said is not None or not call.is_whole:
                call.forget()
                detail = (
                    quote_service(said, self._key)
                    if said is not None
                    else call.describe(error, self._address.host)
                )
                return Broken(kind, detail, call.retry_after)
            # A stumble while hanging up costs nobody a picture.
        body = b"".join(call.chunks)
        call.forget()
        # Blanked even in what is kept word for word: an archive is handed on.
        return body if self._key is None else self._key.scrub_bytes(body)

    async def _follow(self, text: str, call: OneCall, seconds: float) -> bytes | Broken:
        """Fetch the picture that a link leads to, or return why there is none.

        Directly and without a key: the address is chosen here, so no proxy can choose another.
        """
        import httpx2

        host = ""
        try:
            link = read_link(text, self._address, self._settings.url_hosts)
            host = f" to {link.netloc[:100]}"
            async with asyncio.timeout(seconds):
                found = await self._look_up(link.host, link.port)
                place = link.at(choose_address(found, call.seen.peer_of(self._address.host)))
                async with httpx2.AsyncClient(
                    verify=self._trust or self._load_trust(),
                    trust_env=False,
                    follow_redirects=False,
                    timeout=httpx2.Timeout(seconds, connect=min(seconds / 3, MAX_CONNECTING)),
                ) as client:
                    return await self._fetch(client, link, place)
        except LinkRefused as error:
            return Broken("url-result", str(error))
        except TimeoutError:
            return Broken("link-failed", f"the link{host} did not answer in time")
        except Exception as error:
            return Broken("link-failed", f"the link{host} failed ({type(error).__name__})")

    async def _fetch(self, client: httpx2.AsyncClient, link: Link, place: str) -> bytes | Broken:
        headers = {"Host": link.netloc, "Accept": "image/*", "Accept-Encoding": "identity"}
        extensions = {"sni_hostname": link.host}
        async with client.stream("GET", place, headers=headers, extensions=extensions) as response:
            if response.status_code != 200:
                detail = f"the link to {link.netloc[:100]} gave status {response.status_code}"
                return Broken("link-failed", detail)
            chunks, room = [], self._max_answer
            async for chunk in response.aiter_raw():
                room -= len(chunk)
                if room < 0:
                    return Broken("too-large", f"behind the link to {link.netloc[:100]}")
                chunks.append(chunk)
            return b"".join(chunks)

    def _load_trust(self) -> ssl.SSLContext:
        import httpx2
        import openai  # noqa: F401  (its import is the long one)

        with self._loading:
            trust = self._trust or httpx2.create_ssl_context()
            self._trust = trust
        return trust

    def _open(self, call: OneCall, deadline: float, trust: ssl.SSLContext) -> openai.AsyncOpenAI:
        import httpx2
        import openai

        http_client = openai.DefaultAsyncHttpxClient(
            verify=trust,
            follow_redirects=False,
            # The town's proxy leads outside; what is near is never reached through it.
            trust_env=not self._address.is_near,
            # TCP and TLS take one `connect` each. Both have to end before the deadline does: the
            # library leaves a socket open when it is stopped in the middle of them.
            timeout=httpx2.Timeout(deadline, connect=min(deadline / 3, MAX_CONNECTING)),
            limits=httpx2.Limits(max_keepalive_connections=0),
            event_hooks={"request": [call.before_sending], "response": [call.after_headers]},
        )
        # The key is not given to the SDK but set on the one request that leaves.
        return openai.AsyncOpenAI(
            api_key="-",
            base_url=self._address.base_url,
            default_query=dict(self._address.query),
            max_retries=0,
            http_client=http_client,
        )
