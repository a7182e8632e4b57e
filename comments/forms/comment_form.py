import copy
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout, Submit
from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from comments import tokens
from comments.choices import State
from comments.forms.typed_fields import CommentTextField, MailAddressField, NameField, WebAddressField
from comments.models import Comment
from comments.models.comment import LONGEST_BODY
from comments.moderation.verdict import Submission
from comments.sender import Sender
from newsroom import languages, trap
from newsroom.compiled import Asked, CompiledQuery
from newsroom.models import Site
from newsroom.pseudonyms import mail_pseudonym
from newsroom.templatetags.newsroom import figures
from newsroom.typed_number import typed_number

TRAP = trap.field()


class Shared(dict[str, forms.Field]):
    """Fields that every form has in common until it is printed: to copy them was a third of what checking one cost."""

    def __deepcopy__(self, memo: Any) -> dict[str, forms.Field]:
        return dict(self)


class AnsweredField(forms.Field):
    """The key of the comment that is answered; the form looks for it under its own article."""

    def prepare_value(self, value: Any) -> Any:
        return value.pk if isinstance(value, Comment) else value


class CommentForm(forms.Form):
    """A guest's comment. Only these fields are read from the request; everything else the server decides."""

    name = NameField()
    email = MailAddressField(
        label=_("E-mail"),
        max_length=254,
        error_messages={
            "required": _("Write your e-mail address. It will not be published."),
            "invalid": _("Write a complete e-mail address, such as name@example.org."),
        },
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "email"}),
    )
    website = WebAddressField(
        label=_("Website"),
        max_length=200,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Write a complete web address, such as https://example.org.")},
        widget=forms.URLInput(attrs={"dir": "ltr", "autocomplete": "url"}),
    )
    body = CommentTextField()
    wants_decision = forms.BooleanField(label=_("Tell me by e-mail when it has been decided about"), required=False)
    wants_replies = forms.BooleanField(
        label=_("Tell me by e-mail of replies"),
        required=False,
        help_text=_("A mail asks you first to confirm that the address is yours."),
    )
    token = forms.CharField(required=False, widget=forms.HiddenInput)
    parent = AnsweredField(
        required=False,
        widget=forms.HiddenInput,
        error_messages={
            "invalid_choice": _("The comment you answer is no longer there. You can send yours as a new one.")
        },
    )

    def __init__(self, *args: Any, article: Article, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.article = article
        self.site = site
        if not site.comments_website_field:
            del self.fields["website"]
        if not settings.MAIL_CONFIGURED:
            # Nothing is offered that nobody could keep.
            del self.fields["wants_decision"], self.fields["wants_replies"]
        self.fields[trap.name()] = TRAP

    @classmethod
    def under(
        cls, article: Article, site: Site, data: Any = None, initial: dict[str, Any] | None = None
    ) -> "CommentForm":
        """Return the form that stands under `article`, asking for what the site asks for."""
        return cls(data, initial=initial, article=article, site=site)

    def clean_parent(self) -> Comment | None:
        """Return the public comment that is answered. One query where one is."""
        typed = self.cleaned_data["parent"]
        if not typed:
            return None
        parent = _public_comment(typed, self.article)
        if parent is None:
            raise forms.ValidationError(self.fields["parent"].error_messages["invalid_choice"], code="invalid_choice")
        if not parent.can_be_replied_to():
            raise forms.ValidationError(
                _("This conversation is too deep for a further reply. Send yours as a new comment.")
            )
        return parent

    def lose_parent(self) -> None:
        """Say of the valid form that what it answers is no longer there."""
        field = self.fields["parent"]
        self.add_error("parent", field.error_messages["invalid_choice"])

    def carry(self, token: str) -> None:
        """Put `token` into the form that goes back to its reader, beside what they typed.

        A reply to what is no longer there becomes a comment of its own with the next click.
        """
        lost = {"parent": ""} if "parent" in self.errors else {}
        self.data = dict(self.data.items()) | {"token": token} | lost

    def answered(self) -> Comment | None:
        """Return the comment this one answers, as far as it can be found. One query."""
        asked = typed_number(self.data.get("parent"))
        return Comment.objects.public().on(self.article).filter(pk=asked).first() if asked else None

    def submission(self, sender: Sender, token: tokens.Token) -> Submission:
        """Return the valid form as the policy takes it."""
        typed = self.cleaned_data
        email_key = mail_pseudonym(typed["email"])
        return Submission(
            article=self.article,
            site=self.site,
            now=timezone.now(),
            name=typed["name"],
            email=typed["email"],
            website=typed.get("website", ""),
            body=typed["body"],
            language=languages.guess(typed["body"], default=self.article.language),
            parent=typed["parent"],
            address=sender.address,
            user_agent=sender.user_agent,
            email_key=email_key,
            device=sender.device,
            network=sender.network,
            verified=email_key in sender.verified_keys,
            seconds_taken=token.age,
            trap_filled=trap.is_filled(self.data),
            key=token.key,
        )

    def _own_its_fields(self) -> None:
        """Take copies of the fields that all forms share: what prints them writes into them."""
        self.fields = copy.deepcopy(self.fields)
        longest = {"count": figures(LONGEST_BODY)}
        self.fields["body"].help_text = _("Up to %(count)s characters of plain text.") % longest
        # What was checked is still bound to those of all.
        self._bound_fields_cache: dict[str, forms.BoundField] = {}

    @property
    def wishes(self) -> dict[str, bool]:
        """Return of what the author wants to be told by mail, by the names of the comment's columns."""
        return {name: self.cleaned_data.get(name, False) for name in ("wants_decision", "wants_replies")}

    @cached_property
    def helper(self) -> FormHelper:
        """Return how the form is printed; most that are sent never are."""
        self._own_its_fields()
        helper = FormHelper()
        helper.form_action = reverse(
            "comments:post", kwargs={"language": self.article.language, "article_id": self.article.pk}
        )
        # The page is the same for everybody, so that it cannot hold Django's token; ours is signed.
        helper.disable_csrf = True
        helper.form_id = "comment-form"
        helper.form_class = "comment-form"
        helper.attrs = {"novalidate": "novalidate"}
        helper.layout = Layout(
            Div("name", "email", css_class="comment-form__pair"),
            *(["website"] if "website" in self.fields else []),
            "body",
            *([Div("wants_decision", "wants_replies")] if "wants_replies" in self.fields else []),
            # Out of sight by its class: what hides it needs no style in the page.
            Div(trap.name(), css_class="comment-form__beyond", aria_hidden="true"),
            "token",
            "parent",
            Submit("send", _("Send comment"), css_id="comment-send", data_sending=_("Sending…")),
        )
        return helper


CommentForm.base_fields = Shared(CommentForm.base_fields)


def _answered() -> QuerySet[Comment]:
    approved = Comment.objects.filter(state=State.APPROVED, article=Asked("article"), pk=Asked("key"))
    return approved.only("article", "state", "depth", "wants_replies")


_ANSWERED = CompiledQuery(_answered)


def _public_comment(typed: Any, article: Article) -> Comment | None:
    """Return what `objects.public()` would find under `article`, which is known and need not be asked for again."""
    if not article.is_public():
        return None
    try:
        key = typed_number(str(int(typed)))
    except ValueError:
        return None
    # No key has more digits than a number of the database.
    found: list[Comment] = [] if key is None else _ANSWERED(article=article.pk, key=key)
    return found[0] if found else None
