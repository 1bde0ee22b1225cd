"""Evidence: the register of requirements, one requirement with its files, the download."""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render

from zi.bukti.berkas.queries_buka import pembukaan, versi_beralasan, versi_terlihat
from zi.bukti.berkas.services_buka import catat_buka, catat_buka_beralasan
from zi.bukti.kejadian.queries import jumlah_tempo
from zi.bukti.kejadian.queries_halaman import pilihan_kejadian
from zi.bukti.kelengkapan.queries import hitung, rencana_dipilih
from zi.bukti.models import BukaBerkas, VersiBerkas
from zi.bukti.periksa.queries import hitung_antrean
from zi.bukti.policies import boleh_lihat_pembukaan, boleh_unggah, boleh_verifikasi, tempat
from zi.bukti.queries_berlaku import cari_syarat, naskah_pengganti, saring_naskah, syarat_naskah, unit_naskah
from zi.bukti.queries_syarat import (
    KEADAAN,
    hitung_keadaan,
    pemenuhan_terlihat,
    perlu_alasan,
    syarat_rencana,
)
from zi.bukti.queries_tugas import AREA_SAYA, saring_tugas, tugas_berikut
from zi.bukti.views_unggah import pasang_betul, terima
from zi.common.http import boleh_menulis, halaman, halaman_berkas, kirim_berkas
from zi.satker.queries import TIM, hak, satker_aktif


@halaman
def daftar(request: HttpRequest) -> HttpResponse:
    """The requirements of one plan: of ?rencana=, else the newest of the unit where the user is."""
    pilihan = {k: request.GET.get(k, "") for k in ("keadaan", "area", "cari")}
    isi = _isi_daftar(request, pilihan)
    if isi is None:
        return render(request, "bukti/daftar.html", {"rencana": None})
    laman = Paginator(isi.pop("cocok"), 40).get_page(request.GET.get("page"))
    tugas = pilihan["area"] == AREA_SAYA and pilihan["keadaan"] == "terbuka"
    konteks = {"laman": laman, "pilihan": pilihan, "keadaan": KEADAAN, "tugas": tugas, "tim": False, **isi}
    satker = satker_aktif(request.user, request.session.get("satker"))
    konteks["antrean"] = hitung_antrean(request.user, satker) if satker and satker == isi["rencana"].satker else []
    return render(request, "bukti/daftar.html", konteks)


def _isi_daftar(request: HttpRequest, pilihan: dict[str, str]) -> dict[str, Any] | None:
    """The plan, its requirements (`cocok`: narrowed), their counts and areas; of the version in force for an evaluator
    while the next one is being written.
    """
    pk, satker = request.GET.get("rencana", ""), satker_aktif(request.user, request.session.get("satker"))
    if rencana := rencana_dipilih(request.user, satker, pk):
        semua = syarat_rencana(rencana)
        isi: dict[str, Any] = {"rencana": rencana, "area": rencana.area.hidup()}
        isi["hitung"] = hitung_keadaan(semua, rencana.satker.hari_ini())
        isi["tim"] = hak(request.user).punya(rencana.satker_id, *TIM)
        cocok = saring_tugas(request.user, rencana, semua, **pilihan)
        return isi | {"cocok": cocok.annotate(**jumlah_tempo(rencana.satker.hari_ini()))}
    if naskah := naskah_pengganti(request.user, satker, pk):
        daftar = syarat_naskah(naskah)
        jumlah = hitung(unit_naskah(naskah, daftar))
        isi = {"rencana": naskah.rencana, "naskah": naskah, "area": naskah.area, "hitung": jumlah}
        return isi | {"cocok": saring_naskah(naskah, daftar, **pilihan)}
    if pk:
        raise Http404("Rencana ini tidak ada.")
    return None


@halaman_berkas
def syarat(request: HttpRequest, pk: int) -> HttpResponse:
    """One requirement: what was offered, and the form to add files (several at once)."""
    satu = cari_syarat(request.user, pk)
    if satu is None:
        raise Http404("Bukti ini tidak ada.")
    if request.method == "POST":
        saat = pilihan_kejadian(satu, request.POST.get("kejadian", ""))
        return terima(request, satu, saat.alamat(satu), kejadian=saat.kejadian)
    terlihat = pemenuhan_terlihat(request.user).filter(syarat=satu).select_related("berkas__jenis")
    pemenuhan = [(p, boleh_verifikasi(request.user, p)) for p in terlihat]
    versi = [v for p, _ in pemenuhan for v in p.berkas.versi.all()]
    dibuka = pembukaan(v.pk for v in versi) if boleh_lihat_pembukaan(request.user, satu) else {}
    for v in versi:
        vars(v)["dibuka_kali"] = dibuka.get(v.pk)
    konteks = {
        "syarat": satu,
        "saat": pilihan_kejadian(satu, request.GET.get("kejadian", "")),
        "rencana": tempat(satu)[0],
        "pemenuhan": pemenuhan,
        "perlu_alasan": perlu_alasan(request.user, [satu])[satu.pk],
        "boleh_unggah": boleh_unggah(request.user, satu),
        "batas": settings.BATAS_UNGGAH_MB,
        "berikut": tugas_berikut(request.user, satu),
        **pasang_betul(request, [p for p, _ in pemenuhan]),
    }
    return render(request, "bukti/syarat.html", konteks)


@halaman
def unduh(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The bytes of one version, as an attachment, logged; nginx sends them where it can.

    A central admin is asked for his reason first.
    """
    versi = versi_terlihat(request.user).filter(pk=pk).first()
    if versi is None:
        return _unduh_beralasan(request, get_object_or_404(versi_beralasan(request.user), pk=pk))
    jawab = kirim_berkas(str(versi.isi.name), versi.nama_asli, versi.tipe)
    if request.method != "HEAD":
        with boleh_menulis():
            catat_buka(versi, BukaBerkas.Cara.UNDUH, oleh=request.user)
    return jawab


def _unduh_beralasan(request: HttpRequest, versi: VersiBerkas) -> HttpResponseBase:
    if request.method != "POST":
        return render(request, "bukti/alasan_buka.html", {"versi": versi})
    catat_buka_beralasan(versi, request.POST.get("alasan", ""), oleh=request.user)
    return kirim_berkas(str(versi.isi.name), versi.nama_asli, versi.tipe)
