from django.apps import AppConfig


class AppealsConfig(AppConfig):
    name = "appeals"

    def ready(self) -> None:
        """Fill the places that ``treaties`` keeps for others; its models must be there before."""
        from appeals.admin.record_part import LinkPart
        from appeals.api.v1.parts import appeals_of_acts, appeals_of_agreement, appeals_of_pair
        from appeals.web.flags import picture_flags
        from appeals.web.sections import act_notes, agreement_section, pair_section
        from treaties import slots

        slots.RECORD_FORM_PARTS.fill(LinkPart)
        slots.PAIR_API_PARTS.fill(appeals_of_pair)
        slots.AGREEMENT_API_PARTS.fill(appeals_of_agreement)
        slots.ACT_API_PARTS.fill(appeals_of_acts)
        slots.PAIR_SECTIONS.fill(pair_section)
        slots.AGREEMENT_SECTIONS.fill(agreement_section)
        slots.ACT_NOTES.fill(act_notes)
        slots.PICTURE_FLAGS.fill(picture_flags)
