"""Forms of the desk as they look when they are filled in by hand, and previewed; by the names of their pictures."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.at_the_desk import DEMAND, describe_note, field, type_denunciation
from tests.treaties.importing.workbooks import rows_of, workbook

FORMATS = Path(__file__).resolve().parents[2] / "docs" / "formats"
PREVIEW = "section.preview, section.bulk-plan"
WHY = "Read in the source."
ROWS = """agreement\tact\tby\treceived_on
bit-azerbaijan-united-states-1997\tnotice of termination\tAZ\t1 Oct 2026
new-york-convention-1958\tdeclaration\tUS\t2 Oct 2026
cerd-1965\tratification\tAZ\t3 Oct 2026
"""
ANSWERS = '[denounced_by]\n"*" = "unknown"\n'
SOURCE = """{"slug": "association-2026-03-01", "title": "A petition about investment",
 "publisher": "An association", "evidence": "text", "published_on": "2026-03-01",
 "why": "The text of a petition."}"""
type Addresses = Mapping[str, str]


def choose_source(page: Page, words: str, name: str) -> None:
    page.locator("#id_source_words").fill(words)
    page.get_by_role("radio", name=re.compile(name)).first.check()


def press_preview(page: Page) -> None:
    page.locator(".submit-row").get_by_role("button", name=re.compile("^(Preview|Plan)$")).click()
    expect(page.locator(PREVIEW)).to_be_visible()


def denunciation(page: Page, addresses: Addresses) -> None:
    """By note, from a source that is not on record; what it changes is shown before anything was pressed."""
    page.goto(addresses["record"])
    type_denunciation(page)
    describe_note(page)
    page.get_by_role("checkbox", name=re.compile(re.escape(DEMAND))).check()
    field(page, "Reason").fill("The note was read in full.")
    expect(page.locator(PREVIEW)).to_contain_text("Nothing is recorded yet")
    expect(page.locator(PREVIEW)).to_contain_text("Requested; grade E")


def refusal(page: Page, addresses: Addresses) -> None:
    """A suspension before the entry into force."""
    page.goto(addresses["record"])
    page.get_by_role("radio", name=re.compile("^Suspension")).check()
    field(page, "Effective on").fill("2000")
    choose_source(page, "UNCTAD", "Investment Agreements Navigator")
    field(page, "Reason").fill(WHY)
    page.locator(".submit-row").get_by_role("button", name="Record", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing was recorded")


def correction(page: Page, addresses: Addresses) -> None:
    page.goto(addresses["correct"])
    field(page, "Effective on").fill("3 Aug 2001")
    field(page, "Why the earlier row").fill("The register has 3 August.")
    expect(page.locator("dl.changes")).to_contain_text("3 August 2001")


def retraction(page: Page, addresses: Addresses) -> None:
    page.goto(addresses["retract"])
    field(page, "Why the earlier row").fill("It belongs to another agreement.")
    expect(page.locator(PREVIEW)).to_contain_text("Status of the agreement")


def judgement(page: Page, addresses: Addresses) -> None:
    page.goto(addresses["judge"])
    page.locator("#record").get_by_role("radio").first.check()
    field(page, "Why").fill("No notes of an extension are published.")
    choose_source(page, "13093", "13093")
    press_preview(page)


def link(page: Page, addresses: Addresses) -> None:
    page.goto(addresses["link"])
    field(page, "Appeal or demand").select_option(index=1)
    field(page, "Relation").select_option("preceded")
    field(page, "Reason").fill(WHY)
    expect(page.locator(PREVIEW)).to_contain_text("An appeal changes no status")


def many_rows(page: Page, addresses: Addresses) -> None:
    """Pasted from a spreadsheet; one row is refused."""
    page.goto(addresses["bulk"])
    field(page, "Rows").fill(ROWS)
    choose_source(page, "UNCTAD", "Investment Agreements Navigator")
    field(page, "Reason").fill(WHY)
    press_preview(page)
    expect(page.locator(PREVIEW)).to_contain_text("refused")


def one_act_for_many(page: Page, addresses: Addresses) -> None:
    page.goto(addresses["record-many"])
    field(page, "Act").select_option("declaration")
    field(page, "Received on").fill("1 Oct 2026")
    page.locator("input[name=parties]").first.check()
    choose_source(page, "racial discrimination", "Racial Discrimination")
    field(page, "Reason").fill(WHY)
    press_preview(page)


def import_plan(page: Page, addresses: Addresses) -> None:
    page.goto(addresses["import"])
    page.set_input_files("#id_file", FORMATS / "pacta-events-template.csv")
    field(page, "Reason").fill("Sent by the depositary.")
    press_preview(page)
    expect(page.locator(PREVIEW)).to_contain_text("new")


def import_register(page: Page, addresses: Addresses) -> None:
    """A workbook of UNCTAD's, with what it does not say answered."""
    page.goto(addresses["import"])
    choose_workbook(page, "finland.xlsx", workbook(rows_of("unctad-finland.csv")))
    field(page, "Answers").fill(ANSWERS)
    press_preview(page)
    expect(page.locator(PREVIEW)).to_contain_text("Of more than two parties")


def choose_workbook(page: Page, name: str, data: bytes) -> None:
    page.locator("#id_format").select_option("unctad")
    page.set_input_files("#id_file", {"name": name, "mimeType": "application/octet-stream", "buffer": data})
    field(page, "Reason").fill("The register's list of the country.")


def one_fact(page: Page, addresses: Addresses) -> None:
    page.goto(addresses["write"])
    field(page, "What it is").select_option(label="Add a source")
    field(page, "What it says").fill(SOURCE)
    press_preview(page)
    expect(page.locator(PREVIEW)).to_contain_text("Nothing is recorded yet")


def a_token(page: Page, addresses: Addresses) -> None:
    """As it is shown, once."""
    page.goto(addresses["api-tokens"])
    page.get_by_label("Name").fill("newsroom import")
    page.get_by_role("checkbox", name=re.compile("^record:")).check()
    page.get_by_role("button", name="Make a token").click()
    expect(page.locator("code.key")).to_have_text(re.compile("^pacta_"))


def appeal(page: Page, addresses: Addresses) -> None:
    """With a rule for its target: what it caught on its day is shown before it is frozen."""
    page.goto(addresses["add-appeal"])
    typed = {
        "Title": "Motion on the agreements between Azerbaijan and the United States",
        "Issued by": "A committee of the Milli Majlis",
        "A body of": "AZ",
        "Issued on": "5 Oct 2024",
        "Addressed to": "Minister of Foreign Affairs of Azerbaijan",
        "Also concerns": "usa",
        "Reason": "It was published.",
    }
    for label, words in typed.items():
        field(page, label).fill(words)
    field(page, "Kind").select_option("motion")
    field(page, "What we hold").select_option("full")
    choose_source(page, "caliber", "^Caliber")
    demand = page.get_by_role("group", name="Demand 1", exact=True)
    demand.get_by_label("Asks to").select_option("terminate")
    demand.get_by_label("Heading").fill("Terminate all agreements in force between the two")
    target = demand.get_by_role("group", name="Target 1")
    target.get_by_label("Aimed at").select_option("rule")
    target.get_by_label("Between").fill("AZ")
    target.get_by_label("and", exact=True).fill("US")
    press_preview(page)
    expect(page.locator(PREVIEW)).to_contain_text("Expanded on 5 October 2024, and frozen")


def response(page: Page, addresses: Addresses) -> None:
    page.goto(addresses["respond"])
    field(page, "Kind").select_option("holding")
    field(page, "By").fill("Ministry of Foreign Affairs of Azerbaijan")
    field(page, "Responded on").fill("9 Oct 2024")
    field(page, "Summary").fill("It will be looked at.")
    choose_source(page, "caliber", "^Caliber")
    field(page, "Reason").fill(WHY)
    press_preview(page)
    expect(page.locator(PREVIEW)).to_contain_text("It will be looked at")


def outcome(page: Page, addresses: Addresses) -> None:
    page.goto(addresses["outcome"])
    field(page, "Outcome").select_option("under_consideration")
    field(page, "Asserted by").fill("Ministry of Foreign Affairs of Azerbaijan")
    field(page, "Asserted on").fill("9 Oct 2024")
    choose_source(page, "caliber", "^Caliber")
    field(page, "Reason").fill(WHY)
    press_preview(page)
    expect(page.locator(PREVIEW)).to_contain_text("Ministry of Foreign Affairs")


def signatories(page: Page, addresses: Addresses) -> None:
    """A pasted list; none of the names is anybody's."""
    page.goto(addresses["signatories"])
    field(page, "Persons").fill(
        "Member Three; Milli Majlis; VII\nMember Four; Milli Majlis; VII; independent; District 12"
    )
    choose_source(page, "caliber", "^Caliber")
    field(page, "Reason").fill(WHY)
    press_preview(page)
    expect(page.locator(PREVIEW)).to_contain_text("Member Four")


STATES: dict[str, Callable[[Page, Addresses], None]] = {
    "record-denunciation": denunciation,
    "record-refused": refusal,
    "correct-preview": correction,
    "retract-preview": retraction,
    "judge-preview": judgement,
    "link-preview": link,
    "bulk-plan": many_rows,
    "record-many-plan": one_act_for_many,
    "import-plan": import_plan,
    "import-register": import_register,
    "write-preview": one_fact,
    "token-made": a_token,
    "add-appeal-preview": appeal,
    "respond-preview": response,
    "outcome-preview": outcome,
    "signatories-preview": signatories,
}
