"""Worksheet and roadmap: filled in on the phone, and as PDF at any time."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import HTMLResponse, Response

from visions.archive.layout import name_document
from visions.documents.html import Bar, BarLink
from visions.i18n import Language, find_languages, mark, speak
from visions.model import RecordId, part_languages
from visions.sheet_views import KINDS, Kind
from visions.web.access import Role, Visitor
from visions.web.gates import Desk, InLanguage, Phone, Site, TheSite
from visions.web.pages import embed

routes = APIRouter(include_in_schema=False)

Number = Annotated[int, Path(ge=1, le=9999)]
Wanted = Annotated[str | None, Query(max_length=8)]

LABELS: dict[Kind, str] = {"worksheet": mark("Worksheet"), "roadmap": mark("Roadmap")}
_TEXTS = {
    "saved": mark("Saved"),
    "saving": mark("Saving …"),
    "offline": mark("Offline. Kept on this device and sent later."),
    "unkept": mark("Not saved yet. This browser cannot keep it: leave the page open."),
    "refused": mark("Not taken by the workshop’s computer. Kept on this device."),
    "away": mark("Kept on this device. It is sent once you have come in again."),
    "come_in": mark("Come in again"),
    "back": mark("Back online: everything is saved."),
    "check": mark("Places to look at again: {n}. They are saved once they are right."),
    "both": mark("Changed here and elsewhere at the same time: {n}. Please choose."),
    "theirs": mark("Somebody else wrote here at the same time:"),
    "nothing": mark("(nothing)"),
    "keep_mine": mark("Keep mine"),
    "take_theirs": mark("Take theirs"),
    "keep_both": mark("Keep both"),
    "removed_theirs": mark("Somebody else removed {id} while you wrote in it."),
    "removed_mine": mark("You removed {id} while somebody else wrote in it."),
    "removed": mark("Somebody else removed {id}."),
    "renamed": mark("Your {old} is {new} now: somebody else had {old} first."),
    "print": mark("Print"),
}
# The PDF viewers of browsers are pages of their own, with styles inside.
_PDF_POLICY = (
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"
)


def _add_routes(kind: Kind) -> None:
    """The page and the PDF of one kind of sheet, for phones and for the desk."""

    @routes.get(f"/tandem/{{number}}/{kind}")
    async def show(
        number: Number,
        site: TheSite,
        visitor: Phone,
        spoken: InLanguage,
        language: Wanted = None,
    ) -> Response:
        record = RecordId(visitor.tandem, number)
        return await _show(site, visitor, kind, record, _pick(language, spoken))

    @routes.get(f"/desk/tandems/{{key}}/{{number}}/{kind}")
    async def show_desk(
        key: str,
        number: Number,
        site: TheSite,
        visitor: Desk,
        spoken: InLanguage,
        language: Wanted = None,
    ) -> Response:
        return await _show(site, visitor, kind, RecordId(key, number), _pick(language, spoken))

    @routes.get(f"/tandem/{{number}}/{kind}.pdf")
    async def send_pdf(
        number: Number,
        site: TheSite,
        visitor: Phone,
        spoken: InLanguage,
        language: Wanted = None,
    ) -> Response:
        record = RecordId(visitor.tandem, number)
        return await _send_pdf(site, kind, record, _pick(language, spoken))

    @routes.get(f"/desk/tandems/{{key}}/{{number}}/{kind}.pdf")
    async def send_pdf_desk(
        key: str,
        number: Number,
        site: TheSite,
        visitor: Desk,
        spoken: InLanguage,
        language: Wanted = None,
    ) -> Response:
        return await _send_pdf(site, kind, RecordId(key, number), _pick(language, spoken))


for _kind in KINDS:
    _add_routes(_kind)


def _pick(wanted: str | None, spoken: str) -> str:
    return wanted if wanted in find_languages() else spoken


async def _show(
    site: Site, visitor: Visitor, kind: Kind, record: RecordId, language: str
) -> HTMLResponse:
    """The sheet as a form. Raises NoSuchRecord."""
    live = site.live
    entry = live.find_prompt(record).entry
    page = await asyncio.to_thread(
        live.sheets.set_page,
        kind,
        live.pick_tandem(record.tandem),
        entry,
        language,
        _draw_bar(visitor, kind, record, speak(language)),
        assets="/assets",
    )
    return HTMLResponse(page)


async def _send_pdf(site: Site, kind: Kind, record: RecordId, language: str) -> Response:
    """The PDF of now, answers included. Raises NoSuchRecord."""
    live = site.live
    entry = live.find_prompt(record).entry
    tandem = live.pick_tandem(record.tandem)
    if tandem.bilingual and language in part_languages(tandem.sheet_languages[0]):
        language = tandem.sheet_languages[0]
    data = None
    if language in tandem.sheet_languages:
        await live.studio.press.finish(record)
        path = live.archive.layout.record_folder(record) / name_document(kind, language, "pdf")
        if path.exists():
            data = await asyncio.to_thread(path.read_bytes)
    if data is None:
        data = await asyncio.to_thread(live.sheets.set_pdf, kind, tandem, entry, language)
    name = f"{record.tandem}-{record.digits}-{kind}-{language}.pdf"
    headers = {
        "content-disposition": f'inline; filename="{name}"',
        "content-security-policy": _PDF_POLICY,
    }
    return Response(data, media_type="application/pdf", headers=headers)


def _draw_bar(visitor: Visitor, kind: Kind, record: RecordId, say: Language) -> Bar:
    is_desk = visitor.role is Role.DESK
    root = f"/desk/tandems/{record.tandem}" if is_desk else "/tandem"
    here = f"{root}/{record.number}"
    home = ("/desk", mark("Desk")) if is_desk else ("/tandem", mark("Our pictures"))
    data = {
        "answers": f"/api/tandems/{record.tandem}/prompts/{record.number}/answers",
        "record": str(record),
        "is_phone": not is_desk,
        "entrance": home[0] if is_desk else "/",
        "texts": {key: say.text(text) for key, text in _TEXTS.items()},
    }
    return Bar(
        label=say.text("This sheet"),
        back=BarLink(home[0], say.text(home[1])),
        sheets=tuple(
            BarLink(f"{here}/{one}?language={say.code}", say.text(LABELS[one]), one == kind)
            for one in KINDS
        ),
        pdf=BarLink(f"{here}/{kind}.pdf?language={say.code}", "PDF"),
        language_label=say.text("Language of the sheet"),
        languages=tuple(
            BarLink(f"{here}/{kind}?language={code}", speak(code).name, code == say.code, code)
            for code in find_languages()
        ),
        data=str(embed(data)),
    )
