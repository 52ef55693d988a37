"""Who is drawn next: one prompt of each tandem in turn, in the order in which they came."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from visions.model import Prompt, RecordId


class FairQueue:
    """Prompts that wait. A tandem that sends many does not make the others wait for all of them."""

    def __init__(self, tandems: Sequence[str]) -> None:
        self._lanes: dict[str, deque[Prompt]] = {key: deque() for key in tandems}
        self._turn = deque(self._lanes)

    def put(self, prompt: Prompt) -> None:
        """Let a prompt wait behind those of its tandem; one that waits already stays."""
        if prompt.id not in self:
            self._lane(prompt).append(prompt)

    def put_first(self, prompt: Prompt) -> None:
        """Let a prompt wait that was taken too early."""
        if prompt.id not in self:
            self._lane(prompt).appendleft(prompt)

    def take(self) -> Prompt | None:
        """The next prompt, which waits no longer; None where nothing waits."""
        for _ in range(len(self._turn)):
            key = self._turn[0]
            self._turn.rotate(-1)
            if self._lanes[key]:
                return self._lanes[key].popleft()
        return None

    def remove(self, record: RecordId) -> None:
        lane = self._lanes.get(record.tandem, deque())
        for prompt in [prompt for prompt in lane if prompt.id == record]:
            lane.remove(prompt)

    def count(self, tandem: str) -> int:
        """How many prompts of this tandem wait."""
        return len(self._lanes.get(tandem, ()))

    def list_all(self) -> list[Prompt]:
        """All that wait, in the order in which they will be taken."""
        lanes = [list(self._lanes[key]) for key in self._turn]
        longest = max(map(len, lanes), default=0)
        return [lane[n] for n in range(longest) for lane in lanes if n < len(lane)]

    def __contains__(self, record: object) -> bool:
        return any(prompt.id == record for lane in self._lanes.values() for prompt in lane)

    def _lane(self, prompt: Prompt) -> deque[Prompt]:
        key = prompt.id.tandem
        if key not in self._lanes:
            self._lanes[key] = deque()
            self._turn.append(key)
        return self._lanes[key]
