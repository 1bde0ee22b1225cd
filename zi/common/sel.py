"""Cells of workbooks that hold text and nothing else."""

from typing import Any

TANDA_RUMUS = "=+-@"


def isi_teks(sel: Any, teks: str) -> None:
    """Text that stays text: `=1+1`, `+62…`, `@nama` and `#N/A` included, also after somebody edits the cell."""
    if teks:
        sel.value = teks
        sel.data_type = "s"
        sel.quotePrefix = teks[0] in TANDA_RUMUS
