"""The index of words that every search asks: FTS5 on SQLite, GIN on PostgreSQL, the same answers on both.

The words are those of newsroom.stemming, divided by single spaces: no parser of a database cuts them again.
The index is no part of a model's state that a migration could write down for both databases; `ensure` makes it after
every `migrate`, also where SQLite has made the table anew and so dropped its triggers.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from django.db import connections, models

from articles import asking
from articles.asking import Term
from articles.search_marks import LANGUAGE
from newsroom.compiled import Asked

# The index of each table that has a column of search.
INDEXES = {"articles_article": "articles_search", "articles_image": "articles_image_search"}

# What an index of PostgreSQL has of a row: all its words and marks, or those of its head and the marks. What is asked
# has to say the same, letter by letter, and names the table for that.
WORDS = "array_to_tsvector(string_to_array({0}.search_text, ' '))"
HEAD = (
    "array_to_tsvector(array_remove(string_to_array(translate({0}.search_head, E'\\n', ' ')"
    f" || ' {LANGUAGE}' || split_part({{0}}.search_text, ' {LANGUAGE}', 2), ' '), ''))"
)
# The planner takes the words of most searches for common ones and then reads the whole table: the function goes by the
# index alone, whatever it expects.
ON_POSTGRESQL = [
    """
    CREATE INDEX IF NOT EXISTS {index} ON {table}
    USING gin (array_to_tsvector(string_to_array(search_text, ' ')))
    """,
    """
    CREATE OR REPLACE FUNCTION {index}_keys(asked tsquery, most integer) RETURNS SETOF bigint LANGUAGE sql STABLE
    SET enable_seqscan = off SET enable_indexscan = off SET jit = off SET work_mem = '64MB'
    AS $$ SELECT id FROM {table} WHERE array_to_tsvector(string_to_array(search_text, ' ')) @@ asked LIMIT most $$
    """,
]
# Only articles have a head. Without it, ranking would have to read the heads of all that have a word.
HEADS_ON_POSTGRESQL = f"CREATE INDEX IF NOT EXISTS {{index}}_head ON {{table}} USING gin ({HEAD.replace('{0}.', '')})"
# The rows stay in their table (external content): https://www.sqlite.org/fts5.html#external_content_tables
ON_SQLITE = [
    """
    CREATE VIRTUAL TABLE IF NOT EXISTS {index} USING fts5 (
        search_text, content='{table}', content_rowid='id',
        tokenize='unicode61 remove_diacritics 0', detail='none', columnsize=0
    )
    """,
    """
    CREATE TRIGGER {index}_added AFTER INSERT ON {table} BEGIN
        INSERT INTO {index} (rowid, search_text) VALUES (new.id, new.search_text);
    END
    """,
    """
    CREATE TRIGGER {index}_deleted AFTER DELETE ON {table} BEGIN
        INSERT INTO {index} ({index}, rowid, search_text) VALUES ('delete', old.id, old.search_text);
    END
    """,
    """
    CREATE TRIGGER {index}_changed AFTER UPDATE OF search_text ON {table}
    WHEN old.search_text IS NOT new.search_text BEGIN
        INSERT INTO {index} ({index}, rowid, search_text) VALUES ('delete', old.id, old.search_text);
        INSERT INTO {index} (rowid, search_text) VALUES (new.id, new.search_text);
    END
    """,
    "INSERT INTO {index} ({index}) VALUES ('rebuild')",
]
HAS_TRIGGERS = "SELECT 1 FROM sqlite_master WHERE type = 'trigger' AND name = '{index}_added'"


def ensure(using: str, **_signal: Any) -> None:
    """Make the indexes of the database `using` where they are not: a receiver of `post_migrate`."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for table, index in INDEXES.items():
            if connection.vendor == "postgresql":
                heads = [HEADS_ON_POSTGRESQL] if table == "articles_article" else []
                for statement in (*ON_POSTGRESQL, *heads):
                    cursor.execute(statement.format(table=table, index=index))
            elif not cursor.execute(HAS_TRIGGERS.format(index=index)).fetchone():
                for statement in ON_SQLITE:
                    cursor.execute(statement.format(table=table, index=index))


class SearchField(models.TextField):
    """A text as `stemming.indexed` gives it, asked by `…__words="what somebody typed"` or `…__forms=`."""

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs


def written(asked: Sequence[Term], *, beginnings: bool = False) -> Callable[[Any], str]:
    """Return what asks an index of a connection for these terms, or also for words that begin as one of them."""

    def on(connection: Any) -> str:
        return _in(TSQUERY if connection.vendor == "postgresql" else MATCH, asked, beginnings)

    return on


class Language(NamedTuple):
    """How a database wants to be asked for words."""

    every: str
    some: str
    exact: str
    begun: str


MATCH = Language(" AND ", " OR ", '"{}"', '"{}"*')
TSQUERY = Language(" & ", " | ", "'{}'", "'{}':*")


def _in(language: Language, asked: Sequence[Term], beginnings: bool) -> str:
    return language.every.join(f"({language.some.join(_of_term(language, term, beginnings))})" for term in asked)


def _of_term(language: Language, term: Term, beginnings: bool) -> Iterator[str]:
    yield from map(language.exact.format, term.tokens)
    if beginnings and term.beginning:
        yield language.begun.format(term.beginning)


class Found(models.Lookup):
    """Is true of the rows that have every word of what was typed, or of these terms (articles.asking).

    No sign of a query language means anything; where no word was typed, it is true of none.
    """

    prepare_rhs = False
    # Whether a word that begins as a typed one is that word.
    beginnings = False
    # How many rows are enough; None: all.
    most: int | None = None
    # What an index of PostgreSQL has of a row.
    indexed = WORDS

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        asked = self._asked(connection)
        alias = compiler.quote_name_unless_alias(self.lhs.alias)
        found = f"SELECT rowid FROM {self._index} WHERE {self._index} MATCH %s LIMIT %s"  # noqa: S608 (a name of ours)
        # The sign keeps SQLite from fetching each of very many rows by its key and sorting them: it walks the order
        # that is asked for and looks whether the key is among those found.
        return f"+{alias}.id IN ({found})", [asked or '""', -1 if self.most is None else self.most]

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        asked = self._asked(connection)
        alias = compiler.quote_name_unless_alias(self.lhs.alias)
        if isinstance(self.rhs, Asked):
            # Of a query that stands apart the planner knows nothing, and takes all words for rare ones. Without the
            # function, no row is fetched twice.
            return f"{self.indexed.format(alias)} @@ (SELECT %s::tsquery)", [asked]
        return f"{alias}.id = ANY (ARRAY (SELECT {self._index}_keys(%s::tsquery, %s)))", [asked, self.most]

    @property
    def _index(self) -> str:
        return INDEXES[self.lhs.target.model._meta.db_table]

    def _asked(self, connection: Any) -> Any:
        """Return what asks the index; a compiled query is given it as `written` says."""
        if isinstance(self.rhs, Asked):
            return self.rhs
        terms = asking.terms(self.rhs) if isinstance(self.rhs, str) else self.rhs
        return written(terms, beginnings=self.beginnings)(connection)


@SearchField.register_lookup
class Forms(Found):
    lookup_name = "forms"


@SearchField.register_lookup
class Some(Found):
    """Is true of some of those rows, and of none only where there is none: enough to say whether there are any."""

    lookup_name = "some"
    most = 1000


@SearchField.register_lookup
class Words(Found):
    """Somebody may still be writing the word."""

    lookup_name = "words"
    beginnings = True


@SearchField.register_lookup
class Head(Found):
    """Is true where a word is in the head, on SQLite already where it is in the text. For compiled queries alone."""

    lookup_name = "head"
    indexed = HEAD
