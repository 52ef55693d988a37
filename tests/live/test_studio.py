"""The queue of a live workshop on a real archive, with the built-in illustrator and a slow one."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from tests.workshops import drop_prompt, write_workshop
from visions.archive.lock import hold_lock
from visions.archive.store import Archive
from visions.config import load_workshop
from visions.errors import CallFailed, NoMoreDots, PromptsLocked, QueueFull
from visions.imaging.choose import choose_provider
from visions.imaging.provider import Keep, Provider
from visions.imaging.sketch_images import SketchImages
from visions.live.bulletin import Topic
from visions.live.studio import MOST_WAITING
from visions.live.workshop import LiveWorkshop
from visions.model import GeneratedImage, ImageRequest, ImageSettings, RecordId, State

FIRST = RecordId("arezzo-hamm", 1)


class Slow(SketchImages):
    """Draws once it may, or fails."""

    paid = True

    def __init__(self, settings: ImageSettings) -> None:
        super().__init__(settings)
        self.settings = settings
        self.may_draw = asyncio.Event()
        self.fails = ""
        self.asked = 0

    async def generate(self, request: ImageRequest, keep: Keep) -> GeneratedImage:
        self.asked += 1
        await self.may_draw.wait()
        if self.fails:
            raise CallFailed(self.fails, "failed", "It did not work.", "Ask again.")
        return await super().generate(request, keep)


Play = Callable[[LiveWorkshop], Awaitable[None]]


def play(
    folder: Path,
    scene: Play,
    choose: Callable[[ImageSettings], Provider | None] = lambda one: choose_provider(one, None),
) -> LiveWorkshop:
    """Run `scene` while a live workshop works in `folder`."""

    async def run() -> LiveWorkshop:
        live = LiveWorkshop(load_workshop(folder), Archive(folder), choose)
        work = asyncio.create_task(live.run())
        try:
            await scene(live)
        finally:
            live.stop()
            await asyncio.wait_for(work, 30)
        return live

    with hold_lock(Archive(folder).layout):
        return asyncio.run(run())


async def until(question: Callable[[], bool]) -> None:
    for _ in range(1500):
        if question():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it did not happen")


def state_of(live: LiveWorkshop, record: RecordId = FIRST) -> State:
    return live.find_prompt(record).entry.state


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_workshop(tmp_path)


def test_a_prompt_becomes_picture_and_sheets_and_everybody_hears_of_it(folder: Path) -> None:
    async def scene(live: LiveWorkshop) -> None:
        tandem = live.pick_tandem("arezzo-hamm")
        prompt = await live.accept(tandem, "a market square", sender="abcdefgh")
        assert prompt.id == FIRST
        assert (await live.accept(tandem, "a market square", sender="abcdefgh")).id == FIRST
        await until(lambda: state_of(live) is State.DONE)
        sheet = live.archive.layout.record_folder(FIRST) / "worksheet.it.pdf"
        await until(sheet.exists)
        gallery = live.archive.layout.outputs / "index.html"
        await until(lambda: gallery.exists() and "0001" in gallery.read_text("utf-8"))
        topics = {one.topic for one in live.bulletin.list_since(0) or [] if one.record == FIRST}
        assert Topic.RECORD in topics

    live = play(folder, scene)
    assert len(live.archive.list_records("arezzo-hamm")) == 1
    assert not live.troubles


def test_what_the_command_line_stores_meanwhile_is_drawn_too(folder: Path) -> None:
    drop_prompt(folder, "utrecht-munich", "canal.txt", "a canal")

    async def scene(live: LiveWorkshop) -> None:
        await until(lambda: live.archive.list_records("utrecht-munich") != [])
        Archive(folder).accept_prompt("arezzo-hamm", "typed in a terminal", {})
        await until(lambda: live.archive.list_records("arezzo-hamm") != [])
        await until(lambda: state_of(live) is State.DONE)
        await until(lambda: state_of(live, RecordId("utrecht-munich", 1)) is State.DONE)

    play(folder, scene)


def test_a_restart_goes_on_where_it_was(folder: Path) -> None:
    Archive(folder).accept_prompt("arezzo-hamm", "left over", {"sender": "left-over-1"})

    async def scene(live: LiveWorkshop) -> None:
        await until(lambda: state_of(live) is State.DONE)
        tandem = live.pick_tandem("arezzo-hamm")
        # The phone sends once more what it has no answer to.
        assert (await live.accept(tandem, "left over", sender="left-over-1")).id == FIRST

    play(folder, scene)


def test_the_queue_is_fair_and_full_at_some_point(folder: Path) -> None:
    made: list[Slow] = []

    def choose(settings: ImageSettings) -> Provider:
        made.append(Slow(settings))
        return made[-1]

    async def scene(live: LiveWorkshop) -> None:
        await live.pause()
        one, other = (live.pick_tandem(key) for key in ("arezzo-hamm", "utrecht-munich"))
        for n in range(MOST_WAITING):
            await live.accept(one, f"prompt {n}")
        with pytest.raises(QueueFull):
            await live.accept(one, "one too many")
        await live.accept(other, "the other's first")
        places = [str(record) for record in live.studio.list_waiting()]
        assert places[:3] == ["arezzo-hamm/0001", "utrecht-munich/0001", "arezzo-hamm/0002"]
        place = live.find_prompt(RecordId("utrecht-munich", 1)).place
        assert place is not None
        assert place.ahead == 1
        await live.lock_prompts(["utrecht-munich"], locked=True)
        with pytest.raises(PromptsLocked):
            await live.accept(other, "too late")
        await live.resume()
        await until(lambda: len(live.studio.list_running()) == 4)
        assert live.find_prompt(FIRST).is_running
        made[-1].may_draw.set()
        await until(lambda: live.studio.list_waiting() == [] and not live.studio.list_running())
        assert all(one.entry.state is State.DONE for one in live.list_prompts("arezzo-hamm"))

    play(folder, scene, choose)


def test_a_failure_waits_for_a_person_and_a_sketch_helps(folder: Path) -> None:
    made: list[Slow] = []

    def choose(settings: ImageSettings) -> Provider:
        if made:
            return SketchImages(settings)
        made.append(Slow(settings))
        made[-1].fails = "server-error"
        made[-1].may_draw.set()
        return made[-1]

    async def scene(live: LiveWorkshop) -> None:
        await live.accept(live.pick_tandem("arezzo-hamm"), "a square")
        await until(lambda: state_of(live) is State.FAILED and not live.studio.list_running())
        assert live.find_prompt(FIRST).place is None
        assert await live.ask_again(FIRST)
        await until(lambda: made[0].asked == 2 and not live.studio.list_running())
        assert await live.sketch_instead(FIRST)
        await until(lambda: state_of(live) is State.DONE)
        assert not await live.ask_again(FIRST)
        record = live.find_prompt(FIRST).entry.record
        assert record is not None
        assert (record.provider, record.attempt) == ("sketch", 3)

    play(folder, scene, choose)


def test_a_missing_key_pauses_with_a_reason_until_the_provider_is_switched(folder: Path) -> None:
    write_workshop(folder, 'provider = "openai"\nsize = "1024x1024"')

    def choose(settings: ImageSettings) -> Provider | None:
        return SketchImages(settings) if settings.provider == "sketch" else None

    async def scene(live: LiveWorkshop) -> None:
        await live.accept(live.pick_tandem("arezzo-hamm"), "a square")
        await until(lambda: "key" in live.studio.paused.casefold())
        assert live.studio.list_waiting() == [FIRST]
        await live.switch_provider("sketch")
        await until(lambda: state_of(live) is State.DONE)

    live = play(folder, scene, choose)
    assert live.room.state.provider == "sketch"


def test_a_fault_of_ours_is_told_and_stops_nothing(folder: Path) -> None:
    class Faulty(Slow):
        async def generate(self, request: ImageRequest, keep: Keep) -> GeneratedImage:
            raise ZeroDivisionError

    drawn = [Faulty, SketchImages]

    def choose(settings: ImageSettings) -> Provider:
        return drawn.pop(0)(settings) if len(drawn) > 1 else drawn[0](settings)

    async def scene(live: LiveWorkshop) -> None:
        await live.accept(live.pick_tandem("arezzo-hamm"), "a square")
        await until(lambda: len(live.troubles) == 1 and not live.studio.list_running())
        assert "ZeroDivisionError" in live.troubles[0][1].error.message
        await live.resume()
        await live.accept(live.pick_tandem("utrecht-munich"), "a canal")
        await until(lambda: state_of(live, RecordId("utrecht-munich", 1)) is State.DONE)

    play(folder, scene, choose)


def test_choices_and_dots_at_once_are_taken_one_after_the_other(folder: Path) -> None:
    async def scene(live: LiveWorkshop) -> None:
        tandem = live.pick_tandem("arezzo-hamm")
        records = [(await live.accept(tandem, f"square {n}")).id for n in range(5)]
        for record in records:
            await until(lambda record=record: state_of(live, record) is State.DONE)  # type: ignore[misc]
        await asyncio.gather(*(live.choose(record) for record in records))
        chosen = [one.id for one in live.list_prompts("arezzo-hamm") if one.is_chosen]
        assert chosen == [records[-1]]
        dots = (live.put_dot(record, "p", wanted=True) for record in records)
        ended = await asyncio.gather(*dots, return_exceptions=True)
        assert [type(one) for one in ended] == [type(None)] * 3 + [NoMoreDots] * 2
        assert len(live.room.list_dots("arezzo-hamm", "p")) == 3

    play(folder, scene)
