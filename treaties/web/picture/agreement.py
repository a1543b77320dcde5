"""The picture of one agreement: its whole life, one lane for each party, and what it replaces or is replaced by."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from treaties.derivation.stories import path_from
from treaties.models import StatusAssertion, StatusChange
from treaties.models.timelines import Kept
from treaties.queries.agreement_file import AgreementFile, Member
from treaties.queries.briefs import SourceBrief
from treaties.queries.country_pair import OVER
from treaties.queries.deadlines import deadlines_in
from treaties.queries.relatives import relatives_of
from treaties.vocabulary import (
    Act,
    AgreementStatus,
    Evidence,
    Flag,
    Nature,
    ParticipationStatus,
    RelationKind,
    Status,
)
from treaties.web.days import AskedDay
from treaties.web.picture.acts import mark_of_act, mark_of_assertion, mark_of_deadline
from treaties.web.picture.lane_notes import notes_of
from treaties.web.picture.model import Group, Lane, Mark, Phase, Picture, Strip
from treaties.web.picture.pair import flags_of, steps_of
from treaties.web.picture.spells import RUNNING, Stretch, how_known, is_strong, spells_of, with_gaps
from treaties.web.picture.view import PictureView
from treaties.web.picture.window import AskedYears, window_of
from treaties.web.signs import inverse, sign_of_code, sign_of_party, sign_of_standings

A, P = AgreementStatus, ParticipationStatus
_RUNS = RUNNING | {A.SUSPENDED}
_STANDINGS = {
    P.PARTY: gettext_lazy("Parties"),
    P.SUSPENDED: gettext_lazy("Suspended for"),
    P.PROVISIONAL: gettext_lazy("Provisionally applied by"),
    P.CONTRACTING: gettext_lazy("Consented, not yet bound"),
    P.SIGNATORY: gettext_lazy("Signed only"),
    P.FORMER: gettext_lazy("No longer parties"),
    P.RELEASED: gettext_lazy("Will not become parties"),
    P.NONE: gettext_lazy("No act on record that day"),
}
"""In the order of the picture."""
_UNSURE = gettext_lazy("Not certain")


def picture_of_agreement(
    file: AgreementFile, day: AskedDay, *, years: AskedYears | None = None, known: str = ""
) -> PictureView:
    """As ``picture_of_pair``."""
    picture = Picture(
        title=_("%(title)s over time") % {"title": file.agreement.short_title},
        on=file.on,
        groups=tuple(_groups(file)),
        strip=None if file.agreement.is_bilateral else _strip(file),
        flags=flags_of(file),
        sources=tuple(sorted({cited.source.publisher for act in file.acts for cited in act.citations.all()})),
        shape="line",
    )
    return PictureView(picture, window_of(picture, years or AskedYears()), day, known, years or AskedYears())


def _groups(file: AgreementFile) -> Iterator[Group]:
    yield Group(_("The agreement as a whole"), (_whole(file),), binds=True)
    if file.known_at is None and (related := tuple(_related(file))):
        yield Group(_("Before and after it"), related, binds=True)
    members = file.participations
    own: defaultdict[int | None, list[Any]] = defaultdict(list)
    for act in file.acts:
        own[act.participation_id].append(act)
    if file.agreement.is_bilateral:
        yield Group(_("Its parties"), tuple(_member(member, own) for member in members), binds=True)
        return
    for heading in (*_STANDINGS.values(), _UNSURE):
        lanes = tuple(_member(member, own) for member in members if _heading(member) == heading)
        if lanes:
            yield Group(str(heading), lanes)


def _heading(member: Member) -> object:
    found = [standing.status for standing in member.standings]
    return _STANDINGS[found[0]] if len(found) == 1 else _UNSURE


def _whole(file: AgreementFile) -> Lane:
    sign = sign_of_standings([(standing.status, standing.path) for standing in file.standings])
    contested = file.agreement.nature == Nature.CONTESTED
    said = [(_said(file, one), A(one.status) in RUNNING) for one, _ in file.assertions]
    own = [act for act in file.acts if act.participation is None or file.agreement.is_bilateral]
    acts = [_mark(act) for act in own]
    spells = with_gaps(spells_of(list(_stretches(file.whole, A, _phase_of(contested)))), said)
    return Lane(
        title=file.agreement.short_title,
        symbol="contra" if any(mark.is_contrary for mark, _ in said) else sign.symbol,
        tone="contra" if any(mark.is_contrary for mark, _ in said) else sign.tone,
        words=sign.words,
        spells=spells,
        marks=(*acts, *(mark for mark, _ in said), *_due(file)),
        notes=notes_of(spells, acts, is_contested=contested, path=file.standings[-1].path),
    )


def _due(file: AgreementFile) -> Iterator[Mark]:
    """The next deadline of each kind and party. No statement."""
    seen = set()
    for one in deadlines_in(file):
        by = one.party.sentence_name if one.party else ""
        if (one.kind, by) not in seen:
            seen.add((one.kind, by))
            yield mark_of_deadline(one.kind, one.day, by=by, is_stated=one.is_stated)


def _member(member: Member, own: Mapping[int | None, Sequence[Any]]) -> Lane:
    """``own`` are the acts by the ids of those whose they are."""
    sign = sign_of_party([(standing.status, standing.path) for standing in member.standings])
    acts = [_mark(act, whose=False) for act in own.get(member.participation.pk, ())]
    return Lane(
        title=member.participation.party.name,
        symbol=sign.symbol,
        tone=sign.tone,
        words=sign.words,
        spells=spells_of(list(_stretches(member.kept, P, _phase_of_standing))),
        marks=tuple(acts),
    )


def _related(file: AgreementFile) -> Iterator[Lane]:
    """What it replaces and what replaces it, as known when it is."""
    relatives = relatives_of(file)
    to = [(one.kind, inverse(RelationKind(one.kind)), one.other) for one in file.agreement.relations.all()]
    back = [(one.kind, RelationKind(one.kind).label, one.agreement) for one in file.agreement.relations_from.all()]
    for kind, words, other in (*to, *back):
        if kind == RelationKind.REPLACES:
            kept = relatives[other.pk].whole
            sign = sign_of_code(kept.code_on(file.on))
            yield Lane(
                title=_("%(title)s (%(words)s this one)") % {"title": other.short_title, "words": words},
                symbol=sign.symbol,
                tone=sign.tone,
                words=sign.words,
                spells=spells_of(list(_stretches(kept, A, _phase_of(other.nature == Nature.CONTESTED)))),
                url=other.get_absolute_url(),
            )


def _stretches[S: Status](
    kept: Kept, words: type[S], phase_of: Callable[[set[S]], tuple[Phase | None, bool]]
) -> Iterator[Stretch]:
    for day in kept.days:
        statuses = words.possible_in(kept.code_on(day))
        phase, over = phase_of(set(statuses))
        path = path_from(kept.story_on(day), statuses[-1])
        yield Stretch(
            day,
            phase,
            is_over=over,
            is_strong=is_strong(path),
            is_computed=Flag.COMPUTED in path.flags,
            starts_unknown=Flag.START_NOT_ON_RECORD in path.flags,
            how=how_known(path),
        )


def _phase_of(is_contested: bool) -> Callable[[set[AgreementStatus]], tuple[Phase | None, bool]]:
    plain = {
        A.IN_FORCE: Phase.NON_BINDING if is_contested else Phase.IN_FORCE,
        A.OPERATIVE: Phase.NON_BINDING,
        A.SUSPENDED: Phase.SUSPENDED,
        A.PROVISIONAL: Phase.PROVISIONAL,
        A.SIGNED: Phase.SIGNED,
    }

    def phase_of(statuses: set[AgreementStatus]) -> tuple[Phase | None, bool]:
        if statuses <= OVER | {A.NEVER_IN_FORCE}:
            return None, True
        if len(statuses) == 1:
            return plain.get(next(iter(statuses))), False
        return (Phase.POSSIBLE if statuses & _RUNS else None), False

    return phase_of


def _phase_of_standing(statuses: set[ParticipationStatus]) -> tuple[Phase | None, bool]:
    if statuses <= {P.FORMER, P.RELEASED}:
        return None, True
    if statuses <= {P.SIGNATORY, P.CONTRACTING}:
        return Phase.SIGNED, False
    if len(statuses) > 1:
        return (Phase.POSSIBLE if P.PARTY in statuses else None), False
    plain = {P.PARTY: Phase.IN_FORCE, P.SUSPENDED: Phase.SUSPENDED, P.PROVISIONAL: Phase.PROVISIONAL}
    return plain.get(next(iter(statuses))), False


def _mark(act: StatusChange, *, whose: bool = True) -> Mark:
    return mark_of_act(
        Act(act.act),
        by=act.participation.party.sentence_name if whose and act.participation else "",
        done_on=act.done_on,
        received_on=act.received_on,
        effective_on=act.effective_on,
        sources=_briefs(act),
    )


def _said(file: AgreementFile, said: StatusAssertion) -> Mark:
    day = said.asserted_on.latest if said.asserted_on else None
    return mark_of_assertion(
        A(said.status),
        since=said.since,
        asserted_on=said.asserted_on,
        code=file.whole.code_on(day) if day else None,
        sources=_briefs(said),
    )


def _briefs(cited: Any) -> list[SourceBrief]:
    """Of a fact with its citations."""
    sources = [citation.source for citation in cited.citations.all()]
    return [SourceBrief(one.slug, one.publisher, one.label, Evidence(one.evidence)) for one in sources]


def _strip(file: AgreementFile) -> Strip:
    certain: Counter[date] = Counter()
    possible: Counter[date] = Counter()
    for member in file.participations:
        sure_before, maybe_before = 0, 0
        for day in member.kept.days:
            found = set(P.possible_in(member.kept.code_on(day)))
            sure = int(found <= {P.PARTY, P.SUSPENDED})
            maybe = int(P.PARTY in found and not sure)
            certain[day] += sure - sure_before
            possible[day] += maybe - maybe_before
            sure_before, maybe_before = sure, maybe
    return Strip(_("Number of parties"), _("those on this record, day by day"), tuple(steps_of(certain, possible)))
