"""The container files name what there is: variables that the settings read, files that are in the repository."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = (ROOT / "deploy/compose.yaml").read_text()
IMAGE = (ROOT / "deploy/Containerfile").read_text()
UNITS = [file.read_text() for file in sorted((ROOT / "deploy").glob("*.service"))]
READ = set(re.findall(r'environment\.\w+\(\s*"([A-Z_]+)"', (ROOT / "newsroom/settings.py").read_text()))
READ |= set(re.findall(r'storages\("([A-Z_]+)"', (ROOT / "newsroom/settings.py").read_text()))


def variables(text, start, pattern):
    return set(re.findall(pattern, text[text.index(start) :].split("\n\n")[0], re.MULTILINE))


def test_compose_sets_what_the_settings_read():
    given = variables(COMPOSE, "environment: &variables", r"^    ([A-Z_]+):")
    assert {"SECRET_KEY", "ALLOWED_HOSTS", "PUBLIC_URL", "DATABASE_URL", "TRUSTED_PROXIES"} <= given
    assert given <= READ


def test_the_image_sets_what_the_settings_read():
    given = variables(IMAGE, "ENV ", r"\b([A-Z][A-Z_]+)=")
    assert given - {"PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE"} <= READ
    assert "NEWSROOM_MODE=production" in IMAGE


def test_compose_has_the_parts_of_a_site():
    services = COMPOSE[COMPOSE.index("\nservices:") : COMPOSE.index("\nconfigs:")]
    assert re.findall(r"^  (\w+):$", services, re.MULTILINE) == ["application", "due", "postgres", "valkey", "nginx"]


@pytest.mark.parametrize("copied", re.findall(r"^COPY (.+) \S+$", IMAGE, re.MULTILINE))
def test_what_the_image_copies_is_there(copied):
    assert [name for name in copied.split() if not (ROOT / name).exists()] == []


def test_the_image_copies_all_that_runs():
    copied = re.findall(r"^COPY (\w+) \w+$", IMAGE, re.MULTILINE)
    assert {"newsroom", "articles", "comments", "templates", "static"} == set(copied)


@pytest.mark.parametrize("command", re.findall(r'\["python", "manage.py", "(\w+)"', COMPOSE + IMAGE))
def test_what_containers_and_units_start_is_a_command_of_ours(command):
    assert (ROOT / f"newsroom/management/commands/{command}.py").exists()
    assert [unit for unit in UNITS if f"manage.py {command}" in unit]
