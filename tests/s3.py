"""An S3 server for `make test-services`: moto's, a process and a port of its own. Standard library only."""

import contextlib
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from postgres import free_port

PROGRAM = Path(sys.executable).parent / "moto_server"
LONGEST_START = 60


class Server:
    """A running server; it forgets everything when it stops."""

    def __init__(self) -> None:
        self.host = f"127.0.0.1:{free_port()}"
        self.start()

    def start(self) -> None:
        command = [str(PROGRAM), "-H", "127.0.0.1", "-p", self.host.rpartition(":")[2]]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.monotonic() + LONGEST_START
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > end:
                raise SystemExit(f"{' '.join(command)} does not answer")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://{self.host}/moto-api/", timeout=0.2) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False


@contextlib.contextmanager
def server() -> Iterator[Server]:
    running = Server()
    try:
        yield running
    finally:
        running.stop()
