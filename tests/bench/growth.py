"""Pages of a large archive beside those of a small one: `python tests/bench/growth.py [seconds]`.

SMALL_DATABASE_URL and LARGE_DATABASE_URL name two archives on PostgreSQL (`manage.py archive`), SMALL_DATA_DIR and
LARGE_DATA_DIR their files. Both sites run at once, two workers each, page cache off, and wrk asks now one and now the
other, a second each, so that whatever else the machine does meets both. Medians of pages a second, and of the ratios
of neighbours; it fails where one is below its goal.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pages
from page_cache import asked_for, manage, newsroom
from postgres import free_port

SIZES = ("SMALL", "LARGE")
GOALS = {kind: 0.8 for kind in pages.GOALS if kind != "search"}
# In a small archive no author has fifty articles: theirs are compared with all feeds that have.
BESIDE = {kind: kind for kind in GOALS} | {"feed of an author": "feed of 50 full texts"}


@dataclass
class Site:
    size: str
    port: int

    @property
    def environment(self) -> dict[str, str]:
        own = {name: os.environ[f"{self.size}_{name}"] for name in ("DATABASE_URL", "DATA_DIR")}
        return own | {"PAGE_CACHE_MB": "0", "DJANGO_SETTINGS_MODULE": "newsroom.settings"}

    def addresses(self, kind: str) -> list[str]:
        """Return those that there are; a process of its own looks them up, since Django has one default database."""
        command = [sys.executable, __file__, "addresses", kind]
        told = subprocess.run(command, env=os.environ | self.environment, check=True, capture_output=True, text=True)
        found, _times = pages.answered(iter(told.stdout.splitlines()), self.port)
        return list(dict.fromkeys(found))

    def ask(self, script: tuple[str, str]) -> float:
        return asked_for(f"http://127.0.0.1:{self.port}", "gzip", 1, *script)[0]


def compare(kind: str, sites: list[Site], bursts: int, folder: Path) -> float:
    """Ask both sites for pages of a kind, print how many a second each gave, and return the ratio."""
    found = [site.addresses(BESIDE[kind] if site.size == "SMALL" else kind) for site in sites]
    scripts = []
    for site, paths in zip(sites, found, strict=True):
        (folder / site.size).mkdir(exist_ok=True)
        scripts.append(pages.script(paths, folder / site.size))
    rates: list[list[float]] = []
    for number in range(bursts + 1):
        # Now one begins and now the other.
        order = (0, 1) if number % 2 else (1, 0)
        asked = {place: sites[place].ask(scripts[place]) for place in order}
        rates.append([asked[0], asked[1]])
    # The first of each fills its memory.
    small, large = (statistics.median(pair[place] for pair in rates[1:]) for place in (0, 1))
    ratio = statistics.median(large / small for small, large in rates[1:])
    print(f"{kind:22}{len(found[0]):>10}{small:>9.0f}{len(found[1]):>12}{large:>9.0f}{ratio:>8.2f}", flush=True)
    return ratio


def print_addresses(kind: str) -> None:
    import django

    django.setup()
    print("\n".join(islice(pages.KINDS[kind](), pages.ADDRESSES)))


def main(bursts: int) -> None:
    os.environ.setdefault("SECRET_KEY", "only-for-the-benchmarks")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="newsroom-bench-")))
        sites = [Site(size, free_port()) for size in SIZES]
        for site in sites:
            os.environ |= site.environment
            manage("collectstatic", "--noinput")
            stack.enter_context(newsroom(site.port, folder / f"{site.size}.log", pages.WORKERS))
        print(f"{bursts} bursts of a second for each, medians, load {os.getloadavg()[0]:.1f}")
        print(f"{'':22}{'addresses':>10}{'small':>9}{'addresses':>12}{'large':>9}{'ratio':>8}")
        ratios = {kind: compare(kind, sites, bursts, folder) for kind in BESIDE}
    if missed := [kind for kind, goal in GOALS.items() if ratios[kind] < goal]:
        sys.exit(f"below the goal: {', '.join(missed)}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["addresses"]:
        print_addresses(sys.argv[2])
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 12)
