"""The page that asks “what if”: a hypothetical act, and what it would do. Nothing is recorded, whatever is asked."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, ngettext

from treaties.actions.what_if import Result, Target, WhatIf, ask_what_if
from treaties.dates import in_words
from treaties.derivation.law import LAW
from treaties.derivation.what_if import hypothetical
from treaties.derivation.what_if_words import bond_in_words, told
from treaties.models import Agreement, Party
from treaties.queries.knowledge import Knowledge, latest_knowledge
from treaties.queries.what_if import MOST, NoSuchAgreements, Question
from treaties.rules.findings import Finding
from treaties.vocabulary import Act, By, Chapter, Topic
from treaties.web.days import knowledge_in_words
from treaties.web.questions import Choice
from treaties.web.sentences import Piece, Sentence, capitalised, composed, count, filled, joined, plain, some_day
from treaties.web.signs import Sign
from treaties.web.what_if_form import Misunderstood, Reading, typed_into

OK, BAD_REQUEST = 200, 400
USUAL = Act.NOTICE_OF_TERMINATION
FIRST_CHAPTERS = (Chapter.LEAVING, Chapter.TERM, Chapter.SUSPENSION, Chapter.CONSENT, Chapter.END)
MOST_OFFERED = 12
"""Parties of an agreement that are offered as links, where nobody was named."""
_NO_AGREEMENTS = gettext_lazy(
    "Say under which agreements: name a second party for all that are in force between the two, or name them."
)

_TOLD = ("no_clause_on_denunciation", "late_notice_of_non_renewal")

IN_ORDER = (Result.ENDS, Result.LEAVES, Result.PENDING, Result.CHANGES, Result.NOTHING, Result.REFUSED)
SIGNS = {
    Result.REFUSED: ("void", "contra", gettext_lazy("Not possible in law")),
    Result.ENDS: ("ended", "ended", gettext_lazy("It would end")),
    Result.LEAVES: ("ended", "ended", gettext_lazy("It would bind the party no longer")),
    Result.PENDING: ("unk", "unk", gettext_lazy("No day on record for its end")),
    Result.CHANGES: ("ring", "unk", gettext_lazy("A status would change")),
    Result.NOTHING: ("unk", "unk", gettext_lazy("No status would change")),
}


@dataclass(frozen=True, slots=True)
class ActChoices:
    """The acts of one chapter, to choose from."""

    label: str
    acts: list[tuple[Act, str]]


@dataclass(frozen=True)
class TargetView:
    """One agreement in the answer."""

    target: Target
    question: Question
    query: str

    @property
    def sign(self) -> Sign:
        symbol, tone, words = SIGNS[self.target.result]
        return Sign(symbol, tone, str(words))

    @property
    def when(self) -> str:
        """“28 February 2027”; “not before 26 November 2027, if at all”; empty where it ends nothing."""
        if self.target.ends_on:
            return some_day(self.target.ends_on)
        possibly = self.target.possibly_ends_on
        if possibly is None or self.target.refusals:
            return ""
        return gettext("not before %(day)s, if at all") % {"day": some_day(possibly)}

    @property
    def is_only_possible(self) -> bool:
        return self.target.ends_on is None and self.target.possibly_ends_on is not None

    @property
    def warnings(self) -> list[Finding]:
        """Those that the reasons do not tell already."""
        return [finding for finding in self.target.warnings if finding.code not in _TOLD]

    @property
    def survives(self) -> str:
        return some_day(self.target.survives_until) if self.target.survives_until else ""

    @property
    def bonds(self) -> list[str]:
        if self.target.refusals:
            return []
        return [bond_in_words(bond, self.target.facts.names) for bond in self.target.outcome.bonds]

    @property
    def leaves(self) -> list[str]:
        """“With the United States on 28 February 2027: ended; without it in force.”"""
        towards = self.question.towards.code if self.question.towards else None
        words = gettext("With %(other)s on %(day)s: %(after)s (otherwise %(before)s).")
        return [
            words
            % {
                "other": pair.other.name or pair.other.code,
                "day": in_words(pair.on),
                "after": pair.after.label,
                "before": pair.before.label,
            }
            for pair in self.target.pairs(self.question.by.code, towards)
            if pair.before is not pair.after
        ]

    @property
    def steps(self) -> list[str]:
        """How the agreement, and each party whose standing would be another, would go through it."""
        if self.target.refusals:
            return []
        outcome, names = self.target.outcome, self.target.facts.names
        found = [_step(gettext("The agreement"), change) for change in outcome.whole]
        for code, changes in outcome.parties.items():
            found += [_step(capitalised(names.get(code, code)), change) for change in changes]
        return found[:MOST_OFFERED]

    @property
    def instead(self) -> str:
        """The address of the question that can be asked instead."""
        if self.target.instead is None:
            return ""
        asked = {
            "party": self.question.by.code,
            "act": str(self.target.instead),
            "received_on": self.question.received_on.isoformat(),
            "agreement": self.target.agreement.slug,
        }
        return f"{reverse('what_if')}?{urlencode(asked)}"


@dataclass(frozen=True)
class WhatIfPage:
    """Everything that the template shows. ``problems`` are by field; then nothing was asked."""

    typed: dict[str, str]
    act: Act
    received_on: date
    answer: WhatIf | None = None
    pinned: Knowledge | None = None
    known: Knowledge | None = None
    problems: dict[str, Misunderstood] = field(default_factory=dict)
    whose: list[Choice] = field(default_factory=list)
    """Who may act, where agreements are named and nobody is."""
    most: int = MOST

    @property
    def status(self) -> int:
        return BAD_REQUEST if self.problems else OK

    @property
    def chapters(self) -> list[ActChoices]:
        ordered = [*FIRST_CHAPTERS, *(chapter for chapter in Chapter if chapter not in FIRST_CHAPTERS)]
        by_chapter = {chapter: [act for act in Act if LAW[act].chapter is chapter] for chapter in ordered}
        return [
            ActChoices(chapter.label, [(act, capitalised(act.label)) for act in acts])
            for chapter, acts in by_chapter.items()
        ]

    @property
    def topics(self) -> list[tuple[str, str]]:
        return [(str(topic), capitalised(topic.label)) for topic in Topic]

    @property
    def groups(self) -> list[tuple[str, str, list[TargetView]]]:
        """The agreements by what would come of the act: an anchor, a heading, and the rows."""
        assert self.answer, "only asked where something was"
        question, query = self.answer.question, self.query_of_agreements
        found = [(result, self.answer.of_result(result)) for result in IN_ORDER]
        return [
            (f"r-{result}", capitalised(result.label), [TargetView(target, question, query) for target in targets])
            for result, targets in found
            if targets
        ]

    @property
    def query_of_agreements(self) -> str:
        return f"?known_at={self.known.no}" if self.known else ""

    @property
    def sentence(self) -> Sentence:
        """“If Azerbaijan gave notice …, under 19 agreements: 2 would end; …”"""
        assert self.answer, "only asked where something was"
        question, number = self.answer.question, len(self.answer.targets)
        act = _supposed(question)
        if not number:
            return composed(gettext("Suppose {act}, under {no} agreements."), act=act, no=Piece(strong=gettext("no")))
        message = ngettext(
            "Suppose {act}, under {n} agreement. {outcome}.", "Suppose {act}, under {n} agreements. {outcome}.", number
        )
        return composed(message, act=act, n=Piece(strong=str(number)), outcome=_counted(self.answer))

    @property
    def parameters(self) -> dict[str, str]:
        assert self.answer, "only asked where something was"
        question = self.answer.question
        asked = {
            "party": question.by.code,
            "act": str(question.act),
            "received_on": question.received_on.isoformat(),
            "with": question.towards.code if question.towards else "",
            "topic": str(question.topic or ""),
            "agreement": ",".join(question.slugs),
        }
        return {name: value for name, value in asked.items() if value}

    @property
    def permanent(self) -> str:
        """The query that will always be answered as now."""
        pinned = {"known_at": str(self.pinned.no)} if self.pinned else {}
        return f"?{urlencode(self.parameters | pinned)}"

    @property
    def as_json(self) -> str:
        known = {"known_at": str(self.known.no)} if self.known else {}
        return f"{reverse('api-what-if')}?{urlencode(self.parameters | known)}"

    @property
    def known_in_words(self) -> str:
        return knowledge_in_words(self.known) if self.known else ""


def what_if_page(request: HttpRequest) -> WhatIfPage:
    """At most ten statements, however many agreements."""
    read = Reading.of(request)
    (by, towards), slugs = read.parties("party", "with"), read.slugs()
    act, topic = read.word("act", Act) or USUAL, read.word("topic", Topic)
    received_on, known = read.day(), read.knowledge()
    if by and by == towards:
        read.problems["with"] = Misunderstood(
            gettext("%(party)s is named twice; name another party.") % {"party": capitalised(by.sentence_name)}
        )
    if by and not (slugs or towards or read.problems):
        read.problems["with"] = Misunderstood(str(_NO_AGREEMENTS))
    unanswered = WhatIfPage(typed_into(request.GET), act, received_on, known=known, problems=read.problems)
    if read.problems:
        return unanswered
    if by is None:
        return replace(unanswered, whose=_whose(slugs, unanswered.typed))
    question = Question(
        by=by,
        act=act,
        received_on=received_on,
        slugs=slugs,
        towards=towards,
        topic=topic,
        known_at=known.no if known else None,
    )
    try:
        return replace(unanswered, answer=ask_what_if(question), pinned=known or latest_knowledge())
    except NoSuchAgreements as error:
        read.no_agreements(error, slugs, received_on)
        return unanswered


def _whose(slugs: Sequence[str], typed: dict[str, str]) -> list[Choice]:
    """Links for each party of the named agreements, where they are few. One statement."""
    of_them = Agreement.objects.filter(slug__in=slugs)
    taking_part = Party.objects.filter(participations__agreement__in=of_them).distinct().order_by("name")
    found = list(taking_part[: MOST_OFFERED + 1])
    kept = {name: text for name, text in typed.items() if text}
    return [
        Choice(one.name, f"{reverse('what_if')}?{urlencode(kept | {'party': one.code})}")
        for one in found
        if len(found) <= MOST_OFFERED
    ]


def _supposed(question: Question) -> str:
    """“a notice of termination by Azerbaijan, received on 1 January 2027”."""
    label = question.act.label
    act = filled(gettext("an {act}") if label[0] in "aeiou" else gettext("a {act}"), act=label)
    if LAW[question.act].by is not By.WHOLE:
        act = filled(gettext("{act} by {party}"), act=act, party=question.by.sentence_name)
    day = in_words(question.received_on)
    asked = hypothetical(question.act, question.by.code, question.received_on)
    if asked.received_on:
        return filled(gettext("{act}, received on {day}"), act=act, day=day)
    if asked.effective_on:
        return filled(gettext("{act}, effective on {day}"), act=act, day=day)
    return filled(gettext("{act}, of {day}"), act=act, day=day)


def _counted(answer: WhatIf) -> Sentence:
    """“2 would end; 3 would stay as they are”: each number leads to its agreements."""
    numbers = [(result, len(answer.of_result(result))) for result in IN_ORDER]
    told = [composed(_what_would(result, n), n=count(n, to=f"r-{result}")) for result, n in numbers if n]
    return joined(told, gettext("{first}; {then}"))


def _what_would(result: Result, number: int) -> str:
    match result:
        case Result.ENDS:
            return ngettext("[{n} would end]", "[{n} would end]", number)
        case Result.LEAVES:
            return ngettext("[{n} would bind it no longer]", "[{n} would bind it no longer]", number)
        case Result.PENDING:
            return ngettext(
                "[{n} has no clause on record that says when]", "[{n} have no clause on record that says when]", number
            )
        case Result.CHANGES:
            return ngettext("[{n} would have another status]", "[{n} would have another status]", number)
        case Result.NOTHING:
            return ngettext("[{n} would stay as it is]", "[{n} would stay as they are]", number)
    return ngettext("[{n} leaves it no place in law]", "[{n} leave it no place in law]", number)


def _step(whose: str, change: Any) -> str:
    before, after = (
        plain(joined(told(state), gettext("{first} or {then}"))) for state in (change.before, change.after)
    )
    given = {"whose": whose, "since": in_words(change.since), "after": after, "before": before}
    if not change.until:
        return gettext("%(whose)s, from %(since)s: %(after)s (otherwise %(before)s).") % given
    words = gettext("%(whose)s, from %(since)s until %(until)s: %(after)s (otherwise %(before)s).")
    return words % (given | {"until": in_words(change.until)})
