from django.apps import AppConfig
from django.db.models.signals import m2m_changed, post_delete, post_migrate, post_save, pre_delete, pre_save
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Articles")

    def ready(self) -> None:
        """Tell the kernel what of ours is to be sent, what is due by itself, and what pages are made of."""
        # They need the models, and the checks are registered by being loaded.
        from articles import appearances, checks, kept_pages, notices, swaps  # noqa: F401, PLC0415
        from articles.models import Article, DiscardedPicture, Image, Pin, ReadCount  # noqa: PLC0415
        from newsroom import due, notifications, outbox  # noqa: PLC0415 (it needs the models)

        self._listen()
        kept_pages.follow_all()
        outbox.register(notices.APPEARED, appearances.send)
        notifications.register("articles.article", appearances.naming)
        due.register("changes made live", swaps.make_due)
        due.register("ended pins", Pin.objects.forget_ended)
        due.register("finished pictures", lambda now: Image.objects.finish())
        due.register("share cards", Article.objects.keep_cards)
        due.register("removed pictures", DiscardedPicture.objects.remove_due)
        due.register("old reads", ReadCount.objects.forget_old)

    def _listen(self) -> None:
        """Let search, pictures and editions follow what happens to rows."""
        from articles import search_index, search_words  # noqa: PLC0415 (they need the models)
        from articles.models import Article, Author, Image, ImageText, Topic  # noqa: PLC0415
        from articles.models.carded import discard_with_article  # noqa: PLC0415 (it needs the models)
        from articles.models.discarded import discard  # noqa: PLC0415
        from articles.models.findable import found_again  # noqa: PLC0415
        from articles.models.translatable import leave_alone  # noqa: PLC0415

        post_migrate.connect(search_index.ensure, sender=self)
        m2m_changed.connect(search_words.found_by_topics, sender=Article.topics.through)
        for named in (Author, Topic):
            pre_save.connect(search_words.note_renaming, sender=named)
            post_save.connect(search_words.found_by_name, sender=named)
        pre_delete.connect(search_words.leave_topic, sender=Topic)
        post_delete.connect(search_words.found_without, sender=Topic)
        pre_delete.connect(leave_alone, sender=Article)
        pre_delete.connect(discard_with_article, sender=Article)
        post_delete.connect(discard, sender=Image)
        post_save.connect(found_again, sender=ImageText)
        post_delete.connect(found_again, sender=ImageText)
