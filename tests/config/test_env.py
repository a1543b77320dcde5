import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env


@pytest.mark.parametrize(
    ("value", "meaning"), [("yes", True), ("TRUE", True), ("1", True), ("no", False), (" off ", False), ("0", False)]
)
def test_a_flag_is_yes_or_no(monkeypatch: pytest.MonkeyPatch, value: str, meaning: bool) -> None:
    monkeypatch.setenv("DEBUG", value)
    assert env.flag("DEBUG", default=not meaning) is meaning


def test_a_flag_that_is_neither_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEBUG", "maybe")
    with pytest.raises(ImproperlyConfigured, match=r"^DEBUG is 'maybe'; write yes or no\.$"):
        env.flag("DEBUG", default=False)


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEBUG", "  ")
    assert env.flag("DEBUG", default=True) is True


def test_what_has_no_default_must_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY is missing"):
        env.text("SECRET_KEY")


@pytest.mark.parametrize("value", ["-1", "1.5", "ten", "²", "2"])
def test_a_number_is_whole_and_large_enough(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("DATABASE_POOL", value)
    with pytest.raises(ImproperlyConfigured, match="write a whole number of at least 3"):
        env.integer("DATABASE_POOL", default=5, minimum=3)


def test_words_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", "a.example, b.example,")
    assert env.words("ALLOWED_HOSTS") == ["a.example", "b.example"]


@pytest.mark.parametrize(
    ("value", "title", "identifier"),
    [
        ("CC0-1.0", "Creative Commons Zero 1.0", "CC0-1.0"),
        ("Licence of the archive  https://archive.example/l", "Licence of the archive", ""),
    ],
)
def test_a_licence_is_known_or_has_an_address(
    monkeypatch: pytest.MonkeyPatch, value: str, title: str, identifier: str
) -> None:
    monkeypatch.setenv("DATA_LICENCE", value)
    read = env.licence("DATA_LICENCE")
    assert read
    assert (read.title, read.identifier) == (title, identifier)
    monkeypatch.delenv("DATA_LICENCE")
    assert env.licence("DATA_LICENCE") is None


@pytest.mark.parametrize(
    "value",
    [
        "CC BY 4.0", "cc-by-4.0", "CC-BY-4", "Our own licence", "https://archive.example/licence", "Ours ftp://a.example",
        "Ours https://", "Ours https://[", "Ours\x07 https://a.example", "yes",
    ],
)  # fmt: skip
def test_a_licence_is_not_guessed(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("DATA_LICENCE", value)
    with pytest.raises(ImproperlyConfigured, match=r"^DATA_LICENCE is .+, which is no licence"):
        env.licence("DATA_LICENCE")
