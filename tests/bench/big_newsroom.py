"""A newsroom with very many comments, in SQLite and in PostgreSQL, for the benchmarks of this folder."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
# So many rows are made one by one; the others are copies of them, made by the database.
FIRST = 5_000


def in_each_database(program: str, main: Callable[[], None]) -> None:
    """Run `program` on SQLite and on PostgreSQL (or the one its arguments name), each in a process of its own.

    Ends with 1 where one of them has failed.
    """
    if os.environ.get("BENCH_DATABASE"):
        sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        main()
        return
    sys.path.insert(0, str(ROOT / "tests"))
    import postgres

    outcomes = []
    if "postgresql" not in sys.argv:
        with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as folder:
            outcomes.append(run(program, "sqlite", {"DATA_DIR": folder, "DATABASE_URL": ""}))
    if "sqlite" in sys.argv:
        sys.exit(max(outcomes))
    with postgres.server() as url, tempfile.TemporaryDirectory(prefix="newsroom-bench-") as folder:
        if url is None:
            print("NOT RUN: PostgreSQL is not here")
        else:
            outcomes.append(run(program, "postgresql", {"DATA_DIR": folder, "DATABASE_URL": url}))
    sys.exit(max(outcomes, default=0))


def run(program: str, name: str, variables: dict[str, str]) -> int:
    own = {
        "BENCH_DATABASE": name,
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "NEWSROOM_MODE": "demo",
        "DEBUG": "false",
        "SECRET_KEY": "only-for-the-benchmarks",
    }
    command = [sys.executable, program, *sys.argv[1:]]
    return subprocess.run(command, env=os.environ | own | variables, cwd=ROOT, check=False).returncode


def fill(rows: int, pending: int, articles: int = 200) -> None:
    """Store `rows` comments that are decided about and `pending` ones, spread over articles of both editions."""
    from django.db import transaction
    from makers import make_article

    from comments import decision_log
    from comments.models import Comment

    places = [make_article("en" if number % 3 == 0 else "ar") for number in range(articles)]
    if rows:
        Comment.objects.bulk_create((settled(places, number) for number in range(FIRST)), batch_size=500)
        copy(rows - FIRST)
        with transaction.atomic():
            decision_log.count(place.pk for place in places)
    Comment.objects.bulk_create((waiting(places, number) for number in range(pending)), batch_size=500)
    analyse()


def settled(places: list, number: int):  # type: ignore[no-untyped-def]
    """Return a comment as years leave them: nine of ten approved, the rest spam or rejected."""
    from datetime import timedelta

    from django.utils import timezone

    state = {0: "spam", 1: "rejected"}.get(number % 20, "approved")
    at = timezone.now() - timedelta(days=2, minutes=number)
    reported = at if number % 1000 == 2 else None
    return comment(
        places,
        number,
        state=state,
        submitted_at=at,
        decided_at=at,
        first_approved_at=at if state == "approved" else None,
        reported_at=reported,
        open_reports=number % 5 if reported else 0,
    )


def waiting(places: list, number: int):  # type: ignore[no-untyped-def]
    from datetime import timedelta

    from django.utils import timezone

    at = timezone.now() - timedelta(seconds=20 * number)
    findings = [{"reason": "links", "score": 2, "words": []}] if number % 50 == 0 else []
    return comment(places, number, submitted_at=at, waiting_since=at, findings=findings, score=2 * len(findings))


def comment(places: list, number: int, **over):  # type: ignore[no-untyped-def]
    from comments.models import Comment
    from newsroom.pseudonyms import mail_pseudonym

    article, email = places[number % len(places)], f"reader{number}@example.org"
    return Comment(
        article=article,
        edition=article.language,
        language=article.language,
        name=f"قارئ {number}",
        email=email,
        email_key=mail_pseudonym(email),
        body="كلام مفيد عن الموضوع، ومعه سطر ثانٍ يقول ما لم يقله الأول. " * 4,
        **over,
    )


def copy(rows: int) -> None:
    """Copy the first rows until there are `rows` more, each copy with a key and a form of its own."""
    from django.db import connection

    from comments.models import Comment

    columns = [field.column for field in Comment._meta.concrete_fields if not field.primary_key]
    own_key = "gen_random_uuid()" if connection.vendor == "postgresql" else "lower(hex(randomblob(16)))"
    values = [own_key if column == "idempotency_key" else f'"{column}"' for column in columns]
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        for _number in range(max(0, rows // FIRST)):
            # Rows of the first kind alone: the copies have higher keys.
            cursor.execute(
                f"INSERT INTO comments_comment ({names}) SELECT {', '.join(values)} FROM comments_comment "
                f"WHERE id <= (SELECT MIN(id) + {FIRST - 1} FROM comments_comment) ORDER BY id"
            )


def analyse() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
