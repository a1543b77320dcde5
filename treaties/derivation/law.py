"""The law as a table: whose act each act can be, what it does to a status, which of its dates counts, and the article.

To add an act, add its word to ``vocabulary.Act`` and one row here; the fold has no branches about law.
"""

from treaties.derivation.effects import (
    DEPOSIT,
    DONE,
    EFFECT,
    EFFECT_OR_DEPOSIT,
    EFFECT_OR_DONE,
    LIMITED,
    OVER,
    Effect,
    Law,
)
from treaties.vocabulary import Act, AgreementStatus, By, Chapter, EndReason, Flag, ParticipationStatus

A, P = AgreementStatus, ParticipationStatus


def _flags(*flags: Flag) -> frozenset[Flag]:
    return frozenset(flags)


_UNSIGNED = frozenset({A.NOT_YET, A.NEGOTIATING, A.TEXT_ADOPTED, A.NEVER_IN_FORCE})
_BEFORE_FORCE = frozenset({A.NOT_YET, A.NEGOTIATING, A.TEXT_ADOPTED, A.SIGNED, A.PROVISIONAL})
_RUNNING = frozenset({A.IN_FORCE, A.SUSPENDED})
_RUNS_OR_UNKNOWN = _RUNNING | {A.NOT_YET}
_UNBOUND = frozenset({P.NONE, P.SIGNATORY, P.PROVISIONAL, P.FORMER, P.RELEASED})
_BOUND = frozenset({P.PARTY, P.SUSPENDED})
_NOTICES = frozenset({Act.NOTICE_OF_TERMINATION, Act.NOTICE_OF_NON_RENEWAL})
_OBJECTIONS = frozenset({Act.OBJECTION_TO_RESERVATION, Act.PRECLUDING_OBJECTION, Act.OBJECTION_TO_ACCESSION})

_SIGNED = Effect(A.SIGNED, DONE, _UNSIGNED)
_BECOMES_CONTRACTING = Effect(P.CONTRACTING, DEPOSIT, _UNBOUND)
_BECOMES_PARTY = Effect(P.PARTY, EFFECT, frozenset({P.NONE, P.SIGNATORY, P.PROVISIONAL, P.CONTRACTING}))
_CEASES = Effect(P.FORMER, EFFECT, _BOUND | {P.NONE})


def _overlay[S: AgreementStatus | ParticipationStatus](
    *running: S, flags: frozenset[Flag] = frozenset(), clears: frozenset[Flag] = frozenset()
) -> tuple[Effect[S], ...]:
    """Beside each of these statuses, from the deposit or receipt on: whether it is suspended or not."""
    return tuple(Effect(status, DEPOSIT, frozenset({status}), flags=flags, clears=clears) for status in running)


def _making(article: str, rank: int, *effects: Effect[AgreementStatus]) -> Law:
    return Law(Chapter.MAKING, By.WHOLE, article, rank, DONE, effects, is_treaty_act=False)


def _consent(article: str, rank: int = 40, by: By = By.PARTY, agreement: tuple[Effect, ...] = ()) -> Law:
    return Law(Chapter.CONSENT, by, article, rank, DEPOSIT, agreement, (_BECOMES_CONTRACTING, _BECOMES_PARTY))


def _silent(
    chapter: Chapter, article: str, by: By = By.PARTY, answers: frozenset[Act] = frozenset(), after_end: bool = False
) -> Law:
    """It changes no standing by itself: it works between a pair of parties, within the text, or not in law at all."""
    needs = EFFECT_OR_DEPOSIT
    return Law(chapter, by, article, 45, needs, is_after_the_end=after_end, answers=answers)


def _end(
    article: str,
    reason: EndReason,
    *,
    by: By = By.WHOLE,
    chapter: Chapter = Chapter.END,
    flags: frozenset[Flag] = frozenset(),
    counts: tuple[str, ...] = EFFECT,
) -> Law:
    ended = Effect(A.ENDED, counts, _RUNS_OR_UNKNOWN, reason, flags)
    ceases = Effect(P.FORMER, counts, _BOUND | {P.NONE}, flags=flags)
    return Law(chapter, by, article, 80, counts, (ended,), (ceases,), reaches_whole=by is By.EITHER)


def _never(article: str) -> Law:
    return Law(
        Chapter.END, By.WHOLE, article, 78, EFFECT_OR_DONE, (Effect(A.NEVER_IN_FORCE, EFFECT_OR_DONE, _BEFORE_FORCE),)
    )


def _void(article: str, reason: EndReason | None, by: By = By.EITHER) -> Law:
    void = Effect(A.VOID, EFFECT, frozenset({A.NOT_YET, A.SIGNED, A.ENDED}) | _RUNNING, reason)
    return Law(Chapter.END, by, article, 85, EFFECT, (void,), (_CEASES,), reaches_whole=True, is_after_the_end=True)


def _non_binding(rank: int, counts: tuple[str, ...], to: AgreementStatus, *origins: AgreementStatus) -> Law:
    effect = Effect(to, counts, frozenset(origins))
    return Law(Chapter.NON_BINDING, By.WHOLE, "", rank, counts, (effect,), is_treaty_act=False, is_non_binding_act=True)


def _departure(article: str) -> Law:
    return Law(Chapter.LEAVING, By.PARTY, article, 76, EFFECT, party=(_CEASES,))


LAW: dict[Act, Law] = {
    Act.NEGOTIATIONS_OPENED: _making("9, 10", 5, Effect(A.NEGOTIATING, DONE, frozenset({A.NOT_YET}))),
    Act.TEXT_INITIALLED: _making("10(b)", 6, Effect(A.NEGOTIATING, DONE, frozenset({A.NOT_YET}))),
    Act.TEXT_ADOPTED: _making("9, 10", 10, Effect(A.TEXT_ADOPTED, DONE, frozenset({A.NOT_YET, A.NEGOTIATING}))),
    Act.SIGNATURE: Law(
        Chapter.CONSENT,
        By.EITHER,
        "14, 18(a)",
        20,
        DONE,
        (_SIGNED,),
        (Effect(P.SIGNATORY, DONE, frozenset({P.NONE, P.FORMER, P.RELEASED})),),
        is_treaty_act=False,
    ),
    Act.DEFINITIVE_SIGNATURE: _consent("12", 21, By.EITHER, (_SIGNED,)),
    Act.EXCHANGE: _consent("13", 22, By.EITHER, (Effect(A.SIGNED, DEPOSIT, _UNSIGNED),)),
    Act.DOMESTIC_APPROVAL: Law(
        Chapter.CONSENT, By.PARTY, "2(1)(b)", 30, DONE, is_treaty_act=False, is_after_the_end=True
    ),
    Act.RATIFICATION: _consent("14, 16"),
    Act.ACCEPTANCE: _consent("14, 16"),
    Act.APPROVAL: _consent("14, 16"),
    Act.FORMAL_CONFIRMATION: _consent("14, 16"),
    Act.NOTIFICATION_OF_COMPLETION: _consent("16(c), 24, 78"),
    Act.ACCESSION: _consent("15, 16"),
    Act.ACCEPTANCE_OF_ACCESSION: _silent(Chapter.CONSENT, "15", answers=frozenset({Act.ACCESSION})),
    Act.OBJECTION_TO_ACCESSION: _silent(Chapter.CONSENT, "15", answers=frozenset({Act.ACCESSION})),
    Act.SUCCESSION: Law(Chapter.CONSENT, By.PARTY, "VCSS 17, 24, 34", 50, EFFECT, party=(_BECOMES_PARTY,)),
    Act.CONTINUED_APPLICATION: Law(Chapter.CONSENT, By.PARTY, "VCSS 24, 34", 50, EFFECT, party=(_BECOMES_PARTY,)),
    Act.WITHDRAWAL_OF_CONSENT: Law(
        Chapter.CONSENT,
        By.PARTY,
        "",
        55,
        DEPOSIT,
        party=(Effect(P.SIGNATORY, DEPOSIT, frozenset({P.CONTRACTING})),),
    ),
    Act.NO_INTENTION: Law(
        Chapter.CONSENT,
        By.PARTY,
        "18(a)",
        55,
        DEPOSIT,
        party=(Effect(P.RELEASED, DEPOSIT, frozenset({P.SIGNATORY, P.PROVISIONAL})),),
    ),
    Act.PROVISIONAL_APPLICATION: Law(
        Chapter.FORCE,
        By.EITHER,
        "25(1)",
        57,
        EFFECT,
        (
            Effect(A.PROVISIONAL, EFFECT, frozenset({A.TEXT_ADOPTED, A.SIGNED})),
            Effect(A.SIGNED, OVER, frozenset({A.PROVISIONAL})),
        ),
        (
            Effect(P.PROVISIONAL, EFFECT, frozenset({P.NONE, P.SIGNATORY, P.CONTRACTING})),
            Effect(P.SIGNATORY, OVER, frozenset({P.PROVISIONAL})),
        ),
    ),
    Act.END_OF_PROVISIONAL_APPLICATION: Law(
        Chapter.FORCE,
        By.EITHER,
        "25(2)",
        58,
        EFFECT_OR_DEPOSIT,
        (Effect(A.SIGNED, EFFECT_OR_DEPOSIT, frozenset({A.PROVISIONAL})),),
        (Effect(P.SIGNATORY, EFFECT_OR_DEPOSIT, frozenset({P.PROVISIONAL})),),
        reaches_whole=True,
        answers=frozenset({Act.PROVISIONAL_APPLICATION}),
    ),
    Act.ENTRY_INTO_FORCE: Law(
        Chapter.FORCE,
        By.WHOLE,
        "24(1)–(2)",
        60,
        EFFECT,
        (Effect(A.IN_FORCE, EFFECT, _BEFORE_FORCE),),
        (_BECOMES_PARTY,),
    ),
    Act.ENTRY_INTO_FORCE_FOR_PARTY: Law(Chapter.FORCE, By.PARTY, "24(3)", 61, EFFECT, party=(_BECOMES_PARTY,)),
    Act.RESERVATION: _silent(Chapter.RESERVATIONS, "19–21"),
    Act.ACCEPTANCE_OF_RESERVATION: _silent(Chapter.RESERVATIONS, "20", answers=frozenset({Act.RESERVATION})),
    Act.OBJECTION_TO_RESERVATION: _silent(Chapter.RESERVATIONS, "20, 21(3)", answers=frozenset({Act.RESERVATION})),
    Act.PRECLUDING_OBJECTION: _silent(Chapter.RESERVATIONS, "20(4)(b)", answers=frozenset({Act.RESERVATION})),
    Act.WITHDRAWAL_OF_RESERVATION: _silent(Chapter.RESERVATIONS, "22", answers=frozenset({Act.RESERVATION})),
    Act.WITHDRAWAL_OF_OBJECTION: _silent(Chapter.RESERVATIONS, "22", answers=_OBJECTIONS),
    Act.DECLARATION: _silent(Chapter.RESERVATIONS, "", after_end=True),
    Act.TERRITORIAL_EXTENSION: _silent(Chapter.CHANGE, "29"),
    Act.TERRITORIAL_EXCLUSION: _silent(Chapter.CHANGE, "29"),
    Act.AMENDMENT: Law(Chapter.CHANGE, By.WHOLE, "39–41", 70, DONE, is_treaty_act=False),
    Act.MODIFICATION: _silent(Chapter.CHANGE, "41", by=By.EITHER),
    Act.TEXT_CORRECTION: _silent(Chapter.CHANGE, "79", by=By.WHOLE, after_end=True),
    Act.TACIT_RENEWAL: Law(Chapter.TERM, By.WHOLE, "54(a)", 70, EFFECT, is_treaty_act=False),
    Act.EXTENSION: Law(Chapter.TERM, By.WHOLE, "39, 54", 70, EFFECT_OR_DEPOSIT, is_treaty_act=False),
    Act.NOTICE_OF_NON_RENEWAL: Law(
        Chapter.TERM,
        By.PARTY,
        "54(a)",
        74,
        (*DEPOSIT, *EFFECT),
        (
            *_overlay(A.IN_FORCE, A.SUSPENDED, flags=_flags(Flag.NON_RENEWAL_PENDING)),
            Effect(A.ENDED, EFFECT, _RUNNING, EndReason.NON_RENEWED),
        ),
        (
            *_overlay(P.PARTY, P.SUSPENDED, flags=_flags(Flag.NON_RENEWAL_PENDING)),
            Effect(P.FORMER, EFFECT, _BOUND),
        ),
        reaches_whole=True,
    ),
    Act.EXPIRY: _end("54(a)", EndReason.EXPIRED, chapter=Chapter.TERM),
    Act.SUSPENSION: Law(
        Chapter.SUSPENSION,
        By.EITHER,
        "57–60, 72",
        72,
        EFFECT,
        (
            Effect(A.SUSPENDED, EFFECT, frozenset({A.IN_FORCE, A.PROVISIONAL}), keeps=True),
            Effect(A.IN_FORCE, OVER, frozenset({A.SUSPENDED}), keeps=True),
            Effect(A.IN_FORCE, EFFECT, frozenset({A.IN_FORCE}), flags=_flags(Flag.SUSPENDED_IN_PART), scopes=LIMITED),
            Effect(A.IN_FORCE, OVER, frozenset({A.IN_FORCE}), clears=_flags(Flag.SUSPENDED_IN_PART), scopes=LIMITED),
        ),
        (
            Effect(P.SUSPENDED, EFFECT, frozenset({P.PARTY}), own=True, keeps=True),
            Effect(P.PARTY, OVER, frozenset({P.SUSPENDED}), own=True, keeps=True),
            Effect(
                P.PARTY, EFFECT, frozenset({P.PARTY}), flags=_flags(Flag.SUSPENDED_IN_PART), own=True, scopes=LIMITED
            ),
            Effect(
                P.PARTY, OVER, frozenset({P.PARTY}), clears=_flags(Flag.SUSPENDED_IN_PART), own=True, scopes=LIMITED
            ),
        ),
        reaches_whole=True,
    ),
    Act.RESUMPTION: Law(
        Chapter.SUSPENSION,
        By.EITHER,
        "57, 72",
        73,
        EFFECT,
        (
            Effect(A.IN_FORCE, EFFECT, frozenset({A.SUSPENDED}), keeps=True),
            Effect(A.IN_FORCE, EFFECT, frozenset({A.IN_FORCE}), clears=_flags(Flag.SUSPENDED_IN_PART), scopes=LIMITED),
        ),
        (
            Effect(P.PARTY, EFFECT, frozenset({P.SUSPENDED}), keeps=True),
            Effect(P.PARTY, EFFECT, frozenset({P.PARTY}), clears=_flags(Flag.SUSPENDED_IN_PART), scopes=LIMITED),
        ),
        reaches_whole=True,
        answers=frozenset({Act.SUSPENSION}),
    ),
    Act.NOTICE_OF_TERMINATION: Law(
        Chapter.LEAVING,
        By.PARTY,
        "54, 56, 65, 67",
        75,
        (*DEPOSIT, *EFFECT),
        (
            *_overlay(A.IN_FORCE, A.SUSPENDED, flags=_flags(Flag.NOTICE_PENDING)),
            Effect(A.ENDED, EFFECT, _RUNNING, EndReason.DENOUNCED),
        ),
        (
            *_overlay(P.PARTY, P.SUSPENDED, flags=_flags(Flag.NOTICE_PENDING)),
            Effect(P.FORMER, EFFECT, _BOUND),
        ),
        reaches_whole=True,
    ),
    Act.REVOCATION_OF_NOTICE: Law(
        Chapter.LEAVING,
        By.PARTY,
        "68",
        76,
        DEPOSIT,
        _overlay(A.IN_FORCE, A.SUSPENDED, clears=_flags(Flag.NOTICE_PENDING, Flag.NON_RENEWAL_PENDING)),
        _overlay(P.PARTY, P.SUSPENDED, clears=_flags(Flag.NOTICE_PENDING, Flag.NON_RENEWAL_PENDING)),
        reaches_whole=True,
        answers=_NOTICES,
    ),
    Act.PROLONGATION_OF_NOTICE: Law(  # its day is that of the new effect, and so after the end that it puts off
        Chapter.LEAVING, By.EITHER, "54(b)", 76, EFFECT, answers=_NOTICES, is_after_the_end=True
    ),
    Act.WITHDRAWAL_TAKES_EFFECT: Law(
        Chapter.LEAVING,
        By.PARTY,
        "70(2)",
        77,
        EFFECT,
        (Effect(A.ENDED, EFFECT, _RUNNING, EndReason.DENOUNCED),),
        (_CEASES,),
        reaches_whole=True,
        answers=frozenset({Act.NOTICE_OF_TERMINATION}),
    ),
    Act.EXCLUSION: _departure("60(2)"),
    Act.LOSS_OF_MEMBERSHIP: _departure(""),
    Act.PURPORTED_WITHDRAWAL: Law(
        Chapter.LEAVING,
        By.PARTY,
        "56",
        75,
        DEPOSIT,
        party=_overlay(P.PARTY, P.SUSPENDED, flags=_flags(Flag.CONTESTED)),
    ),
    Act.TERMINATION_BY_CONSENT: _end("54(b)", EndReason.CONSENT),
    Act.TERMINATION_FOR_BREACH: _end("60, 65", EndReason.BREACH, by=By.EITHER, flags=_flags(Flag.CONTESTED)),
    Act.TERMINATION_FOR_IMPOSSIBILITY: _end(
        "61, 65", EndReason.IMPOSSIBILITY, by=By.EITHER, flags=_flags(Flag.CONTESTED)
    ),
    Act.TERMINATION_FOR_CHANGE: _end(
        "62, 65", EndReason.CHANGED_CIRCUMSTANCES, by=By.EITHER, flags=_flags(Flag.CONTESTED)
    ),
    Act.SUPERSESSION: _end("59", EndReason.SUPERSEDED),
    Act.FULFILMENT: _end("54, 70", EndReason.FULFILLED),
    Act.FALL_BELOW_MINIMUM: _end("55", EndReason.BELOW_MINIMUM),
    Act.ESSENTIAL_PARTY_LEAVES: _end("55", EndReason.ESSENTIAL_PARTY_LEFT),
    Act.NO_PARTY_LEFT: _end("54, 55", EndReason.NO_PARTIES),
    Act.LAPSE: _end("cf. 42(2)", EndReason.LAPSED, flags=_flags(Flag.CONTESTED)),
    Act.ABANDONMENT: _never("54(b), 25(2)"),
    Act.REPLACEMENT_BEFORE_FORCE: _never("54(b), 59"),
    Act.REVIVAL: Law(
        Chapter.END,
        By.WHOLE,
        "54",
        86,
        EFFECT,
        (Effect(A.IN_FORCE, EFFECT, frozenset({A.ENDED})),),
        (Effect(P.PARTY, EFFECT, frozenset({P.FORMER})),),
        is_after_the_end=True,
    ),
    Act.INVALIDITY: _void("46–53, 69", None),
    Act.PEREMPTORY_NORM: _void("64, 71(2)", EndReason.JUS_COGENS, By.WHOLE),
    Act.SURVIVAL: Law(
        Chapter.END,
        By.EITHER,
        "70(1)",
        88,
        EFFECT,
        (
            Effect(A.ENDED, EFFECT, frozenset({A.ENDED}), flags=_flags(Flag.SURVIVES)),
            Effect(A.ENDED, OVER, frozenset({A.ENDED}), clears=_flags(Flag.SURVIVES)),
        ),
        (
            Effect(P.FORMER, EFFECT, frozenset({P.FORMER}), flags=_flags(Flag.SURVIVES)),
            Effect(P.FORMER, OVER, frozenset({P.FORMER}), clears=_flags(Flag.SURVIVES)),
        ),
        is_after_the_end=True,
    ),
    Act.DRAFTED: _non_binding(15, DONE, A.DRAFT, A.NOT_YET, A.NEGOTIATING),
    Act.ISSUED: _non_binding(20, DONE, A.OPERATIVE, A.NOT_YET, A.NEGOTIATING, A.TEXT_ADOPTED, A.SIGNED, A.DRAFT),
    Act.MADE_OPERATIVE: _non_binding(
        25, EFFECT, A.OPERATIVE, A.NOT_YET, A.NEGOTIATING, A.TEXT_ADOPTED, A.SIGNED, A.DRAFT
    ),
    Act.DISCONTINUATION: _non_binding(80, EFFECT_OR_DONE, A.DISCONTINUED, A.NOT_YET, A.DRAFT, A.OPERATIVE),
    Act.REPLACEMENT: _non_binding(80, EFFECT_OR_DONE, A.REPLACED, A.NOT_YET, A.DRAFT, A.OPERATIVE),
    Act.SEVERANCE_OF_RELATIONS: Law(
        Chapter.NO_EFFECT, By.EITHER, "63, 74", 90, DONE, is_treaty_act=False, is_after_the_end=True
    ),
    Act.HOSTILITIES: Law(Chapter.NO_EFFECT, By.EITHER, "73", 90, DONE, is_treaty_act=False, is_after_the_end=True),
}

CONSENTS = frozenset(act for act, law in LAW.items() if _BECOMES_CONTRACTING in law.party)
"""Acts by which a party consents to be bound (Arts 11–15)."""
SIGNS = frozenset({Act.SIGNATURE, Act.DEFINITIVE_SIGNATURE, Act.EXCHANGE})
"""Acts that, once both sides of a bilateral agreement have done one, make it signed."""
TERM_RANK = 79
EXISTENCE_RANK = 90
