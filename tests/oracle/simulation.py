"""One possible world: every date is one day, and the acts happen one after another. No sets, no looking ahead."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from tests.oracle.law import (
    AGREEMENT,
    CONSENTS,
    DEPOSIT,
    ENDS,
    PART_OF_AGREEMENT,
    PART_OF_PARTY,
    PARTY,
    PHASE,
    REACHES_WHOLE,
    Line,
)
from tests.oracle.told import NEVER, History, Member, Told, later

type Moment = tuple[date, int]
"""A day, and when on it."""
JUST_OVER, IN_ITS_COURSE, AT_ITS_END = range(3)
"""The beginning of a day, by which a period is just over; its course, for what is known to be of that day; and its end,
for what is only known to be of a period, and so comes after what is known to be of that day."""
type World = dict[tuple[str, str], Moment]
"""When, in this world, each date of each act was: by the act's name and the date's."""

NOTICES = ("notice_of_termination", "notice_of_non_renewal")
ANSWERS = {
    "revocation_of_notice": NOTICES,
    "prolongation_of_notice": NOTICES,
    "withdrawal_takes_effect": ("notice_of_termination",),
}
SIGNATURES = ("signature", "definitive_signature", "exchange")
AFTER_THE_END = ("survival", "invalidity", *NOTICES, "withdrawal_takes_effect", *ENDS)
RUNS = ({"in_force", "suspended"}, {"party", "suspended"})
_COMPUTED = frozenset({"computed_unconfirmed"})
TERM_IS_OVER = Line("", frozenset({"in_force", "suspended"}), "ended", _COMPUTED, frozenset(), "expired")
TERM_OF_PARTY_IS_OVER = Line("", frozenset({"party", "suspended"}), "former", _COMPUTED, frozenset(), "expired")
AFTER_THE_NOTICE = PHASE["expiry"]


@dataclass
class Life:
    """A status as it goes, and what it was from every day on which it changed."""

    status: str
    overlays: frozenset[str] = frozenset()
    reason: str = ""
    days: list[tuple[date, str, frozenset[str], str]] = field(default_factory=list)
    begun_again: int = 0
    """How often it began again after it was over."""

    def move(self, line: Line, day: date, *, to: str = "", adding: frozenset[str] = frozenset()) -> bool:
        """Whether the line finds what it acts on. Overlays stay while it runs, suspended or not."""
        if self.status not in line.origins:
            return False
        to = to or line.to
        self.begun_again += self.status in ("never_in_force", "ended") and to in ("signed", "in_force")
        stays = self.status == to or {self.status, to} in RUNS
        self.overlays = ((self.overlays - line.off) if stays else frozenset()) | line.on | adding
        self.reason = self.reason if self.status == to else line.reason
        self.status = to
        self.days.append((day, self.status, self.overlays, self.reason))
        return True

    def on(self, day: date, before: str) -> tuple[str, frozenset[str], str]:
        past = [told for told in self.days if told[0] <= day]
        return past[-1][1:] if past else (before, frozenset(), "")


@dataclass(frozen=True)
class Event:
    key: tuple[Moment, int, int, str]
    """When, the explicit order on that day, the phase of its kind, the name of its act (empty: no act)."""
    happen: Callable[[date], bool]
    days: str = ""
    """Which of its act's dates it is about."""


class Simulation:
    """Lets the acts of a history happen on the days of one world.

    ``oddities`` say what is not as the law has it: an act that finds nothing to act on, or comes after the end. A world
    without any is lawful.
    """

    def __init__(self, history: History, world: World) -> None:
        self.history, self.world = history, world
        self.whole = Life("not_yet")
        self.standings = {member.code: Life("none") for member in history.members}
        self.signed_sides: set[int] = set()
        self.before_provisional: dict[str, str] = {}
        self.oddities: set[str] = set()
        self.effects = self._effects_of_notices()
        self.done: set[tuple[str, str]] = set()
        """Which dates of which acts changed something."""
        events = sorted(self._events(), key=lambda event: event.key)
        self._run(events)
        idle = {(event.key[3], event.days) for event in events if event.days} - self.done
        self.oddities |= {f"{name} finds nothing to act on" for name, _ in idle}

    def _run(self, events: list[Event]) -> None:
        """What finds nothing to act on waits for the rest of that moment for what may prepare it."""
        waiting: list[Event] = []
        now: Moment | None = None
        for event in events:
            moment, *_ = event.key
            day, _ = moment
            waiting = waiting if moment == now else []
            now = moment
            waiting.append(event)
            while done := next((one for one in waiting if one.happen(day)), None):
                self.done.add((done.key[3], done.days))
                waiting.remove(done)

    def _events(self) -> Iterator[Event]:
        for act in self.history.acts:
            yield from self._events_of(act)
        for end in self._end_of_term():
            yield Event((end, 0, PHASE["end of term"], ""), self._run_out)
        for member in self.history.members:
            if member.died < NEVER:
                yield Event(((member.died, IN_ITS_COURSE), 0, PHASE["end of existence"], ""), self._dying(member))

    def _events_of(self, act: Told) -> Iterator[Event]:
        whole, party = (AGREEMENT, PARTY) if act.is_whole else (PART_OF_AGREEMENT, PART_OF_PARTY)
        parties = [(party, self._to(member)) for member in self.history.members]
        for table, happens in [(whole, self._to_the_whole), *parties]:
            for line in table.get(act.act, ()):
                known = act.first_known(line.days)
                moment = self.world.get((act.name, known)) if known else None
                phase = PHASE[act.act]
                if act.act in NOTICES and line.days == "effective":
                    moment = self.effects[act.name]
                elif table is party and act.act in CONSENTS and moment and (end := self._waits_for(act)):
                    moment, phase = (end if line.days == DEPOSIT else moment), AFTER_THE_NOTICE
                if table is party and self._is_retroactive(act):
                    line, moment = self._retroactive(act, line, moment)
                if moment and moment[0] < NEVER:
                    yield Event(
                        (moment, act.order, phase, act.name),
                        self._bind(happens, act, line),
                        self._must_move(act, line, table),
                    )

    def _is_retroactive(self, act: Told) -> bool:
        given = act.first_known(DEPOSIT)
        if act.act not in CONSENTS or not given or "effective" not in act.spans:
            return False
        return act.spans["effective"].last < act.spans[given].first

    def _retroactive(self, act: Told, line: Line, moment: Moment | None) -> tuple[Line, Moment | None]:
        """It binds from its effect on, a party that left as well; its deposit adds nothing."""
        if line.days != "effective":
            return line, None
        again = {"former", "released"} if act.spans["effective"].is_day else set()
        return Line(**{**vars(line), "origins": line.origins | again}), moment

    def _must_move(self, act: Told, line: Line, table: dict[str, list[Line]]) -> str:
        """The dates by which this has to change something: of the whole, where it reaches it; else of its maker."""
        of_the_whole = table in (AGREEMENT, PART_OF_AGREEMENT)
        reaches = not act.by or (act.act in REACHES_WHOLE and self.history.speaks_for_a_side(act.by))
        has_whole = act.act in (AGREEMENT if act.is_whole else PART_OF_AGREEMENT)
        return line.days if of_the_whole is (reaches and has_whole) else ""

    def _bind(self, happens: Callable[[Told, Line, date], bool], act: Told, line: Line) -> Callable[[date], bool]:
        return lambda day: happens(act, line, day)

    # The agreement

    def _to_the_whole(self, act: Told, line: Line, day: date) -> bool:
        if act.by and act.act in SIGNATURES:
            return self._signs(act, line, day)
        if act.by and not (act.act in REACHES_WHOLE and self.history.speaks_for_a_side(act.by)):
            return False
        no_start = {"start_not_on_record"} if self.whole.status == "not_yet" and line.to == "ended" else set()
        return self.whole.move(line, day, adding=frozenset(no_start))

    def _signs(self, act: Told, line: Line, day: date) -> bool:
        """Between two sides a signature counts once both have signed."""
        if self.history.is_bilateral:
            sides = {member.side for member in self.history.members if member.code == act.by}
            if sides <= self.signed_sides:
                return False
            self.signed_sides |= sides
            if len(self.signed_sides) < 2:
                return False
        return self.whole.move(line, day)

    def _end_of_term(self) -> Iterator[Moment]:
        """A term that nobody ended runs out, unless it was renewed, or extended without saying until when."""
        acts = self.history.acts
        dated = {act.name: act for act in acts if "effective" in act.spans}
        begins = [self.world[name, "effective"] for name, act in dated.items() if act.act == "entry_into_force"]
        if not self.history.term or not begins or any(act.act == "expiry" for act in dated.values()):
            return
        end: Moment | None = self._after_term(min(begins))
        for act in sorted(self._renewals(), key=lambda act: self._when(act, "effective/received/done")):
            if "ends" in act.spans:
                end = self.world[act.name, "ends"]
            else:
                end = self._after_term(end) if end and act.act == "tacit_renewal" else None
        if end and end[0] < NEVER:
            yield end

    def _after_term(self, moment: Moment) -> Moment:
        day, part = moment
        return (later(day, self.history.term), part) if day < NEVER else moment

    def _renewals(self) -> list[Told]:
        acts = [act for act in self.history.acts if act.act in ("tacit_renewal", "extension")]
        return [act for act in acts if act.first_known("effective/received/done")]

    def _run_out(self, day: date) -> bool:
        lives = [self.standings[member.code] for member in self.history.members if member.born <= day < member.died]
        ends = [self.whole.move(TERM_IS_OVER, day), *(life.move(TERM_OF_PARTY_IS_OVER, day) for life in lives)]
        return any(ends)

    # Notices

    def _effects_of_notices(self) -> dict[str, Moment | None]:
        """When each notice takes effect, after all that answered it: prolonged, revoked, or an act of its own."""
        notices = {act.name: act for act in self.history.acts if act.act in NOTICES}
        effects = {name: self.world.get((name, "effective")) for name in notices}
        answers = [act for act in self.history.acts if act.act in ANSWERS]
        for answer in sorted(answers, key=lambda act: (self._when(act, "effective/received/done"), act.name)):
            notice = self._answered(answer, list(notices.values()))
            if notice is None:
                self.oddities.add(f"{answer.name} answers nothing")
                continue
            effect = effects[notice.name]
            if answer.act == "prolongation_of_notice":
                effects[notice.name] = self.world.get((answer.name, "effective"), effect)
            elif answer.act == "revocation_of_notice" and effect and self._when(answer, DEPOSIT) >= effect:
                self.oddities.add(f"{answer.name} comes too late")
            else:
                effects[notice.name] = None
        return effects

    def _answered(self, answer: Told, notices: list[Told]) -> Told | None:
        mine = [one for one in notices if one.act in ANSWERS[answer.act] and answer.by in ("", one.by)]
        if answer.about:
            return next((one for one in mine if one.name == answer.about), None)
        by_then = self._when(answer, "effective/received/done")
        before = [one for one in mine if self._when(one, DEPOSIT, (date.min, JUST_OVER)) <= by_then]
        return max(before, key=lambda one: (self._when(one, f"{DEPOSIT}/effective"), one.name), default=None)

    def _when(self, act: Told, fields: str, unknown: Moment = (NEVER, AT_ITS_END)) -> Moment:
        known = act.first_known(fields)
        return self.world[act.name, known] if known else unknown

    def _waits_for(self, consent: Told) -> Moment | None:
        """A consent given while a notice of the same party is pending counts when the old spell is over."""
        given = self._when(consent, DEPOSIT)
        for notice in self.history.acts:
            if notice.act == "notice_of_termination" and notice.by == consent.by:
                received, effect = self._when(notice, DEPOSIT), self.effects[notice.name]
                if effect and received <= given < effect:
                    return effect
        return None

    # Parties

    def _to(self, member: Member) -> Callable[[Told, Line, date], bool]:
        return lambda act, line, day: self._to_party(member, act, line, day)

    def _to_party(self, member: Member, act: Told, line: Line, day: date) -> bool:
        life = self.standings[member.code]
        if act.act == "signature" and life.status in ("contracting", "party", "suspended"):
            self.oddities.add(f"{member.code} signs after it consented")
        if act.by == member.code:
            return self._own(member, act, line, day)
        if act.by and not (act.act in REACHES_WHOLE and self.history.speaks_for_a_side(act.by)):
            return False
        if act.act == "suspension" or not member.born <= day < member.died:
            return False
        if self.history.is_bilateral:
            unconsented = act.act == "entry_into_force" and life.status in ("none", "signatory")
            adding = frozenset({"consent_not_on_record"} if unconsented else ())
            return self._moves(member, line, day, adding)
        if act.act == "entry_into_force" and not self._comes_in(member, day):
            return False
        return life.status != "none" and self._moves(member, line, day)

    def _comes_in(self, member: Member, day: date) -> bool:
        """Entry into force binds who has consented by then, unless its consent takes effect later."""
        mine = [act for act in self.history.acts if act.by == member.code and act.act in CONSENTS]
        given = [act for act in mine if self._when(act, DEPOSIT)[0] <= day]
        effects = [self._when(act, "effective", (date.min, JUST_OVER))[0] for act in given]
        is_later = bool(given) and all(effect > day for effect in effects)
        consented = self.standings[member.code].status == "contracting" or bool(given)
        return consented and not is_later and self.standings[member.code].status in ("contracting", "provisional")

    def _own(self, member: Member, act: Told, line: Line, day: date) -> bool:
        life = self.standings[member.code]
        self._check_own(act, line, life)
        if act.act == "withdrawal_of_consent" and not self._has_signed(member, day):
            return life.move(line, day, to="none")
        unconsented = act.act == "entry_into_force_for_party" and life.status in ("none", "signatory")
        return self._moves(member, line, day, frozenset({"consent_not_on_record"} if unconsented else ()))

    def _check_own(self, act: Told, line: Line, life: Life) -> None:
        if self.whole.status in ("ended", "void") and act.act not in AFTER_THE_END and life.status in line.origins:
            self.oddities.add(f"{act.name} comes after the end")
        if act.act in CONSENTS and line.days == DEPOSIT and (act.name, "effective") in self.done:
            self.oddities.add(f"{act.name} is given after it took effect")

    def _moves(self, member: Member, line: Line, day: date, adding: frozenset[str] = frozenset()) -> bool:
        life = self.standings[member.code]
        before = life.status
        if before == "none" and line.to == "former" and before in line.origins:
            self.oddities.add(f"{member.code} leaves what it never joined")
        to = self._back_to(member, day) if line.to == "back" else line.to
        moved = life.move(line, day, to=to, adding=adding)
        if moved and life.status == "provisional":
            self.before_provisional[member.code] = before
        return moved

    def _back_to(self, member: Member, day: date) -> str:
        before = self.before_provisional.get(member.code, "none")
        return "signatory" if before == "none" and self._has_signed(member, day) else before

    def _has_signed(self, member: Member, day: date) -> bool:
        whose = (member.code, "") if self.history.is_bilateral else (member.code,)
        signed = [act for act in self.history.acts if act.act == "signature" and act.by in whose]
        return any(self._when(act, "done/received")[0] <= day for act in signed)

    def _dying(self, member: Member) -> Callable[[date], bool]:
        line = Line("", frozenset({"party", "suspended"}), "former", frozenset(), frozenset(), "")
        return lambda day: self.standings[member.code].move(line, day)
