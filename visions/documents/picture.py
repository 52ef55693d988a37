"""The picture of a record with its label, or the frame that waits for it."""

from __future__ import annotations

from visions.depiction import describe_picture
from visions.documents.plain_text import clean_text, shorten
from visions.documents.view import PictureView
from visions.i18n import Language, mark
from visions.labels import caption_picture, describe_system, label_picture
from visions.model import Entry, State
from visions.refusals import explain_refusal

LONGEST_ALT = 250

NO_PICTURE = {
    State.DONE: mark("The picture is missing from the archive."),
    State.ACCEPTED: mark("The picture is still to come."),
    State.SENDING: mark("The picture is being drawn."),
    State.REFUSED: mark("The image service did not draw this prompt."),
    State.FAILED: mark("No picture arrived."),
    State.UNKNOWN: mark("No picture arrived."),
}


def view_picture(entry: Entry, say: Language) -> PictureView:
    """The picture with its label in the reader's language, or its empty frame."""
    record = entry.record
    if record is None:
        empty = explain_absence(entry, say)
        return PictureView(
            None, 3, 2, False, empty, empty, empty, empty, say.text("Picture"), "–", ""
        )
    imagined = say.text(
        "This picture shows an imagined place. It is not a photograph, a plan or a forecast."
    )
    is_real = entry.state is State.DONE
    system = clean_text(describe_system(record, say))
    note = ""
    if not is_real:
        stands_in = say.text("This sketch stands in for it.")
        note = f"{explain_absence(entry, say)} {stands_in}"
    label = say.text(label_picture(record))
    caption = caption_picture(record, clean_text(entry.prompt.text), say)
    return PictureView(
        file="image.jpg" if is_real else "stand-in.jpg",
        width=record.width,
        height=record.height,
        is_ai=record.is_ai,
        label=label,
        caption=caption,
        alt=describe_picture(record, say) or shorten(" ".join(caption.split()), LONGEST_ALT),
        empty="",
        system_label=say.text("AI system used") if record.is_ai else say.text("Drawn by"),
        # A stand-in is drawn anew whenever it is needed, and has no date.
        system=f"{system}, {say.short_day(record.created_at)}" if is_real else system,
        disclaimer=f"{note} {imagined}".strip(),
        note=note,
    )


def explain_absence(entry: Entry, say: Language) -> str:
    """Why there is no picture (or only a stand-in), and after a refusal how to rephrase."""
    what = say.text(NO_PICTURE[entry.state])
    if entry.state is not State.REFUSED:
        return what
    refusal = explain_refusal(entry.detail)
    return f"{what} {say.text(refusal.why)} {say.text(refusal.how)}"
