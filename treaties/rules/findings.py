"""What a rule finds, how strong it is, and the refusal that carries it."""

from dataclasses import dataclass, replace
from dataclasses import field as field_
from enum import Enum

from treaties.derivation.articles import cited_in_full


class Strictness(Enum):
    """How an entry is held: a person to the law, an import from a register only to what is possible at all."""

    PERSON = "person"
    IMPORT = "import"


class Strength(Enum):
    """What breaking a rule means: refused to everybody; refused to a person, warned to an import; warned to all."""

    IMPOSSIBLE = "impossible"
    UNLAWFUL = "unlawful"
    NOTABLE = "notable"

    def refuses(self, strictness: Strictness) -> bool:
        return self is Strength.IMPOSSIBLE or (self is Strength.UNLAWFUL and strictness is Strictness.PERSON)


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that an entry breaks: its code, a sentence for people, the article, and the field it is about.

    ``of`` is the slug of the act, where several were held to the rules together.
    """

    code: str
    sentence: str
    article: str = ""
    field: str = ""
    of: str = field_(default="", compare=False)

    def at(self, slug: str) -> "Finding":
        return replace(self, of=slug)

    def __str__(self) -> str:
        return f"{self.sentence} ({cited_in_full(self.article)})" if self.article else self.sentence


class Refused(Exception):
    """Nothing was written. ``findings`` say why, each with its code, sentence, article and field."""

    def __init__(self, *findings: Finding) -> None:
        self.findings = findings
        super().__init__(" ".join(str(finding) for finding in findings))
