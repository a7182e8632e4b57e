"""An nginx of the tests' and benchmarks' own: in the foreground, with every file it writes in one folder."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from postgres import free_port

DEPLOY = Path(__file__).resolve().parents[1] / "deploy"
MAIN = """
{user}
daemon off;
worker_processes 1;
pid {folder}/pid;
error_log {folder}/error.log;
events {{}}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxied;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {http}
}}
"""
OURS = "include /etc/nginx/mime.types; include {folder}/deploy/nginx.conf;"


def main(folder: object, http: str, user: str = "") -> str:
    """Return the configuration that has `http` in its block of that name; `user` as nginx writes it, or nobody."""
    return MAIN.format(folder=folder, http=http, user=user)


def configured(folder: Path, servers: list[str]) -> tuple[Path, int]:
    """Write the site's own files with places and ports of a test, before these application servers (host:port).

    Return the file to start with, and the port that readers come to.
    """
    ours, port = folder / "deploy", free_port()
    shutil.copytree(DEPLOY, ours)
    upstream = ours / "upstream.conf"
    lines = "\n".join(rf"    server {server} \1;" for server in servers)
    text, found = re.subn(r" +server 127\.0\.0\.1:8000 (.*);", lines, upstream.read_text())
    assert found == 1
    upstream.write_text(text)
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
    (folder / "main.conf").write_text(main(folder, OURS.format(folder=folder), user))
    key = ["-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem", "-subj", "/CN=news.example"]
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", *key], check=True, capture_output=True)
    return folder / "main.conf", port
