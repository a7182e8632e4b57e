"""The demo's texts as files: what a loader and a critical reader would stumble over."""

import re
import tomllib
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from articles.choices import Accent, CorrectionKind, Kind
from articles.models import Article
from comments.choices import RejectionReason, ReportReason, State
from comments.models.comment import DEEPEST_REPLY, LONGEST_BODY, LONGEST_NAME
from comments.moderation.reasons import LABELS
from newsroom import languages
from newsroom.demo import newsdesk, scenes
from newsroom.plain_text import clean_line, clean_text
from newsroom.sanitize import clean_article, plain

STORIES = newsdesk.stories()
FOLDER = Path(newsdesk.__file__).parent
PEOPLE = tomllib.loads((FOLDER / "people.toml").read_text(encoding="utf-8"))
PAGES = tomllib.loads((FOLDER / "pages.toml").read_text(encoding="utf-8"))["pages"]
EDITIONS = [(key, language) for key, story in STORIES.items() for language in languages.CODES if language in story]
COMMENTS = [(key, row) for key, story in STORIES.items() for row in story.get("comments", ())]
# Invented people write from the three domains that RFC 2606 keeps for examples.
EXAMPLE_DOMAINS = ("example.org", "example.com", "example.net")

STORY_KEYS = {"section", "kind", "topics", "authors", "scene", "hour", "original", "hours_ago", "picture"}
MORE_STORY_KEYS = {
    "ar", "en", "lag_hours", "corrections", "comments", "breaking", "withdrawn_reason_ar", "withdrawn_reason_en",
}  # fmt: skip
EDITION_KEYS = {"kicker", "headline", "short_headline", "standfirst", "dateline", "slug", "body"}
PICTURE_KEYS = {"alt_ar", "alt_en", "caption_ar", "caption_en"}
COMMENT_KEYS = {"id", "edition", "name", "email", "minutes_after", "state", "body"}
MORE_COMMENT_KEYS = {"reply_to", "reason", "website", "findings", "pick", "staff_reply", "edit", "reports"}
TERMS = tomllib.loads((FOLDER / "terms.toml").read_text(encoding="utf-8"))["terms"]


def edition_of(key, language):
    return STORIES[key][language]


def age_in_hours(key, language):
    story = STORIES[key]
    return story["hours_ago"] - (story.get("lag_hours", 0) if language != story["original"] else 0)


def is_public(key, language):
    withdrawn = f"withdrawn_reason_{language}" in STORIES[key]
    return age_in_hours(key, language) > 0 and not withdrawn and "status" not in edition_of(key, language)


def sentences(text):
    return [sentence.strip(" «»“”\"'—–-:") for sentence in re.split(r"(?<=[.!?؟…])\s+|\n+", text) if sentence.strip()]


# One story


@pytest.mark.parametrize("key", STORIES)
def test_a_story_has_every_key_and_no_other(key):
    story = STORIES[key]
    assert STORY_KEYS <= set(story) <= STORY_KEYS | MORE_STORY_KEYS
    assert story["original"] in languages.CODES
    assert story["original"] in story
    assert set(story["picture"]) == PICTURE_KEYS
    assert all(text.strip() for text in story["picture"].values())
    assert ("lag_hours" in story) == ("ar" in story and "en" in story)
    assert story.get("lag_hours", 0) >= 0


@pytest.mark.parametrize("key", STORIES)
def test_a_story_names_what_there_is(key):
    story = STORIES[key]
    assert story["kind"] in Kind.values
    assert story["section"] in {row["key"] for row in PEOPLE["sections"]}
    assert key.startswith(f"{story['section']}-")
    assert 1 <= len(story["topics"]) <= 3
    assert set(story["topics"]) <= set(PEOPLE["topics"])
    assert 1 <= len(story["authors"]) <= 3
    assert set(story["authors"]) <= {row["key"] for row in PEOPLE["authors"]}
    assert story["scene"] in scenes.SCENES
    assert story["hour"] in scenes.HOURS
    for row in story.get("corrections", ()):
        assert row["kind"] in CorrectionKind.values
        assert row["language"] in story
        assert row["text"]
        assert 0 < row["hours_after"] < age_in_hours(key, row["language"])


@pytest.mark.parametrize(("key", "language"), EDITIONS)
def test_an_edition_fits_its_columns_and_its_language(key, language):
    edition = edition_of(key, language)
    assert EDITION_KEYS <= set(edition) <= EDITION_KEYS | {"status"}
    assert edition.get("status", "in_review") == "in_review"
    for name in EDITION_KEYS - {"body"}:
        longest = Article._meta.get_field(name).max_length
        assert longest is None or len(edition[name]) <= longest, name
        assert edition[name] == clean_line(edition[name]), name
    for name in ("headline", "standfirst", "slug"):
        assert edition[name], name
        assert languages.guess(edition[name], default="") == language, name
    assert re.fullmatch(r"\w+(-\w+)+", edition["slug"])
    assert languages.guess(plain(edition["body"]), default="") == language
    other = languages.other(language)
    for name in ("alt", "caption"):
        assert languages.guess(STORIES[key]["picture"][f"{name}_{language}"], default=other) == language


@pytest.mark.parametrize(("key", "language"), EDITIONS)
def test_a_body_needs_no_cleaning(key, language):
    body = edition_of(key, language)["body"]
    assert clean_article(body) == body.strip()


@pytest.mark.parametrize(("key", "language"), EDITIONS)
def test_a_body_is_a_text_of_some_length(key, language):
    words = plain(edition_of(key, language)["body"]).split()
    assert 170 <= len(words) <= 900


# Readers


@pytest.mark.parametrize(("key", "row"), COMMENTS, ids=[f"{key}-{row['id']}" for key, row in COMMENTS])
def test_a_comment_is_one_a_reader_could_have_sent(key, row):
    assert COMMENT_KEYS <= set(row) <= COMMENT_KEYS | MORE_COMMENT_KEYS
    assert row["state"] in State.values
    assert (row["state"] == State.REJECTED) == bool(row.get("reason"))
    assert row.get("reason", "") in ("", *RejectionReason.values)
    assert row["edition"] in STORIES[key]
    assert 2 <= len(row["body"].strip()) <= LONGEST_BODY
    assert row["body"].strip() == clean_text(row["body"])
    assert 2 <= len(row["name"]) <= LONGEST_NAME
    assert row["email"].endswith(EXAMPLE_DOMAINS)
    website = row.get("website", "")
    assert not website or website.startswith("https://") and any(domain in website for domain in EXAMPLE_DOMAINS)
    assert 0 < row["minutes_after"] < 60 * age_in_hours(key, row["edition"]), "sent in the future"


@pytest.mark.parametrize(("key", "row"), COMMENTS, ids=[f"{key}-{row['id']}" for key, row in COMMENTS])
def test_what_became_of_a_comment_is_what_can_become_of_one(key, row):
    for text in (row[name] for name in ("staff_reply", "edit") if name in row):
        assert text == clean_text(text)
    if {"pick", "staff_reply", "edit", "reports"} & set(row):
        assert row["state"] == State.APPROVED
    assert not (row.get("pick") and row.get("reply_to"))
    for report in row.get("reports", ()):
        assert report["reason"] in ReportReason.values
    for finding in row.get("findings", ()):
        assert finding["reason"] in LABELS
        assert all(word in f"{row['body']} {row.get('website', '')}" for word in finding["words"])
    words = [
        word for finding in row.get("findings", ()) if finding["reason"] == "listed_words" for word in finding["words"]
    ]
    assert set(words) <= {term["text"] for term in TERMS}


@pytest.mark.parametrize("key", STORIES)
def test_replies_hang_on_approved_comments_of_the_same_edition(key):
    rows = {row["id"]: row for row in STORIES[key].get("comments", ())}
    assert len(rows) == len(STORIES[key].get("comments", ())), "two comments have one id"
    for row in rows.values():
        depth, above = 0, row
        while above.get("reply_to"):
            depth, below, above = depth + 1, above, rows[above["reply_to"]]
            assert above["edition"] == below["edition"]
            assert above["state"] == State.APPROVED
            assert above["minutes_after"] < below["minutes_after"]
            assert depth <= DEEPEST_REPLY


# The whole


def test_there_are_enough_stories_in_every_section():
    assert len(STORIES) >= 40
    sections = Counter(story["section"] for story in STORIES.values())
    assert len(sections) == 8
    assert min(sections.values()) >= 4
    assert sum(is_public(key, language) for key, language in EDITIONS) >= 60


def test_most_stories_are_in_both_languages_and_some_in_one_only():
    both = [key for key, story in STORIES.items() if "ar" in story and "en" in story]
    alone = Counter(story["original"] for key, story in STORIES.items() if key not in both)
    assert len(both) > len(STORIES) / 2
    assert min(alone["ar"], alone["en"]) >= 2
    originals = Counter(story["original"] for story in STORIES.values())
    assert min(originals["ar"], originals["en"]) >= len(STORIES) / 4


def test_one_is_scheduled_one_withdrawn_one_breaking_one_corrected():
    assert sum(story["hours_ago"] < 0 for story in STORIES.values()) == 1
    assert sum("withdrawn_reason_ar" in story for story in STORIES.values()) == 1
    assert sum("withdrawn_reason_en" in story for story in STORIES.values()) == 1
    (breaking,) = [story for story in STORIES.values() if story.get("breaking")]
    assert 0 < breaking["hours_ago"] < 2
    (corrected,) = [story for story in STORIES.values() if story.get("corrections")]
    assert {row["language"] for row in corrected["corrections"]} == {"ar", "en"}


def test_a_scheduled_story_is_scheduled_in_both_editions():
    (key,) = [key for key, story in STORIES.items() if story["hours_ago"] < 0]
    assert all(age_in_hours(key, language) < 0 for language in languages.CODES if language in STORIES[key])
    assert not STORIES[key].get("comments")


def test_most_bodies_are_of_the_length_of_real_articles():
    lengths = [len(plain(edition_of(key, language)["body"]).split()) for key, language in EDITIONS]
    assert sum(words >= 350 for words in lengths) >= 2 * len(lengths) / 3
    assert max(lengths) >= 700


def test_no_two_articles_share_a_sentence():
    where = defaultdict(set)
    for key, language in EDITIONS:
        edition = edition_of(key, language)
        blocks = re.sub(r"</(p|h2|h3|li|td|th|caption|blockquote)>", "\n", edition["body"])
        for text in (plain(blocks.replace("\n", " ¶ ")).replace("¶", "\n"), edition["standfirst"], edition["headline"]):
            for sentence in sentences(text):
                if len(sentence) > 25:
                    where[sentence].add((key, language))
    assert {sentence: keys for sentence, keys in where.items() if len(keys) > 1} == {}
    assert len(where) > 1000, "the test itself reads nothing"


def test_no_two_articles_share_an_address_or_a_headline():
    for name in ("slug", "headline"):
        seen = Counter((language, edition_of(key, language)[name]) for key, language in EDITIONS)
        assert [words for words, count in seen.items() if count > 1] == []


def test_no_two_stories_are_of_one_minute():
    assert len({story["hours_ago"] for story in STORIES.values()}) == len(STORIES)


def test_there_are_about_190_comments_in_every_state_threaded_and_in_both_languages():
    assert 170 <= len(COMMENTS) <= 210
    states = Counter(row["state"] for _key, row in COMMENTS)
    assert set(states) == set(State.values)
    assert states[State.APPROVED] > len(COMMENTS) / 2
    assert sum(bool(row.get("reply_to")) for _key, row in COMMENTS) >= 20
    assert len({row["body"] for _key, row in COMMENTS}) == len(COMMENTS)
    written = Counter((row["edition"], languages.guess(row["body"], row["edition"])) for _key, row in COMMENTS)
    assert {("ar", "ar"), ("ar", "en"), ("en", "en")} <= set(written)
    assert any(re.search(r"[a-z]{3}", row["body"]) and re.search(r"[ء-ي]{3}", row["body"]) for _key, row in COMMENTS)


def test_one_thread_has_more_than_a_page_of_different_people():
    long = [row for key, row in COMMENTS if key == "opinion-missing-benches" and not row.get("reply_to")]
    assert sum(row["state"] == State.APPROVED for row in long) > 60
    assert len({row["name"] for row in long}) > 60
    said = Counter(sentence for row in long for sentence in sentences(row["body"]) if len(sentence) > 25)
    assert max(said.values()) == 1


def test_the_people_are_ten_authors_of_eight_sections():
    assert len(PEOPLE["authors"]) == 10
    assert sorted(row["accent"] for row in PEOPLE["sections"]) == sorted(Accent.values)
    assert len({row["key"] for row in PEOPLE["sections"]}) == 8
    for row in PEOPLE["authors"]:
        for name in ("name", "role", "bio"):
            assert languages.guess(row[f"{name}_ar"], default="") == "ar"
            assert languages.guess(row[f"{name}_en"], default="") == "en"
    assert {key for story in STORIES.values() for key in story["authors"]} == {row["key"] for row in PEOPLE["authors"]}


def test_the_pages_are_in_both_editions():
    assert {"about", "contact"} <= {page["slug"] for page in PAGES}
    for page in PAGES:
        for language in languages.CODES:
            assert page[language]["title"]
            assert clean_article(page[language]["body"]) == page[language]["body"].strip()
            assert languages.guess(plain(page[language]["body"]), default="") == language


@pytest.mark.parametrize("file", sorted(FOLDER.rglob("*.toml")), ids=lambda file: file.stem)
def test_no_text_shows_that_it_is_a_demo(file):
    text = file.read_text(encoding="utf-8")
    for trace in ("lorem", "ipsum", "TODO", "XXX", "\u200b", "\ufeff", "\t"):
        assert trace not in text, trace
    # A tatweel joins a letter to a figure; anywhere else it only stretches a word.
    assert re.findall(r"ـ(?!\d)", text) == []
