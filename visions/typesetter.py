"""The one door to Typst: a folder of templates, JSON and pictures in, PDF or PNG bytes out.

Both the illustrator and the documents need Typst and must not know each other, so the door
stands below them. Typst is imported on first use (it is a large native library). A compiler
serves one thread and stays warm.

Run as a module, it does one job: a template that people wrote may loop for ever, and only a
process can be stopped.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from visions.errand import ErrandFailed, run_errand, serve_errand

if TYPE_CHECKING:
    import typst

MEMORY = 3_000_000_000
"""Bytes that a job in a process of its own may take, where the system knows a limit."""
MOST_BYTES = 500_000_000
"""Of a PDF from there."""

_local = threading.local()

_SVG_PAGE = b"""#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: float(sys.inputs.width) * 0.75pt)
"""

_PLACE = re.compile(r"┌─ (?P<file>.+):(?P<line>\d+):\d+")
_UNPRINTABLE = re.compile(r"the text `(?P<text>\".*?\")` could not be displayed", re.DOTALL)
_FORBIDDEN = re.compile(r"disallowed codepoint `(?P<text>\".*?\")`", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Typeset:
    """A finished PDF and what Typst wanted to say about it."""

    pdf: bytes
    warnings: tuple[str, ...]


class TypesettingFailed(Exception):
    """Typst gave up. `file` (a bare name) and `line` say where, as far as known.

    `text` is what no font could print, or empty when the failure was another one. `is_late`: the
    time was over.
    """

    def __init__(
        self, message: str, file: str = "", line: int = 0, text: str = "", *, is_late: bool = False
    ) -> None:
        self.file = file
        self.line = line
        self.text = text
        self.is_late = is_late
        super().__init__(message)


def rasterise_svg(svg: str, width: int) -> bytes:
    """Return `svg` as PNG bytes, `width` pixels wide, height by its viewBox.

    The SVG must be valid XML and should hold no text: no font is offered to it.
    """
    compiler: typst.Compiler | None = getattr(_local, "rasteriser", None)
    if compiler is None:
        import typst

        compiler = typst.Compiler(ignore_system_fonts=True)
        _local.rasteriser = compiler
    png = compiler.compile(
        input=_SVG_PAGE, format="png", ppi=96, sys_inputs={"svg": svg, "width": str(width)}
    )
    assert isinstance(png, bytes)
    return png


def typeset_pdf(
    root: Path,
    template: str,
    fonts: Path,
    *,
    standards: Sequence[typst.PDFStandard],
    timestamp: int,
    deadline: float | None = None,
) -> Typeset:
    """Set the file `template` in the folder `root` and return its PDF.

    The template reads files from `root` only and has no fonts but those in the folder `fonts`.
    Texts belong in a JSON file there: Typst could take them as its inputs too, but forgets all
    it has laid out before whenever an input changes. Equal files and `timestamp` (Unix seconds)
    give equal bytes. With a `deadline` (seconds) the work is done in a process of its own, which
    is stopped when the time is over. Raises TypesettingFailed.
    """
    if deadline is not None:
        return _typeset_apart(root, template, fonts, standards, timestamp, deadline)
    import typst

    compiler = _find_compiler(fonts)
    try:
        pdf, warnings = compiler.compile_with_warnings(
            input=str(root / template),
            root=str(root),
            format="pdf",
            pdf_standards=list(standards),
            timestamp=timestamp,
        )
    except typst.TypstError as error:
        raise _explain(error) from error
    assert isinstance(pdf, bytes)
    return Typeset(pdf, tuple(dict.fromkeys(warning.message for warning in warnings)))


def _typeset_apart(
    root: Path,
    template: str,
    fonts: Path,
    standards: Sequence[str],
    timestamp: int,
    deadline: float,
) -> Typeset:
    job = {
        "root": str(root.absolute()),
        "template": template,
        "fonts": str(fonts.absolute()),
        "standards": list(standards),
        "timestamp": timestamp,
    }
    try:
        answer = run_errand(
            "visions.typesetter", job, deadline=deadline, memory=MEMORY, most=MOST_BYTES
        )
    except ErrandFailed as error:
        raise TypesettingFailed(str(error), template, is_late=error.is_late) from error
    head, _, pdf = answer.partition(b"\n")
    report = json.loads(head)
    if "failed" in report:
        raise TypesettingFailed(**report["failed"])
    return Typeset(pdf, tuple(report["warnings"]))


def _do_job(job: dict[str, Any]) -> bytes:
    """Set one job; the answer is a line of JSON and then the PDF."""
    report: dict[str, object]
    pdf = b""
    try:
        result = typeset_pdf(
            Path(job["root"]),
            job["template"],
            Path(job["fonts"]),
            standards=job["standards"],
            timestamp=job["timestamp"],
        )
        report, pdf = {"warnings": result.warnings}, result.pdf
    except TypesettingFailed as error:
        report = {
            "failed": {
                "message": str(error),
                "file": error.file,
                "line": error.line,
                "text": error.text,
            }
        }
    return json.dumps(report).encode() + b"\n" + pdf


def _find_compiler(fonts: Path) -> typst.Compiler:
    compilers: dict[Path, typst.Compiler] | None = getattr(_local, "compilers", None)
    if compilers is None:
        compilers = _local.compilers = {}
    if fonts not in compilers:
        import typst

        shelf = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts)]
        )
        compilers[fonts] = typst.Compiler(font_paths=shelf)
    return compilers[fonts]


def _explain(error: typst.TypstError) -> TypesettingFailed:
    unprintable = _UNPRINTABLE.search(error.message) or _FORBIDDEN.search(error.message)
    place = _PLACE.search(error.diagnostic or "")
    return TypesettingFailed(
        ". ".join([error.message, *error.hints]),
        file=re.split(r"[\\/]", place["file"])[-1] if place else "",
        line=int(place["line"]) if place else 0,
        text=_read_quoted(unprintable["text"]) if unprintable else "",
    )


def _read_quoted(text: str) -> str:
    r"""Undo Typst's quoting: `"\u{feff}"` is one character."""
    inner = text[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    return re.sub(r"\\u\{([0-9a-f]+)\}", lambda found: chr(int(found[1], 16)), inner)


if __name__ == "__main__":
    serve_errand(_do_job)
