"""How long something has waited, said in the queue, in its metrics and in the moderators' mail."""

from datetime import timedelta

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from comments import ages

pytestmark = pytest.mark.django_db

ARABIC = {
    0: "أقل من دقيقة", 1: "دقيقة واحدة", 2: "دقيقتين", 3: "3 دقائق", 11: "11 دقيقة", 59: "59 دقيقة",
    60: "ساعة واحدة", 2 * 60: "ساعتين", 3 * 60: "3 ساعات", 11 * 60: "11 ساعة",
    24 * 60: "يوم واحد", 2 * 1440: "يومين", 3 * 1440: "3 أيام", 11 * 1440: "11 يوماً", 100 * 1440: "100 يوم",
}  # fmt: skip


@pytest.mark.parametrize(("minutes", "words"), ARABIC.items())
def test_arabic_counts_as_arabic_does(minutes, words):
    with translation.override("ar"):
        assert ages.in_words(timedelta(minutes=minutes)) == words
        queue = Template("{% load queue %}{{ since|age }}")
        assert queue.render(Context({"since": timezone.now() - timedelta(minutes=minutes)})) == f"قبل {words}"


@pytest.mark.parametrize(
    ("waited", "words"),
    [
        (timedelta(seconds=59), "under a minute"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(minutes=59), "59 minutes"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(hours=23, minutes=59), "23 hours"),
        (timedelta(days=11), "11 days"),
    ],
)
def test_an_age_is_said_in_its_largest_full_unit(waited, words):
    with translation.override("en"):
        assert ages.in_words(waited) == words


@pytest.mark.parametrize(
    ("seconds", "arabic", "english"),
    [
        (59, "أقل من دقيقة", "under a minute"),
        (2 * 3600 + 119, "ساعتين، دقيقة واحدة", "2 hours, 1 minute"),
        (26 * 3600, "يوم واحد، ساعتين", "1 day, 2 hours"),
        (24 * 3600 + 60, "يوم واحد", "1 day"),
        (-5, "أقل من دقيقة", "under a minute"),
    ],
)
def test_metrics_say_two_units(seconds, arabic, english):
    for language, words in (("ar", arabic), ("en", english)):
        with translation.override(language):
            said = Template("{% load queue %}{{ seconds|duration }}").render(Context({"seconds": seconds}))
            assert said == words
