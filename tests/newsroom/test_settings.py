"""The settings as a process reads them: each case is a start of its own, with nothing but the variables named."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "NEWSROOM_MODE": "production",
    "SECRET_KEY": "nothing-secret-but-long-enough-and-with-many-different-signs-0123456789",
    "ALLOWED_HOSTS": "news.example.org",
    "PUBLIC_URL": "https://news.example.org",
}


def manage(tmp_path, *arguments, **variables):
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path)} | variables
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def read(tmp_path, expression, **variables):
    """Return what `expression` over the settings prints in a new process, and what it complains of."""
    code = f"from newsroom import settings as s; print(repr({expression}))"
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "PYTHONPATH": str(ROOT)} | variables
    outcome = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    return outcome.stdout.strip(), outcome.stderr


def without(name):
    return {key: value for key, value in PRODUCTION.items() if key != name}


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "PUBLIC_URL"])
def test_production_does_not_start_without(tmp_path, name):
    printed, complaint = read(tmp_path, "s.MODE", **without(name))
    assert printed == ""
    assert f"ImproperlyConfigured: {name} is not set" in complaint


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NEWSROOM_MODE", "prodution"),
        ("DEBUG", "ture"),
        ("BEHIND_PROXY", "maybe"),
        ("PORT", "80o0"),
        ("PUBLIC_URL", "http://news.example.org"),
        ("PUBLIC_URL", "news.example.org"),
        ("STORAGE_URL", "s3:/pictures"),
        ("PUBLIC_URL", "https://news.example.org:port"),
        ("DATABASE_URL", "postgress://news@db/newsroom"),
        ("CACHE_URL", "reddis://cache:6379/0"),
        ("REPLICA_URLS", "postgresql://news@db/newsroom, sqlite:///news.sqlite3"),
        ("MAIL_URL", "smpt://mail.example"),
        ("MAIL_FROM", "desk"),
        ("TRUSTED_PROXIES", "10.0.0.1/8"),
    ],
)
def test_a_typo_stops_the_start_and_names_its_variable(tmp_path, name, value):
    printed, complaint = read(tmp_path, "s.MODE", **PRODUCTION | {name: value})
    assert printed == ""
    assert f"ImproperlyConfigured: {name} is " in complaint


def test_a_database_url_with_a_typo_does_not_print_its_password(tmp_path):
    for url in ("postgresq://news:hunter2@db/newsroom", "postgresql://news:hunter2/@db:x/newsroom"):
        printed, complaint = read(tmp_path, "s.MODE", **PRODUCTION, DATABASE_URL=url)
        assert printed == ""
        assert "DATABASE_URL" in complaint
        assert "hunter2" not in complaint


def test_production_is_as_strict_as_it_is_said_to_be(tmp_path):
    names = "DEBUG, s.ALLOWED_HOSTS, s.PUBLIC_URL, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT"
    printed, _complaint = read(tmp_path, f"(s.{names}, s.SECURE_HSTS_SECONDS >= 31536000)", **PRODUCTION)
    assert printed == "(False, ['news.example.org'], 'https://news.example.org', True, True, True, True)"
    assert list(tmp_path.iterdir()) == [], "no secret is made in production"


def test_the_demo_needs_nothing_and_keeps_one_secret(tmp_path):
    expression = "(s.MODE, s.DEBUG, s.SECRET_KEY, s.PUBLIC_URL)"
    first, complaint = read(tmp_path, expression)
    assert complaint == ""
    mode, debug, secret, address = eval(first)
    assert (mode, debug, address) == ("demo", False, "http://127.0.0.1:8000")
    assert len(secret) >= 50
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0
    assert read(tmp_path, expression)[0] == first


def test_the_demo_answers_to_its_own_host_and_port(tmp_path):
    printed, _complaint = read(tmp_path, "(s.ALLOWED_HOSTS, s.PUBLIC_URL)", HOST="news.test", PORT="8123")
    assert printed == "(['localhost', '127.0.0.1', 'news.test'], 'http://news.test:8123')"


def test_debugging_is_off_unless_asked_for(tmp_path):
    assert read(tmp_path, "s.DEBUG")[0] == "False"
    assert read(tmp_path, "s.DEBUG", DEBUG="yes")[0] == "True"


def test_the_deployment_checks_are_clean_in_production(tmp_path):
    outcome = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert (outcome.returncode, outcome.stderr) == (0, "")
    assert "no issues" in outcome.stdout


def test_the_demo_is_refused_in_production(tmp_path):
    outcome = manage(tmp_path, "demo", **PRODUCTION)
    assert outcome.returncode != 0
    assert "not for production" in outcome.stderr
    assert not (tmp_path / "demo-password").exists()


def test_every_command_works_with_a_data_folder_alone(tmp_path):
    outcome = manage(tmp_path, "check")
    assert (outcome.returncode, outcome.stderr) == (0, "")


def test_mail_is_off_until_a_server_is_named(tmp_path):
    expression = "(s.MAIL_CONFIGURED, s.EMAIL_BACKEND.split('.')[4], s.EMAIL_HOST, s.EMAIL_PORT, s.DEFAULT_FROM_EMAIL)"
    assert read(tmp_path, expression)[0] == "(False, 'dummy', '', 25, '')"
    sender = {"MAIL_URL": "smtp://mail.example", "MAIL_FROM": "Newsroom <desk@news.example>"}
    printed, _complaint = read(tmp_path, expression, **sender)
    assert printed == "(True, 'smtp', 'mail.example', 587, 'Newsroom <desk@news.example>')"


def test_a_mail_server_without_a_sender_stops_the_start(tmp_path):
    printed, complaint = read(tmp_path, "s.MODE", MAIL_URL="smtp://news:hunter2@mail.example")
    assert printed == ""
    assert "MAIL_FROM is not set" in complaint
    assert "hunter2" not in complaint
