"""Loading the map from kinds of evidence to the questions of an instrument."""

from typing import Any

from zi.bukti.models import JenisBukti, PetaJenis
from zi.common.layanan import layanan
from zi.pengungkit.berkas import tolak
from zi.pengungkit.models import Pertanyaan
from zi.pengungkit.services import TETAP, Hasil, baca_acuan, perbarui

BERKAS = "peta_bukti.yaml"


@layanan
def muat_peta_bukti(*, oleh: Any = None, isi: dict[str, Any] | None = None) -> list[Hasil]:
    """Make the stored map equal to the file (or `isi`), all or nothing."""
    isi = isi or baca_acuan(BERKAS)
    tanya = {p.kode: p for p in Pertanyaan.objects.filter(instrumen__kode=isi["instrumen"])}
    jenis = {j.kode: j for j in JenisBukti.objects.all()}
    periksa(isi["peta"], set(tanya), set(jenis))
    ada = {(p.pertanyaan.kode, p.jenis.kode): p for p in _tersimpan(isi["instrumen"])}
    jumlah = 0
    for kode, satu in isi["peta"].items():
        for j in satu.get("jenis", []):
            objek = ada.pop((kode, j), None) or PetaJenis(pertanyaan=tanya[kode], jenis=jenis[j])
            jumlah += perbarui(objek, {"kata": satu.get("kata", [])})
    for usang in ada.values():
        usang.delete()
    jumlah += len(ada)
    return [Hasil("Peta bukti", f"{jumlah} baris dimuat" if jumlah else TETAP)]


def _tersimpan(instrumen: str) -> list[PetaJenis]:
    return list(PetaJenis.objects.filter(pertanyaan__instrumen__kode=instrumen).select_related("pertanyaan", "jenis"))


def periksa(peta: dict[str, Any], tanya: set[str], jenis: set[str]) -> None:
    """Refuse by name: an unknown question or kind, a question that is left out, or has neither kind nor reason."""
    if asing := sorted(set(peta) - tanya):
        raise tolak(f"{BERKAS} menyebut pertanyaan {asing[0]} yang tidak dikenal.")
    if kurang := sorted(tanya - set(peta)):
        raise tolak(f"{BERKAS} tidak memuat pertanyaan {kurang[0]}.")
    for kode, satu in peta.items():
        if salah := [x for x in satu.get("jenis", []) if x not in jenis]:
            raise tolak(f"{BERKAS} pada {kode} menyebut jenis {salah[0]} yang tidak dikenal.")
        if bool(satu.get("jenis")) == bool(satu.get("alasan")):
            raise tolak(f"{BERKAS} pada {kode} harus memuat jenis atau alasan, salah satu saja.")
        if tak_dikenal := sorted(set(satu) - {"jenis", "kata", "alasan"}):
            raise tolak(f"{BERKAS} pada {kode} memuat isian {tak_dikenal[0]} yang tidak dikenal.")
