"""One agreement on one day, in a sentence; and what would settle a disagreement about it."""

from dataclasses import dataclass

from treaties.dates import PartialDate, in_words
from treaties.derivation.law import DONE, EFFECT, LAW
from treaties.models import StatusAssertion
from treaties.queries.agreement_file import AgreementFile, Standing, is_borne_out
from treaties.vocabulary import Act, AgreementStatus, EndReason, Flag, Nature
from treaties.web.days import Tense
from treaties.web.sentences import Piece, Sentence, known_only_as, on_day, some_day

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
    code = file.agreement.code_on(file.on)
    found = []
    for assertion in file.agreement.assertions.all():
        asserted = _asserted(assertion)
        of_that_day = file.agreement.code_on(asserted.latest or file.on)
        borne_out = is_borne_out(file.agreement, assertion)
        made_by_then = asserted.possible_from <= file.on
        stands = made_by_then and of_that_day == code
        found.append(Said(assertion, tuple(A.possible_in(of_that_day)), borne_out, stands))
    return found


def _asserted(assertion: StatusAssertion) -> PartialDate:
    assert assertion.asserted_on, "the column is not null"
    return assertion.asserted_on


def agreement_answer(file: AgreementFile, said: list[Said], tense: Tense) -> Sentence:
    """What the record derives for the day; and whether a source says otherwise."""
    standings = file.standings
    stated = _one(file, standings[0], tense) if len(standings) == 1 else _several(standings, tense)
    otherwise = [one for one in said if one.contradicts and one.still_stands]
    if not otherwise:
        return *on_day(file.on, tense), *stated, Piece(f"{_other_days(said)}.")
    return *on_day(file.on, tense), *stated, Piece(f"; {_who(otherwise, file)} "), _called(otherwise), Piece(".")


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
            pending = _pending(file, standing, was)
            return Piece(f"this agreement {was} "), Piece(f"{_since(since)}{pending}", "in force")
        case A.OPERATIVE:
            return Piece(f"this non-binding text {was} "), Piece(_since(since), "operative")
        case A.ENDED:
            return _ended(standing, since, had)
        case A.SIGNED:
            return Piece(f"this agreement {had} been "), Piece(_entry(file, was), "signed")
        case A.TEXT_ADOPTED:
            return Piece(f"the text of this agreement {had} been "), Piece("", "adopted")
    return Piece("nothing "), Piece(f" of this agreement{_first_act(file)}", "is on record")


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
    notices = [fact for fact in file.facts.of_act(Act.NOTICE_OF_TERMINATION) if fact.ref in standing.path.because]
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
    when = f",{_on(since)}" if since else ""
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
        what = "end" if A.ENDED in statuses else "entry into force"
        return Piece("this agreement "), Piece(f": its {what} is {known_only_as(since)}", f"{verb} in force")
    if statuses == [A.NOT_YET, A.SIGNED] and since:
        day = f": its signature is {known_only_as(since)}"
        return Piece("this agreement "), Piece(day, f"{'may have been' if tense is Tense.PAST else 'may be'} signed")
    words = " or ".join(status.label for status in statuses)
    return Piece("it is not certain which of these this agreement was: "), Piece("", words)


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


def settlement(file: AgreementFile) -> str:
    """What would settle the disagreement between the record and a source."""
    standing = file.standings[-1]
    since = f" after {_year(standing.path.since)}" if standing.path.since else ""
    if standing.is_computed:
        return f"the text, an exchange of notes, or a register entry showing an extension{since}"
    if file.agreement.nature in (Nature.CONTESTED, Nature.UNKNOWN):
        return "the primary text, which would show what it is in law, and an entry in a register or notes on its force"
    if standing.status is A.SIGNED:
        return "a register entry, or the notes or instruments that brought it into force"
    if standing.path.reason is EndReason.LAPSED:
        return "the instrument itself, or the notice in its original"
    return "the text, or an entry in the register of the depositary or of a party"


def _year(edtf: str) -> str:
    partial = PartialDate.parse(edtf)
    return str((partial.latest or partial.possible_from).year)


def cited_status(file: AgreementFile) -> str:
    """For a citation: ``status on 5 October 2024: ended (expired), computed and unconfirmed``."""
    standings = file.standings
    words = " or ".join(standing.status.label for standing in standings)
    reason = standings[0].path.reason if len(standings) == 1 else None
    computed = ", computed and unconfirmed" if len(standings) == 1 and standings[0].is_computed else ""
    return f"status on {in_words(file.on)}: {words}{f' ({reason.label})' if reason else ''}{computed}"
