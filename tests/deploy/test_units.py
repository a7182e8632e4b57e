"""What systemd says of our units, where it is there to be asked."""

import subprocess
import sys
from pathlib import Path

import pytest

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
UNITS = sorted(file.name for file in DEPLOY.glob("*.service"))
THERE = "/srv/newsroom/app/.venv/bin/python"


@pytest.mark.parametrize("name", UNITS)
def test_systemd_understands_the_unit(tmp_path, name):
    unit = tmp_path / name
    unit.write_text((DEPLOY / name).read_text().replace(THERE, sys.executable))
    said = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)
    assert (said.returncode, said.stderr) == (0, "")


@pytest.mark.parametrize("name", UNITS)
def test_a_broken_into_process_finds_little(tmp_path, name):
    """Of 10, which is a process that may do anything; systemd calls up to 2 well."""
    command = ["systemd-analyze", "security", "--offline=true", "--threshold=20", "--no-pager", DEPLOY / name]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout.splitlines()[-1]
