"""An S3 server that has stopped, or takes a question and says nothing: over soon for whoever reads."""

import time

import pytest
from buckets import new_bucket
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

pytestmark = pytest.mark.django_db
NAME = "renditions/a1/a1b2c3d4e5f60718293a4b5c6d7e8f90/16x9-640.webp"
# Two attempts of two seconds and five, and what lies between them on a busy machine.
LONGEST_WAIT = 20


@pytest.fixture
def storage_variable(own_server):
    return new_bucket(own_server.host)


@pytest.mark.parametrize("headers", [{}, {"Range": "bytes=0-2"}, {"If-None-Match": "*"}])
def test_readers_are_told_to_come_back_when_it_has_stopped(own_server, headers):
    default_storage.save(NAME, ContentFile(b"content"))
    own_server.stop()
    answer = Client().get(f"/media/{NAME}", headers=headers)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (503, "no-store")


def test_a_server_that_says_nothing_keeps_nobody_waiting(silent):
    default_storage.save(NAME, ContentFile(b"content"))
    silent()
    began = time.monotonic()
    assert Client().get(f"/media/{NAME}").status_code == 503
    assert time.monotonic() - began < LONGEST_WAIT
    # Whoever comes next is not kept at all, until one has asked again.
    began = time.monotonic()
    for _reader in range(20):
        assert Client().get(f"/media/{NAME}").status_code == 503
    assert time.monotonic() - began < 2


def test_one_answer_is_enough_to_be_asked_by_all(own_server, unasked):
    default_storage.save(NAME, ContentFile(b"content"))
    own_server.stop()
    assert Client().get(f"/media/{NAME}").status_code == 503
    assert list(unasked) == [default_storage.endpoint_url]
    # The pause is over, and one asks for all.
    unasked[default_storage.endpoint_url] = time.monotonic() - 1
    own_server.start()
    new_bucket(own_server.host, default_storage.bucket_name)
    default_storage.save(NAME, ContentFile(b"content"))
    assert Client().get(f"/media/{NAME}").status_code == 200
    assert not unasked


def test_it_is_not_ready_while_the_server_says_nothing(silent):
    silent()
    began = time.monotonic()
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()["storage"]) == (503, False)
    assert time.monotonic() - began < LONGEST_WAIT
