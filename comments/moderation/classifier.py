from typing import Protocol

from comments.moderation.verdict import Finding, Submission


class ClassifierFailed(Exception):
    """No answer that can be used came in time."""


class Classifier(Protocol):
    """A classifier outside of this site. Both methods may take two seconds and raise ClassifierFailed."""

    def check(self, sent: Submission) -> Finding | None:
        """Return a finding of up to six points, or None where it has nothing against the comment."""

    def learn(self, sent: Submission, *, spam: bool) -> None:
        """Tell it what a moderator has decided against its word."""
