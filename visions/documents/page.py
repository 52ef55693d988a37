"""One HTML page from a template and values.

Built-in templates run here. One that needs a file of the workshop's own runs in a process that
can be stopped, and reads no file but the built-in ones and those that come with the job: it may
loop for ever, or grow without end. Run as a module, this one does such a job.

A workshop's own template may extend the built-in one (`{% extends "builtin/worksheet.html.j2" %}`).
"""

from __future__ import annotations

import dataclasses
import difflib
import json
import traceback
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    FileSystemLoader,
    FunctionLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment

from visions.documents.own_templates import (
    BUILT_IN,
    FOLDER,
    OWN_TEMPLATE_SECONDS,
    PAGE_FILES,
    Fault,
    OwnTemplates,
    read_own_templates,
)
from visions.errand import ErrandFailed, run_errand, serve_errand
from visions.errors import DocumentFailed

MOST_CHARACTERS = 20_000_000
"""Of a page by a template of the workshop's own."""
MEMORY = 512_000_000
"""Bytes that such a template may take, where the system knows a limit."""

# “file:” beside 'self' because not every browser counts a page's own folder as its origin
# when the page was opened from disk.
CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self' file:",
        "img-src 'self' file:",
        "font-src 'self' file:",
        "base-uri 'none'",
        "form-action 'none'",
    )
)


def render_page(
    template: str,
    *,
    document: str,
    templates: Path | None,
    values: Mapping[str, object],
    deadline: float = OWN_TEMPLATE_SECONDS,
) -> str:
    """Return the page that `template` makes of `values`: plain values, dataclasses, and tuples
    and mappings of them.

    `templates` is the workshop's folder of its own templates, which win. Raises TemplateFailed,
    with the page by the built-in template, where one of them is broken or takes longer than
    `deadline` seconds, and DocumentFailed where the built-in one cannot be set either.
    """
    values = {"policy": CONTENT_POLICY, **values}
    own = read_own_templates(templates)
    if not own.serve(template):
        return _render_built_in(template, document, values)
    try:
        own.check_time(template)
        return _render_apart(own, template, values, deadline)
    except Fault as fault:
        own.remember(template, fault)
        page = _render_built_in(template, document, values)
        raise own.blame(template, fault, page.encode()) from None


def stream_page(template: Path, *, document: str, values: Mapping[str, object]) -> Iterator[bytes]:
    """The page that `template`, a file of the program's own, makes of `values`, in pieces, for
    pages that are long.

    Iterators among the values are asked as the page grows. Raises DocumentFailed.
    """
    values = {"policy": CONTENT_POLICY, **values}
    environment = _open_environment(FileSystemLoader(template.parent), StrictUndefined)
    try:
        page = environment.get_template(template.name).stream(values)
        page.enable_buffering(200)
        for part in page:
            yield part.encode()
    except TemplateError as error:
        raise DocumentFailed(
            document=document,
            reason=f"{template.name}: {error}",
            advice="Please report this.",
        ) from error


def _render_built_in(template: str, document: str, values: Mapping[str, object]) -> str:
    try:
        return _open_built_in().get_template(template).render(values)
    except Exception as error:
        raise DocumentFailed(
            document=document,
            reason=f"{template}: {error}",
            advice="The PDF may be there all the same. Please report this.",
        ) from error


def _render_apart(
    own: OwnTemplates, template: str, values: Mapping[str, object], deadline: float
) -> str:
    job = {
        "template": template,
        "files": {
            name: _read_text(data)
            for name, data in own.files.items()
            if name.lower().endswith(PAGE_FILES)
        },
        "values": [[name, _pack(value)] for name, value in values.items()],
    }
    try:
        answer = run_errand(
            "visions.documents.page",
            job,
            deadline=deadline,
            memory=MEMORY,
            most=4 * MOST_CHARACTERS + 100_000,
        )
    except ErrandFailed as error:
        raise Fault(template, 0, str(error), is_late=error.is_late) from error
    head, _, page = answer.partition(b"\n")
    report = json.loads(head)
    if report:
        raise Fault(report["file"], report["line"], report["reason"])
    return page.decode()


def _read_text(data: bytes) -> tuple[str, int]:
    """A file's text or, where it is none, the line at which that shows."""
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n"), 0
    except UnicodeDecodeError as error:
        return "", data[: error.start].count(b"\n") + 1


def _pack(value: object) -> object:
    """`value` as JSON: a dataclass under “fields”, a mapping under “pairs”."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = dataclasses.fields(value)
        return {"fields": {one.name: _pack(getattr(value, one.name)) for one in fields}}
    if isinstance(value, Mapping):
        return {"pairs": [[_pack(key), _pack(one)] for key, one in value.items()]}
    if isinstance(value, tuple | list):
        return [_pack(one) for one in value]
    return value


# In the process of its own


class _View:
    """A dataclass as it came over: its fields as attributes."""

    def __init__(self, fields: Mapping[str, object]) -> None:
        self.__dict__.update(fields)


class _Unknown(StrictUndefined):
    """A value that there is not, told in words for people who write templates."""

    @property
    def _undefined_message(self) -> str:
        if self._undefined_hint:
            return self._undefined_hint
        name = str(self._undefined_name)
        if not isinstance(self._undefined_obj, _View):
            return f"there is no value “{name}” here"
        near = difflib.get_close_matches(name, vars(self._undefined_obj), n=1)
        hint = f"; did you mean “{near[0]}”?" if near else ""
        return f"there is no value “{name}” here{hint}"


def _unpack(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_unpack(one) for one in value)
    if not isinstance(value, dict):
        return value
    if "fields" in value:
        return _View({name: _unpack(one) for name, one in value["fields"].items()})
    return {_unpack(key): _unpack(one) for key, one in value["pairs"]}


def _do_job(job: dict[str, Any]) -> bytes:
    """Render the job's template; the answer's first line is JSON: null, or what is wrong."""
    template, files = job["template"], job["files"]
    try:
        values = {name: _unpack(value) for name, value in job["values"]}
        page = _render_own(template, files, values)
        return b"null\n" + page.encode()
    except Fault as fault:
        told = {"file": fault.file, "line": fault.line, "reason": fault.reason}
        return json.dumps(told).encode() + b"\n"


def _render_own(template: str, files: dict[str, list[Any]], values: dict[str, Any]) -> str:
    def load(name: str) -> tuple[str, str, None] | None:
        if name not in files:
            return None
        text, bad_line = files[name]
        if bad_line:
            raise Fault(name, bad_line, "the file is not UTF-8 text")
        return text, f"{FOLDER}/{name}", None

    environment = _open_environment(FunctionLoader(load), _Unknown)
    parts, size = [], 0
    try:
        for part in environment.get_template(template).generate(values):
            parts.append(part)
            size += len(part)
            if size > MOST_CHARACTERS:
                reason = f"the page grows beyond {MOST_CHARACTERS / 1e6:.0f} million characters"
                raise Fault(template, 0, reason)
        return "".join(parts)
    except Fault:
        raise
    except TemplateSyntaxError as error:
        file = (error.filename or error.name or template).removeprefix(f"{FOLDER}/")
        raise Fault(file, error.lineno, error.message or "it is not valid") from None
    except Exception as error:  # whatever a template may do wrong is the template's fault
        parts.clear()
        file, line = _find_place(error, template)
        raise Fault(file, line, _explain(error)) from None


def _explain(error: Exception) -> str:
    if isinstance(error, MemoryError):
        return f"it needs more memory than the {MEMORY / 1e6:.0f} MB there are for a page"
    if isinstance(error, RecursionError):
        return "it includes or calls itself without end"
    if isinstance(error, TemplateNotFound):
        return f"there is no template “{error.name}” to include"
    return str(error) or type(error).__name__


def _find_place(error: Exception, template: str) -> tuple[str, int]:
    """The innermost line of an own template that `error` passed through."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.filename.startswith(f"{FOLDER}/"):
            return frame.filename.removeprefix(f"{FOLDER}/"), frame.lineno or 0
    return template, 0


@cache
def _open_built_in() -> ImmutableSandboxedEnvironment:
    return _open_environment(None, StrictUndefined)


def _open_environment(
    own: BaseLoader | None, undefined: type[StrictUndefined]
) -> ImmutableSandboxedEnvironment:
    built_in = FileSystemLoader(BUILT_IN)
    before = [own] if own else []
    return ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([*before, built_in, PrefixLoader({"builtin": built_in})]),
        autoescape=True,
        undefined=undefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


if __name__ == "__main__":
    serve_errand(_do_job)
