"""Pages from templates: escaped, in the language of the browser, with nothing from outside."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from fastapi import HTTPException, Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from visions.documents.html import list_assets
from visions.documents.plain_text import clean_text
from visions.i18n import find_languages, speak
from visions.retention import tell_retention
from visions.web.gates import find_language, find_site, find_visitor

TEMPLATES = Path(__file__).parent / "templates"
OWN_ASSETS = Path(__file__).parent / "assets"
_ESCAPES = {ord(one): f"\\u{ord(one):04x}" for one in "<>&"}


def render(request: Request, template: str, *, status: int = 200, **values: object) -> HTMLResponse:
    """The page that `template` makes of `values`, in the language of this browser."""
    language = find_language(request)
    site = find_site(request)
    page = (
        _open_environment()
        .get_template(template)
        .render(
            {
                "say": speak(language).text,
                "speech": speak(language),
                "language": language,
                "languages": [(code, speak(code).name) for code in find_languages()],
                "workshop": site.live.workshop,
                "kept": tell_retention(site.live.workshop, speak(language)),
                "visitor": find_visitor(request),
                "path": request.url.path,
                "status": status,
                **values,
            }
        )
    )
    return HTMLResponse(page, status)


def embed(data: object) -> Markup:
    """`data` as JSON for a script element of type application/json, safe there as it stands."""
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
    return Markup(text.translate(_ESCAPES))


def say_clock(seconds: int | None) -> str:
    """Seconds until an end as a clock shows them: “12:05”; “0:00” once it is over."""
    left = max(0, seconds or 0)
    return f"{left // 60}:{left % 60:02d}"


@cache
def list_files() -> Mapping[str, Path]:
    """What pages load from /assets/: name → file. Looked up, never joined to a path."""
    own = {path.name: path for path in sorted(OWN_ASSETS.glob("*.*"))}
    return {**list_assets(), **own}


async def read_form(request: Request) -> dict[str, str]:
    """The fields of a plain form. Raises HTTPException 422 where it is none."""
    kind = request.headers.get("content-type", "").split(";")[0].strip()
    if kind != "application/x-www-form-urlencoded":
        raise HTTPException(422)
    try:
        text = (await request.body()).decode("ascii")
        fields = parse_qsl(text, keep_blank_values=True, max_num_fields=100, errors="strict")
    except ValueError:
        raise HTTPException(422) from None
    return dict(fields)


@cache
def _open_environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: dict[str, Any] = {"embed": embed, "plain": clean_text, "clock": say_clock}
    environment.filters.update(filters)
    return environment
