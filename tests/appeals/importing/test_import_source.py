"""Pacta events: everything the record can hold, in two syntaxes, planned and done as one."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from appeals.importing.formats import FORMATS, read_import
from appeals.importing.kinds import KINDS
from appeals.models import Appeal, Link, Outcome, Response
from tests.treaties.importing.files import written
from treaties.importing.events import columns_of
from treaties.importing.names import Names
from treaties.importing.problems import Place
from treaties.models import Agreement, Block, Citation, Party, Source, StatusAssertion, StatusChange

DOCS = Path(__file__).resolve().parents[3] / "docs" / "formats"
TEMPLATES = {end: DOCS / f"pacta-events-template.{end}" for end in ("csv", "jsonl")}


def run(*arguments, **options):
    out = StringIO()
    call_command("import_source", "pacta-events", *arguments, stdout=out, **options)
    return out.getvalue()


def lines_of_template():
    return [json.loads(line) for line in TEMPLATES["jsonl"].read_text().splitlines()]


def facts_of_template():
    """Without the lines that come with their appeal, which counts as one."""
    return sum(KINDS[line["record"]].stands_alone for line in lines_of_template())


def file_of(path, *lines, name="f.jsonl"):
    return written(path, name, "\n".join(json.dumps(line) for line in lines))


def test_both_templates_say_the_same():
    csv, jsonl = (read_import("pacta-events", [TEMPLATES[end]]) for end in ("csv", "jsonl"))
    assert (list(csv.treaties), csv.appeals) == (list(jsonl.treaties), jsonl.appeals)


def test_the_templates_have_a_line_of_every_kind_and_every_column():
    lines = lines_of_template()
    assert {line["record"] for line in lines} == set(KINDS)
    used = {column for line in lines for column in line}
    assert set(columns_of(KINDS)) == used
    assert TEMPLATES["csv"].read_text().splitlines()[0].split(",") == list(columns_of(KINDS))


def test_every_kind_and_column_is_in_the_docs():
    text = (DOCS / "pacta-events.md").read_text()
    rows = {line.split("`")[1]: line for line in text.splitlines() if line.startswith("| `") and "**" in line}
    for kind in KINDS.values():
        row = rows[kind.name]
        assert [column for column in kind.needed if f"**{column}**" not in row] == []
        assert [column for column in kind.columns if column not in row] == []
    assert set(rows) == set(KINDS)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("end", TEMPLATES)
def test_a_template_is_taken_in_whole_and_the_second_run_says_0_new(end):
    report = run(TEMPLATES[end])
    assert report.endswith(f"\n{facts_of_template()} new\n")
    assert Party.objects.get(code="XSOUTH").predecessors.get().predecessor.code == "XOLD"
    treaty = Agreement.objects.get(slug="lighthouse-treaty-1998")
    assert treaty.status_changes.standing().count() == 8
    acts = treaty.status_changes
    assert acts.filter(act="revocation_of_notice", about__slug="lighthouse-treaty-1998-notice-2023").exists()
    assert acts.filter(act="territorial_extension", towards__code="XISLES").exists()
    assert StatusAssertion.objects.standing().filter(agreement=treaty).count() == 1
    letter = Appeal.objects.get(slug="lighthouse-letter-2023")
    assert (letter.demands.count(), Link.objects.filter(appeal=letter).count()) == (3, 1)
    assert (Response.objects.standing().filter(appeal=letter).count()) == 1
    assert (Outcome.objects.standing().filter(demand__appeal=letter).count()) == 1
    blocks = Block.objects.count()
    other = TEMPLATES["jsonl" if end == "csv" else "csv"]
    assert run(TEMPLATES[end]).endswith("\n0 new\n")
    assert run(other).endswith("\n0 new\n")
    assert Block.objects.count() == blocks


@pytest.mark.django_db
def test_lines_may_come_in_any_order_and_in_several_files(tmp_path):
    lines = lines_of_template()[::-1]
    one, other = file_of(tmp_path, *lines[::2], name="a.jsonl"), file_of(tmp_path, *lines[1::2], name="b.jsonl")
    assert run(one, other).endswith(f"\n{facts_of_template()} new\n")


@pytest.mark.django_db
def test_the_same_file_twice_is_told_and_nothing_is_written():
    with pytest.raises(CommandError) as error:
        run(TEMPLATES["csv"], TEMPLATES["csv"])
    assert "“lighthouse-register” is already given at" in str(error.value)
    assert not Source.objects.filter(slug="lighthouse-register").exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (
            {"record": "act", "agreement": "nowhere", "act": "signature", "sources": ["tias-13093"]},
            ":19: There is no agreement “nowhere”",
        ),
        (
            {"record": "participant", "agreement": "cerd-1965", "party": "ZZ", "sources": ["untc-iv-2"]},
            ":53: No party “ZZ” is on record",
        ),
        (
            {"record": "participant", "agreement": "cerd-1965", "party": "FR", "side": 1, "sources": ["untc-iv-2"]},
            "A multilateral agreement has no",
        ),
        (
            {"record": "act", "agreement": "cerd-1965", "act": "accession", "by": "FR", "sources": ["untc-iv-2"]},
            "“FR” does not take part",
        ),
        (
            {"record": "act", "agreement": "cerd-1965", "act": "accession", "by": "AZ", "sources": ["untc"]},
            "There is no source “untc”",
        ),
        (
            {
                "record": "act",
                "agreement": "cerd-1965",
                "act": "objection_to_reservation",
                "by": "AZ",
                "about": "x",
                "done_on": "2001",
                "sources": ["untc-iv-2"],
            },
            "There is no act “x”",
        ),
        (
            {
                "record": "target",
                "appeal": "milli-majlis-letter-2024-10-05",
                "demand": 1,
                "kind": "other",
                "description": "x",
            },
            "There is no record “demand” milli-majlis-letter-2024-10-05 1",
        ),
        (
            {
                "record": "outcome",
                "appeal": "milli-majlis-letter-2024-10-05",
                "demand": 99,
                "kind": "granted",
                "asserted_by": "x",
                "sources": ["tias-13093"],
            },
            "This appeal makes no demand number 99.",
        ),
        ({"record": "party_name", "party": "ZZ", "name": "x", "language": "en", "kind": "alias"}, "No party “ZZ”"),
        ({"record": "act_retraction", "slug": "x", "reason": "x"}, "There is no act “x”"),
        ({"record": "name_in_source", "source": "x", "name": "x", "party": "AZ"}, "There is no source “x”"),
        (
            {
                "record": "agreement",
                "slug": "x",
                "title": "x",
                "short_title": "x",
                "form": "treaty",
                "is_bilateral": False,
                "nature": "treaty",
                "nature_sources": ["untc-iv-2"],
                "sources": ["untc-iv-2"],
            },
            "f.jsonl:1:1: No record “participant” in these files is of this agreement",
        ),
        (
            {
                "record": "act",
                "agreement": "cerd-1965",
                "act": "entry_into_force",
                "slug": "x",
                "by": "AZ",
                "effective_on": "2001",
                "sources": ["untc-iv-2"],
            },
            "Entry into force is an act of the agreement",
        ),
    ],
)
def test_what_does_not_hold_together_is_told_and_nothing_is_written(tmp_path, line, problem):
    blocks = Block.objects.count()
    with pytest.raises(CommandError) as error:
        run(file_of(tmp_path, line))
    assert str(error.value).startswith("Nothing was written.\n")
    assert "f.jsonl:1:" in str(error.value)
    assert problem in str(error.value)
    assert Block.objects.count() == blocks


@pytest.mark.django_db
def test_facts_join_an_agreement_on_record(tmp_path):
    cited = {"agreement": "cerd-1965", "sources": [{"source": "untc-iv-2", "locator": "status"}]}
    file = file_of(
        tmp_path,
        {"record": "act", "act": "ratification", "by": "FR", "done_on": "1971-07-28"} | cited,
        {"record": "participant", "party": "FR"} | cited,
        {"record": "title", "title": "Convention de New York", "language": "fr"} | cited,
    )
    report = run(file)
    assert report.endswith("\n3 new\n")
    assert "Warning (1): Ratification confirms a signature; without one on record" in report
    act = StatusChange.objects.filter(slug="cerd-1965-ratification-fr")
    assert act.get(participation__party__code="FR")
    assert run(file).endswith("\n0 new\n")


@pytest.mark.django_db
def test_the_same_act_from_a_further_source_is_cited_and_not_recorded_twice(tmp_path):
    known = StatusChange.objects.get(slug="cerd-1965-accession-az")
    source = {"record": "source", "slug": "a-list", "title": "A list", "publisher": "Somebody", "evidence": "list"}
    act = {"record": "act", "agreement": "cerd-1965", "act": "accession", "by": "AZ", "slug": "called-otherwise"}
    days = {
        name: str(getattr(known, name)) for name in ("done_on", "received_on", "effective_on") if getattr(known, name)
    }
    file = file_of(tmp_path, source, act | days | {"sources": [{"source": "a-list", "locator": "row 5"}]})
    assert run(file).endswith("\n1 new, 1 confirmed by a further source\n")
    assert not StatusChange.objects.filter(slug="called-otherwise").exists()
    assert Citation.objects.filter(status_change=known, source__slug="a-list", locator="row 5").count() == 1
    assert run(file).endswith("\n0 new\n")


@pytest.mark.django_db
def test_an_impossible_act_is_told_with_its_place_and_nothing_else_is_written(tmp_path):
    cited = {"record": "act", "agreement": "cerd-1965", "by": "AZ", "sources": ["untc-iv-2"]}
    good = cited | {"act": "declaration", "done_on": "2001-09-27"}
    second = cited | {
        "act": "accession",
        "slug": "a-second-spell",
        "done_on": "2010-01-01",
        "effective_on": "2010-02-01",
    }
    with pytest.raises(CommandError) as error:
        run(file_of(tmp_path, good, second))
    (problem,) = str(error.value).splitlines()[1:]
    assert "f.jsonl:2:45: This party is bound, or has consented, already on that day" in problem
    assert not StatusChange.objects.filter(act="declaration", agreement__slug="cerd-1965").exists()


@pytest.mark.django_db
def test_what_another_source_says_otherwise_is_told_and_left(tmp_path):
    act = {"record": "act", "agreement": "cerd-1965", "act": "accession", "by": "AZ", "done_on": "1999-01-01"}
    report = run(file_of(tmp_path, act | {"sources": ["untc-iv-1"]}))
    assert "cerd-1965-accession-az: " in report
    assert "(the record rests on another source)" in report
    assert report.endswith("\n0 new\n")


@pytest.mark.slow
@pytest.mark.django_db
def test_assertions_responses_and_outcomes_are_corrected_too(tmp_path):
    run(TEMPLATES["jsonl"])
    lines = lines_of_template()
    for line in lines:
        if line["record"] == "assertion" and line["slug"].endswith("in-force-2023"):
            line["since"] = "1998-09-02"
        if line["record"] == "response" and line["by"] == "Ministry of Ports":
            line["summary"] = "Confirms receipt, and promises an answer."
        if line["record"] == "outcome" and line["demand"] == 2:
            line["asserted_by"] = "Ministry of Ports"
    file = file_of(tmp_path, *lines, name="edition-2.jsonl")
    assert run(file).endswith("\n0 new, 3 corrected\n")
    assert Response.objects.standing().get(appeal__slug="lighthouse-letter-2023").summary.endswith("an answer.")
    assert (
        Outcome.objects.standing().get(demand__appeal__slug="lighthouse-letter-2023").asserted_by == "Ministry of Ports"
    )
    assert run(file).endswith("\n0 new\n")


@pytest.mark.slow
@pytest.mark.django_db
def test_what_a_newer_file_says_of_an_agreement_is_told_and_left(tmp_path):
    run(TEMPLATES["jsonl"])
    lines = [
        line | {"summary": "Otherwise."} if line["record"] == "agreement" else line for line in lines_of_template()
    ]
    report = run(file_of(tmp_path, *lines))
    assert "lighthouse-treaty-1998: summary" in report
    assert report.endswith("\n0 new\n")
    assert Agreement.objects.get(slug="lighthouse-treaty-1998").summary == "Who keeps which lighthouse."


def test_formats_are_named_in_the_docs():
    docs = "".join(path.read_text() for path in DOCS.glob("*.md"))
    assert [name for name in FORMATS if f"import_source {name}" not in docs] == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("wipo-memberships-table", "Atlantis", "ZZ"), "No party “ZZ” is on record."),
        (("wipo-memberships-table", "Atlantis", "A\0"), "No party “A\0” is on record."),
        (("nowhere", "Atlantis", "AZ"), "No source “nowhere” is on record."),
        (("tias-13093", "a\0b", "AZ"), "A name is a printable text of up to 200 characters."),
        (("tias-13093", " ", "AZ"), "A name is a printable text of up to 200 characters."),
    ],
)
def test_an_answer_that_cannot_be_is_refused(arguments, problem):
    with pytest.raises(CommandError) as error:
        call_command("answer_name", *arguments)
    assert str(error.value) == problem


@pytest.mark.django_db
def test_a_wrong_answer_is_mended_by_answering_again():
    out = StringIO()
    call_command("answer_name", "tias-13093", "Azerbaidjan", "AZ", stdout=out)
    call_command("answer_name", "tias-13093", "Azerbaidjan", "AZ", stdout=out)
    assert out.getvalue() == (
        "In tias-13093, “Azerbaidjan” is Azerbaijan (AZ).\n"
        "It was answered before: in tias-13093, “Azerbaidjan” is Azerbaijan.\n"
    )
    call_command("answer_name", "tias-13093", "Azerbaidjan", "US", stdout=out)
    assert out.getvalue().endswith("is United States (US), and no longer Azerbaijan.\n")
    assert Names("tias-13093").code("Azerbaidjan", Place("x")) == "US"
