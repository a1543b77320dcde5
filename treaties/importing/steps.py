"""The steps of an import of treaties, in the order in which one fact needs another."""

from collections.abc import Iterable

from treaties.importing.adding import (
    add_agreement_rows,
    add_further,
    add_party_rows,
    add_source_row,
    answer_name_row,
    cite_further,
    derive_rest,
    relate_row,
)
from treaties.importing.clauses import correct_clause_row
from treaties.importing.doing import Doing
from treaties.importing.plan import TreatyPlan
from treaties.importing.recording import (
    correct_act,
    correct_assertion_row,
    record_act_rows,
    record_assertion_rows,
    retract_gone,
    retract_rows,
)
from treaties.importing.retractions import Gone


def do_treaties(doing: Doing, *stages: Iterable[TreatyPlan], gone: Iterable[Gone] = ()) -> None:
    """Write what is planned, stage by stage and part by part; ``gone`` is retracted, before anything new is held
    against it. What is refused is kept as problems (``Doing.end``), and ends the import before the next stage."""
    record = doing.record
    retract_gone(doing, gone)
    for number, stage in enumerate(stages):
        if number:
            doing.end()
        for plan in stage:
            doing.record = plan.record
            do_part(doing, plan)
            doing.keep_acts_for(record)
    doing.record = record
    derive_rest(doing)


def do_part(doing: Doing, plan: TreatyPlan) -> None:
    for source in plan.sources.new:
        add_source_row(doing, source.row)
    add_party_rows(doing, plan)
    for name in plan.names.new:
        with doing.told_at(name.row):
            answer_name_row(doing, name.row)
    retract_rows(doing, plan.retractions)
    add_agreement_rows(doing, plan.agreements.new)
    for clause in plan.clauses.corrected:
        with doing.told_at(clause.entry.row):
            correct_clause_row(doing, clause)
    add_further(doing, plan)
    for relation in plan.relations.new:
        relate_row(doing, relation)
    for act in plan.acts.corrected:
        with doing.told_at(act.entry.row):
            correct_act(doing, act)
    record_act_rows(doing, plan.acts.new)
    for assertion in plan.assertions.corrected:
        with doing.told_at(assertion.entry.row):
            correct_assertion_row(doing, assertion)
    record_assertion_rows(doing, plan.assertions.new)
    cite_further(doing, plan)
