"""What of other sites may stand in a text: which addresses, and where their players are loaded from."""

import re
from urllib.parse import urlsplit

import pytest
from django.utils import translation
from examples import examples
from html_page import page_of
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.body import render_body
from newsroom import content_security, embeds
from newsroom.embeds import PLAYER_ORIGINS, PROVIDERS, embed_at
from newsroom.sanitize import clean_article

TUBE = "https://www.youtube.com/watch?v=aqz-KE-bpKQ"
TUBE_PLAYER = "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?autoplay=1"
TRACK_PLAYER = "https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/radio/news-at-8&auto_play=true"
ALLOWED = {
    TUBE: (TUBE, TUBE_PLAYER),
    "https://youtube.com/watch?app=desktop&v=aqz-KE-bpKQ&t=31s": (TUBE, TUBE_PLAYER),
    "https://m.youtube.com/watch?v=aqz-KE-bpKQ#a": (TUBE, TUBE_PLAYER),
    "https://youtu.be/aqz-KE-bpKQ": (TUBE, TUBE_PLAYER),
    "https://youtu.be/aqz-KE-bpKQ?si=aBc_1&t=4": (TUBE, TUBE_PLAYER),
    "https://www.youtube.com/shorts/aqz-KE-bpKQ": (TUBE, TUBE_PLAYER),
    "https://www.youtube.com/live/aqz-KE-bpKQ?feature=share": (TUBE, TUBE_PLAYER),
    "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ": (TUBE, TUBE_PLAYER),
    "https://www.youtube.com/playlist?list=PLabc_DEF-123": (
        "https://www.youtube.com/playlist?list=PLabc_DEF-123",
        "https://www.youtube-nocookie.com/embed/videoseries?list=PLabc_DEF-123&autoplay=1",
    ),
    **dict.fromkeys(
        [
            "https://www.youtube.com/embed/videoseries?list=PLabc_DEF-123",
            "https://www.youtube-nocookie.com/embed/videoseries?si=aBc_1&list=PLabc_DEF-123",
        ],
        (
            "https://www.youtube.com/playlist?list=PLabc_DEF-123",
            "https://www.youtube-nocookie.com/embed/videoseries?list=PLabc_DEF-123&autoplay=1",
        ),
    ),
    "https://vimeo.com/76979871": ("https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871?autoplay=1&dnt=1"),
    "https://vimeo.com/channels/staffpicks/76979871": (
        "https://vimeo.com/76979871",
        "https://player.vimeo.com/video/76979871?autoplay=1&dnt=1",
    ),
    "https://vimeo.com/76979871/8272103f6e": (
        "https://vimeo.com/76979871/8272103f6e",
        "https://player.vimeo.com/video/76979871?h=8272103f6e&autoplay=1&dnt=1",
    ),
    "https://soundcloud.com/radio/news-at-8?utm_source=clipboard": (
        "https://soundcloud.com/radio/news-at-8",
        TRACK_PLAYER,
    ),
    "https://www.dailymotion.com/video/x8abcd1_a-title": (
        "https://www.dailymotion.com/video/x8abcd1",
        "https://geo.dailymotion.com/player.html?video=x8abcd1",
    ),
    "https://dai.ly/x8abcd1": (
        "https://www.dailymotion.com/video/x8abcd1",
        "https://geo.dailymotion.com/player.html?video=x8abcd1",
    ),
    "https://www.facebook.com/some.page/videos/1234567890/": (
        "https://www.facebook.com/watch/?v=1234567890",
        "https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2Fwatch%2F%3Fv%3D1234567890"
        "&show_text=false&autoplay=true",
    ),
    "https://twitter.com/UN/status/1460323737035677698?s=20": ("https://x.com/UN/status/1460323737035677698", ""),
    "https://x.com/UN/status/1460323737035677698/photo/1": ("https://x.com/UN/status/1460323737035677698", ""),
    "https://t.me/s/telegram/83": ("https://t.me/telegram/83", ""),
}  # fmt: skip
REFUSED = [
    "",
    "youtube",
    "http://www.youtube.com/watch?v=aqz-KE-bpKQ",
    "HTTPS://www.youtube.com/watch?v=aqz-KE-bpKQ",
    "//www.youtube.com/watch?v=aqz-KE-bpKQ",
    "javascript:alert(1)//https://youtu.be/aqz-KE-bpKQ",
    "https://www.youtube.com.evil.example/watch?v=aqz-KE-bpKQ",
    "https://evil.example/https://youtu.be/aqz-KE-bpKQ",
    "https://wwwxyoutube.com/watch?v=aqz-KE-bpKQ",
    "https://yоutube.com/watch?v=aqz-KE-bpKQ",  # a Cyrillic o
    "https://user@www.youtube.com/watch?v=aqz-KE-bpKQ",
    "https://www.youtube.com@evil.example/watch?v=aqz-KE-bpKQ",
    "https://www.youtube.com:443/watch?v=aqz-KE-bpKQ",
    "https://www.youtube.com./watch?v=aqz-KE-bpKQ",
    "https://www.youtube.com\\@evil.example/watch?v=aqz-KE-bpKQ",
    "https://www.youtube.com/@channel",
    "https://www.youtube.com/embed/videoseries",
    "https://www.youtube.com/embed/live_stream?channel=UCabc_DEF-123",
    "https://www.youtube-nocookie.com/embed/live_stream?channel=UCabc_DEF-123",
    "https://www.youtube.com/watch?v=videoseries",
    "https://www.youtube.com/redirect?q=https://evil.example&v=aqz-KE-bpKQ",
    "https://www.youtube.com/watch?v=short",
    "https://www.youtube.com/watch?v=aqz-KE-bpKQx",
    "https://www.youtube.com/watch?v=aqz-KE-bpKQ\n",
    " https://www.youtube.com/watch?v=aqz-KE-bpKQ",
    'https://youtu.be/aqz-KE-bpKQ?"onload=alert(1)',
    "https://youtu.be/aqz-KE-bpKQ/../../x?<b>",
    "https://youtu.be/" + "a" * 5000,
    "https://vimeo.com/about",
    "https://vimeo.com/١٢٣",
    "https://soundcloud.com/radio",
    "https://soundcloud.com/radio/../x",
    "https://on.soundcloud.com/abc",
    "https://www.dailymotion.com/signin",
    "https://www.facebook.com/login/?next=videos/1",
    "https://x.com/UN",
    "https://t.me/c/1234567/8",
    "https://t.me/joinchat/abc",
    "https://www.instagram.com/p/Cabc/",
]


@pytest.mark.parametrize("address", ALLOWED)
def test_an_address_as_a_provider_gives_it_leads_to_its_page_and_its_player(address):
    found = embed_at(address)
    assert found
    assert (found.page, found.player) == ALLOWED[address]


@pytest.mark.parametrize("address", REFUSED)
def test_every_other_address_is_refused(address):
    assert embed_at(address) is None


@given(st.one_of([st.from_regex(row.pattern, fullmatch=True) for row in PROVIDERS]))
@settings(max_examples=examples(300))
def test_whatever_fits_leads_to_the_hosts_of_the_table_and_stays_where_it_is(address):
    found = embed_at(address)
    assert found
    hosts = {urlsplit(row.page).netloc for row in PROVIDERS}
    assert urlsplit(found.page)[:2] in {("https", host) for host in hosts}
    if found.player:
        parts = urlsplit(found.player)
        assert f"{parts.scheme}://{parts.netloc}" in PLAYER_ORIGINS
    for address_of_ours in (found.page, found.player):
        assert re.fullmatch(r"[A-Za-z0-9:/?&=%._-]*", address_of_ours)
    # The page is itself an address of the same thing.
    assert embed_at(found.page) == found
    figure = f'<figure data-embed="{address.replace("&", "&amp;")}"></figure>'
    assert clean_article(figure) == figure


@given(st.text(max_size=60), st.sampled_from([row.page for row in PROVIDERS]), st.integers(0, 60))
@settings(max_examples=examples(300))
def test_what_is_put_into_an_address_never_leads_elsewhere(text, page, place):
    address = page.replace("{}", "aqz-KE-bpKQ")
    found = embed_at(address[:place] + text + address[place:])
    if found and found.player:
        parts = urlsplit(found.player)
        assert f"{parts.scheme}://{parts.netloc}" in PLAYER_ORIGINS


@pytest.mark.parametrize("row", PROVIDERS, ids=lambda row: row.page)
def test_its_pattern_means_the_same_in_the_editors_language(row):
    """JavaScript reads it as well, where \\w and \\d are narrower, and \\A, \\Z and named groups unknown."""
    assert not re.search(r"\\[wdsbAZ]|\(\?[^:!]", row.pattern)


def test_a_page_may_show_the_frames_of_the_players_and_no_other():
    policy = dict(part.split(" ", 1) for part in content_security.PUBLIC_POLICY.split("; "))
    assert policy["frame-src"].split() == [
        "https://geo.dailymotion.com",
        "https://player.vimeo.com",
        "https://w.soundcloud.com",
        "https://www.facebook.com",
        "https://www.youtube-nocookie.com",
    ]
    assert policy["script-src"] == "'self'"
    assert "frame-src" not in content_security.staff_policy()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Video on YouTube", "Play the video", "until you ask for it", "Open it on YouTube"]),
        ("ar", ["فيديو على يوتيوب", "شغّل الفيديو", "قبل أن تطلبه", "افتحه على يوتيوب"]),
    ],
)
def test_readers_get_a_card_that_loads_nothing(language, words):
    body = f'<figure data-embed="{TUBE}&amp;t=1"><figcaption>A <em>caption</em></figcaption></figure>'
    page = page_of(render_body(clean_article(body), language))
    card = page.one("embed-card")
    assert card["data-player"] == TUBE_PLAYER
    assert all(text in card.text for text in words)
    assert "hidden" in card.one("button").attributes
    link = card.one("a")
    assert (link["href"], link["rel"]) == (TUBE, "noopener noreferrer")
    assert "target" not in link.attributes
    assert page.one("figcaption").text == "A caption"
    assert not page.all("iframe") + page.all("script") + page.all("img")


def test_a_post_is_a_link_to_its_own_page():
    page = page_of(render_body('<figure data-embed="https://twitter.com/UN/status/12"></figure>', "en"))
    assert "Post on X" in page.text
    assert page.one("a")["href"] == "https://x.com/UN/status/12"
    assert not page.all("embed-card") + page.all("button") + page.all("figcaption")


def test_a_recording_is_called_one():
    page = page_of(render_body('<figure data-embed="https://soundcloud.com/radio/news-at-8"></figure>', "en"))
    assert page.one("embed-card")["data-player"] == TRACK_PLAYER
    assert page.one("button").text.strip() == "Play the recording"


def test_the_sanitiser_drops_what_is_refused_and_the_form_can_name_it():
    bad, good = "https://evil.example/a&b", "https://youtu.be/aqz-KE-bpKQ"
    html = f'<figure data-embed="{bad.replace("&", "&amp;")}"></figure><figure data-embed="{good}"></figure><figure>'
    assert clean_article(html) == f'<figure></figure><figure data-embed="{good}"></figure><figure></figure>'
    assert embeds.refused(html) == [bad]
    with translation.override("ar"):
        said = embeds.refusal(bad)
    assert bad in said
    assert all(name in said for name in ("يوتيوب", "فيميو", "ساوند كلاود", "ديلي موشن", "فيسبوك", "إكس", "تيليغرام"))
