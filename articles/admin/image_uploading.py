"""Many pictures at once: each file by itself, so that one that is refused keeps no other from being stored."""

import logging
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from articles.admin.image_words import words_form
from articles.admin.library_card import Card, card_of
from articles.admin.storing import not_stored
from articles.images.files import all_or_nothing
from articles.images.uploads import PictureRefused
from articles.models import Image
from articles.models.image import KnownPicture
from newsroom.admin import staff
from newsroom.models import AuditEntry
from newsroom.plain_text import clean_line
from newsroom.refusals import NotPermitted

log = logging.getLogger(__name__)

LONGEST_TITLE = Image._meta.get_field("title").max_length
TAKEN, THERE, REFUSED = "taken", "there", "refused"


@dataclass(frozen=True)
class Outcome:
    """What became of one file."""

    state: str
    name: str
    card: Card | None = None
    reason: str = ""
    words: Any = None


class UploadsPictures(admin.ModelAdmin):
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.upload_view)
        return [path("upload/", view, name="articles_image_upload"), *super().get_urls()]

    def upload_view(self, request: HttpRequest) -> HttpResponse:
        """Take the files of a form; a script sends one a request and gets the line that says what became of it."""
        if not self.has_add_permission(request):
            raise NotPermitted(_("Your account may not upload pictures."))
        files = request.FILES.getlist("files") if request.method == "POST" else []
        by_script = request.headers.get("X-Requested-With") == "fetch"
        outcomes = [self._take(request, file, with_words=by_script) for file in files]
        if by_script and outcomes:
            context = {"outcome": outcomes[0]}
            answer = TemplateResponse(request, "admin/articles/image/_uploaded.html", context)
            answer["X-Uploaded"] = outcomes[0].state
            return answer
        context = self.admin_site.each_context(request) | {
            "title": _("Upload pictures"),
            "opts": self.opts,
            "outcomes": outcomes,
            "is_empty": request.method == "POST" and not files,
        }
        return TemplateResponse(request, "admin/articles/image/upload.html", context)

    def _take(self, request: HttpRequest, file: UploadedFile, *, with_words: bool) -> Outcome:
        name = clean_line(file.name or "")
        try:
            image = self._store(request, file, name)
        except KnownPicture as known:
            return Outcome(THERE, name, card_of(known.image))
        except PictureRefused as refusal:
            return Outcome(REFUSED, name, reason=str(refusal))
        except OSError:
            log.exception("a picture could not be stored")
            return Outcome(REFUSED, name, reason=not_stored())
        words = words_form(image, by=staff(request)) if with_words else None
        return Outcome(TAKEN, name, card_of(image), words=words)

    def _store(self, request: HttpRequest, file: UploadedFile, name: str) -> Image:
        """Store a picture that is called as its file was until somebody gives it a better name."""
        title = (name.rpartition(".")[0] or name)[:LONGEST_TITLE]
        with all_or_nothing():
            image = Image(original=file, title=title)
            # Before the transaction, which keeps others from writing.
            image.prepared(file)
            with transaction.atomic():
                image.save()
                AuditEntry.objects.record(image, "add", by=staff(request))
        return image
