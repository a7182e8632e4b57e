"""The phases of the policy, one small function each: what speaks against publishing a comment unread.

Weights as in the reference: anything at all holds a comment, six points file it under spam.
"""

from collections.abc import Iterable

import regex
from disposable_email_domains import blocklist

from comments import limits
from comments.choices import State
from comments.models import Comment
from comments.models.block import Effect
from comments.moderation import hosts, names
from comments.moderation.lists import lists_for
from comments.moderation.verdict import SPAM_SCORE, Finding, Submission
from newsroom import languages

Found = Finding | Iterable[Finding] | None

# Nobody reads a form and writes in it in less; a password manager and a short text come near.
SHORTEST_SECONDS = 3
LINK = regex.compile(r"https?://\S|\bwww\.\S", regex.IGNORECASE)
LINKS_OF_SPAM = 5
# What readers never write, and what works nowhere on this site: BBCode and HTML.
LINK_MARKUP = regex.compile(r"\[(?:url|link)\b|\[/(?:url|link)\]|<\s?a\s|<\s?/\s?a\s?>|href\s?=", regex.IGNORECASE)
ARTICLES_OF_SPAM = 3
MOST_REJECTED = 0.3
FEWEST_DECIDED = 3
ENOUGH_APPROVED = 2


def trap(sent: Submission) -> Found:
    return Finding("trap", SPAM_SCORE) if sent.trap_filled else None


def too_fast(sent: Submission) -> Found:
    fast = sent.seconds_taken is not None and sent.seconds_taken < SHORTEST_SECONDS
    return Finding("too_fast", 2) if fast else None


def crowded(sent: Submission) -> Found:
    """So much comes from one address that a moderator should see it first."""
    return Finding("crowded") if sent.history.from_client >= limits.CLIENT_HELD_FROM else None


def links(sent: Submission) -> Found:
    """Two points for each link over one, the website among them; short of spam until there are five."""
    count = len(LINK.findall(sent.body)) + bool(sent.website)
    if count < 2:
        return None
    score = 2 * (count - 1)
    return Finding("links", max(score, SPAM_SCORE) if count >= LINKS_OF_SPAM else min(score, SPAM_SCORE - 1))


def link_markup(sent: Submission) -> Found:
    found = LINK_MARKUP.search(sent.body)
    return Finding("link_markup", SPAM_SCORE, (found[0],)) if found else None


def listed(sent: Submission) -> Found:
    return lists_for(sent).find(sent)


def other_script(sent: Submission) -> Found:
    """Look for one letter of the article's script; what has no letters at all (emoji) is in no other."""
    scripts = set(map(languages.script, set(languages.WEB_ADDRESS.sub("", sent.body)))) - {""}
    return Finding("other_script", 2) if scripts and sent.article.language not in scripts else None


def staff_name(sent: Submission) -> Found:
    return Finding("staff_name", 1, (sent.name,)) if names.is_of_staff(sent.name) else None


def copies(sent: Submission) -> Found:
    # This one's article is one more.
    return Finding("copies", SPAM_SCORE) if sent.history.articles >= ARTICLES_OF_SPAM - 1 else None


def repeated(sent: Submission) -> Found:
    return Finding("repeated") if sent.history.repeated else None


def spam_sender(sent: Submission) -> Found:
    return Finding("spam_sender", 4) if sent.history.spam_of_author or sent.history.spam_of_host else None


def spam_network(sent: Submission) -> Found:
    return Finding("spam_network", 2) if sent.history.spam_of_network else None


def blocked(sent: Submission) -> Found:
    """Hold what a block holds; what one refuses does not come so far, but for a second look at an old comment."""
    return Finding("blocked") if sent.history.block in Effect.values else None


def often_rejected(sent: Submission) -> Found:
    decided, refused = sent.history.decided, sent.history.refused
    often = decided >= FEWEST_DECIDED and refused >= MOST_REJECTED * decided
    return Finding("often_rejected") if often else None


def disposable(sent: Submission) -> Found:
    if not sent.site.comments_hold_disposable:
        return None
    domains = hosts.with_parents(sent.email.rpartition("@")[2])
    return Finding("disposable") if any(domain in blocklist for domain in domains) else None


def unstaffed(sent: Submission) -> Found:
    return None if sent.site.is_staffed(sent.now) else Finding("unstaffed")


def trusted(sent: Submission) -> bool:
    """Say whether its author needs no moderator where only first comments do. One query where the address is proved.

    A name and an address are quickly written: what counts is what was approved under the address
    since its owner has confirmed it, and that this browser is one of the owner's.
    """
    if not sent.verified:
        return False
    approved = Comment.objects.filter(email_key=sent.email_key, state=State.APPROVED, verified=True)
    return approved.exclude(pk=sent.comment_id).order_by()[:ENOUGH_APPROVED].count() == ENOUGH_APPROVED
