"""A server that has begun to answer compiles the rest of its templates, and lets the collector leave them alone."""

import gc
from collections.abc import Iterator

import pytest
from django.template import engines
from jinja2 import DictLoader

from newsroom import languages
from newsroom.folded_texts import EditionEnvironment
from newsroom.getting_ready import get_ready


@pytest.fixture
def editions(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, EditionEnvironment]]:
    """Two editions of three templates, one of which is broken, in place of the site's."""
    texts = {"a.html": "{{ one }}", "broken.html": "{% if %}", "c.html": "{{ three }}"}
    made = {code: EditionEnvironment(loader=DictLoader(texts)) for code in languages.CODES}
    monkeypatch.setattr(engines["pages"], "editions", made)
    before = gc.get_threshold()
    yield made
    gc.unfreeze()
    gc.set_threshold(*before)


def test_every_template_that_can_be_is_compiled_and_the_broken_one_is_told_of(editions, caplog):
    get_ready()
    for edition in editions.values():
        assert {template.name for template in edition.cache.values()} == {"a.html", "c.html"}
    assert [record.args for record in caplog.records] == [("broken.html",)] * len(languages.CODES)


def test_the_collector_leaves_alone_what_is_loaded(editions):
    gc.unfreeze()
    get_ready()
    assert gc.get_freeze_count() > 10_000
    assert gc.get_threshold()[0] > 10_000
