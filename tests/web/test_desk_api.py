"""The desk as JSON: whom it answers, what it refuses, what it prints and counts."""

from __future__ import annotations

import http.cookiejar
import io
import json
import stat
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from tests.documents.test_pdf import squeeze
from tests.web.browsing import read_journal
from tests.web.serving import Running, serve
from tests.workshops import write_workshop
from visions.archive.store import Archive
from visions.bags.reader import open_bag
from visions.config import load_workshop
from visions.i18n import speak
from visions.live.ledger import Ledger
from visions.live.workshop import LiveWorkshop
from visions.model import GeneratedImage, ImageRequest, ImageSettings, RecordId
from visions.web.access import Attempts, Keys, Role, Visitor
from visions.web.desk_shapes import show_desk
from visions.web.gates import Site

PAPERS = (
    *("worksheets", "roadmaps", "cards", "posters", "contact-sheet"),
    *("session-plan", "join-cards"),
)


class Caller:
    """A program that asks with the cookie of a link."""

    def __init__(self, room: Running, link: str) -> None:
        self._room = room
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._opener = urllib.request.build_opener(jar, urllib.request.ProxyHandler({}))
        # Where the link leads is a page; only its cookie is wanted.
        self._opener.open(link, timeout=30).close()

    def ask(self, method: str, path: str, body: object = None) -> tuple[int, bytes]:
        data = None if body is None else json.dumps(body).encode()
        headers = {"Origin": self._room.address, "Content-Type": "application/json"}
        request = urllib.request.Request(self._room.address + path, data, headers, method=method)
        try:
            with self._opener.open(request, timeout=60) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read()

    def read(self, path: str = "/api/desk") -> Any:
        status, data = self.ask("GET", path)
        assert status == 200, data
        return json.loads(data)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Running]:
    with serve(write_workshop(tmp_path / "workshop")) as running:
        yield running


@pytest.fixture
def desk(room: Running) -> Caller:
    return Caller(room, room.desk_link)


def draw(room: Running, words: str, tandem: str = "arezzo-hamm") -> RecordId:
    live = room.live
    prompt = room.call(live.accept(live.pick_tandem(tandem), words))

    async def wait() -> None:
        while live.studio.list_running() or live.studio.list_waiting():
            await live.bulletin.wait(live.bulletin.last, 0.1)

    room.call(wait())
    return prompt.id


def test_the_wall_learns_nothing_of_the_desk(room: Running) -> None:
    wall = Caller(room, room.wall_link)
    for path in ("/api/desk", "/desk", "/desk/codes/arezzo-hamm.svg", "/desk/codes/arezzo-hamm",
                 "/desk/papers/join-cards.pdf", "/desk/report.pdf", "/api/desk/printer",
                 ):  # fmt: skip
        status, data = wall.ask("GET", path)
        assert status == 403, path
        assert room.find_code("arezzo-hamm").encode() not in data


def test_it_counts_what_every_tandem_has(room: Running, desk: Caller) -> None:
    record = draw(room, "a park")
    room.call(room.live.choose(record))
    told = desk.read()
    first = told["tandems"][0]
    assert first["counts"] == {
        "prompts": 1, "waiting": 0, "drawing": 0, "pictures": 1,
        "missing": 0, "answers": 0, "dots": 0,
    }  # fmt: skip
    assert first["chosen"] == 1
    assert first["code"] == room.find_code("arezzo-hamm")
    assert first["join"] == room.find_ticket("arezzo-hamm")
    assert told["money"]["is_paid"] is False
    assert told["failures"] == []


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("PUT", "/api/desk/agenda", {"begin": 19}, 422),
        ("PUT", "/api/desk/agenda", {"edit": []}, 422),
        ("PUT", "/api/desk/agenda", {"edit": [{"minutes": 0, "title": "x"}]}, 422),
        ("PUT", "/api/desk/agenda", {"edit": [{"minutes": 5, "title": "  "}]}, 422),
        ("PUT", "/api/desk/agenda", {"start": 1}, 422),
        ("PUT", "/api/desk/locks", {"locked": "yes"}, 422),
        ("PUT", "/api/desk/locks", {"locked": True, "tandems": ["nobody"]}, 404),
        ("PUT", "/api/desk/provider", {"provider": "openai"}, 422),
        ("POST", "/api/desk/print", {"paper": "../../secret"}, 422),
        ("POST", "/api/desk/tandems/nobody/code", None, 404),
        ("POST", "/api/desk/tandems/arezzo-hamm/prompts/7/hide", None, 404),
        ("POST", "/api/desk/tandems/arezzo-hamm/prompts/1/burn", None, 404),
        ("POST", "/api/desk/tandems/arezzo-hamm/prompts/1/again", None, 409),
        ("POST", "/api/desk/tandems/arezzo-hamm/prompts/1/sketch", None, 409),
        ("GET", "/desk/papers/secret.pdf", None, 422),
        ("GET", "/desk/papers/cards.pdf?tandem=nobody", None, 404),
        ("GET", "/desk/codes/nobody.svg", None, 404),
    ],
)
def test_what_makes_no_sense_changes_nothing(
    room: Running, desk: Caller, method: str, path: str, body: object, status: int
) -> None:
    draw(room, "a park")
    before = read_journal(room.live.archive.layout.root)
    assert desk.ask(method, path, body)[0] == status
    assert read_journal(room.live.archive.layout.root) == before


def test_a_title_that_nobody_touched_stays_in_every_language(room: Running, desk: Caller) -> None:
    steps = desk.read()["agenda"]["steps"]
    steps[0]["title"] = "Hello"
    status, _ = desk.ask("PUT", "/api/desk/agenda", {"edit": steps})
    assert status == 200
    kept = room.ask(lambda: room.live.room.state.agenda.steps)
    assert [one.title for one in kept][:2] == ["Hello", "Prompt"]


def test_more_time_counts_from_now_once_a_step_is_over(room: Running, desk: Caller) -> None:
    desk.ask("PUT", "/api/desk/agenda", {"begin": 0})
    desk.ask("PUT", "/api/desk/agenda", {"prolong": -30})
    assert desk.read()["agenda"]["left"] <= 0
    desk.ask("PUT", "/api/desk/agenda", {"prolong": 5})
    assert 200 < desk.read()["agenda"]["left"] <= 360


@pytest.mark.parametrize("paper", PAPERS)
def test_every_paper_is_set_as_things_are_now(room: Running, desk: Caller, paper: str) -> None:
    draw(room, "a first park")
    draw(room, "a second park", "utrecht-munich")
    for query, tandems in (("", 2), ("?tandem=utrecht-munich", 1)):
        status, data = desk.ask("GET", f"/desk/papers/{paper}.pdf{query}")
        assert status == 200
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            text = squeeze("".join(page.extract_text() or "" for page in pdf.pages))
        assert "Utrecht" in text
        assert ("Arezzo" in text) is (tandems == 2)
        if paper == "join-cards":
            assert room.find_code("utrecht-munich") in text


def test_without_a_prompt_there_is_nothing_to_print_but_the_way_in(desk: Caller) -> None:
    for paper in PAPERS:
        status, _ = desk.ask("GET", f"/desk/papers/{paper}.pdf")
        assert status == (200 if paper in ("session-plan", "join-cards") else 409), paper


def test_the_report_can_be_had(room: Running, desk: Caller) -> None:
    draw(room, "a park")
    status, data = desk.ask("GET", "/desk/report.pdf")
    assert (status, data[:5]) == (200, b"%PDF-")


def test_a_paper_goes_to_the_printer(
    room: Running, desk: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    monkeypatch.setenv("PATH", str(programs))
    assert desk.read("/api/desk/printer") == {"printer": None}
    assert desk.ask("POST", "/api/desk/print", {"paper": "join-cards"})[0] == 409

    printed = tmp_path / "printed.pdf"
    for name, script in (
        ("lpstat", "echo 'system default destination: Office'"),
        ("lp", f'for last; do :; done; /bin/cat "$last" > {printed}; echo "$@" > {printed}.words'),
    ):
        program = programs / name
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
    assert desk.read("/api/desk/printer") == {"printer": "Office"}
    status, data = desk.ask("POST", "/api/desk/print", {"paper": "join-cards"})
    assert (status, json.loads(data)) == (200, {"printer": "Office", "paper": "A4"})
    assert printed.read_bytes().startswith(b"%PDF-")
    assert "media=A4" in Path(f"{printed}.words").read_text()


def fill_archive(folder: Path, tandems: int, prompts: int) -> None:
    """A full workshop: so many tandems with so many paid pictures each."""
    head = 'title = "Big"\nplace = "B"\ndate = 2023-10-23\nhorizon = "2024-12"\n[images]\n'
    head += 'provider = "compatible"\nmodel = "m"\nbase_url = "http://127.0.0.1:9/v1"\n'
    head += "budget = 100.0\nprices = { picture = 0.05 }\n"
    for n in range(tandems):
        head += f'[[tandems]]\nkey = "t-{n}"\nlanguages = ["en", "de"]\n'
        head += f'cities = [{{ name = "City {n}" }}, {{ name = "Town {n}" }}]\n'
    folder.mkdir()
    (folder / "workshop.toml").write_text(head, "utf-8")
    archive = Archive(folder)
    image = GeneratedImage(b"\x89PNG", "image/png", 768, 512, "a service", "m")
    for n in range(tandems):
        for _ in range(prompts):
            prompt = archive.accept_prompt(f"t-{n}", "a city with people and trees " * 5, {})
            words = {"prompt": prompt.text}
            request = ImageRequest("compatible", "m", prompt.text, 768, 512, words, paid=True)
            attempt = archive.open_attempt(prompt.id, request, 0.05)
            archive.keep_image(prompt.id, attempt, image, 0.04)
            folder_of = archive.layout.record_folder(prompt.id)
            (folder_of / "image.jpg").write_bytes(b"\xff\xd8")


def test_a_full_room_is_counted_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "big"
    fill_archive(folder, 30, 10)
    live = LiveWorkshop(load_workshop(folder), Archive(folder), lambda settings: None)
    site = Site(live, Keys(live.room), Attempts(), "http://127.0.0.1:8000")
    for _ in range(2):
        told = show_desk(site, Visitor(Role.DESK), speak("en"))
        assert told.money.spent == "12.00"
        assert sum(one.counts.pictures for one in told.tandems) == 300


def test_the_ledger_reads_again_only_what_moved_on(tmp_path: Path) -> None:
    folder = tmp_path / "small"
    fill_archive(folder, 2, 2)
    archive, settings = Archive(folder), ImageSettings(provider="compatible")
    ledger = Ledger(archive)
    assert ledger.count(settings).whole.spent == pytest.approx(0.16)
    prompt = archive.accept_prompt("t-0", "one more", {})
    words = {"prompt": prompt.text}
    request = ImageRequest("compatible", "m", prompt.text, 768, 512, words, paid=True)
    archive.open_attempt(prompt.id, request, 0.05)
    assert ledger.count(settings).whole.reserved == 0
    ledger.forget(prompt.id)
    assert ledger.count(settings).whole.reserved == pytest.approx(0.05)


def test_everything_leaves_in_one_file_but_the_codes(tmp_path: Path) -> None:
    folder = write_workshop(tmp_path / "workshop")
    Archive(folder).accept_prompt("arezzo-hamm", "a square", {})
    (folder / "outputs").mkdir(exist_ok=True)
    (folder / "outputs" / "link.txt").symlink_to("/etc/hostname")
    with serve(folder) as room:
        status, data = Caller(room, room.desk_link).ask("GET", "/desk/workshop.zip")
        code = room.find_code("arezzo-hamm")
    assert status == 200
    with open_bag(io.BytesIO(data), "workshop.zip") as bag:
        assert bag.read("prompts/arezzo-hamm/0001.md") == b"a square\n"
        assert not any(code.encode() in bag.read(name) for name in bag.files)
        assert bag.read("workshop.toml") == (folder / "workshop.toml").read_bytes()
        assert {"outputs/index.html", "outputs/print/worksheets.pdf"} <= bag.files.keys()
        assert not any(name.startswith("session/") or "link" in name for name in bag.files)
