"""The agreements of a pair as CSV: a header that never changes, cells that are no formulas, refusals in plain text."""

import csv
import io

import pytest

from tests.factories.record import last_block
from treaties.web.pair_csv import escaped

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
CSV = "/pairs/AZ-US/agreements.csv"
HEADER = (
    "slug,title,numbers,kind,form,nature,topics,acting_bodies,group,status,status_certain,since,signed,in_force,ended,"
    "evidence,sources,url,on,known_at_block"
)


def read(response) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_one_row_an_agreement_with_the_day_and_the_block_in_each(client):
    response = client.get(f"{CSV}?on=2024-10-05")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="pacta-AZ-US-2024-10-05.csv"'
    assert response.content.startswith(b"\xef\xbb\xbf" + HEADER.encode() + b"\r\n")
    rows = read(response)
    assert len(rows) == 28
    assert {(row["on"], row["known_at_block"]) for row in rows} == {("2024-10-05", str(last_block()))}
    assert len([row for row in rows if row["kind"] == "bilateral" and row["group"] == "in_force"]) == 6
    assert len([row for row in rows if row["kind"] == "multilateral" and row["group"] == "in_force"]) == 10


def test_a_row_says_what_the_page_says(client):
    (row,) = [one for one in read(client.get(f"{CSV}?on=2024-10-05")) if one["slug"] == "acquisition-agreement-2013"]
    assert (row["status"], row["signed"], row["ended"]) == ("Term over, called in force", "2013", "2018-12/2019")
    assert row["url"].startswith("http://testserver/agreements/acquisition-agreement-2013/?on=2024-10-05&known_at=")
    (fatca,) = [one for one in read(client.get(f"{CSV}?on=2024-10-05")) if "fatca" in one["slug"]]
    assert (fatca["group"], fatca["in_force"], fatca["ended"]) == ("signed", "", "")


def test_an_imprecise_day_makes_the_status_uncertain(client):
    rows = read(client.get(f"{CSV}?on=2016-05-01&status=possibly_in_force"))
    assert [row["status_certain"] for row in rows] == ["no"]


def test_it_is_narrowed_and_sorted_as_the_page_is(client):
    rows = read(client.get(f"{CSV}?on=2024-10-05&status=ended&sort=-date"))
    assert {row["group"] for row in rows} == {"ended"}
    assert [row["slug"] for row in rows][-1] == "acquisition-agreement-2003"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(start):
    assert escaped(f"{start}1+1") == f"'{start}1+1"
    assert escaped("1=1") == "1=1"


@pytest.mark.parametrize(
    ("url", "status", "message"),
    [
        (f"{CSV}?on=soon", 400, "“soon” is not one day"),
        (f"{CSV}?known_at=soon", 400, "“soon” is not understood"),
        (f"{CSV}?status=x", 400, "status: “x” is none of"),
        ("/pairs/AZ-AZ/agreements.csv", 400, "Write the codes of the two"),
        ("/pairs/congo-us/agreements.csv", 300, "may mean:"),
        ("/pairs/XX-YY/agreements.csv", 404, "Write the codes of the two"),
    ],
)
def test_what_is_refused_is_said_in_plain_text(client, url, status, message):
    response = client.get(url)
    assert (response.status_code, response.headers["Content-Type"]) == (status, "text/plain; charset=utf-8")
    assert message in response.content.decode()


def test_another_spelling_leads_to_the_one_address(client):
    response = client.get("/pairs/us-az/agreements.csv?on=2024")
    assert (response.status_code, response.headers["Location"]) == (301, f"{CSV}?on=2024")


def test_a_pair_of_which_nothing_is_on_record_has_a_header_alone(client):
    assert client.get("/pairs/DE-FR/agreements.csv").content.decode("utf-8-sig") == HEADER + "\r\n"
