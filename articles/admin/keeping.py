"""Nothing typed is lost: what is not saved is kept and shown again, and one sees who else has the article open."""

import itertools
from collections.abc import Iterator
from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin.bringing_together import BringsTogether
from articles.admin.conflicting_controls import OPENED_WITH, opened_with
from articles.models import Article, Presence, Unsaved
from articles.models.unsaved import BASED_ON, VERSION
from newsroom.admin import staff
from newsroom.typed_number import COUNT, typed_number

# Below what Django reads at all (DATA_UPLOAD_MAX_MEMORY_SIZE), so that the answer can say why: 2 MB from Word fit.
MOST_BYTES = 3 * 1024 * 1024
# Rows under a form that are shown again: more than any article has corrections.
MOST_ROWS = 100
# A request of our scripts: the answer is for them and not a page.
BY_SCRIPT = "X-By-Script"
# What a form is opened with, for the other methods of the same request; no header can have a name in lower case.
UNSAVED = "newsroom.unsaved"
NEWEST = "newsroom.newest"
OPENED = "newsroom.opened"


class KeepsText(BringsTogether):
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
        """Keep what stands in a form, or only hear that it is still open (`here`), and say who else has it open."""
        if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
            return JsonResponse(
                {"said": _("Not kept: the text is too large. Save it, or remove what was pasted.")}, status=413
            )
        article = get_object_or_404(Article.objects.only("language", "version"), pk=key) if key else None
        answer: dict[str, Any] = {}
        if "here" not in request.POST:
            kept = Unsaved.objects.keep(
                typed_fields(request), by=staff(request), article=article, language=self.language_of(request, article)
            )
            answer["said"] = _("Kept at %(time)s.") % {"time": _to_the_second(kept.saved_at)}
        if article:
            Presence.objects.tell(article, by=staff(request))
            answer["presence"] = self._presence(request, article, request.POST.get(VERSION, ""))
        return JsonResponse(answer)

    def discard_view(self, request: HttpRequest, key: int | None = None) -> HttpResponse:
        article = get_object_or_404(Article.objects.only("language"), pk=key) if key else None
        language = self.language_of(request, article)
        Unsaved.objects.of(staff(request), article, language).delete()
        if BY_SCRIPT in request.headers:
            return HttpResponse(status=204)
        add = f"{reverse('admin:articles_article_add')}?language={language}"
        return HttpResponseRedirect(self.address_of(article) if article else add)

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Show what was typed and not saved; after a save forget it, after a failed one keep it."""
        article = self._opened(request, object_id) if object_id else None
        if article:
            # Before the text is read: a revision written between the two is then one that both sides have.
            request.META[NEWEST] = article.working_revision.number if article.working_revision else 0
        own = Unsaved.objects.of(staff(request), article, self.language_of(request, article))
        if object_id and not article:
            own = own.none()
        if request.method != "POST":
            request.META[UNSAVED] = own.first()
            return super().changeform_view(request, object_id, form_url, extra_context)
        response = super().changeform_view(request, object_id, form_url, extra_context)
        form = _form_of(response)
        if form is None:
            own.delete()
            return response
        Unsaved.objects.keep(
            typed_fields(request), by=staff(request), article=article, language=self.language_of(request, article)
        )
        if article and form.has_error(NON_FIELD_ERRORS, "stale"):
            return self._conflict(request, article)
        return response

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
                _show_typed_rows(formset, unsaved.typed())
        return formsets, inlines

    def form_context(self, request: HttpRequest, obj: Any, form: Any) -> dict[str, Any]:
        context = super().form_context(request, obj, form)
        if obj is None or self.has_change_permission(request, obj):
            context |= self._around_the_form(request, obj)
        return context

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        if BY_SCRIPT not in request.headers:
            return super().response_change(request, obj)
        newest = obj.revisions.order_by("-number").first()
        # What the next save must say, and what belonged to this one alone.
        fields = {
            VERSION: obj.version,
            OPENED_WITH: opened_with(obj),
            BASED_ON: newest.number,
            "slug": newest.content["slug"],
            "note": "",
            "minor": False,
        }
        said = _("Saved at %(time)s.") % {"time": _to_the_second(timezone.now())}
        return JsonResponse({"said": said, "fields": fields})

    def _conflict(self, request: HttpRequest, article: Article) -> HttpResponse:
        address = reverse("admin:articles_article_merge", args=[article.pk])
        if BY_SCRIPT in request.headers:
            said = _("Not saved: somebody else has saved this article meanwhile.")
            return JsonResponse({"said": said, "conflict": address}, status=409)
        return HttpResponseRedirect(address)

    def _around_the_form(self, request: HttpRequest, article: Article | None) -> dict[str, SafeString]:
        unsaved: Unsaved | None = request.META.get(UNSAVED)
        key = [article.pk] if article else []
        new = "" if article else "_new"
        language = self.language_of(request, article)
        stored = [row.timestamp() for row in (article and article.changed_at, unsaved and unsaved.saved_at) if row]
        typed = self.typed(request)
        context = {
            "article": article,
            "language": language,
            "unsaved": unsaved,
            "is_behind": bool(article and unsaved and unsaved.is_behind(article)),
            "keep_url": reverse(f"admin:articles_article_keep{new}", args=key),
            "discard_url": reverse(f"admin:articles_article_discard{new}", args=key),
            "local_key": f"{staff(request).pk}:{article.pk if article else language}",
            "stored_at": int(max(stored, default=0) * 1000),
            "now": int(timezone.now().timestamp() * 1000),
            "based_on": typed.get(BASED_ON, "") if typed is not None else request.META.get(NEWEST, 0),
            "opened_with": "" if article is None else opened_with(article),
            "is_sent_back": request.method == "POST",
        }
        if typed is not None:
            context["opened_with"] = typed.get(OPENED_WITH, "")
        if article:
            Presence.objects.tell(article, by=staff(request), forget=False)
            context["presence"] = self._presence(request, article, str(article.version))
        above = render_to_string("admin/articles/article/_kept.html", context, request)
        return {"above_form": above, "keeping": render_to_string("admin/articles/article/_keeping.html", context)}

    def _presence(self, request: HttpRequest, article: Article, version: str) -> SafeString:
        """Return who else is at the article, and whether somebody has saved it since the form was opened."""
        seen = typed_number(version, COUNT)
        newer = seen is not None and seen < article.version
        context = {
            "others": Presence.objects.others(article, staff(request)),
            "newer": article.revisions.select_related("author").order_by("-number").first() if newer else None,
        }
        return render_to_string("admin/articles/article/_presence.html", context)


def _row(object_id: str) -> Article | None:
    """Return the row of an address, as much of it as who may keep what asks for."""
    key = typed_number(unquote(object_id))
    rows = Article.objects.select_related("working_revision").only("language", "version", "working_revision__number")
    return rows.filter(pk=key).first() if key else None


def typed_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the fields of a POST without the buttons and the token."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if isinstance(value, str) and name != "csrfmiddlewaretoken" and not name.startswith("_")
    ]


def _show_typed_rows(formset: Any, typed: QueryDict) -> None:
    """Fill the rows under a form (corrections) as they were typed: those that are stored, and those added to them."""
    keys = [str(typed[name]) for name in _names_of_rows(formset, typed)]
    # Said before the forms are made, which is when they are first asked for.
    formset.extra = max(formset.extra, sum(not key for key in keys))
    stored, added = {str(form.instance.pk): form for form in formset.initial_forms}, iter(formset.extra_forms)
    for number, key in enumerate(keys):
        form: Any = stored.get(key) if key else next(added, None)
        for name in form.fields if form else ():
            field, html_name = form.fields[name], f"{formset.prefix}-{number}-{name}"
            if not field.widget.value_omitted_from_data(typed, MultiValueDict(), html_name) and name != "id":
                form.initial[name] = field.widget.value_from_datadict(typed, MultiValueDict(), html_name)


def _names_of_rows(formset: Any, typed: QueryDict) -> Iterator[str]:
    """Return the names of the fields that say which row each form is of, in their order; no gap in it."""
    return itertools.takewhile(typed.__contains__, (f"{formset.prefix}-{number}-id" for number in range(MOST_ROWS)))


def _form_of(response: HttpResponse) -> Any:
    """Return the form that came back, None where it was saved."""
    context = getattr(response, "context_data", None) or {}
    return context["adminform"].form if "adminform" in context else None


def _to_the_second(moment: Any) -> str:
    return date_format(timezone.localtime(moment), "H:i:s")
