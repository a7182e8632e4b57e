"""Akismet's HTTP interface, as its developers' documentation describes it (comment-check, submit-spam, submit-ham)."""

import http.client
import urllib.error
import urllib.request
from typing import Any
from urllib.parse import urlencode

from comments.moderation.classifier import ClassifierFailed
from comments.moderation.verdict import SPAM_SCORE, Finding, Submission
from newsroom import trap
from newsroom.addresses import absolute

ADDRESS = "https://rest.akismet.com/1.1/"
SECONDS = 2
# It answers with a word; whoever sends more is somebody else.
LONGEST_ANSWER = 1000
# Short of spam by itself; with its tip to throw the comment away unread, spam.
SCORE = 4


class NoRedirects(urllib.request.HTTPRedirectHandler):
    """Comments go to the address we know and to no other."""

    def redirect_request(self, *args: Any) -> None:
        return None


def opener() -> urllib.request.OpenerDirector:
    """Return what speaks https and nothing else."""
    director = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.HTTPSHandler(),
        NoRedirects(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.UnknownHandler(),
    ):
        director.add_handler(handler)
    return director


class Akismet:
    def __init__(self, key: str, *, address: str = ADDRESS, by: urllib.request.OpenerDirector | None = None) -> None:
        self.key = key
        self.address = address
        self.opener = by or opener()

    def check(self, sent: Submission) -> Finding | None:
        answer, tip = self._post("comment-check", self._described(sent))
        if answer not in ("true", "false"):
            raise ClassifierFailed("unknown answer")
        if answer == "false":
            return None
        return Finding("classifier", SPAM_SCORE if tip == "discard" else SCORE)

    def learn(self, sent: Submission, *, spam: bool) -> None:
        self._post("submit-spam" if spam else "submit-ham", self._described(sent))

    def _described(self, sent: Submission) -> dict[str, str]:
        described = {
            "blog": absolute("/"),
            "blog_lang": sent.article.language,
            "blog_charset": "UTF-8",
            "user_ip": str(sent.address or ""),
            "user_agent": sent.user_agent,
            "permalink": absolute(sent.article.get_absolute_url()),
            "comment_type": "reply" if sent.parent else "comment",
            "comment_author": sent.name,
            "comment_author_email": sent.email,
            "comment_author_url": sent.website,
            "comment_content": sent.body,
            "comment_date_gmt": sent.now.isoformat(timespec="seconds"),
            "honeypot_field_name": trap.name(),
        }
        return {name: text for name, text in described.items() if text}

    def _post(self, act: str, fields: dict[str, str]) -> tuple[str, str]:
        """Return the answer's text and its tip. Nothing of what was sent is in what this raises."""
        request = urllib.request.Request(  # noqa: S310 (the opener speaks https alone)
            f"{self.address}{act}",
            urlencode(fields | {"api_key": self.key}).encode(),
            headers={"User-Agent": "Newsroom/1 | comments/1"},
        )
        try:
            with self.opener.open(request, timeout=SECONDS) as response:
                if response.status != http.HTTPStatus.OK:
                    raise ClassifierFailed(f"status {response.status}")
                text = response.read(LONGEST_ANSWER).decode("utf-8", "replace").strip()
                return text, response.headers.get("X-akismet-pro-tip", "").strip()
        except (OSError, http.client.HTTPException) as error:
            # URLError, timeouts and refused connections are all OSError.
            raise ClassifierFailed(type(error).__name__) from None
