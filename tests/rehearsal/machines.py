"""All that stands behind a site on several machines, on one: what it is made of, started and ended."""

import contextlib
import http.client
import os
import shutil
import ssl
import subprocess
import sys
from pathlib import Path

import nginx
from postgres import find_binaries, free_port
from rehearsal.databases import Databases
from rehearsal.disk import Disk
from rehearsal.programs import Program

ROOT = Path(__file__).resolve().parents[2]
HOST = "news.example"
PASSWORD = "a password for the rehearsal"
# What to install of Debian where a program is absent.
PACKAGES = {"redis-server": "redis-server", "nginx": "nginx-light", "openssl": "openssl"}
OF_NOBODY = ("STORAGE_URL", "MAIL_URL", "AKISMET_KEY", "DEBUG", "DJANGO_SETTINGS_MODULE", "PAGE_CACHE_MB")


def install_what_is_absent() -> None:
    """Install it, as root; else say what it is."""
    absent = [package for program, package in PACKAGES.items() if not shutil.which(program)]
    absent += [] if find_binaries() else ["postgresql"]
    if not absent:
        return
    if os.geteuid() != 0:
        raise SystemExit(f"The rehearsal needs what is not here. As root: apt-get install {' '.join(absent)}")
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-q"], check=True)
    subprocess.run(["apt-get", "install", "-q", "-y", "--no-install-recommends", *absent], check=True, env=quiet)


class Application:
    """An application server, as its unit starts it."""

    def __init__(self, name: str, variables: dict[str, str], folder: Path) -> None:
        self.port = free_port()
        own = variables | {"HOST": "127.0.0.1", "PORT": str(self.port), "WORKERS": "2"}
        self.program = Program([sys.executable, "manage.py", "serve"], folder / f"{name}.log", own)

    def start(self) -> None:
        self.program.start_and_wait(self.answers)

    def answers(self) -> bool:
        return gives(http.client.HTTPConnection("127.0.0.1", self.port, timeout=5), "/readyz")


class Machines:
    """The whole of it; what was started has ended when the block ends."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ended = contextlib.ExitStack()
        self.databases = Databases(folder, free_port())
        self.disk = Disk(folder / "data")
        redis = free_port()
        options = ["--bind", "127.0.0.1", "--port", str(redis), "--save", "", "--dir", str(folder)]
        self.redis, self.redis_port = Program(["redis-server", *options], folder / "redis.log"), redis

    def __enter__(self) -> "Machines":
        with contextlib.ExitStack() as begun:
            begun.callback(self.ended.close)
            self._start()
            begun.pop_all()
        return self

    def __exit__(self, *_error: object) -> None:
        self.ended.close()

    def _start(self) -> None:
        self.ended.callback(self.disk.unmount)
        self.disk.mount()
        self.ended.callback(self.databases.end)
        print("two PostgreSQL servers …", flush=True)
        self.databases.make()
        self.ended.callback(self.redis.end)
        self.redis.start_and_wait(self.redis_answers)
        variables = self.variables()
        print("a newsroom with small pictures …", flush=True)
        fill = [sys.executable, str(Path(__file__).with_name("fill.py"))]
        subprocess.run(fill, cwd=ROOT, env=variables | {"NEWSROOM_MODE": "demo"}, check=True)
        print("two application servers, nginx …", flush=True)
        self.applications = [Application(name, variables, self.folder) for name in ("first", "second")]
        due = [sys.executable, "manage.py", "run_due", "--loop"]
        self.due = Program(due, self.folder / "due.log", variables)
        for program in (*(application.program for application in self.applications), self.due):
            self.ended.callback(program.end)
        for application in self.applications:
            application.start()
        self.due.start()
        servers = [f"127.0.0.1:{application.port}" for application in self.applications]
        file, self.port = nginx.configured(self.folder, servers)
        front = Program(["nginx", "-c", str(file)], self.folder / "nginx.log")
        self.ended.callback(front.end)
        front.start_and_wait(self.answers)

    def variables(self) -> dict[str, str]:
        """Return the environment of the site, as several machines share it."""
        ours = {
            "NEWSROOM_MODE": "production", "SECRET_KEY": "only for the rehearsal, and long enough for it",
            "ALLOWED_HOSTS": HOST, "PUBLIC_URL": f"https://{HOST}", "BEHIND_PROXY": "true",
            "TRUSTED_PROXIES": "127.0.0.1", "DATA_DIR": str(self.disk.folder), "PYTHONUNBUFFERED": "1",
            "CACHE_URL": f"redis://127.0.0.1:{self.redis_port}/0", "DEMO_PASSWORD": PASSWORD,
        }  # fmt: skip
        others = {name: value for name, value in os.environ.items() if name not in OF_NOBODY}
        return others | ours | self.databases.variables() | self.disk.variables()

    def redis_answers(self) -> bool:
        command = ["redis-cli", "-p", str(self.redis_port), "ping"]
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip() == "PONG"

    def answers(self) -> bool:
        # Whose certificate it is, nobody asks here.
        context = ssl._create_unverified_context()
        return gives(http.client.HTTPSConnection("127.0.0.1", self.port, context=context, timeout=20), "/en/")


def gives(connection: http.client.HTTPConnection, path: str) -> bool:
    """Ask once, and say whether there is such a page."""
    try:
        connection.request("GET", path, headers={"Host": HOST})
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
