"""`visions documents` on a workshop of 30 tandems with four pictures each.

Measured is the whole process, from the start of the interpreter: worksheet and roadmap as PDF and
HTML for each picture, both print files and the gallery, none of them there before. Labelled copies
are. In turn with it runs what cannot be less: setting the same PDFs, on one thread. The ratio is of
processor time, which a busy machine spoils less.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.samples import WORDS
from benchmarks.timing import compare, report, tell
from visions.archive.store import Archive
from visions.documents.pdf import Page, set_pdf
from visions.documents.sheets import view_roadmap, view_worksheet
from visions.model import Entry, Tandem, Workshop
from visions.workshop_file import parse_workshop

TANDEMS, PICTURES = 30, 4
MOST_SECONDS, ROUNDS = 6, 3
COMMAND = str(Path(sys.executable).with_name("visions"))


def run() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        archive = Archive(folder)
        for languages in (("it",), ("it", "de")):
            workshop = _write_workshop(folder, languages)
            for number in range(0 if archive.list_records(_name(0)) else TANDEMS * PICTURES):
                words = f"{WORDS} ({number})"
                archive.accept_prompt(_name(number % TANDEMS), words, {})
            _run("make", folder)
            entries = [
                (tandem, archive.read_entry(record))
                for tandem in workshop.tandems
                for record in archive.list_records(tandem.key)
            ]
            whole, work, bare = _measure(folder, archive, workshop, entries)
            seconds = statistics.median(whole)
            sheets = len(entries) * len(languages) * 2
            report(
                f"all documents of {TANDEMS} tandems x {PICTURES} pictures x {len(languages)}"
                f" language{'s' * (len(languages) > 1)}",
                f"{seconds:.1f} s",
                f"<= {MOST_SECONDS} s",
                seconds <= MOST_SECONDS,
            )
            tell("... in processor time", f"{statistics.median(work):.1f} s")
            tell(
                f"... over the bare setting of their {sheets} PDFs", f"{compare(work, bare):.2f} x"
            )


def _measure(
    folder: Path, archive: Archive, workshop: Workshop, entries: list[tuple[Tandem, Entry]]
) -> tuple[list[float], list[float], list[float]]:
    """By rounds: the seconds of the rebuild, its processor time, and that of the bare setting."""
    pages = [
        Page(view(workshop, tandem, entry, language, "1"), _read(archive, entry))
        for tandem, entry in entries
        for language in tandem.languages
        for view in (view_worksheet, view_roadmap)
    ]

    whole, work, bare = [], [], []
    for _ in range(ROUNDS):
        for path in (folder / "outputs").rglob("*"):
            if path.suffix in (".pdf", ".html"):
                path.unlink()
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        whole.append(_run("documents", folder))
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        work.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        began = time.process_time()
        for page in pages:
            set_pdf([page])
        bare.append(time.process_time() - began)
    assert len(list(folder.rglob("*.pdf"))) == len(pages) + 2
    assert len(list(folder.rglob("*.html"))) == len(pages) + 1
    return whole, work, bare


def _run(command: str, folder: Path) -> float:
    began = time.perf_counter()
    subprocess.run([COMMAND, "-C", str(folder), command], check=True, capture_output=True)
    return time.perf_counter() - began


def _read(archive: Archive, entry: Entry) -> bytes:
    return archive.layout.labelled(entry.id, entry.state).read_bytes()


def _name(number: int) -> str:
    return f"tandem-{number + 1:02d}"


def _write_workshop(folder: Path, languages: tuple[str, ...]) -> Workshop:
    listed = ", ".join(f'"{code}"' for code in languages)
    tandems = "".join(
        f'[[tandems]]\nkey = "{_name(number)}"\nlanguages = [{listed}]\ntheme = "Air"\n'
        'cities = [{ name = "Arezzo", country = "IT" }, { name = "Hamm", country = "DE" }]\n'
        for number in range(TANDEMS)
    )
    text = (
        'title = "Bench"\ndate = 2023-10-23\nhorizon = "2024-12"\n'
        f'[images]\nprovider = "sketch"\n{tandems}'
    )
    (folder / "workshop.toml").write_text(text, "utf-8")
    return parse_workshop(text.encode())
