"""A kept page beside nginx serving the same bytes from a file.

    python tests/bench/page_cache.py [seconds [address …]]

One worker as `serve` starts it, the demo's most discussed article, plain and compressed; one nginx worker and wrk with
16 connections on the same machine. Both from Debian: nginx-light, wrk. DATA_DIR may name a demo that is there already.
After it, each address of another server on this machine, WordPress's say, beside the same nginx.
"""

import gzip
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import nginx  # noqa: E402 (found by the line above)
from browser.server import wait_until_alive  # noqa: E402
from postgres import free_port  # noqa: E402
from posting import cpu_of  # noqa: E402

from newsroom import server  # noqa: E402

# Short ones in turn: the machine is a fifth faster in one minute than in the next.
ROUNDS = 15
CONNECTIONS = 16
GOAL = 0.40
PAGES = """
    access_log off;
    default_type text/html;
    keepalive_requests 1000000;
    gzip_static on;
    server {{ listen 127.0.0.1:{port}; root {folder}/pages; }}
"""


def manage(*arguments: str) -> None:
    subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def most_discussed() -> str:
    """Return the address of the demo's article with most comments."""
    import django

    django.setup()
    from comments.models import Discussion

    return Discussion.objects.order_by("-approved_count").first().article.get_absolute_url()


@contextmanager
def running(command: list[str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("w") as output:
        process = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=output, start_new_session=True)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=30)


@contextmanager
def newsroom(port: int, log: Path, workers: int = 1) -> Iterator[int]:
    with running(server.command("127.0.0.1", port, workers), log) as process:
        wait_until_alive(process, f"http://127.0.0.1:{port}", log)
        yield process.pid


def fetched(address: str, encoding: str) -> tuple[bytes, str]:
    """Return the bytes of a page, and what the page cache says of them."""
    request = urllib.request.Request(address, headers={"Accept-Encoding": encoding})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return answer.read(), answer.headers.get("Cache-Status", "")


def rate(address: str, encoding: str, seconds: float, server: int, *options: str) -> tuple[float, float]:
    """Return how many pages a second wrk gets, and how many a second of the server's CPU gives.

    What other programs leave of the machine changes the first and hardly the second. An answer that is no page ends
    the benchmark.
    """
    used = -cpu_of(server)
    a_second, requests = asked_for(address, encoding, seconds, *options)
    return a_second, requests / (used + cpu_of(server))


def asked_for(address: str, encoding: str, seconds: float, *options: str) -> tuple[float, int]:
    """Return how many pages a second wrk gets, and how many in all."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds:.0f}s", "-H", f"Accept-Encoding: {encoding}"]
    told = subprocess.run([*command, *options, address], check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in told or "Socket errors" in told:
        raise SystemExit(told)
    return float(re.search(r"Requests/sec:\s+([\d.]+)", told)[1]), int(re.search(r"(\d+) requests in", told)[1])


def compare(beside: tuple[str, int], ours: tuple[str, int], name: str, goal: float, seconds: float) -> None:
    """Print pages a second of `beside`, which has that name, and of ours (address, process), and the ratio.

    By the clock and by their CPU, plain and packed.
    """
    print(f"{ROUNDS} rounds of {seconds:.0f} s, medians; goal {goal}, load {os.getloadavg()[0]:.1f}")
    print(f"{'':10}{name:>14}{'newsroom':>10}{'ratio':>7}{'by CPU: ' + name:>22}{'newsroom':>10}{'ratio':>7}")
    for encoding in ("identity", "gzip"):
        rounds = [[rate(address, encoding, seconds, pid) for address, pid in (beside, ours)] for _ in range(ROUNDS)]
        line = f"{encoding:10}"
        for kind, widths in ((0, (14, 10, 7)), (1, (22, 10, 7))):
            theirs, kept = (statistics.median(each[side][kind] for each in rounds) for side in (0, 1))
            ratio = statistics.median(each[1][kind] / each[0][kind] for each in rounds)
            line += f"{theirs:>{widths[0]}.0f}{kept:>{widths[1]}.0f}{ratio:>{widths[2]}.2f}"
        print(line, flush=True)


def compare_other(address: str, files: str, seconds: float) -> None:
    """Print pages a second of nginx and of another server, whatever its page weighs, and the ratio by the clock."""
    print(f"\n{address}\n{'':10}{'bytes':>8}{'nginx':>14}{'this':>10}{'ratio':>7}")
    for encoding in ("identity", "gzip"):
        size = len(fetched(address, encoding)[0])
        rounds = [[asked_for(each, encoding, seconds)[0] for each in (files, address)] for _ in range(ROUNDS)]
        of_nginx, its = (statistics.median(each[side] for each in rounds) for side in (0, 1))
        ratio = statistics.median(each[1] / each[0] for each in rounds)
        print(f"{encoding:10}{size:>8}{of_nginx:>14.0f}{its:>10.0f}{ratio:>7.2f}", flush=True)


def main(seconds: float, others: list[str]) -> None:
    folder = Path(tempfile.mkdtemp(prefix="newsroom-bench-"))
    os.environ.setdefault("DATA_DIR", str(folder / "data"))
    Path(os.environ["DATA_DIR"]).mkdir(exist_ok=True)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    manage("migrate")
    manage("collectstatic", "--noinput")
    manage("demo")
    path = most_discussed()
    nginx_port, port = free_port(), free_port()
    (folder / "pages").mkdir()
    (folder / "pages/healthz").touch()
    (folder / "nginx.conf").write_text(nginx.main(folder, PAGES.format(folder=folder, port=nginx_port)))
    # Its worker is nobody.
    folder.chmod(0o755)
    try:
        with (
            newsroom(port, folder / "newsroom.log") as server,
            running(["nginx", "-c", str(folder / "nginx.conf")], folder / "nginx.log") as front,
        ):
            ours, files = f"http://127.0.0.1:{port}{path}", f"http://127.0.0.1:{nginx_port}/page.html"
            page, _status = fetched(ours, "identity")
            packed, status = fetched(ours, "gzip")
            assert "hit" in status
            assert gzip.decompress(packed) == page
            (folder / "pages/page.html").write_bytes(page)
            (folder / "pages/page.html.gz").write_bytes(packed)
            wait_until_alive(front, f"http://127.0.0.1:{nginx_port}", folder / "nginx.log")
            assert fetched(files, "gzip")[0] == packed
            comments = page.count(b'id="comment-')
            print(f"{len(page)} bytes, {len(packed)} compressed, {comments} comments")
            compare((files, front.pid), (ours, server), "nginx", GOAL, seconds)
            print(f"memory of the worker: {memory_of(server)} MB")
            for address in others:
                compare_other(address, files, seconds)
    finally:
        shutil.rmtree(folder)


def memory_of(server: int) -> int:
    """Return the resident memory of the server's first worker in MB."""
    children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    told = Path(f"/proc/{children[0]}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", told)[1]) // 1024


if __name__ == "__main__":
    main(float(sys.argv[1]) if sys.argv[1:] else 5, sys.argv[2:])
