"""Appeals in the administration: to read; and the part of the form that links an act to an appeal."""

from appeals.admin import appeals, demands, links, responses  # noqa: F401  each registers its models
