from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models.publishable import verb
from articles.models.revision import ArticleRevision
from newsroom import languages
from newsroom.actors import Actor
from newsroom.refusals import WrongState

if TYPE_CHECKING:
    from articles.models.article import Article

# What both editions of a story have in common when the second begins; the text is not among it.
SHARED = ("kind", "section", "lead_image", "authors", "topics")


class Translatable(models.Model):
    """What an article knows of the other edition it was written from."""

    translated_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, editable=False, related_name="+",
        verbose_name=gettext_lazy("translated from"),
    )  # fmt: skip
    translated_from_revision = models.ForeignKey(
        ArticleRevision, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    # Of the article.
    objects: ClassVar[Any]
    language: Any
    revisions: Any
    story: Any
    story_id: Any
    working_copy: Any

    class Meta:
        abstract = True

    @verb
    def create_edition(self, *, by: Actor) -> "Article":
        """Start the story's article in the other language: what is shared is copied, the text is not."""
        language = languages.other(self.language)
        if type(self).objects.filter(story=self.story_id, language=language).exists():
            raise WrongState(_("The other edition exists already."))
        content = self.working_copy()
        article: Article = type(self).objects.start(language, by=by, story=self.story)
        article.translated_from = self
        article.translated_from_revision = self.revisions.order_by("-number").first()
        shared = {name: content[name] for name in SHARED}
        article._write_revision(article.working_copy() | shared, by=by)
        article._follow(article.working_copy())
        return article
