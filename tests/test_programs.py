"""What is started by its path, and not by pytest, finds all that it imports."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROGRAMS = [
    "looks.py",
    "rehearsal/rehearse.py",
    *(f"bench/{file.name}" for file in (ROOT / "tests/bench").glob("*.py")),
]
# As Python does for a program, of which it runs no more here than what stands outside `if __name__ == "__main__"`.
FOUND = "import runpy, sys; sys.path[0] = sys.argv[2]; runpy.run_path(sys.argv[1], run_name='found')"


@pytest.mark.parametrize("program", sorted(PROGRAMS))
def test_a_program_finds_what_it_imports(program, tmp_path):
    file = ROOT / "tests" / program
    variables = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "SECRET_KEY": "only-for-the-test-suite"}
    command = [sys.executable, "-c", FOUND, str(file), str(file.parent)]
    ended = subprocess.run(command, cwd=tmp_path, env=variables, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
