"""What a meeting is linked to in the plan."""

from collections.abc import Collection
from typing import Any

from zi.common.layanan import layanan
from zi.monev.models import Rapat
from zi.monev.policies import boleh_ubah
from zi.monev.queries import calon_kejadian


@layanan
def kaitkan(rapat: Rapat, kejadian: Collection[int], *, oleh: Any) -> None:
    """Link it to these occurrences and no others; one that the page did not offer is left out."""
    boleh_ubah(oleh, rapat).wajib()
    rapat.kejadian.set(calon_kejadian(rapat).filter(pk__in=kejadian))
