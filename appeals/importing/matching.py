"""What of the rows about appeals is on record already, and how it differs."""

from dataclasses import dataclass, replace

from appeals.actions.signatories import ADDRESSED
from appeals.importing.entries import AppealRows
from appeals.importing.rows import (
    AddresseeRow,
    AppealRow,
    CountRow,
    DemandRow,
    LinkRow,
    OutcomeRow,
    PartyRow,
    RelationRow,
    ResponseRow,
    SignatoryRow,
    TargetRow,
    TextRow,
    WithdrawalRow,
)
from appeals.models import (
    Addressee,
    Appeal,
    AppealRelation,
    AppealText,
    Demand,
    Link,
    Outcome,
    Response,
    Signatory,
    SignatureWithdrawal,
    Target,
)
from appeals.vocabulary import AppealRelationKind
from treaties.importing.matching import Record, Shelf
from treaties.importing.recorded import cites_of, recorded
from treaties.importing.rows import CiteRow
from treaties.importing.standing import first_of_chain
from treaties.importing.tables import parts_of
from treaties.vocabulary import Form, Topic


@dataclass(frozen=True)
class AppealRecord:
    """The part of the record of appeals that an import touches, with that of treaties beside it."""

    treaties: Record
    appeals: Shelf[Appeal]
    addressees: Shelf[Addressee]
    texts: Shelf[AppealText]
    signatories: Shelf[Signatory]
    withdrawals: Shelf[SignatureWithdrawal]
    relations: Shelf[AppealRelation]
    responses: Shelf[Response]
    outcomes: Shelf[Outcome]
    links: Shelf[Link]

    @classmethod
    def beside(cls, treaties: Record) -> "AppealRecord":
        cited = "citations__source"
        targets = ("agreement", "rule_one", "rule_other", "participation__agreement", "participation__party")
        appeals = Appeal.objects.prefetch_related(
            cited,
            "parties__party",
            *(f"{facts}__{cited}" for facts in ("signatory_counts", "demands")),
            *(f"demands__targets__{one}" for one in targets),
        )
        addressees = Addressee.objects.select_related("appeal").prefetch_related(f"appeal__{cited}")
        texts = AppealText.objects.select_related("appeal").prefetch_related(cited)
        signatories = Signatory.objects.select_related("appeal", "correction__block").prefetch_related(cited)
        withdrawals = SignatureWithdrawal.objects.select_related("signatory__appeal").prefetch_related(cited)
        relations = AppealRelation.objects.select_related("appeal", "other").prefetch_related(f"appeal__{cited}")
        responses = Response.objects.select_related("appeal", "correction__block").prefetch_related(cited)
        outcomes = Outcome.objects.select_related("demand__appeal", "correction__block").prefetch_related(cited)
        links = Link.objects.select_related("appeal", "demand", "status_change").prefetch_related(cited)
        return cls(
            treaties,
            Shelf(appeals, "slug", lambda appeal: appeal.slug),
            Shelf(addressees, "appeal__slug", lambda one: (one.appeal.slug, one.office, one.name)),
            Shelf(texts, "appeal__slug", text_key),
            Shelf(signatories.order_by("-pk"), "appeal__slug", signatory_key),
            Shelf(withdrawals, "signatory__appeal__slug", lambda one: signatory_key(one.signatory)),
            Shelf(relations, "appeal__slug", lambda one: (one.appeal.slug, one.kind, one.other.slug)),
            Shelf(responses.order_by("-pk"), "appeal__slug", response_key),  # the first of a chain of corrections
            Shelf(outcomes.order_by("-pk"), "demand__appeal__slug", outcome_key),
            Shelf(links.order_by("-pk"), "appeal__slug", link_key),
        )

    def demand(self, appeal: str, ordinal: int) -> Demand:
        return next(demand for demand in self.appeals[appeal].demands.all() if demand.ordinal == ordinal)


def fetch_named(rows: AppealRows, record: AppealRecord) -> None:
    """Everything that the rows about appeals name, in one statement per kind."""
    own = [row.slug for row in rows.appeals] + [str(fact.of[0]) for fact in rows.facts]
    targets = [target for row in rows.appeals for demand in row.demands for target in demand.targets]
    codes = [code for target in targets for code in (*target.between, *([target.party] if target.party else []))]
    record.treaties.parties.fetch(codes + [one.party for row in rows.appeals for one in row.parties])
    record.treaties.agreements.fetch(target.agreement for target in targets)
    record.treaties.sources.fetch(one.source for one in rows.every_row() if isinstance(one, CiteRow))
    record.treaties.acts.fetch(entry.row.act for entry in rows.link_entries())
    record.appeals.fetch(own + [one.row.other for one in rows.relation_entries()])
    record.addressees.fetch(own)
    record.texts.fetch(own)
    record.signatories.fetch(own)
    record.withdrawals.fetch(own)
    for shelf in (record.relations, record.responses, record.outcomes, record.links):
        shelf.fetch(own)


def text_key(one: AppealText) -> tuple[str, ...]:
    return (one.appeal.slug, one.version, one.language, one.held, one.note)


def signatory_key(one: Signatory) -> tuple[str, ...]:
    return (one.appeal.slug, one.name, one.body, one.convocation, one.political_party, one.constituency)


def response_key(one: Response) -> tuple[str, str, str]:
    return (one.appeal.slug, one.by, str(one.responded_on or ""))


def outcome_key(one: Outcome) -> tuple[str, int, str, str]:
    return (one.demand.appeal.slug, one.demand.ordinal, one.kind, str(one.asserted_on or ""))


def link_key(one: Link) -> tuple[str, int | str, str, str]:
    return (one.appeal.slug, one.demand.ordinal if one.demand else "", one.relation, act_name(one))


def act_name(link: Link) -> str:
    """What files call the act: the slug that it was first recorded under."""
    return first_of_chain(link.status_change).slug


def appeal_row(appeal: Appeal) -> AppealRow:
    """With its parties, counts and demands. What else it lists is facts of their own, as outcomes of demands are."""
    return recorded(
        AppealRow,
        appeal,
        sources=tuple(cite for cite in cites_of(appeal) if not is_about_a_relation(cite)),
        parties=tuple(recorded(PartyRow, one, party=one.party.code) for one in appeal.parties.all()),
        signatory_counts=tuple(recorded(CountRow, one, sources=cites_of(one)) for one in appeal.signatory_counts.all()),
        demands=tuple(demand_row(one) for one in appeal.demands.all()),
        **{name: () for name in parts_of(AppealRow) if name not in ("parties", "signatory_counts", "demands")},
    )


def demand_row(demand: Demand) -> DemandRow:
    targets = tuple(target_row(one) for one in demand.targets.all())
    return recorded(DemandRow, demand, sources=cites_of(demand), targets=targets, outcomes=())


def target_row(target: Target) -> TargetRow:
    part = target.participation
    agreement = part.agreement if part else target.agreement
    return recorded(
        TargetRow,
        target,
        agreement=agreement.slug if agreement else "",
        party=part.party.code if part else "",
        between=(target.rule_one.code, target.rule_other.code) if target.rule_one and target.rule_other else (),
        topic=Topic(target.rule_topic) if target.rule_topic else None,
        form=Form(target.rule_form) if target.rule_form else None,
    )


def is_about_a_relation(cite: CiteRow) -> bool:
    """A relation and a further addressee have no citations of their own; they stand with the appeal."""
    return cite.about in [ADDRESSED, *(str(kind) for kind in AppealRelationKind)]


def addressee_row(one: Addressee) -> AddresseeRow:
    cites = tuple(replace(cite, about="") for cite in cites_of(one.appeal) if cite.about == ADDRESSED)
    return recorded(AddresseeRow, one, sources=cites)


def text_row(text: AppealText) -> TextRow:
    return recorded(TextRow, text, sources=cites_of(text))


def signatory_row(signatory: Signatory) -> SignatoryRow:
    return recorded(SignatoryRow, signatory, sources=cites_of(signatory))


def withdrawal_row(withdrawal: SignatureWithdrawal) -> WithdrawalRow:
    signed = withdrawal.signatory
    return recorded(
        WithdrawalRow,
        withdrawal,
        name=signed.name,
        body=signed.body,
        convocation=signed.convocation,
        political_party=signed.political_party,
        constituency=signed.constituency,
        sources=cites_of(withdrawal),
    )


def relation_row(relation: AppealRelation) -> RelationRow:
    cites = tuple(replace(cite, about="") for cite in cites_of(relation.appeal) if cite.about == relation.kind)
    return recorded(RelationRow, relation, other=relation.other.slug, sources=cites)


def response_row(response: Response) -> ResponseRow:
    return recorded(ResponseRow, response, sources=cites_of(response))


def outcome_row(outcome: Outcome) -> OutcomeRow:
    return recorded(OutcomeRow, outcome, sources=cites_of(outcome))


def link_row(link: Link) -> LinkRow:
    demand = link.demand.ordinal if link.demand else None
    return recorded(LinkRow, link, act=act_name(link), demand=demand, sources=cites_of(link))
