"""The workshop folder's file and the environment; nothing else reads either."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from visions.errors import BadKey, BrokenConfig, NoWorkshop, Problem
from visions.model import Workshop
from visions.secret import Secret, check_key
from visions.workshop_file import FILE_NAME, parse_workshop


def load_workshop(folder: Path) -> Workshop:
    """Read and check `folder`/workshop.toml.

    Raises NoWorkshop where there is none, and BrokenConfig with every problem it has.
    """
    path = folder / FILE_NAME
    try:
        raw = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise NoWorkshop(folder=folder) from None
    except OSError as error:
        problem = Problem(FILE_NAME, f"it cannot be read ({error.strerror}).")
        raise BrokenConfig([problem], file=FILE_NAME, count=1) from None
    return parse_workshop(raw)


def read_api_key(folder: Path) -> Secret | None:
    """The API key from OPENAI_API_KEY or the file that VISIONS_KEY_FILE names; None without.

    Raises BadKey where the key cannot be one, or its file lies inside the workshop, where it
    would end in the archive.
    """
    if value := os.environ.get("OPENAI_API_KEY"):
        return check_key(value)
    name = os.environ.get("VISIONS_KEY_FILE")
    if not name:
        return None
    path = Path(name).expanduser().resolve()
    if path.is_relative_to(folder.resolve()):
        raise BadKey(
            reason="its file lies inside the workshop folder, which is archived and handed on",
            advice="Move the key file somewhere else and name it again in VISIONS_KEY_FILE.",
        )
    try:
        return check_key(path.read_text("utf-8-sig").strip())
    except (OSError, UnicodeDecodeError):
        raise BadKey(
            reason="the file named by VISIONS_KEY_FILE cannot be read",
            advice="Check its name; it should hold the key and nothing else.",
        ) from None


def has_screen() -> bool:
    """Whether this session can show a window (X11 or Wayland; elsewhere always)."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def plain_environment() -> dict[str, str]:
    """This environment for a program whose English answer is read."""
    return {**os.environ, "LC_ALL": "C"}
