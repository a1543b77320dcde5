"""What whoever takes the data along may do with it: the licence that the publisher of a site has stated, if any."""

import re
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from treaties.dates import shorten

CREATIVE_COMMONS = "https://creativecommons.org"
OPEN_DATA_COMMONS = "https://opendatacommons.org/licenses"
KNOWN = {
    "CC0-1.0": ("Creative Commons Zero 1.0", f"{CREATIVE_COMMONS}/publicdomain/zero/1.0/"),
    "CC-BY-4.0": ("Creative Commons Attribution 4.0", f"{CREATIVE_COMMONS}/licenses/by/4.0/"),
    "CC-BY-SA-4.0": ("Creative Commons Attribution Share Alike 4.0", f"{CREATIVE_COMMONS}/licenses/by-sa/4.0/"),
    "CC-BY-NC-4.0": ("Creative Commons Attribution Non Commercial 4.0", f"{CREATIVE_COMMONS}/licenses/by-nc/4.0/"),
    "PDDL-1.0": ("Open Data Commons Public Domain Dedication and Licence 1.0", f"{OPEN_DATA_COMMONS}/pddl/1-0/"),
    "ODC-By-1.0": ("Open Data Commons Attribution Licence 1.0", f"{OPEN_DATA_COMMONS}/by/1-0/"),
    "ODbL-1.0": ("Open Data Commons Open Database Licence 1.0", f"{OPEN_DATA_COMMONS}/odbl/1-0/"),
    "OGL-UK-3.0": (
        "Open Government Licence 3.0 (United Kingdom)",
        "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    ),
    "etalab-2.0": ("Licence Ouverte 2.0 (Etalab)", "https://spdx.org/licenses/etalab-2.0.html"),
    "DL-DE-BY-2.0": ("Datenlizenz Deutschland – Namensnennung – 2.0", "https://www.govdata.de/dl-de/by-2-0"),
}
"""Licences of data by their SPDX identifiers: title and address."""
NOT_STATED = "The publisher of this site has not stated a licence for the data."
_GIVEN = re.compile(r"(?P<title>\S.{0,198}\S)\s+(?P<url>https?://\S{1,400})")


@dataclass(frozen=True, slots=True)
class Licence:
    """``identifier`` is that of SPDX; empty where the licence is another, known by its title and address alone."""

    title: str
    url: str
    identifier: str = ""

    @classmethod
    def read(cls, text: str) -> Self:
        """Of an identifier, or of a name with an address after it. Raises ValueError, in words."""
        if known := KNOWN.get(text):
            return cls(*known, text)
        given = _GIVEN.fullmatch(text)
        if given and text.isprintable() and _has_host(given["url"]):
            return cls(given["title"], given["url"])
        raise ValueError(
            f"{shorten(text)!r}, which is no licence that is known here; write one of {', '.join(KNOWN)}, or a name "
            "with an address after it: Licence of the archive https://archive.example/licence"
        )

    @property
    def sentence(self) -> str:
        return f"The publisher of this site makes the data available under {self.title}, {self.url}."

    def as_described(self) -> dict[str, str]:
        """In a Data Package."""
        return {**({"name": self.identifier} if self.identifier else {}), "title": self.title, "path": self.url}


def in_words(licence: Licence | None) -> str:
    return licence.sentence if licence else NOT_STATED


def _has_host(url: str) -> bool:
    try:
        return bool(urlsplit(url).hostname)
    except ValueError:
        return False
