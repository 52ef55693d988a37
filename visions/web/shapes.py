"""What the API says and takes, as strict models; the pages' scripts read the same."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from visions.documents.picture import explain_absence, view_picture
from visions.documents.plain_text import clean_text
from visions.i18n import Language, mark
from visions.live.agenda import LONGEST_STEP, LONGEST_TITLE, MOST_STEPS
from visions.live.workshop import LivePrompt, LiveWorkshop
from visions.model import MAX_PROMPT_CHARACTERS, State, Tandem
from visions.web.access import Visitor

Status = Literal["waiting", "drawing", "done", "refused", "failed", "unknown"]

STATUS_LABELS: dict[Status, str] = {
    "waiting": mark("waits for its turn"),
    "drawing": mark("is being drawn"),
    "done": mark("is here"),
    "refused": mark("was refused"),
    "failed": mark("did not arrive"),
    "unknown": mark("got lost on the way"),
}


class In(BaseModel):
    """Strict: what is not known is refused."""

    model_config = ConfigDict(extra="forbid", strict=True)


class PictureOut(BaseModel):
    """`small` and `large` are addresses; `is_stand_in`: a sketch until the picture arrives."""

    small: str
    large: str
    width: int
    height: int
    alt: str
    label: str
    system: str
    note: str
    is_stand_in: bool


class PromptOut(BaseModel):
    """One prompt as the room sees it. `ahead` and `seconds`: its place in the queue."""

    id: str
    tandem: str
    number: int
    text: str
    language: str | None
    parent: str | None
    status: Status
    status_text: str
    reason: str
    ahead: int | None
    seconds: int | None
    picture: PictureOut | None
    is_chosen: bool
    is_hidden: bool
    dots: int
    my_dot: bool


class TandemOut(BaseModel):
    """One tandem with its prompts, newest first."""

    key: str
    title: str
    theme: str
    cities: list[str]
    languages: list[str]
    is_locked: bool
    dots_left: int
    prompts: list[PromptOut]


class StepOut(BaseModel):
    minutes: int
    title: str


class AgendaOut(BaseModel):
    """`left`: seconds until the running step ends, negative once it is over."""

    steps: list[StepOut]
    current: int | None
    left: int | None


class SessionOut(BaseModel):
    """The room, for whoever came in. `place` is where the news begin."""

    role: str
    tandem: str | None
    workshop: str
    agenda: AgendaOut
    paused: bool
    waiting: int
    place: str


class PromptIn(In):
    """`sender` is the phone's own id of this prompt: sent again, it is the same prompt."""

    text: Annotated[str, Field(min_length=1, max_length=MAX_PROMPT_CHARACTERS)]
    sender: Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{8,64}$")]
    language: Annotated[str, Field(max_length=8)] | None = None
    parent: Annotated[int, Field(ge=1, le=9999)] | None = None


class ChangeIn(In):
    path: Annotated[
        list[Annotated[str, Field(max_length=40)] | Annotated[int, Field(ge=0, lt=1000)]],
        Field(min_length=2, max_length=6),
    ]
    was: Any
    now: Any


class ChangesIn(In):
    changes: Annotated[list[ChangeIn], Field(min_length=1, max_length=400)]


class ConflictOut(BaseModel):
    """A field that somebody else changed meanwhile; `theirs` stands."""

    path: list[str | int]
    mine: Any
    theirs: Any


class AnswersOut(BaseModel):
    """The newest answers in the JSON form of `visions fill`; `revision` 0: none yet."""

    revision: int
    worksheet: dict[str, Any]
    roadmap: dict[str, Any]
    conflicts: list[ConflictOut] = []


class StepIn(In):
    minutes: Annotated[int, Field(ge=1, le=LONGEST_STEP)]
    title: Annotated[str, Field(min_length=1, max_length=LONGEST_TITLE)]


class AgendaIn(In):
    """What to do with the plan: `begin` a step, `end` it, `prolong` it by minutes, or `edit`."""

    begin: Annotated[int, Field(ge=0, lt=MOST_STEPS)] | None = None
    end: bool = False
    prolong: Annotated[int, Field(ge=-LONGEST_STEP, le=LONGEST_STEP)] | None = None
    edit: Annotated[list[StepIn], Field(min_length=1, max_length=MOST_STEPS)] | None = None


class LocksIn(In):
    """No `tandems`: all of them."""

    locked: bool
    tandems: list[Annotated[str, Field(max_length=100)]] | None = None


class ProviderIn(In):
    """“sketch”, or “configured”: whom workshop.toml names."""

    provider: Literal["sketch", "configured"]


def show_prompt(one: LivePrompt, visitor: Visitor, live: LiveWorkshop, say: Language) -> PromptOut:
    """One prompt in the reader's language."""
    entry, status = one.entry, tell_status(one)
    facts = entry.prompt.facts
    parent, language = facts.get("parent"), facts.get("language")
    mine = live.room.list_dots(one.id.tandem, visitor.phone) if visitor.phone else ()
    is_over = status in ("refused", "failed", "unknown")
    return PromptOut(
        id=str(one.id),
        tandem=one.id.tandem,
        number=one.id.number,
        text=entry.prompt.text,
        language=language if isinstance(language, str) else None,
        parent=parent if isinstance(parent, str) else None,
        status=status,
        status_text=say.text(STATUS_LABELS[status]),
        reason=explain_absence(entry, say) if is_over else "",
        ahead=one.place.ahead if one.place else None,
        seconds=one.place.seconds if one.place else None,
        picture=_show_picture(one, live, say),
        is_chosen=one.is_chosen,
        is_hidden=one.is_hidden,
        dots=one.dots,
        my_dot=one.id in mine,
    )


def tell_status(one: LivePrompt) -> Status:
    """Where a prompt is. A paid call that is under way looks unknown in the archive alone."""
    if one.is_running:
        return "drawing"
    match one.entry.state:
        case State.DONE:
            return "done"
        case State.REFUSED:
            return "refused"
        case State.FAILED:
            return "failed" if one.place is None else "waiting"
        case State.UNKNOWN:
            return "unknown" if one.place is None else "waiting"
    return "waiting"


def _show_picture(one: LivePrompt, live: LiveWorkshop, say: Language) -> PictureOut | None:
    layout, state = live.archive.layout, one.entry.state
    path = layout.labelled(one.id, state)
    if one.is_running or not path.exists():
        return None
    entry = one.entry if one.entry.record else live.stand_in(one.entry)
    if entry.record is None:
        return None
    shown = view_picture(entry, say)
    place = f"/pictures/{one.id.tandem}/{one.id.number}"
    return PictureOut(
        small=f"{place}/small.jpg?{entry.record.sha256[:12]}",
        large=f"{place}/large.jpg?{entry.record.sha256[:12]}",
        width=shown.width,
        height=shown.height,
        alt=shown.alt,
        label=shown.label,
        system=shown.system,
        note=shown.note,
        is_stand_in=state is not State.DONE,
    )


def show_tandem(tandem: Tandem, visitor: Visitor, live: LiveWorkshop, say: Language) -> TandemOut:
    """A tandem with all its prompts, newest first."""
    used = live.room.list_dots(tandem.key, visitor.phone) if visitor.phone else ()
    prompts = [show_prompt(one, visitor, live, say) for one in live.list_prompts(tandem.key)]
    return TandemOut(
        key=tandem.key,
        title=clean_text(tandem.title),
        theme=clean_text(tandem.theme),
        cities=[clean_text(city.name) for city in tandem.cities],
        languages=list(tandem.languages),
        is_locked=tandem.key in live.room.state.locked,
        dots_left=live.room.count_left(used),
        prompts=prompts[::-1],
    )


def show_agenda(live: LiveWorkshop, say: Language) -> AgendaOut:
    """The plan in the reader's language; a title of the facilitator's own stays as it is."""
    agenda = live.room.state.agenda
    return AgendaOut(
        steps=[StepOut(minutes=one.minutes, title=say.text(one.title)) for one in agenda.steps],
        current=agenda.current,
        left=agenda.count_left(live.now),
    )
