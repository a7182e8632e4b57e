"""Lists that somebody has given a name: links above the list of articles, and a page to rename and delete them."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles.admin.publishable import PublishableAdmin
from articles.models import SavedView
from articles.models.saved_view import without_place
from newsroom.admin import staff
from newsroom.plain_text import clean_line
from newsroom.refusals import NotPermitted, Refused
from newsroom.typed_number import typed_number

PAGE = "admin:articles_article_views"


class NameForm(forms.ModelForm):
    """The name of a list; whether it is free is for the verb to say."""

    # Not among the columns of the form: a link is made of it, and the verb cuts it down.
    query = forms.CharField(required=False, max_length=5000, widget=forms.HiddenInput)

    class Meta:
        model = SavedView
        fields = ("name",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs |= {"dir": "auto"}

    def clean_name(self) -> str:
        name = clean_line(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(self.fields["name"].error_messages["required"], code="required")
        return name


class SavesViews(PublishableAdmin):
    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(self.views_view)
        return [path("views/", page, name="articles_article_views"), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        query = without_place(request.GET.urlencode())
        own = list(SavedView.objects.of(staff(request))) if request.method == "GET" else []
        views = [(view, view.query == query) for view in own]
        form = NameForm(initial={"query": query}, auto_id="view-%s")
        context = {"saved_views": views, "view_form": form, "view_query": query}
        return super().changelist_view(request, context | (extra_context or {}))

    def views_view(self, request: HttpRequest) -> HttpResponse:
        """Show the lists of this person; a POST keeps the present one, renames one, or deletes one."""
        if not self.has_view_permission(request):
            raise NotPermitted(_("Your account may not see the articles."))
        if request.method != "POST":
            return self._show_views(request)
        act = {"keep": self._keep, "rename": self._rename, "delete": self._delete}.get(request.POST.get("act", ""))
        if act is None:
            raise NotPermitted(_("There is no such step."))
        return act(request)

    def _keep(self, request: HttpRequest) -> HttpResponse:
        form = NameForm(request.POST)
        if form.is_valid():
            try:
                view = SavedView.objects.keep(**form.cleaned_data, by=staff(request))
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                self._say(request, _("“{name}” now leads to this list."), view)
                address = reverse("admin:articles_article_changelist")
                return HttpResponseRedirect(f"{address}?{view.query}")
        return self._show_views(request, keeping=form)

    def _rename(self, request: HttpRequest) -> HttpResponse:
        view = self._own(request)
        form = NameForm(request.POST, auto_id=f"view-{view.pk}-%s")
        if form.is_valid():
            try:
                view.rename(form.cleaned_data["name"], by=staff(request))
            except Refused as refusal:
                form.add_error("name", str(refusal))
            else:
                self._say(request, _("The list is called “{name}” now."), view)
                return HttpResponseRedirect(reverse(PAGE))
        return self._show_views(request, renaming={view.pk: form})

    def _delete(self, request: HttpRequest) -> HttpResponse:
        view = self._own(request)
        view.remove(by=staff(request))
        self._say(request, _("“{name}” is deleted."), view)
        return HttpResponseRedirect(reverse(PAGE))

    def _own(self, request: HttpRequest) -> SavedView:
        own = SavedView.objects.of(staff(request))
        view = own.filter(pk=typed_number(request.POST.get("view")) or 0).first()
        if view is None:
            raise NotPermitted(_("There is no such list of yours."))
        return view

    def _say(self, request: HttpRequest, sentence: str, view: SavedView) -> None:
        self.message_user(request, format_html(sentence, name=format_html("<bdi>{}</bdi>", view.name)))

    def _show_views(
        self, request: HttpRequest, keeping: NameForm | None = None, renaming: dict[int, NameForm] | None = None
    ) -> HttpResponse:
        forms_of = renaming or {}
        own = SavedView.objects.of(staff(request))
        rows = [(view, forms_of.get(view.pk) or NameForm(instance=view, auto_id=f"view-{view.pk}-%s")) for view in own]
        context = self.admin_site.each_context(request) | {
            "title": _("Saved lists"),
            "opts": self.opts,
            "rows": rows,
            "keeping": keeping,
        }
        return TemplateResponse(request, "admin/articles/article/saved_views.html", context)
