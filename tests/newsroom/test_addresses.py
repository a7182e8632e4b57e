import pytest

from newsroom.addresses import absolute, is_ours


def test_an_address_comes_from_the_public_url_and_not_from_the_request(settings):
    settings.PUBLIC_URL = "https://news.example.org"
    assert absolute("/ar/") == "https://news.example.org/ar/"


def test_a_picture_may_have_an_address_elsewhere(settings):
    settings.PUBLIC_URL = "https://news.example.org"
    assert absolute("https://cdn.example.org/x.webp") == "https://cdn.example.org/x.webp"
    assert absolute("/media/x.webp") == "https://news.example.org/media/x.webp"


@pytest.mark.parametrize(
    ("url", "ours"),
    [
        ("https://news.example.org", True),
        ("https://news.example.org/ar/2026/11/x/?page=2#respond", True),
        ("https://NEWS.example.org/", True),
        ("http://news.example.org", False),
        ("https://news.example.org:8443", False),
        ("https://news.example.org.evil.example", False),
        ("https://evil.example/https://news.example.org", False),
        ("https://news.example.org@evil.example/", False),
        ("https://evil-news.example.org", False),
        ("null", False),
        ("", False),
        ("http://[", False),
        ("https://news.example.org:port/", False),
    ],
)
def test_only_our_own_origin_is_ours(settings, url, ours):
    settings.PUBLIC_URL = "https://news.example.org"
    assert is_ours(url) is ours
