import logging
import re

# What django.core.signing makes: content, time (a preview link has none), signature.
# Whoever reads it in a log could use the link.
# The lengths are bounded because a stranger's path is logged: time must not grow with its square.
TOKEN = re.compile(r"[\w-]{1,400}(?::[\w-]{4,12}:|\.)[\w-]{43}")
PART = r"[^\s@\"'<>(),;:=\[\]{}]"
MAIL_ADDRESS = re.compile(f"{PART}{{1,64}}@{PART}{{1,255}}")
IP_ADDRESS = re.compile(
    r"\b\d{1,3}(?:\.\d{1,3}){3}\b|(?<![\w:])(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}(?![\w:])", re.IGNORECASE
)


class LineAboutNobody(logging.Formatter):
    """A line of the log, its traceback included, without tokens and without anybody's address.

    Django logs the path of a refused request, and a database's error repeats the row it refuses.
    """

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)
        for pattern in (TOKEN, MAIL_ADDRESS, IP_ADDRESS):
            text = pattern.sub("…", text)
        return text
