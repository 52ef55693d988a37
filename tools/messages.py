"""Bring the catalogues up to date with the messages in the code: `python tools/messages.py`.

Every string given to `say.text(…)` or `mark(…)` anywhere in `visions/` becomes an entry of
each catalogue, sorted, without line numbers or dates, so that a change shows only itself.
Translations are kept, entries that the code no longer has go, new ones wait with an empty
translation.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).parent.parent / "visions"
LOCALES = PACKAGE / "locales"
KEYWORDS = {"text": None, "mark": None}
HEADER = """\
# Texts of visions. Written by `make messages`: fill in each msgstr, keep {{names}} as they are.
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def extract_messages() -> set[str]:
    """Return every message that the code marks for translation."""
    found = extract_from_dir(PACKAGE, method_map=[("**.py", "python")], keywords=KEYWORDS)
    return {message for _, _, message, _, _ in found if isinstance(message, str)}


def find_catalogues() -> dict[str, Path]:
    """Return the catalogue file of each language."""
    return {
        path.parent.parent.name: path for path in sorted(LOCALES.glob("*/LC_MESSAGES/visions.po"))
    }


def read_catalogue(path: Path, language: str) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def write_catalogue(messages: set[str], old: Catalog, language: str) -> bytes:
    """Return the .po file with exactly `messages`, translated as in `old` where it knows them."""
    new = Catalog(locale=language)
    for message in messages:
        known = old.get(message)
        new.add(
            message,
            known.string if known else "",
            flags={"fuzzy"} if known and known.fuzzy else (),
            user_comments=known.user_comments if known else (),
        )
    body = io.BytesIO()
    write_po(body, new, width=0, no_location=True, omit_header=True, sort_output=True)
    return HEADER.format(language=language).encode() + body.getvalue().rstrip() + b"\n"


def main() -> int:
    """Rewrite all catalogues; return 1 where translations are missing."""
    messages = extract_messages()
    missing = 0
    for language, path in find_catalogues().items():
        path.write_bytes(write_catalogue(messages, read_catalogue(path, language), language))
        empty = [entry.id for entry in read_catalogue(path, language) if not entry.string]
        missing += len(empty)
        print(f"{language}: {len(messages)} messages, {len(empty)} to translate")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
