"""Every way to misbehave ends in its own named state, in time, after exactly one request."""

from __future__ import annotations

import asyncio
import time

import pytest

from tests.imaging.calls import (
    KEY,
    Kept,
    find_key,
    openai_at,
    reach_key,
    tell_everything,
)
from tests.servers.image_api import MODES, ImageServer
from visions.errors import CallFailed

PROMPT = "Grüße 🌆\n\nΔήμος Τρικκαίων\t„Vision“ \\u0041"
DEADLINE = 1.5
LARGE = ("huge", "huge-error", "gzip-bomb", "bomb")

PICTURES = {
    "ok", "jpeg", "webp", "wrong-format", "two-pictures", "extra-fields", "huge-number", "zipped",
    "no-length", "data-url", "key-in-answer", "escaped-key-in-answer",
}  # fmt: skip

# mode → kind, outcome, whether the queue pauses, whether an answer was kept
FAULTS = {
    "400-moderation": ("refused", "refused", False, False),
    "400-policy": ("refused", "refused", False, False),
    "400-azure": ("refused", "refused", False, False),
    "400-litellm": ("refused", "refused", False, False),
    "400": ("bad-request", "failed", False, False),
    "400-text": ("bad-request", "failed", False, False),
    "400-echo": ("bad-request", "failed", False, False),
    "huge-error": ("bad-request", "failed", False, False),
    "401": ("wrong-key", "failed", True, False),
    "401-echo": ("wrong-key", "failed", True, False),
    "400-litellm-key": ("wrong-key", "failed", True, False),
    "slow-error": ("wrong-key", "failed", True, False),
    "402": ("no-quota", "failed", True, False),
    "403": ("forbidden", "failed", True, False),
    "403-unverified": ("unverified", "failed", True, False),
    "404-model": ("no-model", "failed", False, False),
    "404-page": ("wrong-address", "failed", False, False),
    "429": ("rate-limited", "failed", False, False),
    "429-retry-after": ("rate-limited", "failed", False, False),
    "429-quota": ("no-quota", "failed", True, False),
    "307-loop": ("redirected", "failed", True, False),
    "307-elsewhere": ("redirected", "failed", True, False),
    "page": ("captive-portal", "failed", True, True),
    "511": ("captive-portal", "failed", True, False),
    "500": ("server-error", "unknown", False, False),
    "502-page": ("server-error", "unknown", False, False),
    "503": ("server-error", "unknown", False, False),
    "408": ("server-error", "unknown", False, False),
    "silence": ("deadline", "unknown", False, False),
    "trickle": ("deadline", "unknown", False, False),
    "reset-at-once": ("connection-lost", "unknown", False, False),
    "reset-half": ("connection-lost", "unknown", False, False),
    "eof": ("connection-lost", "unknown", False, False),
    "eof-at-once": ("connection-lost", "unknown", False, False),
    "bad-gzip": ("garbled", "unknown", False, False),
    "huge": ("too-large", "unknown", False, False),
    "gzip-bomb": ("too-large", "unknown", False, False),
    "broken-json": ("unreadable-answer", "unknown", False, True),
    "text": ("unreadable-answer", "unknown", False, True),
    "list": ("unreadable-answer", "unknown", False, True),
    "deep-json": ("unreadable-answer", "unknown", False, True),
    "empty": ("unreadable-answer", "unknown", False, True),
    "data-null": ("no-picture", "unknown", False, True),
    "data-empty": ("no-picture", "unknown", False, True),
    "data-odd": ("no-picture", "unknown", False, True),
    "b64-null": ("no-picture", "unknown", False, True),
    "truncated-base64": ("damaged-picture", "unknown", False, True),
    "truncated-picture": ("damaged-picture", "unknown", False, True),
    "svg": ("not-a-picture", "unknown", False, True),
    "page-as-picture": ("not-a-picture", "unknown", False, True),
    "text-as-picture": ("not-a-picture", "unknown", False, True),
    "bomb": ("not-a-picture", "unknown", False, True),
    "url": ("url-result", "unknown", True, True),
}


def fail_once(server: ImageServer, kept: Kept, prompt: str = PROMPT) -> tuple[CallFailed, float]:
    # Those get the time for their bytes: it is the size that has to stop them.
    large = server.modes[0] in LARGE
    provider = openai_at(server.base_url, deadline=15.0 if large else DEADLINE)
    began = time.perf_counter()
    with pytest.raises(CallFailed) as caught:
        asyncio.run(provider.generate(provider.prepare(prompt), kept))
    return caught.value, time.perf_counter() - began


def test_every_mode_of_the_server_is_expected_somewhere() -> None:
    assert PICTURES | FAULTS.keys() == MODES.keys() | {"307-elsewhere"}
    assert not PICTURES & FAULTS.keys()


@pytest.mark.parametrize("mode", FAULTS)
def test_a_fault_ends_in_its_own_state(mode: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    kind, outcome, stops_queue, is_kept = FAULTS[mode]
    kept = Kept()
    with (
        ImageServer() as stranger,
        ImageServer(mode=mode, elsewhere=stranger.base_url) as server,
    ):
        error, seconds = fail_once(server, kept)

    assert (error.kind, error.outcome, error.stops_queue) == (kind, outcome, stops_queue)
    assert bool(kept) is is_kept
    assert seconds < (15.0 if mode in LARGE else DEADLINE + 0.5)
    assert len(server.requests) == 1
    assert server.requests[0].json["prompt"] == PROMPT
    assert stranger.requests == []

    assert error.params["what"]
    assert error.params["todo"]
    assert len(error.detail) <= 300
    assert error.detail.isprintable()
    assert find_key(tell_everything(error) + caplog.text) == []
    assert reach_key(error) == []
    assert find_key(b"".join(kept)) == []


@pytest.mark.parametrize("mode", ["huge", "huge-error"])
def test_an_endless_answer_is_not_read_to_its_end(mode: str) -> None:
    with ImageServer(mode=mode) as server:
        fail_once(server, Kept())
        until = time.perf_counter() + 5
        while not server.broken_off and time.perf_counter() < until:
            time.sleep(0.01)
        assert server.broken_off == 1


def test_the_search_for_the_key_does_find_it() -> None:
    def leak(key: str) -> None:
        raise CallFailed("kind", "failed", "what", "todo")

    with pytest.raises(CallFailed) as caught:
        leak(KEY)
    assert find_key(tell_everything(caught.value))
    caught.value.__cause__ = ValueError({"headers": [(b"authorization", KEY.encode())]})
    assert reach_key(caught.value)
    assert find_key(KEY.encode().hex())


@pytest.mark.parametrize("mode", sorted(PICTURES))
def test_a_strange_answer_with_a_picture_still_gives_the_picture(mode: str) -> None:
    with ImageServer(mode=mode) as server:
        provider = openai_at(server.base_url)
        kept = Kept()
        image = asyncio.run(provider.generate(provider.prepare(PROMPT), kept))
    assert (image.width, image.height) == (96, 64)
    found = {"jpeg": "image/jpeg", "wrong-format": "image/jpeg", "webp": "image/webp"}
    assert image.media_type == found.get(mode, "image/png")
    assert len(server.requests) == 1
    assert find_key(repr(image) + repr(kept)) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (b'{"error": {"message": "too big"}}', "too big"),
        (b'{"error": "too big"}', "too big"),
        (b'{"detail": "too big"}', "too big"),
        (b'{"detail": [{"loc": ["body"], "msg": "too big"}]}', "too big"),
        (b'{"errors": [{"message": "too big"}]}', "too big"),
        (b'{"message": "too big", "error": true}', '{"message": "too big", "error": true}'),
        (b"too\n\n  big\x00\xe2\x80\xae", "too big"),
        (b"<html><style>p {}</style><h1>too&nbsp;big</h1>", "too&nbsp;big"),
        (b"", ""),
        (b"x" * 1000, "x" * 299 + "…"),
        (b"x" * 290 + b" " + KEY.encode(), "x" * 290 + " •••"),
        (b"Incorrect API key: sk-proj-abc****wxyz.", "Incorrect API key: •••"),
    ],
)
def test_the_services_own_words_are_quoted(words: bytes, expected: str) -> None:
    from visions.imaging.openai_errors import quote_service
    from visions.secret import Secret

    assert quote_service(words, Secret(KEY)) == expected


@pytest.mark.proof
@pytest.mark.parametrize("mode", FAULTS)
def test_a_fault_ends_in_its_own_state_twenty_times_over(mode: str) -> None:
    kind, outcome, _, _ = FAULTS[mode]

    async def fail_twenty(server: ImageServer) -> list[BaseException | object]:
        # Four at a time: two of the modes hold 100 MB each.
        turn = asyncio.Semaphore(4)
        provider = openai_at(server.base_url, deadline=30.0 if mode in LARGE else DEADLINE)

        async def fail() -> object:
            async with turn:
                return await provider.generate(provider.prepare(PROMPT), Kept())

        return await asyncio.gather(*(fail() for _ in range(20)), return_exceptions=True)

    with ImageServer(mode=mode, elsewhere="http://127.0.0.1:9/v1") as server:
        errors = asyncio.run(fail_twenty(server))
        assert len(server.requests) == 20
    ends = {(e.kind, e.outcome) if isinstance(e, CallFailed) else e for e in errors}
    assert ends == {(kind, outcome)}
