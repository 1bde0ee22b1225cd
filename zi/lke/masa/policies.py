"""Who sets the days of all units at once: the central admin, in his subtree."""

from typing import Any

from zi.common.verdict import YA, Verdict, tidak
from zi.satker.models import Satker
from zi.satker.policies import BUKAN_PUSAT
from zi.satker.queries import hak


def boleh_tetapkan_masa(user: Any, satker: Satker) -> Verdict:
    return YA if satker.pk in hak(user).subpohon else tidak(BUKAN_PUSAT)
