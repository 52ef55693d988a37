"""The labelled copy of a picture, or of the sketch that stands in for it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property

from visions import __version__
from visions.archive.labelled import THUMBNAIL_WIDTH, label_copy, shrink_copy
from visions.archive.layout import LABELLED, STAND_IN
from visions.archive.revisions import Revisions
from visions.archive.store import Archive
from visions.archive.xmp import build_packet
from visions.depiction import describe_picture
from visions.errors import DocumentFailed, VisionsError
from visions.i18n import SOURCE, speak
from visions.model import Entry, Record, State, Tandem, Workshop
from visions.standin import draw_stand_in


class LabelledCopy:
    """What it is called, what it is made from, and how."""

    def __init__(
        self, workshop: Workshop, archive: Archive, tandem: Tandem, entry: Entry, record: Record
    ) -> None:
        """`record` is the entry's own, or that of its stand-in."""
        self._workshop = workshop
        self._archive = archive
        self._tandem = tandem
        self._entry = entry
        self._record = record
        self._is_real = entry.state is State.DONE
        self.name = LABELLED if self._is_real else STAND_IN

    @property
    def digest(self) -> str:
        """Changes with the picture and with its label."""
        return hashlib.sha256(self._record.sha256.encode() + self._packet).hexdigest()

    def make(self) -> bytes:
        """Return the copy. Raises DocumentFailed where the original cannot be read as a picture."""
        record = self._record
        original = (
            self._archive.read_original(record)
            if self._is_real
            else draw_stand_in(self._entry, self._workshop).svg
        )
        try:
            return label_copy(original, record.media_type, self._packet)
        except ValueError as error:
            raise DocumentFailed(
                document=f"The labelled copy of {record.id}",
                reason=error,
                advice="The original is kept; ask for another picture with a new prompt.",
            ) from None

    @cached_property
    def _packet(self) -> bytes:
        return build_packet(
            self._record,
            self._tandem,
            languages=self._tandem.languages,
            version=__version__,
            alt=self._read_words() or _describe(self._record, self._tandem.languages),
            terms=self._workshop.usage_terms,
        )

    def _read_words(self) -> dict[str, str]:
        """What a person wrote about the picture on its worksheet, if anybody did."""
        with suppress(VisionsError):  # damaged answers are told of elsewhere
            newest = Revisions(self._archive).find_newest(self._entry.id)
            text = " ".join(newest.answers.worksheet.alt_text.split()) if newest else ""
            return {self._tandem.languages[0]: text} if text else {}
        return {}


def shrink_labelled(copy: bytes, record: Record) -> bytes:
    """The labelled copy as a small picture for a wall of many, its label inside. Raises
    DocumentFailed."""
    try:
        return shrink_copy(copy, THUMBNAIL_WIDTH)
    except ValueError as error:
        raise DocumentFailed(
            document=f"The small picture of {record.id}",
            reason=error,
            advice="The gallery shows the labelled copy instead.",
        ) from None


def _describe(record: Record, languages: Sequence[str]) -> dict[str, str]:
    """What the picture shows in each language, as far as it is known."""
    told = {code: describe_picture(record, speak(code)) for code in (SOURCE, *languages)}
    return {code: text for code, text in told.items() if text}
