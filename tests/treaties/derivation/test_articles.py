"""Articles as they are cited."""

import pytest

from treaties.derivation.articles import cited_in_full


@pytest.mark.parametrize(
    ("article", "said"),
    [
        ("54(a)", "Art. 54(a) VCLT"),
        ("14, 16", "Arts 14, 16 VCLT"),
        ("24(1)–(2)", "Art. 24(1)–(2) VCLT"),
        ("cf. 42(2)", "cf. 42(2) VCLT"),
        ("VCSS 17, 24, 34", "VCSS 17, 24, 34"),
    ],
)
def test_an_article_with_its_convention(article: str, said: str) -> None:
    assert cited_in_full(article) == said
