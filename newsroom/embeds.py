"""Which addresses of other sites may stand in a text, and which player of theirs a reader may ask for.

A provider has a player here where it documents a plain iframe for it. X and Telegram document a script only, so that
theirs is a link; Instagram is left out for the same reason. None of their scripts ever runs on our pages.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urlsplit

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from newsroom.plain_text import isolated

VIDEO, AUDIO, POST = "video", "audio", "post"

# The same in Python and in JavaScript, which reads these too: no \w, no \d, no named groups.
QUERY = r"[A-Za-z0-9._~%=&+:@/?!$(),;*-]{0,300}"
REST = rf"/?(?:[?#]{QUERY})?"
YOUTUBE = r"https://(?:www\.|m\.|music\.)?youtube\.com"
# Two words of the player are as long as an id.
VIDEO_ID = "(?!videoseries|live_stream)[A-Za-z0-9_-]{11}"
NUMBER = "[0-9]{1,20}"
WORD = "[A-Za-z0-9_-]{1,100}"


@dataclass(frozen=True)
class Provider:
    """One kind of address: what it looks like, the page it stands for, and the player, if there is one.

    What the groups of `pattern` find goes into the braces of `page` and `player`.
    """

    name: Promise
    kind: str
    pattern: str
    page: str
    player: str = ""


@dataclass(frozen=True)
class Embed:
    """What an address in a text leads to: `page` is the provider's own, `player` is empty where it has none."""

    provider: Promise
    kind: str
    page: str
    player: str


# The first that fits is the one.
PROVIDERS = (
    Provider(
        pgettext_lazy("provider", "YouTube"),
        VIDEO,
        rf"(?:{YOUTUBE}/(?:watch\?(?:{QUERY}&)?v=|shorts/|live/|embed/)|https://youtu\.be/"
        rf"|https://www\.youtube-nocookie\.com/embed/)({VIDEO_ID})(?:[&/?#]{QUERY})?",
        "https://www.youtube.com/watch?v={}",
        "https://www.youtube-nocookie.com/embed/{}?autoplay=1",
    ),
    Provider(
        pgettext_lazy("provider", "YouTube"),
        VIDEO,
        rf"(?:{YOUTUBE}/(?:playlist|embed/videoseries)|https://www\.youtube-nocookie\.com/embed/videoseries)"
        rf"\?(?:{QUERY}&)?list=([A-Za-z0-9_-]{{10,64}})(?:[&#]{QUERY})?",
        "https://www.youtube.com/playlist?list={}",
        "https://www.youtube-nocookie.com/embed/videoseries?list={}&autoplay=1",
    ),
    Provider(
        pgettext_lazy("provider", "Vimeo"),
        VIDEO,
        rf"https://(?:(?:www\.)?vimeo\.com/(?:channels/{WORD}/|groups/{WORD}/videos/)?|player\.vimeo\.com/video/)"
        rf"({NUMBER}){REST}",
        "https://vimeo.com/{}",
        "https://player.vimeo.com/video/{}?autoplay=1&dnt=1",
    ),
    # An unlisted one: it plays with its second number only.
    Provider(
        pgettext_lazy("provider", "Vimeo"),
        VIDEO,
        rf"https://(?:www\.)?vimeo\.com/({NUMBER})/([0-9a-f]{{6,20}}){REST}",
        "https://vimeo.com/{}/{}",
        "https://player.vimeo.com/video/{}?h={}&autoplay=1&dnt=1",
    ),
    Provider(
        pgettext_lazy("provider", "SoundCloud"),
        AUDIO,
        rf"https://(?:www\.|m\.)?soundcloud\.com/({WORD}/(?:sets/)?{WORD}(?:/s-[A-Za-z0-9]{{1,20}})?){REST}",
        "https://soundcloud.com/{}",
        "https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/{}&auto_play=true",
    ),
    Provider(
        pgettext_lazy("provider", "Dailymotion"),
        VIDEO,
        rf"https://(?:(?:www\.)?dailymotion\.com/(?:embed/)?video|dai\.ly)/([A-Za-z0-9]{{5,12}})(?:_{WORD})?{REST}",
        "https://www.dailymotion.com/video/{}",
        "https://geo.dailymotion.com/player.html?video={}",
    ),
    Provider(
        pgettext_lazy("provider", "Facebook"),
        VIDEO,
        rf"https://(?:(?:www|m|web)\.)?facebook\.com/(?:watch/?\?v=|reel/|[A-Za-z0-9.-]{{1,80}}/videos/(?:{WORD}/)?)"
        rf"({NUMBER})(?:[&/?#]{QUERY})?",
        "https://www.facebook.com/watch/?v={}",
        "https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2Fwatch%2F%3Fv%3D{}"
        "&show_text=false&autoplay=true",
    ),
    Provider(
        pgettext_lazy("provider", "X"),
        POST,
        rf"https://(?:www\.|mobile\.)?(?:x|twitter)\.com/([A-Za-z0-9_]{{1,15}})/status/({NUMBER})"
        rf"(?:/(?:photo|video)/[0-9])?{REST}",
        "https://x.com/{}/status/{}",
    ),
    Provider(
        pgettext_lazy("provider", "Telegram"),
        POST,
        rf"https://t\.me/(?:s/)?([A-Za-z][A-Za-z0-9_]{{3,31}})/({NUMBER}){REST}",
        "https://t.me/{}/{}",
    ),
)
# Whose frames the public pages may hold, for their Content-Security-Policy.
PLAYER_ORIGINS = sorted({"https://" + urlsplit(row.player).netloc for row in PROVIDERS if row.player})


def embed_at(address: str) -> Embed | None:
    """Return what `address` leads to, or None where it is no page of a provider's that may stand in a text."""
    for row in PROVIDERS:
        if found := re.fullmatch(row.pattern, address):
            return Embed(row.name, row.kind, row.page.format(*found.groups()), row.player.format(*found.groups()))
    return None


def allowed() -> str:
    """Say what may be embedded."""
    names = _(", ").join(dict.fromkeys(str(row.name) for row in PROVIDERS))
    return _("One video, recording or post on: %(names)s.") % {"names": names}


def refusal(address: str) -> str:
    return _("“%(address)s” cannot be embedded. What can: %(allowed)s") % {
        "address": isolated(address),
        "allowed": allowed(),
    }


def refused(html: str) -> list[str]:
    """Return the addresses of the embeds in typed `html` that the sanitiser would drop."""
    return [address for address in _Addresses(html) if not embed_at(address)]


class _Addresses(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if tag == "figure" and name == "data-embed"]

    def __iter__(self) -> Iterator[str]:
        return iter(self.found)
