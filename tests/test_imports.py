"""The house: imports point down only, and each library has one door.

Every import statement is read, lazy ones inside functions and those for typing included.
"""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "visions"

# From the top down. A module may import from lower floors, and from its own floor only within
# the same room or where SAME_FLOOR says so.
FLOORS = [
    {"__main__"},
    {"cli"},
    {"web"},
    {"live"},
    {"pipeline", "checkup", "press", "exporting", "importing", "redacting"},
    {"drawing", "publishing", "forecast", "trial", "overview", "conflicts"},
    {"labelling", "sheet_views", "packing", "arrivals"},
    {"budget", "pacing", "standin", "handover", "showcase", "patterns", "provenance"}
    | {"public_copy", "redaction", "search"},
    {"imaging", "archive", "documents", "prompting", "exchange", "printers", "example"}
    | {"verification", "bags"},
    {"labels", "refusals", "depiction", "day_notes", "retention"},
    {"config", "answers"},
    {"workshop_file", "theme_file"},
    {"workshop_problems", "i18n", "events", "typesetter", "theme_logo"},
    {"words", "free_days", "errand", "folding", "command_line"},
    {"model", "roadmap", "secret", "theme", "bag_errors"},
    {"errors"},
    {"__init__"},
]

# Library → the only modules that may import it.
DOORS = {
    "typer": {"cli"},
    "rich": {"cli"},
    "openai": {"imaging.openai_images"},
    "httpx2": {"imaging.openai_images"},
    "typst": {"typesetter", "documents.pdf"},
    "pydantic": {
        "answers.file",
        "answers.schema",
        "theme_file",
        "web",
        "workshop_file",
        "workshop_problems",
    },
    "pydantic_core": {"answers.schema", "theme_file", "workshop_file", "workshop_problems"},
    "babel": {"i18n"},
    "jinja2": {"documents.page", "exchange.docx", "web.pages"},
    "filelock": {"archive.lock"},
    "PIL": {"archive.labelled"},
    "openpyxl": {"exchange"},
    "icalendar": {"exchange.ics"},
    "docxtpl": {"exchange.docx"},
    "docx": {"exchange.docx"},
    "holidays": {"free_days"},
    "c2pa": {"archive.credentials"},
    "fastapi": {"web"},
    "starlette": {"web"},
    "uvicorn": {"web.server"},
    "segno": {"web.codes"},
}
# May stand only inside functions: these libraries are slow to load.
LAZY = {"openai", "httpx2", "typst", "PIL", "pydantic", "babel", "jinja2", "rich", "holidays"} | {
    "openpyxl", "icalendar", "docxtpl", "docx", "c2pa",
}  # fmt: skip
MAY_BE_EAGER = {
    "pydantic": {
        "answers.file",
        "answers.schema",
        "theme_file",
        "workshop_file",
        "workshop_problems",
    },
    "pydantic_core": {"answers.schema", "theme_file", "workshop_file", "workshop_problems"},
    "babel": {"i18n"},
    "jinja2": {"documents.page", "web.pages"},
}


def list_modules() -> dict[str, Path]:
    return {
        ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): path
        for path in PACKAGE.rglob("*.py")
    }


def read_imports(path: Path) -> list[tuple[str, bool]]:
    """Absolute names imported by a module, each with whether it happens on import."""
    tree = ast.parse(path.read_text("utf-8"))
    found: list[tuple[str, bool]] = []

    def visit(node: ast.AST, eager: bool) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Import):
                found.extend((alias.name, eager) for alias in child.names)
            elif isinstance(child, ast.ImportFrom):
                assert child.level == 0, f"{path.name} imports relatively"
                found.append((child.module or "", eager))
                if child.module and child.module.startswith("visions"):
                    found.extend((f"{child.module}.{alias.name}", eager) for alias in child.names)
            inside = isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef))
            typing = isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test)
            visit(child, eager and not inside and not typing)

    visit(tree, True)
    return found


def find_floor(module: str) -> int:
    room = module.split(".")[0]
    return next((n for n, rooms in enumerate(FLOORS) if room in rooms), -1)


@pytest.mark.parametrize("module", sorted(list_modules()))
def test_imports_point_down(module: str) -> None:
    if module in ("", "__init__"):
        return
    floor = find_floor(module)
    assert floor >= 0, f"{module} stands on no floor: give it one in FLOORS"
    for name, _ in read_imports(list_modules()[module]):
        parts = name.split(".")
        if parts[0] != "visions" or len(parts) < 2 or parts[1] not in _rooms():
            continue
        same_room = parts[1] == module.split(".")[0]
        assert same_room or find_floor(parts[1]) > floor, f"{module} imports {name}"


def _rooms() -> set[str]:
    return {module.split(".")[0] for module in list_modules()} - {"__init__", ""}


@pytest.mark.parametrize("module", sorted(list_modules()))
def test_each_library_has_one_door(module: str) -> None:
    for name, eager in read_imports(list_modules()[module]):
        library = name.split(".")[0]
        doors = DOORS.get(library)
        if doors is None:
            continue
        is_door = any(module == door or module.startswith(f"{door}.") for door in doors)
        assert is_door, f"{module} imports {library}"
        may_be_eager = module in MAY_BE_EAGER.get(library, set()) or module.startswith("web.")
        if library in LAZY and not may_be_eager:
            assert not eager, f"{module} imports {library} before it is needed"


def test_only_the_configuration_reads_the_environment() -> None:
    for module, path in list_modules().items():
        if module == "config":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = ast.unparse(node) if isinstance(node, ast.Attribute) else ""
            assert name not in ("os.environ", "os.getenv"), f"{module} reads the environment"


def test_modules_stay_small() -> None:
    sizes = {
        module: len(path.read_text("utf-8").splitlines()) for module, path in list_modules().items()
    }
    assert {module: size for module, size in sizes.items() if size > 400} == {}


def test_the_rules_catch_a_planted_fault(tmp_path: Path) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text("def f():\n    import visions.cli.main\n    import openai\n")
    assert ("visions.cli.main", False) in read_imports(planted)
    assert find_floor("archive") > find_floor("cli")
    assert ("openai", False) in read_imports(planted)
