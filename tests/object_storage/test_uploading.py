"""An S3 server that stops, or says nothing any more, in the middle of an upload: told to whoever sent the picture."""

import signal
import time

import pytest
import stored
from buckets import new_bucket
from html_page import page_of
from uploading import picture, upload

from articles.models import Image
from newsroom import object_storage

pytestmark = pytest.mark.django_db
# Two attempts of five seconds, and what lies between them; drawing the picture.
LONGEST_WAIT = 12 + 3


@pytest.fixture
def storage_variable(own_server):
    return new_bucket(own_server.host)


@pytest.fixture
def after(monkeypatch):
    """Let something happen when so many files have been stored: `after(3, own_server.stop)`."""

    def arrange(most, happens):
        take, taken = object_storage.Bucket._save, []

        def save(storage, name, content):
            if len(taken) == most:
                happens()
            taken.append(name)
            return take(storage, name, content)

        monkeypatch.setattr(object_storage.Bucket, "_save", save)

    return arrange


def told(answer):
    assert answer.status_code == 200
    return " ".join(found.words for found in page_of(answer).all("ul", class_="errorlist"))


@pytest.mark.parametrize("stored_before", [0, 3])
def test_who_uploads_while_it_stops_is_told_and_nothing_is_there(
    photographer, as_user, own_server, after, stored_before
):
    after(stored_before, own_server.stop)
    answer = upload(as_user(photographer), picture(), title="المرفأ")
    assert "تعذّر حفظ الصورة" in told(answer)
    assert page_of(answer).one("input", name="title")["value"] == "المرفأ"
    assert not Image.objects.exists()


def test_who_uploads_while_it_says_nothing_is_told_soon_and_succeeds_when_it_is_back(
    photographer, as_user, silent, own_server, after, unasked
):
    browser = as_user(photographer)
    after(3, silent)
    began = time.monotonic()
    assert "تعذّر حفظ الصورة" in told(upload(browser, picture()))
    assert time.monotonic() - began < LONGEST_WAIT
    assert not Image.objects.exists()
    unasked.clear()
    own_server.process.send_signal(signal.SIGCONT)
    assert upload(browser, picture()).status_code == 302
    assert stored.public_files()
