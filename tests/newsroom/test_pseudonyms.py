"""What stands for an address: the same each time, nothing to anybody without the secret."""

import base64
import hashlib
import hmac
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.pseudonyms import mail_pseudonym, pseudonym

ADDRESS = "leila@example.org"


def test_the_same_value_has_the_same_pseudonym_and_another_another():
    assert pseudonym("email", ADDRESS) == pseudonym("email", ADDRESS)
    assert pseudonym("email", ADDRESS) != pseudonym("email", f"x{ADDRESS}")


def test_it_is_thirty_two_hexadecimal_digits():
    assert re.fullmatch(r"[0-9a-f]{32}", pseudonym("email", ADDRESS))


def test_of_two_kinds_one_value_has_two():
    assert len({pseudonym(kind, "203.0.113.0/24") for kind in ("network", "client", "device", "email")}) == 4


@pytest.mark.parametrize("kind", ["email", "device", "network"])
def test_nothing_is_nobody(kind):
    assert pseudonym(kind, "") == ""
    assert mail_pseudonym("  ") == ""


def test_another_secret_makes_others(settings):
    before = pseudonym("email", ADDRESS)
    settings.SECRET_KEY = "another secret of the test suite"
    assert pseudonym("email", ADDRESS) != before


@pytest.mark.parametrize("spelling", ["Leila@Example.ORG", " leila@example.org ", "LEILA@EXAMPLE.ORG"])
def test_a_mail_address_is_one_however_it_is_typed(spelling):
    assert mail_pseudonym(spelling) == mail_pseudonym(ADDRESS)


def test_it_is_no_hash_that_others_could_compute(settings):
    """Nor an HMAC under the secret itself, which signs other things."""
    found = pseudonym("email", ADDRESS)
    for text in (ADDRESS, f"email:{ADDRESS}"):
        for algorithm in ("md5", "sha1", "sha256", "sha512"):
            digest = hashlib.new(algorithm, text.encode())
            assert found not in digest.hexdigest()
            keyed = hmac.new(settings.SECRET_KEY.encode(), text.encode(), algorithm)
            assert found not in keyed.hexdigest()
        assert found not in base64.b16encode(text.encode()).decode().lower()


@given(st.text(min_size=1), st.text(min_size=1))
def test_any_text_has_one_and_two_texts_have_two(first, second):
    assert (pseudonym("x", first) == pseudonym("x", second)) == (first == second)
