"""What every page that takes evidence shares: receiving the files, and saying of each what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from zi.bukti.berkas.forms import FormBerkas
from zi.bukti.berkas.policies import boleh_ubah_berkas
from zi.bukti.models import JenisBukti, PemenuhanBukti, SyaratBukti
from zi.bukti.services import unggah
from zi.common.galat import GalatDomain
from zi.common.http import Permintaan
from zi.common.unggahan import bersihkan_nama
from zi.jadwal.models import Kejadian

LAIN_MAKS = 2


@dataclass(frozen=True)
class Kabar:
    """What became of one file: `tingkat` is a level of django.contrib.messages; `form` corrects what is written."""

    tingkat: int
    kalimat: str
    pemenuhan: PemenuhanBukti | None = None
    form: FormBerkas | None = None

    @property
    def gagal(self) -> bool:
        return self.pemenuhan is None

    @property
    def ikon(self) -> str:
        return "centang-lingkar" if self.tingkat < messages.WARNING else "peringatan"


def terima(request: HttpRequest, syarat: SyaratBukti, tujuan: str, *, kejadian: Kejadian | None = None) -> HttpResponse:
    """Each file stands for itself: a bad one is named, the good ones are kept.

    A script gets what became of its file; a form is sent on to `tujuan`, which shows the new ones (?baru=).
    """
    semua = request.FILES.getlist("berkas")
    if not semua:
        raise GalatDomain("Pilih dulu berkasnya.")
    kabar = [_simpan(request, syarat, satu, kejadian) for satu in semua]
    if cast(Permintaan, request).htmx:
        konteks = {"kabar": kabar, "jenis_pilihan": jenis_pilihan(), "kembali_ke": tujuan}
        return render(request, "bukti/_unggah_hasil.html", konteks, status=422 if all(k.gagal for k in kabar) else 200)
    for k in kabar:
        messages.add_message(request, k.tingkat, k.kalimat)
    baru = "-".join(str(k.pemenuhan.pk) for k in kabar if k.pemenuhan)
    return redirect(f"{tujuan}{'&' if '?' in tujuan else '?'}baru={baru}" if baru else tujuan)


def pasang_betul(request: HttpRequest, pemenuhan: Iterable[PemenuhanBukti]) -> dict[str, Any]:
    """Give the offers that ?baru= names their `betul`, the form that corrects them; returns what its template needs."""
    baru = set(request.GET.get("baru", "").split("-"))
    for satu in pemenuhan:
        vars(satu)["betul"] = _form(request.user, satu) if str(satu.pk) in baru else None
    return {"jenis_pilihan": jenis_pilihan() if baru != {""} else [], "kembali_ke": request.get_full_path()}


def konteks_betul(request: HttpRequest, form: FormBerkas) -> dict[str, Any]:
    """For the small form of one file, after it was sent."""
    kembali_ke = request.POST.get("next", "")
    return {"berkas": form.objek, "form": form, "jenis_pilihan": jenis_pilihan(), "kembali_ke": kembali_ke}


def jenis_pilihan() -> list[JenisBukti]:
    return list(JenisBukti.objects.filter(dokumen=True))


def _form(user: Any, pemenuhan: PemenuhanBukti) -> FormBerkas | None:
    return FormBerkas(objek=pemenuhan.berkas) if boleh_ubah_berkas(user, pemenuhan.berkas) else None


def _simpan(request: HttpRequest, syarat: SyaratBukti, berkas: UploadedFile, kejadian: Kejadian | None) -> Kabar:
    mulai, dipotret = timezone.now(), _hari(request.POST.get("dipotret", ""))
    try:
        pemenuhan = unggah(syarat, berkas, oleh=request.user, kejadian=kejadian, dipotret=dipotret)
    except GalatDomain as galat:
        return Kabar(messages.ERROR, str(galat))
    tingkat, kalimat = _kata(berkas.name or "", pemenuhan, mulai)
    return Kabar(tingkat, kalimat, pemenuhan, _form(request.user, pemenuhan))


def _hari(teks: str) -> date | None:
    try:
        return date.fromisoformat(teks)
    except ValueError:
        return None


def _kata(nama: str, pemenuhan: PemenuhanBukti, mulai: datetime) -> tuple[int, str]:
    """Say what became of an upload that began at `mulai`; one with the content of a known file is that file."""
    if pemenuhan.status == PemenuhanBukti.Status.DIKEMBALIKAN:
        return messages.WARNING, f"“{nama}” sama isinya dengan yang dikembalikan. Unggah yang sudah diperbaiki."
    if pemenuhan.ditawarkan_pada < mulai:
        return messages.INFO, f"“{nama}” sudah ada di sini, jadi tidak disimpan dua kali."
    ada = list(pemenuhan.berkas.versi.values_list("nama_asli", flat=True))
    dipakai = _dipakai_lain(pemenuhan)
    if dipakai or bersihkan_nama(nama) not in ada:
        return messages.SUCCESS, f"“{nama}” sama isinya dengan “{ada[0]}”, jadi berkas itu yang dipakai.{dipakai}"
    return messages.SUCCESS, f"“{nama}” tersimpan."


def _dipakai_lain(pemenuhan: PemenuhanBukti) -> str:
    """A sentence on where else the file serves; empty when nowhere."""
    lain = pemenuhan.berkas.pemenuhan.exclude(pk=pemenuhan.pk).filter(syarat__dihapus_pada=None)
    teks = list(dict.fromkeys(lain.order_by("pk").values_list("syarat__teks", flat=True)))
    if not teks:
        return ""
    nama = ", ".join(f"“{t[:80]}”" for t in teks[:LAIN_MAKS])
    sisa = f" dan {len(teks) - LAIN_MAKS} lainnya" if len(teks) > LAIN_MAKS else ""
    return f" Berkas itu sudah dipakai untuk {nama}{sisa}."
