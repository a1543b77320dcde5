"""What would make a refused act possible: said beside the rule that refuses it, by the rule's code."""

WAYS_OUT = {
    "whose_act": "Choose under “By” whose act it was.",
    "by_non_participant": "It is possible once this party takes part in the agreement.",
    "needs_its_day": "A month or a year alone is enough: Aug 1997, 2013, by 6 Feb 2025.",
    "outside_existence": "It is possible on a day on which the party existed.",
    "treaty_act_on_non_binding": "It is possible only under an instrument of another nature.",
    "non_binding_act_on_treaty": "It is possible only under an instrument of another nature.",
    "contradicts_the_record": "It is possible on a day that fits between the acts on record.",
    "after_the_end": "It is possible on a day before the end.",
    "ratifies_without_signature": "It is possible after a signature; without one, record an accession.",
    "overlapping_spell": "It is possible after the first spell has ended.",
    "bound_before_the_agreement": "It is possible from the day on which the agreement is in force.",
    "notice_by_non_party": "It is possible on a day on which this party is bound.",
    "effect_before_notice": "It is possible with an effect on or after the day of receipt.",
}
