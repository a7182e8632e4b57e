from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.admin.article_form import BODY_TOO_LONG
from articles.admin.publishable import PublishableAdmin, StepFields, isolated
from articles.models import Page
from newsroom.admin import direct
from newsroom.prose import ProseWidget
from newsroom.sanitize import clean_article


class PageForm(StepFields, forms.ModelForm):
    class Meta:
        model = Page
        fields = ("title", "slug", "body", "order", "embargoed_until", "expires_at")

    def clean_body(self) -> str:
        try:
            return clean_article(self.cleaned_data["body"])
        except ValueError as too_long:
            raise forms.ValidationError(BODY_TOO_LONG) from too_long


@admin.register(Page)
class PageAdmin(PublishableAdmin):
    form = PageForm
    list_display = ("title_isolated", "language", "slug", "status_now", "published_at")
    search_fields = ("title", "slug")

    def get_form(self, request: HttpRequest, obj: Page | None = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        language = self.language_of(request, obj)
        if "body" in form.base_fields:
            form.base_fields["body"].widget = ProseWidget(language)
            direct(form.base_fields["title"], language)
        return form

    def save_model(self, request: HttpRequest, obj: Page, form: Any, change: bool) -> None:
        if not change:
            obj.language = self.language_of(request, None)
        super().save_model(request, obj, form, change)

    @admin.display(description=_("title"), ordering="title")
    def title_isolated(self, page: Page) -> SafeString:
        return isolated(page.title, page.language)
