"""`visions eject`, and what `make` and the others do with templates of the workshop's own."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.running import CommandLine
from tests.workshops import list_files
from visions.patterns import PATTERNS

NAMES = list(PATTERNS)


def write_own(folder: Path, **sources: str) -> None:
    """Write templates; their names have “_” for “.”, and “__” for “_”."""
    own = folder / "templates"
    own.mkdir(exist_ok=True)
    for name, text in sources.items():
        (own / name.replace("_", ".")).write_text(text, "utf-8")


@pytest.fixture
def drawn(visions: CommandLine) -> CommandLine:
    """Two tandems with three pictures."""
    for tandem, words in (("arezzo-hamm", "una piazza"), ("utrecht-munich", "een plein")):
        visions("add", tandem, words)
    visions("add", "arezzo-hamm", "un fiume")
    assert visions("make").code == 0
    assert visions("documents").code == 0
    return visions


@pytest.mark.parametrize("name", NAMES)
def test_a_template_is_copied_and_makes_the_same_documents(drawn: CommandLine, name: str) -> None:
    before = list_files(drawn.folder / "outputs")
    ran = drawn("eject", name)
    assert ran.code == 0
    written = [str(drawn.folder / "templates" / file) for file in PATTERNS[name]]
    assert ran.out.splitlines()[:-1] == written
    assert drawn("make").code == 0
    after = list_files(drawn.folder / "outputs")
    assert [one for one in before if before[one] != after[one] and "built.json" not in one] == []


def test_without_a_name_all_are_listed(visions: CommandLine) -> None:
    visions("eject", "poster")
    ran = visions("eject")
    assert ran.code == 0
    assert [line.split()[0] for line in ran.out.splitlines()[: len(NAMES)]] == NAMES
    own = [line for line in ran.out.splitlines() if "your own" in line]
    assert len(own) == 1
    assert own[0].startswith("poster")
    assert visions("eject", "--list").out == ran.out


def test_an_unknown_name_is_told_with_the_nearest(visions: CommandLine) -> None:
    ran = visions("eject", "worksheeet")
    assert ran.code == 2
    assert "Did you mean “worksheet”?" in ran.err
    assert "contact-sheet, session-plan" in ran.err
    assert not (visions.folder / "templates").exists()


def test_a_template_that_is_there_is_not_overwritten(visions: CommandLine) -> None:
    write_own(visions.folder, poster_typ="mine")
    ran = visions("eject", "poster")
    assert ran.code == 8
    assert "The workshop has templates/poster.typ already." in ran.err
    write_own(visions.folder, report_typ="mine")
    ran = visions("eject", "report")
    assert ran.code == 0
    assert "templates/report.typ exists already and was left as it is." in ran.err
    assert (visions.folder / "templates/report.typ").read_text("utf-8") == "mine"


@pytest.mark.parametrize(
    ("broken", "place"),
    [
        ({"worksheet_html_j2": "fine\n{{ nothing }}"}, "templates/worksheet.html.j2, line 2:"),
        ({"roadmap_html_j2": "{% if %}"}, "templates/roadmap.html.j2, line 1:"),
        ({"gallery_html_j2": "{{ walls.nothing }}"}, "templates/gallery.html.j2, line 1:"),
        ({"worksheet_typ": "#let x = \n"}, "templates/worksheet.typ, line"),
        ({"roadmap_typ": "\n#nothing"}, "templates/roadmap.typ, line 2:"),
        ({"theme_typ": "#panic()"}, "templates/theme.typ, line 1:"),
    ],
)
def test_a_broken_template_is_told_once_and_stops_no_document(
    drawn: CommandLine, broken: dict[str, str], place: str
) -> None:
    before = list_files(drawn.folder / "outputs")
    write_own(drawn.folder, **broken)
    ran = drawn("make")
    assert ran.code == 10
    assert ran.err.count(place) == 1
    assert ran.err.count("The built-in template stood in") == 1
    after = list_files(drawn.folder / "outputs")
    assert before.keys() == after.keys()
    assert [one for one in before if before[one] != after[one] and "built.json" not in one] == []
    # It is told again until it is mended, and nothing is written meanwhile.
    again = drawn("make")
    assert (again.code, again.err.count(place)) == (10, 1)
    assert list_files(drawn.folder / "outputs") == after
    for name in broken:
        (drawn.folder / "templates" / name.replace("_", ".")).unlink()
    mended = drawn("make")
    assert (mended.code, mended.err) == (0, "")


def test_papers_and_report_have_stand_ins_too(drawn: CommandLine) -> None:
    drawn("paper", "session-plan")
    plan = drawn.folder / "outputs/print/session-plan.en.pdf"
    built_in = plan.read_bytes()
    write_own(drawn.folder, report_html_j2="{{ nothing }}", report_typ="#nothing")
    (drawn.folder / "templates/session_plan.typ").write_text("#nothing", "utf-8")
    ran = drawn("paper", "session-plan")
    assert ran.code == 10
    assert ran.err.count("templates/session_plan.typ, line 1: unknown variable: nothing") == 1
    assert plan.read_bytes() == built_in
    ran = drawn("report")
    assert ran.code == 10
    assert ran.err.count("The built-in template stood in") == 2
    assert "<h1" in (drawn.folder / "outputs/report.en.html").read_text("utf-8")
    assert (drawn.folder / "outputs/report.en.pdf").read_bytes().startswith(b"%PDF")


def test_check_tells_which_templates_win_and_from_which_version(visions: CommandLine) -> None:
    visions("eject", "gallery")
    ran = visions("check")
    assert ran.code == 0
    assert "your own win over the built-in ones: gallery.html.j2." in ran.out
    gallery = visions.folder / "templates/gallery.html.j2"
    text = gallery.read_text("utf-8").replace("· visions ", "· visions 0.0.", 1)
    gallery.write_text(text, "utf-8")
    write_own(visions.folder, worksheet_html_j2="{{ nothing }}", postre_typ="")
    (visions.folder / "templates/logo.svg").symlink_to("/etc/hostname")
    ran = visions("check")
    assert ran.code == 10
    assert "templates/gallery.html.j2 was ejected from visions 0.0.0.1.0" in ran.out
    assert "templates/worksheet.html.j2, line 1: there is no value “nothing” here." in ran.out
    assert "templates/postre.typ is for no document. Did you mean poster.typ?" in ran.out
    assert "templates/logo.svg is not used: it is a link" in ran.out


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_ctrl_c_does_not_wait_for_an_endless_template(drawn: CommandLine) -> None:
    endless = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    write_own(drawn.folder, worksheet_html_j2=endless)
    process = subprocess.Popen(
        [sys.executable, "-m", "visions", "-C", str(drawn.folder), "make"], stderr=subprocess.PIPE
    )
    threads = Path(f"/proc/{process.pid}/task")
    while not any(one.read_text() for one in threads.glob("*/children")):
        assert process.poll() is None
        time.sleep(0.05)
    begun = time.monotonic()
    for _ in range(2):
        process.send_signal(signal.SIGINT)
        time.sleep(0.5)
    assert process.wait(timeout=60) == 130
    assert time.monotonic() - begun < 10
    assert process.stderr is not None
    assert b"Traceback" not in process.stderr.read()
    process.stderr.close()
    (drawn.folder / "templates/worksheet.html.j2").unlink()
    assert drawn("make").code == 0
