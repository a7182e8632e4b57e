import functools
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.image_choice import ChoosesImages
from articles.admin.publishable import PublishableAdmin, isolated
from articles.admin.publishable_form import PublishableForm
from articles.checklist import Finding
from articles.choices import Status
from articles.described import NEEDED, IllustratedText
from articles.models import Page
from newsroom import languages
from newsroom.admin import staff
from newsroom.models import AuditEntry
from newsroom.refusals import NotPermitted

TITLES = {languages.ARABIC: gettext_lazy("Page in Arabic"), languages.ENGLISH: gettext_lazy("Page in English")}
TIMES = ("embargoed_until", "expires_at")


class PageForm(PublishableForm):
    """A page has no working copy: what is saved is what stands."""

    written = ("title",)
    controls = TIMES

    class Meta:
        model = Page
        fields = ("title", "slug", "body", "order", *TIMES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.show_body(self.instance.body)
        self.fields["slug"].widget.attrs["dir"] = "ltr"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        is_live = self.instance.status == Status.PUBLISHED
        if is_live and "body" in cleaned and not IllustratedText(cleaned["body"], self.language).is_described():
            words = _("Readers have this page, or will at its hour: it needs {lacking}. Write it at the picture.")
            self.add_error("body", words.format(lacking=NEEDED))
        return cleaned


@admin.register(Page)
class PageAdmin(ChoosesImages, PublishableAdmin):  # type: ignore[misc]  # each brings its Media, which Django adds up
    form = PageForm
    list_display = ("title_isolated", "language_name", "slug", "status_now", "published_at")
    search_fields = ("title", "slug")

    def get_form(self, request: HttpRequest, obj: Page | None = None, change: bool = False, **kwargs: Any) -> Any:
        if obj and not self.has_change_permission(request, obj):
            return forms.modelform_factory(Page, fields=())
        kwargs["fields"] = PageForm.Meta.fields
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        return functools.partial(form, **self.form_arguments(request, obj))

    def get_fieldsets(self, request: HttpRequest, obj: Page | None = None) -> Any:
        if obj and not self.has_change_permission(request, obj):
            return [(None, {"fields": ["status_now", "reading", "slug", "published_at"]})]
        groups: list[tuple[Any, dict[str, Any]]] = [(None, {"fields": ["title", "slug", "body", "version"]})]
        if self.may_publish(request, obj):
            steps = self.step_fields(request, obj)
            times = ("publish_at", "embargoed_until", "before_embargo", "expires_at", "reason")
            shown = [name for name in times if name in steps or name in TIMES]
            groups.append((_("Publication"), {"fields": shown, "description": self.publication_help()}))
            if "return_note" in steps:
                groups[0][1]["fields"].append("return_note")
        return [*groups, (_("In the footer"), {"fields": ["order"]})]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let those who may not publish change no page that readers have: they would read it at once."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or obj.status != Status.PUBLISHED or self.may_publish(request, obj))

    def lacking(self, row: Page) -> list[Finding]:
        is_described = IllustratedText(row.body, row.language).is_described()
        return [] if is_described else [Finding(NEEDED, "body")]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"slug": request.GET.get("slug", "")}

    def save_model(self, request: HttpRequest, obj: Page, form: Any, change: bool) -> None:
        if change:
            # The form has the row's lock and its newest version.
            obj.version += 1
        super().save_model(request, obj, form, change)
        AuditEntry.objects.record(obj, "change" if change else "start", by=staff(request), language=obj.language)

    def form_context(self, request: HttpRequest, obj: Any, form: Any) -> dict[str, Any]:
        own: dict[str, Any] = {"title": TITLES[self.language_of(request, obj)]}
        if obj:
            own["create_edition_url"] = self._address_of_new(obj)
        return super().form_context(request, obj, form) | own

    def create_edition(self, request: HttpRequest, row: Page) -> HttpResponse:
        if not self.has_add_permission(request):
            raise NotPermitted(_("Your account may not write in this edition."))
        return HttpResponseRedirect(self._address_of_new(row))

    def other_edition(self, row: Page) -> Page | None:
        return Page.objects.filter(slug=row.slug, language=languages.other(row.language)).first()

    @admin.display(description=gettext_lazy("title"), ordering="title")
    def title_isolated(self, page: Page) -> SafeString:
        return isolated(page.title, page.language)

    @admin.display(description=gettext_lazy("text"))
    def reading(self, page: Page) -> SafeString:
        content = {"headline": page.title}
        context = {"article": page, "content": content, "body": page.html}
        return render_to_string("admin/articles/article/_reading.html", context)

    def _address_of_new(self, row: Page) -> str:
        words = QueryDict(mutable=True)
        words.update({"language": languages.other(row.language), "slug": row.slug})
        return f"{reverse('admin:articles_page_add')}?{words.urlencode()}"
