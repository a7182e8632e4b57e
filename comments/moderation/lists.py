"""The word lists, compiled once for a process and a version of the lists, and what they find in a comment.

Terms are looked up, not tried one after the other: what a comment costs does not grow with the lists.
"""

import functools
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from ipaddress import ip_network
from typing import Any, Protocol

import regex

from comments.models.term import Kind, Strength, Term
from comments.moderation import hosts, words
from comments.moderation.verdict import SPAM_SCORE, Finding, Submission
from comments.moderation.words import Token
from newsroom import languages
from newsroom.client import Address

SCORES = {Strength.HOLD: 1, Strength.SPAM: SPAM_SCORE}
# For all patterns together on one comment; a comment that takes longer is held.
PATTERN_SECONDS = 0.25


@dataclass(frozen=True)
class Match:
    """What one term has found: the reason's code, the term's score, and the words as they stand in the text."""

    reason: str
    score: int
    # "" where that would be somebody's address: findings are shown to all moderators.
    words: str = ""


@dataclass(frozen=True)
class Phrase:
    """A term of one word or several in a row."""

    words: tuple[str, ...]
    with_prefixes: bool
    score: int

    def is_at(self, found: Sequence[Token], place: int) -> bool:
        there = found[place : place + len(self.words)]
        return len(there) == len(self.words) and all(
            token.word == word or (self.with_prefixes and word in token.forms)
            for token, word in zip(there, self.words, strict=True)
        )


class Text(Protocol):
    """What the lists look at: a submission has it, and so has a stored comment."""

    @property
    def name(self) -> str: ...
    @property
    def email(self) -> str: ...
    @property
    def website(self) -> str: ...
    @property
    def body(self) -> str: ...
    @property
    def address(self) -> Address | None: ...


class Lists:
    """The terms that hold for comments of one language."""

    def __init__(self, terms: Iterable[Term]) -> None:
        # By the first word: most words of a comment begin no phrase.
        self.phrases: dict[str, list[Phrase]] = defaultdict(list)
        self.has_prefixed = False
        self.domains: dict[str, int] = {}
        self.emails: dict[str, int] = {}
        # IP version and length of the prefix -> network -> score.
        self.networks: dict[tuple[int, int], dict[int, int]] = defaultdict(dict)
        self.patterns: list[tuple[Any, int]] = []
        for term in terms:
            self._add(term, SCORES[Strength(term.strength)])

    def find(self, sent: Text) -> list[Finding]:
        """Return what the lists find in a comment: one finding for each reason and score, with all its words."""
        found: dict[tuple[str, int], dict[str, None]] = defaultdict(dict)
        for search in (self._in_words, self._in_hosts, self._in_address, self._in_patterns):
            for match in search(sent):
                found[match.reason, match.score] |= {match.words: None} if match.words else {}
        return [Finding(reason, score, tuple(matched)) for (reason, score), matched in found.items()]

    def _add(self, term: Term, score: int) -> None:
        if term.kind == Kind.WORDS:
            phrase = Phrase(words.fold(term.text), term.with_prefixes, score)
            self.phrases[phrase.words[0]].append(phrase)
            self.has_prefixed |= term.with_prefixes
        elif term.kind == Kind.DOMAIN:
            _add(self.domains, hosts.canonical(term.text), score)
        elif term.kind == Kind.EMAIL:
            _add(self.emails, term.text.casefold(), score)
        elif term.kind == Kind.NETWORK:
            network = ip_network(term.text, strict=False)
            _add(self.networks[network.version, network.prefixlen], int(network.network_address), score)
        else:
            self.patterns.append((compile_pattern(term.text), score))

    def _in_words(self, sent: Text) -> Iterator[Match]:
        for text in (sent.name, sent.body):
            found = words.tokens(text) if self.phrases else ()
            for place, token in enumerate(found):
                for form in token.forms if self.has_prefixed else (token.word,):
                    for phrase in self.phrases.get(form, ()):
                        if phrase.is_at(found, place):
                            end = found[place + len(phrase.words) - 1].end
                            yield Match("listed_words", phrase.score, text[token.start : end])

    def _in_hosts(self, sent: Text) -> Iterator[Match]:
        if not self.domains:
            return
        for text in (sent.website, sent.name, sent.body):
            for host in hosts.named_in(text):
                yield from (Match("listed_domain", score, host) for score in self._scores_of(host))

    def _scores_of(self, host: str) -> list[int]:
        return [self.domains[name] for name in hosts.with_parents(host) if name in self.domains]

    def _in_address(self, sent: Text) -> Iterator[Match]:
        # The domain of somebody's address is part of it: to be listed, and found, by those who may see it.
        email = sent.email.casefold()
        mailed_from = [f"@{host}" for host in hosts.with_parents(email.rpartition("@")[2])] if self.emails else []
        for listed in (email, *mailed_from):
            if listed in self.emails:
                yield Match("listed_email", self.emails[listed])
        address = sent.address
        for (version, length), networks in self.networks.items():
            if address and address.version == version:
                own = int(address) >> (address.max_prefixlen - length) << (address.max_prefixlen - length)
                if own in networks:
                    yield Match("listed_network", networks[own])

    def _in_patterns(self, sent: Text) -> Iterator[Match]:
        end = time.monotonic() + PATTERN_SECONDS
        try:
            for pattern, score in self.patterns:
                for text in (sent.name, sent.website, sent.body):
                    found = pattern.search(text, timeout=max(0.001, end - time.monotonic()))
                    if found:
                        yield Match("listed_pattern", score, found[0])
        except TimeoutError:
            yield Match("pattern_timeout", SCORES[Strength.HOLD])


def compile_pattern(text: str) -> Any:
    """Compile a pattern of the lists; raises regex.error."""
    return regex.compile(text, regex.IGNORECASE)


def lists_for(sent: Submission) -> Lists:
    """Return the lists for a comment. One query the first time, and after each change of a list."""
    return compiled(sent.site.comments_terms_version)[sent.language or sent.article.language]


@functools.lru_cache(maxsize=1)
def compiled(version: int) -> dict[str, Lists]:
    """Return the lists of each language. `version` moves with every change of a term."""
    terms = list(Term.objects.order_by("pk"))
    return {code: Lists(term for term in terms if term.language in ("", code)) for code in languages.CODES}


def _add(scores: dict[Any, int], key: Any, score: int) -> None:
    scores[key] = max(score, scores.get(key, 0))
