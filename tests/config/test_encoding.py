"""A request may name the encoding of its text, and ours is UTF-8."""

import pytest

from config.encoding import read_as_utf_8


def answer_to(content_type):
    """The status, from the site itself (“200 OK”) or from before it."""
    statuses = []

    def site(environ, start_response):
        start_response("200 OK", [])
        return [b""]

    environ = {} if content_type is None else {"CONTENT_TYPE": content_type}
    body = b"".join(read_as_utf_8(site)(environ, lambda status, headers: statuses.append(status)))
    return statuses, body


@pytest.mark.parametrize("name", ["hex", "rot13", "unicode_escape", "utf-7", "utf-16", "latin-1", '"hex"', "HEX"])
@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data; boundary=b", "application/x-www-form-urlencoded"])
def test_another_encoding_is_refused_in_words(name, kind):
    assert answer_to(f"{kind}; charset={name}") == (["400 Bad Request"], b"Text is read in UTF-8 only.\n")


@pytest.mark.parametrize("said", ["charset=utf-8", "charset=UTF8", "charset=us-ascii", "charset=no-such-thing", ""])
def test_utf_8_is_read_and_so_is_what_python_does_not_know(said):
    assert answer_to(f"text/plain; {said}") == (["200 OK"], b"")


def test_a_request_need_not_say_what_it_brings():
    assert answer_to(None)[0] == answer_to("")[0] == ["200 OK"]


def test_an_endless_header_is_refused():
    assert answer_to("text/plain; a=" + "b" * 100_000)[0] == ["400 Bad Request"]
