"""Units: make, edit, move. Nothing here makes a cycle, and nobody overwrites another's edit unseen."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from zi.common.galat import GalatDomain, SudahBerubah
from zi.common.layanan import layanan
from zi.satker import policies
from zi.satker.models import Satker

MEDAN_IDENTITAS = ("kode", "nama", "nama_pendek", "kelas")
MEDAN_SURAT = ("zona_waktu", "alamat", "kota", "telepon", "laman", "surel", "kop")


def simpan_bersih(objek: Any, *, periksa_batasan: bool = True) -> None:
    """Validate and save; what the model refuses becomes a sentence for the user.

    Foreign keys are not looked up again: the callers hold the objects. A caller that has just looked for a twin may
    leave the constraints to the database.
    """
    try:
        objek.clean_fields(exclude=[f.name for f in objek._meta.concrete_fields if f.is_relation])
        objek.clean()
        objek.validate_unique()
        if periksa_batasan:
            objek.validate_constraints()
    except ValidationError as galat:
        raise GalatDomain(" ".join(galat.messages)) from galat
    objek.save()


@layanan
def buat_satker(induk: Satker, *, oleh: Any, **nilai: Any) -> Satker:
    """A new unit under `induk`."""
    policies.boleh_tambah_anak(oleh, induk).wajib()
    satker = Satker(parent=induk, instansi_id=induk.instansi_id, **nilai)
    simpan_bersih(satker)
    return satker


@layanan
def ubah_satker(satker: Satker, *, oleh: Any, versi: int, **nilai: Any) -> Satker:
    """Save the form of a unit; an admin satker changes address and letterhead, a central admin its names too."""
    policies.boleh_kelola(oleh, satker).wajib()
    if not policies.boleh_tambah_anak(oleh, satker):
        nilai = {k: v for k, v in nilai.items() if k in MEDAN_SURAT}
    terkini = Satker.objects.select_for_update().get(pk=satker.pk)
    if terkini.versi != versi:
        raise SudahBerubah("Data satker ini baru saja diubah orang lain. Bandingkan, lalu simpan lagi.")
    return _simpan_versi(terkini, nilai)


@layanan
def pindahkan(satker: Satker, induk: Satker, *, oleh: Any) -> Satker:
    """Hang a unit under another one. Moves within an agency wait for each other, so two cannot make a cycle."""
    policies.boleh_pindah(oleh, satker, induk).wajib()
    pohon: QuerySet[Satker] = Satker.objects.select_for_update().filter(instansi_id=satker.instansi_id)
    terkini = {s.pk: s for s in pohon.order_by("pk")}[satker.pk]
    if terkini.parent_id == induk.pk:
        return terkini
    return _simpan_versi(terkini, {"parent": induk})


def _simpan_versi(satker: Satker, nilai: dict[str, Any]) -> Satker:
    for nama, isi in nilai.items():
        setattr(satker, nama, isi)
    satker.versi += 1
    simpan_bersih(satker)
    return satker
