"""A bag brought back: equal to what was packed, nothing overwritten, and nothing strange taken."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bags.hostile import HOSTILE, HandMade, write
from tests.packed import CHOSEN, draw_png, pack, read_zip, write_packed_workshop
from tests.workshops import list_files, write_workshop
from visions import importing
from visions.archive.layout import is_truth
from visions.archive.manifest import Manifest
from visions.archive.notes import dump_note
from visions.archive.store import Archive
from visions.bag_errors import BadBag, BadPick, CannotImport
from visions.errors import AlreadyExists, BrokenConfig, Busy
from visions.importing import import_bag
from visions.model import RecordId, State

THEME = b'logo = "logo.png"\nlogo_alt = "Ours"\n[colours]\ndeep = "#4a1942"\n'
HERE = "outputs/arezzo-hamm/0001"


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("model") / "room"
    write_packed_workshop(folder)
    (folder / "theme.toml").write_bytes(THEME)
    (folder / "logo.png").write_bytes(draw_png((1, 2, 3)))
    return folder


@pytest.fixture(scope="module")
def bag(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("bag") / "all.zip"
    pack(model, target)
    return target


def list_truth(folder: Path) -> dict[str, bytes]:
    found = {name: data for name, data in list_files(folder).items() if is_truth(name)}
    return {name: data for name, data in found.items() if not (folder / name).is_symlink()}


def repack(bag: Path, folder: Path, change: Callable[[dict[str, bytes]], object]) -> Path:
    """The bag with other files, sealed anew, as somebody would who knows how."""
    files = {name: data for name, data in read_zip(bag).items() if name.startswith("data/")}
    change(files)
    return write(folder, HandMade(files).pack())


Change = Callable[[dict[str, bytes]], None]


def edit(name: str, change: Callable[[dict[str, object]], object]) -> Change:
    """Change a note, and its line in the manifest of its tandem."""

    def work(files: dict[str, bytes]) -> None:
        note = json.loads(files[f"data/{name}"])
        change(note)
        put(name, dump_note(note))(files)

    return work


def put(name: str, data: bytes) -> Change:
    """Another file of this name, listed in the manifest of its tandem."""

    def work(files: dict[str, bytes]) -> None:
        files[f"data/{name}"] = data
        manifest = f"data/outputs/{name.split('/')[1]}/manifest-sha256.txt"
        lines = [line for line in files[manifest].decode().splitlines() if not line.endswith(name)]
        lines.append(f"{hashlib.sha256(data).hexdigest()}  {name}")
        files[manifest] = ("\n".join(lines) + "\n").encode()

    return work


def drop(name: str) -> Change:
    def work(files: dict[str, bytes]) -> None:
        del files[f"data/{name}"]
        manifest = f"data/outputs/{name.split('/')[1]}/manifest-sha256.txt"
        lines = [line for line in files[manifest].decode().splitlines() if not line.endswith(name)]
        files[manifest] = ("\n".join(lines) + "\n").encode()

    return work


# There and back


def test_what_comes_back_is_what_was_packed(model: Path, bag: Path, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "room"
    brought = import_bag(bag, folder)
    assert brought.is_new
    assert (brought.prompts, brought.pictures, brought.known) == (4, 2, 0)
    assert list_truth(folder) == list_truth(model)
    for name in ("workshop.toml", "theme.toml", "logo.png"):
        assert (folder / name).read_bytes() == (model / name).read_bytes()
    for tandem in ("arezzo-hamm", "utrecht-munich"):
        mine, theirs = (Manifest(Archive(one).layout, tandem) for one in (folder, model))
        assert mine.read() == theirs.read()
    archive = Archive(folder)
    assert archive.read_entry(CHOSEN).state is State.DONE
    assert archive.read_choice("arezzo-hamm") == CHOSEN.number


def test_nothing_else_comes_with_it(bag: Path, tmp_path: Path) -> None:
    brought = import_bag(bag, tmp_path / "room")
    settings = {"workshop.toml", "theme.toml", "logo.png", ".visions.lock"}
    manifests = {f"outputs/{key}/manifest-sha256.txt" for key in ("arezzo-hamm", "utrecht-munich")}
    for name in list_files(tmp_path / "room").keys() - settings - manifests:
        assert is_truth(name)
    assert brought.notes == (
        "The bag has templates of its own. They stay in it: look at them first, then copy them "
        "into the folder templates/ yourself.",
    )


def test_pictures_are_read_only_as_they_were(bag: Path, tmp_path: Path) -> None:
    import_bag(bag, tmp_path / "room")
    assert (tmp_path / "room" / HERE / "original.png").stat().st_mode & 0o222 == 0


def test_a_draft_can_still_be_edited(bag: Path, tmp_path: Path) -> None:
    import_bag(bag, tmp_path / "room")
    manifest = Manifest(Archive(tmp_path / "room").layout, "utrecht-munich")
    assert "prompts/utrecht-munich/0002.md" not in manifest.read()
    manifest.complete()
    assert "prompts/utrecht-munich/0002.md" not in manifest.read()


def test_what_comes_back_packs_to_the_same_truth(bag: Path, tmp_path: Path) -> None:
    import_bag(bag, tmp_path / "room")
    pack(tmp_path / "room", tmp_path / "again.zip")
    first, again = ({k: v for k, v in read_zip(one).items() if is_truth(k.removeprefix("data/"))}
                    for one in (bag, tmp_path / "again.zip"))  # fmt: skip
    assert first == again


def test_a_second_time_does_nothing(bag: Path, tmp_path: Path) -> None:
    first = import_bag(bag, tmp_path / "room")
    before = list_files(tmp_path / "room")
    again = import_bag(bag, tmp_path / "room")
    assert list_files(tmp_path / "room") == before
    assert (again.stored, again.is_new) == (0, False)
    assert again.known == first.stored - 3  # the settings are not looked at


def test_a_dry_run_writes_nothing(bag: Path, tmp_path: Path) -> None:
    told = import_bag(bag, tmp_path / "room", dry_run=True)
    assert not (tmp_path / "room").exists()
    assert told == import_bag(bag, tmp_path / "room")


def test_a_public_bag_becomes_a_workshop(model: Path, tmp_path: Path) -> None:
    pack(model, tmp_path / "it.zip", public=True, only_chosen=True)
    brought = import_bag(tmp_path / "it.zip", tmp_path / "room")
    assert (brought.prompts, brought.pictures) == (1, 1)
    archive = Archive(tmp_path / "room")
    assert archive.read_entry(CHOSEN).state is State.DONE
    assert archive.read_choice("arezzo-hamm") == 2


# Into a workshop that is there


def test_it_joins_what_is_there(bag: Path, tmp_path: Path) -> None:
    folder = write_workshop(tmp_path / "room")
    toml = (folder / "workshop.toml").read_bytes()
    Archive(folder).accept_prompt("utrecht-munich", "mine", {})
    shutil.rmtree(folder / "prompts")
    Archive(folder).layout.prompts_of("utrecht-munich").mkdir(parents=True)
    (folder / "prompts/utrecht-munich/0007.md").write_text("mine\n", "utf-8")
    brought = import_bag(bag, folder)
    assert not brought.is_new
    assert (folder / "workshop.toml").read_bytes() == toml
    assert not (folder / "theme.toml").exists()
    numbers = [one.number for one in Archive(folder).list_records("utrecht-munich")]
    assert numbers == [1, 2, 7]


def test_a_taken_number_refuses_all_and_changes_nothing(bag: Path, tmp_path: Path) -> None:
    folder = write_workshop(tmp_path / "room")
    for _ in range(2):
        Archive(folder).accept_prompt("arezzo-hamm", "something else", {})
    before = list_files(folder)
    with pytest.raises(CannotImport) as refused:
        import_bag(bag, folder)
    assert [problem.place for problem in refused.value.problems] == [
        "prompts/arezzo-hamm/0001.json", "prompts/arezzo-hamm/0001.md",
        "prompts/arezzo-hamm/0002.json", "prompts/arezzo-hamm/0002.md",
    ]  # fmt: skip
    assert "Nothing was changed" in refused.value.message
    after = list_files(folder)
    after.pop(".visions.lock", None)
    assert after == before


def test_a_tandem_that_is_not_there_is_given_as_a_block(bag: Path, tmp_path: Path) -> None:
    folder = write_workshop(tmp_path / "room")
    text = (folder / "workshop.toml").read_text("utf-8")
    (folder / "workshop.toml").write_text(text.replace('"arezzo-hamm"', '"other"'), "utf-8")
    with pytest.raises(CannotImport) as refused:
        import_bag(bag, folder)
    block = "\n".join(refused.value.message.splitlines()[2:])
    assert block.split("\n")[0].strip() == "[[tandems]]"
    with (folder / "workshop.toml").open("a", encoding="utf-8") as file:
        file.write("\n" + block)
    assert import_bag(bag, folder).pictures == 2


def test_what_was_taken_out_here_does_not_come_back(bag: Path, tmp_path: Path) -> None:
    folder = write_workshop(tmp_path / "room")
    archive = Archive(folder)
    note = {"format": 1, "record": "arezzo-hamm/0001", "what": "record"}
    archive.publish(archive.layout.redaction(CHOSEN, 1), dump_note(note), CHOSEN.tandem)
    with pytest.raises(CannotImport, match="the bag is from before"):
        import_bag(bag, folder)
    assert not archive.layout.prompt(CHOSEN).exists()


def test_what_was_taken_out_there_is_not_kept_by_accident(
    model: Path, bag: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "room"
    import_bag(bag, folder)
    note = dump_note({"format": 1, "record": "arezzo-hamm/0001", "what": "record"})

    def redact(files: dict[str, bytes]) -> None:
        for name in [one for one in files if "arezzo-hamm/0001" in one]:
            drop(name.removeprefix("data/"))(files)
        put(f"{HERE}/redaction-0001.json", note)(files)

    path = repack(bag, tmp_path, redact)
    with pytest.raises(CannotImport, match="is still here"):
        import_bag(path, folder)
    other = tmp_path / "other"
    import_bag(path, other)
    assert (other / HERE / "redaction-0001.json").read_bytes() == note


def test_only_the_named_tandems_come(bag: Path, model: Path, tmp_path: Path) -> None:
    brought = import_bag(bag, tmp_path / "room", ["utrecht-munich"])
    assert (brought.prompts, brought.pictures) == (2, 0)
    theirs = {name: data for name, data in list_truth(model).items() if "/utrecht-munich/" in name}
    assert list_truth(tmp_path / "room") == theirs
    with pytest.raises(BadPick, match=r"for nobody\. .* for: arezzo-hamm, utrecht-munich\."):
        import_bag(bag, tmp_path / "other", ["utrecht-munich", "nobody"])
    assert not (tmp_path / "other").exists()


def test_a_refusal_says_what_can_be_done(bag: Path, tmp_path: Path) -> None:
    folder = write_workshop(tmp_path / "a room")
    file = shutil.copy(bag, tmp_path / "of laptop $2.zip")
    Archive(folder).accept_prompt("arezzo-hamm", "something else", {})
    with pytest.raises(CannotImport) as refused:
        import_bag(file, folder)
    lines = refused.value.message.splitlines()
    assert f"  visions -C '{folder}' import '{file}' utrecht-munich" in lines
    assert f"  visions -C NEW-FOLDER import '{file}'" in lines
    assert "same numbers here: arezzo-hamm. " in refused.value.message
    assert "visions add" in lines[-1]
    assert import_bag(file, folder, ["utrecht-munich"]).prompts == 2


def test_where_nothing_fits_no_tandem_is_proposed(bag: Path, tmp_path: Path) -> None:
    folder = write_workshop(tmp_path / "room")
    for key in ("arezzo-hamm", "utrecht-munich"):
        Archive(folder).accept_prompt(key, "something else", {})
    with pytest.raises(CannotImport) as refused:
        import_bag(bag, folder)
    assert "Nothing is in the way" not in refused.value.message


@pytest.mark.parametrize("dry_run", [True, False])
def test_another_choice_stays_and_the_rest_comes(bag: Path, tmp_path: Path, dry_run: bool) -> None:
    folder = tmp_path / "room"
    import_bag(bag, folder)
    for path in (folder / "outputs/arezzo-hamm").glob("choice-*.json"):
        path.unlink()
    Manifest(Archive(folder).layout, "arezzo-hamm").change(
        {f"outputs/arezzo-hamm/choice-000{n}.json": None for n in (1, 2)}
    )
    Archive(folder).choose(RecordId("arezzo-hamm", 1))
    shutil.rmtree(folder / "prompts/utrecht-munich")
    brought = import_bag(bag, folder, dry_run=dry_run)
    assert brought.stored > 0
    assert brought.notes[0] == (
        "arezzo-hamm: another picture is chosen here than in the bag; the choice here stays."
    )
    assert Archive(folder).read_choice("arezzo-hamm") == 1
    assert (folder / "prompts/utrecht-munich/0001.md").exists() is not dry_run


def test_other_settings_are_told_and_stay(bag: Path, tmp_path: Path) -> None:
    folder = write_workshop(tmp_path / "room")
    text = (folder / "workshop.toml").read_text("utf-8").replace("A workshop", "Ours")
    text = text.replace("2023-10-23", "2023-10-24")
    (folder / "workshop.toml").write_text(text, "utf-8")
    notes = import_bag(bag, folder).notes
    assert notes[0] == (
        "workshop.toml here stays as it is. The bag's is another in: title, date, images."
    )
    assert (folder / "workshop.toml").read_text("utf-8") == text


def test_equal_settings_are_not_worth_a_word(model: Path, bag: Path, tmp_path: Path) -> None:
    import_bag(bag, tmp_path / "room")
    pack(model, tmp_path / "public.zip", public=True)
    (tmp_path / "other").mkdir()
    shutil.copy(model / "workshop.toml", tmp_path / "other")
    for file, folder in ((bag, "room"), (tmp_path / "public.zip", "other")):
        assert not any("workshop.toml" in one for one in import_bag(file, tmp_path / folder).notes)


def test_what_is_there_but_not_listed_is_listed(model: Path, bag: Path, tmp_path: Path) -> None:
    folder = tmp_path / "room"
    shutil.copytree(model / "prompts", folder / "prompts")
    shutil.copy(model / "workshop.toml", folder)
    import_bag(bag, folder)
    for tandem in ("arezzo-hamm", "utrecht-munich"):
        mine, theirs = (Manifest(Archive(one).layout, tandem) for one in (folder, model))
        assert mine.read() == theirs.read()


def test_words_that_were_taken_out_here_do_not_come_back(bag: Path, tmp_path: Path) -> None:
    folder = tmp_path / "room"
    import_bag(bag, folder)
    archive = Archive(folder)
    note = {"format": 1, "record": "arezzo-hamm/0001", "what": "text"}
    archive.publish(archive.layout.redaction(RecordId("arezzo-hamm", 1), 1), dump_note(note), "x")
    (folder / "prompts/arezzo-hamm/0001.md").write_text("a […]\n", "utf-8")
    with pytest.raises(CannotImport) as refused:
        import_bag(bag, folder)
    (problem,) = refused.value.problems
    assert problem.place == HERE
    assert "the bag is from before" in problem.what
    assert "NEW-FOLDER" not in refused.value.message, "there it would come back"


def test_words_that_were_taken_out_there_are_told_of(bag: Path, tmp_path: Path) -> None:
    folder = tmp_path / "room"
    import_bag(bag, folder)
    note = {"format": 1, "record": "arezzo-hamm/0001", "what": "text"}

    def redact(files: dict[str, bytes]) -> None:
        edit(f"{HERE}/request-1.json", lambda told: told.update(prompt="a […]"))(files)
        put(f"{HERE}/redaction-0001.json", dump_note(note))(files)

    with pytest.raises(CannotImport, match="is still here") as refused:
        import_bag(repack(bag, tmp_path, redact), folder)
    assert len(refused.value.problems) == 1


@pytest.mark.parametrize(
    "name", ["outputs", "outputs/arezzo-hamm", "prompts/arezzo-hamm", "outputs/arezzo-hamm/0001"]
)
def test_nothing_is_stored_through_a_link(name: str, bag: Path, tmp_path: Path) -> None:
    folder = write_workshop(tmp_path / "room")
    (tmp_path / "elsewhere").mkdir()
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).symlink_to(tmp_path / "elsewhere")
    for dry_run in (True, False):
        with pytest.raises(CannotImport, match=f"{name}: it is a link here"):
            import_bag(bag, folder, dry_run=dry_run)
    assert list((tmp_path / "elsewhere").iterdir()) == []
    assert not list((folder / "prompts").rglob("*.md"))


def test_one_who_works_there_is_not_disturbed(bag: Path, tmp_path: Path) -> None:
    import subprocess
    import sys

    folder = write_workshop(tmp_path / "room")
    code = (
        "import sys, pathlib\nfrom visions.archive.lock import hold_lock\n"
        "from visions.archive.layout import Layout\n"
        "with hold_lock(Layout(pathlib.Path(sys.argv[1]))):\n print('held', flush=True)\n input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, folder],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as other:  # fmt: skip
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(Busy):
            import_bag(bag, folder)
        other.communicate("\n")


# Stopped in between


def test_a_stop_at_any_file_is_made_good_by_the_next_run(
    model: Path, bag: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish, store = Archive.publish, importing.publish_file
    whole = import_bag(bag, tmp_path / "whole").stored
    for stop in range(whole):
        folder, left = tmp_path / f"room-{stop}", iter(range(stop))

        def count(original: Callable[..., None], left: object = left) -> Callable[..., None]:
            def work(*rest: object, **more: object) -> None:
                if next(left, None) is None:  # type: ignore[call-overload]
                    raise KeyboardInterrupt
                original(*rest, **more)

            return work

        monkeypatch.setattr(Archive, "publish", count(publish))
        monkeypatch.setattr(importing, "publish_file", count(store))
        with pytest.raises(KeyboardInterrupt):
            import_bag(bag, folder)
        monkeypatch.undo()
        archive = Archive(folder)
        for tandem in ("arezzo-hamm", "utrecht-munich"):
            for record in archive.list_records(tandem):
                state = archive.read_entry(record).state
                if tandem == "arezzo-hamm":
                    assert state is State.DONE, "it would be asked for once more"
        import_bag(bag, folder)
        assert list_truth(folder) == list_truth(model)


def test_a_prompt_typed_in_meanwhile_is_never_overwritten(
    bag: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_workshop(tmp_path / "room")
    store = importing._store_settings

    def type_in(*rest: object) -> None:
        (folder / "prompts/arezzo-hamm").mkdir(parents=True)
        (folder / "prompts/arezzo-hamm/0001.json").write_bytes(b"{}")
        store(*rest)  # type: ignore[arg-type]

    monkeypatch.setattr(importing, "_store_settings", type_in)
    monkeypatch.setattr(importing, "is_there", lambda path: False)
    with pytest.raises(AlreadyExists):
        import_bag(bag, folder)
    assert (folder / "prompts/arezzo-hamm/0001.json").read_bytes() == b"{}"


# What is not taken


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_a_hostile_file_changes_nothing(name: str, tmp_path: Path) -> None:
    make, reason = HOSTILE[name]
    path = write(tmp_path, make())
    with pytest.raises(BadBag) as refused:
        import_bag(path, tmp_path / "room")
    assert reason in refused.value.message
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadBag, match="it cannot be read"):
        import_bag(tmp_path / "none.zip", tmp_path / "room")


def test_a_bag_without_a_workshop_begins_none(tmp_path: Path) -> None:
    with pytest.raises(CannotImport, match="the bag has no workshop"):
        import_bag(write(tmp_path, HandMade().pack()), tmp_path / "room")


SCRIPT = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>x()</script></svg>'
STRANGE: dict[str, tuple[Callable[[dict[str, bytes]], object], str]] = {
    "newer format": (
        edit(f"{HERE}/record.json", lambda note: note.update(format=2)),
        "written by a newer version of visions (format 2)",
    ),
    "no record": (put(f"{HERE}/record.json", b"{}"), "not a complete record"),
    "no json": (put(f"{HERE}/record.json", b"\xff"), "no longer readable JSON"),
    "other record": (
        edit(f"{HERE}/record.json", lambda note: note.update(number=2)),
        "the record of another prompt",
    ),
    "path in a record": (
        edit(f"{HERE}/record.json", lambda note: note.update(original="../../x.png")),
        "“original” is no longer what it was",
    ),
    "other picture": (put(f"{HERE}/original.png", draw_png((0, 0, 0))), "it is another picture"),
    "no picture": (put(f"{HERE}/original.png", b"<html>"), "not taken as a picture"),
    "picture gone": (drop(f"{HERE}/original.png"), "the picture of this record is missing"),
    "script": (put(f"{HERE}/original.svg", SCRIPT), "not taken as a picture: this SVG has"),
    "wrong ending": (put(f"{HERE}/original.jpg", draw_png((0, 0, 0))), "of the kind that its name"),
    "other words": (put("prompts/arezzo-hamm/0001.md", b"other\n"), "not those that were drawn"),
    "no words": (put("prompts/arezzo-hamm/0001.md", b"\xff\n"), "is not UTF-8 text"),
    "words gone": (drop("prompts/utrecht-munich/0001.md"), "to a prompt that the bag lacks"),
    "digest of words": (
        edit(f"{HERE}/record.json", lambda note: note.update(prompt_sha256="0" * 64)),
        "not those of which it has the SHA-256",
    ),
    "facts": (put("prompts/arezzo-hamm/0001.json", b"[]"), "no longer readable JSON"),
    "choice": (put("outputs/arezzo-hamm/choice-0001.json", b"{}"), "“number” is missing"),
    "answers": (
        put("outputs/arezzo-hamm/0002/answers-0001.json", b'{"record": 1}'),
        "“record” is missing or no longer what it was",
    ),
    "redaction": (put(f"{HERE}/redaction-0001.json", b"{}"), "“record” is missing"),
    "zero": (put("prompts/arezzo-hamm/0000.md", b"x\n"), "numbers begin with 0001"),
    "stranger": (
        lambda files: files.update({"data/prompts/nobody/0001.md": b"x\n"}),
        "workshop.toml has no tandem of this key",
    ),
    "altered before it was packed": (
        lambda files: files.update({"data/prompts/arezzo-hamm/0001.md": b"other\n"}),
        "it is not what outputs/arezzo-hamm/manifest-sha256.txt says it was",
    ),
    "lost before it was packed": (
        lambda files: files.pop(f"data/{HERE}/request-1.json"),
        "lists it, but the bag lacks it",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(STRANGE))
def test_a_sound_bag_with_strange_content_is_not_taken(
    name: str, bag: Path, tmp_path: Path
) -> None:
    change, reason = STRANGE[name]
    path = repack(bag, tmp_path, change)
    with pytest.raises(CannotImport) as refused:
        import_bag(path, tmp_path / "room")
    assert reason in refused.value.message
    assert not (tmp_path / "room").exists()


@pytest.mark.parametrize(
    "name", ["workshop.toml", "theme.toml"]
)  # fmt: skip
def test_broken_settings_begin_no_workshop(name: str, bag: Path, tmp_path: Path) -> None:
    def change(files: dict[str, bytes]) -> None:
        files[f"data/{name}"] = b'unknown = "x"\n'

    with pytest.raises(BrokenConfig):
        import_bag(repack(bag, tmp_path, change), tmp_path / "room")
    assert not (tmp_path / "room").exists()


def test_a_file_that_is_no_truth_is_left_in_the_bag(bag: Path, tmp_path: Path) -> None:
    def change(files: dict[str, bytes]) -> None:
        files["data/outputs/arezzo-hamm/0001/evil.exe"] = b"MZ"
        files["data/session/journal.jsonl"] = b"{}"
        files["data/.visions.lock"] = b""

    import_bag(repack(bag, tmp_path, change), tmp_path / "room")
    assert not list((tmp_path / "room").rglob("evil.exe"))
    assert not (tmp_path / "room" / "session").exists()


def test_a_theme_of_others_and_no_workshop_here_is_a_conflict(bag: Path, tmp_path: Path) -> None:
    (tmp_path / "room").mkdir()
    (tmp_path / "room" / "theme.toml").write_bytes(b"")
    with pytest.raises(CannotImport, match="there is another one in this folder"):
        import_bag(bag, tmp_path / "room")
    assert not (tmp_path / "room" / "workshop.toml").exists()
