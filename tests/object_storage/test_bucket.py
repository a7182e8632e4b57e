"""Pictures in a bucket: what lies in it, who may read it, and how often the server is asked."""

import json
import urllib.error
import urllib.request

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from makers import make_image

pytestmark = pytest.mark.django_db
KEY = "a1b2c3d4e5f60718293a4b5c6d7e8f90"
NAME = f"renditions/a1/{KEY}/16x9-640.webp"


def asked_by_a_stranger(address):
    """Return the status and the headers that anybody gets."""
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return answer.status, answer.headers
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.headers


@pytest.fixture
def asked():
    """Return the list of what the server is asked from now on."""
    seen = []
    events = default_storage.connection.meta.client.meta.events
    events.register("before-send.s3", lambda request, **rest: seen.append(request.method) and None)
    return seen


def test_public_files_say_what_they_are_and_are_kept_for_ever(bucket):
    make_image().finish()
    files = [key for key in bucket.content() if key.startswith("renditions/")]
    types = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
    assert {key.rpartition(".")[2] for key in files} == set(types)
    for key in files:
        headers = bucket.headers(key)
        assert headers["ContentType"] == types[key.rpartition(".")[2]]
        assert headers["CacheControl"] == "public, max-age=31536000, immutable"


def test_an_original_is_nothing_to_be_shown(bucket):
    """Whatever the browser said that it is."""
    storages["originals"].save("0a1b2c", SimpleUploadedFile("x.html", b"<script>", content_type="text/html"))
    headers = bucket.headers("originals/0a1b2c")
    assert (headers["ContentType"], headers["CacheControl"]) == ("application/octet-stream", "private, no-store")


def test_strangers_read_nothing_of_a_closed_bucket(bucket):
    image = make_image()
    assert f"originals/{image.original.name}" in bucket.content()
    for key in bucket.content():
        assert asked_by_a_stranger(bucket.address(key))[0] == 403, key
        (grant,) = bucket.client.get_object_acl(Bucket=bucket.name, Key=key)["Grants"]
        assert (grant["Grantee"]["Type"], grant["Permission"]) == ("CanonicalUser", "FULL_CONTROL")
    with pytest.raises(ValueError, match="not accessible"):
        image.original.url  # noqa: B018 (asking is what is refused)


class TestReadByStrangers:
    """A bucket that its own policy opens, behind an address of its own; what was uploaded is in another."""

    @pytest.fixture
    def storage_variable(self, storage_variable):
        closed = storage_variable.rpartition("/")[2].partition("?")[0]
        opened = f"open-{closed}"[:63]
        variable = storage_variable.replace(f"/{closed}?", f"/{opened}?")
        return f"{variable}&prefix=news&public=https://cdn.example/news&originals={closed}"

    @pytest.fixture(autouse=True)
    def policy(self, bucket):
        statement = {
            "Effect": "Allow",
            "Principal": "*",
            "Action": "s3:GetObject",
            "Resource": f"arn:aws:s3:::{bucket.name}/*",
        }
        bucket.client.create_bucket(Bucket=bucket.name)
        policy = {"Version": "2012-10-17", "Statement": [statement]}
        bucket.client.put_bucket_policy(Bucket=bucket.name, Policy=json.dumps(policy))

    def test_they_find_the_pictures_and_no_original(self, bucket, storage_variable):
        image = make_image()
        assert bucket.content()
        for key in bucket.content():
            assert key.startswith(f"news/renditions/{image.key[:2]}/{image.key}/")
            status, headers = asked_by_a_stranger(bucket.address(key))
            assert (status, headers["Content-Type"]) == (200, bucket.headers(key)["ContentType"])
        closed = storage_variable.rpartition("originals=")[2]
        where = f"http://{bucket.host}/{closed}/news/originals/{image.original.name}"
        assert bucket.client.head_object(Bucket=closed, Key=f"news/originals/{image.original.name}")
        assert asked_by_a_stranger(where)[0] == 403

    def test_addresses_are_those_of_the_bucket(self, bucket):
        default_storage.save(NAME, ContentFile(b"content"))
        assert default_storage.url(NAME) == f"https://cdn.example/news/{NAME}"
        assert bucket.content() == [f"news/{NAME}"]
        # Ours go on being good: of pages that were kept, and of a site that was moved.
        assert Client().get(f"/media/{NAME}").status_code == 200


@pytest.mark.parametrize(
    ("headers", "status", "sent"),
    [
        ({}, 200, ["GET"]),
        ({"Range": "bytes=1-3"}, 206, ["GET"]),
        ({"If-None-Match": "*"}, 304, ["HEAD"]),
    ],
)
def test_a_reader_costs_the_server_one_answer(asked, headers, status, sent):
    default_storage.save(NAME, ContentFile(b"content"))
    asked.clear()
    assert Client().get(f"/media/{NAME}", headers=headers).status_code == status
    assert asked == sent


def test_what_has_no_address_costs_the_server_nothing(asked):
    assert Client().get("/media/originals/0a1b2c").status_code == 404
    assert asked == []


def test_a_file_is_stored_and_taken_away_by_one_request_each(asked):
    default_storage.save(NAME, ContentFile(bytes(20 * 1024 * 1024)))
    default_storage.delete(NAME)
    default_storage.delete(NAME)
    assert asked == ["PUT", "DELETE", "DELETE"]


def test_a_large_file_comes_back_as_it_went(bucket):
    content = bytes(range(256)) * 40_000
    storages["originals"].save("0a1b2c", ContentFile(content))
    with storages["originals"].open("0a1b2c") as file:
        assert (file.size, file.read()) == (len(content), content)
        file.seek(-3, 2)
        assert file.read() == content[-3:]


def test_it_is_ready_while_the_bucket_answers(bucket):
    assert Client().get("/readyz").json()["storage"] is True
    bucket.client.delete_bucket(Bucket=bucket.name)
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()["storage"]) == (503, False)


def test_a_bucket_that_is_gone_is_not_a_picture_that_is_gone(bucket):
    bucket.client.delete_bucket(Bucket=bucket.name)
    assert Client().get(f"/media/{NAME}").status_code == 503
