"""What colleagues say to each other about an article."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from articles import notices
from articles.admin.panel import LARGEST_KEY, Panelled, inside, is_by_script
from articles.guest_note_form import LONG, CleanedField
from articles.models import Article, Note
from articles.models.note import LONGEST
from newsroom.admin import staff
from newsroom.plain_text import isolated
from newsroom.refusals import NotNow, NotPermitted

# What the panel shows of a long thread; the page of its own has all.
NEWEST = 30
MOST_NAMES = 300
INSIDE = "admin/articles/article/_notes.html"
ACTS = ("resolve", "reopen")


class NoteForm(forms.Form):
    text = CleanedField(
        label=gettext_lazy("Note"),
        max_length=LONGEST,
        error_messages={"required": gettext_lazy("Write a note."), "max_length": LONG},
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 3, "aria-describedby": "say-help"}),
    )
    to = CleanedField(
        label=pgettext_lazy("note", "Tell"),
        required=False,
        max_length=400,
        error_messages={"max_length": LONG},
        widget=forms.TextInput(attrs={"dir": "ltr", "list": "colleagues", "autocomplete": "off"}),
    )


class TakesNotes(Panelled):
    def get_urls(self) -> list[URLPattern]:
        notes = self.admin_site.admin_view(require_http_methods(["GET", "POST"])(self.notes_view))
        settle = self.admin_site.admin_view(require_POST(self.settle_view))
        return [
            path("<int:key>/notes/", notes, name="articles_article_notes"),
            path("<int:key>/notes/<int:note>/", settle, name="articles_article_note"),
            *super().get_urls(),
        ]

    def panels(self, request: HttpRequest, article: Article) -> list[SafeString]:
        context = self._notes(article, NoteForm(prefix="say"))
        panel = render_to_string("admin/articles/article/_notes_panel.html", context, request)
        return [*super().panels(request, article), panel]

    def notes_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Take a note, or show the whole thread on a page of its own: there a refused one keeps its text."""
        article = self.article_seen(request, key)
        if request.method != "POST":
            return self._page(request, article, NoteForm(prefix="say"))
        form = NoteForm(request.POST, prefix="say")
        if not form.is_valid():
            if is_by_script(request):
                return inside(request, INSIDE, self._notes(article, form), status=422)
            return self._page(request, article, form, status=422)
        note = article.add_note(form.cleaned_data["text"], by=staff(request), to=form.cleaned_data["to"])
        return self._answer(request, article, _("Your note is there."), note.unknown)

    def settle_view(self, request: HttpRequest, key: int, note: int) -> HttpResponse:
        """Resolve a note or open it again."""
        article = self.article_seen(request, key)
        found = get_object_or_404(Note.objects.select_related("article"), pk=min(note, LARGEST_KEY), article=article)
        act = request.POST.get("act", "")
        if act not in ACTS:
            raise NotPermitted(_("There is no such step."))
        try:
            getattr(found, act)(by=staff(request))
        except NotNow as refusal:
            return self._answer(request, article, str(refusal), level=messages.ERROR)
        return self._answer(request, article, _("Resolved.") if act == "resolve" else _("Open again."))

    def _answer(
        self,
        request: HttpRequest,
        article: Article,
        words: str,
        unknown: list[str] | None = None,
        level: int = messages.SUCCESS,
    ) -> HttpResponse:
        warning = ""
        if unknown:
            names = ", ".join(isolated(name) for name in unknown)
            warning = _("Nobody was told of these names, they are no colleague’s: %(names)s") % {"names": names}
        if is_by_script(request):
            said = {"said": words, "warning": warning, "failed": level == messages.ERROR}
            return inside(request, INSIDE, self._notes(article, NoteForm(prefix="say")) | said)
        self.message_user(request, words, level)
        if warning:
            self.message_user(request, warning, messages.WARNING)
        return self.to_panel(article, "notes")

    def _page(self, request: HttpRequest, article: Article, form: NoteForm, *, status: int = 200) -> HttpResponse:
        context = self.admin_site.each_context(request) | self._notes(article, form, newest=None)
        context |= {"title": _("Notes"), "opts": self.opts}
        return TemplateResponse(request, "admin/articles/article/notes.html", context, status=status)

    def _notes(self, article: Article, form: NoteForm, newest: int | None = NEWEST) -> dict[str, Any]:
        rows = article.notes.select_related("author", "resolved_by").order_by("-at", "-pk")
        # One more than is shown tells whether there are more.
        found = list(rows if newest is None else rows[: newest + 1])
        shown = found[:newest] if newest else found
        shown.reverse()
        return {
            "article": article,
            "open_notes": [note for note in shown if note.resolved_at is None],
            "resolved_notes": [note for note in shown if note.resolved_at is not None],
            "has_more": len(found) > len(shown),
            "note_form": form,
            "colleagues": list(notices.able(notices.VIEW).order_by("username")[:MOST_NAMES]),
        }
