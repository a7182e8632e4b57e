import functools
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from articles.admin.addressing import ShowsAddress
from articles.admin.article_form import ArticleForm, byline_names, fieldsets
from articles.admin.change_list import ListsArticles
from articles.admin.checking import Checks
from articles.admin.correcting import TakesCorrections
from articles.admin.image_choice import ChoosesImages, thumbnail
from articles.admin.keeping import KeepsText
from articles.admin.noting import TakesNotes
from articles.admin.previewing import Previews
from articles.admin.redirect import ShowsEarlierAddresses
from articles.admin.revisions import ShowsRevisions
from articles.admin.translating import Translates
from articles.admin.typing_notes import NotesTyping
from articles.models import Article, Author, Section, Topic
from newsroom import languages
from newsroom.admin import staff
from newsroom.sanitize import trusted

TITLES = {languages.ARABIC: gettext_lazy("Article in Arabic"), languages.ENGLISH: gettext_lazy("Article in English")}
# What somebody who may not write in the edition sees in place of the form.
READING = ["status_now", "reading", "lead_image_now", "section_now", "bylines_now", "topics_now", "published_at"]


@admin.register(Article)
class ArticleAdmin(  # type: ignore[misc]  # each part brings its Media, which Django adds up
    Checks,
    Translates,
    TakesNotes,
    Previews,
    ShowsRevisions,
    KeepsText,
    NotesTyping,
    ShowsAddress,
    ShowsEarlierAddresses,
    TakesCorrections,
    ChoosesImages,
    ListsArticles,
):
    form = ArticleForm
    readonly_fields = ("lead_image_now", "address_now")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        rows: QuerySet[Article] = super().get_queryset(request)
        # One article is read with its working copy; a list of them needs none of the texts.
        match = request.resolver_match
        return rows.select_related("working_revision") if match and "object_id" in match.kwargs else rows

    def get_form(self, request: HttpRequest, obj: Article | None = None, change: bool = False, **kwargs: Any) -> Any:
        if obj and not self.has_change_permission(request, obj):
            return forms.modelform_factory(Article, fields=())
        kwargs["fields"] = ArticleForm.Meta.fields
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        return functools.partial(form, **self.form_arguments(request, obj))

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> Any:
        if obj and not self.has_change_permission(request, obj):
            return [(None, {"fields": READING})]
        bylines = byline_names(obj.content["authors"] if obj else [], self.typed(request))
        steps = self.step_fields(request, obj)
        return fieldsets(bylines, self.publication_help(), steps=steps, may_publish=self.may_publish(request, obj))

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        """Store the form as the next revision; the columns of a published article stay as readers have them."""
        if change:
            article = Article.objects.get(pk=obj.pk)
            changes = form.cleaned_data
            # A form that was only opened, or changed in its times and settings, makes no revision.
            if form.has_new_text(article):
                article.revise(by=staff(request), minor=changes["minor"], note=changes["note"], **form.editorial())
        else:
            article = Article.objects.start(form.language, by=staff(request), **form.editorial())
        self._set_controls(request, article, form.changed_controls(article))
        obj.pk = article.pk
        obj.refresh_from_db()
        obj._state.adding = False

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        # Topics and bylines are the revision's; only the corrections are stored from the form.
        for formset in formsets:
            self.save_formset(request, form, formset, change=change)

    def form_context(self, request: HttpRequest, obj: Any, form: Any) -> dict[str, Any]:
        title = TITLES[self.language_of(request, obj)]
        return super().form_context(request, obj, form) | {"title": title}

    @admin.display(description=gettext_lazy("text"))
    def reading(self, article: Article) -> SafeString:
        content = article.content
        context = {"article": article, "content": content, "body": trusted(content["body"])}
        return render_to_string("admin/articles/article/_reading.html", context)

    @admin.display(description=gettext_lazy("lead image now"))
    def lead_image_now(self, article: Article) -> SafeString | str:
        image = article.image_at_work if article.pk else None
        return thumbnail(image, image.as_picture(article.language).alt if image else "")

    @admin.display(description=gettext_lazy("section"))
    def section_now(self, article: Article) -> str:
        return str(Section.objects.filter(pk=article.content.get("section") or 0).first() or "–")

    @admin.display(description=gettext_lazy("bylines"))
    def bylines_now(self, article: Article) -> str:
        keys = article.content["authors"]
        names = Author.objects.in_bulk(keys)
        return " · ".join(str(names[key]) for key in keys if key in names) or "–"

    @admin.display(description=gettext_lazy("topics"))
    def topics_now(self, article: Article) -> str:
        return " · ".join(map(str, Topic.objects.filter(pk__in=article.content["topics"]))) or "–"

    def _set_controls(self, request: HttpRequest, article: Article, changed: dict[str, Any]) -> None:
        if changed:
            article.control(by=staff(request), **changed)
