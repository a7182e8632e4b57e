"""A page behind our nginx, one second old at most, beside an nginx that keeps the same bytes from a file.

`python tests/bench/behind_nginx.py [seconds]`: deploy/nginx.conf as it is before one application server, and the least
that keeps a file (`proxy_cache`, ten minutes, no log, no limits), which gives the same headers with it; both with TLS
and one worker, wrk with 16 connections on the same machine. From Debian: nginx-light, openssl, wrk. DATA_DIR may name a
demo that is there already.
"""

import os
import ssl
import sys
import tempfile
import urllib.request
from contextlib import ExitStack
from pathlib import Path

import page_cache
from page_cache import compare, fetched, manage, most_discussed, newsroom, running

sys.path[:0] = [str(page_cache.ROOT / "tests")]

import nginx  # noqa: E402 (found by the line above)
from browser.server import wait_until_alive  # noqa: E402
from postgres import free_port  # noqa: E402

GOAL = 0.95
LEAST = """
    access_log off;
    default_type text/html;
    keepalive_requests 1000000;
    proxy_cache_path {folder}/least/kept keys_zone=kept:1m;
    upstream file {{ server 127.0.0.1:{file_port}; keepalive 4; }}
    server {{ listen 127.0.0.1:{file_port}; root {folder}/pages; gzip_static on; {headers} }}
    server {{ listen 127.0.0.1:{plain_port}; root {folder}/pages; }}
    server {{
        listen 127.0.0.1:{port} ssl http2;
        ssl_certificate {folder}/fullchain.pem;
        ssl_certificate_key {folder}/privkey.pem;
        ssl_protocols TLSv1.2 TLSv1.3;
        ssl_session_cache shared:tls:10m;
        location / {{
            proxy_pass http://file;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_set_header Accept-Encoding $http_accept_encoding;
            proxy_cache kept;
            proxy_cache_key "$uri $http_accept_encoding";
            proxy_cache_valid 200 10m;
            proxy_ignore_headers Cache-Control Vary;
        }}
    }}
"""
# What nginx says itself of a file.
OF_A_FILE = {"connection", "content-length", "content-type", "date", "etag", "last-modified", "server"}


def headers_of(address: str) -> str:
    """Return, as nginx.conf wants them, the headers that our page has and a file has not: they are sent as well."""
    with urllib.request.urlopen(address, timeout=30) as answer:
        told = [header for header in answer.getheaders() if header[0].lower() not in OF_A_FILE]
    return " ".join(f'add_header {name} "{value}";' for name, value in told)


def trust_the_certificate_of_this_run() -> None:
    careless = ssl.create_default_context()
    careless.check_hostname, careless.verify_mode = False, ssl.CERT_NONE
    urllib.request.install_opener(urllib.request.build_opener(urllib.request.HTTPSHandler(context=careless)))


def main(seconds: float) -> None:
    folder = Path(tempfile.mkdtemp(prefix="newsroom-bench-"))
    folder.chmod(0o755)
    os.environ |= {"BEHIND_PROXY": "true", "TRUSTED_PROXIES": "127.0.0.1", "ALLOWED_HOSTS": "127.0.0.1"}
    os.environ.setdefault("DATA_DIR", str(folder / "data"))
    Path(os.environ["DATA_DIR"]).mkdir(exist_ok=True)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    for command in (["migrate"], ["collectstatic", "--noinput"], ["demo"]):
        manage(*command)
    path = most_discussed()
    port, file_port, plain_port, least_port = (free_port() for _ in range(4))
    main_file, ours_port = nginx.configured(folder, [f"127.0.0.1:{port}"])
    ports = {"file_port": file_port, "plain_port": plain_port, "port": least_port}
    (folder / "pages").mkdir()
    (folder / "least").mkdir()
    (folder / "pages/healthz").touch()
    trust_the_certificate_of_this_run()
    with ExitStack() as stack:
        stack.enter_context(newsroom(port, folder / "newsroom.log"))
        front = stack.enter_context(running(["nginx", "-c", str(main_file)], folder / "nginx.log"))
        ours = f"https://127.0.0.1:{ours_port}{path}"
        wait_until_alive(front, f"https://127.0.0.1:{ours_port}", folder / "nginx.log")
        page, packed = fetched(ours, "identity")[0], fetched(ours, "gzip")[0]
        least_file = LEAST.format(folder=folder, headers=headers_of(ours), **ports)
        (folder / "least.conf").write_text(nginx.main(folder / "least", least_file))
        (folder / "pages/page.html").write_bytes(page)
        (folder / "pages/page.html.gz").write_bytes(packed)
        beside = stack.enter_context(running(["nginx", "-c", str(folder / "least.conf")], folder / "least.log"))
        least = f"https://127.0.0.1:{least_port}/page.html"
        wait_until_alive(beside, f"http://127.0.0.1:{plain_port}", folder / "least.log")
        assert [fetched(least, encoding)[0] for encoding in ("identity", "gzip")] == [page, packed]
        print(f"{len(page)} bytes, {len(packed)} compressed")
        compare((least, beside.pid), (ours, front.pid), "a file, kept", GOAL, seconds)


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 10)
