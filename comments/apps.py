from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommentsConfig(AppConfig):
    name = "comments"
    verbose_name = _("Comments")

    def ready(self) -> None:
        """Tell the kernel what of ours is to be sent, and what is due by itself."""
        from comments import digest, lessons, mails, retention, verification  # noqa: PLC0415 (they need the models)
        from comments.moderation import external  # noqa: PLC0415 (it needs the models)
        from newsroom import due, outbox  # noqa: PLC0415 (they need the models)

        outbox.register(verification.KIND, mails.send_confirmation)
        outbox.register("comments.decision", mails.send_decision)
        outbox.register("comments.reply", mails.send_reply)
        outbox.register("comments.personal_data", mails.send_proof)
        outbox.register("comments.digest", digest.send)
        outbox.register("comments.alert", digest.send_alert)
        outbox.register(lessons.KIND, external.teach)
        due.register("digests", digest.write)
        due.register("forgotten", retention.run)
