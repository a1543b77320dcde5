"""The licence of the data: stated wherever the data is taken along, and said in words where nobody has stated any."""

import json
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from treaties.exporting.datapackage import datapackage
from treaties.exporting.licence import NOT_STATED, Licence

OPEN = Licence.read("CC-BY-4.0")
OWN = Licence.read("Licence of the archive https://archive.example/licence")


def test_a_snapshot_is_described_under_its_licence() -> None:
    given: dict[str, Any] = {"block": 2, "at": "2026-01-31T09:00:00Z", "written": []}
    assert datapackage(**given, licence=OPEN)["licenses"] == [
        {"name": "CC-BY-4.0", "title": OPEN.title, "path": "https://creativecommons.org/licenses/by/4.0/"}
    ]
    own = datapackage(**given, licence=OWN)
    assert own["licenses"] == [{"title": "Licence of the archive", "path": "https://archive.example/licence"}]
    assert OWN.sentence in own["description"]
    none = datapackage(**given, licence=None)
    assert ("licenses" in none, NOT_STATED in none["description"]) == (False, True)


@pytest.mark.django_db
def test_a_snapshot_tells_people_too(settings: Any, tmp_path: Any) -> None:
    settings.DATA_LICENCE = OWN
    call_command("snapshot", tmp_path, at="1", format="csv", verbosity=0)
    assert OWN.sentence in (tmp_path / "pacta-000001" / "README.md").read_text()


@pytest.mark.django_db
@pytest.mark.parametrize("stated", [None, OPEN])
def test_the_site_says_it_on_its_pages_and_to_programs(client: Client, settings: Any, stated: Licence | None) -> None:
    settings.DATA_LICENCE = stated
    for page in ("/data/", "/data/snapshots/2/", "/api/v1/"):
        shown = client.get(page, headers={"accept": "text/html"}).content.decode()
        assert (NOT_STATED in shown, OPEN.url in shown) == (stated is None, stated is not None), page
    said = json.loads(client.get("/api/v1/").content)["licence"]
    assert said == {
        "words": stated.sentence if stated else NOT_STATED,
        "title": stated.title if stated else None,
        "url": stated.url if stated else None,
        "identifier": "CC-BY-4.0" if stated else None,
    }
