"""A newsroom of its own for the browser: a process, a port, a folder, and nothing of the other tests' database."""

import atexit
import contextlib
import functools
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from postgres import free_port

from newsroom import server

ROOT = Path(__file__).resolve().parent.parent.parent
PASSWORD = "a password for seven people"
SET_UP = """
import django
django.setup()
"""
ACCOUNTS = """
from django.core.management import call_command
from newsroom.demo.accounts import make_accounts
call_command("migrate", verbosity=0)
call_command("collectstatic", interactive=False, verbosity=0)
make_accounts({password!r})
"""
# The demo newsroom draws its pictures first: 25 s alone on two cores, minutes where others work there too.
LONGEST_START = 300


@dataclass(frozen=True)
class Newsroom:
    """A running site: its address, and the one password of its accounts."""

    address: str
    password: str = PASSWORD


@contextlib.contextmanager
def empty_newsroom(folder: Path, and_then: str = "") -> Iterator[Newsroom]:
    """Serve a newsroom in which nothing is but the accounts, and what the program `and_then` puts there."""
    shutil.copytree(prepared(and_then), folder, dirs_exist_ok=True)
    variables = environment(folder)
    command = server.command(variables["HOST"], variables["PORT"], workers=1)
    with running(command, variables, folder / "log") as newsroom:
        yield newsroom


@functools.cache
def prepared(and_then: str = "") -> Path:
    """Return the files of a newsroom, made once: what is served is a copy."""
    folder = Path(tempfile.mkdtemp(prefix="newsroom-prepared-"))
    atexit.register(shutil.rmtree, folder)
    if and_then:
        shutil.copytree(prepared(), folder, dirs_exist_ok=True)
    program = SET_UP + (and_then or ACCOUNTS.format(password=PASSWORD))
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=environment(folder), check=True)
    return folder


@contextlib.contextmanager
def demo_newsroom(folder: Path) -> Iterator[Newsroom]:
    """Serve what `make run` serves."""
    with running([sys.executable, "manage.py", "serve"], environment(folder), folder / "log") as newsroom:
        yield newsroom


def environment(folder: Path) -> dict[str, str]:
    own = {
        "DATA_DIR": str(folder),
        "DATABASE_URL": "",
        "DEBUG": "false",
        "DEMO_PASSWORD": PASSWORD,
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "HOST": "127.0.0.1",
        # What is done is seen at once, and not within the second.
        "PAGE_CACHE_MB": "0",
        "NEWSROOM_MODE": "demo",
        "PORT": str(free_port()),
        "PUBLIC_URL": "",
        "SECRET_KEY": "only-for-the-browser-tests",
    }
    return os.environ | own


@contextlib.contextmanager
def running(command: list[str], variables: dict[str, str], log: Path) -> Iterator[Newsroom]:
    """Run `command` until the block ends; the block begins when the site answers."""
    address = f"http://{variables['HOST']}:{variables['PORT']}"
    with log.open("w") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=variables, stdout=output, stderr=subprocess.STDOUT)
        try:
            wait_until_alive(process, address, log)
            yield Newsroom(address)
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(20)


def wait_until_alive(process: "subprocess.Popen[bytes]", address: str, log: Path) -> None:
    for _attempt in range(LONGEST_START * 5):
        # Waiting for its end is the pause between two questions, and says at once when it has died.
        with contextlib.suppress(subprocess.TimeoutExpired):
            raise RuntimeError(f"the server ended with {process.wait(0.2)}:\n{log.read_text()}")
        with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            urllib.request.urlopen(f"{address}/healthz", timeout=5).close()
            return
    raise RuntimeError(f"the server does not answer:\n{log.read_text()}")
