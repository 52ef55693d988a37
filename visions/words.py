"""What words can be a prompt: the one rule that archive and providers share."""

from __future__ import annotations

from visions.errors import BadPrompt
from visions.model import MAX_PROMPT_CHARACTERS


def check_words(text: str, place: str = "The prompt", safety: str = "Nothing was sent.") -> None:
    """Raise BadPrompt for words that are empty, too long for any service, or no Unicode text.

    `place` says where they are and `safety` what became of them.
    """
    if not text.strip():
        raise BadPrompt(
            place=place, reason="it is empty", advice="Write what to draw.", safety=safety
        )
    if len(text) > MAX_PROMPT_CHARACTERS:
        raise too_long(place, f"{len(text):,} characters", safety)
    try:
        text.encode()
    except UnicodeEncodeError:
        raise BadPrompt(
            place=place,
            reason="it holds bytes that are not UTF-8 text",
            advice="Type the words again, or save them as a UTF-8 file and pass that.",
            safety=safety,
        ) from None


def too_long(place: str, length: str, safety: str) -> BadPrompt:
    """The error for words of `length`, such as “40,000 characters”."""
    return BadPrompt(
        place=place,
        reason=f"it is too long ({length})",
        advice=f"Image services take at most {MAX_PROMPT_CHARACTERS:,} characters: shorten it.",
        safety=safety,
    )
