"""How the application server is started, by `serve` and by what tests and measures it."""

import sys

# Of each worker, so that one who uploads a picture holds nobody up. Every further one takes its turn at Python's lock,
# also for the pages that are given from memory: with four a worker gives a tenth fewer of them than with two, and of
# pages made anew no more. Who has processors to spare starts more workers.
THREADS = 2


def command(host: str, port: int | str, workers: int) -> list[str]:
    arguments = ["--interface", "wsgi", "--host", host, "--port", str(port), "--workers", str(workers)]
    arguments += ["--blocking-threads", str(THREADS), "--no-ws", "--log-level", "warning", "newsroom.wsgi:application"]
    return [sys.executable, "-m", "granian", *arguments]
