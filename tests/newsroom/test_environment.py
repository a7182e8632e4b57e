from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from newsroom import environment


def refusal(read):
    with pytest.raises(ImproperlyConfigured) as error:
        read()
    return str(error.value)


@pytest.fixture
def variable(monkeypatch):
    """Set the one variable these tests read: `variable("yes")`."""
    return lambda value: monkeypatch.setenv("VARIABLE", value)


@pytest.mark.parametrize(("value", "read"), [("", "default"), ("  ", "default"), (" x ", "x")])
def test_a_text_is_trimmed_and_blank_means_unset(variable, value, read):
    variable(value)
    assert environment.text("VARIABLE", "default") == read


def test_a_text_that_is_needed_is_asked_for_by_name(variable):
    variable(" ")
    assert refusal(lambda: environment.required_text("VARIABLE", "the sky falls")) == (
        "VARIABLE is not set: the sky falls"
    )
    variable("here")
    assert environment.required_text("VARIABLE", "the sky falls") == "here"


@pytest.mark.parametrize("value", ["1", "true", "True", "YES", "on", " on "])
def test_words_for_yes(variable, value):
    variable(value)
    assert environment.boolean("VARIABLE", default=False) is True


@pytest.mark.parametrize("value", ["0", "false", "False", "NO", "off"])
def test_words_for_no(variable, value):
    variable(value)
    assert environment.boolean("VARIABLE", default=True) is False


@pytest.mark.parametrize("value", ["ture", "2", "y", "enabled", "نعم", "None", "-"])
def test_a_typo_is_neither_yes_nor_no(variable, value):
    variable(value)
    message = refusal(lambda: environment.boolean("VARIABLE", default=False))
    assert message.startswith(f"VARIABLE is {value.lower()!r}")


@pytest.mark.parametrize("default", [True, False])
def test_an_unset_boolean_is_its_default(default):
    assert environment.boolean("VARIABLE_THAT_IS_NOT_SET", default=default) is default


@pytest.mark.parametrize("value", ["x", "8o80", "80.0", "-1", "0", "65536", "٨٠", "1e3", "0x50", "+80"])
def test_a_number_is_whole_and_in_its_range(variable, value):
    variable(value)
    message = refusal(lambda: environment.integer("VARIABLE", 8000, lowest=1, highest=65535))
    assert "VARIABLE" in message
    assert "from 1 to 65535" in message


@pytest.mark.parametrize(("value", "read"), [("1", 1), ("65535", 65535), (" 8080 ", 8080), ("", 8000)])
def test_a_number(variable, value, read):
    variable(value)
    assert environment.integer("VARIABLE", 8000, lowest=1, highest=65535) == read


def test_a_choice_is_one_of_the_choices(variable):
    variable("")
    assert environment.choice("VARIABLE", ("demo", "production")) == "demo"
    variable("production")
    assert environment.choice("VARIABLE", ("demo", "production")) == "production"
    variable("prod")
    assert refusal(lambda: environment.choice("VARIABLE", ("demo", "production"))) == (
        "VARIABLE is 'prod': write one of demo, production"
    )


def test_words_are_parted_by_commas(variable):
    variable(" a.example , b.example,, ")
    assert environment.words("VARIABLE") == ["a.example", "b.example"]
    assert environment.required_words("VARIABLE", "the sky falls") == ["a.example", "b.example"]


@pytest.mark.parametrize("value", ["", " ", ",", " , ,"])
def test_words_that_are_needed_are_asked_for_by_name(variable, value):
    variable(value)
    assert refusal(lambda: environment.required_words("VARIABLE", "the sky falls")) == (
        "VARIABLE is not set: the sky falls"
    )


@pytest.mark.parametrize(
    ("value", "secure", "read"),
    [
        ("https://news.example.org", True, "https://news.example.org"),
        ("https://news.example.org/", True, "https://news.example.org"),
        ("https://news.example.org:8443", True, "https://news.example.org:8443"),
        ("http://127.0.0.1:8000", False, "http://127.0.0.1:8000"),
        ("https://[::1]:8000", False, "https://[::1]:8000"),
    ],
)
def test_a_web_address_is_scheme_and_host(value, secure, read):
    assert environment.web_address("VARIABLE", value, secure=secure) == read


@pytest.mark.parametrize(
    ("value", "secure"),
    [
        ("http://news.example.org", True),
        ("news.example.org", True),
        ("htps://news.example.org", False),
        ("https//news.example.org", False),
        ("https://", False),
        ("https://news.example.org/ar/", False),
        ("https://news.example.org?x=1", False),
        ("https://news.example.org/#top", False),
        ("https://news@news.example.org", False),
        ("https://news.example.org:80a", False),
        ("https://news.example.org:99999", False),
        ("https://[::1", False),
    ],
)
def test_a_typo_in_a_web_address_is_refused_by_name(value, secure):
    assert "VARIABLE" in refusal(lambda: environment.web_address("VARIABLE", value, secure=secure))


def test_without_a_database_url_it_is_a_file(variable, tmp_path):
    variable("")
    made = environment.database("VARIABLE", default_file=tmp_path / "newsroom.sqlite3")
    assert made["ENGINE"] == "django.db.backends.sqlite3"
    assert made["NAME"] == tmp_path / "newsroom.sqlite3"
    assert made["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    for pragma in ("journal_mode=WAL", "foreign_keys=ON"):
        assert pragma in made["OPTIONS"]["init_command"]


@pytest.mark.parametrize(
    ("value", "file"),
    [("sqlite:///news.sqlite3", "news.sqlite3"), ("sqlite:////var/news%20room.db", "/var/news room.db")],
)
def test_a_file_can_be_named(variable, value, file):
    variable(value)
    assert environment.database("VARIABLE", default_file=Path("x"))["NAME"] == Path(file)


def test_postgresql_by_url(variable):
    variable("postgresql://news:p%40ss%2Fw%C3%B6rd@db.example:5433/newsroom?sslmode=require")
    made = environment.database("VARIABLE", default_file=Path("x"))
    assert made["ENGINE"] == "django.db.backends.postgresql"
    assert (made["NAME"], made["USER"], made["PASSWORD"]) == ("newsroom", "news", "p@ss/wörd")
    assert (made["HOST"], made["PORT"]) == ("db.example", "5433")
    assert made["OPTIONS"]["sslmode"] == "require"


def test_behind_pgbouncer_no_cursor_outlives_its_transaction(variable):
    variable("postgresql://news@db.example/newsroom?server_side_cursors=no")
    made = environment.database("VARIABLE", default_file=Path("x"))
    assert made["DISABLE_SERVER_SIDE_CURSORS"] is True
    assert "server_side_cursors" not in made["OPTIONS"]
    variable("postgresql://news@db.example/newsroom?server_side_cursors=nope")
    assert "server_side_cursors" in refusal(lambda: environment.database("VARIABLE", default_file=Path("x")))


def test_replicas_by_url(variable):
    variable("postgresql://news@one.example/newsroom, postgresql://news@two.example/newsroom")
    made = environment.replicas("VARIABLE")
    assert {alias: replica["HOST"] for alias, replica in made.items()} == {
        "replica_1": "one.example",
        "replica_2": "two.example",
    }
    variable("")
    assert environment.replicas("VARIABLE") == {}
    variable("postgresql://news@one.example/newsroom, postgress://news:hunter2@two.example/newsroom")
    message = refusal(lambda: environment.replicas("VARIABLE"))
    assert "VARIABLE" in message
    assert "hunter2" not in message


SECRET = "hunter2"


@pytest.mark.parametrize(
    "value",
    [
        f"postgresq://news:{SECRET}@db.example/newsroom",
        f"mysql://news:{SECRET}@db.example/newsroom",
        f"postgresql://news:{SECRET}@db.example",
        f"postgresql://news:{SECRET}@db.example/",
        f"postgresql://news:{SECRET}@db.example:54e2/newsroom",
        f"postgresql://news:{SECRET}@db.example:543210/newsroom",
        f"postgresql://news:{SECRET}/x@db.example/newsroom",
        f"postgresql://news:{SECRET}#x@db.example/newsroom",
        f"postgresql://news:{SECRET}℀@db.example/newsroom",
        f"postgresql://news:{SECRET}[@db.example/newsroom",
        f"sqlite://{SECRET}/newsroom",
        "sqlite:///",
        SECRET,
    ],
)
def test_a_database_that_is_not_understood_stops_the_start_and_keeps_its_password(variable, value):
    variable(value)
    message = refusal(lambda: environment.database("VARIABLE", default_file=Path("x")))
    assert "VARIABLE" in message
    assert SECRET not in message


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("smtp://news:p%40ss@mail.example", ("mail.example", 587, "news", "p@ss", True, False)),
        ("smtp://mail.example:2587", ("mail.example", 2587, "", "", True, False)),
        ("smtps://news:secret@mail.example/", ("mail.example", 465, "news", "secret", False, True)),
        ("smtp+plain://127.0.0.1", ("127.0.0.1", 25, "", "", False, False)),
    ],
)
def test_a_mail_server(variable, value, read):
    variable(value)
    assert tuple(environment.mail("VARIABLE").values()) == read


def test_without_a_mail_server_there_is_no_mail(variable):
    variable(" ")
    assert environment.mail("VARIABLE") == {}


@pytest.mark.parametrize(
    "value",
    [
        f"news:{SECRET}@mail.example",
        f"smpt://news:{SECRET}@mail.example",
        f"smtp://news:{SECRET}@mail.example:5x87",
        f"smtp://news:{SECRET}@mail.example/inbox",
        f"smtp://news:{SECRET}@mail.example?tls=1",
        f"smtp://news:{SECRET}@",
        f"smtp://news:{SECRET}/x@mail.example:587",
    ],
)
def test_a_mail_server_that_is_not_understood_stops_the_start_and_keeps_its_password(variable, value):
    variable(value)
    message = refusal(lambda: environment.mail("VARIABLE"))
    assert "VARIABLE" in message
    assert SECRET not in message


@pytest.mark.parametrize(
    "value", ["desk@news.example", "Newsroom <desk@news.example>", "غرفة الأخبار <desk@news.example>"]
)
def test_a_sender_of_mail(variable, value):
    variable(value)
    assert environment.mail_address("VARIABLE", required=True) == value


def test_a_sender_is_needed_where_there_is_a_mail_server(variable):
    variable("")
    assert environment.mail_address("VARIABLE", required=False) == ""
    assert "MAIL_URL" in refusal(lambda: environment.mail_address("VARIABLE", required=True))


@pytest.mark.parametrize(
    "value", ["desk", "Newsroom", "desk@", "@news.example", "a@b\nBcc: c@d", "desk@news.example, x@y.z"]
)
def test_a_sender_with_a_typo_is_refused_by_name(variable, value):
    variable(value)
    assert "VARIABLE" in refusal(lambda: environment.mail_address("VARIABLE", required=True))


@pytest.mark.parametrize(
    ("value", "read"),
    [("", []), ("127.0.0.1, 10.0.0.0/8", ["127.0.0.1/32", "10.0.0.0/8"]), ("2001:db8::/32,", ["2001:db8::/32"])],
)
def test_networks(variable, value, read):
    variable(value)
    assert [str(network) for network in environment.networks("VARIABLE")] == read


@pytest.mark.parametrize("value", ["10.0.0.1/8", "localhost", "10.0.0", "10.0.0.0/33", "0.0.0.0/0,x"])
def test_a_network_with_a_typo_is_refused_by_name(variable, value):
    variable(value)
    assert "VARIABLE" in refusal(lambda: environment.networks("VARIABLE"))
