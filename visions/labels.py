"""What every picture says about itself, on paper, in a caption and inside the file.

Source of the duty: EU AI Act, Art. 50, for generated pictures; the built-in illustrator is
not AI and says so.
"""

from __future__ import annotations

from visions.i18n import Language, mark
from visions.model import Record


def label_picture(record: Record) -> str:
    """The label that every picture carries, in English (a message of the catalogues)."""
    if record.is_ai:
        return mark("AI-generated picture")
    return mark("Sketch drawn by fixed rules, without AI")


def describe_system(record: Record, say: Language) -> str:
    """Who or what made the picture, for a caption."""
    if not record.is_ai:
        return say.text("the built-in illustrator of visions")
    return f"{record.system} {record.model}".strip()


def caption_picture(record: Record, prompt: str, say: Language) -> str:
    """The label with the prompt in quotation marks, in the reader's language."""
    label = say.text(label_picture(record))
    return say.text("{label}. Prompt: “{prompt}”", label=label, prompt=prompt)
