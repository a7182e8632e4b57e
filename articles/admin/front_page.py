"""The front page of an edition as its editors arrange it: its places, and what could stand there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST

from articles.admin.moments import MomentField, name_parts, tell_zone
from articles.admin.publishable import isolated
from articles.front_page import TOP_SIZE, hidden_because, pinnable, top_of
from articles.models import Article, Pin
from articles.models.pin import PLACES, USUAL, changed, placed
from articles.workflow import may
from newsroom import languages
from newsroom.admin import staff
from newsroom.refusals import NotNow, NotPermitted
from newsroom.typed_number import typed_number

FOUND = 20
NAMES = (pgettext_lazy("place", "lead"), *[gettext_lazy("beside the latest")] * (TOP_SIZE - 1))
BELOW = gettext_lazy("rows below")
# What is said of an act: the article, the sentence about it, and its place.
Told = tuple[Article, str, int]


class PinForm(forms.Form):
    """Where an article is pinned, and until when: in the newsroom's time zone, which stands beside it."""

    article = forms.IntegerField(widget=forms.HiddenInput)
    place = forms.IntegerField(label=gettext_lazy("Place"), min_value=1, max_value=PLACES)
    until = MomentField(label=gettext_lazy("Until"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        until = self.fields["until"]
        # To the minute: nobody means its seconds.
        until.initial = (timezone.now() + USUAL).replace(second=0, microsecond=0)
        name_parts(until)
        tell_zone(until, self.initial.get("until", until.initial))


@dataclass
class Place:
    """A place of the front page: what is pinned there, or what readers see there meanwhile."""

    number: int
    name: Any
    pin: Pin | None = None
    shown: Article | None = None
    # Why readers do not see what is pinned.
    hidden: str = ""
    form: PinForm | None = None


@dataclass
class Attempt:
    """A form that was refused, so that it comes back as it was typed."""

    key: int = 0
    form: PinForm | None = None
    # Beside the place, or beside what was found.
    where: str = ""


@dataclass
class Found:
    article: Article
    form: PinForm
    pinned_at: int = 0
    hidden: str = ""


@admin.register(Pin)
class FrontPageAdmin(admin.ModelAdmin):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        acts = {"pin": self.pin_view, "move": self.move_view, "remove": self.remove_view, "arrange": self.arrange_view}
        guard = self.admin_site.admin_view
        return [
            path("", guard(self.changelist_view), name="articles_pin_changelist"),
            path("<edition:language>/", guard(self.edition_view), name="articles_pin_edition"),
            *(
                path(f"<edition:language>/{name}/", guard(require_POST(view)), name=f"articles_pin_{name}")
                for name, view in acts.items()
            ),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Lead to the edition that this person arranges; of both, to that of the interface's language."""
        own = editions_of(request)
        if not own:
            raise NotPermitted(_("Your account may not arrange the front page."))
        language = languages.active() if languages.active() in own else own[0]
        return HttpResponseRedirect(reverse("admin:articles_pin_edition", args=[language]))

    def edition_view(self, request: HttpRequest, language: str) -> HttpResponse:
        check_right(request, language)
        return self._page(request, language, Attempt())

    def pin_view(self, request: HttpRequest, language: str) -> HttpResponse:
        check_right(request, language)
        key = typed_number(request.POST.get("article")) or 0
        form = PinForm(request.POST)
        attempt = Attempt(key, form, request.POST.get("where", ""))
        if not form.is_valid():
            return self._page(request, language, attempt)
        article = get_object_or_404(Article, pk=key, language=language)
        place = form.cleaned_data["place"]
        try:
            until = form.cleaned_data["until"]
            Pin.objects.pin(article, position=place - 1, until=until, by=staff(request))
        except NotNow as refusal:
            form.add_error(None, str(refusal))
            return self._page(request, language, attempt)
        return self._done(request, article, _("“{title}” is pinned at place {place}."), place)

    def move_view(self, request: HttpRequest, language: str) -> HttpResponse:
        place = typed_number(request.POST.get("place")) or 0

        def move() -> Told:
            pin = pin_named(request, language)
            pin.move(position=place - 1, by=staff(request))
            return pin.article, _("“{title}” is now at place {place}."), place

        return self._act(request, language, move)

    def remove_view(self, request: HttpRequest, language: str) -> HttpResponse:
        def remove() -> Told:
            pin = pin_named(request, language)
            pin.remove(by=staff(request))
            return pin.article, _("“{title}” is no longer pinned."), pin.position + 1

        return self._act(request, language, remove)

    def arrange_view(self, request: HttpRequest, language: str) -> HttpResponse:
        """Take the places as they were dragged: for each the key of the article pinned there, or nothing."""
        check_right(request, language)
        was, keys = ([typed_number(key) for key in request.POST.getlist(name)] for name in ("was", "order"))
        article = get_object_or_404(Article, pk=typed_number(request.POST.get("moved")), language=language)

        def arrange() -> Told:
            Pin.objects.arrange(language, keys, was=was, by=staff(request))
            return article, _("“{title}” is now at place {place}."), [*keys, article.pk].index(article.pk) + 1

        return self._act(request, language, arrange)

    def _act(self, request: HttpRequest, language: str, act: Callable[[], Told]) -> HttpResponse:
        check_right(request, language)
        try:
            told = act()
        except NotNow as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return self._back(request, language)
        return self._done(request, *told)

    def _done(self, request: HttpRequest, article: Article, sentence: str, place: int) -> HttpResponse:
        title = isolated(str(article), article.language)
        self.message_user(request, format_html(sentence, title=title, place=place), messages.SUCCESS)
        return self._back(request, article.language, place)

    def _back(self, request: HttpRequest, language: str, place: int = 0) -> HttpResponse:
        """Lead back to the page with its search, and to the place that was changed."""
        asked = request.POST.get("q", "")
        query = f"?{urlencode({'q': asked})}" if asked else ""
        place_id = f"#place-{place}" if place else ""
        return HttpResponseRedirect(reverse("admin:articles_pin_edition", args=[language]) + query + place_id)

    def _page(self, request: HttpRequest, language: str, attempt: Attempt) -> HttpResponse:
        asked = (request.POST or request.GET).get("q", "").replace("\0", "")
        context = self.admin_site.each_context(request) | {
            "title": _("Front page"),
            "opts": self.opts,
            "language": language,
            "direction": languages.direction(language),
            "editions": editions_of(request),
            "places": places_of(language, attempt),
            "found": found_for(language, asked, attempt),
            "asked": asked,
            "last": PLACES,
            "media": self.media + PinForm().media,
        }
        return render(request, "admin/articles/front_page.html", context)


def editions_of(request: HttpRequest) -> list[str]:
    return [code for code in languages.CODES if may(staff(request), "change", Pin, code)]


def check_right(request: HttpRequest, language: str) -> None:
    if language not in editions_of(request):
        edition = languages.NAMES[language]
        raise NotPermitted(_("Your account may not do this in the %(edition)s edition.") % {"edition": edition})


def pin_named(request: HttpRequest, language: str) -> Pin:
    pin = Pin.objects.select_related("article").filter(pk=typed_number(request.POST.get("pin")) or 0, language=language)
    if (found := pin.first()) is None:
        raise changed()
    return found


def places_of(language: str, attempt: Attempt) -> list[Place]:
    now = timezone.now()
    pins = placed(Pin.objects.current(language, now).select_related("article", "by"))
    top = top_of(language, now)
    readers = Article.objects.defer("body", "body_html", "search_text").in_bulk([row.pk for row in top.places])
    pinned = {pin.article_id for pin in pins.values()}
    places = []
    for position in range(PLACES):
        place = Place(position + 1, NAMES[position] if position < TOP_SIZE else BELOW, pins.get(position))
        if position < len(top.places) and top.places[position].pk not in pinned:
            place.shown = readers.get(top.places[position].pk)
        article = place.pin.article if place.pin else place.shown
        if place.pin:
            place.hidden = hidden_because(place.pin.article, now)
        if article:
            until = place.pin and place.pin.until
            place.form = _form_for(article, attempt, "place", place=position + 1, until=until)
        places.append(place)
    return places


def found_for(language: str, asked: str, attempt: Attempt) -> list[Found]:
    """Return the newest articles that could be pinned and hold the words asked for."""
    now = timezone.now()
    rows = pinnable(language, now).select_related("section").defer("body", "body_html", "search_text")
    if asked.strip():
        rows = rows.matching(asked)
    at = dict(Pin.objects.current(language, now).values_list("article", "position"))
    free = next((position for position in range(PLACES) if position not in at.values()), 0) + 1
    found = list(rows.order_by("-published_at", "-pk")[:FOUND])
    if attempt.where == "found" and attempt.key not in {row.pk for row in found}:
        found += Article.objects.filter(pk=attempt.key, language=language)
    return [
        Found(
            row,
            _form_for(row, attempt, "found", place=free),
            at[row.pk] + 1 if row.pk in at else 0,
            hidden_because(row, now),
        )
        for row in found
    ]


def _form_for(article: Article, attempt: Attempt, where: str, *, place: int, until: Any = None) -> PinForm:
    initial = {"article": article.pk, "place": place} | ({"until": until} if until else {})
    is_back = attempt.form and (attempt.key, attempt.where) == (article.pk, where)
    form = attempt.form if attempt.form and is_back else PinForm(initial=initial)
    form.auto_id = f"{where}-{article.pk}-%s"
    return form
