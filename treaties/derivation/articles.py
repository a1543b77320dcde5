"""Articles as they are cited: of the Vienna Convention (1969) unless the text names another convention."""


def cited(article: str) -> str:
    """“Art. 54(a)”, “Arts 14, 16”, “VCSS 17, 24, 34”, “cf. 42(2)”."""
    if article[:1].isalpha():
        return article
    return f"{'Arts' if ',' in article else 'Art.'} {article}"


def cited_in_full(article: str) -> str:
    """The same with its convention: “Arts 14, 16 VCLT”."""
    return article if article.startswith("VCSS") else f"{cited(article)} VCLT"
