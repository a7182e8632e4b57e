"""A PostgreSQL for the suite: the one TEST_DATABASE_URL names, else a server of our own in a temporary folder."""

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

DEBIAN = Path("/usr/lib/postgresql")


@contextlib.contextmanager
def server() -> Iterator[str | None]:
    """Give the URL of a database that may be filled and emptied, or None where no server can be had."""
    if os.environ.get("TEST_DATABASE_URL"):
        yield os.environ["TEST_DATABASE_URL"]
        return
    binaries = find_binaries()
    if binaries is None:
        yield None
        return
    user = ordinary_user()
    with tempfile.TemporaryDirectory(prefix="newsroom-postgres-") as folder:
        if user:
            shutil.chown(folder, user)
        port = free_port()
        cluster = f"{folder}/cluster"
        call(
            [f"{binaries}/initdb", "--auth=trust", "--locale=C.UTF-8", "--no-sync", "-U", "newsroom", "-D", cluster],
            user,
        )
        # What is lost when the machine stops may be lost.
        careless = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c autovacuum=off"
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 {careless}"
        call([f"{binaries}/pg_ctl", "-w", "-D", cluster, "-l", f"{folder}/log", "-o", options, "start"], user)
        try:
            yield f"postgresql://newsroom@127.0.0.1:{port}/postgres"
        finally:
            call([f"{binaries}/pg_ctl", "-w", "-m", "immediate", "-D", cluster, "stop"], user)


def find_binaries() -> Path | None:
    """Return the folder of initdb and pg_ctl: that of PATH, else the newest of Debian's."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).parent
    found = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda file: int(file.parent.parent.name))
    return found[-1].parent if found else None


def ordinary_user() -> str | None:
    """Return whom to run as where we are root, which initdb refuses; None: as ourselves."""
    if os.geteuid() != 0:
        return None
    names = [entry.pw_name for entry in pwd.getpwall()]
    return next(name for name in ("postgres", "nobody") if name in names)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def call(command: list[str], user: str | None) -> None:
    group = pwd.getpwnam(user).pw_gid if user else None
    outcome = subprocess.run(
        command,
        user=user,
        group=group,
        cwd="/",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if outcome.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{outcome.stdout}")
