"""An archive of very many records, written straight to the disk: what years of workshops leave.

The files are those that `visions make` writes, byte for byte in their form; only the pictures are
small. Nothing is synced, or writing would take as long as the years did.
"""

from __future__ import annotations

import hashlib
import os
import random
from collections.abc import Iterator
from pathlib import Path

from visions.archive.notes import dump_note

CITIES = ("Arezzo", "Hamm", "Utrecht", "Munich", "Alba Iulia", "Arnsberg", "Krefeld", "Sofia")
THEMES = ("Urban data platform", "Piața digitală", "Καθαρός αέρας", "Mobility for all", "Energy")
MOST_IN_TANDEM = 9_091
_ORIGINAL = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 2"><path d="M0 0h3v2z"/></svg>'
_ENDINGS = ("", "n", "s", "re", "ità", "heit", "ului", "ών", "plein", "garten", "viertel", "ции")


def make_words(count: int = 4_000) -> list[str]:
    """Words that never were, some with accents, the same in every run."""
    dice = random.Random(7)
    parts = [a + b for a in "bcdfglmnprstvz" for b in "aeiou"]
    found = {
        "".join(dice.choices(parts, k=dice.randint(1, 3))) + dice.choice(_ENDINGS)
        for _ in range(count * 2)
    }
    return sorted(found)[:count]


def write_archive(folder: Path, records: int, *, provider: str = "sketch") -> list[str]:
    """Write a workshop of so many drawn prompts in `folder`; return its tandems' keys.

    With a provider that costs money, each picture has a cost of its own.
    """
    keys = [f"tandem-{n + 1:02d}" for n in range(-(-records // MOST_IN_TANDEM))]
    (folder / "workshop.toml").write_text(_write_toml(keys, provider), "utf-8")
    words = make_words()
    weights = [1 / (rank + 3) for rank in range(len(words))]
    dice = random.Random(11)
    left = records
    for key in keys:
        (folder / "prompts" / key).mkdir(parents=True)
        (folder / "outputs" / key).mkdir(parents=True)
        lines: list[str] = []
        for number in range(1, min(left, MOST_IN_TANDEM) + 1):
            text = " ".join(dice.choices(words, weights, k=dice.randint(15, 60)))
            for name, data in _make_files(key, number, text, provider):
                _write(folder, name, data)
                lines.append(f"{hashlib.sha256(data).hexdigest()}  {name}\n")
        left -= MOST_IN_TANDEM
        _write(folder, f"outputs/{key}/manifest-sha256.txt", "".join(lines).encode())
    return keys


def _write(folder: Path, name: str, data: bytes) -> None:
    path = f"{folder}/{name}"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    try:
        descriptor = os.open(path, flags, 0o644)
    except FileNotFoundError:
        os.mkdir(os.path.dirname(path))  # noqa: PTH102, PTH120
        descriptor = os.open(path, flags, 0o644)
    os.write(descriptor, data)
    os.close(descriptor)


def _make_files(key: str, number: int, text: str, provider: str) -> Iterator[tuple[str, bytes]]:
    moment = f"2024-03-{number % 28 + 1:02d}T10:{number % 60:02d}:00+01:00"
    paid = provider != "sketch"
    model = "gpt-image-2" if paid else "0.1.0"
    parameters = {"model": model, "prompt": text, "size": "1536x1024", "quality": "medium"}
    size = {"width": 1536, "height": 1024}
    cost = round(0.04 + number % 97 / 10_000, 6) if paid else None
    digest = hashlib.sha256(_ORIGINAL).hexdigest()
    words = hashlib.sha256(text.encode()).hexdigest()
    facts = {"accepted_at": moment, "language": ("en", "it", "ro", "el")[number % 4]}
    folder = f"outputs/{key}/{number:04d}"
    yield (
        f"prompts/{key}/{number:04d}.json",
        dump_note({"format": 1, **facts, "source": "phone", "sha256": words}),
    )
    yield f"prompts/{key}/{number:04d}.md", f"{text}\n".encode()
    request = {
        "format": 1, "attempt": 1, "requested_at": moment, "provider": provider, "endpoint": None,
        "paid": paid, "reserved_usd": cost, "model": model, **size, "parameters": parameters,
    }  # fmt: skip
    yield f"{folder}/request-1.json", dump_note(request)
    yield f"{folder}/original.svg", _ORIGINAL
    drawn = {"media_type": "image/svg+xml", **size}
    told = {
        "usage": {},
        "reported": {"scene": {"place": "oldtown", "elements": ["tram", "trees", "market"]}},
    }
    result = {
        "format": 1, "attempt": 1, "outcome": "done", "ended_at": moment, **drawn,
        "system": provider, "model": model, **told, "bytes": len(_ORIGINAL), "sha256": digest,
        "cost_usd": cost,
    }  # fmt: skip
    yield f"{folder}/result-1.json", dump_note(result)
    record = {
        "format": 1, "tandem": key, "number": number,
        "uuid": f"00000000-0000-4000-8000-{number:012d}", "prompt": text, "prompt_sha256": words,
        "provider": provider, "system": provider, "model": model, "attempt": 1,
        "requested_at": moment, "created_at": moment, "parameters": parameters,
        "original": "original.svg", **drawn, "bytes": len(_ORIGINAL), "sha256": digest, **told,
        "cost_usd": cost,
    }  # fmt: skip
    yield f"{folder}/record.json", dump_note(record)


def _write_toml(keys: list[str], provider: str) -> str:
    tandems = "".join(
        f'[[tandems]]\nkey = "{key}"\ntheme = "{THEMES[n % len(THEMES)]}"\n'
        f'cities = [{{ name = "{CITIES[n % 8]}" }}, {{ name = "{CITIES[(n + 3) % 8]}" }}]\n'
        for n, key in enumerate(keys)
    )
    return (
        'title = "Bench"\ndate = 2023-10-23\nhorizon = "2024-12"\n'
        f'[images]\nprovider = "{provider}"\nmodel = "gpt-image-2"\n{tandems}'
    )
