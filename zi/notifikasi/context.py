"""What the header of every page asks of the inbox."""

from typing import Any

from zi.notifikasi.queries import belum_dibaca


def lonceng(request: Any) -> int:
    return belum_dibaca(request.user)
