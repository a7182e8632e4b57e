"""What an edition has put right, newest first: a newspaper that says so is believed the rest."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import Correction
from articles.models.correction import CorrectionQuerySet
from articles.views.listing import ListPage
from newsroom.compiled import Asked


class CorrectionsPage(ListPage):
    template = "articles/corrections.html"

    def rows(self, language: Asked) -> CorrectionQuerySet:
        return Correction.objects.public(Asked("now")).in_language(language).with_article().newest_first()

    def listed(self, rows: CorrectionQuerySet) -> CorrectionQuerySet:
        return rows

    def address(self, subject: None, language: str) -> str:
        return reverse("articles:corrections", kwargs={"language": language})

    def title(self, subject: None) -> str:
        return _("Corrections")

    def description(self, subject: None) -> str:
        return _("What was wrong in what we published, and what is right.")

    def feed(self, subject: None, language: str) -> str:
        return ""

    def arrange(self, rows: list[Any], number: int) -> dict[str, Any]:
        return {}
