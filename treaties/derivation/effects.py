"""What an act does: one ``Effect`` on a status, and the ``Law`` of a kind of act. The rows are in ``law``."""

from dataclasses import dataclass

from treaties.vocabulary import Act, AgreementStatus, By, Chapter, EndReason, Flag, ParticipationStatus, Scope

DONE = ("done_on", "received_on")
DEPOSIT = ("received_on", "done_on")
EFFECT = ("effective_on",)
EFFECT_OR_DONE = ("effective_on", "done_on")
EFFECT_OR_DEPOSIT = ("effective_on", "received_on", "done_on")
OVER = ("ends_on",)

WHOLE = frozenset({Scope.WHOLE})
LIMITED = frozenset(Scope) - WHOLE


@dataclass(frozen=True, slots=True)
class Effect[S: AgreementStatus | ParticipationStatus]:
    """On the day named by the first known of ``counts``, a status among ``origins`` becomes ``to``.

    An effect that leads from a status to itself adds or clears an overlay: its flags. ``own`` is True where it touches
    only the standing of the act's maker. An act whose scope is not among ``scopes`` does not have this effect.
    """

    to: S
    counts: tuple[str, ...]
    origins: frozenset[S]
    reason: EndReason | None = None
    flags: frozenset[Flag] = frozenset()
    clears: frozenset[Flag] = frozenset()
    own: bool = False
    keeps: bool = False
    """The flags of the status before stay: it runs on, suspended or not."""
    scopes: frozenset[Scope] = WHOLE


@dataclass(frozen=True, slots=True)
class Law:
    """What one kind of act is in law. ``rank`` orders acts of one day that carry no explicit order."""

    chapter: Chapter
    by: By
    article: str
    rank: int
    needs: tuple[str, ...]
    """At least one of these dates must be known for the act to be placed in time."""
    agreement: tuple[Effect[AgreementStatus], ...] = ()
    party: tuple[Effect[ParticipationStatus], ...] = ()
    is_treaty_act: bool = True
    """True where the act belongs to the life of a treaty and cannot befall a non-binding text."""
    is_non_binding_act: bool = False
    reaches_whole: bool = False
    """By a party that is alone on its side of a bilateral agreement, it touches the agreement and both standings."""
    is_after_the_end: bool = False
    """Possible under an agreement that has ended."""
    answers: frozenset[Act] = frozenset()
    """The kinds of acts that it can be about."""
