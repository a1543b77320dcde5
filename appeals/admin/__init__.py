"""Appeals in the administration: to read, and to mend what came back; acts are linked where they are recorded."""

from appeals.admin import appeals, corrections, demands, links, responses, signatories  # noqa: F401  each registers its models
