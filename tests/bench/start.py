"""How long a clean clone takes to serve the demo, and how long its second start takes.

    python3 tests/bench/start.py

Clones the committed tree into a temporary folder, runs `make run` there twice and prints the
seconds until the Arabic front page answers 200. Standard library only; the package cache is
what the machine has (use PIP_NO_CACHE_DIR=1 for a cold one).
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LONGEST = 400


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def seconds_to_serve(clone: Path, port: int) -> float:
    environment = os.environ | {"PORT": str(port), "DATA_DIR": str(clone / "data")}
    begin = time.monotonic()
    log = (clone / f"start-{port}.log").open("w")
    server = subprocess.Popen(
        ["make", "run"], cwd=clone, env=environment, stdout=log, stderr=log, start_new_session=True
    )
    try:
        while not answers(f"http://127.0.0.1:{port}/ar/"):
            if server.poll() is not None or time.monotonic() - begin > LONGEST:
                sys.exit(f"it did not start:\n{(clone / f'start-{port}.log').read_text()[-2000:]}")
            time.sleep(0.05)
        return time.monotonic() - begin
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=20)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as folder:
        clone = Path(folder) / "clone"
        subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(clone)], check=True)
        print(f"clean clone to serving demo: {seconds_to_serve(clone, free_port()):.1f} s (must be under 180)")
        print(f"second start:                {seconds_to_serve(clone, free_port()):.1f} s (must be under 5)")


if __name__ == "__main__":
    main()
