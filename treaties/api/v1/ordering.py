"""The order of a list, from a few that it offers. A cursor is of one order: with another it is refused."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from treaties.api.v1.cursors import NotACursor, position_in
from treaties.api.v1.parameters import Parameter, choice
from treaties.api.v1.problems import Problem, ProblemKind
from treaties.queries.keyset import Position
from treaties.vocabulary import Word


@dataclass(frozen=True, slots=True)
class By:
    """A column or annotation, never NULL, that rows are put in order by, before the id; and how a cursor reads it."""

    column: str
    read: Callable[[str], str | date] = str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class OrderedPosition(Position):
    """A row's place in the list, and the order that it is of."""

    order: str = ""


@dataclass(frozen=True)
class Ordering:
    """The orders of one list, by the word that asks for each; the first is the one without a word."""

    of: str
    """The operation that lists."""
    words: type[Word]
    by: Mapping[Word, By]

    @property
    def usual(self) -> Word:
        return next(iter(self.words))

    def parameters(self) -> tuple[Parameter, Parameter]:
        """``order`` and ``cursor``."""
        *_, last = self.words
        order = choice(self.words, "order", "The order of the list.", example=last, default=self.usual)
        words = "Where the page begins. Not to be made by hand: follow `next`."
        return order, Parameter("cursor", words, self._read)

    def name_of(self, order: Word) -> str:
        """Of the list in that order: what its cursors are signed for."""
        return self.of if order == self.usual else f"{self.of}.{order}"

    def _read(self, text: str) -> OrderedPosition:
        for order, by in self.by.items():
            try:
                found = position_in(text, of=self.name_of(order), sort=by.read)
                return OrderedPosition(found.sort, found.id, str(order))
            except NotACursor:
                continue
        words = "This cursor was not given out by this list; take the address in “next” as it is."
        raise Problem(ProblemKind.INVALID_CURSOR, words)

    def refuse_cursor_of_another(self, order: Word, after: OrderedPosition | None) -> None:
        """Raises Problem."""
        if after is not None and after.order != order:
            words = f"This cursor is of the order {after.order}, and {order} is asked for; take “next” as it is."
            raise Problem(ProblemKind.INVALID_CURSOR, words, parameter="cursor")
