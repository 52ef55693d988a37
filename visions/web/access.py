"""Who may do what: strangers, the phones of a tandem, the wall, the desk.

Nobody has an account. A phone comes in with its tandem's code or QR code, the facilitator with a
link that is new at each start, and all carry a signed cookie from then on. Its key is new at each
start, too; a new code for a tandem shuts out who came in with the old one.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from visions.live.room import Room


class Role(StrEnum):
    STRANGER = "stranger"
    PHONE = "phone"
    WALL = "wall"
    DESK = "desk"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks. `tandem` is that of a phone, `phone` an id without any meaning."""

    role: Role = Role.STRANGER
    tandem: str = ""
    phone: str = ""

    def may_act_for(self, tandem: str) -> bool:
        """Whether this is a phone of that tandem, or the desk."""
        return self.role is Role.DESK or (self.role is Role.PHONE and self.tandem == tandem)


STRANGER = Visitor()


class Keys:
    """The secrets of one start: the desk's and the wall's links, and the signature of cookies."""

    def __init__(self, room: Room) -> None:
        self.desk = secrets.token_urlsafe(24)
        self.wall = secrets.token_urlsafe(24)
        self._room = room
        self._secret = secrets.token_bytes(32)

    def open_with(self, token: str) -> Visitor | None:
        """Who the holder of a link's token is; None for a wrong one."""
        given = token.encode("utf-8", "replace")
        for role, kept in ((Role.DESK, self.desk), (Role.WALL, self.wall)):
            if hmac.compare_digest(given, kept.encode()):
                return Visitor(role)
        return None

    def admit(self, tandem: str, device: str = "") -> Visitor:
        """A phone that has come in for a tandem.

        `device` is a secret that a browser makes and keeps for itself: with the same one it is
        the same phone after a restart, and nobody can tell the secret from the phone's id.
        """
        if not device:
            return Visitor(Role.PHONE, tandem, secrets.token_hex(8))
        told = f"visions phone\n{tandem}\n{device}".encode("utf-8", "replace")
        return Visitor(Role.PHONE, tandem, hashlib.sha256(told).hexdigest()[:16])

    def write_cookie(self, visitor: Visitor) -> str:
        """The cookie that says who this is, signed."""
        told = [visitor.role.value, visitor.tandem, visitor.phone, self._tell_revision(visitor)]
        body = base64.urlsafe_b64encode(json.dumps(told).encode()).decode().rstrip("=")
        return f"{body}.{self._sign(body)}"

    def read_cookie(self, cookie: str | None) -> Visitor:
        """Who a cookie says this is; a stranger where it is none of ours, or not any more."""
        body, _, signature = (cookie or "").partition(".")
        if not hmac.compare_digest(signature.encode("utf-8", "replace"), self._sign(body).encode()):
            return STRANGER
        told = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
        visitor = Visitor(Role(told[0]), told[1], told[2])
        return visitor if told[3] == self._tell_revision(visitor) else STRANGER

    def _tell_revision(self, visitor: Visitor) -> int:
        """The number of the code that lets this phone in."""
        known = self._room.state.passes.get(visitor.tandem)
        return known.revision if visitor.role is Role.PHONE and known else 0

    def _sign(self, body: str) -> str:
        data = body.encode("utf-8", "replace")
        return hmac.new(self._secret, data, hashlib.sha256).hexdigest()


class Attempts:
    """Counts wrong codes, so that nobody guesses one. Right ones cost nothing.

    A room behind one router shares an address: the limit of an address is generous, and who
    scans the QR code never meets it.
    """

    SECONDS = 60.0
    OF_ONE = 20
    OF_ALL = 120

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures: deque[tuple[float, str]] = deque()

    def may_try(self, address: str) -> bool:
        self._forget()
        mine = sum(one == address for _, one in self._failures)
        return mine < self.OF_ONE and len(self._failures) < self.OF_ALL

    def note_failure(self, address: str) -> None:
        self._failures.append((self._clock(), address))

    def _forget(self) -> None:
        while self._failures and self._clock() - self._failures[0][0] > self.SECONDS:
            self._failures.popleft()
