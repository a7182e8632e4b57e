"""One's own inbox, and of what one wants mail as well. Everybody in the admin has both, and nobody another's."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from newsroom import pagination
from newsroom.admin.desk import staff
from newsroom.models import Notification
from newsroom.notifications import EVENTS, address_of
from newsroom.typed_number import typed_number

View = Callable[..., Any]
PAGE_SIZE = 30
LARGEST_KEY = 2**63 - 1


def pages(guard: Callable[[View], View]) -> list[URLPattern]:
    """Return the addresses; `guard` is the admin's own."""
    return [
        path("notifications/", guard(inbox), name="notifications"),
        path("notifications/read/", guard(mark_read), name="notifications_read"),
        path("notifications/<int:key>/", guard(follow), name="notification"),
        path("me/", guard(own_settings), name="own_settings"),
    ]


@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """List what one was told, the newest first; `?unread=1` leaves out what was read."""
    own = Notification.objects.filter(user=staff(request))
    only_unread = request.GET.get("unread") == "1"
    page = pagination.page_of(own.unread() if only_unread else own, request.GET.get("page"), size=PAGE_SIZE)
    here = reverse("admin:notifications") + ("?unread=1" if only_unread else "")
    rows = [(row, EVENTS[row.event].label if row.event in EVENTS else row.event) for row in page]
    context = {
        "title": _("Notifications"),
        "rows": rows,
        "page": page,
        "only_unread": only_unread,
        "any_unread": any(row.read_at is None for row in page) or own.unread().exists(),
    }
    return _page(request, "notifications", context | pagination.links(page, here))


@require_POST
def mark_read(request: HttpRequest) -> HttpResponse:
    """Mark those named by `id` as read, or all where the button says so."""
    own = Notification.objects.filter(user=staff(request))
    keys = [key for typed in request.POST.getlist("id") if (key := typed_number(typed)) is not None]
    rows = own if request.POST.get("all") else own.filter(pk__in=keys)
    count = rows.mark_read()
    if count:
        words = ngettext("%(count)d notification marked as read.", "%(count)d notifications marked as read.", count)
        messages.success(request, words % {"count": count})
    query = "?unread=1" if request.POST.get("unread") == "1" else ""
    return HttpResponseRedirect(reverse("admin:notifications") + query, status=303)


@require_GET
def follow(request: HttpRequest, key: int) -> HttpResponse:
    """Lead to what a notification is about, which is read with that."""
    row = get_object_or_404(Notification, pk=min(key, LARGEST_KEY), user=staff(request))
    Notification.objects.filter(pk=row.pk).mark_read()
    return HttpResponseRedirect(address_of(row))


class OwnSettingsForm(forms.Form):
    """Of which events somebody wants mail beside what the inbox says."""

    mailed_events = forms.MultipleChoiceField(
        label=gettext_lazy("Mail me as well when this happens"),
        choices=[(name, event.label) for name, event in EVENTS.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def own_settings(request: HttpRequest) -> HttpResponse:
    person = staff(request)
    # With no box ticked a form holds nothing but the token.
    sent = request.POST if request.method == "POST" else None
    form = OwnSettingsForm(sent, initial={"mailed_events": person.mailed_events})
    if form.is_valid():
        person.choose_mail(form.cleaned_data["mailed_events"])
        messages.success(request, _("Your settings are saved."))
        return HttpResponseRedirect(reverse("admin:own_settings"), status=303)
    context = {"title": _("My settings"), "form": form, "mail_configured": settings.MAIL_CONFIGURED, "person": person}
    return _page(request, "own_settings", context)


def _page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return TemplateResponse(request, f"admin/{template}.html", admin.site.each_context(request) | context)
