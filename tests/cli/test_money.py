"""What `status`, `make --dry-run` and `check` say about money."""

import json
import os
from pathlib import Path

import pytest

from tests.cli.running import CommandLine
from tests.servers.image_api import ImageServer
from tests.workshops import drop_prompt, open_archive, write_workshop
from visions.archive.lock import hold_lock
from visions.errors import CallFailed
from visions.model import GeneratedImage, ImageRequest, RecordId

PAID = 'provider = "openai"\nbudget = 0.20'


def spend(folder: Path, record: RecordId, outcome: str, cost: float | None = None) -> None:
    """An attempt of an earlier run that ended so; “open” leaves it without an end."""
    archive = open_archive(folder)
    parameters = {"prompt": "a", "quality": "medium"}
    request = ImageRequest("openai", "gpt-image-2", "a", 1536, 1024, parameters, paid=True)
    attempt = archive.open_attempt(record, request, 0.041)
    if outcome == "done":
        image = GeneratedImage(b"x", "image/png", 1536, 1024, "s", "gpt-image-2")
        archive.keep_image(record, attempt, image, cost)
    elif outcome != "open":
        archive.close_attempt(record, attempt, CallFailed("x", outcome, "It broke.", "Mend it."))


def add(folder: Path, tandem: str, *words: str) -> list[RecordId]:
    archive = open_archive(folder)
    return [archive.accept_prompt(tandem, text, {}).id for text in words]


def give_budget(folder: Path, tandem: str, usd: float) -> None:
    path = folder / "workshop.toml"
    old = f'key = "{tandem}"\n'
    path.write_text(path.read_text("utf-8").replace(old, f"{old}budget = {usd}\n"), "utf-8")


def look(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Every path with when it was changed and what is in it; folders too."""
    return {
        str(path): (path.stat().st_mtime_ns, path.read_bytes() if path.is_file() else b"")
        for path in folder.rglob("*")
    }


@pytest.fixture
def spent(visions: CommandLine) -> CommandLine:
    """0.030 reported, 0.041 estimated, twice 0.041 of unknown end, and two for nothing."""
    write_workshop(visions.folder, PAID)
    give_budget(visions.folder, "arezzo-hamm", 0.1)
    first, second, third = add(visions.folder, "arezzo-hamm", "a", "b", "c")
    fourth, fifth = add(visions.folder, "utrecht-munich", "d", "e")
    spend(visions.folder, first, "failed")
    spend(visions.folder, first, "done", 0.03)
    spend(visions.folder, second, "done")
    spend(visions.folder, third, "refused")
    spend(visions.folder, fourth, "unknown")
    spend(visions.folder, fifth, "open")
    return visions


def test_status_tells_spent_reserved_and_left(spent: CommandLine) -> None:
    out = spent("status").out
    assert (
        "Money:  0.071 USD spent (0.041 of it by estimate), 0.082 reserved for 2 whose end is not "
        "known, 0.047 of 0.20 left." in out
    )
    assert "Money:  arezzo-hamm: 0.071 USD spent (0.041 of it by estimate), 0.00 reserved, " in out
    assert "0.029 of 0.10 left." in out
    assert "Money:  utrecht-munich" not in out


def test_status_tells_programs_the_same(spent: CommandLine) -> None:
    money = json.loads(spent("status", "--json").out)["money"]
    assert money["currency"] == "USD"
    assert (money["budget"], money["spent"], money["reserved"]) == (0.2, 0.071, 0.082)
    assert (money["spent_by_estimate"], money["left"]) == (0.041, 0.047)
    assert (money["pictures"], money["most_pictures"]) == (4, None)
    first, second = money["tandems"]
    assert (first["key"], first["budget"], first["left"]) == ("arezzo-hamm", 0.1, 0.029)
    assert (second["budget"], second["left"], second["reserved"]) == (None, None, 0.082)


def test_status_says_nothing_of_money_where_none_is_concerned(visions: CommandLine) -> None:
    visions("add", "arezzo-hamm", "a town")
    assert "Money" not in visions("status").out
    assert json.loads(visions("status", "--json").out)["money"]["spent"] == 0


def test_status_names_a_note_that_cannot_be_read(spent: CommandLine) -> None:
    (spent.folder / "outputs/arezzo-hamm/0001/request-2.json").write_text("{")
    ran = spent("status")
    assert ran.code == 9
    assert "request-2.json" in ran.out
    assert "Money:  0.041 USD spent" in ran.out


def test_dry_run_says_what_make_would_ask_for(spent: CommandLine) -> None:
    drop_prompt(spent.folder, "utrecht-munich", "idea.txt", "canals")
    add(spent.folder, "arezzo-hamm", "one more")
    with hold_lock(open_archive(spent.folder).layout):
        pass
    before = look(spent.folder)
    ran = spent("make", "--dry-run")
    assert look(spent.folder) == before
    assert ran.code == 0
    assert (
        "2 prompts would be asked for (openai, model gpt-image-2, 1536x1024, quality medium)."
        in ran.out
    )
    assert "arezzo-hamm: 1, about 0.041 USD; the budget allows 0; 1 more wait for you" in ran.out
    assert "utrecht-munich: 1, about 0.041 USD; 2 more wait for you" in ran.out
    assert "Cost:   about 0.082 USD (estimate, prices of 2026-11)." in ran.out
    assert "Budget: 0.047 of 0.20 USD left: enough for 1 of 2 prompts waiting." in ran.out
    assert "Nothing was asked for, stored or changed." in ran.out


def test_dry_run_needs_neither_key_nor_lock(visions: CommandLine) -> None:
    write_workshop(visions.folder, 'provider = "openai"')
    add(visions.folder, "arezzo-hamm", "a town")
    ran = visions("make", "--dry-run", "arezzo-hamm")
    assert ran.code == 0
    assert "1 prompt would be asked for" in ran.out
    assert "Budget: none is set" in ran.out
    assert not (visions.folder / "outputs/arezzo-hamm/0001").exists()
    assert not (visions.folder / ".visions.lock").exists()


def test_dry_run_of_the_illustrator_costs_nothing(visions: CommandLine) -> None:
    drop_prompt(visions.folder, "arezzo-hamm", "idea.txt", "a town")
    ran = visions("make", "--dry-run")
    assert "1 prompt would be asked for (the built-in illustrator, 512x512)." in ran.out
    assert "Cost:   nothing" in ran.out
    assert "Budget" not in ran.out


def test_dry_run_names_what_cannot_be_a_prompt(visions: CommandLine) -> None:
    drop_prompt(visions.folder, "arezzo-hamm", "empty.txt", "\n")
    ran = visions("make", "--dry-run")
    assert ran.code == 4
    assert "prompts/arezzo-hamm/empty.txt" in ran.out


def test_make_asks_for_just_what_the_dry_run_said(
    visions: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test-0123456789abcdef")
    with ImageServer() as server:
        images = f'provider = "openai"\nbase_url = "{server.base_url}"\nsize = "1536x1024"\n'
        write_workshop(visions.folder, images + "[images.prices]\npicture = 0.1")
        give_budget(visions.folder, "arezzo-hamm", 0.25)
        records = add(visions.folder, "arezzo-hamm", "a", "b", "c", "d", "e")
        add(visions.folder, "utrecht-munich", "f", "g", "h", "i")
        spend(visions.folder, records[0], "unknown")
        foretold = visions("make", "--dry-run").out
        assert "Cost:   about 0.80 USD (prices of workshop.toml)." in foretold
        assert "arezzo-hamm: 4, about 0.40 USD; the budget allows 2" in foretold
        assert "enough for 6 of 8 prompts waiting" in foretold
        ran = visions("make")
        asked = [json.loads(request.body)["prompt"] for request in server.pictures]
    assert ran.code in (1, 6)
    assert sorted(asked) == ["b", "c", "f", "g", "h", "i"]
    assert "This tandem's budget of 0.25 USD does not allow another picture" in ran.err
    assert "Paused" not in ran.err
    money = json.loads(visions("status", "--json").out)["money"]
    assert (money["spent"], money["reserved"]) == (0.6, 0.041)


def test_a_limit_in_pictures_pauses_the_queue(
    visions: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test-0123456789abcdef")
    with ImageServer() as server:
        images = f'provider = "openai"\nbase_url = "{server.base_url}"\nsize = "512x512"\n'
        write_workshop(visions.folder, images + 'model = "my-own"\nbudget = 1\nmost_pictures = 2')
        add(visions.folder, "arezzo-hamm", "a", "b", "c")
        foretold = visions("make", "--dry-run").out
        ran = visions("make")
        assert len(server.pictures) == 2
    assert "Cost:   not known for “my-own”" in foretold
    assert "2 of 2 pictures left (the cost is not known, so pictures are counted" in foretold
    assert "What a picture of “my-own” costs is not known, so the limit counts pictures" in ran.err
    assert "limit of 2 pictures (most_pictures) is reached" in ran.err
    out = visions("status").out
    assert "2 of at most 2 pictures were asked for." in out
    assert "What 2 of them cost is not known (“my-own”)" in out


@pytest.mark.parametrize("arguments", [["make"], ["make", "--dry-run"], ["check"]])
def test_a_budget_without_a_known_price_is_one_clear_message(
    visions: CommandLine, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test-0123456789abcdef")
    with ImageServer(models=("my-own",)) as server:
        images = f'provider = "openai"\nbase_url = "{server.base_url}"\nmodel = "my-own"'
        write_workshop(visions.folder, images + "\nbudget = 1")
        add(visions.folder, "arezzo-hamm", "a town")
        ran = visions(*arguments)
        assert server.pictures == []
    assert ran.code == 5
    told = ran.out + ran.err
    assert "what a picture of “my-own” costs is not known" in told
    assert "picture = 0.05 under [images.prices]" in told


@pytest.mark.parametrize(
    ("budget", "level", "expected"),
    [
        ("budget = 0.10", "bad", "0.10 of 0.10 USD left: enough for 2 of 3 prompts waiting."),
        ("budget = 1.00", "good", "1.00 of 1.00 USD left: enough for all that waits (3 prompts)."),
        ("most_pictures = 1", "bad", "1 of 1 pictures left: enough for 1 of 3 prompts waiting."),
        ("", "note", "none is set in workshop.toml, so nothing limits the cost."),
    ],
)
def test_check_says_whether_the_budget_is_enough(
    visions: CommandLine, budget: str, level: str, expected: str
) -> None:
    assert "OPENAI_API_KEY" not in os.environ  # money is looked at without a key, too
    write_workshop(visions.folder, f'provider = "openai"\n{budget}')
    add(visions.folder, "arezzo-hamm", "a", "b")
    drop_prompt(visions.folder, "utrecht-munich", "idea.txt", "canals")
    findings = json.loads(visions("check", "--json").out)
    (found,) = [finding for finding in findings if finding["subject"] == "budget"]
    assert (found["level"], found["text"]) == (level, expected)
