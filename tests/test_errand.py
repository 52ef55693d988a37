"""Jobs in processes of their own: they answer, end in time, and leave nobody behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from visions.errand import ErrandFailed, allow_errands, run_errand, stop_errands
from visions.errors import Stopped

WORKER = "tests.errand_worker"
MEMORY = 300_000_000


def run(what: str, *, deadline: float = 20.0, most: int = 1000, **job: object) -> bytes:
    return run_errand(WORKER, {"what": what, **job}, deadline=deadline, memory=MEMORY, most=most)


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "Z" not in Path(f"/proc/{pid}/stat").read_text().split(") ")[1][:1]


def wait_for(file: Path) -> int:
    for _ in range(300):
        if file.is_file() and (text := file.read_text()).endswith("\n"):
            return int(text)
        time.sleep(0.05)
    raise AssertionError(f"{file} was not written")


def test_an_errand_answers() -> None:
    assert run("echo", words="ă" * 200_000, most=10**6) == b"\xc4\x83" * 200_000


def test_an_endless_errand_is_stopped() -> None:
    begun = time.monotonic()
    with pytest.raises(ErrandFailed, match="longer than 1 s") as caught:
        run("loop", deadline=1.0)
    assert caught.value.is_late
    assert time.monotonic() - begun < 10


def test_an_errand_that_says_too_much_is_stopped() -> None:
    with pytest.raises(ErrandFailed, match="more than 0 MB"):
        run("talk")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux knows the limit")
def test_memory_has_a_limit() -> None:
    with pytest.raises(ErrandFailed, match="broke off; it may take 300 MB") as caught:
        run("hoard")
    assert not caught.value.is_late


def test_errands_can_be_ended_at_once() -> None:
    begun = time.monotonic()
    threading.Timer(0.5, stop_errands).start()
    try:
        with pytest.raises(Stopped):
            run("loop", deadline=60.0)
        with pytest.raises(Stopped):
            run("loop", deadline=60.0)
    finally:
        allow_errands()
    assert time.monotonic() - begun < 10
    assert run("echo", words="again") == b"again"


def test_an_errand_that_crashes_is_told() -> None:
    with pytest.raises(ErrandFailed, match="broke off"):
        run("crash")


def test_libraries_come_from_where_they_are_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "visions.py").write_text("raise SystemExit(3)")
    (tmp_path / "json.py").write_text("raise SystemExit(3)")
    monkeypatch.chdir(tmp_path)
    assert run("echo", words="here") == b"here"


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("what", ["loop", "block"])
def test_nobody_stays_behind_when_the_parent_is_killed(tmp_path: Path, what: str) -> None:
    """“block” holds the interpreter inside a library, where no Python can run."""
    told = tmp_path / "pid"
    code = (
        "from visions.errand import run_errand; "
        f"run_errand({WORKER!r}, {{'what': {what!r}, 'pid': {str(told)!r}}}, "
        "deadline=2.0 if 'block' == " + repr(what) + " else 60.0, memory=10**9, most=10)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], cwd=Path(__file__).parent.parent)
    child = wait_for(told)
    assert is_running(child)
    parent.kill()
    parent.wait()
    begun = time.monotonic()
    while is_running(child) and time.monotonic() - begun < 20:
        time.sleep(0.05)
    assert not is_running(child)
    assert time.monotonic() - begun < (3 if what == "loop" else 10)


@pytest.mark.skipif(sys.platform == "win32", reason="sends a POSIX signal")
def test_ctrl_c_in_the_terminal_does_not_reach_it(tmp_path: Path) -> None:
    told = tmp_path / "pid"
    code = (
        "import signal; signal.signal(signal.SIGINT, lambda *_: None)\n"
        "from visions.errand import run_errand\n"
        f"job = {{'what': 'sleep', 'pid': {str(told)!r}}}\n"
        f"print(run_errand({WORKER!r}, job, deadline=20.0, memory=10**9, most=10))"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parent.parent,
        start_new_session=True,
        stdout=subprocess.PIPE,
    )
    wait_for(told)
    os.killpg(parent.pid, signal.SIGINT)
    out, _ = parent.communicate(timeout=20)
    assert b"done" in out
