"""Writing the rows of a plan, their actions, and the program prioritas of an area."""

from collections.abc import Iterable
from typing import Any

from auditlog.models import LogEntry
from django.utils import timezone

from zi.common.galat import GalatDomain
from zi.common.layanan import layanan
from zi.common.versi import simpan_versi
from zi.rencana.label import Butir, berikut, lanjutkan
from zi.rencana.models import (
    AreaRencana,
    BarisRencana,
    PenanggungJawab,
    Pihak,
    ProgramPrioritas,
    RencanaAksi,
    RencanaKerja,
    TabelRencana,
)
from zi.rencana.pihak import MAKS_PIHAK, cocok, daftar_pihak
from zi.rencana.policies import boleh_ubah_baris
from zi.rencana.queries import tulis_penanggung_jawab
from zi.rencana.services import buka, tabel_area, urutan_berikut


@layanan
def tambah_baris(tempat: AreaRencana | TabelRencana, *, oleh: Any, uraian: str, no_tertulis: str = "") -> BarisRencana:
    """A row at the end of a table; without number it gets the next one."""
    buka(tempat, oleh)
    tabel = tabel_area(tempat) if isinstance(tempat, AreaRencana) else tempat
    area = tempat if isinstance(tempat, AreaRencana) else tempat.area
    nilai = {"uraian": uraian, "no_tertulis": no_tertulis or nomor_baru(tabel), "area": area}
    return BarisRencana.objects.create(tabel=tabel, urutan=urutan_berikut(tabel.baris.all()), **nilai)


@layanan
def ubah_baris(
    baris: BarisRencana, versi: int, *, oleh: Any, penanggung_jawab: str | None = None, **nilai: Any
) -> None:
    """`penanggung_jawab`: who is responsible, as typed; a field of the row for those who edit it."""
    rencana = buka(baris, oleh)
    simpan_versi(baris, versi, **nilai)
    if penanggung_jawab is not None:
        _atur_penanggung_jawab(baris, rencana, daftar_pihak(penanggung_jawab), oleh)


def _atur_penanggung_jawab(baris: BarisRencana, rencana: RencanaKerja, tertulis: list[str], oleh: Any) -> None:
    """Entries whose words stay keep their ids (a deleted one comes back), others go; new words become entries."""
    semula = tulis_penanggung_jawab(baris)
    tercatat: set[str] = set()
    for x in sorted(baris.penanggung_jawab.all(), key=lambda x: x.dihapus_pada is not None):
        kata = daftar_pihak(x.teks_tertulis)
        if kata and set(kata) <= set(tertulis) - tercatat:
            tercatat |= set(kata)
            _tempatkan(x, tertulis.index(kata[0]) + 1)
        elif x.dihapus_pada is None:
            simpan_versi(x, x.versi, dihapus_pada=timezone.now(), dihapus_oleh=oleh)
    for n, teks in enumerate(tertulis, start=1):
        if teks not in tercatat:
            _tambah_penanggung_jawab(baris, rencana, n, teks)
    kini = tulis_penanggung_jawab(baris)
    if kini != semula:  # in the history of the row: its entries have none of their own
        ubahan = {"penanggung_jawab": [semula, kini]}
        LogEntry.objects.log_create(baris, force_log=True, action=LogEntry.Action.UPDATE, changes=ubahan)


def _tempatkan(satu: PenanggungJawab, urutan: int) -> None:
    if satu.dihapus_pada or satu.urutan != urutan:
        simpan_versi(satu, satu.versi, urutan=urutan, dihapus_pada=None, dihapus_oleh=None)


def _tambah_penanggung_jawab(baris: BarisRencana, rencana: RencanaKerja, urutan: int, teks: str) -> None:
    if len(teks) > MAKS_PIHAK:
        raise GalatDomain(f"Tulis tiap penanggung jawab paling panjang {MAKS_PIHAK} huruf.")
    dikenal = Pihak.objects.filter(satker=rencana.satker_id)
    pihak = cocok(teks, dikenal.values_list("pk", "nama", "sinonim"))
    if not pihak:
        pihak = [Pihak.objects.get_or_create(satker=rencana.satker, nama=teks)[0].pk]
    PenanggungJawab.objects.create(baris=baris, urutan=urutan, teks_tertulis=teks).pihak.set(pihak)


@layanan
def pindah_area(baris: BarisRencana, versi: int, area: AreaRencana, *, oleh: Any) -> None:
    """Move a row with all that hangs on it to the end of another area of the same plan.

    In a table of its own area it goes to the table of the other area and takes the next number there; in a table
    that spans areas it stays where it is printed.
    """
    rencana = buka(baris, oleh)
    boleh_ubah_baris(oleh, area).wajib()
    if area.rencana_id != rencana.pk or area.dihapus_pada:
        raise GalatDomain("Area tujuan tidak ada dalam rencana ini.")
    nilai: dict[str, Any] = {"area": area, "indikator": None}
    if baris.tabel.area_id:
        tabel = tabel_area(area)
        urutan = urutan_berikut(tabel.baris.all())
        nilai |= {"tabel": tabel, "urutan": urutan, "no_tertulis": nomor_baru(tabel)}
    simpan_versi(baris, versi, **nilai)


@layanan
def tambah_aksi(baris: BarisRencana, butir: Iterable[Butir], *, oleh: Any) -> list[RencanaAksi]:
    """Actions at the end of a row, labelled on from the last one."""
    buka(baris, oleh)
    ada = list(baris.aksi.hidup().values_list("label", flat=True))
    urutan = urutan_berikut(baris.aksi.all())
    baru = enumerate(lanjutkan(ada, list(butir)), start=urutan)
    return [RencanaAksi.objects.create(baris=baris, urutan=n, label=x.label[:20], teks=x.teks) for n, x in baru]


@layanan
def ubah_aksi(aksi: RencanaAksi, versi: int, *, oleh: Any, **nilai: Any) -> None:
    buka(aksi.baris, oleh)
    simpan_versi(aksi, versi, **nilai)


@layanan
def tambah_program(area: AreaRencana, *, oleh: Any, **nilai: Any) -> ProgramPrioritas:
    buka(area, oleh)
    return ProgramPrioritas.objects.create(area=area, urutan=urutan_berikut(area.program.all()), **nilai)


@layanan
def ubah_program(program: ProgramPrioritas, versi: int, *, oleh: Any, **nilai: Any) -> None:
    buka(program.area, oleh)
    simpan_versi(program, versi, **nilai)


def nomor_baru(tabel: TabelRencana) -> str:
    """The number after the last printed one; "1." in an empty table, nothing where rows carry no numbers."""
    nomor = list(tabel.baris.hidup().values_list("no_tertulis", flat=True))
    if not nomor:
        return "1."
    terakhir = next((n for n in reversed(nomor) if n), "")
    return berikut(terakhir) if terakhir else ""
