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
    """Create the accounts that are missing, with `secret`; those that are there are left as they are."""
    for username, role, works_in, interface, first, last in ACCOUNTS:
        if User.objects.filter(username=username).exists():
            continue
        user = User.objects.create_user(
            username,
            password=secret,
            first_name=first,
            last_name=last,
            is_staff=True,
            languages=works_in,
            interface_language=interface,
        )
        user.groups.set([Group.objects.get(name=role)])


def set_passwords(secret: str) -> None:
    """Give the demo's accounts another password: for whoever starts the site with a new DEMO_PASSWORD."""
    for user in User.objects.filter(username__in=[account[0] for account in ACCOUNTS]):
        if not user.check_password(secret):
            user.set_password(secret)
            user.save(update_fields=["password"])
