"""`make test`: the suite on SQLite, in a browser, and on PostgreSQL; what could not run is said at the end.

Standard library only, and no Django: each part runs in a process of its own, with its
own database and its own DATA_DIR in a temporary place.

    python tests/suite.py [check|services] [arguments for pytest …]
"""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO

import postgres
import s3

ROOT = Path(__file__).resolve().parent.parent
CHECKS = {
    "lint": ["ruff", "check", "--quiet", "."],
    "format": ["ruff", "format", "--quiet", "--check", "."],
    "types": ["mypy", "--no-error-summary"],
    "imports": ["lint-imports", "--no-cache"],
    "migrations": ["python", "manage.py", "makemigrations", "--check", "--dry-run", "--verbosity", "0"],
}

# What holds on a disk holds in a bucket; the first folder is for buckets alone.
SERVICES = [
    "tests/object_storage",
    "tests/articles/test_picture_life.py",
    "tests/articles/test_picture_not_stored.py",
    "tests/articles/test_media.py",
]
PYTEST = ["python", "-m", "pytest"]
CORES = os.cpu_count() or 1
# About as long as each other, and so few that what each needs before its first test does not weigh.
PLACES = {
    "articles": ["tests/articles"],
    "comments": ["tests/comments"],
    "newsroom": ["tests", "--ignore=tests/articles", "--ignore=tests/comments", "--ignore=tests/browser"],
}
WITHOUT = {
    "tests on PostgreSQL": "no TEST_DATABASE_URL and no server binaries were found",
    "tests in a browser": "no CHROMIUM and no chromium on PATH",
    "tests of share cards": "Pillow finds no FriBiDi",
    "tests of deploy/nginx.conf": "no nginx or no openssl on PATH",
    "tests of deploy/*.service": "no systemd-analyze on PATH",
    "tests of CACHE_URL": "no redis-server on PATH",
}
# As tests/deploy/conftest.py and tests/cache_server.py look for them.
PROGRAMS = {
    "tests of deploy/nginx.conf": ("nginx", "openssl"),
    "tests of deploy/*.service": ("systemd-analyze",),
    "tests of CACHE_URL": ("redis-server",),
}


def run(title: str, command: list[str], environment: dict[str, str], output: IO[str] | None = None) -> bool:
    print(f"\n=== {title}", file=output, flush=True)
    program = Path(sys.executable).parent / command[0]
    outcome = subprocess.run(
        [str(program), *command[1:]],
        cwd=ROOT,
        env=os.environ | environment,
        stdout=output,
        stderr=subprocess.STDOUT if output else None,
        check=False,
    )
    return outcome.returncode == 0


def check(environment: dict[str, str]) -> tuple[list[str], list[str]]:
    """Run the linters; return what failed and what could not run."""
    # Those of readers are Jinja's, which test_house.py has compiled.
    public = ROOT / "templates" / "public"
    templates = sorted(str(file) for file in (ROOT / "templates").rglob("*.html") if public not in file.parents)
    checks = CHECKS | {"templates": ["djade", "--check", "--target-version", "5.2", *templates]}
    absent = []
    if shutil.which("xgettext"):
        checks["translations"] = ["python", "tests/catalogue.py"]
    else:
        absent.append("check of new untranslated strings (no xgettext on PATH)")
    return [name for name, command in checks.items() if not run(name, command, environment)], absent


@contextlib.contextmanager
def environment() -> Iterator[dict[str, str]]:
    with tempfile.TemporaryDirectory(prefix="newsroom-test-") as folder:
        yield {
            "DATA_DIR": folder,
            "SECRET_KEY": "only-for-the-test-suite",
            "NEWSROOM_MODE": "demo",
            "DATABASE_URL": "",
            "CACHE_URL": "",
            # Else each process would compile all modules again, and pytest rewrite all tests.
            "PYTHONDONTWRITEBYTECODE": "",
        }


def test(arguments: list[str]) -> tuple[list[str], list[str]]:
    """Return what failed and what could not run. The suite is in parts: each core takes the next when it is free.

    What a part says is shown when it has ended.
    """
    passed: dict[str, bool | None] = {}
    with postgres.server() as url, ThreadPoolExecutor(CORES) as cores:
        parts = {"tests in a browser": cores.submit(run_in_browser, arguments)}
        for place in PLACES:
            parts[f"tests on PostgreSQL: {place}"] = cores.submit(run_on_postgres, place, arguments, url)
            parts[f"tests on SQLite: {place}"] = cores.submit(run_on_sqlite, place, arguments)
        for name, part in parts.items():
            passed[name] = part.result()
    if not joins_arabic_letters():
        passed["tests of share cards"] = None
    passed |= {name: None for name, programs in PROGRAMS.items() if not all(map(shutil.which, programs))}
    return [name for name, outcome in passed.items() if outcome is False], [
        f"{name} ({WITHOUT[name.partition(':')[0]]})" for name, outcome in passed.items() if outcome is None
    ]


def run_part(title: str, arguments: list[str], variables: dict[str, str]) -> bool:
    print(f"begun: {title}", flush=True)
    with environment() as usual, tempfile.TemporaryFile("w+") as said:
        passed = run(title, [*PYTEST, *arguments], usual | variables, output=said)
        said.seek(0)
        print(said.read(), end="", flush=True)
    return passed


def run_on_sqlite(place: str, arguments: list[str]) -> bool:
    return run_part(f"tests on SQLite: {place}", [*PLACES[place], *arguments], {})


def run_in_browser(arguments: list[str]) -> bool | None:
    """Run what drives a browser; None where there is none."""
    browser = find_chromium()
    if browser is None:
        return None
    return run_part("tests in a browser", ["tests/browser", *arguments], {"CHROMIUM": browser})


def run_on_postgres(place: str, arguments: list[str], url: str | None) -> bool | None:
    """Run what asks the database, in one of the place's own; None where no server can be had."""
    if url is None:
        return None
    # pytest-django ends the name of the test database with the second.
    variables = {"DATABASE_URL": url, "TOX_PARALLEL_ENV": place}
    return run_part(f"tests on PostgreSQL: {place}", ["--database", *PLACES[place], *arguments], variables)


def run_on_services(arguments: list[str]) -> bool:
    with environment() as variables, s3.server() as server:
        command = [*PYTEST, *SERVICES, *arguments]
        return run("pictures on an S3 server", command, variables | {"S3_SERVER": server.host})


def joins_arabic_letters() -> bool:
    """Say what tests/articles/conftest.py asks as well: Pillow finds FriBiDi among the system's libraries, or not."""
    asked = "from PIL import features; raise SystemExit(not features.check('raqm'))"
    return subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0


def find_chromium() -> str | None:
    named = os.environ.get("CHROMIUM")
    if named:
        return named if Path(named).is_file() else None
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["check"]:
        with environment() as variables:
            failed, absent = check(variables)
    elif arguments[:1] == ["services"]:
        failed, absent = [] if run_on_services(arguments[1:]) else ["pictures on an S3 server"], []
    else:
        failed, absent = test(arguments)
    print()
    for name in absent:
        print(f"NOT RUN: {name}")
    if failed:
        print(f"FAILED: {', '.join(failed)}")
    required = os.environ.get("REQUIRE_ALL") == "1"
    return 1 if failed or (absent and required) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
