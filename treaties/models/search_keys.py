"""A column that is searched instead of the text it comes from: the same words without case, accents and punctuation."""

import re
import unicodedata
from typing import Any

from anyascii import anyascii
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models

CONFIG = "simple"
"""The text-search configuration: words as they are, whatever their language."""
_NOT_ASCII_WORD = re.compile(r"[^a-z0-9]+")


def search_words(text: str) -> list[str]:
    """The words of a text as a plain keyboard types them: ``Müdafiə, 03-507`` gives ``mudafie``, ``03``, ``507``."""
    plain = anyascii(unicodedata.normalize("NFKC", text)).casefold()
    return _NOT_ASCII_WORD.sub(" ", plain).split()


class SearchKeyField(models.TextField):
    """Kept equal to the words of other columns on every save; nobody types it."""

    def __init__(self, *args: Any, of: tuple[str, ...], **kwargs: Any) -> None:
        self.of = tuple(of)
        super().__init__(*args, **kwargs | {"default": "", "editable": False, "blank": True})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        words = search_words(" ".join(getattr(model_instance, column) for column in self.of))
        key = " ".join(dict.fromkeys(words))
        setattr(model_instance, self.attname, key)
        return key


def search_vector(column: str = "search_key") -> SearchVector:
    return SearchVector(column, config=CONFIG)


def search_index(name: str) -> GinIndex:
    return GinIndex(search_vector(), name=name)
