"""Which prompts are known, and by which id a phone sent each: so that none is stored twice."""

from __future__ import annotations

from visions.model import Prompt, RecordId


class Roster:
    """Prompts of all tandems, as they were stored or found."""

    def __init__(self) -> None:
        self._known: set[RecordId] = set()
        self._senders: dict[tuple[str, str], RecordId] = {}

    def add(self, prompt: Prompt) -> None:
        self._known.add(prompt.id)
        sender = prompt.facts.get("sender")
        if isinstance(sender, str) and sender:
            self._senders.setdefault((prompt.id.tandem, sender), prompt.id)

    def find(self, tandem: str, sender: str) -> RecordId | None:
        """The prompt that this tandem's phone sent by this id; None where there is none."""
        return self._senders.get((tandem, sender)) if sender else None

    def __contains__(self, record: object) -> bool:
        return record in self._known
