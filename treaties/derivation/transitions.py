"""What may follow what: two tables of transitions. Every effect in ``law`` moves along them, and a test holds it."""

from treaties.vocabulary import AgreementStatus, ParticipationStatus

A, P = AgreementStatus, ParticipationStatus

MAY_BECOME: dict[AgreementStatus, frozenset[AgreementStatus]] = {
    A.NOT_YET: frozenset(
        {A.NEGOTIATING, A.TEXT_ADOPTED, A.SIGNED, A.IN_FORCE, A.ENDED, A.NEVER_IN_FORCE, A.VOID}
        | {A.DRAFT, A.OPERATIVE, A.DISCONTINUED, A.REPLACED}
    ),
    A.NEGOTIATING: frozenset({A.TEXT_ADOPTED, A.SIGNED, A.IN_FORCE, A.NEVER_IN_FORCE, A.DRAFT, A.OPERATIVE}),
    A.TEXT_ADOPTED: frozenset({A.SIGNED, A.PROVISIONAL, A.IN_FORCE, A.NEVER_IN_FORCE, A.OPERATIVE}),
    A.SIGNED: frozenset({A.PROVISIONAL, A.IN_FORCE, A.NEVER_IN_FORCE, A.VOID, A.OPERATIVE}),
    A.PROVISIONAL: frozenset({A.IN_FORCE, A.SUSPENDED, A.SIGNED, A.NEVER_IN_FORCE}),
    A.IN_FORCE: frozenset({A.SUSPENDED, A.ENDED, A.VOID}),
    A.SUSPENDED: frozenset({A.IN_FORCE, A.ENDED, A.VOID}),
    A.ENDED: frozenset({A.IN_FORCE, A.VOID}),
    A.NEVER_IN_FORCE: frozenset({A.SIGNED}),
    A.VOID: frozenset(),
    A.DRAFT: frozenset({A.OPERATIVE, A.DISCONTINUED, A.REPLACED}),
    A.OPERATIVE: frozenset({A.DISCONTINUED, A.REPLACED}),
    A.DISCONTINUED: frozenset(),
    A.REPLACED: frozenset(),
}
"""``not_yet → ended`` is an end whose beginning is not on record; it is flagged. ``ended → in_force`` is a revival, and
``never_in_force → signed`` a reopening."""

OVER = frozenset({A.ENDED, A.VOID, A.DISCONTINUED, A.REPLACED})
"""What was there, and is no more."""

PARTY_MAY_BECOME: dict[ParticipationStatus, frozenset[ParticipationStatus]] = {
    P.NONE: frozenset({P.SIGNATORY, P.PROVISIONAL, P.CONTRACTING, P.PARTY, P.FORMER}),
    P.SIGNATORY: frozenset({P.PROVISIONAL, P.CONTRACTING, P.PARTY, P.RELEASED}),
    P.PROVISIONAL: frozenset({P.NONE, P.SIGNATORY, P.CONTRACTING, P.PARTY, P.RELEASED}),
    P.CONTRACTING: frozenset({P.PARTY, P.PROVISIONAL, P.SIGNATORY, P.NONE}),
    P.PARTY: frozenset({P.SUSPENDED, P.FORMER}),
    P.SUSPENDED: frozenset({P.PARTY, P.FORMER}),
    P.FORMER: frozenset({P.SIGNATORY, P.CONTRACTING, P.PARTY}),
    P.RELEASED: frozenset({P.SIGNATORY, P.CONTRACTING}),
}
"""One spell after another. ``none → party`` is a succession, or an entry into force without a consent on record
(flagged); ``former → party`` a revival, or a consent that was given while the first spell still ran."""
