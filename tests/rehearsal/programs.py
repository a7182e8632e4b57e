"""A program that runs until it is told to end, and is killed where that is the fault to rehearse."""

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path

LONGEST_START = 120
# Never set: what waits is told by the clock.
PAUSE = threading.Event()


def wait_for(is_so: Callable[[], bool], seconds: float = LONGEST_START) -> bool:
    """Wait until something is so, and say whether it is."""
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            return False
        PAUSE.wait(0.1)
    return True


class Program:
    """One program in a session of its own, so that it and all that it has started end together."""

    def __init__(
        self, command: list[str], log: Path, variables: Mapping[str, str] | None = None, user: str | None = None
    ) -> None:
        self.command, self.log, self.variables, self.user = command, log, variables, user
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("a") as output:
            self.process = subprocess.Popen(
                self.command,
                cwd="/" if self.user else Path(__file__).resolve().parents[2],
                env=dict(self.variables) if self.variables else None,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                user=self.user,
                group=self.user,
                extra_groups=[] if self.user else None,
            )

    def runs(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def kill(self) -> None:
        """Let it die in the middle of everything, with all that it has started: what a machine does that fails."""
        self._signal_all(signal.SIGKILL)

    def end(self, number: int = signal.SIGTERM) -> None:
        """Ask it to end, and kill what has not within a while."""
        if self.process is None:
            return
        if self.runs():
            self.process.send_signal(number)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(20)
        self._signal_all(signal.SIGKILL)

    def _signal_all(self, number: int) -> None:
        if self.process is None:
            return
        # All of them may have ended.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)
        self.process.wait(20)
        self.process = None

    def said(self) -> str:
        """Return the end of what it has written."""
        return self.log.read_text(errors="replace")[-2000:]

    def start_and_wait(self, answers: Callable[[], bool]) -> None:
        """Start it; one that ends before it answers (its port or its memory still taken) is started again."""

        def is_there() -> bool:
            if not self.runs():
                self.start()
            return answers()

        if not wait_for(is_there):
            raise SystemExit(f"{self.command[0]} does not answer:\n{self.said()}")
