"""Ready citations of an agreement's status: as text, and for bibliographies in TeX. Each names day and block."""

from django.utils.translation import gettext as _

from treaties.models import Agreement
from treaties.queries.knowledge import Knowledge
from treaties.web.agreement_page import AgreementPage
from treaties.web.days import knowledge_in_words
from treaties.web.sentences import capitalised

_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "_": r"\_",
    "%": r"\%",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
}
_ESCAPES = str.maketrans({**_TEX, "\n": " ", "\r": " ", "\t": " "})


def tex(text: str) -> str:
    """The text as TeX sets it, in UTF-8."""
    return text.translate(_ESCAPES)


def key_of(agreement: Agreement, page: AgreementPage) -> str:
    """The same for the same question: agreement, day, block."""
    block = f"-b{page.pinned.no}" if page.pinned else ""
    return f"pacta-{agreement.slug}-{page.day.on.isoformat()}{block}"


def bibtex(page: AgreementPage, *, address: str) -> str:
    """One ``@misc`` entry. ``address`` is the permanent one, with its host."""
    known = page.pinned
    fields = {
        "title": f"{{{tex(page.agreement.title)}}}",
        "author": "{{Pacta}}",
        "year": f"{{{_year(known)}}}",
        "note": f"{{{tex(_note(page))}}}",
        "url": f"{{{address}}}",
        "urldate": f"{{{page.day.today.isoformat()}}}",
    }
    lines = "".join(f"  {name} = {value},\n" for name, value in fields.items() if value != "{}")
    return f"@misc{{{key_of(page.agreement, page)},\n{lines}}}\n"


def _note(page: AgreementPage) -> str:
    status = capitalised(page.cited_status)
    if page.pinned is None:
        return status
    return _("%(status)s; as known on %(moment)s") % {"status": status, "moment": knowledge_in_words(page.pinned)}


def _year(known: Knowledge | None) -> str:
    return f"{known.at.year:04}" if known else ""
