import functools
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django.views.i18n import JavaScriptCatalog

from newsroom import languages, prose, session_ended
from newsroom.middleware import INTERFACE_LANGUAGE_COOKIE
from newsroom.models import AuditEntry, Site, User

# The order of the front page of the admin; what is not named comes last.
APPS = ("articles", "comments", "newsroom", "auth")
MODELS = (
    "Article", "Pin", "Image", "Section", "Topic", "Author", "Page", "Redirect", "Comment", "Term", "Block", "Report",
    "PersonalDataRequest", "User", "Site", "OutboxMessage", "AuditEntry",
)  # fmt: skip


class NewsroomAdminSite(admin.AdminSite):
    """The stock admin with the newsroom's name, in Arabic or English as each account has chosen."""

    site_title = _("Newsroom")
    index_title = _("The desk")
    enable_nav_sidebar = False
    # What the first page shows above the list of models: see furnish.
    make_boxes: Callable[[HttpRequest], list[Any]] | None = None
    # What an app shows beside its models: see add_pages.
    pages: tuple[URLPattern | URLResolver, ...] = ()

    def add_pages(self, make: Callable[[Callable[..., Any]], list[Any]]) -> None:
        """Put an app's own pages before those of the models; `make` gets the guard that each view stands behind."""
        self.pages = (*self.pages, *make(self.admin_view))

    def furnish(self, make_boxes: Callable[[HttpRequest], list[Any]]) -> None:
        """Let `make_boxes` say what the first page shows: what the newsroom has to do is not known here."""
        self.make_boxes = make_boxes

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        boxes = self.make_boxes(request) if self.make_boxes else []
        return super().index(request, (extra_context or {}) | {"boxes": boxes})

    def get_urls(self) -> list[Any]:
        return [*self.pages, *super().get_urls()]

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        language = languages.active()
        return super().each_context(request) | {
            "site_header": Site.of(request).name,
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

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Any:
        """Guard a view; a form that comes too late for its session is not thrown away."""
        guarded = super().admin_view(view, cacheable)

        @functools.wraps(guarded)
        def keeping(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            late = request.method == "POST" and not self.has_permission(request)
            if late and request.path != reverse("admin:logout"):
                return self.log_in_again(request)
            return guarded(request, *args, **kwargs)

        return keeping

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        kept = request.POST.get(session_ended.KEPT, "")
        response = super().login(request, (extra_context or {}) | {"kept": kept})
        fields = session_ended.kept_fields(kept)
        target = response.get("Location", "")
        if fields and self.has_permission(request) and target.startswith(reverse("admin:index")):
            return self._send_again(request, fields, target)
        return response

    def came_too_late(self, request: HttpRequest) -> HttpResponse:
        """Answer a form of ours with the token of an earlier login: what was typed can be sent once more."""
        if not self.has_permission(request):
            return self.log_in_again(request)
        return self._send_again(request, session_ended.fields_of(request), request.get_full_path(), status=403)

    def _send_again(
        self, request: HttpRequest, fields: session_ended.Fields, target: str, status: int = 200
    ) -> HttpResponse:
        context = self.each_context(request) | {"kept_fields": fields, "target": target}
        return TemplateResponse(request, "admin/send_again.html", context, status=status)

    @transaction.atomic
    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        response = super().password_change(request, extra_context)
        if response.status_code == HTTPStatus.FOUND:
            user = cast(User, request.user)
            AuditEntry.objects.record(user, "set_password", by=user)
        return response

    def log_in_again(self, request: HttpRequest, said: str = "") -> HttpResponse:
        """Show the login form with what was typed in it; `said` is why, where it is not that a session has ended."""
        context = self.each_context(request) | {
            "title": gettext("Log in"),
            "form": AdminAuthenticationForm(request),
            "app_path": reverse("admin:login"),
            "next": request.get_full_path(),
            "username": request.user.get_username(),
            "kept": session_ended.keep(request),
            "said": said,
        }
        return TemplateResponse(request, "admin/login.html", context, status=403)

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
