"""The reader that verifies knows nothing of the code that writes."""

from __future__ import annotations

import ast
from pathlib import Path

ROOM = Path(__file__).parents[2] / "visions" / "verification"
ALLOWED = ("visions.errors", "visions.verification")


def find_strangers(source: str) -> list[str]:
    """What a module imports of visions, other than errors and its own room."""
    found: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            names = [module] if module != "visions" else [f"visions.{a.name}" for a in node.names]
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            names = ["import_module"]
        else:
            continue
        found += [
            name
            for name in names
            if name.startswith((".", "visions", "import_module"))
            and not any(name == room or name.startswith(f"{room}.") for room in ALLOWED)
        ]
    return found


def test_the_reader_imports_nothing_of_the_writer() -> None:
    modules = sorted(ROOM.glob("**/*.py"))
    assert len(modules) > 10
    assert {path.name: find_strangers(path.read_text("utf-8")) for path in modules} == {
        path.name: [] for path in modules
    }


def test_a_planted_import_is_seen() -> None:
    planted = "def f():\n    from visions.archive.manifest import Manifest\n"
    assert find_strangers(planted) == ["visions.archive.manifest"]
    assert find_strangers("from visions import model") == ["visions.model"]
    assert find_strangers("from ..archive import layout") == ["..archive"]
    assert find_strangers("import visions.errors, visions.words") == ["visions.words"]
    assert find_strangers("from visions.verification.names import BUILT") == []
