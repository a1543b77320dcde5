"""What a machine may draw: acts of every kind, with days known exactly, in part, or openly; in any order."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from treaties.actions.status_changes import ActGiven
from treaties.dates import PartialDate
from treaties.derivation.effects import OVER
from treaties.derivation.law import LAW
from treaties.models import Party
from treaties.vocabulary import Act, By, Scope

A = Act
ANY = tuple(act for act in Act if not LAW[act].is_non_binding_act)
BEGINNINGS = (
    A.SIGNATURE,
    A.ENTRY_INTO_FORCE,
    A.ENTRY_INTO_FORCE,
    A.RATIFICATION,
    A.ACCESSION,
    A.NOTIFICATION_OF_COMPLETION,
)
NOTICES = (A.NOTICE_OF_TERMINATION, A.NOTICE_OF_TERMINATION, A.NOTICE_OF_NON_RENEWAL)
FOLLOWING = {
    A.ENTRY_INTO_FORCE: (*NOTICES, A.ACCESSION, A.SUSPENSION, A.EXPIRY, A.SUPERSESSION, A.TERMINATION_FOR_BREACH),
    A.NOTICE_OF_TERMINATION: (A.REVOCATION_OF_NOTICE, A.PROLONGATION_OF_NOTICE, A.WITHDRAWAL_TAKES_EFFECT, A.ACCESSION),
    A.NOTICE_OF_NON_RENEWAL: (A.REVOCATION_OF_NOTICE,),
    A.SUSPENSION: (A.RESUMPTION, *NOTICES),
    A.EXPIRY: (A.REVIVAL, A.SURVIVAL),
    A.SUPERSESSION: (A.REVIVAL, A.INVALIDITY),
    A.SIGNATURE: (A.NO_INTENTION, A.PROVISIONAL_APPLICATION, A.ABANDONMENT),
    A.PROVISIONAL_APPLICATION: (A.END_OF_PROVISIONAL_APPLICATION,),
    A.RATIFICATION: (A.WITHDRAWAL_OF_CONSENT, A.NOTICE_OF_TERMINATION),
    A.ACCESSION: (A.NOTICE_OF_TERMINATION, A.EXCLUSION, A.PURPORTED_WITHDRAWAL, A.SUSPENSION),
}
"""What often comes next, so that machines go deep."""
KNOWN_TO_THE_DAY = {A.PROVISIONAL_APPLICATION, A.ABANDONMENT, A.REPLACEMENT_BEFORE_FORCE, A.TACIT_RENEWAL, A.EXTENSION}
"""Where the order of days that are known in part would be open, and no reading of it is more lawful than another."""
OF_ALL_AT_ONCE = {A.EXCHANGE, A.DEFINITIVE_SIGNATURE}
DATES = ("done_on", "received_on", "effective_on")

shapes = st.sampled_from(["{0:%Y}", "{0:%Y-%m}", "{0}?", "{0:%Y-%m}~", "{0}/{1}", "{0}/..", "../{0}"])


def day(number: int) -> date:
    return date(2000, 1, 1) + timedelta(days=30 * number)


def days_from(first: int, last: int, *, in_part: bool = True) -> st.SearchStrategy[PartialDate]:
    """Days of a grid of months, known exactly or, a third of them, only in part."""
    days = st.integers(first, last).map(day)
    exact = days.map(PartialDate.of)
    partial = st.builds(
        lambda one, shape: PartialDate.parse(shape.format(one, one + timedelta(days=200))), days, shapes
    )
    return st.one_of(exact, exact, partial) if in_part else exact


partial_days = days_from(0, 100)
exact = days_from(0, 100, in_part=False)


@st.composite
def deeds(draw: st.DrawFn, parties: list[Party], standing: dict[str, ActGiven], is_bilateral: bool) -> ActGiven:
    """An act that could be recorded of what stands; lawful or not, mostly later than what stands."""
    act = draw(st.sampled_from(_apt(draw, standing)))
    law = LAW[act]
    answered = [slug for slug, one in standing.items() if one.act in law.answers]
    about = draw(st.sampled_from(answered)) if answered else ""
    by = None if law.by is By.WHOLE else draw(st.sampled_from(parties))
    if law.by is By.EITHER and (is_bilateral or act not in OF_ALL_AT_ONCE) and draw(st.booleans()):
        by = None
    if about and law.by is By.PARTY and act is not A.ACCEPTANCE_OF_RESERVATION:
        by = standing[about].by
    now = _when(standing[about]) if about else 8 * len(standing) if draw(st.integers(0, 3)) else 0
    first = draw(st.integers(min(now, 90), min(now + 10, 95)))
    in_part = act not in KNOWN_TO_THE_DAY
    given: dict[str, Any] = {law.needs[0]: draw(days_from(first, first, in_part=in_part))}
    for name in DATES:
        often = name == "effective_on" and law.needs[0] != name
        if name not in given and draw(st.integers(0, 3)) < (3 if often else 1):
            given[name] = draw(days_from(first, min(first + 14, 100), in_part=in_part))
    if _has_an_end(act) and draw(st.booleans()):
        given["ends_on"] = draw(days_from(first, 100, in_part=in_part))
    if act in (A.SUSPENSION, A.RESUMPTION) and draw(st.integers(0, 3)) == 0:
        given["scope"] = Scope.PART
    return ActGiven(act=act, by=by, about=about, order_on_day=draw(st.sampled_from([0, 0, 0, 1, 2])), **given)


def _apt(draw: st.DrawFn, standing: dict[str, ActGiven]) -> tuple[Act, ...]:
    """A quarter from all there are, a quarter from what begins, and half from what follows an act that stands."""
    of = draw(st.integers(0, 3))
    followed = [given.act for given in standing.values() if given.act in FOLLOWING]
    if of >= 2 and followed:
        return FOLLOWING[draw(st.sampled_from(followed))]
    return BEGINNINGS if of else ANY


def _when(given: ActGiven) -> int:
    """The place on the grid of months of the first day of an act that stands."""
    known = next(known for name in DATES[::-1] if (known := getattr(given, name)))
    bound = known.earliest or known.latest
    return max(0, (bound - day(0)).days // 30) if bound else 0


def _has_an_end(act: Act) -> bool:
    return act is A.EXTENSION or any(effect.counts == OVER for effect in LAW[act].agreement)
