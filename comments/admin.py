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
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.http import require_POST

from comments.choices import RejectionReason, State
from comments.models import Comment, ModerationAction
from comments.rendering import render
from newsroom import languages
from newsroom.refusals import NotPermitted

DECISIONS = {
    State.APPROVED: pgettext_lazy("button", "Approve"),
    State.REJECTED: pgettext_lazy("button", "Reject"),
    State.SPAM: pgettext_lazy("button", "Mark as spam"),
}
REASONS = [("", gettext_lazy("no reason given")), *RejectionReason.choices]


class ReasonActionForm(ActionForm):
    reason = forms.ChoiceField(label=gettext_lazy("Reason for a rejection:"), choices=REASONS, required=False)


class ActionInline(admin.TabularInline):
    model = ModerationAction
    fields = readonly_fields = ("at", "actor", "from_state", "to_state", "reason")
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Comment)
class CommentAdmin(admin.ModelAdmin):
    """Comments to decide about. Nobody edits a reader's words: there is nothing to change here but the state."""

    action_form = ReasonActionForm
    actions = ("approve", "reject", "mark_spam")
    actions_selection_counter = True
    inlines = (ActionInline,)
    list_display = ("excerpt", "author", "state", "article_isolated", "submitted_at")
    list_filter = ("state", "language", "article__language")
    list_select_related = ("article",)
    search_fields = ("name", "email", "body")
    date_hierarchy = "submitted_at"
    ordering = ("-submitted_at",)
    fields = readonly_fields = (
        "state",
        "reason",
        "whole",
        "author",
        "email",
        "website_text",
        "article_isolated",
        "answers",
        "submitted_at",
        "decided_at",
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("comments.moderate_comment")

    def get_urls(self) -> list[URLPattern]:
        decide = self.admin_site.admin_view(require_POST(self.decide))
        return [path("<int:key>/decide/", decide, name="comments_comment_decide"), *super().get_urls()]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, obj: Any = None, **kwargs: Any) -> Any:
        context["decisions"] = [
            {"name": state.value, "label": label}
            for state, label in DECISIONS.items()
            if obj and obj.state != state and self.has_moderate_permission(request)
        ]
        context["reasons"] = REASONS
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def decide(self, request: HttpRequest, key: int) -> HttpResponse:
        """Take the decision of a comment's own page, about the version that was on that page."""
        comment = get_object_or_404(Comment, pk=key)
        version = request.POST.get("version", "")
        to = request.POST.get("to", "")
        if to not in DECISIONS or not (version.isascii() and version.isdigit() and len(version) < 10):
            raise NotPermitted(_("There is no such decision."))
        self._decide(request, {comment.pk: int(version)}, to)
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
        decision = Comment.objects.decide(versions, to=to, by=request.user, reason=reason)
        if decision.changed:
            count = len(decision.changed)
            words = ngettext("%(count)d comment is now: %(state)s.", "%(count)d comments are now: %(state)s.", count)
            self.message_user(request, words % {"count": count, "state": State(to).label}, messages.SUCCESS)
        if decision.stale:
            count = len(decision.stale)
            words = ngettext(
                "%(count)d comment was left alone: it is that already, or somebody else has decided meanwhile.",
                "%(count)d comments were left alone: they are that already, or somebody else has decided meanwhile.",
                count,
            )
            self.message_user(request, words % {"count": count}, messages.WARNING)

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
            render(comment.body),
        )

    @admin.display(description=gettext_lazy("name"), ordering="name")
    def author(self, comment: Comment) -> SafeString:
        return format_html('<bdi dir="auto">{}</bdi>', comment.name)

    @admin.display(description=gettext_lazy("website"))
    def website_text(self, comment: Comment) -> SafeString:
        # As text: a moderator is the last who should follow a spammer's link by a slip.
        return format_html('<bdi dir="ltr">{}</bdi>', comment.website or "–")

    @admin.display(description=gettext_lazy("article"), ordering="article")
    def article_isolated(self, comment: Comment) -> SafeString:
        return _isolated(str(comment.article), comment.article.language)

    @admin.display(description=gettext_lazy("in reply to"))
    def answers(self, comment: Comment) -> SafeString | str:
        return _isolated(comment.parent.body, comment.parent.language) if comment.parent else "–"


def _isolated(text: str, language: str) -> SafeString:
    return format_html('<bdi lang="{}" dir="{}">{}</bdi>', language, languages.direction(language), text)
