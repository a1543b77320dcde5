"""The law as tables: whose act each act can be, what it does to a status, which of its dates counts, and the article.

To add an act, add its word to ``vocabulary.Act`` and one row here; the fold has no branches about law.
"""

from dataclasses import dataclass

from treaties.vocabulary import Act, AgreementStatus, By, EndReason, Flag, ParticipationStatus

DONE = ("done_on", "received_on")
DEPOSIT = ("received_on", "done_on")
EFFECT = ("effective_on",)

A, P = AgreementStatus, ParticipationStatus


@dataclass(frozen=True, slots=True)
class Effect[S: AgreementStatus | ParticipationStatus]:
    """On the day named by the first known of ``counts``, a status that may lead to ``to`` becomes ``to``.

    ``origins`` are the statuses that it acts on; ``None`` means all that the table of transitions allows. An effect
    that leads from a status to itself adds an overlay: its flags.
    """

    to: S
    counts: tuple[str, ...]
    origins: frozenset[S] | None = None
    reason: EndReason | None = None
    flags: frozenset[Flag] = frozenset()


@dataclass(frozen=True, slots=True)
class Law:
    """What one kind of act is in law. ``rank`` orders acts of one day that carry no explicit order."""

    by: By
    article: str
    rank: int
    agreement: tuple[Effect[AgreementStatus], ...] = ()
    party: tuple[Effect[ParticipationStatus], ...] = ()
    needs: tuple[str, ...] = ()
    """At least one of these dates must be known for the act to be placed in time."""
    is_treaty_act: bool = False
    """True where the act belongs to the life of a treaty and cannot befall a non-binding text."""
    is_non_binding_act: bool = False


def _consent(article: str, rank: int) -> Law:
    effects = (Effect(P.CONTRACTING, DEPOSIT), Effect(P.PARTY, EFFECT))
    return Law(By.PARTY, article, rank, party=effects, needs=DEPOSIT, is_treaty_act=True)


def _end(article: str, reason: EndReason, flags: frozenset[Flag] = frozenset()) -> Law:
    ended = Effect(A.ENDED, EFFECT, reason=reason, flags=flags)
    return Law(By.WHOLE, article, 80, (ended,), (Effect(P.FORMER, EFFECT),), needs=EFFECT, is_treaty_act=True)


LAW: dict[Act, Law] = {
    Act.TEXT_ADOPTED: Law(By.WHOLE, "9, 10", 10, (Effect(A.TEXT_ADOPTED, DONE),), needs=DONE),
    Act.SIGNATURE: Law(By.EITHER, "14, 18(a)", 20, (Effect(A.SIGNED, DONE),), (Effect(P.SIGNATORY, DONE),), needs=DONE),
    Act.ISSUED: Law(By.WHOLE, "", 20, (Effect(A.OPERATIVE, DONE),), needs=DONE, is_non_binding_act=True),
    Act.DOMESTIC_APPROVAL: Law(By.PARTY, "2(1)(b)", 30, needs=DONE),
    Act.RATIFICATION: _consent("14, 16", 40),
    Act.ACCESSION: _consent("15, 16", 40),
    Act.SUCCESSION: Law(
        By.PARTY, "VCSS 17, 24, 34", 50, party=(Effect(P.PARTY, EFFECT),), needs=EFFECT, is_treaty_act=True
    ),
    Act.ENTRY_INTO_FORCE: Law(
        By.WHOLE, "24(1)–(2)", 60, (Effect(A.IN_FORCE, EFFECT),), (Effect(P.PARTY, EFFECT),), EFFECT, is_treaty_act=True
    ),
    Act.ENTRY_INTO_FORCE_FOR_PARTY: Law(
        By.PARTY, "24(3)", 61, party=(Effect(P.PARTY, EFFECT),), needs=EFFECT, is_treaty_act=True
    ),
    Act.AMENDMENT: Law(By.WHOLE, "39–41", 70, needs=DONE),
    Act.NOTICE_OF_TERMINATION: Law(
        By.PARTY,
        "54, 65, 67",
        75,
        (
            Effect(A.IN_FORCE, DEPOSIT, frozenset({A.IN_FORCE}), flags=frozenset({Flag.NOTICE_PENDING})),
            Effect(A.ENDED, EFFECT, frozenset({A.IN_FORCE}), EndReason.DENOUNCED),
        ),
        (
            Effect(P.PARTY, DEPOSIT, frozenset({P.PARTY}), flags=frozenset({Flag.NOTICE_PENDING})),
            Effect(P.FORMER, EFFECT, frozenset({P.PARTY})),
        ),
        needs=(*DEPOSIT, *EFFECT),
        is_treaty_act=True,
    ),
    Act.EXPIRY: _end("54(a)", EndReason.EXPIRED),
    Act.LAPSE: _end("cf. 42(2)", EndReason.LAPSED, frozenset({Flag.CONTESTED})),
}

TERM_RANK = 79
EXISTENCE_RANK = 90

MAY_BECOME: dict[AgreementStatus, frozenset[AgreementStatus]] = {
    A.NOT_YET: frozenset({A.TEXT_ADOPTED, A.SIGNED, A.IN_FORCE, A.OPERATIVE, A.ENDED}),
    A.TEXT_ADOPTED: frozenset({A.SIGNED, A.IN_FORCE, A.OPERATIVE}),
    A.SIGNED: frozenset({A.IN_FORCE, A.OPERATIVE}),
    A.IN_FORCE: frozenset({A.ENDED}),
    A.OPERATIVE: frozenset(),
    A.ENDED: frozenset(),
}
"""What may follow what. ``not_yet → ended`` is an end whose beginning is not on record; it is flagged."""

PARTY_MAY_BECOME: dict[ParticipationStatus, frozenset[ParticipationStatus]] = {
    P.NONE: frozenset({P.SIGNATORY, P.CONTRACTING, P.PARTY, P.FORMER}),
    P.SIGNATORY: frozenset({P.CONTRACTING, P.PARTY}),
    P.CONTRACTING: frozenset({P.PARTY}),
    P.PARTY: frozenset({P.FORMER}),
    P.FORMER: frozenset({P.SIGNATORY, P.CONTRACTING}),
}
