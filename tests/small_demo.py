"""The demo without what takes long: some of its stories, and one small picture for all drawings."""

from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from io import StringIO

import pytest
from django.core.management import call_command
from makers import picture_file

from newsroom.demo import newsdesk, pictures


def keep_stories(monkeypatch: pytest.MonkeyPatch, keys: Collection[str], *, comments: bool = True) -> None:
    """Let the demo have the stories of `keys` alone, so that a load takes a second."""
    without = {} if comments else {"comments": []}
    kept = {key: story | without for key, story in newsdesk.stories().items() if key in keys}
    monkeypatch.setattr(newsdesk, "stories", lambda: kept)
    monkeypatch.setattr(newsdesk, "ProcessPoolExecutor", ThreadPoolExecutor)
    monkeypatch.setattr(pictures, "scene_file", lambda key, scene, hour: picture_file(size=(64, 43)))
    monkeypatch.setattr(pictures, "portrait_file", lambda key, look: picture_file(size=(64, 43)))


def load(monkeypatch: pytest.MonkeyPatch, password: str = "the demo's password") -> str:
    """Load it as its command does; return what that says."""
    monkeypatch.setenv("DEMO_PASSWORD", password)
    out = StringIO()
    call_command("demo", stdout=out)
    return out.getvalue()
