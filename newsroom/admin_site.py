from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django.views.i18n import JavaScriptCatalog

from newsroom import languages, prose
from newsroom.middleware import INTERFACE_LANGUAGE_COOKIE
from newsroom.models import Site

# The order of the front page of the admin; what is not named comes last.
APPS = ("articles", "comments", "newsroom", "auth")
MODELS = ("Article", "Image", "Section", "Topic", "Author", "Page", "Comment", "User", "Site", "AuditEntry")


class NewsroomAdminSite(admin.AdminSite):
    """The stock admin with the newsroom's name, in Arabic or English as each account has chosen."""

    site_title = _("Newsroom")
    index_title = _("The desk")
    enable_nav_sidebar = False

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        language = languages.active()
        return super().each_context(request) | {
            "site_header": Site.current().name,
            "interface_languages": [
                {
                    "code": code,
                    "name": languages.NAMES[code],
                    "direction": languages.direction(code),
                    "current": code == language,
                }
                for code in languages.CODES
            ],
            "interface_language_next": request.get_full_path(),
            "writable_languages": [
                code for code in languages.CODES if request.user.is_authenticated and request.user.works_in(code)
            ],
        }

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Put first what a newsroom opens all day; the stock order is the alphabet's."""
        apps: list[Any] = super().get_app_list(request, app_label)
        apps.sort(key=lambda app: _place(APPS, app["app_label"]))
        for app in apps:
            app["models"].sort(key=lambda model: _place(MODELS, model["object_name"]))
        return apps

    def i18n_javascript(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Give the scripts of the admin their words: Django's own, and those of the rich-text editor."""
        return EditorCatalog.as_view(packages=["django.contrib.admin"])(request)


def _place(order: tuple[str, ...], name: str) -> int:
    return order.index(name) if name in order else len(order)


class EditorCatalog(JavaScriptCatalog):
    def get_catalog(self) -> dict[str, Any]:
        return super().get_catalog() | {english: str(words) for english, words in prose.DIALOG_WORDS.items()}


@require_POST
def set_interface_language(request: HttpRequest) -> HttpResponse:
    """Remember the language of the admin: with the account, or before login in a cookie of the admin's own path."""
    language = request.POST.get("language", "")
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        target = reverse("admin:index")
    response = HttpResponseRedirect(target)
    if language not in languages.CODES:
        return response
    if request.user.is_authenticated:
        request.user.interface_language = language
        request.user.save(update_fields=["interface_language"])
    response.set_cookie(
        INTERFACE_LANGUAGE_COOKIE,
        language,
        max_age=365 * 24 * 60 * 60,
        path=reverse("admin:index"),
        samesite="Lax",
        httponly=True,
        secure=request.is_secure(),
    )
    return response
