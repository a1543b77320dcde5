"""One note per row, where the row is empty; no room, no note. Never on hatching; on dots only with a halo."""

from treaties.web.picture import shapes
from treaties.web.picture.bars import Row
from treaties.web.picture.frame import width_of

CLEAR = 8.0
_AWAY_FROM_THE_LINE = 4.0


def note(row: Row, words: tuple[str, ...], *, left: float, right: float, line: float, y: float) -> str:
    """The first that finds room: left of everything, right of it, in a gap, and last on dots."""
    free = _free(row.taken, left, right)
    for one in words:
        width = width_of(one)
        for start, end in (free[0], free[-1], *free[1:-1]) if free else ():
            if end - start < width + 2 * CLEAR:
                continue
            if start == left:  # close to what it is about; or to the line, where that comes between
                ends = [end, min(end, line)]
                at = next((x - CLEAR for x in ends if _clear_of(line, x - CLEAR - width, x - CLEAR)), 0)
                if at - width >= left + CLEAR:
                    return shapes.text("t-s halo", at, y + 4, one, anchor="end")
            elif _clear_of(line, start, start + CLEAR + width):
                return shapes.text("t-s halo", start + CLEAR, y + 4, one)
        for start, end in (place for dots in row.dotted for place in _free(row.marked, *dots)):
            if end - start > width + 2 * CLEAR and _clear_of(line, start + CLEAR, start + CLEAR + width):
                return shapes.text("t-s halo", start + CLEAR, y + 4, one)
    return ""


def _free(taken: list[tuple[float, float]], left: float, right: float) -> list[tuple[float, float]]:
    """The empty places between two edges, from the left."""
    found, at = [], left
    for start, end in sorted(taken):
        if start > at:
            found.append((at, min(start, right)))
        at = max(at, end)
    if at < right:
        found.append((at, right))
    return found


def _clear_of(line: float, x1: float, x2: float) -> bool:
    return x2 < line - _AWAY_FROM_THE_LINE or x1 > line + _AWAY_FROM_THE_LINE
