"""The story of one run: its own section, author, picture, article and comment, in the words of both editions."""

import io
from dataclasses import dataclass
from html import escape
from typing import Any

from PIL import Image as Pillow

NO_BREAK_SPACE = "\u00a0"


@dataclass(frozen=True)
class Words:
    """What one edition says."""

    language: str
    section: str
    section_word: str
    author: str
    author_word: str
    alt: str
    credit: str
    headline: str
    standfirst: str
    paragraphs: tuple[str, str]

    @property
    def stored_body(self) -> str:
        return "".join(f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in self.paragraphs)


@dataclass(frozen=True)
class Telling:
    """`number` keeps the runs apart, in one newsroom."""

    number: int
    javascript: bool
    width: int

    @property
    def browser(self) -> dict[str, Any]:
        return {"javascript": self.javascript, "width": self.width}

    @property
    def arabic(self) -> Words:
        return Words(
            language="ar",
            section=f"شؤون المرفأ {self.number}",
            section_word=f"شؤون-المرفأ-{self.number}",
            author=f"هدى بن عيّاد {self.number}",
            author_word=f"هدى-بن-عياد-{self.number}",
            alt=f"قاربان أصفران عند الرصيف {self.number}",
            credit=f"تصوير: هدى بن عيّاد {self.number}",
            headline=f"الميناء القديم يستقبل «قارب الفجر» بعد غياب {self.number} سنوات",
            standfirst=f"رسا القارب عند الرصيف {self.number}، فاجتمع حوله نصف الحي.",
            paragraphs=(
                "قال البحّار العائد إن “الطريق أطول مما نتذكر”، ثم ضحك.",
                "وتقول شركة Harbour & Sons إن 14 رحلة أخرى ستتبعه قبل نهاية 2027.",
            ),
        )

    @property
    def english(self) -> Words:
        return Words(
            language="en",
            section=f"Harbour affairs {self.number}",
            section_word=f"harbour-affairs-{self.number}",
            author=f"Huda Ben Ayad {self.number}",
            author_word=f"huda-ben-ayad-{self.number}",
            alt=f"Two yellow boats at the quay {self.number}",
            credit=f"Photograph: Huda Ben Ayad {self.number}",
            headline=f"Old port greets the “dawn boat” after {self.number} years away",
            standfirst=f"The boat moored at quay {self.number}, and half the quarter came to see it.",
            paragraphs=(
                "The sailor said the way was “longer than we remember”, and laughed.",
                "Harbour & Sons says that 14 more crossings will follow before the end of 2027.",
            ),
        )

    @property
    def picture_title(self) -> str:
        return f"قوارب الرصيف {self.number}"

    @property
    def picture(self) -> bytes:
        content = io.BytesIO()
        picture = Pillow.new("RGB", (1200, 800), (24, 60, 40 + 40 * self.number))
        picture.paste((255, 196, 0), (300, 420, 900, 560))
        picture.save(content, "PNG")
        return content.getvalue()

    @property
    def reader_name(self) -> str:
        return f"سلمى الناصري {self.number}"

    @property
    def reader_mail(self) -> str:
        return f"salma.{self.number}@reader-mail.example"

    @property
    def comment(self) -> str:
        return f"كان جدي على ذلك القارب {self.number}.\nشكراً لأنكم سألتم Harbour & Sons."
