"""One agreement on one day, in a sentence."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from treaties.dates import PartialDate, in_words
from treaties.derivation.effects import DONE, EFFECT
from treaties.derivation.law import LAW
from treaties.models import StatusAssertion
from treaties.queries.agreement_file import AgreementFile, Standing, is_borne_out
from treaties.queries.knowledge import Knowledge
from treaties.vocabulary import Act, AgreementStatus, Flag, Nature
from treaties.web.days import Tense
from treaties.web.sentences import (
    Piece,
    Sentence,
    composed,
    filled,
    imprecise_day,
    in_tense,
    joined,
    plain,
    some_day,
)
from treaties.web.signs import any_of

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
            return _("the same") if self.is_borne_out else _("the same status, another day")
        return any_of(self.on_record)


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
    told = [_one(file, standings[0], tense) if len(standings) == 1 else _several(standings, tense)]
    otherwise = [one for one in said if one.contradicts and one.still_stands]
    told += [_called(otherwise, file)] if otherwise else _other_days(said)
    if latest:
        told.append(composed(_("the latest record says: {status}"), status=latest))
    stated, day = _one_after_another(told), Piece(strong=in_words(file.on))
    if known:
        message = _("As this record stood on {moment}, on {day} {stated}.")
        return composed(message, moment=Piece(strong=known.words), day=day, stated=stated)
    if tense is Tense.FUTURE:
        return composed(_("On {day}, as the record stands today, {stated}."), day=day, stated=stated)
    return composed(_("On {day}, {stated}."), day=day, stated=stated)


def _one_after_another(clauses: list[Sentence]) -> Sentence:
    return joined(clauses, _("{first}; {then}"))


def _other_days(said: list[Said]) -> list[Sentence]:
    """“a source gives 1 June 2014”: the same status, but since a day that the record's cannot be."""
    differing = [one for one in said if one.still_stands and not one.contradicts and not one.is_borne_out]
    days = list(dict.fromkeys(some_day(one.assertion.since) for one in differing if one.assertion.since))
    if not days:
        return []
    message = _("a source gives {days}") if len(days) == 1 else _("sources give {days}")
    return [composed(message, days=joined(days, _("{first} and {then}")))]


def _one(file: AgreementFile, standing: Standing[AgreementStatus], tense: Tense) -> Sentence:
    since = PartialDate.parse(standing.path.since) if standing.path.since else None
    match standing.status:
        case A.IN_FORCE:
            stated = _since(composed(_was(tense), status=Piece(strong=_("in force"))), since)
            return _one_after_another([stated, *_pending(file, standing, tense), *_overlays(file, standing, tense)])
        case A.ENDED:
            return _one_after_another([_ended(standing, since, tense), *_overlays(file, standing, tense)])
        case A.SUSPENDED | A.PROVISIONAL:
            return _in_between(file, standing, since, tense)
        case A.VOID:
            stated = _for_reason(composed(_was(tense), status=Piece(strong=_("void"))), standing)
            return _since(stated, since)
        case A.NEVER_IN_FORCE:
            stated = composed(_had(tense), status=Piece(strong=_("never entered into force")))
            settled = [composed(_("that was settled {on_day}"), on_day=_on(since))] if since else []
            return _one_after_another([stated, *settled])
        case A.SIGNED:
            return _signed(file, tense)
        case A.NEGOTIATING:
            return _since(composed(_was(tense), status=Piece(strong=_("under negotiation"))), since)
        case A.NOT_YET:
            nothing = composed(
                _("nothing {is_on_record} of this agreement"), is_on_record=Piece(strong=_("is on record"))
            )
            return _one_after_another([nothing, *_first_act(file)])
    return _of_a_text(standing.status, since, tense)


def _was(tense: Tense) -> str:
    return in_tense(
        tense,
        past=_("this agreement was {status}"),
        present=_("this agreement is {status}"),
        future=_("this agreement will be {status}"),
    )


def _had(tense: Tense) -> str:
    return in_tense(
        tense,
        past=_("this agreement had {status}"),
        present=_("this agreement has {status}"),
        future=_("this agreement will have {status}"),
    )


def _of_a_text(status: AgreementStatus, since: PartialDate | None, tense: Tense) -> Sentence:
    """Of what is no agreement yet, and of what does not bind."""
    match status:
        case A.TEXT_ADOPTED:
            message = in_tense(
                tense,
                past=_("the text of this agreement had been {status}"),
                present=_("the text of this agreement has been {status}"),
                future=_("the text of this agreement will have been {status}"),
            )
            return composed(message, status=Piece(strong=_("adopted")))
        case A.DRAFT:
            message = in_tense(
                tense,
                past=_("this text was {status}"),
                present=_("this text is {status}"),
                future=_("this text will be {status}"),
            )
            return _since(composed(message, status=Piece(strong=_("a draft"))), since)
        case A.OPERATIVE:
            message = in_tense(
                tense,
                past=_("this non-binding text was {status}"),
                present=_("this non-binding text is {status}"),
                future=_("this non-binding text will be {status}"),
            )
            return _since(composed(message, status=Piece(strong=_("operative"))), since)
    message = in_tense(
        tense,
        past=_("this non-binding text had been {status}"),
        present=_("this non-binding text has been {status}"),
        future=_("this non-binding text will have been {status}"),
    )
    return _when(composed(message, status=Piece(strong=status.label)), since)


def _in_between(
    file: AgreementFile, standing: Standing[AgreementStatus], since: PartialDate | None, tense: Tense
) -> Sentence:
    """Suspended, or applied provisionally: what the act says of its end belongs to it."""
    if standing.status is A.SUSPENDED:
        message = in_tense(
            tense,
            past=_("this agreement was in force, but {suspended}"),
            present=_("this agreement is in force, but {suspended}"),
            future=_("this agreement will be in force, but {suspended}"),
        )
        stated = composed(message, suspended=Piece(strong=_("suspended")))
        return _until(_since(stated, since), file, standing, Act.SUSPENSION)
    stated = _since(composed(_was(tense), status=Piece(strong=_("applied provisionally"))), since)
    not_in_force = in_tense(
        tense,
        past=_("it was not in force"),
        present=_("it is not in force"),
        future=_("it will be not in force"),
    )
    return _one_after_another([_until(stated, file, standing, Act.PROVISIONAL_APPLICATION), composed(not_in_force)])


def _since(stated: Sentence, since: PartialDate | None) -> Sentence:
    return composed(_("{stated}, since {day}"), stated=stated, day=some_day(since)) if since else stated


def _when(stated: Sentence, since: PartialDate | None) -> Sentence:
    return composed(_("{stated}, {on_day}"), stated=stated, on_day=_on(since)) if since else stated


def _for_reason(stated: Sentence, standing: Standing[AgreementStatus]) -> Sentence:
    reason = standing.path.reason
    return composed(_("{stated} ({reason})"), stated=stated, reason=reason.label) if reason else stated


def _until(stated: Sentence, file: AgreementFile, standing: Standing[AgreementStatus], act: Act) -> Sentence:
    """“…, until 1 May 2030”, where the act that it rests on says so."""
    acts = [fact for fact in file.facts.of_act(act) if fact.ref in standing.path.because and fact.ends_on]
    if not acts or acts[-1].ends_on is None:
        return stated
    return composed(_("{stated}, until {day}"), stated=stated, day=some_day(acts[-1].ends_on))


def _overlays(file: AgreementFile, standing: Standing[AgreementStatus], tense: Tense) -> list[Sentence]:
    """“it was suspended in part”: what lies over the status and does not change it."""
    flags, found = standing.path.flags, []
    if Flag.NON_RENEWAL_PENDING in flags:
        message = in_tense(
            tense,
            past=_("a notice of non-renewal was given, and it ends with its term"),
            present=_("a notice of non-renewal is given, and it ends with its term"),
            future=_("a notice of non-renewal will be given, and it ends with its term"),
        )
        found.append(composed(message))
    if Flag.SUSPENDED_IN_PART in flags:
        message = in_tense(
            tense,
            past=_("it was suspended in part, or towards some"),
            present=_("it is suspended in part, or towards some"),
            future=_("it will be suspended in part, or towards some"),
        )
        found.append(_until(composed(message), file, standing, Act.SUSPENSION))
    if Flag.SURVIVES in flags:
        found.append(_until(composed(_("some of its provisions go on to apply")), file, standing, Act.SURVIVAL))
    return found


def _first_act(file: AgreementFile) -> list[Sentence]:
    """“the first act on record is of 10 February 2026”; of an end alone, that its beginning is not on record."""
    dated = [(when, fact) for fact in file.facts.acts if (when := fact.date((*DONE, *EFFECT)))]
    if not dated:
        return []
    when, fact = min(dated, key=lambda given: given[0].in_order)
    if any(effect.to is A.ENDED for effect in LAW[fact.act].agreement):
        message = _("the first act on record ends it, {on_day}, and when it began is not on record")
        return [composed(message, on_day=_on(when))]
    return [composed(_("the first act on record is of {day}"), day=some_day(when))]


def _pending(file: AgreementFile, standing: Standing[AgreementStatus], tense: Tense) -> list[Sentence]:
    """“a notice of termination is pending, to take effect on 1 January 2027”."""
    if Flag.NOTICE_PENDING not in standing.path.flags:
        return []
    kinds = (Act.NOTICE_OF_TERMINATION, Act.PROLONGATION_OF_NOTICE)
    notices = [fact for act in kinds for fact in file.facts.of_act(act) if fact.ref in standing.path.because]
    effects = [_on(fact.effective_on) for fact in notices if fact.effective_on]
    pending = composed(
        in_tense(
            tense,
            past=_("a notice of termination was pending"),
            present=_("a notice of termination is pending"),
            future=_("a notice of termination will be pending"),
        )
    )
    if not effects:
        return [pending]
    return [composed(_("{pending}, to take effect {on_day}"), pending=pending, on_day=effects[-1])]


def _on(partial: PartialDate) -> str:
    """“on 5 October 2024”, “about 1990”."""
    words = some_day(partial)
    return words if partial.words().startswith("about ") else filled(_("on {day}"), day=words)


def _signed(file: AgreementFile, tense: Tense) -> Sentence:
    message = in_tense(
        tense,
        past=_("this agreement had been {signed}"),
        present=_("this agreement has been {signed}"),
        future=_("this agreement will have been {signed}"),
    )
    stated = composed(message, signed=Piece(strong=_("signed")))
    if file.agreement.nature == Nature.NON_BINDING:
        return stated
    entered = next(iter(file.facts.of_act(Act.ENTRY_INTO_FORCE)), None)
    if entered is None or entered.effective_on is None:
        return composed(_("{stated}, and no entry into force is on record"), stated=stated)
    message = in_tense(
        tense,
        past=_("{stated}, and was not yet in force: its entry into force is of {day}"),
        present=_("{stated}, and is not yet in force: its entry into force is of {day}"),
        future=_("{stated}, and will be not yet in force: its entry into force is of {day}"),
    )
    return composed(message, stated=stated, day=some_day(entered.effective_on))


def _ended(standing: Standing[AgreementStatus], since: PartialDate | None, tense: Tense) -> Sentence:
    if standing.is_computed:
        run_out = in_tense(tense, past=_("had run out"), present=_("has run out"), future=_("will have run out"))
        message = _("the term of this agreement {run_out} on the record")
        over = _when(composed(message, run_out=Piece(strong=run_out)), since)
        return composed(_("{run_out}, with no extension found"), run_out=over)
    ended = in_tense(tense, past=_("had ended"), present=_("has ended"), future=_("will have ended"))
    return _when(_for_reason(composed(_("this agreement {ended}"), ended=Piece(strong=ended)), standing), since)


def _several(standings: list[Standing[AgreementStatus]], tense: Tense) -> Sentence:
    statuses = [standing.status for standing in standings]
    since = PartialDate.parse(standings[-1].path.since) if standings[-1].path.since else None
    past = tense is Tense.PAST
    if A.IN_FORCE in statuses and since:
        may_be = Piece(strong=_("may have been in force") if past else _("may be in force"))
        why = filled(_what_is_imprecise(statuses), day=imprecise_day(since))
        return composed(_("this agreement {may_be}: {why}"), may_be=may_be, why=why)
    if statuses == [A.NOT_YET, A.SIGNED] and since:
        may_be = Piece(strong=_("may have been signed") if past else _("may be signed"))
        why = filled(_("its signature is known only as {day}"), day=imprecise_day(since))
        return composed(_("this agreement {may_be}: {why}"), may_be=may_be, why=why)
    message = _("it is not certain which of these this agreement was: {statuses}")
    return composed(message, statuses=Piece(strong=any_of(statuses)))


def _what_is_imprecise(statuses: list[AgreementStatus]) -> str:
    if A.ENDED in statuses:
        return _("its end is known only as {day}")
    if A.SUSPENDED in statuses:
        return _("its suspension is known only as {day}")
    return _("its entry into force is known only as {day}")


def _called(otherwise: list[Said], file: AgreementFile) -> Sentence:
    """“a source of that day calls it ended”."""
    statuses = sorted({one.assertion.get_status_display() for one in otherwise})
    status = Piece(strong=plain(joined(statuses, _("{first} or {then}"))))
    asserted = _asserted(otherwise[0].assertion)
    if len({_asserted(one.assertion).text for one in otherwise}) > 1:
        return composed(_("sources call it {status}"), status=status)
    if asserted.text == file.on.isoformat():
        return composed(_("a source of that day calls it {status}"), status=status)
    return composed(_("a source of {day} called it {status}"), day=asserted.words(), status=status)


def cited_status(file: AgreementFile) -> str:
    """For a citation: ``status on 5 October 2024: ended (expired), computed and unconfirmed``."""
    standings = file.standings
    status = any_of(standing.status for standing in standings)
    if len(standings) == 1 and (reason := standings[0].path.reason):
        status = f"{status} ({reason.label})"
    message = _("status on {day}: {status}")
    if len(standings) == 1 and standings[0].is_computed:
        message = _("status on {day}: {status}, computed and unconfirmed")
    return filled(message, day=in_words(file.on), status=status)
