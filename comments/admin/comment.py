from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST

from comments.admin.queue import words
from comments.choices import TRANSITIONS, RejectionReason, State
from comments.models import Comment
from comments.rendering import render
from newsroom import languages
from newsroom.admin import FormPage, staff
from newsroom.refusals import NotPermitted, WrongState
from newsroom.typed_number import COUNT, typed_number

DECISIONS = {
    State.APPROVED: pgettext_lazy("button", "Approve"),
    State.REJECTED: pgettext_lazy("button", "Reject"),
    State.SPAM: pgettext_lazy("button", "Mark as spam"),
}
# What would tell who wrote: the address, its pseudonyms, and where it came from.
ABOUT_PEOPLE = {"email", "email_key", "device", "network", "fingerprint", "origin"}
REASONS = [("", gettext_lazy("no reason given")), *RejectionReason.choices]


class ReasonActionForm(ActionForm):
    reason = forms.ChoiceField(label=gettext_lazy("Reason for a rejection:"), choices=REASONS, required=False)


class EditionFilter(admin.ChoicesFieldListFilter):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = gettext_lazy("edition")


@admin.register(Comment)
class CommentAdmin(FormPage):
    """All comments, to search and to look up what was decided; the day's work is in the queue.

    Nobody edits a reader's words: there is nothing to change here but the state.
    """

    action_form = ReasonActionForm
    actions = ("approve", "reject", "mark_spam")
    actions_selection_counter = True
    list_display = ("excerpt", "author", "state_now", "article_link", "submitted_at")
    list_filter = ("state", ("edition", EditionFilter))
    list_select_related = ("article",)
    list_per_page = 50
    date_hierarchy = "submitted_at"
    ordering = ("-submitted_at",)
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Comment]:
        """Show to each the comments of the editions they work in."""
        editions = [code for code in languages.CODES if staff(request).works_in(code)]
        rows: QuerySet[Comment] = super().get_queryset(request)
        return rows if set(editions) == set(languages.CODES) else rows.filter(edition__in=editions)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Comment | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Comment | None = None) -> bool:
        # A row that went past the verbs would leave the counts of its article wrong.
        return False

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        return staff(request).has_perm("comments.moderate_comment")

    def sees_addresses(self, request: HttpRequest) -> bool:
        return staff(request).has_perm("comments.view_commenter_pii")

    def get_fields(self, request: HttpRequest, obj: Comment | None = None) -> Any:
        fields = ["state_now", "whole", "answers", "article_link", "author", "website_text", "submitted_at"]
        if self.sees_addresses(request):
            fields.insert(fields.index("website_text"), "address")
        if obj and obj.reason:
            fields.insert(1, "reason")
        return fields

    def get_readonly_fields(self, request: HttpRequest, obj: Comment | None = None) -> Any:
        return self.get_fields(request, obj)

    def get_search_fields(self, request: HttpRequest) -> tuple[str, ...]:
        return ("name", "body", "email") if self.sees_addresses(request) else ("name", "body")

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Let nobody guess an e-mail address by ?email__startswith=… who may not read it."""
        about_people = lookup.split("__")[0] in ABOUT_PEOPLE
        if about_people and not (request and self.sees_addresses(request)):
            return False
        return super().lookup_allowed(lookup, value, request)

    def get_urls(self) -> list[URLPattern]:
        decide = self.admin_site.admin_view(require_POST(self.decide))
        return [path("<int:key>/decide/", decide, name="comments_comment_decide"), *super().get_urls()]

    def form_context(self, request: HttpRequest, obj: Any, form: Any) -> dict[str, Any]:
        decisions = [
            {"name": state.value, "label": label, "primary": state == State.APPROVED}
            for state, label in DECISIONS.items()
            if obj and state in TRANSITIONS[obj.state] and self.has_moderate_permission(request)
        ]
        return super().form_context(request, obj, form) | {
            "decisions": decisions,
            "may_reject": any(decision["name"] == State.REJECTED for decision in decisions),
            "reasons": REASONS,
            "log": obj.actions.all() if obj else (),
            "public_url": f"{obj.article.get_absolute_url()}#comment-{obj.pk}" if obj and obj.is_public() else "",
        }

    def decide(self, request: HttpRequest, key: int) -> HttpResponse:
        """Take the decision of a comment's own page, about the version that was on that page."""
        comment = get_object_or_404(self.get_queryset(request), pk=key)
        version = typed_number(request.POST.get("version"), COUNT)
        to = request.POST.get("to", "")
        if to not in DECISIONS or version is None:
            raise NotPermitted(_("There is no such decision."))
        self._decide(request, {comment.pk: version}, to)
        return HttpResponseRedirect(reverse("admin:comments_comment_change", args=[comment.pk]))

    @admin.action(description=gettext_lazy("Approve the selected comments"), permissions=["moderate"])
    def approve(self, request: HttpRequest, comments: QuerySet[Comment]) -> None:
        self._decide(request, dict(comments.values_list("pk", "version")), State.APPROVED)

    @admin.action(description=gettext_lazy("Reject the selected comments"), permissions=["moderate"])
    def reject(self, request: HttpRequest, comments: QuerySet[Comment]) -> None:
        self._decide(request, dict(comments.values_list("pk", "version")), State.REJECTED)

    @admin.action(description=gettext_lazy("Mark the selected comments as spam"), permissions=["moderate"])
    def mark_spam(self, request: HttpRequest, comments: QuerySet[Comment]) -> None:
        self._decide(request, dict(comments.values_list("pk", "version")), State.SPAM)

    def _decide(self, request: HttpRequest, versions: dict[int, int], to: str) -> None:
        reason = request.POST.get("reason", "") if to == State.REJECTED else ""
        reason = reason if reason in RejectionReason.values else ""
        try:
            decision = Comment.objects.decide(versions, to=to, by=staff(request), reason=reason, whole=True)
        except WrongState as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return
        for sentence in words.done(decision.batch, to):
            self.message_user(request, sentence, messages.SUCCESS)
        if decision.stale:
            self.message_user(request, words.skipped(len(decision.stale)), messages.WARNING)

    @admin.display(description=gettext_lazy("comment"))
    def excerpt(self, comment: Comment) -> SafeString:
        text = comment.body if len(comment.body) <= 140 else f"{comment.body[:140]}…"
        return _isolated(text, comment.language)

    @admin.display(description=gettext_lazy("comment"))
    def whole(self, comment: Comment) -> SafeString:
        return format_html(
            '<div class="admin-comment" lang="{}" dir="{}">{}</div>',
            comment.language,
            languages.direction(comment.language),
            # What no moderator has let through cannot be followed by a slip.
            render(comment.body, links=comment.state == State.APPROVED),
        )

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_now(self, comment: Comment) -> SafeString:
        return format_html(
            '<span class="admin-status admin-status--{}">{}</span>', comment.state, comment.get_state_display()
        )

    @admin.display(description=gettext_lazy("e-mail"))
    def address(self, comment: Comment) -> SafeString:
        return format_html('<bdi dir="ltr">{}</bdi>', comment.email)

    @admin.display(description=gettext_lazy("name"), ordering="name")
    def author(self, comment: Comment) -> SafeString:
        return format_html('<bdi dir="auto">{}</bdi>', comment.name)

    @admin.display(description=gettext_lazy("website"))
    def website_text(self, comment: Comment) -> SafeString:
        # As text: a moderator is the last who should follow a spammer's link by a slip.
        return format_html('<bdi dir="ltr">{}</bdi>', comment.website or "–")

    @admin.display(description=gettext_lazy("article"), ordering="article")
    def article_link(self, comment: Comment) -> SafeString:
        address = reverse("admin:articles_article_change", args=[comment.article_id])
        return format_html('<a href="{}">{}</a>', address, _isolated(str(comment.article), comment.article.language))

    @admin.display(description=gettext_lazy("in reply to"))
    def answers(self, comment: Comment) -> SafeString | str:
        if not comment.parent:
            return "–"
        address = reverse("admin:comments_comment_change", args=[comment.parent_id])
        return format_html(
            '<a href="{}">{}</a>: {}', address, self.author(comment.parent), self.excerpt(comment.parent)
        )


def _isolated(text: str, language: str) -> SafeString:
    return format_html('<bdi lang="{}" dir="{}">{}</bdi>', language, languages.direction(language), text)
