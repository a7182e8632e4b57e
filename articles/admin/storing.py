import logging
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _

from articles.images import files

log = logging.getLogger(__name__)


class SaysNotStored(admin.ModelAdmin):
    """A disk that is full and a bucket that does not answer are said in the form, with all that was typed in it."""

    def changeform_view(self, request: HttpRequest, *arguments: Any, **options: Any) -> Any:
        try:
            # Around the transaction: what it takes back names no file any more.
            with files.all_or_nothing():
                return super().changeform_view(request, *arguments, **options)
        except OSError:
            # Everything was in one transaction, so that nothing of it is stored.
            log.exception("a picture could not be stored")
            request.not_stored = True  # type: ignore[attr-defined]
            return super().changeform_view(request, *arguments, **options)

    def get_form(self, request: HttpRequest, *arguments: Any, **options: Any) -> Any:
        form = super().get_form(request, *arguments, **options)
        return type(form.__name__, (NotStored, form), {}) if hasattr(request, "not_stored") else form


class NotStored:
    """A form whose content could not be stored: it is shown again, whatever is in it."""

    def clean(self) -> Any:
        cleaned = super().clean()  # type: ignore[misc]
        self.add_error(None, not_stored())  # type: ignore[attr-defined]
        return cleaned


def not_stored() -> str:
    return _(
        "The picture could not be stored, and nothing was changed. Try again in a minute; a file has to be chosen anew."
    )
