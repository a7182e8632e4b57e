"""Nothing typed is lost: what is not saved is kept and shown again, and one sees who else has the article open."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin.bringing_together import BringsTogether
from articles.admin.conflicting_controls import OPENED_WITH, opened_with
from articles.admin.presence import BY_SCRIPT, TellsPresence
from articles.admin.typed_rows import show_typed_rows
from articles.models import Article, Presence, Unsaved
from articles.models.unsaved import BASED_ON, CONTINUES, STEP, VERSION, WINDOW, key_of, new_window
from newsroom.admin import staff
from newsroom.models import User
from newsroom.plain_text import isolated
from newsroom.typed_number import typed_number

# Below what Django reads at all (DATA_UPLOAD_MAX_MEMORY_SIZE), so that the answer can say why: 2 MB from Word fit.
MOST_BYTES = 3 * 1024 * 1024
# Whose form it is, to be said by the form: another may have logged in since in the same browser.
OPENED_BY = "opened_by"
# What a form is opened with, for the other methods of the same request; no header can have a name in lower case.
UNSAVED = "newsroom.unsaved"
OTHERS = "newsroom.unsaved.others"
# Asked for where the form is to show what is stored, with what was not saved beside it.
NONE = 0
SAVED = "newsroom.saved"
NEWEST = "newsroom.newest"
OPENED = "newsroom.opened"


class KeepsText(TellsPresence, BringsTogether):
    def get_urls(self) -> list[URLPattern]:
        keep, discard = (self.admin_site.admin_view(require_POST(view)) for view in (self.keep_view, self.discard_view))
        return [
            path("keep/", keep, name="articles_article_keep_new"),
            path("<int:key>/keep/", keep, name="articles_article_keep"),
            path("discard/", discard, name="articles_article_discard_new"),
            path("<int:key>/discard/", discard, name="articles_article_discard"),
            *super().get_urls(),
        ]

    def keep_view(self, request: HttpRequest, key: int | None = None) -> HttpResponse:
        """Keep what stands in a form, or only hear that it is still open (`here`), and say who else has it open.

        `stored` asks when a window has last reached the newsroom, with a text or with a save.
        """
        if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
            return JsonResponse(
                {"said": _("Not kept: the text is too large. Save it, or remove what was pasted.")}, status=413
            )
        if opener := _another(request):
            return JsonResponse({"said": _not_yours(opener)}, status=409)
        article = get_object_or_404(Article.objects.only("language", "version"), pk=key) if key else None
        answer: dict[str, Any] = {}
        if window := key_of(request.POST.get("stored", "")):
            row = Unsaved.objects.filter(user=staff(request), window=window).only("saved_at").first()
            answer["stored"] = _milliseconds(row.saved_at) if row else 0
        elif "here" not in request.POST:
            kept = Unsaved.objects.keep(
                typed_fields(request), by=staff(request), article=article, language=self.language_of(request, article)
            )
            said = _("Kept at %(time)s.") % {"time": _to_the_second(kept.saved_at)}
            answer |= {"said": said, "stored": _milliseconds(kept.saved_at)}
        if article:
            Presence.objects.tell(article, by=staff(request))
            answer["presence"] = self.presence(request, article, request.POST.get(VERSION, ""))
        return JsonResponse(answer)

    def discard_view(self, request: HttpRequest, key: int | None = None) -> HttpResponse:
        """Forget what a window has kept (`window`), or what a form was filled with (`continues`)."""
        article = get_object_or_404(Article.objects.only("language"), pk=key) if key else None
        window, continued = request.POST.get(WINDOW, ""), request.POST.get(CONTINUES, "")
        Unsaved.objects.discard(staff(request), window=window, continued=continued)
        if BY_SCRIPT in request.headers:
            return HttpResponse(status=204)
        add = f"{reverse('admin:articles_article_add')}?language={self.language_of(request, article)}"
        return HttpResponseRedirect(self.address_of(article) if article else add)

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Show what was typed and not saved; keep what is sent before it is saved, and forget it after."""
        article = self._opened(request, object_id) if object_id else None
        if article:
            # Before the text is read: a revision written between the two is then one that both sides have.
            request.META[NEWEST] = article.working_revision.number if article.working_revision else 0
        arguments = (object_id, form_url, extra_context)
        if object_id and not article:
            return super().changeform_view(request, *arguments)
        if request.method != "POST":
            self._find_unsaved(request, article)
            return super().changeform_view(request, *arguments)
        if opener := _another(request):
            return self._ask_the_opener(request, opener)
        self.take_down_first(request, object_id)
        kept = Unsaved.objects.keep(
            typed_fields(request, STEP),
            by=staff(request),
            article=article,
            language=self.language_of(request, article),
        )
        with transaction.atomic():
            if kept.wait_for_the_same():
                return self._sent_twice(request, kept)
            if kept.article_id and not article:
                # Begun in this window, saved, and changed after going back: no second article.
                return self._conflict(request, Article.objects.get(pk=kept.article_id), kept)
            response = super().changeform_view(request, *arguments)
            if saved := request.META.get(SAVED):
                kept.settle(saved)
        form = _form_of(response)
        if article and form and form.has_error(NON_FIELD_ERRORS, "stale"):
            return self._conflict(request, article, kept)
        return response

    def _find_unsaved(self, request: HttpRequest, article: Article | None) -> None:
        """Choose which of the texts that were not saved the form shows: the one asked for, NONE, else the newest."""
        own = Unsaved.objects.of(staff(request), article, self.language_of(request, article))
        rows, asked = list(own), typed_number(request.GET.get("unsaved"))
        newest = rows[0] if rows and asked != NONE else None
        shown = next((row for row in rows if row.pk == asked), newest)
        request.META[UNSAVED] = shown
        request.META[OTHERS] = [row for row in rows if row is not shown]

    def _sent_twice(self, request: HttpRequest, kept: Unsaved) -> HttpResponse:
        article = get_object_or_404(Article, pk=kept.article_id)
        if BY_SCRIPT in request.headers:
            return self.response_change(request, article)
        self.message_user(request, _("The form was sent twice, and saved once."), messages.SUCCESS)
        return HttpResponseRedirect(self.address_of(article))

    def _ask_the_opener(self, request: HttpRequest, opener: User) -> HttpResponse:
        """Sign nothing with another's name: the text waits in the login form for who has typed it."""
        if BY_SCRIPT in request.headers:
            return JsonResponse({"said": _not_yours(opener)}, status=409)
        return self.admin_site.log_in_again(request, _not_yours(opener))  # type: ignore[attr-defined]

    def _opened(self, request: HttpRequest, object_id: str) -> Article | None:
        if request.method == "POST":
            return _row(object_id)
        # The form is about to show this very row: it is read once.
        opened: Article | None = self.get_object(request, unquote(object_id))
        request.META[OPENED] = opened
        return opened

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Article | None:
        return request.META.get(OPENED) or super().get_object(request, object_id, from_field)

    def form_arguments(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        return super().form_arguments(request, row) | {"typed": self.typed(request)}

    def typed(self, request: HttpRequest) -> Any:
        """Return the fields that the form is to be filled from: those sent, or those that were not saved; else none."""
        unsaved = request.META.get(UNSAVED)
        return request.POST or (unsaved.typed() if unsaved else None)

    def _create_formsets(self, request: HttpRequest, obj: Any, change: bool) -> Any:
        formsets, inlines = super()._create_formsets(request, obj, change)  # type: ignore[misc]
        if unsaved := request.META.get(UNSAVED):
            for formset in formsets:
                show_typed_rows(formset, unsaved.typed())
        return formsets, inlines

    def form_context(self, request: HttpRequest, obj: Any, form: Any) -> dict[str, Any]:
        context = super().form_context(request, obj, form)
        if obj is None or self.has_change_permission(request, obj):
            context |= self._around_the_form(request, obj)
        return context

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        response = super().response_add(request, obj, post_url_continue)
        request.META[SAVED] = obj
        return response

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        response = self._saved_here(obj) if BY_SCRIPT in request.headers else super().response_change(request, obj)
        request.META[SAVED] = obj
        return response

    def _saved_here(self, obj: Any) -> HttpResponse:
        newest = obj.revisions.order_by("-number").first()
        # What the next save must say, and what belonged to this one alone.
        fields = {
            VERSION: obj.version,
            OPENED_WITH: opened_with(obj),
            BASED_ON: newest.number,
            # The next save is another form's, as if the page had come anew.
            WINDOW: new_window(),
            CONTINUES: "",
            "slug": newest.content["slug"],
            "note": "",
            "minor": False,
        }
        said = _("Saved at %(time)s.") % {"time": _to_the_second(timezone.now())}
        return JsonResponse({"said": said, "fields": fields})

    def _conflict(self, request: HttpRequest, article: Article, kept: Unsaved) -> HttpResponse:
        address = reverse("admin:articles_article_merge", args=[article.pk])
        address = f"{address}?{urlencode({WINDOW: kept.window})}"
        if BY_SCRIPT in request.headers:
            said = _("Not saved: somebody else has saved this article meanwhile.")
            return JsonResponse({"said": said, "conflict": address}, status=409)
        return HttpResponseRedirect(address)

    def _around_the_form(self, request: HttpRequest, article: Article | None) -> dict[str, SafeString]:
        unsaved: Unsaved | None = request.META.get(UNSAVED)
        key = [article.pk] if article else []
        new = "" if article else "_new"
        language = self.language_of(request, article)
        typed = self.typed(request)
        is_sent_back = request.method == "POST"
        context = {
            "article": article,
            "language": language,
            "unsaved": unsaved,
            "others": request.META.get(OTHERS, []),
            "is_behind": bool(article and unsaved and unsaved.is_behind(article)),
            "keep_url": reverse(f"admin:articles_article_keep{new}", args=key),
            "discard_url": reverse(f"admin:articles_article_discard{new}", args=key),
            "local_key": f"{staff(request).pk}:{article.pk if article else language}",
            "now": _milliseconds(timezone.now()),
            "based_on": typed.get(BASED_ON, "") if typed is not None else request.META.get(NEWEST, 0),
            "opened_with": "" if article is None else opened_with(article),
            # Filled from another window's text, this is a window of its own all the same.
            "window": key_of(request.POST.get(WINDOW, "")) or new_window(),
            "continues": request.POST.get(CONTINUES, "") if is_sent_back else unsaved and unsaved.as_continued,
            "opened_by": staff(request).pk,
            "is_sent_back": is_sent_back,
        }
        if typed is not None:
            context["opened_with"] = typed.get(OPENED_WITH, "")
        if article:
            if BY_SCRIPT not in request.headers:
                Presence.objects.open(article, by=staff(request))
            context["presence"] = self.presence(request, article, str(article.version))
        above = render_to_string("admin/articles/article/_kept.html", context, request)
        return {"above_form": above, "keeping": render_to_string("admin/articles/article/_keeping.html", context)}


def _row(object_id: str) -> Article | None:
    """Return the row of an address, as much of it as who may keep what asks for."""
    key = typed_number(unquote(object_id))
    rows = Article.objects.select_related("working_revision").only("language", "version", "working_revision__number")
    return rows.filter(pk=key).first() if key else None


def _another(request: HttpRequest) -> User | None:
    """Return who has opened the form that is sent, where that is not who is logged in now."""
    opener = typed_number(request.POST.get(OPENED_BY))
    if opener is None or opener == staff(request).pk:
        return None
    return User.objects.filter(pk=opener).first()


def _not_yours(opener: User) -> str:
    words = _("%(name)s opened this form, and somebody else has logged in since. Log in as %(name)s to save it.")
    return words % {"name": isolated(opener.get_full_name() or opener.get_username())}


def typed_fields(request: HttpRequest, *buttons: str) -> list[tuple[str, str]]:
    """Return the fields of a POST without the token and the buttons, but those named."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if isinstance(value, str) and name != "csrfmiddlewaretoken" and (not name.startswith("_") or name in buttons)
    ]


def _form_of(response: HttpResponse) -> Any:
    """Return the form that came back, None where it was saved."""
    context = getattr(response, "context_data", None) or {}
    return context["adminform"].form if "adminform" in context else None


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def _to_the_second(moment: Any) -> str:
    return date_format(timezone.localtime(moment), "H:i:s")
