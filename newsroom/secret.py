import os
import secrets
from pathlib import Path


def generated_secret(data_dir: Path) -> str:
    """Return the demo's secret key, made once and kept in `data_dir` so that tokens and logins outlive a restart."""
    file = data_dir / "secret-key"
    data_dir.mkdir(parents=True, exist_ok=True)
    try:
        # Created exclusively: of two processes starting at once one makes it and the other reads it.
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text().strip()
    with os.fdopen(descriptor, "w") as writer:
        writer.write(secrets.token_urlsafe(50))
    return file.read_text().strip()
