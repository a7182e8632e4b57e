from django.db import models


class Origin(models.Model):
    """Where a comment came from, in full: kept for a week at most, then forgotten (comments.retention).

    The comment itself keeps only pseudonyms of the sender's network and device.
    """

    comment = models.OneToOneField("comments.Comment", models.CASCADE, primary_key=True, related_name="origin")
    address = models.GenericIPAddressField()
    user_agent = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        # Never the address: this is what logs and error mails print.
        return f"origin of comment {self.comment_id}"
