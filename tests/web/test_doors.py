"""Who may do what: every route × role × Host × Origin, generated from the app's own routes."""

from __future__ import annotations

import asyncio
import datetime as dt
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.types import ASGIApp

from tests.web.asgi import Answer, send_request
from tests.web.serving import choose
from tests.workshops import write_workshop
from visions.archive.lock import hold_lock
from visions.archive.store import Archive
from visions.config import load_workshop
from visions.live.bulletin import Topic
from visions.live.workshop import LiveWorkshop
from visions.model import RecordId
from visions.pipeline import Pipeline
from visions.web import gates
from visions.web.access import STRANGER, Attempts, Keys, Role, Visitor
from visions.web.app import create_app, create_routes
from visions.web.gates import COOKIE
from visions.web.guard import SAFE, Addresses

HOST = "127.0.0.1:8000"
ORIGIN = f"http://{HOST}"
OWN, OTHER = "arezzo-hamm", "utrecht-munich"
PEOPLE = {
    "stranger": STRANGER,
    "own phone": Visitor(Role.PHONE, OWN, "p1"),
    "other phone": Visitor(Role.PHONE, OTHER, "p2"),
    "wall": Visitor(Role.WALL),
    "desk": Visitor(Role.DESK),
}
LET_IN = {
    gates.open_to_anyone: set(PEOPLE),
    gates.open_to_insiders: {"own phone", "other phone", "wall", "desk"},
    gates.open_to_tandem: {"own phone", "desk"},
    gates.open_to_phones: {"own phone", "other phone"},
    gates.open_to_wall: {"wall", "desk"},
    gates.open_to_desk: {"desk"},
}


def list_routes(app: FastAPI) -> Iterator[tuple[str, APIRoute]]:
    waiting: list[Any] = list(app.routes)
    while waiting:
        route = waiting.pop(0)
        if hasattr(route, "original_router"):
            waiting += route.original_router.routes
            continue
        assert isinstance(route, APIRoute), f"{route} is no route that a gate can be read from"
        for method in sorted(route.methods):
            yield method, route


def find_gate(route: APIRoute) -> Callable[..., Visitor]:
    """The one gate of a route."""
    found = {one.call for one in route.dependant.dependencies if one.call in gates.GATES}
    assert len(found) == 1, f"{route.path} has {len(found)} gates"
    gate = found.pop()
    assert gate is not None
    return gate


@dataclass
class House:
    app: ASGIApp
    routes: FastAPI
    live: LiveWorkshop
    keys: Keys
    folder: Path

    def ask(self, method: str, path: str, who: Visitor = STRANGER, **more: Any) -> Answer:
        return asyncio.run(self.ask_soon(method, path, who, **more))

    async def ask_soon(
        self,
        method: str,
        path: str,
        who: Visitor = STRANGER,
        *,
        headers: dict[str, str] | None = None,
        body: bytes = b"",
        cookie: str | None = None,
    ) -> Answer:
        signed = self.keys.write_cookie(who) if cookie is None else cookie
        told = {"host": HOST, "origin": ORIGIN, "cookie": f"{COOKIE}={signed}", **(headers or {})}
        sent = {name: value for name, value in told.items() if value}
        return await send_request(self.app, method, path, headers=sent, body=body)

    def weigh(self) -> dict[str, int]:
        """Every file of the workshop with its size: what a refused request must not change."""
        files = (path for path in self.folder.rglob("*") if path.is_file())
        return {str(path): path.stat().st_size for path in files}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = write_workshop(tmp_path_factory.mktemp("doors"))
    archive, workshop = Archive(folder), load_workshop(folder)
    for key in (OWN, OTHER):
        archive.accept_prompt(key, "a market square", {})
    with hold_lock(archive.layout):
        pipeline = Pipeline(workshop, archive, choose(workshop.images), lambda event: None)
        asyncio.run(pipeline.make(workshop.tandems))
        live = LiveWorkshop(workshop, archive, choose)
        keys = Keys(live.room)
        routes = create_routes(live, keys, ORIGIN)
        app = create_app(live, keys, Addresses.of(["127.0.0.1", "::1"], 8000), ORIGIN)
        yield House(app, routes, live, keys, folder)


def fill_in(path: str) -> str:
    """A path of a route with places that exist, of the tandem OWN."""
    places = {
        "key": OWN,
        "number": "1",
        "size": "small.jpg",
        "name": "base.css",
        "action": "hide",
        "language": "it",
        "kind": "worksheet",
    }
    for name, value in places.items():
        path = path.replace("{" + name + "}", value)
    return path.replace("{", "").replace("}", "")


def test_every_route_has_its_gate(house: House) -> None:
    routes = list(list_routes(house.routes))
    assert len(routes) > 25
    for _, route in routes:
        assert find_gate(route) in LET_IN


def test_nobody_passes_a_gate_that_is_not_theirs(house: House) -> None:
    async def try_all() -> list[str]:
        wrong = []
        for (method, route), (name, who) in itertools.product(
            list_routes(house.routes), PEOPLE.items()
        ):
            path = fill_in(route.path)
            answer = await house.ask_soon(method, path, who)
            is_in = name in LET_IN[find_gate(route)]
            is_refused = answer.status in (401, 403, 404)
            if name == "other phone" and "{key}" in route.path:
                is_in = False
            if is_in and answer.status in (401, 403):
                wrong.append(f"{method} {path}: {name} is kept out ({answer.status})")
            if not is_in and not is_refused:
                wrong.append(f"{method} {path}: {name} comes in ({answer.status})")
        return wrong

    assert asyncio.run(try_all()) == []


STRANGE_HOSTS = ("", "evil.example", "127.0.0.1", "127.0.0.1:8001", "127.0.0.1:8000.evil.example")
STRANGE_ORIGINS = (
    "",
    "null",
    "http://evil.example",
    "https://127.0.0.1:8000",
    "http://127.0.0.1:8001",
    "http://127.0.0.1:8000.evil.example",
    "http://127.0.0.1:8000/",
    "file://",
)


def test_strange_hosts_and_origins_reach_nothing(house: House) -> None:
    async def try_all() -> list[str]:
        wrong = []
        desk = PEOPLE["desk"]
        for method, route in list_routes(house.routes):
            path = fill_in(route.path)
            for host in STRANGE_HOSTS:
                answer = await house.ask_soon(method, path, desk, headers={"host": host})
                if answer.status != 421:
                    wrong.append(f"{method} {path} answers to {host!r}")
            if method not in SAFE:
                for origin in STRANGE_ORIGINS:
                    answer = await house.ask_soon(method, path, desk, headers={"origin": origin})
                    if answer.status != 403:
                        wrong.append(f"{method} {path} takes origin {origin!r}")
        return wrong

    before = house.weigh()
    assert asyncio.run(try_all()) == []
    assert house.weigh() == before


def test_every_answer_has_its_headers(house: House) -> None:
    for path in ("/", "/api/desk", "/assets/base.css", "/nothing", "/tandem"):
        answer = house.ask("GET", path, PEOPLE["desk"])
        assert "default-src 'self'" in answer.headers["content-security-policy"]
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert answer.headers["cache-control"]


def test_a_forged_old_or_broken_cookie_is_nobodys(house: House) -> None:
    good = house.keys.write_cookie(PEOPLE["own phone"])
    body, _, signature = good.partition(".")
    desk = house.keys.write_cookie(PEOPLE["desk"])
    forged = (
        "",
        ".",
        good[:-1],
        f"{desk.partition('.')[0]}.{signature}",
        body,
        f"{body}.",
        "ÿ.ÿ",
        "a" * 5000,
        Keys(house.live.room).write_cookie(PEOPLE["desk"]),  # of another start
    )
    for cookie in forged:
        assert house.ask("GET", "/api/session", cookie=cookie or "x").status == 401
    assert house.ask("GET", "/api/session", cookie=good).status == 200


def test_a_new_code_shuts_out_who_came_in_with_the_old_one(house: House) -> None:
    old = house.keys.write_cookie(PEOPLE["other phone"])
    assert house.ask("GET", "/api/session", cookie=old).status == 200
    house.live.room.renew_pass(OTHER)
    assert house.ask("GET", "/api/session", cookie=old).status == 401
    assert house.ask("GET", "/api/session", PEOPLE["own phone"]).status == 200


def test_wrong_codes_are_limited_by_failures_and_the_right_ticket_is_not(house: House) -> None:
    form = {"content-type": "application/x-www-form-urlencoded"}
    attempts = Attempts

    async def send(body: str) -> Answer:
        told = {"host": HOST, "origin": ORIGIN, **form}
        return await send_request(house.app, "POST", "/join", headers=told, body=body.encode())

    async def try_codes() -> list[int]:
        return [(await send(f"code=AAAA{n:02d}")).status for n in range(attempts.OF_ONE + 3)]

    seen = asyncio.run(try_codes())
    assert seen[: attempts.OF_ONE] == [404] * attempts.OF_ONE
    assert set(seen[attempts.OF_ONE :]) == {429}
    known = house.live.room.state.passes[OWN]
    assert asyncio.run(send(f"code={known.code}")).status == 429
    assert asyncio.run(send(f"ticket={known.ticket}")).status == 303


def test_large_and_odd_bodies_are_refused(house: House) -> None:
    path, desk = f"/api/tandems/{OWN}/prompts", PEOPLE["desk"]
    json = {"content-type": "application/json"}
    before = house.weigh()
    huge = b'{"text": "' + b"a" * 2_000_000 + b'", "sender": "abcdefgh"}'
    told = {**json, "content-length": str(len(huge))}
    assert house.ask("POST", path, desk, headers=told, body=huge).status == 413
    # Without its length, it is counted as it comes.
    assert house.ask("POST", path, desk, headers=json, body=huge).status == 413
    for length in ("-1", "x", "9" * 40, "1e9"):
        answer = house.ask("POST", path, desk, headers={**json, "content-length": length})
        assert answer.status == 413
    for body in (b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"text": 5}', b'{"text": "a"}'):
        assert house.ask("POST", path, desk, headers=json, body=body).status == 422
    assert house.ask("POST", "/join", desk, headers=json, body=b"{}").status == 422
    for method in ("PATCH", "TRACE", "OPTIONS", "CONNECT", "BREW"):
        assert house.ask(method, "/", desk).status == 405
    assert house.weigh() == before


def test_names_of_files_are_looked_up_and_never_joined(house: House) -> None:
    desk = PEOPLE["desk"]
    for path in (
        "/assets/../workshop.toml",
        "/assets/%2e%2e%2fworkshop.toml",
        "/assets/app.py",
        f"/pictures/{OWN}/1/original.svg",
        f"/pictures/{OWN}/1/../record.json",
        f"/pictures/../{OWN}/1/small.jpg",
        f"/pictures/{OWN}/0/small.jpg",
        f"/pictures/{OWN}/٣/small.jpg",
        "/pictures/nobody/1/small.jpg",
    ):
        assert house.ask("GET", path, desk).status in (404, 422)
    picture = house.ask("GET", f"/pictures/{OWN}/1/small.jpg", desk)
    assert picture.headers["content-type"] == "image/jpeg"
    assert b"DigitalSourceType" in picture.body


def test_the_wall_does_not_get_a_hidden_picture(house: House) -> None:
    path = f"/pictures/{OWN}/1/small.jpg"
    house.live.room.hide(RecordId(OWN, 1), hidden=False)
    assert house.ask("GET", path, PEOPLE["wall"]).status == 200
    house.live.room.hide(RecordId(OWN, 1), hidden=True)
    assert house.ask("GET", path, PEOPLE["wall"]).status == 404
    assert house.ask("GET", "/api/wall", PEOPLE["wall"]).json == [
        one for one in house.ask("GET", "/api/wall", PEOPLE["wall"]).json if one["tandem"] == OTHER
    ]
    assert house.ask("GET", path, PEOPLE["own phone"]).status == 200
    house.live.room.hide(RecordId(OWN, 1), hidden=False)


def test_a_language_link_leads_to_no_other_site(house: House) -> None:
    form = {"content-type": "application/x-www-form-urlencoded"}
    for back in (
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "javascript:x",
        "/\n",
    ):
        body = f"language=de&back={back}".encode()
        answer = house.ask("POST", "/language", headers=form, body=body)
        assert answer.headers["location"] == "/"
    answer = house.ask("POST", "/language", headers=form, body=b"language=de&back=%2Ftandem")
    assert answer.headers["location"] == "/tandem"
    assert "language=de" in answer.headers["set-cookie"]


def test_websockets_are_closed(house: House) -> None:
    sent: list[dict[str, Any]] = []

    async def connect() -> None:
        async def receive() -> dict[str, Any]:
            return {"type": "websocket.connect"}

        async def send(message: Any) -> None:
            sent.append(message)

        await house.app({"type": "websocket", "path": "/api/events", "headers": []}, receive, send)

    asyncio.run(connect())
    assert sent == [{"type": "websocket.close", "code": 1003}]


def test_who_gets_no_stream_can_ask_for_the_same_news(house: House) -> None:
    phone, other = PEOPLE["own phone"], PEOPLE["other phone"]
    first = house.ask("GET", "/api/news", phone).json
    assert first["notices"] is None
    house.live.bulletin.post(Topic.RECORD, OWN, RecordId(OWN, 1))
    house.live.bulletin.post(Topic.SESSION)
    news = house.ask("GET", f"/api/news?after={first['place']}", phone).json
    assert [one["topic"] for one in news["notices"]] == ["record", "session"]
    seen = house.ask("GET", f"/api/news?after={first['place']}", other).json
    assert [one["topic"] for one in seen["notices"]] == ["session"]
    assert house.ask("GET", f"/api/news?after={news['place']}", phone).json["notices"] == []
    for stale in ("00000000-1", "x", f"{first['place'].partition('-')[0]}-999999"):
        assert house.ask("GET", f"/api/news?after={stale}", phone).json["notices"] is None


def test_people_are_told_how_long_their_words_are_kept(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = (
        ("/", STRANGER, "are kept until 31 October 2026"),
        ("/tandem", PEOPLE["own phone"], "31 ottobre 2026"),
    )
    for path, who, told in pages:
        assert told not in house.ask("GET", path, who).body.decode()
    kept = replace(house.live.workshop, retention=dt.date(2026, 10, 31))
    monkeypatch.setattr(house.live, "workshop", kept)
    for path, who, told in pages:
        assert told in house.ask("GET", path, who).body.decode()
