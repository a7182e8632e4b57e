"""Two PostgreSQL servers, the one a streaming replica of the other, and which of them is which."""

import shutil
import signal
from collections import Counter
from pathlib import Path

import psycopg
from postgres import call, find_binaries, ordinary_user
from rehearsal.programs import Program, wait_for

# Two addresses and one port, as two machines have them; the whole of 127/8 is this machine.
HOSTS = ("127.0.0.1", "127.0.0.2")
LOCAL = "host all all 127.0.0.0/8 trust\nhost replication all 127.0.0.0/8 trust\n"
SETTINGS = """
unix_socket_directories = ''
hot_standby_feedback = on
max_slot_wal_keep_size = 1GB
wal_retrieve_retry_interval = 500ms
"""
SLOT = "rehearsal"


class Server:
    """One of the two, with its files and its address."""

    def __init__(self, host: str, port: int, folder: Path) -> None:
        found = find_binaries()
        assert found
        self.binaries = (found / "initdb").resolve().parent
        self.host, self.port, self.user = host, port, ordinary_user()
        self.cluster = folder / f"postgresql-{host}"
        command = [f"{self.binaries}/postgres", "-D", str(self.cluster), "-p", str(port)]
        self.program = Program([*command, "-c", f"listen_addresses={host}"], folder / f"{host}.log", user=self.user)

    def make(self) -> None:
        """Make an empty cluster."""
        self._make_room()
        options = ["--auth=trust", "--locale=C.UTF-8", "-U", "newsroom", "-D", str(self.cluster)]
        call([f"{self.binaries}/initdb", *options], self.user)
        with (self.cluster / "postgresql.conf").open("a") as settings:
            settings.write(SETTINGS)
        with (self.cluster / "pg_hba.conf").open("a") as rules:
            rules.write(LOCAL)
        self.start()
        self.ask("CREATE DATABASE newsroom")

    def copy(self, primary: "Server") -> None:
        """Become a replica of `primary`; what was here before is thrown away."""
        self._make_room()
        source = ["-h", primary.host, "-p", str(primary.port), "-U", "newsroom"]
        options = ["--write-recovery-conf", "--create-slot", f"--slot={SLOT}", "--checkpoint=fast"]
        call([f"{self.binaries}/pg_basebackup", *source, *options, "-D", str(self.cluster)], self.user)
        self.start()

    def _make_room(self) -> None:
        if self.cluster.exists():
            shutil.rmtree(self.cluster)
        self.cluster.mkdir(mode=0o700)
        if self.user:
            shutil.chown(self.cluster, self.user, self.user)

    def start(self) -> None:
        self.program.start_and_wait(self.answers)

    def restart(self) -> None:
        """As `pg_ctl restart` does: whoever is connected is turned out."""
        self.program.end(signal.SIGINT)
        self.start()

    def ask(self, question: str, database: str = "postgres") -> list[tuple]:
        address = f"host={self.host} port={self.port} user=newsroom dbname={database} connect_timeout=5"
        with psycopg.connect(address, autocommit=True) as connection:
            cursor = connection.execute(question)
            return cursor.fetchall() if cursor.description else []

    def answers(self) -> bool:
        try:
            return self.ask("SELECT 1") == [(1,)]
        except psycopg.OperationalError:
            return False

    def is_replica(self) -> bool:
        return self.ask("SELECT pg_is_in_recovery()") == [(True,)]

    def times_read(self) -> int:
        """Return how often readers' tables were read here since it was started."""
        question = "SELECT sum(seq_scan + coalesce(idx_scan, 0))::int FROM pg_stat_user_tables"
        return self.ask(f"{question} WHERE relname IN ('articles_article', 'articles_section')", "newsroom")[0][0] or 0


class Databases:
    """Both, and what an operator does with them."""

    def __init__(self, folder: Path, port: int) -> None:
        self.port = port
        self.primary, self.replica = (Server(host, port, folder) for host in HOSTS)

    def make(self) -> None:
        self.primary.make()
        self.replica.copy(self.primary)
        self.promise_that_nothing_is_lost()

    def url(self, *hosts: str, options: str = "") -> str:
        return f"postgresql://newsroom@{','.join(hosts)}:{self.port}/newsroom{options}"

    def variables(self) -> dict[str, str]:
        """Return what the site is told of them. Both are named as replicas: which is none, the site finds out."""
        return {
            "DATABASE_URL": self.url(*HOSTS, options="?target_session_attrs=read-write"),
            "REPLICA_URLS": ",".join(self.url(host) for host in HOSTS),
        }

    def promise_that_nothing_is_lost(self) -> None:
        """Let every commit wait for the replica."""
        wait_for(self.is_streaming)
        self._set("synchronous_standby_names", "ANY 1 (*)")

    def write_without_the_replica(self) -> None:
        """Let no commit wait any longer: what an operator does when the only replica is away."""
        self._set("synchronous_standby_names", "")

    def _set(self, name: str, value: str) -> None:
        self.primary.ask(f"ALTER SYSTEM SET {name} = '{value}'")
        self.primary.ask("SELECT pg_reload_conf()")

    def is_streaming(self) -> bool:
        return self.primary.ask("SELECT state FROM pg_stat_replication WHERE state = 'streaming'") != []

    def is_read(self) -> bool:
        """Say whether readers' pages come from the replica (within a while: statistics are told once a second)."""
        before = self.replica.times_read()
        return wait_for(lambda: self.replica.times_read() > before + 5, 5)

    def promote(self) -> None:
        """Let the replica be the primary; the other one must be down."""
        self.replica.ask("SELECT pg_promote()")
        self.primary, self.replica = self.replica, self.primary

    def stored(self) -> Counter[str]:
        """Return how often each mark is in the primary: in how many comments, or in the history of
        how many published articles.
        """
        comments = "SELECT substring(body FROM 'mark[0-9]+mark') FROM comments_comment WHERE body LIKE '%mark%'"
        headlines = (
            "SELECT article_id, content->>'headline' AS headline FROM articles_articlerevision"
            " JOIN articles_article AS article ON article.id = article_id WHERE article.status = 'published'"
        )
        articles = f"SELECT DISTINCT article_id, substring(headline FROM 'mark[0-9]+mark') FROM ({headlines}) AS said"
        found = Counter(mark for (mark,) in self.primary.ask(comments, "newsroom") if mark)
        found.update(mark for _article, mark in self.primary.ask(articles, "newsroom") if mark)
        return found

    def end(self) -> None:
        for server in (self.replica, self.primary):
            server.program.end(signal.SIGINT)
