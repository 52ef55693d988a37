"""Random damages to an archive, each of which its reader has to see.

Left out is what no reader could see, because nothing says how it was, by design:
- the words and facts of a prompt by hand that nobody drew yet: they may be edited, added and taken
  back at any time (taken back, they leave a gap that is told of where a later number is there);
- raw answers (`answer-N.body`) beside a result: they are transient, and on no list;
- papers and reports on demand, `outputs/index.sqlite`, README files and names that begin with “.”;
- a whole tandem of which neither prompts nor outputs are left, or whose outputs/ folder is gone
  while all its prompts were written by hand: the list of what there was is gone as well.
"""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from visions.archive.layout import is_truth

KINDS = ("flip", "truncate", "delete", "add", "copy", "rename", "move", "swap", "fell")
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789-_ éßñΩ"


@dataclass(frozen=True, slots=True)
class Damage:
    """What was done, in words, and whether something that cannot be rebuilt was hit by it."""

    what: str
    hits_truth: bool


def do_damage(folder: Path, kind: str, chance: random.Random) -> Damage:
    """Damage one thing below prompts/ or outputs/."""
    target = chance.choice(list_targets(folder))
    name = target.relative_to(folder).as_posix()
    match kind:
        case "flip":
            _flip(target, chance)
        case "truncate":
            _rewrite(target, target.read_bytes()[: chance.randrange(target.stat().st_size)])
        case "delete":
            target.unlink()
        case "add":
            return Damage(f"add {_add(folder, chance)}", False)
        case "copy":
            free = _find_free(folder, chance)
            free.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(target, free)
            return Damage(f"copy {name} to {free.relative_to(folder)}", False)
        case "rename":
            free = target.with_name(_make_name(chance))
            target.rename(free)
            return Damage(f"rename {name} to {free.name!r}", is_truth(name))
        case "move":
            free = _find_free(folder, chance)
            free.parent.mkdir(parents=True, exist_ok=True)
            target.rename(free)
            return Damage(f"move {name} to {free.relative_to(folder)}", is_truth(name))
        case "swap":
            return _swap(folder, chance)
        case "fell":
            here = chance.choice(
                [path.parent for path in folder.glob("outputs/*/*/request-1.json")]
            )
            shutil.rmtree(here)
            return Damage(f"delete the folder {here.relative_to(folder)}", True)
    return Damage(f"{kind} {name}", is_truth(name))


def list_targets(folder: Path) -> list[Path]:
    """Every file below prompts/ and outputs/ of which something says how it was."""
    found = [path for part in ("prompts", "outputs") for path in sorted((folder / part).rglob("*"))]
    return [path for path in found if path.is_file() and not _is_draft(folder, path)]


def _is_draft(folder: Path, path: Path) -> bool:
    """Whether this is a prompt by hand that nobody drew yet."""
    if path.relative_to(folder).parts[0] != "prompts":
        return False
    facts = path.with_suffix(".json")
    is_accepted = facts.exists() and "sha256" in json.loads(facts.read_bytes())
    drawn = folder / "outputs" / path.parent.name / path.stem / "request-1.json"
    return not is_accepted and not drawn.exists()


def _flip(path: Path, chance: random.Random) -> None:
    data = bytearray(path.read_bytes())
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    _rewrite(path, bytes(data))


def _rewrite(path: Path, data: bytes) -> None:
    path.unlink()  # another name of it may be somebody else's
    path.write_bytes(data)


def _make_name(chance: random.Random) -> str:
    stem = "".join(chance.choices(_LETTERS, k=chance.randrange(1, 12))).strip() or "x"
    return stem + chance.choice(["", ".json", ".md", ".txt", ".jpg", ".pdf", ".bak", ".part"])


def _add(folder: Path, chance: random.Random) -> str:
    below = [path for part in ("prompts", "outputs") for path in (folder / part).rglob("*")]
    here = chance.choice([path for path in sorted(below) if path.is_dir()])
    path = here / _make_name(chance)
    path.write_bytes(chance.randbytes(chance.randrange(2_000)))
    return path.relative_to(folder).as_posix()


def _find_free(folder: Path, chance: random.Random) -> Path:
    """A name that nobody uses yet and that looks as if it belonged there."""
    records = sorted(path.parent for path in folder.glob("outputs/*/*/request-1.json"))
    here = chance.choice(records)
    tandem = here.parent
    last = max(int(path.name[:4]) for path in (folder / "prompts" / tandem.name).iterdir())
    names: list[Callable[[], Path]] = [
        lambda: here / f"request-{chance.randrange(2, 5)}.json",
        lambda: here / f"result-{chance.randrange(2, 5)}.json",
        lambda: here / f"answers-{chance.randrange(1, 5):04d}.json",
        lambda: here / f"redaction-{chance.randrange(1, 5):04d}.json",
        lambda: here / f"original.{chance.choice(['png', 'jpg', 'webp', 'svg'])}",
        lambda: here / chance.choice(["stand-in.jpg", "image.jpg", "thumbnail.jpg", "record.json"]),
        lambda: (
            here / f"{chance.choice(['worksheet', 'roadmap'])}.ro.{chance.choice(['pdf', 'html'])}"
        ),
        lambda: here / f"roadmap.bg.{chance.choice(['xlsx', 'ics', 'csv', 'md'])}",
        lambda: tandem / f"choice-{chance.randrange(1, 9):04d}.json",
        lambda: tandem / f"{last + chance.randrange(1, 4):04d}" / "record.json",
        lambda: folder / "prompts" / tandem.name / f"{last + 1:04d}.json",
        lambda: folder / "prompts" / tandem.name / f"{last + chance.randrange(2, 9):04d}.md",
        lambda: folder / "prompts" / "another-tandem" / "0001.md",
        lambda: folder / "outputs" / "another-tandem" / "0001" / "original.png",
        lambda: folder / "outputs" / "print" / "selected-worksheets.pdf",
        lambda: folder / "outputs" / "assets" / "gallery-2.css",
    ]
    while True:
        path = chance.choice(names)()
        if not path.exists():
            return path


def _swap(folder: Path, chance: random.Random) -> Damage:
    kind = chance.choice(["original.*", "image.jpg", "thumbnail.jpg", "worksheet.*.pdf"])
    paths = sorted(folder.glob(f"outputs/*/*/{kind}"))
    while True:
        one, two = chance.sample(paths, 2)
        if one.suffix == two.suffix and one.read_bytes() != two.read_bytes():
            break
    aside = one.with_name("aside")
    one.rename(aside)
    two.rename(one)
    aside.rename(two)
    here = (path.relative_to(folder).as_posix() for path in (one, two))
    return Damage(f"swap {' and '.join(here)}", kind == "original.*")
