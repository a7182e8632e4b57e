import os
import secrets
from pathlib import Path

from django.contrib.auth.models import Group

from newsroom.languages import ARABIC, ENGLISH
from newsroom.models import User

# Name, role, languages, interface language, first and last name.
ACCOUNTS = (
    ("chief", "chief editor", [ARABIC, ENGLISH], ARABIC, "منى", "الدريدي"),
    ("editor_ar", "editor", [ARABIC], ARABIC, "كمال", "السنوسي"),
    ("editor_en", "editor", [ENGLISH], ENGLISH, "Ruth", "Okafor"),
    ("writer", "writer", [ARABIC], ARABIC, "نادية", "الصرّاف"),
    ("translator", "translator", [ARABIC, ENGLISH], ENGLISH, "Samir", "Nasri"),
    ("photo", "photo editor", [ARABIC, ENGLISH], ARABIC, "ليلى", "بن عمر"),
    ("moderator", "moderator", [ARABIC, ENGLISH], ARABIC, "حنان", "الزين"),
)


def password(data_dir: Path) -> str:
    """Return the demo accounts' one password: DEMO_PASSWORD, else one made once and kept in `data_dir`."""
    file = data_dir / "demo-password"
    if os.environ.get("DEMO_PASSWORD"):
        return os.environ["DEMO_PASSWORD"]
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(9))
    return file.read_text().strip()


def make_accounts(secret: str) -> None:
    """Create the accounts that are missing, and give all of them `secret` where theirs is another."""
    for username, role, works_in, interface, first, last in ACCOUNTS:
        user, _created = User.objects.get_or_create(
            username=username,
            defaults={
                "first_name": first,
                "last_name": last,
                "is_staff": True,
                "languages": works_in,
                "interface_language": interface,
            },
        )
        if not user.check_password(secret):
            user.set_password(secret)
            user.save()
        user.groups.set([Group.objects.get(name=role)])
