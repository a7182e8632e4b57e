"""What looks mistyped, beside the form: when it is opened, and with JavaScript while it is written."""

from typing import Any, ClassVar

from django.forms.widgets import Script
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin.publishable import PublishableAdmin
from articles.models import Article
from articles.typing_lint import FIELDS, findings
from newsroom import languages
from newsroom.refusals import NotPermitted
from newsroom.sanitize import LONGEST_BODY


class NotesTyping(PublishableAdmin):
    class Media:
        js = (Script("js/typing-notes.js", type="module"),)
        css: ClassVar[dict[str, list[str]]] = {"all": ["css/admin-direction.css"]}

    def get_urls(self) -> list[URLPattern]:
        typing = self.admin_site.admin_view(require_POST(self.typing_view))
        return [path("typing/", typing, name="articles_article_typing"), *super().get_urls()]

    def panels(self, request: HttpRequest, article: Article) -> list[SafeString]:
        panels = super().panels(request, article)
        if not self.has_change_permission(request, article):
            return panels
        return [*panels, _panel(article.content, article.language)]

    def panels_of_new(self, request: HttpRequest) -> list[SafeString]:
        nothing = dict.fromkeys(FIELDS, "")
        return [*super().panels_of_new(request), _panel(nothing, self.language_of(request, None))]

    def typing_view(self, request: HttpRequest) -> HttpResponse:
        """Answer with what looks mistyped in the posted fields, as a piece of the page. Nothing is stored."""
        if not self.has_add_permission(request):
            raise NotPermitted(_("Your account may not write in this edition."))
        content = {name: request.POST.get(name, "")[:LONGEST_BODY].replace("\r\n", "\n") for name in FIELDS}
        return render(
            request, "admin/articles/article/_typing_notes.html", notes(content, self.language_of(request, None))
        )


def _panel(content: dict[str, Any], language: str) -> SafeString:
    address = reverse("admin:articles_article_typing")
    context = notes(content, language) | {"endpoint": address, "fields": " ".join(FIELDS)}
    return render_to_string("admin/articles/article/_typing.html", context)


def notes(content: dict[str, Any], language: str) -> dict[str, Any]:
    meta: Any = Article._meta
    names = {name: capfirst(meta.get_field(name).verbose_name) for name in FIELDS}
    return {
        "findings": [(names[found.field], found) for found in findings(content, language)],
        "language": language,
        "direction": languages.direction(language),
    }
