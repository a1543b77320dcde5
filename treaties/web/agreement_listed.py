"""An agreement as one line of a list."""

from dataclasses import dataclass
from typing import Any

from treaties.derivation.stories import path_from
from treaties.vocabulary import AgreementStatus
from treaties.web.signs import Sign, sign_of_standings


@dataclass(frozen=True, slots=True)
class ListedAgreement:
    """One line of the list: the agreement with ``status_code`` and ``story_step`` of the day."""

    agreement: Any

    @property
    def sign(self) -> Sign:
        statuses = AgreementStatus.possible_in(self.agreement.status_code)
        return sign_of_standings([(status, path_from(self.agreement.story_step, status)) for status in statuses])
