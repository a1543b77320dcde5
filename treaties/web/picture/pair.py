"""The picture of a pair: one lane for each bilateral agreement, and one strip for all the multilateral ones."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from treaties.dates import PartialDate
from treaties.derivation.stories import path_from
from treaties.derivation.timeline import Path
from treaties.queries.briefs import ActBrief, AssertionBrief
from treaties.queries.country_pair import OVER, CountryPair, PairRow
from treaties.queries.deadlines_ahead import Ahead, deadlines_ahead
from treaties.slots import PICTURE_FLAGS
from treaties.vocabulary import AgreementStatus, Flag, Nature, PairGroup, ParticipationStatus
from treaties.web.days import AskedDay
from treaties.web.picture import model
from treaties.web.picture.acts import day_of_act, kind_of, mark_of_act, mark_of_assertion, mark_of_deadline
from treaties.web.picture.lane_notes import notes_of
from treaties.web.picture.model import (
    Group,
    Lane,
    Mark,
    MarkKind,
    Phase,
    Picture,
    Step,
    Strip,
    told_of,
)
from treaties.web.picture.spells import RUNNING, Stretch, how_known, is_strong, spells_of, with_gaps
from treaties.web.picture.view import PictureView
from treaties.web.picture.window import AskedYears, window_of
from treaties.web.signs import sign_of_row

PHASES = {
    PairGroup.IN_FORCE: Phase.IN_FORCE,
    PairGroup.OPERATIVE: Phase.NON_BINDING,
    PairGroup.POSSIBLY_IN_FORCE: Phase.POSSIBLE,
    PairGroup.SUSPENDED: Phase.SUSPENDED,
    PairGroup.PROVISIONAL: Phase.PROVISIONAL,
    PairGroup.SIGNED: Phase.SIGNED,
}
HEADINGS = {
    PairGroup.IN_FORCE: gettext_lazy("In force"),
    PairGroup.OPERATIVE: gettext_lazy("Non-binding, operative"),
    PairGroup.NOT_BETWEEN: gettext_lazy("Not in force between the two"),
    PairGroup.SUSPENDED: gettext_lazy("In force but suspended"),
    PairGroup.PROVISIONAL: gettext_lazy("Provisionally applied"),
    PairGroup.POSSIBLY_IN_FORCE: gettext_lazy("Possibly in force"),
    PairGroup.SIGNED: gettext_lazy("Signed; entry into force not on record"),
    PairGroup.POSSIBLY_SIGNED: gettext_lazy("Possibly signed"),
    PairGroup.ENDED: gettext_lazy("Ended"),
    PairGroup.NEVER_IN_FORCE: gettext_lazy("Never in force"),
    PairGroup.NOT_YET: gettext_lazy("Not on record that day"),
}
"""In the order of the picture."""
SIGNED_AND_LATER_IN_FORCE = gettext_lazy("Signed; in force only later")
type Due = Mapping[int, Sequence[Ahead]]
BINDING = (PairGroup.IN_FORCE, PairGroup.OPERATIVE)
OVER_BETWEEN = (PairGroup.ENDED, PairGroup.NEVER_IN_FORCE)


def picture_of_pair(
    pair: CountryPair,
    day: AskedDay,
    *,
    years: AskedYears | None = None,
    known: str = "",
    further: Sequence[tuple[str, str]] = (),
    kept: Sequence[tuple[str, str]] = (),
) -> PictureView:
    """``known`` says in words which state of knowledge it is; ``further`` is what the page's address holds beside, and
    ``kept`` what it holds of the day, the knowledge and the years.

    Raises YearsNotUnderstood. Two statements: the deadlines, and the appeals where the page has not read them.
    """
    picture = Picture(
        title=_("Agreements between %(one)s and %(other)s")
        % {"one": pair.one.sentence_name, "other": pair.other.sentence_name},
        on=pair.on,
        groups=tuple(_groups(pair, kept)),
        strip=_strip(pair),
        flags=flags_of(pair),
        sources=_sources(pair),
        shared_from=_shared_from(pair),
    )
    asked = years or AskedYears()
    return PictureView(picture, window_of(picture, asked), day, known, asked, tuple(further))


def flags_of(subject: object) -> tuple[model.Flag, ...]:
    return tuple(model.Flag(when, words) for part in PICTURE_FLAGS(subject) for when, words in part)


def _groups(pair: CountryPair, kept: Sequence[tuple[str, str]]) -> Iterator[Group]:
    due = deadlines_ahead(pair)
    names = {party.code: party.sentence_name for party in (pair.one, pair.other)}
    in_all = len([row for row in pair.rows if row.agreement.is_bilateral])
    for place, heading, rows in _by_place(pair):
        told = told_of(len(rows), in_all)
        lanes = [lane_of_row(row, names, due.get(row.agreement.pk, ())) for row in rows[:told]]
        lanes += [outline_of_row(row, due.get(row.agreement.pk, ())) for row in rows[told:]]
        listed_at = f"?{urlencode([*kept, ('kind', 'bilateral'), ('status', place)])}"
        if lanes:
            yield Group(str(heading), tuple(lanes), place in BINDING, listed_at)


def _by_place(pair: CountryPair) -> Iterator[tuple[str, object, list[PairRow]]]:
    """By the word that the list of the page is narrowed by."""
    for group, heading in HEADINGS.items():
        rows = pair.bilateral(group)
        if group is not PairGroup.SIGNED:
            yield str(group), heading, rows
            continue
        yield str(group), heading, [row for row in rows if row.entry_into_force is None]
        yield "not_yet_in_force", SIGNED_AND_LATER_IN_FORCE, [row for row in rows if row.entry_into_force]


def outline_of_row(row: PairRow, due: Sequence[Ahead] = ()) -> Lane:
    """A lane that is drawn together with others and told of by no table: its days alone."""
    acts = [(kind_of(act.act), day_of_act(act.act, act.when, act.effective_on)) for act in row.acts]
    said = [(MarkKind.SAID, one.asserted_on) for one in row.assertions]
    deadlines = [(MarkKind.DEADLINE, one.day) for one in due]
    return Lane(
        title=row.agreement.short_title,
        symbol="",
        tone="",
        words="",
        spells=spells_of(list(_outlines(row))),
        marks=tuple(Mark(kind, when, "") for kind, when in (*acts, *said, *deadlines)),
    )


def _outlines(row: PairRow) -> Iterator[Stretch]:
    for day, group in zip(row.days, row.groups, strict=True):
        over = group in OVER_BETWEEN
        unknown = over and Flag.START_NOT_ON_RECORD in _path(row, day, over=True).flags
        yield Stretch(day, PHASES.get(group), over, starts_unknown=unknown)


def lane_of_row(row: PairRow, names: Mapping[str, str], due: Sequence[Ahead] = ()) -> Lane:
    """``names`` are the parties' by their codes."""
    sign = sign_of_row(row)
    said = [(_mark_of_brief_assertion(one), one.status in RUNNING) for one in row.assertions]
    acts = [_mark_of_brief(act, names) for act in row.acts]
    spells = with_gaps(spells_of(list(_stretches(row))), said)
    return Lane(
        title=row.agreement.short_title,
        symbol=sign.symbol,
        tone=sign.tone,
        words=sign.words,
        spells=spells,
        marks=(*acts, *(mark for mark, _ in said), *(_mark_of_deadline(one, names) for one in due)),
        notes=notes_of(spells, acts, is_contested=row.agreement.nature == Nature.CONTESTED, path=row.path),
        url=row.agreement.get_absolute_url(),
    )


def _mark_of_brief(act: ActBrief, names: Mapping[str, str]) -> Mark:
    return mark_of_act(
        act.act,
        by=names.get(act.by, act.by) if act.by else "",
        done_on=act.done_on,
        received_on=act.received_on,
        effective_on=act.effective_on,
        sources=act.sources,
    )


def _mark_of_deadline(one: Ahead, names: Mapping[str, str]) -> Mark:
    return mark_of_deadline(one.kind, one.day, by=names.get(one.by, ""), is_stated=one.is_stated)


def _mark_of_brief_assertion(said: AssertionBrief) -> Mark:
    return mark_of_assertion(
        said.status, since=said.since, asserted_on=said.asserted_on, code=said.code, sources=said.sources
    )


def _stretches(row: PairRow) -> Iterator[Stretch]:
    """Where it stands between the two, from each day on which anything changes."""
    contested = row.agreement.nature == Nature.CONTESTED
    for day, group in zip(row.days, row.groups, strict=True):
        over = group in OVER_BETWEEN
        phase = PHASES.get(group)
        path = _path(row, day, over=over)
        yield Stretch(
            day,
            Phase.NON_BINDING if contested and phase is Phase.IN_FORCE else phase,
            is_over=over,
            is_strong=is_strong(path),
            is_computed=Flag.COMPUTED in path.flags,
            starts_unknown=Flag.START_NOT_ON_RECORD in path.flags,
            how=how_known(path),
        )


def _path(row: PairRow, day: date, *, over: bool) -> Path:
    """What it rests on: of what is over through one party, how that party left."""
    statuses = AgreementStatus.possible_in(row.whole.code_on(day))
    if over and not set(statuses) <= OVER | {AgreementStatus.NEVER_IN_FORCE}:
        stories = (row.one_standing.story_on(day), row.other_standing.story_on(day))
        paths = [path_from(story, ParticipationStatus.FORMER) for story in stories]
        return next((path for path in paths if path.because), Path())
    return path_from(row.whole.story_on(day), statuses[-1])


def _strip(pair: CountryPair) -> Strip | None:
    rows = [row for row in pair.rows if not row.agreement.is_bilateral]
    if not rows:
        return None
    certain: Counter[date] = Counter()
    possible: Counter[date] = Counter()
    for row in rows:
        for counter, group in ((certain, PairGroup.IN_FORCE), (possible, PairGroup.POSSIBLY_IN_FORCE)):
            before = 0
            for day, then in zip(row.days, row.groups, strict=True):
                now = int(then is group)
                counter[day] += now - before
                before = now
    words = _("number bound by both, from the later of the two consents")
    return Strip(_("Multilateral, binding both"), words, tuple(steps_of(certain, possible)))


def steps_of(certain: Mapping[date, int], possible: Mapping[date, int]) -> Iterator[Step]:
    """From changes by day to levels; days without a change of either are left out."""
    now, maybe = 0, 0
    for day in sorted({*certain, *possible}):
        up, maybe_up = certain.get(day, 0), possible.get(day, 0)
        if up or maybe_up:
            now, maybe = now + up, maybe + maybe_up
            yield Step(day, now, maybe)


def _shared_from(pair: CountryPair) -> date | None:
    """The first day of an act that both parties of today share: both existed, and both had a part in it."""
    born = [party.exists_from.possible_from for party in (pair.one, pair.other) if party.exists_from]
    shared = [day for row in pair.rows if (day := _first_shared(row, pair)) and all(day >= birth for birth in born)]
    return min(shared, default=None)


def _first_shared(row: PairRow, pair: CountryPair) -> date | None:
    if row.agreement.is_bilateral:
        return _first_day(row.acts)
    days = [_first_day(act for act in row.acts if act.by == party.code) for party in (pair.one, pair.other)]
    known = [day for day in days if day]
    return max(known) if len(known) == 2 else None


def _first_day(acts: Iterable[ActBrief]) -> date | None:
    whens: list[PartialDate] = [act.when for act in acts if act.when]
    return min((when.earliest for when in whens if when.earliest), default=None)


def _sources(pair: CountryPair) -> tuple[str, ...]:
    """Each publisher once."""
    briefs = (source for row in pair.rows for act in row.acts for source in act.sources)
    return tuple(sorted({source.publisher for source in briefs}))
