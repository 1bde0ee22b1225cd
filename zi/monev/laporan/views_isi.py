"""What people write into a report, one text at a time; when somebody was faster, both are shown."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from zi.common.formulir import FormBerversi
from zi.common.galat import SudahBerubah
from zi.monev.laporan import services
from zi.monev.laporan.forms import BAGIAN, FormBagian, FormKendala, FormPrognosis, FormTambah
from zi.monev.laporan.kanonik import Isi
from zi.monev.laporan.policies import boleh_tulis
from zi.monev.laporan.usul import usulan
from zi.monev.models import IsianLaporan, LaporanBerkala
from zi.rencana.models import AreaRencana, BarisRencana

K, P = IsianLaporan.Jenis.KENDALA, IsianLaporan.Jenis.PROGNOSIS


def _nomor(isi: Any, nama: str) -> int:
    teks = isi.get(nama, "")
    return int(teks) if teks.isdecimal() and len(teks) < 12 else 0


def simpan(request: HttpRequest, laporan: LaporanBerkala) -> dict[str, Any]:
    """Save what was posted. Returns the forms that could not be saved, by their key; empty when all is well."""
    isi, aksi = request.POST, request.POST.get("aksi", "")
    if aksi == "bagian" and (nama := isi.get("nama", "")) in BAGIAN:
        form: Any = BAGIAN[nama](isi, objek=laporan)
        kunci = nama
    elif aksi == "prognosis":
        return _prognosis(request, laporan)
    elif aksi == "tambah":
        return _tambah(request, laporan)
    else:
        milik = laporan.isian.filter(jenis=K).select_related("laporan__satker", "area__area_baku")
        objek = get_object_or_404(milik, pk=_nomor(isi, "isian"))
        form, kunci = FormKendala(isi, objek=objek), f"kendala{objek.pk}"
        if aksi == "hapus":
            services.hapus_kendala(objek, _nomor(isi, "versi"), oleh=request.user)
            messages.success(request, "Baris dihapus dari matriks.")
            return {}
    return _berversi(request, form, kunci)


def _berversi(request: HttpRequest, form: FormBerversi, kunci: str) -> dict[str, Any]:
    """Only the fields that this person changed are written."""
    if not form.is_valid():
        return {kunci: form}
    if not form.ubahan:
        return {}
    try:
        layanan = services.tulis if isinstance(form, FormBagian) else services.ubah_isian
        layanan(form.objek, form.versi_simpan(), oleh=request.user, **form.ubahan)
    except SudahBerubah:
        form.objek.refresh_from_db()
        form.bandingkan()
        return {kunci: form}
    messages.success(request, "Tersimpan.")
    return {}


def _prognosis(request: HttpRequest, laporan: LaporanBerkala) -> dict[str, Any]:
    area = _area(laporan, _nomor(request.POST, "area"))
    ada = laporan.isian.filter(jenis=P, area=area).select_related("laporan__satker", "area__area_baku").first()
    form = FormPrognosis(request.POST, objek=ada or IsianLaporan(laporan=laporan, jenis=P, area=area, versi=0))
    if ada or not form.is_valid():
        return _berversi(request, form, f"prognosis{area.pk}")
    nilai = {n: form.cleaned_data[n] for n in ("perkiraan", "teks", "solusi")}
    services.isi_prognosis(laporan, area, oleh=request.user, **nilai)
    messages.success(request, "Tersimpan.")
    return {}


def _tambah(request: HttpRequest, laporan: LaporanBerkala) -> dict[str, Any]:
    """A new line; what it was proposed from is named by row or by decision, and checked."""
    isi = request.POST
    acuan, baris = isi.get("acuan", "")[:40].replace("\0", ""), None
    if nomor := _nomor(isi, "baris"):
        semua = BarisRencana.objects.hidup().filter(tabel__rencana=laporan.rencana_id)
        baris = get_object_or_404(semua.select_related("area__area_baku", "tabel__area__area_baku"), pk=nomor)
    pilihan = [{"id": a.pk, "nomor": a.nomor_tertulis, "nama": a.nama} for a in laporan.rencana.area.hidup()]
    form = FormTambah(isi, area=pilihan, semua=True, kunci=acuan.replace(":", ""))
    if not form.is_valid():
        return {f"tambah{acuan}": form}
    pilih = int(form.cleaned_data["area"] or 0)
    area = _area(laporan, pilih) if pilih and baris is None else None
    teks = {n: form.cleaned_data[n] for n in ("teks", "solusi")}
    services.tambah_kendala(laporan, oleh=request.user, area=area, baris=baris, acuan=acuan, **teks)
    messages.success(request, "Baris ditambahkan ke matriks.")
    return {}


def _area(laporan: LaporanBerkala, pk: int) -> AreaRencana:
    return get_object_or_404(laporan.rencana.area.hidup().select_related("area_baku"), pk=pk)


def formulir(user: Any, laporan: LaporanBerkala, isi: Isi, ditolak: dict[str, Any]) -> dict[str, Any]:
    """Every form of the page that this person may use, each new unless it was just refused."""
    semua = boleh_tulis(user, laporan)
    boleh = {a["kode"] for a in isi["area"] if boleh_tulis(user, laporan, a["kode"])}
    area = [a for a in isi["area"] if a["id"] and a["kode"] in boleh]
    bagian = {n: ditolak.get(n) or kelas(objek=laporan) for n, kelas in BAGIAN.items()} if semua else {}
    kendala = []
    for k in isi["kendala"]:
        objek = IsianLaporan(pk=k["id"], versi=k["versi"], jenis=K, teks=k["kendala"], solusi=k["solusi"])
        kendala.append((k, _boleh(semua or k["kode"] in boleh, ditolak, f"kendala{k['id']}", FormKendala, objek)))
    prognosis = []
    for a in (a for a in isi["area"] if a["id"] or a["depan"]):
        p = a["prognosis"]
        objek = IsianLaporan(area_id=a["id"], versi=p["versi"], jenis=P, teks=p["teks"], solusi=p["upaya"])
        objek.perkiraan = p["perkiraan"]
        prognosis.append(
            (a, _boleh(a["id"] and a["kode"] in boleh, ditolak, f"prognosis{a['id']}", FormPrognosis, objek))
        )
    return {
        "bagian": bagian,
        "kendala": kendala,
        "prognosis": prognosis,
        "usulan": _usulan(isi, ditolak, area, bool(semua)) if area or semua else [],
        "tambah": (ditolak.get("tambah") or FormTambah(area=area, semua=bool(semua))) if area or semua else None,
    }


def _boleh(boleh: Any, ditolak: dict[str, Any], kunci: str, kelas: Any, objek: IsianLaporan) -> Any:
    return (ditolak.get(kunci) or kelas(objek=objek)) if boleh else None


def _usulan(isi: Isi, ditolak: dict[str, Any], area: list[Isi], semua: bool) -> list[tuple[Any, Any]]:
    """What data proposes for the areas of this person; decisions of meetings to whoever writes for some area."""
    milik = {a["id"] for a in area}
    hasil = []
    for u in usulan(isi):
        if semua or u.area in milik or not u.area:
            awal = {"teks": u.kendala, "solusi": u.solusi}
            kunci = u.acuan.replace(":", "")
            form = ditolak.get(f"tambah{u.acuan}") or FormTambah(area=area, semua=semua, kunci=kunci, awal=awal)
            hasil.append((u, form))
    return hasil
