"""The picture as a file: its colours are those of the pages, and its PNG is drawn without the machine's fonts."""

import re
import struct
from pathlib import Path

import pytest
from django.conf import settings

from treaties.web.picture.alone import STYLE
from treaties.web.picture.png import png_of

PAINT = ("fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "color", "paint-order", "font-weight")
PNG = b"\x89PNG\r\n\x1a\n"
SHEET = Path(settings.BASE_DIR) / "config" / "static" / "pacta.css"


def rules(css: str) -> dict[tuple[str, str], str]:
    """By selector and property, the last value: of what stands outside of any media query."""
    found = {}
    for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", css):
        for selector in selectors.split(","):
            for name, value in re.findall(r"([-a-z]+)\s*:\s*([^;]+)", body):
                found[selector.strip().removeprefix(".tl "), name] = value.strip().replace(" .", " 0.")
    return found


def without_media(css: str) -> str:
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return re.sub(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", css)


def of_the_pages() -> dict[tuple[str, str], str]:
    css = without_media(SHEET.read_text())
    variables = dict(re.findall(r"(--[-a-z0-9]+)\s*:\s*([^;]+);", css))
    resolved = re.sub(r"var\((--[-a-z0-9]+)\)", lambda name: variables[name[1]].strip(), css)
    return rules(resolved)


@pytest.mark.parametrize(
    ("selector", "name"), [key for key in rules(STYLE) if key[1] in PAINT and key[0] not in (".page", ".t-h", "text")]
)
def test_the_file_is_painted_like_the_pages(selector, name):
    assert rules(STYLE)[selector, name] == of_the_pages()[selector, name]


def test_every_class_that_the_pages_paint_is_painted_in_the_file():
    classes = {one for one in of_the_pages() if re.match(r"\.(b|h|m)-[a-z]+$", one[0]) and one[1] in ("fill", "stroke")}
    assert classes <= set(rules(STYLE))


def words(text: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40"><text x="4" y="20">{text}</text></svg>'


@pytest.mark.parametrize("text", ["Azerbaijan", "Azərbaycan", "США", "5 Oct 2024 →", "← 1992–2028 · ±"])
def test_words_are_drawn_by_the_font_that_comes_along(text):
    drawn = png_of(words(text), height=40)
    assert drawn[:8] == PNG
    assert struct.unpack(">II", drawn[16:24]) == (400, 80)
    assert drawn != png_of(words(""), height=40)


def test_a_very_high_picture_is_drawn_one_to_one():
    assert struct.unpack(">II", png_of(words("x"), height=5000)[16:24]) == (200, 40)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/pairs/AZ-US/picture.png?on=2024-10-05", "/agreements/acquisition-agreement-2013/picture.png"]
)
def test_it_is_answered(client, address):
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    assert response.content[:8] == PNG
    assert len(response.content) > 20_000


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/pairs/AZ-US/picture.png?on=never", 400),
        ("/pairs/AZ-AZ/picture.png", 400),
        ("/pairs/congo-US/picture.png", 300),
        ("/agreements/no-such-agreement/picture.png", 404),
    ],
)
def test_a_png_of_what_does_not_exist_is_refused(client, address, status):
    assert client.get(address).status_code == status


@pytest.mark.django_db
def test_another_way_to_write_the_pair_leads_to_its_png(client):
    response = client.get("/pairs/US-AZ/picture.png?on=2013")
    assert (response.status_code, response["Location"]) == (301, "/pairs/AZ-US/picture.png?on=2013")


@pytest.mark.django_db
def test_the_links_to_other_years_keep_what_else_the_page_was_asked(client):
    html = client.get("/pairs/AZ-US/?on=2024-10-05&text=treaty").content.decode()
    assert 'href="?on=2024-10-05&amp;text=treaty#picture"' in html
    assert 'href="picture.svg?on=2024-10-05"' in html
