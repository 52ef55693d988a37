"""What the desk sees, as strict models: the API says it, and its page is made of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from visions.forecast import is_paid, say_usd
from visions.i18n import Language
from visions.live.workshop import LiveWorkshop
from visions.model import RecordId
from visions.web.access import Visitor
from visions.web.gates import Site
from visions.web.shapes import AgendaOut, In, PromptOut, TandemOut, show_agenda, show_tandem

PaperName = Literal[
    "worksheets", "roadmaps", "cards", "posters", "contact-sheet", "session-plan", "join-cards"
]
_HERE = {
    "Then run “visions make” again.": "Then ask again.",
    "Run “visions make” again": "Ask again",
    "Run “visions make”": "Ask again",
    "with “visions retry”": "with the button “Ask again”",
}
"""What the command line says, and what to do instead where there are buttons."""
_NO_PICTURE = ("refused", "failed", "unknown")


class MoneyOut(BaseModel):
    """USD. `spent` is for what arrived, `reserved` for what is under way or was lost; `limit` and
    `left` are null without a budget. `pictures` counts what was or may be charged, `unpriced`
    those of them whose cost nobody knows."""

    is_paid: bool
    spent: str
    reserved: str
    limit: str | None
    left: str | None
    share: float | None
    pictures: int
    most_pictures: int | None
    unpriced: int


class CountsOut(BaseModel):
    """A tandem at a glance. `answers`: prompts with something filled in."""

    prompts: int
    waiting: int
    drawing: int
    pictures: int
    missing: int
    answers: int
    dots: int


class DeskTandemOut(BaseModel):
    """A tandem with its code and the address of its QR code; `chosen`: the picture's number."""

    tandem: TandemOut
    code: str
    join: str
    answers: int
    counts: CountsOut
    chosen: int | None


class FailureOut(BaseModel):
    """A prompt without its picture, for as long as nothing has followed it.

    `cause` are the words of the program, in English. `may_cost_twice`: it was lost on the way,
    and may have been charged already.
    """

    prompt: PromptOut
    tandem: str
    cause: str
    may_ask_again: bool
    may_cost_twice: bool


class TroubleOut(BaseModel):
    """`text` is English, as in the terminal: what happened, what is safe, what to do next."""

    at: str
    record: str | None
    text: str


class AskedOut(BaseModel):
    """How many prompts are asked for again."""

    asked: int


class DeskOut(BaseModel):
    """Everything that the facilitator sees. `seconds`: until the last that waits is drawn."""

    tandems: list[DeskTandemOut]
    agenda: AgendaOut
    paused: str
    provider: str
    configured: str
    waiting: int
    drawing: int
    seconds: int
    money: MoneyOut
    failures: list[FailureOut]
    troubles: list[TroubleOut]


class PrintIn(In):
    """Which paper to print; of one tandem, or of all."""

    paper: PaperName
    tandem: Annotated[str, Field(max_length=100)] | None = None


class PrintOut(BaseModel):
    """Where it went."""

    printer: str
    paper: str


class PrinterOut(BaseModel):
    """The printer of this computer; null where there is none."""

    printer: str | None


def show_desk(site: Site, visitor: Visitor, say: Language) -> DeskOut:
    """The whole desk, in the reader's language."""
    live = site.live
    tandems = [show_at_desk(one.key, site, visitor, say) for one in live.workshop.tandems]
    waiting = live.studio.list_waiting()
    last = live.studio.find_place(waiting[-1]) if waiting else None
    return DeskOut(
        tandems=tandems,
        agenda=show_agenda(live, say),
        paused=say_here(live.studio.paused),
        provider=live.studio.provider,
        configured=live.workshop.images.provider,
        waiting=len(waiting),
        drawing=len(live.studio.list_running()),
        seconds=last.seconds if last else 0,
        money=_show_money(live),
        failures=[failure for one in tandems for failure in _list_failures(one, live)],
        troubles=[
            TroubleOut(
                at=f"{moment:%H:%M}",
                record=str(trouble.record) if trouble.record else None,
                text=say_here(trouble.error.message),
            )
            for moment, trouble in reversed(live.troubles)
        ],
    )


def show_at_desk(key: str, site: Site, visitor: Visitor, say: Language) -> DeskTandemOut:
    """One tandem with what only the desk may know. Raises UnknownTandem."""
    live = site.live
    tandem = show_tandem(live.pick_tandem(key), visitor, live, say)
    known = live.room.state.passes[key]
    answers = live.count_answers(key)
    return DeskTandemOut(
        tandem=tandem,
        code=known.code,
        join=f"{site.address}/join/{known.ticket}",
        answers=answers,
        counts=_count(tandem.prompts, answers),
        chosen=next((one.number for one in tandem.prompts if one.is_chosen), None),
    )


def say_here(text: str) -> str:
    """A message of the command line, in the words of somebody who has the desk before them."""
    for there, here in _HERE.items():
        text = text.replace(there, here)
    return text


def _count(prompts: Sequence[PromptOut], answers: int) -> CountsOut:
    states = [one.status for one in prompts]
    return CountsOut(
        prompts=len(prompts),
        waiting=states.count("waiting"),
        drawing=states.count("drawing"),
        pictures=states.count("done"),
        missing=sum(one in _NO_PICTURE for one in states),
        answers=answers,
        dots=sum(one.dots for one in prompts),
    )


def _list_failures(one: DeskTandemOut, live: LiveWorkshop) -> list[FailureOut]:
    """What has no picture and was not sent anew in other words."""
    followed = {prompt.parent for prompt in one.tandem.prompts}
    found = []
    for prompt in one.tandem.prompts:
        if prompt.status in _NO_PICTURE and prompt.id not in followed:
            entry = live.find_prompt(RecordId(prompt.tandem, prompt.number)).entry
            found.append(
                FailureOut(
                    prompt=prompt,
                    tandem=one.tandem.title,
                    cause=say_here(" ".join(part for part in (entry.reason, entry.advice) if part)),
                    may_ask_again=prompt.status != "refused",
                    may_cost_twice=prompt.status == "unknown",
                )
            )
    return found


def _show_money(live: LiveWorkshop) -> MoneyOut:
    images, whole = live.workshop.images, live.count_money().whole
    limit = images.budget
    return MoneyOut(
        is_paid=is_paid(images) or whole.pictures > 0,
        spent=say_usd(whole.spent),
        reserved=say_usd(whole.reserved),
        limit=None if limit is None else say_usd(limit),
        left=None if limit is None else say_usd(max(0.0, limit - whole.counted)),
        share=None if not limit else min(1.0, whole.counted / limit),
        pictures=whole.pictures,
        most_pictures=images.most_pictures,
        unpriced=whole.unpriced,
    )
