"""Reading a workbook of the LKE into a draft, and putting a confirmed draft into its round."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any, BinaryIO

from django.utils import timezone

from zi.common.galat import GalatDomain
from zi.common.layanan import layanan
from zi.impor.lke.cocok import Pencocokan, cocokkan
from zi.impor.lke.isi import bacaan, lepas
from zi.impor.lke.lembar import LembarLke, baca_lembar
from zi.impor.lke.pratinjau import pratinjau_lke
from zi.impor.models import DrafLke
from zi.lke.models import Putaran
from zi.lke.policies import boleh_isi
from zi.lke.queries import alat
from zi.lke.services import Isian, jawab_banyak
from zi.lke.tukar.susunan import susun
from zi.pengungkit.models import Instrumen

SEBAGIAN = 0.6  # below this part of the questions, another instrument may fit the sheet better
KOSONG = "Lembar “{}” cocok dengan instrumen ini, tetapi tidak berisi satu pun jawaban atau catatan."
TAK_DIKENAL = "Susunan lembar “{}” tidak cocok dengan {}; tidak ada pertanyaan yang dikenali."
TAHUN_LAIN = (
    "Buku kerja ini untuk tahun {}, sedangkan putaran ini menilai tahun {}. Bila memang isinya yang dipakai, hapus "
    "dulu tulisan tahunnya dari judul dan lembar Keterangan."
)
INSTRUMEN_LAIN = "Buku kerja ini memakai {}, sedangkan putaran ini memakai {}."


def siapkan_draf(putaran: Putaran, nama: str, isi: BinaryIO, *, oleh: Any, bukti_ke_catatan: bool = False) -> DrafLke:
    """Read an upload into a draft of `oleh`; the round is untouched. Raises GalatDomain with one sentence."""
    boleh_isi(oleh, putaran).wajib()
    instrumen = putaran.instrumen
    lembar = baca_lembar(isi, _tipe(instrumen), evaluator=not putaran.mandiri)
    _periksa_asal(putaran, lembar)
    cocok = _cocok(lembar, instrumen)
    if len(cocok.soal) < SEBAGIAN * len(alat(instrumen).soal):
        _periksa_instrumen(instrumen, lembar, cocok)
    hasil = bacaan(cocok, alat(instrumen).soal, bukti_ke_catatan=bukti_ke_catatan)
    sisa = lepas(cocok)
    if not hasil and not sisa:
        raise GalatDomain(KOSONG.format(lembar.nama))
    catatan = [*lembar.catatan, *_beda_satker(putaran, lembar)]
    semua = {"bentuk": lembar.bentuk.nama, "lembar": lembar.nama, "bacaan": hasil, "lepas": sisa, "catatan": catatan}
    semua["tiada"] = [k for k in alat(instrumen).soal if k not in cocok.soal]
    return _simpan_draf(putaran, nama, semua, oleh=oleh)


def _tipe(instrumen: Instrumen) -> dict[str, list[str]]:
    """By name of a type its letters."""
    return {t["nama"]: list(t.get("nilai", {})) for t in instrumen.tipe_jawaban.values()}


def _cocok(lembar: LembarLke, instrumen: Instrumen) -> Pencocokan:
    return cocokkan(lembar.lajur, susun(instrumen), _tipe(instrumen))


def _periksa_asal(putaran: Putaran, lembar: LembarLke) -> None:
    """What the workbook says of itself must not speak against the round."""
    if lembar.tahun and putaran.tahun not in lembar.tahun:
        raise GalatDomain(TAHUN_LAIN.format(" dan ".join(map(str, sorted(lembar.tahun))), putaran.tahun))
    if lembar.instrumen and lembar.instrumen != putaran.instrumen.kode:
        lain = Instrumen.objects.filter(kode=lembar.instrumen).first()
        nama = lain.dasar if lain else f"instrumen {lembar.instrumen[:40]}"
        raise GalatDomain(INSTRUMEN_LAIN.format(nama, putaran.instrumen.dasar))


def _periksa_instrumen(instrumen: Instrumen, lembar: LembarLke, cocok: Pencocokan) -> None:
    """Much is missing: refuse a sheet that fits another instrument better, or none."""
    for lain in Instrumen.objects.exclude(pk=instrumen.pk):
        if len(_cocok(lembar, lain).soal) > len(cocok.soal):
            raise GalatDomain(INSTRUMEN_LAIN.format(lain.dasar, instrumen.dasar))
    if not cocok.soal:
        raise GalatDomain(TAK_DIKENAL.format(lembar.nama, instrumen.dasar))


def _beda_satker(putaran: Putaran, lembar: LembarLke) -> list[str]:
    if not lembar.satker or lembar.satker == str(putaran.satker):
        return []
    return [f"Menurut lembar Keterangan, buku kerja ini milik {lembar.satker[:200]}, bukan {putaran.satker}."]


@layanan
def _simpan_draf(putaran: Putaran, nama: str, isi: dict[str, Any], *, oleh: Any) -> DrafLke:
    """A new draft takes the place of the person's other ones for the round that wait for their confirmation."""
    DrafLke.objects.filter(pengguna=oleh, putaran=putaran, diterapkan_pada=None).delete()
    return DrafLke.objects.create(pengguna=oleh, putaran=putaran, nama=nama[:255], isi=isi)


@layanan
def terapkan_draf(
    draf: DrafLke, versi: Mapping[int, int], pilih: Collection[int] = (), *, oleh: Any, alasan: str = ""
) -> tuple[int, list[str]]:
    """Write a draft of one's own: how many were written, and the codes of those that others changed meanwhile.

    `versi`: by id of the question the version that the preview showed; `pilih`: the doubtful ones that were ticked.
    The draft stays open as long as there are such changes, so that both can be compared.
    """
    kini = DrafLke.objects.select_for_update().get(pk=draf.pk, pengguna=oleh)
    if kini.diterapkan_pada:
        raise GalatDomain("Impor ini sudah disimpan.")
    baris = [
        b for b in pratinjau_lke(draf, oleh).baris
        if b.status in ("baru", "berubah") or (b.status == "ragu" and b.pertanyaan.pk in pilih)
    ]  # fmt: skip
    if not baris:
        raise GalatDomain("Tidak ada yang perlu disimpan.")
    isian = [Isian(b.pertanyaan, versi.get(b.pertanyaan.pk, -1), b.isi, b.teks_catatan) for b in baris]
    jumlah, bentrok = jawab_banyak(draf.putaran, isian, oleh=oleh, alasan=alasan)
    if not bentrok:
        DrafLke.objects.filter(pk=draf.pk).update(diterapkan_pada=timezone.now())
    return jumlah, bentrok


def buang_draf_lke(masa: timedelta) -> int:
    """Remove drafts older than `masa`."""
    return DrafLke.objects.filter(dibuat_pada__lte=timezone.now() - masa).delete()[0]
