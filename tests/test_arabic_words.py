"""One Arabic word for one thing, in every sentence of the catalogue."""

import polib
import pytest
from django.utils import translation
from test_house import CATALOGUE

from newsroom.admin import ACTS

ENTRIES = [entry for entry in polib.pofile(str(CATALOGUE)) if not entry.obsolete]


def arabic(entry):
    return [entry.msgstr, *entry.msgstr_plural.values()]


@pytest.mark.parametrize(
    ("other", "word"),
    [
        ("الصفحة الأولى", "الصفحة الرئيسية"),
        ("التحويلات", "الإحالات"),
        ("يُقاد", "يُحال"),
        ("عولج", "أُغلق"),
        ("مغلقة", "أُغلق"),
        ("العنوان القديم", "الرابط القديم"),
        ("العنوان السابق", "الرابط السابق"),
        ("العناوين السابقة", "الروابط السابقة"),
        ("العنوان الحالي", "الرابط الحالي"),
        ("من الحروف", "عدد الأحرف"),
        ("ساعات %(zone)s", "بتوقيت %(zone)s"),
        ("وصف بديل", "نص بديل"),
        ("الوصف البديل", "النص البديل"),
        ("رخصة", "الترخيص"),
        ("عنوان العمل", "عنوان داخلي"),
    ],
)
def test_a_thing_has_one_word(other, word):
    assert [entry.msgid for entry in ENTRIES if any(other in text for text in arabic(entry))] == []
    assert any(word in text for entry in ENTRIES for text in arabic(entry))


def test_what_an_account_may_not_is_said_in_one_way():
    refusals = [entry for entry in ENTRIES if "our account may not" in entry.msgid]
    assert len(refusals) > 10
    assert [entry.msgstr for entry in refusals if "يحق لحسابك" not in entry.msgstr] == []


def test_the_acts_of_the_log_are_nouns():
    """A verb would have a voice, and a column of both asks of each line who did it."""
    active_or_passive = ("أُ", "نُ", "حُ", "رُ", "لم ", "أرسل", "أعاد", "ألغى", "غيّر", "عدّل", "ثبّت", "أنشأ", "أغلق", "علّم")
    with translation.override("ar"):
        acts = {name: str(act) for name, act in ACTS.items()}
    assert {name: act for name, act in acts.items() if act.startswith(active_or_passive)} == {}
    # Of a verb with its object: نشره, سحبه, نقله.
    assert {name: act for name, act in acts.items() if act.split()[0].endswith("ه") and len(act.split()[0]) > 3} == {}
