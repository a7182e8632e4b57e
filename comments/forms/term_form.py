"""A term of the word lists: refused where it cannot work, and tried out before it is stored."""

from ipaddress import ip_network
from typing import Any

import regex
from django import forms
from django.core import signing
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from comments.models.term import Kind, Term
from comments.moderation import hosts, words
from comments.moderation.lists import compile_pattern
from comments.moderation.trial import TooSlow, Trial, try_out
from comments.receiving import host_of
from newsroom.plain_text import clean_line

SALT = "comments.term"
TERM = ("kind", "text", "strength", "language", "with_prefixes")
# Between the two clicks: time enough to read the examples.
TRIED_FOR = 60 * 60
DOMAIN = regex.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)+")
# Each of the texts that a slow pattern is slowest on.
PATTERN_SECONDS = 0.05


class TermForm(forms.ModelForm):
    """The first click tries the term, the second stores it: a signed field says that exactly this was tried."""

    tried = forms.CharField(label="", required=False, widget=forms.HiddenInput)

    # What the term does, where it is valid and has not been tried yet.
    trial: Trial | None = None

    class Meta:
        model = Term
        fields = TERM

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if "kind" in typed and "text" in typed:
            typed["text"] = CHECKS[typed["kind"]](clean_line(typed["text"]))
            typed["with_prefixes"] = typed.get("with_prefixes", False) and typed["kind"] == Kind.WORDS
        return typed

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and not self.errors and not self._was_tried():
            self._try()

    def _try(self) -> None:
        try:
            self.trial = try_out(self.instance)
        except TooSlow:
            self.add_error("text", too_slow())
            return
        self.data = {**dict(self.data.items()), self.add_prefix("tried"): signing.dumps(self._signed(), salt=SALT)}
        self.add_error(None, forms.ValidationError(_("Press Save once more to store the term."), code="untried"))

    def _was_tried(self) -> bool:
        try:
            signed = signing.loads(self.cleaned_data.get("tried", ""), salt=SALT, max_age=TRIED_FOR)
        except signing.BadSignature:
            return False
        return bool(signed == self._signed())

    def _signed(self) -> list[Any]:
        return [self.cleaned_data[name] for name in TERM]


def check_words(text: str) -> str:
    if not words.fold(text):
        raise _refused(_("Nothing of this would be compared: write at least one letter or digit."))
    return text


def check_domain(text: str) -> str:
    host = host_of(text if "//" in text else f"//{text}").removeprefix("*.").removeprefix("www.")
    if not DOMAIN.fullmatch(hosts.canonical(host)):
        raise _refused(_("Write a whole domain, such as spam.example; its subdomains are found as well."))
    return host


def check_email(text: str) -> str:
    if text.startswith("@"):
        return f"@{hosts.canonical(check_domain(text[1:]))}"
    validate_email(text)
    return text.lower()


def check_network(text: str) -> str:
    try:
        return str(ip_network(text, strict=False))
    except ValueError:
        raise _refused(_("Write an IP address or a network, such as 192.0.2.7 or 2001:db8::/32.")) from None


def check_pattern(text: str) -> str:
    try:
        pattern = compile_pattern(text)
    except regex.error as error:
        message = _("This is no regular expression: look at its character %(place)d.")
        raise _refused(message % {"place": (error.pos or 0) + 1}) from None
    if pattern.search(""):
        raise _refused(_("This matches every comment, since it matches nothing at all."))
    # What makes a pattern slow is a long run of what it repeats, and then something else.
    signs = dict.fromkeys([sign for sign in text if sign.isalnum()] + ["a", "ا", "1", " "])
    for unit in [*signs, "".join(signs)]:
        try:
            pattern.search(unit * (3000 // len(unit)) + "!", timeout=PATTERN_SECONDS)
        except TimeoutError:
            raise _refused(too_slow()) from None
    return text


CHECKS = {
    Kind.WORDS: check_words,
    Kind.DOMAIN: check_domain,
    Kind.EMAIL: check_email,
    Kind.NETWORK: check_network,
    Kind.PATTERN: check_pattern,
}


def too_slow() -> str:
    return _("This pattern takes too long on some texts. Write it without repetitions inside of repetitions.")


def _refused(message: str) -> forms.ValidationError:
    return forms.ValidationError({"text": message})
