"""Fills the rehearsal's database with the demo newsroom, its pictures small: a program of its own, in Django."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

import django  # noqa: E402 (the lines above say where it finds the site)

django.setup()

import pytest  # noqa: E402
from django.core.management import call_command  # noqa: E402
from small_demo import keep_stories, load  # noqa: E402

from articles.models import Image  # noqa: E402
from newsroom.demo import work  # noqa: E402

# Those that the desks work on: a third of the demo.
rows = [row for part in ("articles", "pins") for row in work.content()[part]]
keys = {row[name] for row in rows for name in ("story", "picture") if name in row}

call_command("migrate", verbosity=0)
with pytest.MonkeyPatch.context() as patch:
    keep_stories(patch, keys)
    load(patch, os.environ["DEMO_PASSWORD"])
# What due work would do in its first minute, so that every file which comes later is of somebody's picture.
while Image.objects.finish():
    pass
