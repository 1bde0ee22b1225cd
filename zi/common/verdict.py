"""The answer of a policy: yes, or no with the reason that the button shows."""

from typing import NamedTuple

from zi.common.galat import TidakBerhak


class Verdict(NamedTuple):
    ok: bool
    alasan: str = ""

    def __bool__(self) -> bool:
        return self.ok

    def wajib(self) -> None:
        """Raise TidakBerhak with the reason when the answer is no."""
        if not self.ok:
            raise TidakBerhak(self.alasan)


YA = Verdict(True)


def tidak(alasan: str) -> Verdict:
    return Verdict(False, alasan)
