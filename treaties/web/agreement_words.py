"""One agreement on one day, in a sentence."""

from dataclasses import dataclass
from datetime import date

from treaties.dates import PartialDate, in_words
from treaties.derivation.effects import DONE, EFFECT
from treaties.derivation.law import LAW
from treaties.models import StatusAssertion
from treaties.queries.agreement_file import AgreementFile, Standing, is_borne_out
from treaties.queries.knowledge import Knowledge
from treaties.vocabulary import Act, AgreementStatus, Flag, Nature
from treaties.web.days import Tense
from treaties.web.sentences import Piece, Sentence, as_known, known_only_as, on_day, some_day

A = AgreementStatus


@dataclass(frozen=True, slots=True)
class Said:
    """What a source says the status was, beside what the record says of the same day."""

    assertion: StatusAssertion
    on_record: tuple[AgreementStatus, ...]
    is_borne_out: bool
    still_stands: bool
    """Made by the day of the question, and nothing has changed on the record between the two days."""

    @property
    def contradicts(self) -> bool:
        """The status itself differs; not only the day since when."""
        return self.on_record != (AgreementStatus(self.assertion.status),)

    @property
    def record_says(self) -> str:
        if not self.contradicts:
            return "the same" if self.is_borne_out else "the same status, another day"
        return " or ".join(status.label for status in self.on_record)


def said_about(file: AgreementFile) -> list[Said]:
    """Every assertion, in order, each held against the record of its own day."""
    code = file.whole.code_on(file.on)
    found = []
    for assertion in file.agreement.standing_assertions:
        asserted = _asserted(assertion)
        of_that_day = file.whole.code_on(asserted.latest or file.on)
        borne_out = is_borne_out(file.whole, assertion)
        made_by_then = asserted.possible_from <= file.on
        stands = made_by_then and of_that_day == code
        found.append(Said(assertion, tuple(A.possible_in(of_that_day)), borne_out, stands))
    return found


def _asserted(assertion: StatusAssertion) -> PartialDate:
    assert assertion.asserted_on, "the column is not null"
    return assertion.asserted_on


def agreement_answer(
    file: AgreementFile, said: list[Said], tense: Tense, *, known: Knowledge | None = None, latest: str = ""
) -> Sentence:
    """What the record derives for the day; and whether a source says otherwise.

    ``known`` is the state of knowledge that was asked for; ``latest`` says the status that the latest record gives, in
    words, where that is another one.
    """
    standings = file.standings
    stated = _one(file, standings[0], tense) if len(standings) == 1 else _several(standings, tense)
    opening = on_day(file.on, tense) if known is None else _as_known_on(known, file.on)
    otherwise = [one for one in said if one.contradicts and one.still_stands]
    now = f"; the latest record says: {latest}" if latest else ""
    if not otherwise:
        return *opening, *stated, Piece(f"{_other_days(said)}{now}.")
    return *opening, *stated, Piece(f"; {_who(otherwise, file)} "), _called(otherwise), Piece(f"{now}.")


def _as_known_on(known: Knowledge, day: date) -> Sentence:
    return *as_known(known), Piece("on "), Piece(strong=in_words(day)), Piece(" ")


def _other_days(said: list[Said]) -> str:
    """“; a source gives 1 June 2014”: the same status, but since a day that the record's cannot be."""
    differing = [one for one in said if one.still_stands and not one.contradicts and not one.is_borne_out]
    days = list(dict.fromkeys(some_day(one.assertion.since) for one in differing if one.assertion.since))
    if not days:
        return ""
    return f"; {'a source gives' if len(days) == 1 else 'sources give'} {' and '.join(days)}"


def _one(file: AgreementFile, standing: Standing[AgreementStatus], tense: Tense) -> Sentence:
    past = tense is Tense.PAST
    was, had = ("was", "had") if past else ("will be", "will have") if tense is Tense.FUTURE else ("is", "has")
    since = PartialDate.parse(standing.path.since) if standing.path.since else None
    match standing.status:
        case A.IN_FORCE:
            over = f"{_pending(file, standing, was)}{_overlays(file, standing, was)}"
            return Piece(f"this agreement {was} "), Piece(f"{_since(since)}{over}", "in force")
        case A.SUSPENDED:
            until = _until(file, standing, Act.SUSPENSION)
            return Piece(f"this agreement {was} in force, but "), Piece(f"{_since(since)}{until}", "suspended")
        case A.PROVISIONAL:
            until = _until(file, standing, Act.PROVISIONAL_APPLICATION)
            over = f"{_since(since)}{until}; it {was} not in force"
            return Piece(f"this agreement {was} "), Piece(over, "applied provisionally")
        case A.OPERATIVE:
            return Piece(f"this non-binding text {was} "), Piece(_since(since), "operative")
        case A.DISCONTINUED | A.REPLACED:
            return Piece(f"this non-binding text {had} been "), Piece(_when(since), standing.status.label)
        case A.DRAFT:
            return Piece(f"this text {was} "), Piece(_since(since), "a draft")
        case A.ENDED:
            return *_ended(standing, since, had), Piece(_overlays(file, standing, was))
        case A.VOID:
            reason = f" ({standing.path.reason.label})" if standing.path.reason else ""
            return Piece(f"this agreement {was} "), Piece(f"{reason}{_since(since)}", "void")
        case A.NEVER_IN_FORCE:
            settled = f"; that was settled{_on(since)}" if since else ""
            return Piece(f"this agreement {had} "), Piece(settled, "never entered into force")
        case A.SIGNED:
            return Piece(f"this agreement {had} been "), Piece(_entry(file, was), "signed")
        case A.TEXT_ADOPTED:
            return Piece(f"the text of this agreement {had} been "), Piece("", "adopted")
        case A.NEGOTIATING:
            return Piece(f"this agreement {was} "), Piece(_since(since), "under negotiation")
    return Piece("nothing "), Piece(f" of this agreement{_first_act(file)}", "is on record")


def _when(since: PartialDate | None) -> str:
    return f",{_on(since)}" if since else ""


def _until(file: AgreementFile, standing: Standing[AgreementStatus], act: Act) -> str:
    """“, until 1 May 2030”, where the act that it rests on says so."""
    acts = [fact for fact in file.facts.of_act(act) if fact.ref in standing.path.because and fact.ends_on]
    return f", until {some_day(acts[-1].ends_on)}" if acts and acts[-1].ends_on else ""


def _overlays(file: AgreementFile, standing: Standing[AgreementStatus], was: str) -> str:
    """“; it was suspended in part”: what lies over the status and does not change it."""
    flags, found = standing.path.flags, []
    if Flag.NON_RENEWAL_PENDING in flags:
        found.append(f"; a notice of non-renewal {was} given, and it ends with its term")
    if Flag.SUSPENDED_IN_PART in flags:
        found.append(f"; it {was} suspended in part, or towards some{_until(file, standing, Act.SUSPENSION)}")
    if Flag.SURVIVES in flags:
        found.append(f"; some of its provisions go on to apply{_until(file, standing, Act.SURVIVAL)}")
    return "".join(found)


def _first_act(file: AgreementFile) -> str:
    """“; the first act on record is of 10 February 2026”; of an end alone, that its beginning is not on record."""
    dated = [(when, fact) for fact in file.facts.acts if (when := fact.date((*DONE, *EFFECT)))]
    if not dated:
        return ""
    when, fact = min(dated, key=lambda given: given[0].in_order)
    if any(effect.to is A.ENDED for effect in LAW[fact.act].agreement):
        return f"; the first act on record ends it,{_on(when)}, and when it began is not on record"
    return f"; the first act on record is of {some_day(when)}"


def _since(since: PartialDate | None) -> str:
    return f", since {some_day(since)}" if since else ""


def _pending(file: AgreementFile, standing: Standing[AgreementStatus], was: str) -> str:
    """“; a notice of termination is pending, to take effect on 1 January 2027”."""
    if Flag.NOTICE_PENDING not in standing.path.flags:
        return ""
    kinds = (Act.NOTICE_OF_TERMINATION, Act.PROLONGATION_OF_NOTICE)
    notices = [fact for act in kinds for fact in file.facts.of_act(act) if fact.ref in standing.path.because]
    effects = [_on(fact.effective_on) for fact in notices if fact.effective_on]
    return f"; a notice of termination {was} pending{f', to take effect{effects[-1]}' if effects else ''}"


def _on(partial: PartialDate) -> str:
    return f" {some_day(partial)}" if partial.words().startswith("about") else f" on {some_day(partial)}"


def _entry(file: AgreementFile, was: str) -> str:
    if file.agreement.nature == Nature.NON_BINDING:
        return ""
    entered = next(iter(file.facts.of_act(Act.ENTRY_INTO_FORCE)), None)
    if entered is None or entered.effective_on is None:
        return ", and no entry into force is on record"
    return f", and {was} not yet in force: its entry into force is of {some_day(entered.effective_on)}"


def _ended(standing: Standing[AgreementStatus], since: PartialDate | None, had: str) -> Sentence:
    when = _when(since)
    if standing.is_computed:
        text = f" on the record{when}, with no extension found"
        return Piece("the term of this agreement "), Piece(text, f"{had} run out")
    reason = standing.path.reason
    how = f" ({reason.label})" if reason else ""
    return Piece("this agreement "), Piece(f"{how}{when}", f"{had} ended")


def _several(standings: list[Standing[AgreementStatus]], tense: Tense) -> Sentence:
    statuses = [standing.status for standing in standings]
    since = PartialDate.parse(standings[-1].path.since) if standings[-1].path.since else None
    verb = "may have been" if tense is Tense.PAST else "may be"
    if A.IN_FORCE in statuses and since:
        what = _what_is_imprecise(statuses)
        return Piece("this agreement "), Piece(f": its {what} is {known_only_as(since)}", f"{verb} in force")
    if statuses == [A.NOT_YET, A.SIGNED] and since:
        day = f": its signature is {known_only_as(since)}"
        return Piece("this agreement "), Piece(day, f"{'may have been' if tense is Tense.PAST else 'may be'} signed")
    words = " or ".join(status.label for status in statuses)
    return Piece("it is not certain which of these this agreement was: "), Piece("", words)


def _what_is_imprecise(statuses: list[AgreementStatus]) -> str:
    if A.ENDED in statuses:
        return "end"
    return "suspension" if A.SUSPENDED in statuses else "entry into force"


def _who(otherwise: list[Said], file: AgreementFile) -> str:
    days = {_asserted(one.assertion).text for one in otherwise}
    if len(days) > 1:
        return "sources call it"
    asserted = _asserted(otherwise[0].assertion)
    return (
        "a source of that day calls it"
        if asserted.text == file.on.isoformat()
        else (f"a source of {asserted.words()} called it")
    )


def _called(otherwise: list[Said]) -> Piece:
    return Piece("", " or ".join(sorted({one.assertion.get_status_display() for one in otherwise})))


def cited_status(file: AgreementFile) -> str:
    """For a citation: ``status on 5 October 2024: ended (expired), computed and unconfirmed``."""
    standings = file.standings
    words = " or ".join(standing.status.label for standing in standings)
    reason = standings[0].path.reason if len(standings) == 1 else None
    computed = ", computed and unconfirmed" if len(standings) == 1 and standings[0].is_computed else ""
    return f"status on {in_words(file.on)}: {words}{f' ({reason.label})' if reason else ''}{computed}"
