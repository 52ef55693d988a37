"""Bring the catalogues up to date with the messages in the code: `python tools/messages.py`.

Every string given to `say.text(…)` or `mark(…)` anywhere in `visions/`, or to `say(…)` in a page of
the live workshop, and every pair given to `say.counted(…)` or `mark_counted(…)`, becomes an entry
of each catalogue, sorted, without line numbers or dates, so that a change shows only itself.
Translations are kept, entries that the code no longer has go, new ones wait with an empty
translation.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).parent.parent / "visions"
LOCALES = PACKAGE / "locales"
TEMPLATES = {"say": None, "counted": (1, 2)}
"""What texts are given to in the templates of the live workshop's pages."""
KEYWORDS = {"text": None, "mark": None, "counted": (1, 2), "mark_counted": (1, 2)}
HEADER = """\
# Texts of visions. Written by `make messages`: fill in each msgstr, keep {{names}} as they are.
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""


Message = str | tuple[str, str]
"""A text, or the singular and the plural of a counted one."""


def extract_messages() -> set[Message]:
    """Return every message that the code marks for translation."""
    found = [
        *extract_from_dir(PACKAGE, method_map=[("**.py", "python")], keywords=KEYWORDS),
        *extract_from_dir(PACKAGE / "web", method_map=[("**.j2", "jinja2")], keywords=TEMPLATES),
    ]
    return {
        message if isinstance(message, str) else (message[0], message[1])
        for _, _, message, _, _ in found
    }


def name_message(message: Message) -> str:
    """Return what a catalogue finds the message by: of a counted one the singular."""
    return message if isinstance(message, str) else message[0]


def find_catalogues() -> dict[str, Path]:
    """Return the catalogue file of each language."""
    return {
        path.parent.parent.name: path for path in sorted(LOCALES.glob("*/LC_MESSAGES/visions.po"))
    }


def read_catalogue(path: Path, language: str) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def write_catalogue(messages: set[Message], old: Catalog, language: str) -> bytes:
    """Return the .po file with exactly `messages`, translated as in `old` where it knows them.

    A message that is counted now and was not before, or the other way round, is a new one.
    """
    new = Catalog(locale=language)
    for message in messages:
        known = old.get(name_message(message))
        if known is not None and known.id != message:
            known = None
        new.add(
            message,
            known.string if known else "",
            flags={"fuzzy"} if known and known.fuzzy else (),
            user_comments=known.user_comments if known else (),
        )
    body = io.BytesIO()
    write_po(body, new, width=0, no_location=True, omit_header=True, sort_output=True)
    header = HEADER.format(language=language, plurals=new.plural_forms)
    return header.encode() + body.getvalue().rstrip() + b"\n"


def is_translated(translation: str | Sequence[str]) -> bool:
    """Whether the translation has words, in every form where it is of a counted message."""
    return all([translation] if isinstance(translation, str) else translation)


def main() -> int:
    """Rewrite all catalogues; return 1 where translations are missing."""
    messages = extract_messages()
    missing = 0
    for language, path in find_catalogues().items():
        path.write_bytes(write_catalogue(messages, read_catalogue(path, language), language))
        new = read_catalogue(path, language)
        empty = [entry.id for entry in new if not is_translated(entry.string)]
        missing += len(empty)
        print(f"{language}: {len(messages)} messages, {len(empty)} to translate")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
