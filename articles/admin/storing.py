import contextlib
import logging
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _

from articles.images import files
from articles.images.uploads import PictureRefused
from articles.models import Image
from newsroom.refusals import Stale
from newsroom.typed_number import typed_number

log = logging.getLogger(__name__)


class SaysNotStored(admin.ModelAdmin):
    """A disk that is full and a bucket that does not answer are said in the form, with all that was typed in it.

    So is that somebody else has put another file there meanwhile.
    """

    def changeform_view(self, request: HttpRequest, *arguments: Any, **options: Any) -> Any:
        try:
            # Around the transaction: what it takes back names no file any more.
            with files.all_or_nothing():
                self._prepare(request)
                return super().changeform_view(request, *arguments, **options)
        except OSError:
            # Everything was in one transaction, so that nothing of it is stored.
            log.exception("a picture could not be stored")
            return self._again(request, not_stored(), *arguments, **options)
        except Stale as stale:
            return self._again(request, str(stale), *arguments, **options)

    def _again(self, request: HttpRequest, reason: str, *arguments: Any, **options: Any) -> Any:
        request.not_stored = reason  # type: ignore[attr-defined]
        return super().changeform_view(request, *arguments, **options)

    def get_form(self, request: HttpRequest, *arguments: Any, **options: Any) -> Any:
        form = super().get_form(request, *arguments, **options)
        reason = getattr(request, "not_stored", "")
        return type(form.__name__, (NotStored, form), {"reason": reason}) if reason else form

    def _prepare(self, request: HttpRequest) -> None:
        """Decode and encode a file before the form's transaction, in which nobody else could write on SQLite."""
        file = request.FILES.get("original") if request.method == "POST" else None
        if file is None or not (self.has_add_permission(request) or self.has_change_permission(request)):
            return
        x, y = (typed_number(request.POST.get(name, ""), 3) for name in ("focus_x", "focus_y"))
        if x is None or y is None or max(x, y) > 100:
            return
        # What is wrong with it the form says, beside its field.
        with contextlib.suppress(PictureRefused):
            Image(focus_x=x, focus_y=y).prepared(file)


class NotStored:
    """A form whose content could not be stored: it is shown again, whatever is in it."""

    reason = ""

    def clean(self) -> Any:
        cleaned = super().clean()  # type: ignore[misc]
        self.add_error(None, self.reason)  # type: ignore[attr-defined]
        return cleaned


def not_stored() -> str:
    return _(
        "The picture could not be stored, and nothing was changed. Try again in a minute; a file has to be chosen anew."
    )
