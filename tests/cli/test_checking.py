"""`visions check`: everything that could go wrong in the room, before the room."""

import datetime as dt
import json

import pytest

from tests.cli.running import CommandLine
from tests.servers.image_api import ImageServer
from tests.workshops import drop_prompt, write_workshop

KEY = "sk-test-0123456789abcdef"


def findings(visions: CommandLine) -> dict[str, list[tuple[str, str]]]:
    told: dict[str, list[tuple[str, str]]] = {}
    for finding in json.loads(visions("check", "--json").out):
        told.setdefault(finding["subject"], []).append((finding["level"], finding["text"]))
    return told


def test_a_sound_workshop_is_ready(visions: CommandLine) -> None:
    ran = visions("check")
    assert ran.code == 0
    assert ran.out.rstrip().endswith("Ready.")
    assert not (visions.folder / "outputs").exists()


def test_everything_is_looked_at(visions: CommandLine) -> None:
    told = findings(visions)
    assert {
        "workshop.toml", "prompts", "fonts, languages", "disk", "provider sketch", "printer",
    } <= set(told)  # fmt: skip


def test_a_horizon_in_the_past_is_only_mentioned(visions: CommandLine) -> None:
    ((level, text),) = findings(visions)["horizon"]
    assert (level, "in the past" in text) == ("note", True)


@pytest.mark.parametrize(
    ("images", "language", "expected"),
    [
        ('provider = "sketch"', "el", []),
        ('provider = "sketch"', "pl", ["prompt in Polish it draws"]),
        ('provider = "openai"', "pl", []),
        ('provider = "openai"\nfallback = "sketch"', "bg", ["prompt in Bulgarian it draws"]),
    ],
)
def test_a_language_that_the_illustrator_does_not_know_is_mentioned(
    visions: CommandLine, images: str, language: str, expected: list[str]
) -> None:
    write_workshop(visions.folder, images)
    plan = visions.folder / "workshop.toml"
    text = plan.read_text("utf-8")
    assert 'languages = ["nl"]' in text
    plan.write_text(text.replace('languages = ["nl"]', f'languages = ["{language}"]'), "utf-8")
    told = findings(visions).get("illustrator", [])
    assert [level for level, _ in told] == ["note" for _ in expected]
    assert all(words in text for words, (_, text) in zip(expected, told, strict=True))


def test_prompts_that_cannot_be_drawn_are_named(visions: CommandLine) -> None:
    (visions.folder / "prompts/arezzo-hamm").mkdir(parents=True)
    (visions.folder / "prompts/arezzo-hamm/0001.md").write_bytes(b"l\xe4rm")
    drop_prompt(visions.folder, "arezzo-hamm", "empty.txt", "\n")
    drop_prompt(visions.folder, "arezo-ham", "0001.md", "lost")
    ran = visions("check")
    assert ran.code == 4
    assert "prompts/arezzo-hamm/0001.md" in ran.out
    assert "prompts/arezzo-hamm/empty.txt" in ran.out
    assert "prompts/arezo-ham belongs to no tandem" in ran.out
    assert "3 to mend" in ran.out


def test_a_broken_template_of_ones_own_is_named(visions: CommandLine) -> None:
    (visions.folder / "templates").mkdir()
    (visions.folder / "templates/worksheet.typ").write_text("#let x = \n", "utf-8")
    ran = visions("check")
    assert ran.code == 10
    assert "worksheet.typ" in ran.out


def test_a_missing_key_is_told(visions: CommandLine) -> None:
    write_workshop(visions.folder, 'provider = "openai"')
    ran = visions("check")
    assert ran.code == 5
    assert "OPENAI_API_KEY" in ran.out


@pytest.mark.parametrize(
    ("mode", "models", "code", "expected"),
    [
        (None, ("gpt-image-2",), 0, "takes the key and lists the model"),
        (None, ("other",), 6, "no such model"),
        ("401", (), 6, "does not know this API key"),
        ("page", (), 6, "Wi-Fi"),
    ],
)
def test_the_service_is_asked_without_spending(
    visions: CommandLine,
    monkeypatch: pytest.MonkeyPatch,
    mode: str | None,
    models: tuple[str, ...],
    code: int,
    expected: str,
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    with ImageServer(models=models, models_mode=mode) as server:
        write_workshop(visions.folder, f'provider = "openai"\nbase_url = "{server.base_url}"')
        ran = visions("check")
        assert server.pictures == []
    assert (ran.code, expected in ran.out) == (code, True), ran.out
    assert KEY not in ran.out + ran.err
    assert "USD a picture (estimate" in ran.out


def test_what_a_look_at_the_service_told_is_listed(
    visions: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    date = {"Date": "Mon, 23 Oct 2023 10:00:00 GMT"}
    with ImageServer(headers=date) as server:
        write_workshop(visions.folder, f'provider = "openai"\nbase_url = "{server.base_url}"')
        told = findings(visions)
    assert told["connection"][0][0] == "good"
    assert told["model"][0][0] == "good"
    assert [told[name][0][0] for name in ("clock", "organisation")] == ["note", "note"]
    with ImageServer(models_mode="401") as server:
        write_workshop(visions.folder, f'provider = "openai"\nbase_url = "{server.base_url}"')
        told = findings(visions)
    assert (told["connection"][0][0], told["provider openai"][0][0]) == ("good", "bad")


@pytest.mark.parametrize(
    ("days", "level", "said"),
    [(-1, "bad", "due since"), (30, "note", "30 more days"), (90, "good", "kept until")],
)
def test_it_says_until_when_all_is_kept(
    visions: CommandLine, days: int, level: str, said: str
) -> None:
    plan = visions.folder / "workshop.toml"
    day = dt.date.today() + dt.timedelta(days)
    plan.write_text(f"retention = {day}\n" + plan.read_text("utf-8"), "utf-8")
    ((found, text),) = findings(visions)["retention"]
    assert (found, said in text) == (level, True)
    assert visions("check").code == (3 if level == "bad" else 0)
    assert said in visions("status").out
    status = json.loads(visions("status", "--json").out)
    assert status["retention"] == {"until": day.isoformat(), "due": level == "bad"}


def test_where_nobody_said_so_it_says_what_to_write(visions: CommandLine) -> None:
    ((level, text),) = findings(visions)["retention"]
    assert (level, "retention = 2028-12-31" in text) == ("note", True)
    assert json.loads(visions("status", "--json").out)["retention"]["until"] is None
