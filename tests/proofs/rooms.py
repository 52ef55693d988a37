"""A workshop with a real server, driven by the real command line, and what must hold of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.cli.running import Ran
from tests.servers.image_api import ImageServer, answer, draw
from tests.workshops import drop_prompt, write_workshop
from visions.archive.lock import hold_lock
from visions.archive.store import Archive
from visions.imaging.openai_images import OpenAIImages
from visions.model import ImageSettings, RecordId
from visions.secret import Secret

KEY = "sk-test-0123456789abcdef"
TANDEMS = ("arezzo-hamm", "utrecht-munich")
RUN = "from visions.cli.main import run; run()"
SIZE = 256
BROKEN = "Traceback (most recent call last)"


def command(folder: Path, arguments: Sequence[str], mutant: str = "") -> list[str]:
    """The words that run one command on `folder`, after `mutant`, Python that plants a fault."""
    return [sys.executable, "-c", f"{mutant}\n{RUN}", "-C", str(folder), *arguments]


@dataclass
class Room:
    """One workshop folder, what was said in it, and everything that commands printed."""

    folder: Path
    server: ImageServer
    mutant: str = ""
    """Python that runs before the command: a planted fault."""
    given: dict[str, str] = field(default_factory=dict)
    """All words that were ever offered, with their tandem."""
    acknowledged: list[str] = field(default_factory=list)
    already_sent: set[str] = field(default_factory=set)
    printed: list[str] = field(default_factory=list)
    mark: str = field(default_factory=lambda: uuid.uuid4().hex[:8])

    @classmethod
    def make(cls, folder: Path, server: ImageServer, more: str = "", mutant: str = "") -> Room:
        write_workshop(
            folder,
            f'provider = "openai"\nbase_url = "{server.base_url}"\nsize = "{SIZE}x{SIZE}"\n'
            f"per_minute = 1000\ndeadline = 60\n{more}",
        )
        return cls(folder, server, mutant)

    @property
    def env(self) -> dict[str, str]:
        return {**os.environ, "OPENAI_API_KEY": KEY, "COLUMNS": "400"}

    def command(self, *arguments: str, mutant: str | None = None) -> list[str]:
        return command(self.folder, arguments, self.mutant if mutant is None else mutant)

    def visions(self, *arguments: str, before: Sequence[str] = (), words: str = "") -> Ran:
        """Run one command; `before` is put in front of it, `words` go to standard input."""
        ended = subprocess.run(
            [*before, *self.command(*arguments)],
            input=words,
            env=self.env,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        self.printed += [ended.stdout, ended.stderr]
        return Ran(ended.returncode, ended.stdout, ended.stderr)

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Begin one command and leave it running; `finish` waits for it."""
        pipe = subprocess.PIPE
        return subprocess.Popen(
            self.command(*arguments), env=self.env, stdout=pipe, stderr=pipe, text=True
        )

    def finish(self, process: subprocess.Popen[str]) -> Ran:
        out, err = process.communicate(timeout=60)
        self.printed += [out, err]
        return Ran(process.returncode, out, err)

    # Words

    def say(self, words: str, tandem: str = TANDEMS[0]) -> str:
        """New words, no others in any room are the same."""
        told = f"{self.mark}: {words}"
        self.given[told] = tandem
        return told

    def store(self, words: str, tandem: str = TANDEMS[0]) -> RecordId:
        """Store words without a process of their own."""
        told = self.say(words, tandem)
        self.acknowledged.append(told)
        return Archive(self.folder).accept_prompt(tandem, told, {}).id

    def drop(self, words: str, name: str, tandem: str = TANDEMS[0]) -> None:
        told = self.say(words, tandem)
        self.acknowledged.append(told)
        drop_prompt(self.folder, tandem, name, told + "\n")

    def add(self, words: str, tandem: str = TANDEMS[0], before: Sequence[str] = ()) -> Ran:
        told = self.say(words, tandem)
        ran = self.visions("add", tandem, "-", before=before, words=told)
        if "is stored." in ran.out:
            self.acknowledged.append(told)
        return ran

    def leave_request_open(self, record: RecordId, *, answered: bool) -> None:
        """What a stop after the request leaves, or after its answer was kept."""
        archive = Archive(self.folder)
        settings = ImageSettings(
            provider="openai", base_url=self.server.base_url, size=f"{SIZE}x{SIZE}"
        )
        words = archive.read_prompt(record).text
        request = OpenAIImages(settings, Secret(KEY)).prepare(words)
        with hold_lock(archive.layout):
            attempt = archive.open_attempt(record, request, 0.1)
            if answered:
                archive.keep_answer(record, attempt, answer(draw("PNG", SIZE, SIZE)).body)
                self.already_sent.add(words)

    # What must hold

    def count_sent(self, words: str) -> int:
        return sum(received.json["prompt"] == words for received in self.server.pictures)

    def read_status(self) -> dict[str, Any]:
        ran = self.visions("status", "--json")
        assert ran.code == 0, ran.err
        report = json.loads(ran.out)
        assert isinstance(report, dict)
        return report

    def find_faults(self, report: dict[str, Any]) -> list[str]:
        """Everything that is not as promised, after the last `make` ended; empty if all is well.

        `report` is what `status --json` said since.
        """
        faults = []
        prompts = {
            prompt["prompt"]: (tandem["key"], prompt)
            for tandem in report["tandems"]
            for prompt in tandem["prompts"]
        }
        faults += [f"lost: {words}" for words in self.acknowledged if words not in prompts]
        faults += [f"paid twice: {words}" for words in self.given if self._is_paid_twice(words)]
        for words, (tandem, prompt) in prompts.items():
            if self.given.get(words) != tandem:
                faults.append(f"nobody said: {words}")
            faults += self._find_faults_of(words, tandem, prompt)
        if any(BROKEN in text for text in self.printed):
            faults.append("a traceback was printed")
        return faults

    def _is_paid_twice(self, words: str) -> bool:
        return self.count_sent(words) > (0 if words in self.already_sent else 1)

    def _find_faults_of(self, words: str, tandem: str, prompt: dict[str, Any]) -> list[str]:
        faults = []
        name = f"{tandem}/{prompt['number']:04d}"
        stored = (self.folder / "prompts" / f"{name}.md").read_bytes()
        if stored.removesuffix(b"\n") != words.encode():
            faults.append(f"not word for word: {name}")
        if prompt["state"] not in ("done", "unknown"):
            faults.append(f"left {prompt['state']}: {name}")
        folder = self.folder / "outputs" / name
        if prompt["state"] == "done":
            original = folder / prompt["image"]
            if original.read_bytes() != draw("PNG", SIZE, SIZE):
                faults.append(f"not the bytes that were sent: {name}")
            if not self.count_sent(words) and words not in self.already_sent:
                faults.append(f"a picture from nowhere: {name}")
        for kind in ("worksheet", "roadmap"):
            if not list(folder.glob(f"{kind}.*.pdf")):
                faults.append(f"without its {kind}: {name}")
        return faults
