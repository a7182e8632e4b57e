import functools
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.article_form import ArticleForm, fieldsets
from articles.admin.publishable import PublishableAdmin, isolated
from articles.models import Article, Correction
from articles.workflow import may
from newsroom import languages
from newsroom.admin import direct
from newsroom.models import AuditEntry
from newsroom.refusals import NotPermitted, Refused


class CorrectionInline(admin.StackedInline):
    model = Correction
    extra = 0

    def get_formset(self, request: HttpRequest, obj: Article | None = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        if obj and "text" in formset.form.base_fields:
            direct(formset.form.base_fields["text"], obj.language)
        return formset


@admin.register(Article)
class ArticleAdmin(PublishableAdmin):
    form = ArticleForm
    inlines = (CorrectionInline,)
    list_display = ("headline_isolated", "language", "status_now", "section", "editions", "published_at", "changed_at")
    list_filter = ("language", "status", "section", "kind")
    list_select_related = ("section",)
    raw_id_fields = ("lead_image",)
    search_fields = ("search_text",)
    search_help_text = gettext_lazy("Words of the headline or the text, with or without hamzas and vowel signs.")
    ordering = ("-changed_at",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        rows: QuerySet[Article] = super().get_queryset(request)
        return rows.prefetch_related("story__articles")

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        return queryset.matching(search_term), False

    def get_form(self, request: HttpRequest, obj: Article | None = None, change: bool = False, **kwargs: Any) -> Any:
        kwargs["fields"] = ArticleForm.Meta.fields
        form = super().get_form(request, obj, change=change, **kwargs)
        return functools.partial(form, language=self.language_of(request, obj))

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> Any:
        authors = obj.working_copy()["authors"] if obj else []
        return fieldsets([f"byline_{number}" for number in range(1, max(3, len(authors) + 1) + 1)])

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        """Store the form as the next revision; the columns of a published article stay as readers have them."""
        if change:
            article = Article.objects.get(pk=obj.pk)
            changes = form.cleaned_data
            article.revise(by=request.user, minor=changes["minor"], note=changes["note"], **form.editorial())
        else:
            article = Article.objects.start(form.language, by=request.user, **form.editorial())
        self._set_controls(request, article, form.controls())
        obj.pk = article.pk
        obj.refresh_from_db()
        obj._state.adding = False

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        # Topics and bylines are the revision's; only the corrections are stored from the form.
        for formset in formsets:
            self.save_formset(request, form, formset, change=change)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        if "_edition" in request.POST:
            return self._create_edition(request, obj)
        return super().response_change(request, obj)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, obj: Any = None, **kwargs: Any) -> Any:
        language = self.language_of(request, obj)
        other = languages.other(language)
        sibling = obj.story.edition(other) if obj else None
        context |= {
            "article_language": language,
            "other_name": languages.NAMES[other],
            "other_edition": sibling,
            "may_create_edition": obj and not sibling and may(request.user, "add", Article, other),
            "title": _("Article in %(language)s") % {"language": languages.NAMES[language]},
            "live_url": obj.get_absolute_url() if obj and obj.is_public() else "",
            "has_unpublished_changes": bool(
                obj and obj.is_public() and obj.revisions.order_by("-number").first() != obj.live_revision
            ),
        }
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    @admin.display(description=gettext_lazy("headline"), ordering="headline")
    def headline_isolated(self, article: Article) -> SafeString:
        return isolated(str(article), article.language)

    @admin.display(description=gettext_lazy("editions"))
    def editions(self, article: Article) -> SafeString:
        return format_html_join(
            " · ",
            '<a href="{}" lang="{}">{}</a>',
            (
                (reverse("admin:articles_article_change", args=[row.pk]), row.language, languages.NAMES[row.language])
                for row in sorted(article.story.articles.all(), key=lambda row: row.language)
            ),
        )

    def _set_controls(self, request: HttpRequest, article: Article, controls: dict[str, Any]) -> None:
        changed = {name: value for name, value in controls.items() if getattr(article, name) != value}
        if not changed:
            return
        for name, value in changed.items():
            setattr(article, name, value)
        article.save()
        detail = {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in changed.items()}
        AuditEntry.objects.record(article, "control", by=request.user, **detail)

    def _create_edition(self, request: HttpRequest, article: Article) -> HttpResponse:
        try:
            edition = article.create_edition(by=request.user)
        except NotPermitted:
            raise
        except Refused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return HttpResponseRedirect(self._address_of(article))
        words = format_html(
            _(
                "This is the new edition of {title}: section, people and picture are copied, the text is yours to write."
            ),
            title=isolated(str(article), article.language),
        )
        self.message_user(request, words, messages.SUCCESS)
        return HttpResponseRedirect(self._address_of(edition))
