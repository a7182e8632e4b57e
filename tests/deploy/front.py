"""Our nginx configuration, running: on ports of the test's own, before a stand-in of the application."""

import http.client
import ssl
import subprocess
import threading
import time
from collections import Counter
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import nginx

from articles.views.edition import SHARED_FOR_A_SECOND


class Application(ThreadingHTTPServer):
    """Answers every address with its path and the edition of the news, as our pages are answered."""

    daemon_threads = True
    # Who sends this gets no answer: the server has died in the middle of it.
    BREAKS = b"breaks"

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answering)
        self.asked = Counter()
        self.told = {}
        self.news = "first"
        self.cache_control = SHARED_FOR_A_SECOND
        # Each question is counted here, and answered while the gate is open.
        self.arrived, self.gate = threading.Semaphore(0), threading.Event()
        self.gate.set()


class Answering(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.asked[self.path] += 1
        self.server.told[self.path] = dict(self.headers)
        self.server.arrived.release()
        assert self.server.gate.wait(60)
        body = f"{self.path} {self.server.news}".encode()
        same = self.headers["If-None-Match"] == f'"{self.server.news}"'
        self.send_response(304 if same else 200)
        self.send_header("Cache-Control", self.server.cache_control)
        self.send_header("Vary", "Accept-Encoding")
        self.send_header("ETag", f'"{self.server.news}"')
        self.send_header("Server-Timing", f"sent;desc={time.time():.3f}")
        self.send_header("Content-Length", str(0 if same else len(body)))
        self.end_headers()
        if not same:
            self.wfile.write(body)

    def do_POST(self):
        self.close_connection = self.server.BREAKS in self.rfile.read(int(self.headers["Content-Length"]))
        if not self.close_connection:
            self.do_GET()

    def log_message(self, *_args):
        """Say nothing."""


class Front:
    """A reader's way to the site: `get(path)` gives status, body and headers."""

    def __init__(self, folder, port, application):
        self.folder, self.port, self.application = folder, port, application

    def get(self, path, method="GET", body=None, **headers):
        # Whose certificate it is, nobody asks here.
        context = ssl._create_unverified_context()
        connection = http.client.HTTPSConnection("127.0.0.1", self.port, context=context, timeout=20)
        # As a browser names the host: the stranger before the site, which is the test's own, is let through by name.
        names = {"Host": "news.example", **{name.replace("_", "-"): value for name, value in headers.items()}}
        connection.request(method, path, body=body, headers=names)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, text, answer.headers


@contextmanager
def front(folder):
    """Start the stand-in and nginx before it."""
    application = Application()
    threading.Thread(target=application.serve_forever, daemon=True).start()
    file, port = nginx.configured(folder, [f"127.0.0.1:{application.server_port}"])
    checked = subprocess.run(["nginx", "-t", "-c", file], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    process = subprocess.Popen(["nginx", "-c", file], stderr=subprocess.DEVNULL)
    try:
        there = Front(folder, port, application)
        wait_until_it_listens(there, process)
        yield there
    finally:
        process.terminate()
        process.wait(20)
        application.shutdown()
        application.server_close()


def wait_until_it_listens(there, process):
    while process.poll() is None:
        try:
            there.get("/robots.txt")
        except ConnectionRefusedError:
            continue
        return
    raise AssertionError("nginx has ended")
