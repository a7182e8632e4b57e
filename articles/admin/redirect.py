"""Earlier addresses: where each leads, and the ones that a chief editor adds by hand."""

import re
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.addresses import decoded
from articles.admin.publishable import PublishableAdmin, isolated
from articles.answered import article_at
from articles.choices import Status
from articles.models import Article, Redirect
from articles.workflow import may
from newsroom import languages
from newsroom.admin import staff
from newsroom.arabic import INVISIBLE
from newsroom.refusals import WrongState

LONGEST = 300
# The short link, the admin's form, or the bare number.
BY_NUMBER = re.compile(r"(?:/a/|/admin/articles/article/|)([0-9]{1,18})/?(?:change/)?")
GONE = "gone"
LEADS = "leads"


class RedirectForm(forms.ModelForm):
    """An address as people have it, whole or not, encoded or not; and what is to answer there."""

    address = forms.CharField(
        label=gettext_lazy("Old address"),
        max_length=4000,
        widget=forms.TextInput({"size": 80, "dir": "ltr"}),
        help_text=gettext_lazy("As it was: pasted from a browser, with or without the name of the site."),
    )
    answer = forms.ChoiceField(
        label=gettext_lazy("Readers who come there"),
        choices=[(LEADS, gettext_lazy("are led to an article")), (GONE, gettext_lazy("are told that it is gone"))],
        widget=forms.RadioSelect,
        initial=LEADS,
    )
    target = forms.CharField(
        label=gettext_lazy("Article"),
        required=False,
        max_length=4000,
        widget=forms.TextInput({"size": 80, "dir": "ltr"}),
        help_text=gettext_lazy("Its address, or its number."),
    )

    class Meta:
        model = Redirect
        fields = ()

    def clean_address(self) -> str:
        path = path_of(self.cleaned_data["address"])
        if len(path) > LONGEST:
            raise forms.ValidationError(_("No address of ours is that long."))
        try:
            Redirect.objects.refuse_standing(path)
        except WrongState as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return path

    def clean_target(self) -> Article | None:
        typed = self.cleaned_data["target"]
        if not typed or self.data.get("answer") == GONE:
            return None
        article = article_named(typed)
        if article is None or article.status != Status.PUBLISHED:
            raise forms.ValidationError(_("There is no published article with this address or number."))
        return article

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("answer") == LEADS and "target" in cleaned and not cleaned["target"]:
            self.add_error("target", _("Name the article that readers are led to."))
        return cleaned


def path_of(typed: str) -> str:
    """Return the decoded path of an address as people paste it: whole, encoded, with a query, without a slash."""
    text = INVISIBLE.sub("", typed.strip())
    try:
        path = urlsplit(text if "//" in text else f"//site/{text.lstrip('/')}").path
    except ValueError:
        return ""
    return decoded(path)


def article_named(typed: str) -> Article | None:
    path = path_of(typed)
    if number := BY_NUMBER.fullmatch(path if path.startswith(("/a/", "/admin/")) else path.strip("/")):
        return Article.objects.filter(pk=int(number[1])).first()
    found = article_at(path)
    if found is None:
        row = Redirect.objects.select_related("article").filter(path=path).first()
        found = row.article if row else None
    return found


@admin.register(Redirect)
class RedirectAdmin(admin.ModelAdmin):
    form = RedirectForm
    list_display = ("path_isolated", "leads_to", "created_at")
    list_select_related = ("article",)
    list_per_page = 50
    search_fields = ("path",)
    search_help_text = gettext_lazy("A part of the old address, as it is read.")
    fields = ("address", "answer", "target")
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Redirect]:
        """Show to each the addresses of the editions they work in."""
        rows: QuerySet[Redirect] = super().get_queryset(request)
        own = [code for code in languages.CODES if staff(request).works_in(code)]
        if set(own) == set(languages.CODES):
            return rows
        within = Q(pk=None)
        for code in own:
            within |= Q(path__startswith=f"/{code}/")
        return rows.filter(within)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return any(may(staff(request), "add", Redirect, code) for code in languages.CODES)

    def has_change_permission(self, request: HttpRequest, obj: Redirect | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Redirect | None = None) -> bool:
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or staff(request).works_in(obj.language))

    def get_fields(self, request: HttpRequest, obj: Redirect | None = None) -> Any:
        return ("path_isolated", "leads_to", "created_at") if obj else self.fields

    def get_readonly_fields(self, request: HttpRequest, obj: Redirect | None = None) -> Any:
        return ("path_isolated", "leads_to", "created_at") if obj else ()

    def get_form(self, request: HttpRequest, obj: Redirect | None = None, change: bool = False, **kwargs: Any) -> Any:
        if obj:
            return forms.modelform_factory(Redirect, fields=())
        return RedirectForm

    def save_model(self, request: HttpRequest, obj: Redirect, form: Any, change: bool) -> None:
        words = form.cleaned_data
        row = Redirect.objects.lead(words["address"], words["target"], by=staff(request))
        obj.pk, obj.path, obj.article = row.pk, row.path, row.article
        obj._state.adding = False

    def delete_model(self, request: HttpRequest, obj: Redirect) -> None:
        obj.remove(by=staff(request))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Redirect]) -> None:
        for row in queryset:
            row.remove(by=staff(request))

    @admin.display(description=gettext_lazy("old address"), ordering="path")
    def path_isolated(self, row: Redirect) -> SafeString:
        return format_html('<bdi dir="ltr">{}</bdi>', row.path)

    @admin.display(description=gettext_lazy("leads to"))
    def leads_to(self, row: Redirect) -> SafeString | str:
        if row.article is None:
            return _("nothing: it is gone")
        address = reverse("admin:articles_article_change", args=[row.article_id])
        name = isolated(str(row.article), row.article.language)
        state = "" if row.article.is_public() else format_html(" ({})", row.article.get_status_display())
        return format_html('<a href="{}">{}</a>{}', address, name, state)


class ShowsEarlierAddresses(PublishableAdmin):
    """Beside the form of an article: the addresses that lead to it, and what becomes of the present one."""

    def panels(self, request: HttpRequest, row: Any) -> list[SafeString]:
        panels = super().panels(request, row)
        if not row.has_been_public():
            return panels
        earlier = list(row.redirects.values_list("path", flat=True)[:10])
        word = row.content["slug"]
        changes = word != row.slug
        if not earlier and not changes:
            return panels
        context = {
            "earlier": earlier,
            "present": decoded(row.get_absolute_url()) if changes else "",
            "word": word,
            "language": row.language,
            "may_see": staff(request).has_perm("articles.view_redirect"),
        }
        return [*panels, render_to_string("admin/articles/article/_earlier_addresses.html", context)]
