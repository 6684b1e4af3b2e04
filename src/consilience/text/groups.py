"""Joining things into groups: union by the smallest member."""

from __future__ import annotations


class Groups:
    """Numbers 0 to n-1 in groups; a group is called by its smallest member."""

    def __init__(self, n: int) -> None:
        """Each number in its own group."""
        self._parent = list(range(n))

    def of(self, i: int) -> int:
        """The group of `i`."""
        while self._parent[i] != i:
            self._parent[i] = self._parent[self._parent[i]]
            i = self._parent[i]
        return i

    def join(self, i: int, j: int) -> None:
        """Make the groups of `i` and `j` one."""
        low, high = sorted((self.of(i), self.of(j)))
        self._parent[high] = low

    def members(self) -> list[list[int]]:
        """All groups, each in order, by their smallest member."""
        out: dict[int, list[int]] = {}
        for i in range(len(self._parent)):
            out.setdefault(self.of(i), []).append(i)
        return [out[k] for k in sorted(out)]
