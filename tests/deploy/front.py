"""Our nginx configuration, running: on ports of the test's own, before a stand-in of the application."""

import http.client
import os
import re
import shutil
import ssl
import subprocess
import threading
from collections import Counter
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import nginx
from postgres import free_port

from articles.views.edition import SHARED_FOR_A_SECOND

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
HTTP = "include /etc/nginx/mime.types; include {folder}/deploy/nginx.conf;"


class Application(ThreadingHTTPServer):
    """Answers every address with its path and the edition of the news, as our pages are answered."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answering)
        self.asked = Counter()
        self.told = {}
        self.news = "first"
        self.cache_control = SHARED_FOR_A_SECOND


class Answering(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.asked[self.path] += 1
        self.server.told[self.path] = dict(self.headers)
        body = f"{self.path} {self.server.news}".encode()
        same = self.headers["If-None-Match"] == f'"{self.server.news}"'
        self.send_response(304 if same else 200)
        self.send_header("Cache-Control", self.server.cache_control)
        self.send_header("Vary", "Accept-Encoding")
        self.send_header("ETag", f'"{self.server.news}"')
        self.send_header("Content-Length", str(0 if same else len(body)))
        self.end_headers()
        if not same:
            self.wfile.write(body)

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
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


def configured(folder, upstream):
    """Write our files with the places and ports of this test; return the file to start with, and the port."""
    ours, port = folder / "deploy", free_port()
    shutil.copytree(DEPLOY, ours)
    (ours / "upstream.conf").write_text(f"upstream newsroom {{ server 127.0.0.1:{upstream}; keepalive 8; }}")
    text = (ours / "nginx.conf").read_text()
    text = re.sub(r"listen \[::\].*\n", "", text)
    # Strangers are turned away by the name of the host, which a test by address has none of.
    text = re.sub(r"server \{[^{}]*ssl_reject_handshake on;\s*\}", "", text)
    for place, here in {
        "listen 80 ": f"listen 127.0.0.1:{free_port()} ",
        "listen 443 ": f"listen 127.0.0.1:{port} ",
        "/etc/letsencrypt/live/news.example": str(folder),
        "/var/lib/newsroom": f"{folder}/data",
        "/var/cache/nginx": str(folder),
        "/var/log/nginx": str(folder),
    }.items():
        assert place in text
        text = text.replace(place, here)
    (ours / "nginx.conf").write_text(text)
    for file in ours.glob("*.conf"):
        file.write_text(file.read_text().replace("/srv/newsroom/", f"{folder}/"))
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "main.conf").write_text(nginx.main(folder, HTTP.format(folder=folder), user))
    key = ["-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem", "-subj", "/CN=news.example"]
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", *key], check=True, capture_output=True)
    return folder / "main.conf", port


@contextmanager
def front(folder):
    """Start the stand-in and nginx before it."""
    application = Application()
    threading.Thread(target=application.serve_forever, daemon=True).start()
    file, port = configured(folder, application.server_port)
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
