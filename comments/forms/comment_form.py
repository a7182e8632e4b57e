from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout, Submit
from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.models import Article
from comments.forms.typed_fields import LONG, SHORT, CleanedCharField, MailAddressField, WebAddressField
from comments.models import Comment
from comments.models.comment import LONGEST_BODY, LONGEST_NAME
from newsroom import languages
from newsroom.models import Site
from newsroom.plain_text import is_invisible

SHORTEST = 2


class CommentForm(forms.ModelForm):
    """A guest's comment. Only these fields are read from the request; everything else the server decides."""

    name = CleanedCharField(
        label=pgettext_lazy("comment form", "Name"),
        max_length=LONGEST_NAME,
        error_messages={"required": _("Write the name to be shown with your comment."), "max_length": LONG},
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "name"}),
    )
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
    body = CleanedCharField(
        label=_("Comment"),
        min_length=SHORTEST,
        max_length=LONGEST_BODY,
        error_messages={"required": _("Write your comment."), "min_length": SHORT, "max_length": LONG},
        help_text=_("Up to 3,000 characters of plain text. It is published after a moderator has read it."),
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 8}),
    )
    token = forms.CharField(required=False, widget=forms.HiddenInput)
    parent = forms.ModelChoiceField(
        Comment.objects.none(),
        required=False,
        widget=forms.HiddenInput,
        error_messages={
            "invalid_choice": _("The comment you answer is no longer there. You can send yours as a new one.")
        },
    )

    class Meta:
        model = Comment
        fields = ("name", "email", "website", "body", "parent")

    def __init__(self, *args: Any, article: Article, with_website: bool, action: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.article = article
        cast(forms.ModelChoiceField, self.fields["parent"]).queryset = Comment.objects.public().on(article)
        if not with_website:
            del self.fields["website"]
        # The browser's own length limit would cut what somebody pastes; ours is said with the text kept.
        for field in self.fields.values():
            field.widget.attrs.pop("maxlength", None)
            field.widget.attrs.pop("minlength", None)
        self.helper = self._make_helper(action, with_website)

    @classmethod
    def under(
        cls, article: Article, site: Site, data: Any = None, initial: dict[str, Any] | None = None
    ) -> "CommentForm":
        """Return the form that stands under `article`, knowing where it posts to and what the site asks for."""
        action = reverse("comments:post", kwargs={"language": article.language, "article_id": article.pk})
        return cls(data, initial=initial, article=article, with_website=site.comments_website_field, action=action)

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if is_invisible(name):
            raise forms.ValidationError(_("Write a name that can be seen."))
        return name

    def clean_body(self) -> str:
        body: str = self.cleaned_data["body"]
        if is_invisible(body):
            raise forms.ValidationError(_("Write a comment that can be seen."))
        return body

    def clean_parent(self) -> Comment | None:
        parent: Comment | None = self.cleaned_data["parent"]
        if parent and not parent.can_be_replied_to():
            raise forms.ValidationError(
                _("This conversation is too deep for a further reply. Send yours as a new comment.")
            )
        return parent

    def carry(self, token: str) -> None:
        """Put `token` into the form that goes back to its reader, beside what they typed.

        A reply to what is no longer there becomes a comment of its own with the next click.
        """
        lost = {"parent": ""} if "parent" in self.errors else {}
        self.data = dict(self.data.items()) | {"token": token} | lost

    def answered(self) -> Comment | None:
        """Return the comment this one answers, as far as it can be found. One query."""
        asked = self.data.get("parent", "")
        known = asked.isascii() and asked.isdigit() and len(asked) < 19
        return Comment.objects.public().on(self.article).filter(pk=asked).first() if known else None

    def save(self, commit: bool = True) -> Comment:
        comment: Comment = super().save(commit=False)
        comment.article = self.article
        comment.depth = comment.parent.depth + 1 if comment.parent else 0
        comment.language = languages.guess(comment.body, default=self.article.language)
        if commit:
            comment.save()
        return comment

    def _make_helper(self, action: str, with_website: bool) -> FormHelper:
        helper = FormHelper()
        helper.form_action = action
        # The page is the same for everybody, so that it cannot hold Django's token; ours is signed.
        helper.disable_csrf = True
        helper.form_id = "comment-form"
        helper.form_class = "comment-form"
        helper.attrs = {"novalidate": "novalidate"}
        helper.layout = Layout(
            Div("name", "email", css_class="comment-form__pair"),
            *(["website"] if with_website else []),
            "body",
            "token",
            "parent",
            Submit("send", _("Send comment"), css_id="comment-send", data_sending=_("Sending…")),
        )
        return helper
