"""The oracle's own reading of the law, act by act: which of its days counts, from what to what.

Written after the tables of the domain in plain words, apart from the table that Pacta derives from. One line is
``days: origins > outcome [+overlay …] [-overlay …] [= reason]``; days are the first known of those named.
"""

from dataclasses import dataclass

DEPOSIT = "received/done"


@dataclass(frozen=True)
class Line:
    days: str
    origins: frozenset[str]
    to: str
    on: frozenset[str]
    off: frozenset[str]
    reason: str


def _read(text: str) -> Line:
    days, _, rest = text.partition(":")
    origins, _, outcome = rest.partition(">")
    outcome, _, reason = outcome.partition("=")
    to, *overlays = outcome.split()
    on, off = ({word[1:] for word in overlays if word[0] == sign} for sign in "+-")
    return Line(days.strip(), frozenset(origins.split()), to, frozenset(on), frozenset(off), reason.strip())


def _lines(table: dict[str, tuple[str, ...]]) -> dict[str, list[Line]]:
    return {act: [_read(text) for text in texts] for act, texts in table.items()}


UNSIGNED = "not_yet negotiating text_adopted never_in_force"
BEFORE = "not_yet negotiating text_adopted signed provisional"
RUNS = "in_force suspended"
"""An end whose beginning is not on record finds ``not_yet``."""
ENDS = {
    "expiry": "expired",
    "termination_by_consent": "consent",
    "supersession": "superseded",
    "fulfilment": "fulfilled",
    "fall_below_minimum": "below_minimum",
    "essential_party_leaves": "essential_party_left",
    "no_party_left": "no_parties",
    "lapse": "lapsed",
    "termination_for_breach": "breach",
    "termination_for_impossibility": "impossibility",
    "termination_for_change": "changed_circumstances",
}
CONTESTED = {"lapse", "termination_for_breach", "termination_for_impossibility", "termination_for_change"}
CONSENTS = (
    *("definitive_signature", "exchange", "ratification", "acceptance", "approval", "formal_confirmation"),
    *("notification_of_completion", "accession"),
)
_consent = (
    f"{DEPOSIT}: none signatory provisional former released > contracting",
    "effective: none signatory provisional contracting > party",
)
_same = "provisional_application"  # its end by an act of its own, or on a day that it names itself


def _pending(overlay: str, sign: str = "+") -> tuple[str, ...]:
    return tuple(f"{DEPOSIT}: {running} > {running} {sign}{overlay}" for running in ("in_force", "suspended"))


def _pending_party(overlay: str, sign: str = "+") -> tuple[str, ...]:
    return tuple(f"{DEPOSIT}: {bound} > {bound} {sign}{overlay}" for bound in ("party", "suspended"))


AGREEMENT = _lines(
    {
        "negotiations_opened": ("done/received: not_yet > negotiating",),
        "text_initialled": ("done/received: not_yet > negotiating",),
        "text_adopted": ("done/received: not_yet negotiating > text_adopted",),
        "signature": (f"done/received: {UNSIGNED} > signed",),
        "definitive_signature": (f"done/received: {UNSIGNED} > signed",),
        "exchange": (f"{DEPOSIT}: {UNSIGNED} > signed",),
        "provisional_application": (
            "effective: text_adopted signed > provisional",
            "ends: provisional > signed",
        ),
        "end_of_provisional_application": ("effective/received/done: provisional > signed",),
        "entry_into_force": (f"effective: {BEFORE} > in_force",),
        "suspension": ("effective: in_force provisional > suspended", "ends: suspended > in_force"),
        "resumption": ("effective: suspended > in_force",),
        "notice_of_termination": (*_pending("notice_pending"), f"effective: {RUNS} > ended = denounced"),
        "notice_of_non_renewal": (*_pending("non_renewal_pending"), f"effective: {RUNS} > ended = non_renewed"),
        "revocation_of_notice": _pending("notice_pending -non_renewal_pending", "-"),
        "withdrawal_takes_effect": (f"effective: {RUNS} > ended = denounced",),
        "abandonment": (f"effective/done: {BEFORE} > never_in_force",),
        "replacement_before_force": (f"effective/done: {BEFORE} > never_in_force",),
        "revival": ("effective: ended > in_force",),
        "invalidity": (f"effective: not_yet signed ended {RUNS} > void",),
        "peremptory_norm": (f"effective: not_yet signed ended {RUNS} > void = jus_cogens",),
        "survival": ("effective: ended > ended +survives", "ends: ended > ended -survives"),
    }
    | {
        act: (f"effective: not_yet {RUNS} > ended {'+contested' if act in CONTESTED else ''} = {reason}",)
        for act, reason in ENDS.items()
    }
)
PARTY = _lines(
    {
        "signature": ("done/received: none former released > signatory",),
        "succession": ("effective: none signatory provisional contracting > party",),
        "continued_application": ("effective: none signatory provisional contracting > party",),
        "withdrawal_of_consent": (f"{DEPOSIT}: contracting > signatory",),
        "no_intention": (f"{DEPOSIT}: signatory provisional > released",),
        "provisional_application": (
            "effective: none signatory contracting > provisional",
            "ends: provisional > back",
        ),
        "end_of_provisional_application": ("effective/received/done: provisional > back",),
        "entry_into_force": ("effective: none signatory provisional contracting > party",),
        "entry_into_force_for_party": ("effective: none signatory provisional contracting > party",),
        "suspension": ("effective: party > suspended", "ends: suspended > party"),
        "resumption": ("effective: suspended > party",),
        "notice_of_termination": (*_pending_party("notice_pending"), "effective: party suspended > former"),
        "notice_of_non_renewal": (*_pending_party("non_renewal_pending"), "effective: party suspended > former"),
        "revocation_of_notice": _pending_party("notice_pending -non_renewal_pending", "-"),
        "withdrawal_takes_effect": ("effective: party suspended none > former",),
        "exclusion": ("effective: party suspended none > former",),
        "loss_of_membership": ("effective: party suspended none > former",),
        "purported_withdrawal": _pending_party("contested"),
        "invalidity": ("effective: party suspended none > former",),
        "peremptory_norm": ("effective: party suspended none > former",),
        "revival": ("effective: former > party",),
        "survival": ("effective: former > former +survives", "ends: former > former -survives"),
    }
    | dict.fromkeys(CONSENTS, _consent)
    | {act: (f"effective: party suspended none > former {'+contested' if act in CONTESTED else ''}",) for act in ENDS}
)
PART = {  # of a part, or towards some: an overlay, whatever the scope is limited to
    "suspension": (
        ("effective: in_force > in_force +suspended_in_part", "ends: in_force > in_force -suspended_in_part"),
        ("effective: party > party +suspended_in_part", "ends: party > party -suspended_in_part"),
    ),
    "resumption": (
        ("effective: in_force > in_force -suspended_in_part",),
        ("effective: party > party -suspended_in_part",),
    ),
}
PART_OF_AGREEMENT = _lines({act: lines for act, (lines, _) in PART.items()})
PART_OF_PARTY = _lines({act: lines for act, (_, lines) in PART.items()})

REACHES_WHOLE = {
    *("end_of_provisional_application", "notice_of_non_renewal", "suspension", "resumption", "notice_of_termination"),
    *("revocation_of_notice", "withdrawal_takes_effect", "termination_for_breach", "termination_for_impossibility"),
    *("termination_for_change", "invalidity"),
}
"""By a party that is alone on its side, these touch the agreement and both standings."""

SEQUENCE = (
    *("negotiations_opened", "text_initialled", "text_adopted", "signature", "definitive_signature", "exchange"),
    *(CONSENTS[2:],),
    *(("succession", "continued_application"), ("withdrawal_of_consent", "no_intention")),
    *("provisional_application", "end_of_provisional_application", "entry_into_force", "entry_into_force_for_party"),
    *("suspension", "resumption", "notice_of_non_renewal", ("notice_of_termination", "purported_withdrawal")),
    *(("revocation_of_notice", "exclusion", "loss_of_membership"), "withdrawal_takes_effect"),
    *(("abandonment", "replacement_before_force"), "end of term", tuple(ENDS)),
    *(("invalidity", "peremptory_norm"), "revival", "survival", "end of existence"),
)
"""Acts of one day without an order of their own: what begins comes before what is built upon it, and ends come last."""
PHASE = {
    act: number for number, acts in enumerate(SEQUENCE) for act in ((acts,) if isinstance(acts, str) else tuple(acts))
}
