"""An nginx of the tests' and benchmarks' own: in the foreground, with every file it writes in one folder."""

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


def main(folder: object, http: str, user: str = "") -> str:
    """Return the configuration that has `http` in its block of that name; `user` as nginx writes it, or nobody."""
    return MAIN.format(folder=folder, http=http, user=user)
