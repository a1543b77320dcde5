"""A request may name the encoding of its text, and ours is UTF-8."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["hex", "rot13", "unicode_escape", "utf-7", "utf-16", "latin-1"])
@pytest.mark.parametrize("url", ["/appeals/outcomes/?text=%5Cud800", "/api/v1/agreements/?q=a", "/admin/login/"])
def test_another_encoding_is_refused_in_words(name, url):
    answer = Client().get(url, CONTENT_TYPE=f"text/plain; charset={name}")
    assert answer.status_code == 400
    assert answer.content


def test_a_form_in_another_encoding_is_refused():
    form = "multipart/form-data; boundary=b; charset=hex"
    assert Client().generic("POST", "/admin/login/", b"--b--", form).status_code == 400


@pytest.mark.parametrize("said", ["charset=utf-8", "charset=UTF8", "charset=us-ascii", "charset=no-such-thing", ""])
def test_utf_8_is_read_and_so_is_what_python_does_not_know(said):
    assert Client().get("/appeals/outcomes/?text=%C3%A9", CONTENT_TYPE=f"text/plain; {said}").status_code == 200
