"""Every kind of public page, by a name that its picture bears: what the promises about pages are held against."""

PAIR = "/pairs/AZ-US/?on=2024-10-05"
AGREEMENT = "/agreements/acquisition-agreement-2013/?on=2024-10-05"
APPEAL = "/appeals/milli-majlis-letter-2024-10-05/?on=2024-10-05"

PAGES = {
    "home": "/",
    "search": "/?q=az+us+defence+2013+ended",
    "search-party": "/?q=azerbaijan",
    "search-question": "/?q=congo+us",
    "search-nothing": "/?q=aquisition+narnia",
    "pair": PAIR,
    "pair-filtered": f"{PAIR}&status=ended&topic=defence&sort=title",
    "pair-as-known": f"{PAIR}&known_at=2",
    "pair-nothing": "/pairs/DE-FR/",
    "pair-gone": "/pairs/SU-US/?on=2024-10-05",
    "compare": "/pairs/AZ-US/compare/?from_on=2014-10-05&on=2024-10-05",
    "compare-form": "/compare/",
    "agreements": "/agreements/",
    "agreement": AGREEMENT,
    "agreement-multilateral": "/agreements/iccpr-1966/",
    "agreement-history": "/agreements/acquisition-agreement-2013/history/",
    "appeals": "/appeals/",
    "appeal": APPEAL,
    "demand": "/appeals/milli-majlis-letter-2024-10-05/demands/1/?on=2024-12-01",
    "demand-of-no-agreement": "/appeals/milli-majlis-letter-2024-10-05/demands/2/",
    "outcomes": "/appeals/outcomes/?on=2026-01-01",
    "outcomes-narrowed": "/appeals/outcomes/?party=AZ&party=US&outcome=none&by=action",
    "outcomes-nothing": "/appeals/outcomes/?year=1999",
    "parties": "/parties/",
    "party": "/parties/AZ/",
    "changes": "/changes/",
    "changes-by-day": "/changes/?by=day",
    "deadlines": "/deadlines/?from=2026-01-01",
    "contradictions": "/contradictions/",
    "what-if": "/what-if/?party=AZ&with=US",
    "data": "/data/",
    "api": "/api/v1/",
    "api-catalogue": "/api/v1/problems/",
    "api-problem": "/api/v1/problems/unknown_parameter/",
    "api-guide": "/api/v1/guide/",
    "api-writing": "/api/v1/guide/writing/",
    "api-webhooks": "/api/v1/guide/webhooks/",
    "api-problems": "/api/v1/guide/problems/",
    "snapshot": "/data/snapshots/2/",
}
"""Those that answer, with 200 or with a question (300, 404)."""

REFUSED = {
    "day-not-understood": "/pairs/AZ-US/?on=yesterday",
    "filter-not-understood": "/pairs/AZ-US/?status=nonsense",
    "knowledge-not-understood": "/pairs/AZ-US/?known_at=yesterday",
    "no-page": "/nothing-here/",
    "no-agreement": "/agreements/no-such-agreement/",
    "no-appeal": "/appeals/no-such-appeal/",
    "outcomes-not-understood": "/appeals/outcomes/?year=MMXX&by=colour",
    "no-demand": "/appeals/milli-majlis-letter-2024-10-05/demands/77/",
    "no-party": "/parties/Atlantis/",
    "no-snapshot": "/data/snapshots/77/",
    "deadlines-not-understood": "/deadlines/?from=yesterday",
}
"""Those that explain what went wrong."""

API_DOCS = "/api/v1/docs/"
"""Swagger UI, which is large: outside the promise of size, and held to one of its own. Nothing needs it: the guide and
the schema say the same."""

EVERY_PAGE = PAGES | REFUSED
