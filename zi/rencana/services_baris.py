"""Writing the rows of a plan, their actions, and the program prioritas of an area."""

from collections.abc import Iterable
from typing import Any

from zi.common.galat import GalatDomain
from zi.common.layanan import layanan
from zi.common.versi import simpan_versi
from zi.rencana.label import Butir, berikut, lanjutkan
from zi.rencana.models import AreaRencana, BarisRencana, ProgramPrioritas, RencanaAksi, TabelRencana
from zi.rencana.policies import boleh_ubah_baris
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
def ubah_baris(baris: BarisRencana, versi: int, *, oleh: Any, **nilai: Any) -> None:
    buka(baris, oleh)
    simpan_versi(baris, versi, **nilai)


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
