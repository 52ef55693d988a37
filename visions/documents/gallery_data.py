"""What the gallery's script needs: the words to search in, folded, and every text that it shows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from visions.documents.gallery_words import TEXTS
from visions.folding import list_words
from visions.i18n import Language

_ESCAPES = {ord(one): f"\\u{ord(one):04x}" for one in "<>&\u2028\u2029"}


@dataclass(frozen=True, slots=True)
class Searchable:
    """One piece of the gallery: its anchor in the page, all its texts and what it counts as."""

    anchor: str
    texts: Sequence[str]
    kinds: tuple[str, ...]
    """Of: chosen, answered, ai, sketch, without."""


def dump_search(pieces: Iterable[Searchable], say: Language) -> str:
    """JSON for the page's script, safe inside an HTML script element as it stands.

    Each piece is its anchor, its words as `list_words` folds them, each once between spaces, and
    its kinds.
    """
    data = {
        "texts": {name: say.text(text) for name, text in TEXTS.items()},
        "pieces": [[one.anchor, _gather_words(one.texts), list(one.kinds)] for one in pieces],
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)


def _gather_words(texts: Iterable[str]) -> str:
    return f" {' '.join(dict.fromkeys(word for text in texts for word in list_words(text)))} "
