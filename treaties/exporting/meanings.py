"""What the columns of the public tables mean, wherever their fields do not say: by table, and by the name of a column
that means the same in every table. A test holds that no column is left without."""

MEANINGS: dict[str, dict[str, str]] = {
    "": {
        "agreement": "The agreement that the row is about",
        "source": "The document",
        "participation_id": "The party’s file under the agreement; none for the agreement as a whole",
        "published_on": "The day on which it was published",
    },
    "sources": {
        "title": "The title of the document, as it is cited",
        "publisher": "Who published it",
        "evidence": "What kind of document it is, and so how strongly what it says is supported",
        "published_on": "The day on which it was published; of a register, the edition that was read",
        "url": "Where it can be read; may be empty",
        "checksum": "SHA-256, in hexadecimal, of the copy that was read; may be empty",
    },
    "parties": {
        "code": "What it is called by in every table: of states, the letters of ISO 3166-1 where there are any",
        "kind": "What it is: a state, a territory, an organisation or a union",
        "exists_from": "The first day of its existence",
        "exists_until": "The first day on which it no longer existed; none while it exists",
    },
    "party_codes": {
        "party": "Whose code it is",
        "scheme": "The list that the code is from",
        "code": "The code in that list",
    },
    "party_names": {
        "party": "Whose name it is",
        "name": "The name, in the letters of its language",
        "kind": "How the name belongs to the party",
        "used_from": "The first day on which it was called so, if not always",
        "used_until": "The first day on which it was no longer called so; none while it is",
    },
    "successions": {
        "predecessor": "The earlier party",
        "successor": "The later party",
        "kind": "How the later stands to the earlier",
        "happened_on": "The day of the succession",
    },
    "memberships": {
        "union": "The union that has, or had, the member",
        "member": "The party that is, or was, a member of it",
        "since": "The first day on which it was a member",
    },
    "names_in_sources": {
        "name": "The name, exactly as the source has it",
        "party": "Whom it means there",
    },
    "agreements": {
        "form": "What the instrument calls itself",
        "nature": "What it is in law: a sourced classification that can be contested; the title never decides",
        "nature_note": "Why it is classified so, in our own words; may be empty",
        "topics": "What it is about, as a list of words",
        "summary": "What it provides for, in our own words; may be empty",
    },
    "agreement_titles": {"title": "The title, as a source gives it"},
    "series_numbers": {"series": "The treaty series", "number": "The number in it"},
    "agreement_relations": {
        "agreement": "The agreement that stands in the relation",
        "other": "The agreement that it stands so to",
        "kind": "How the first stands to the other",
    },
    "participations": {
        "agreement": "The agreement in which it takes part",
        "party": "The party that takes part in it",
        "side": "1 or 2, of bilateral agreements; none of multilateral ones",
    },
    "clauses": {
        "kind": "What the clause rules",
        "ordinal": "Its number among the clauses of its kind under the agreement, from 1",
        "months": "The length of the period in months, if it is one of months",
        "days": "The length of the period in days, if it is one of days",
        "counting": "On which day the period is over",
        "counted_from": "The day from which a term runs, if not from the entry into force",
    },
    "clause_parties": {"clause_id": "The clause that names the party", "party": "The party that it names"},
    "status_changes": {
        "act": "What was done; the codebook names whose act it can be, and the article",
        "participation_id": "The file of the party whose act it is; none for the agreement as a whole",
        "published_on": "The day on which the act was published",
        "scope": "How much of the agreement the act reaches",
        "place": "Where it was done; may be empty",
    },
    "assertions": {
        "status": "What the source says that the status was",
        "reason": "Why it was over, if the source says so; else empty",
    },
    "corrections": {
        "status_change": "The act that no longer stands, if the row is about one",
        "replacement_change": "The act that stands instead; none where the other is taken back",
        "assertion": "The assertion that no longer stands, if the row is about one",
        "replacement_assertion": "The assertion that stands instead; none where the other is taken back",
        "clause_id": "The clause that no longer stands, if the row is about one",
        "replacement_clause_id": "The clause that stands instead; none where the other is taken back",
    },
    "judgements": {
        "assertion": "The assertion that it is about, if it is about one",
        "status_change": "The act whose stated day it is about, if it is about one",
        "verdict": "What the analyst concludes; it changes no status",
    },
    "citations": {"source": "The document that the fact rests on"},
    "timelines": {"participation_id": "The file of the party whose standing it is; none for the agreement as a whole"},
}
