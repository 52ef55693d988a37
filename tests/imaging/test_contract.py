"""What every provider promises, checked on each of them in the same words."""

from __future__ import annotations

import asyncio
import io
import json
import pickle
import threading
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

import pytest
from PIL import Image

from tests.imaging.calls import KEY, Kept, check, find_key, make
from tests.servers.image_api import ImageServer
from visions.errors import BadPrompt, CallFailed
from visions.imaging.choose import choose_provider
from visions.imaging.profiles import load_profiles
from visions.imaging.provider import Provider
from visions.model import PROFILES, GeneratedImage, ImageSettings
from visions.secret import Secret

PROMPTS = [
    "A smart street in 2050",
    "Grüße aus Köln 🌆\n\nzweite Zeile\r\n\tund „Zitate“ \\ {braces} %s",
    "Δήμος Τρικκαίων: έξυπνη πόλη",
    "e\u0301 \u2028 \u202eabc \x0b end ",
]


SERVICES = ["openai", "azure", *PROFILES]


@dataclass
class Subject:
    provider: Provider
    calls: Callable[[], int]
    """How many requests for a picture went out."""
    size: tuple[int, int] = (192, 128)


@pytest.fixture(params=["sketch", *SERVICES])
def subject(request: pytest.FixtureRequest) -> Iterator[Subject]:
    name: str = request.param
    if name == "sketch":
        settings = ImageSettings(size="192x128", deadline=20.0)
        yield Subject(choose_provider(settings, None), lambda: 0)
        return
    sizes = load_profiles()[name].sizes or ("192x128",)
    place = {"provider": name} if name not in PROFILES else {"profile": name}
    with ImageServer(mode="ok", delay=0.05) as server:
        settings = ImageSettings(
            **{"provider": "compatible", **place},
            base_url=server.base_url,
            size=sizes[0],
            deadline=20.0,
        )
        provider = choose_provider(settings, Secret(KEY))
        yield Subject(provider, lambda: len(server.pictures), settings.pixels)
        asyncio.run(provider.close())


def size_of(image: GeneratedImage) -> tuple[int, int]:
    """Open the picture with somebody else's code."""
    if image.media_type == "image/svg+xml":
        root = ET.fromstring(image.data)
        return int(root.attrib["width"]), int(root.attrib["height"])
    with Image.open(io.BytesIO(image.data)) as picture:
        picture.load()
        assert Image.MIME[str(picture.format)] == image.media_type
        return picture.size


def test_a_picture_opens_and_has_the_size_that_was_asked_for(subject: Subject) -> None:
    image = make(subject.provider)
    assert size_of(image) == (image.width, image.height) == subject.size
    assert image.system
    assert image.model


def test_preparing_sends_nothing_and_shows_what_will_be_sent(subject: Subject) -> None:
    for prompt in PROMPTS:
        request = subject.provider.prepare(prompt, seed=3, language="el")
        assert request.prompt == prompt
        assert request.provider == subject.provider.name
        assert request.paid is subject.provider.paid
        assert (request.width, request.height) == subject.size
        sent = json.loads(json.dumps(dict(request.parameters)))
        assert sent["prompt"] == prompt
        assert sent["model"] == request.model
    assert subject.calls() == 0


@pytest.mark.parametrize("prompt", PROMPTS)
def test_any_words_can_be_drawn(subject: Subject, prompt: str) -> None:
    make(subject.provider, prompt)


@pytest.mark.parametrize("prompt", ["", " \n\t", "a" * 32_001, "half \ud83c of a character"])
def test_words_that_cannot_be_sent_are_refused_before(subject: Subject, prompt: str) -> None:
    with pytest.raises(BadPrompt):
        subject.provider.prepare(prompt)


def test_the_longest_prompt_is_taken(subject: Subject) -> None:
    assert len(subject.provider.prepare("ü" * 32_000).prompt) == 32_000


def test_the_answer_is_kept_before_it_is_looked_at(
    subject: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Kept()
    read = type(subject.provider).read_answer

    def read_after(self: Any, request: Any, raw: bytes) -> GeneratedImage:
        assert kept == [raw]
        return read(self, request, raw)

    monkeypatch.setattr(type(subject.provider), "read_answer", read_after)
    request = subject.provider.prepare("A quiet street")
    asyncio.run(subject.provider.generate(request, kept))
    assert len(kept) == 1


def test_an_answer_that_could_not_be_kept_is_not_passed_off_as_done(subject: Subject) -> None:
    class DiskIsFull(Exception):
        pass

    async def keep(raw: bytes) -> None:
        raise DiskIsFull

    with pytest.raises(DiskIsFull):
        asyncio.run(subject.provider.generate(subject.provider.prepare("A street"), keep))


def test_a_kept_answer_is_read_again_without_asking_again(subject: Subject) -> None:
    kept = Kept()
    request = subject.provider.prepare("A quiet street")
    image = asyncio.run(subject.provider.generate(request, kept))
    calls = subject.calls()
    assert subject.provider.read_answer(request, kept[0]) == image
    assert subject.calls() == calls


@pytest.mark.parametrize("raw", [b"", b"{}", b"\xff\xfe", b"<svg"])
def test_a_damaged_kept_answer_ends_in_a_named_state(subject: Subject, raw: bytes) -> None:
    with pytest.raises(CallFailed) as caught:
        subject.provider.read_answer(subject.provider.prepare("A street"), raw)
    assert caught.value.outcome == ("unknown" if subject.provider.paid else "failed")


def test_one_call_asks_once(subject: Subject) -> None:
    make(subject.provider)
    assert subject.calls() == subject.provider.paid


def test_a_provider_works_in_one_loop_after_another(subject: Subject) -> None:
    assert make(subject.provider).data
    assert make(subject.provider).data


def test_several_pictures_come_side_by_side(subject: Subject) -> None:
    async def make_many() -> list[GeneratedImage]:
        calls = [
            subject.provider.generate(subject.provider.prepare(f"Street {number}"), Kept())
            for number in range(8)
        ]
        return await asyncio.gather(*calls)

    images = asyncio.run(make_many())
    assert [image.width for image in images] == [subject.size[0]] * 8


def test_the_key_stays_where_it_is(subject: Subject, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    request = subject.provider.prepare("A quiet street")
    kept = Kept()
    image = asyncio.run(subject.provider.generate(request, kept))
    told = [repr(subject.provider), str(subject.provider), repr(vars(subject.provider))]
    told += [repr(request), repr(image), repr(asdict(request)), caplog.text]
    assert find_key("\n".join(told)) == []
    assert find_key(b"\n".join([image.data, *kept, pickle.dumps(image)])) == []


def test_a_check_says_sentences_and_spends_nothing(subject: Subject) -> None:
    seen = check(subject.provider)
    assert any(observation.is_good for observation in seen)
    for observation in seen:
        assert observation.text.endswith(".")
        assert "\n" not in observation.subject + observation.text
        assert find_key(observation.subject + observation.text) == []
    assert subject.calls() == 0


def test_closing_twice_is_fine(subject: Subject) -> None:
    asyncio.run(subject.provider.close())
    asyncio.run(subject.provider.close())


def test_a_stop_from_outside_is_obeyed_at_once(subject: Subject) -> None:
    async def stop_early() -> float:
        task = asyncio.create_task(
            subject.provider.generate(subject.provider.prepare("A street"), Kept())
        )
        await asyncio.sleep(0.01)
        began = time.perf_counter()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        return time.perf_counter() - began

    assert asyncio.run(stop_early()) < 1.0


class TestSketch:
    """What only the illustrator promises."""

    @pytest.fixture
    def provider(self) -> Provider:
        return choose_provider(ImageSettings(size="192x128", deadline=5.0), None)

    def test_the_same_words_and_seed_give_the_same_drawing(self, provider: Provider) -> None:
        assert make(provider, seed=4).data == make(provider, seed=4).data
        assert make(provider, seed=4).data != make(provider, seed=5).data

    def test_drawings_are_made_at_the_same_time(
        self, provider: Provider, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from visions.imaging import sketch

        meeting, draw = threading.Barrier(3, timeout=5), sketch.draw_sketch

        def draw_together(*words: Any, **named: Any) -> Any:
            meeting.wait()
            return draw(*words, **named)

        monkeypatch.setattr(sketch, "draw_sketch", draw_together)

        async def make_three() -> None:
            request = provider.prepare("A street")
            await asyncio.gather(*(provider.generate(request, Kept()) for _ in range(3)))

        asyncio.run(make_three())

    def test_an_endless_drawing_ends_at_the_deadline(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from visions.imaging import sketch

        stop = threading.Event()
        monkeypatch.setattr(sketch, "draw_sketch", lambda *words, **named: stop.wait(20))
        provider = choose_provider(ImageSettings(deadline=0.2), None)

        async def wait() -> CallFailed:
            with pytest.raises(CallFailed) as caught:
                await provider.generate(provider.prepare("A street"), Kept())
            stop.set()
            return caught.value

        error = asyncio.run(wait())
        assert (error.outcome, error.kind) == ("failed", "deadline")

    def test_a_stumble_ends_in_a_named_state(
        self, provider: Provider, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from visions.imaging import sketch

        monkeypatch.setattr(sketch, "draw_sketch", lambda *words, **named: 1 / 0)
        with pytest.raises(CallFailed) as caught:
            make(provider)
        assert (caught.value.outcome, caught.value.detail) == ("failed", "ZeroDivisionError")
