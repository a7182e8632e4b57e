"""What the word lists find in a comment, and above all what they do not."""

from ipaddress import ip_address

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from makers import make_article

from comments.models import Term
from comments.models.term import Kind, Strength
from comments.moderation import words
from comments.moderation.lists import Lists, lists_for
from comments.moderation.trial import Text
from comments.moderation.verdict import Submission
from newsroom.actors import SYSTEM
from newsroom.arabic import fold_words
from newsroom.models import Site

ARABIC_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670\u0653"
HIDDEN = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u0640\u061c\u00ad"


def text(body="", **over):
    return Text(**{"name": "قارئ", "email": "a@mail.example", "website": "", "body": body, "address": None} | over)


def term(word, **over):
    return Term(text=word, **{"kind": Kind.WORDS} | over)


def found(body, *terms, **over):
    """Return the words that the lists find, as they stand in the text."""
    return [word for finding in Lists(terms).find(text(body, **over)) for word in finding.words]


# Words

INNOCENT = [
    # Each would be caught by the curse on its left as a substring: the country, the party, two months, "entering".
    ("مص", "أحب مصر كثيراً"),
    ("زب", "اجتمع الحزب مساءً"),
    ("اير", "في فبراير ويناير"),
    ("خول", "عند الدخول من الباب"),
    ("ass", "a classic assessment of the class"),
    ("كلب", "كلبة وكلاب"),
    ("حمار", "الحمار والحمارين"),
    ("1000", "10 و 10000"),
    ("ولد", "وولد"),
]
MEANT = [
    ("كلب", "يا كَلْب!", "كَلْب"),
    ("كلب", "كـــلب", "كـــلب"),
    ("كلب", "ك\u200cلب", "ك\u200cلب"),
    ("كلب", "ك\u200bل\u200dب", "ك\u200bل\u200dب"),
    ("كلب", "كلللللب", "كلللللب"),
    ("كلب", "«كلب»،", "كلب"),
    ("كَلْب", "كلب", "كلب"),
    ("احمق", "أحمق إحمق آحمق ٱحمق", "أحمق"),
    ("غبية", "غبيه", "غبيه"),
    ("مستشفى", "مستشفي", "مستشفي"),
    ("٤٢", "٤٢ 42 ۴۲", "٤٢"),
    ("spam", "SPAM, Spam", "SPAM"),
    ("spam", "ｓｐａｍ", "ｓｐａｍ"),
    ("spam", "s\u0336p\u0336a\u0336m\u0336", "s\u0336p\u0336a\u0336m\u0336"),
    ("ک", "ك", "ك"),
    ("كلمة أخرى", "هذه كَلمه، أُخرى.", "كَلمه، أُخرى"),
    ("عليه وسلم", "ﷺ", "ﷺ"),
]


@pytest.mark.parametrize(("word", "body"), INNOCENT)
def test_a_word_that_only_contains_the_term_is_innocent(word, body):
    assert found(body, term(word)) == []


@pytest.mark.parametrize(("word", "body", "matched"), MEANT)
def test_a_word_is_found_however_it_is_written_and_shown_as_it_stands(word, body, matched):
    assert found(body, term(word))[0] == matched


def test_the_words_of_a_phrase_stand_in_a_row():
    assert found("كلمة ثم أخرى", term("كلمة أخرى")) == []
    assert found("أخرى كلمة", term("كلمة أخرى")) == []
    assert found("كلمة", term("كلمة أخرى")) == []


def test_the_name_is_read_too():
    assert found("نص", term("كلب"), name="كلب") == ["كلب"]


@pytest.mark.parametrize("body", ["والكلب", "بالكلب", "فكلب", "للكلب", "وكلب", "الكلب", "كلب"])
def test_with_prefixes_only_where_the_term_says_so(body):
    assert found(body, term("كلب", with_prefixes=True)) == [body]
    assert found(body, term("كلب")) == ([body] if body == "كلب" else [])


@pytest.mark.parametrize(("word", "body"), [("لد", "ولد"), ("يد", "بيد وليد"), ("كلب", "كلبان")])
def test_a_prefix_is_taken_only_from_what_leaves_a_word(word, body):
    assert found(body, term(word, with_prefixes=True)) == []


def test_a_phrase_with_prefixes_has_them_on_any_of_its_words():
    assert found("والكلب الضال", term("كلب ضال", with_prefixes=True)) == ["والكلب الضال"]


def test_the_same_word_is_told_once_and_each_strength_by_itself():
    findings = Lists([term("كلب"), term("حمار", strength=Strength.SPAM)]).find(text("كلب كلب حمار"))
    assert [(finding.reason, finding.score, finding.words) for finding in findings] == [
        ("listed_words", 1, ("كلب",)),
        ("listed_words", 6, ("حمار",)),
    ]


@given(
    word=st.text(ARABIC_LETTERS, min_size=2, max_size=8),
    noise=st.lists(st.text(MARKS + HIDDEN, max_size=3), min_size=9, max_size=9),
)
def test_no_mark_and_nothing_hidden_gets_a_word_past_its_term(word, noise):
    dressed = "".join(letter + after for letter, after in zip(word, noise, strict=False))
    assert found(f"قبل {dressed} بعد", term(word)) == [dressed]


@given(word=st.text(ARABIC_LETTERS, min_size=2, max_size=8), other=st.text(ARABIC_LETTERS, min_size=1, max_size=8))
def test_a_longer_word_is_another_word(word, other):
    longer = word + other
    if fold_words(longer) != fold_words(word):
        assert found(longer, term(word)) == []


@given(st.text(max_size=60))
def test_any_text_is_found_in_itself(body):
    if words.fold(body):
        (matched,) = found(body, term(body))
        assert matched in body


# Hosts


@pytest.mark.parametrize(
    "body",
    [
        "https://spam.example/x",
        "http://a.b.SPAM.example",
        "https://user@spam.example:8080/?q",
        "see spam.example!",
        "www.spam.example",
        "(spam.example)",
        "spam\u200b.example",
        "spam。example",
        "mail me at a@shop.spam.example",
    ],
)
def test_a_domain_and_its_subdomains_are_found_wherever_they_stand(body):
    assert found(body, term("spam.example", kind=Kind.DOMAIN))


@pytest.mark.parametrize("body", ["notspam.example", "spam.example.org", "spam example", "https://example/spam"])
def test_another_domain_is_another(body):
    assert found(body, term("spam.example", kind=Kind.DOMAIN)) == []


def test_a_domain_is_found_in_the_website_and_not_in_the_address():
    """Else whoever may write the lists could learn by them whose address is where."""
    lists = Lists([term("spam.example", kind=Kind.DOMAIN)])
    (website,) = lists.find(text(website="https://shop.spam.example/"))
    assert website.words == ("shop.spam.example",)
    assert lists.find(text(email="leila@spam.example")) == []


@pytest.mark.parametrize("email", ["leila@spam.example", "LEILA@Spam.Example", "leila@mail.spam.example"])
def test_addresses_of_a_domain_are_found_and_nothing_of_them_is_shown(email):
    (mailed,) = Lists([term("@spam.example", kind=Kind.EMAIL)]).find(text(email=email))
    assert (mailed.reason, mailed.words) == ("listed_email", ())


@pytest.mark.parametrize("email", ["", "leila@notspam.example", "spam.example@news.example"])
def test_addresses_of_another_domain_are_not_found(email):
    assert Lists([term("@spam.example", kind=Kind.EMAIL)]).find(text(email=email)) == []


def test_an_arabic_domain_is_found_in_its_letters_and_in_those_of_the_dns():
    for body in ("https://موقع.example/", "xn--4gbrim.example"):
        assert found(body, term("موقع.example", kind=Kind.DOMAIN)) == found(
            body, term("xn--4gbrim.example", kind="domain")
        )
        assert found(body, term("موقع.example", kind=Kind.DOMAIN))


# Addresses


def test_an_email_address_is_found_whole_and_never_shown():
    lists = Lists([term("leila@example.org", kind=Kind.EMAIL)])
    (finding,) = lists.find(text(email="Leila@Example.org"))
    assert (finding.reason, finding.words) == ("listed_email", ())
    assert lists.find(text(email="xleila@example.org")) == []


@pytest.mark.parametrize(
    ("network", "address", "is_in"),
    [
        ("192.0.2.7", "192.0.2.7", True),
        ("192.0.2.7", "192.0.2.8", False),
        ("192.0.2.0/24", "192.0.2.8", True),
        ("10.0.0.0/8", "11.0.0.1", False),
        ("2001:db8::/32", "2001:db8:1::1", True),
        ("2001:db8::/32", "2001:db9::1", False),
        ("0.0.0.0/0", "203.0.113.9", True),
        ("::/0", "203.0.113.9", False),
    ],
)
def test_a_network_holds_its_addresses(network, address, is_in):
    findings = Lists([term(network, kind=Kind.NETWORK)]).find(text(address=ip_address(address)))
    assert [finding.reason for finding in findings] == (["listed_network"] if is_in else [])


# Patterns


def test_a_pattern_is_found_where_it_stands():
    assert found("اتصل 0612-3456", term(r"\d{4}-\d{4}", kind=Kind.PATTERN)) == ["0612-3456"]


def test_a_pattern_that_takes_too_long_holds_the_comment():
    (finding,) = Lists([term(r"(a|aa)+$", kind=Kind.PATTERN)]).find(text("a" * 2990 + "!"))
    assert (finding.reason, finding.score) == ("pattern_timeout", 1)


# What it costs


class Counting(dict):
    """A dictionary that counts how often it is asked."""

    asked = 0

    def get(self, *args):
        self.asked += 1
        return super().get(*args)


@pytest.mark.parametrize("terms", [20, 2000])
def test_what_a_comment_costs_does_not_grow_with_the_lists(terms):
    lists = Lists(term(f"term{number} more") for number in range(terms))
    lists.phrases = Counting(lists.phrases)
    assert lists.find(text(" ".join(f"word{number}" for number in range(500)))) == []
    assert lists.phrases.asked == 501, "once for each word of the text and of the name"


@pytest.mark.django_db
def test_the_lists_are_read_once_and_again_after_a_change():
    article = make_article()

    def ask():
        sent = Submission(article, Site.current(), article.published_at, "قارئ", "a@b.example", "كلب", language="ar")
        with CaptureQueriesContext(connection) as queries:
            return [finding.words for finding in lists_for(sent).find(sent)], len(queries)

    assert ask() == ([], 1)
    assert ask() == ([], 0)
    Term(kind=Kind.WORDS, text="كلب").put(by=SYSTEM)
    assert ask() == ([("كلب",)], 1)
    assert ask() == ([("كلب",)], 0)
    Term.objects.update(language="en")
    assert ask() == ([], 1)
    Term.objects.all().delete()
    Term.objects.bulk_create([Term(kind=Kind.WORDS, text="كلب")])
    assert ask() == ([("كلب",)], 1)
    Term.objects.get().remove(by=SYSTEM)
    assert ask() == ([], 1)


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "hit"), [("ar", True), ("en", False)])
def test_a_term_of_one_language_is_for_comments_of_it(language, hit):
    Term.objects.create(kind=Kind.WORDS, text="كلب", language="ar")
    article = make_article()
    sent = Submission(article, Site.current(), article.published_at, "قارئ", "a@b.example", "كلب", language=language)
    assert bool(lists_for(sent).find(sent)) is hit
