"""The installed wheel alone: templates, fonts, catalogues and the example are inside."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", str(folder), str(ROOT)],
        check=True,
        capture_output=True,
        env={**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
    )
    (made,) = folder.glob("*.whl")
    return made


def test_everything_needed_is_in_the_wheel(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    tracked = subprocess.run(
        ["git", "ls-files", "visions", "workshop.toml", "prompts"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    assert tracked
    expected = {
        name if name.startswith("visions/") else f"visions/example/{name}" for name in tracked
    }
    assert expected <= names
    assert not any("test" in name.split("/") or name.endswith(".pyc") for name in names)


def test_an_installed_wheel_runs_the_example(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "venv"
    venv.create(home, with_pip=False)
    bin_folder = home / ("Scripts" if os.name == "nt" else "bin")
    python = bin_folder / "python"
    site = Path(
        subprocess.run(
            [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
    )
    zipfile.ZipFile(wheel).extractall(site)
    # A plain path line lends the dependencies and not the editable checkout beside them.
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")

    def visions(*arguments: str) -> str:
        code = "from visions.cli.main import run; run()"
        return subprocess.run(
            [python, "-W", "error", "-c", code, *arguments],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    where = subprocess.run(
        [python, "-c", "import visions; print(visions.__file__)"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert str(site) in where
    visions("new", "berlin", "--example")
    out = visions("-C", "berlin", "make")
    assert "6 pictures" in out
    outputs = tmp_path / "berlin" / "outputs"
    assert (outputs / "index.html").is_file()
    assert len(list(outputs.rglob("worksheet.*.pdf"))) == 13
