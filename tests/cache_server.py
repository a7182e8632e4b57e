"""A Redis of the tests' own: behind a socket in a temporary folder, and it keeps nothing."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

PROGRAM = "redis-server"


def is_installed() -> bool:
    return shutil.which(PROGRAM) is not None


class CacheServer:
    def __init__(self, folder: Path) -> None:
        self.socket = folder / "socket"
        self.url = f"unix://{self.socket}"

    def start(self) -> None:
        command = [PROGRAM, "--port", "0", "--unixsocket", str(self.socket), "--save", "", "--dir", self.socket.parent]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        assert self.process.stdout
        said = []
        for line in self.process.stdout:
            said.append(line)
            if "ready to accept connections" in line:
                return
        raise AssertionError("".join(said))

    def kill(self) -> None:
        """End it as a power cut does; what it knew is lost."""
        self.process.kill()
        self.process.wait()
        assert self.process.stdout
        self.process.stdout.close()

    def stop(self) -> None:
        """Let it hang: it takes connections and says nothing."""
        os.kill(self.process.pid, signal.SIGSTOP)

    def go_on(self) -> None:
        os.kill(self.process.pid, signal.SIGCONT)


@contextlib.contextmanager
def running() -> Iterator[CacheServer]:
    # The path of a socket must be short.
    with tempfile.TemporaryDirectory(prefix="newsroom-cache-") as folder:
        server = CacheServer(Path(folder))
        server.start()
        try:
            yield server
        finally:
            server.kill()
