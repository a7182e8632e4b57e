import shutil

# Where a program is absent, tests/suite.py says at its end what was not run.
NEEDED = {"test_nginx.py": ("nginx", "openssl"), "test_units.py": ("systemd-analyze",)}
collect_ignore = [file for file, programs in NEEDED.items() if not all(map(shutil.which, programs))]
