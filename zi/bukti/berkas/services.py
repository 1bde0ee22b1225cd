"""Changing what is written about a file."""

from datetime import datetime
from typing import Any

from zi.bukti.berkas.policies import boleh_ubah_berkas
from zi.bukti.models import Berkas
from zi.common.galat import SudahBerubah
from zi.common.layanan import layanan

MEDAN = ("judul", "nomor", "tanggal", "jenis", "berlaku_sampai")


@layanan
def ubah_berkas(berkas: Berkas, diubah: datetime, *, oleh: Any, **nilai: Any) -> Berkas:
    """Write the fields of MEDAN; `diubah` is when the row was last saved as the form saw it.

    Raises SudahBerubah when somebody saved other words meanwhile; the same words again are no conflict.
    """
    boleh_ubah_berkas(oleh, berkas).wajib()
    kini = Berkas.objects.select_for_update().get(pk=berkas.pk)
    beda = {n: v for n, v in nilai.items() if n in MEDAN and getattr(kini, n) != v}
    if not beda:
        return kini
    if kini.updated_at != diubah:
        raise SudahBerubah("Keterangan berkas ini baru saja diubah orang lain.")
    for nama, isi in beda.items():
        setattr(kini, nama, isi)
    kini.save(update_fields=[*beda, "updated_at"])
    return kini
