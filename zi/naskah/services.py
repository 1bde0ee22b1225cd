"""Submitting, deciding and withdrawing a plan; each step binds to the snapshot that was made when it was submitted."""

import hashlib
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from zi.akun.models import Pengguna
from zi.common.galat import GalatDomain
from zi.common.layanan import layanan
from zi.dokumen.html import periksa_panjang
from zi.dokumen.services import cabut as cabut_terbitan
from zi.naskah.kanonik import Isi, ke_teks, susun
from zi.naskah.models import Versi
from zi.naskah.services_terbit import terbitkan
from zi.naskah.workflow import DINILAI, PENGESAHAN
from zi.notifikasi.services import kirim
from zi.rencana.models import BarisRencana, Indikator, RencanaKerja
from zi.satker.models import AnggotaTim, Peran
from zi.satker.pejabat import Pejabat, kepala_definitif, pejabat

J = Peran.Jenis
S = Versi.Status
LEWAT_ADMIN = " Kepala satker tidak mempunyai akun: setelah ia tanda tangan, catat persetujuannya dengan pindaiannya."
LANJUT: dict[str, str] = {
    S.DISETUJUI: "PDF-nya ada di “Dokumen resmi”; salinan yang sudah ditandatangani diunggah di halaman itu juga."
}


@layanan
def ajukan(rencana: RencanaKerja, *, oleh: Any, catatan: str = "", versi: int | None = None) -> None:
    """Freeze the plan as a version and ask the kepala satker; a plan without rows is refused.

    `versi` is the number that the page offered; when another one would be made by now the step is refused.
    """
    kini = timezone.now()
    if not PENGESAHAN.jalankan(rencana, "ajukan", oleh=oleh, catatan=catatan, diajukan_pada=kini, diajukan_oleh=oleh):
        return
    if not _berisi(rencana):  # read once nobody else can delete a row
        raise GalatDomain("Rencana ini belum berisi satu baris pun. Isi dulu, lalu ajukan.")
    satu = bekukan(rencana, oleh=oleh, pesan=catatan)
    if versi not in {None, satu.nomor}:
        raise GalatDomain(f"Halaman ini sudah lama: berikutnya versi {satu.nomor}, bukan {versi}. Muat ulang dulu.")
    kepala = pemegang(rencana, J.KEPALA)
    judul = f"Mohon persetujuan: {rencana}"[:200]
    isi = f"{oleh} mengajukan versi {satu.nomor}.{'' if kepala else LEWAT_ADMIN}\n\n{catatan}".strip()
    for penerima in kepala or pemegang(rencana, J.ADMIN_SATKER):  # who records what is decided on paper
        kirim(penerima, kunci=f"ajukan:{satu.pk}", judul=judul, isi=isi, tautan=tautan(rencana, "persetujuan"))


def _berisi(rencana: RencanaKerja) -> bool:
    """Rows; or, in a form of plan that has no matrix at all, indicators."""
    if BarisRencana.objects.hidup().filter(tabel__rencana=rencana, tabel__dihapus_pada=None).exists():
        return True
    indikator = Indikator.objects.hidup().filter(area__rencana=rencana, area__dihapus_pada=None)
    return not rencana.tabel.hidup().exists() and indikator.exists()


def bekukan(rencana: RencanaKerja, *, oleh: Any, pesan: str = "") -> Versi:
    """Store the canonical document of the live rows, with the names of today, as the next version."""
    susunan = susun(rencana, dengan_id=True)
    periksa_panjang(susunan)  # what cannot be printed could be approved, but never issued
    isi = ke_teks(susunan | {"pejabat": susun_pejabat(rencana, oleh)})
    akhir = rencana.versi_naskah.order_by("-nomor").values_list("nomor", flat=True).first() or 0
    sidik = hashlib.sha256(isi.encode()).hexdigest()
    nilai = {"isi": isi, "sha256": sidik, "diajukan_oleh": oleh, "pesan": pesan.strip()}
    return Versi.objects.create(rencana=rencana, nomor=akhir + 1, **nilai)


def susun_pejabat(rencana: RencanaKerja, oleh: Any) -> Isi:
    """Who submits, who leads and who is in the team, as the unit names them today."""
    kepala = kepala_definitif(rencana.satker)
    tim = AnggotaTim.objects.filter(tim=rencana.tim_id).select_related("pegawai")
    return {
        "pengaju": pejabat(oleh, rencana.satker, J.KETUA_TIM).ke_dict(),
        "kepala": kepala.ke_dict() if kepala else {},
        "tim": [
            {n: getattr(a.pegawai, n) or "" for n in ("nama", "nomor_induk", "pangkat", "jabatan")}
            | {"jabatan_tim": a.jabatan_tim, "area": a.area}
            for a in tim
        ],
    }


@layanan
def langkah(rencana: RencanaKerja, aksi: str, *, oleh: Any, catatan: str = "", versi: int | None = None) -> None:
    """Any other step of the table but catat_luar: tarik, periksa, setujui, kembalikan, cabut.

    `versi` is the number that the person read; when another one stands there by now the step is refused.
    """
    if aksi == "cabut":
        _cabut(rencana, oleh, catatan, versi)
        return
    lain = {"diajukan_pada": None, "diajukan_oleh": None} if aksi == "tarik" else {}
    if not PENGESAHAN.jalankan(rencana, aksi, oleh=oleh, catatan=catatan, **lain):
        _pastikan_terakhir(rencana, versi)
    else:
        satu = cocokkan(rencana, versi)
        if aksi == "setujui":
            putuskan(satu, S.DISETUJUI, pejabat(oleh, rencana.satker, J.KEPALA), oleh=oleh, catatan=catatan)
        elif aksi == "kembalikan":
            putuskan(satu, S.DIKEMBALIKAN, pejabat(oleh, rencana.satker, J.KEPALA), oleh=oleh, catatan=catatan)
        elif aksi == "tarik":
            putuskan(satu, S.DITARIK, None, oleh=oleh, catatan=catatan)


def cocokkan(rencana: RencanaKerja, nomor: int | None, status: str = S.DIAJUKAN) -> Versi:
    """The version under review, when it is the one that the person read."""
    satu = rencana.versi_naskah.filter(status=status).order_by("-nomor").first()
    if satu is None:
        raise GalatDomain("Rencana ini belum pernah diajukan.")
    if nomor not in {None, satu.nomor}:
        raise GalatDomain(f"Yang Anda baca versi {nomor}, yang diajukan sekarang versi {satu.nomor}. Baca dulu.")
    return satu


def _pastikan_terakhir(rencana: RencanaKerja, nomor: int | None) -> None:
    """The same step again is harmless, unless it was meant for a version that another one has followed."""
    akhir = rencana.versi_naskah.order_by("-nomor").values_list("nomor", flat=True).first()
    if nomor not in {None, akhir}:
        raise GalatDomain(f"Yang Anda baca versi {nomor}, yang terakhir diputus versi {akhir}. Muat ulang halaman ini.")


def putuskan(
    versi: Versi, status: str, pengesah: Pejabat | None, *, oleh: Any, catatan: str, luar: date | None = None
) -> None:
    """Write the decision into the version, with the name and office of its day; an approval is issued."""
    versi.status, versi.catatan = status, catatan.strip()
    versi.diputus_oleh, versi.diputus_pada = oleh, timezone.now()
    versi.pengesah = pengesah.ke_dict() if pengesah else {}
    if luar:
        versi.luar, versi.pengesah = True, versi.pengesah | {"tanggal": luar.isoformat()}
    if status == S.DISETUJUI:
        versi.terbitan = terbitkan(versi, oleh=oleh)
    versi.save()
    if status in {S.DISETUJUI, S.DIKEMBALIKAN}:
        _kabarkan(versi, f"{versi.get_status_display()}: {versi.rencana}", catatan)


def _cabut(rencana: RencanaKerja, oleh: Any, catatan: str, nomor: int | None) -> None:
    """Revoke the version in force; not while a newer one waits for a decision."""
    kini = RencanaKerja.objects.select_for_update().get(pk=rencana.pk)
    satu = Versi.objects.berlaku(kini)
    if kini.status in DINILAI:
        raise GalatDomain("Versi yang lebih baru sedang menunggu keputusan. Putuskan dulu, baru versi lama dicabut.")
    if satu and nomor not in {None, satu.nomor}:
        raise GalatDomain(f"Versi {nomor} tidak berlaku lagi; yang berlaku versi {satu.nomor}.")
    if not PENGESAHAN.jalankan(rencana, "cabut", oleh=oleh, catatan=catatan, **_pengaju(satu)) or satu is None:
        return
    satu.status, satu.alasan_cabut = S.DICABUT, catatan.strip()
    satu.dicabut_oleh, satu.dicabut_pada = oleh, timezone.now()
    satu.save()
    if satu.terbitan:
        cabut_terbitan(satu.terbitan, oleh=oleh)
    _kabarkan(satu, f"Dicabut: {rencana} versi {satu.nomor}", catatan)


def _pengaju(versi: Versi | None) -> dict[str, Any]:
    """A plan that is no draft names who submitted it (database constraint)."""
    return {"diajukan_pada": versi.diajukan_pada, "diajukan_oleh": versi.diajukan_oleh} if versi else {}


def _kabarkan(versi: Versi, judul: str, catatan: str) -> None:
    """Tell the heads of the team what became of it; at once only when it came back."""
    segera = versi.status == S.DIKEMBALIKAN
    for penerima in pemegang(versi.rencana, J.KETUA_TIM):
        kirim(
            penerima,
            kunci=f"{versi.status}:{versi.pk}",
            judul=judul[:200],
            isi=f"{catatan}\n\n{LANJUT.get(versi.status, '')}".strip(),
            tautan=reverse("naskah:dokumen", args=[versi.pk]) if versi.status in LANJUT else tautan(versi.rencana),
            surel=segera,
            ringkas=not segera,
        )


def pemegang(rencana: RencanaKerja, *jenis: str) -> list[Pengguna]:
    """Active people who hold one of these roles in the plan's unit today."""
    peran = Peran.objects.berlaku().filter(satker=rencana.satker_id, jenis__in=jenis)
    return list(Pengguna.objects.filter(peran__in=peran, is_active=True).distinct())


def tautan(rencana: RencanaKerja, nama: str = "rencana") -> str:
    return reverse(f"naskah:{nama}", args=[rencana.pk])
