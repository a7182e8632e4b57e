"""The reasons of the policy in words, for those who decide. The codes are stored with each comment."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LABELS: dict[str, str | Promise] = {
    # how it was sent
    "trap": _("a program filled in the hidden field"),
    "too_fast": _("written in less than three seconds"),
    "crowded": _("very many comments from the same address"),
    # what is in it
    "links": _("several links"),
    "link_markup": _("code of links, as advertisers’ programs write it"),
    "listed_words": _("words of the lists"),
    "listed_domain": _("a domain of the lists"),
    "listed_email": _("an e-mail address of the lists"),
    "listed_network": _("an IP address of the lists"),
    "listed_pattern": _("a pattern of the lists"),
    "pattern_timeout": _("the patterns of the lists took too long"),
    "other_script": _("nothing in the page’s script"),
    "staff_name": _("signed like a member of staff"),
    # what is known of its sender
    "copies": _("the same text under several articles within minutes"),
    "repeated": _("its author wrote the same under another article"),
    "spam_sender": _("spam came from the same address, browser or website"),
    "spam_network": _("spam came from the same network"),
    "blocked": _("its author always waits, as a moderator has decided"),
    "often_rejected": _("much of its author was rejected lately"),
    "disposable": _("a throw-away e-mail address"),
    # circumstances
    "unstaffed": _("sent while nobody reads comments"),
    "classifier": _("the external classifier takes it for spam"),
    "classifier_failed": _("the external classifier did not answer"),
    "checker_failed": _("a check failed, so that it has to be read"),
}


def label(code: str) -> str:
    """Return the reason in the active language; a code of earlier days as it is."""
    return str(LABELS.get(code, code))
