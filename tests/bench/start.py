"""How long a clean clone takes to serve the demo, how long its second start, and the application server by itself.

    python3 tests/bench/start.py

Clones the committed tree into a temporary folder, runs `make run` there twice, then what serves it alone, and prints
the seconds until the Arabic front page answers 200. Standard library only; the package cache is
what the machine has (use PIP_NO_CACHE_DIR=1 for a cold one).
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from browser.server import wait_until_alive  # noqa: E402 (found by the line above)
from postgres import free_port  # noqa: E402


def seconds_to_serve(clone: Path, port: int, command: tuple[str, ...] = ("make", "run")) -> float:
    environment = os.environ | {"PORT": str(port), "DATA_DIR": str(clone / "data")}
    address, log = f"http://127.0.0.1:{port}", clone / f"start-{port}.log"
    begin = time.monotonic()
    with log.open("w") as output:
        server = subprocess.Popen(
            command, cwd=clone, env=environment, stdout=output, stderr=output, start_new_session=True
        )
    try:
        wait_until_alive(server, address, log)
        with urllib.request.urlopen(f"{address}/ar/", timeout=30) as front_page:
            front_page.read()
        return time.monotonic() - begin
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=20)


def application_server(clone: Path, port: int) -> tuple[str, ...]:
    """Return the command that `make run` ends in, for one worker."""
    python = str(clone / ".venv/bin/python")
    program = f"from newsroom import server; print(*server.command('127.0.0.1', {port}, 1), sep='\\n')"
    return tuple(subprocess.check_output([python, "-c", program], cwd=clone, text=True).split("\n")[:-1])


def main() -> None:
    # What draws the demo's pictures ends a little after what it stands beside.
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-", ignore_cleanup_errors=True) as folder:
        clone = Path(folder) / "clone"
        subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(clone)], check=True)
        print(f"clean clone to serving demo: {seconds_to_serve(clone, free_port()):.1f} s (must be under 180)")
        print(f"second start:                {seconds_to_serve(clone, free_port()):.1f} s (must be under 5)")
        port = free_port()
        alone = seconds_to_serve(clone, port, application_server(clone, port))
        print(f"application server alone:    {alone:.1f} s (must be under 2)")


if __name__ == "__main__":
    main()
