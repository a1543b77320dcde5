from django.apps import AppConfig


class AppealsConfig(AppConfig):
    name = "appeals"

    def ready(self) -> None:
        """Fill the places that ``treaties`` keeps for others; its models must be there before."""
        fill_desk()
        fill_api()
        fill_pages()


def fill_desk() -> None:
    from appeals.admin.desk import unanswered_section
    from appeals.admin.import_view import import_pages
    from appeals.admin.linking.record_part import LinkPart
    from appeals.admin.linking.view import act_page
    from appeals.admin.write_view import write_pages
    from appeals.queries.citations import citing
    from treaties import slots

    slots.DESK.fill(unanswered_section)
    slots.IMPORT_PAGES.fill(import_pages)
    slots.IMPORT_PAGES.fill(write_pages)
    slots.CITING.fill(citing)
    slots.RECORD_FORM_PARTS.fill(LinkPart)
    slots.ACT_PAGES.fill(act_page)


def fill_api() -> None:
    """And what others take along."""
    from appeals.api.v1.filtering import filter_of_acts, filter_of_agreements, lists_by_source
    from appeals.api.v1.parts import appeals_of_acts, appeals_of_agreement, appeals_of_agreements, appeals_of_pair
    from appeals.exporting.tables import appeal_tables, told_of_appeals
    from treaties import slots

    slots.AGREEMENT_API_INCLUDES.fill(appeals_of_agreements)
    slots.AGREEMENT_API_FILTERS.fill(filter_of_agreements)
    slots.ACT_API_FILTERS.fill(filter_of_acts)
    slots.SOURCE_API_LISTS.fill(lists_by_source)
    slots.PAIR_API_PARTS.fill(appeals_of_pair)
    slots.AGREEMENT_API_PARTS.fill(appeals_of_agreement)
    slots.ACT_API_PARTS.fill(appeals_of_acts)
    slots.TOLD_OF.fill(told_of_appeals)
    slots.PUBLIC_TABLES.fill(appeal_tables)


def fill_pages() -> None:
    from appeals.web.changes import AppealChanges
    from appeals.web.codebook import codebook_sections
    from appeals.web.flags import picture_flags
    from appeals.web.sections import act_notes, agreement_section, linked_since, pair_section, party_section
    from appeals.web.sitemap import counted, demands_part, sitemap_part
    from treaties import slots

    slots.PAIR_SECTIONS.fill(pair_section)
    slots.AGREEMENT_SECTIONS.fill(agreement_section)
    slots.AGREEMENT_HISTORY.fill(linked_since)
    slots.ACT_NOTES.fill(act_notes)
    slots.PARTY_SECTIONS.fill(party_section)
    slots.PICTURE_FLAGS.fill(picture_flags)
    slots.CHANGES.fill(AppealChanges)
    slots.CODEBOOK.fill(codebook_sections)
    slots.SITEMAP.fill(sitemap_part)
    slots.SITEMAP.fill(demands_part)
    slots.COUNTED.fill(counted)
