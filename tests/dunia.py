"""A small world: one unit with everything that a URL can name. All its texts carry a mark that must not leak."""

import datetime
from types import SimpleNamespace

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from tests.pabrik import AksiFactory, AreaFactory, BarisFactory, RencanaFactory, SatkerFactory, TabelFactory, orang
from zi.akun.services import buat_tautan
from zi.bukti.models import Berkas, PemenuhanBukti, SyaratBukti, VersiBerkas
from zi.common.models import Pekerjaan
from zi.impor.services import baca, simpan_draf
from zi.jadwal.models import Jadwal
from zi.monev.services import usulkan_monev
from zi.naskah.models import BagianNaskah, ButirBagian, Pengesahan, Versi
from zi.naskah.services import bekukan
from zi.notifikasi.services import kirim
from zi.pengungkit.models import AreaBaku, Instrumen
from zi.rencana.models import ProgramPrioritas
from zi.satker.lembar import KOLOM
from zi.satker.models import Pegawai, PratinjauOrang
from zi.satker.services_impor import buat_pratinjau

TANDA = "RAHASIA"
INSTRUMEN = {"judul": "Instrumen uji", "dasar": "Peraturan uji", "berlaku_mulai": 2021, "nilai_maksimum": 100}
TEMPELAN = (
    "No\tRencana Kerja\tRencana Aksi\tJadwal Pelaksanaan\tBukti Fisik\n"
    "1\tBaris tempelan {tanda}\tMenyusun jadwal\t25 Januari 2023\tUndangan, notula\n"
)


def bangun(tanda: str = TANDA) -> SimpleNamespace:
    """One unit, one plan with a row of every kind, people in every role, a file, a version, a meeting."""
    satker = SatkerFactory(nama=f"Kantor {tanda}")
    jenis = ("anggota", "koordinator", "ketua_tim", "kepala", "admin_satker", "evaluator", "admin_pusat")
    orang_satker = {j: orang(satker, j, pengguna__nama=f"{j} {tanda}") for j in jenis}
    ketua = orang_satker["ketua_tim"]
    rencana = RencanaFactory(satker=satker, judul=f"Rencana {tanda}")
    baku = AreaBaku.objects.get_or_create(kode="MP", defaults={"nama": "Manajemen Perubahan", "urutan": 1})[0]
    area = AreaFactory(rencana=rencana, kode="I", nama=f"Area {tanda}", area_baku=baku)
    tabel = TabelFactory(area=area)
    baris = BarisFactory(tabel=tabel, uraian=f"Baris {tanda}", urutan=1)
    aksi = AksiFactory(baris=baris, teks=f"Aksi {tanda}")
    hari = datetime.date(2023, 1, 25)
    jadwal = Jadwal.objects.create(baris=baris, teks="25 Januari 2023", jenis="tanggal", mulai=hari, selesai=hari)
    syarat = SyaratBukti.objects.create(baris=baris, teks=f"Bukti {tanda}", jenis=["sk"])
    berkas = Berkas.objects.create(satker=satker, judul=f"Berkas {tanda}", diunggah_oleh=ketua)
    versi_berkas = VersiBerkas(
        berkas=berkas, nama_asli=f"{tanda}.pdf", tipe="application/pdf", ukuran=4, sha256="0" * 64, diunggah_oleh=ketua
    )
    versi_berkas.isi.save("isi.pdf", ContentFile(b"%PDF"))
    bagian = BagianNaskah.objects.create(rencana=rencana, judul=f"Bagian {tanda}", isi=f"Isi {tanda}")
    return SimpleNamespace(
        satker=satker,
        orang=orang_satker,
        pegawai=Pegawai.objects.create(satker=satker, nama=f"Pegawai {tanda}"),
        peran=ketua.peran.get(),
        rencana=rencana,
        area=area,
        tabel=tabel,
        baris=baris,
        aksi=aksi,
        jadwal=jadwal,
        syarat=syarat,
        berkas=berkas,
        versi_berkas=versi_berkas,
        pemenuhan=PemenuhanBukti.objects.create(syarat=syarat, berkas=berkas, ditawarkan_oleh=ketua),
        bagian=bagian,
        butir=ButirBagian.objects.create(bagian=bagian, teks=f"Butir {tanda}"),
        pengesahan=Pengesahan.objects.create(rencana=rencana, nama=f"Penanda tangan {tanda}"),
        program=ProgramPrioritas.objects.create(area=area, teks=f"Program {tanda}"),
        versi=_versi(rencana, ketua),
        cetakan=_cetakan(rencana, tanda),
        rapat=usulkan_monev(satker, datetime.date(2026, 11, 1), oleh=None),
        notifikasi=kirim(ketua, kunci=f"uji:{tanda}", judul=f"Kabar {tanda}", surel=False),
        instrumen=Instrumen.objects.get_or_create(kode="uji", defaults=INSTRUMEN)[0],
        draf=simpan_draf(satker, 2023, "Tempelan", baca("", None, TEMPELAN.format(tanda=tanda)), oleh=ketua),
        pratinjau_orang=_pratinjau_orang(satker, orang_satker["admin_satker"], tanda),
        token=buat_tautan(orang_satker["anggota"], oleh=None, gantikan=False).rstrip("/").split("/")[-1],
    )


def _pratinjau_orang(satker, admin, tanda) -> PratinjauOrang:
    isi = {"nama": f"Orang {tanda}", "surel": f"baru-{satker.kode}@uji.invalid", "jenis": "Anggota", "area": "MP"}
    return buat_pratinjau(
        satker, f"orang {tanda}.xlsx", [{**dict.fromkeys(KOLOM, ""), **isi, "_baris": "2"}], oleh=admin
    )


def _versi(rencana, ketua) -> Versi:
    return bekukan(rencana, oleh=ketua)


def _cetakan(rencana, tanda) -> Pekerjaan:
    """A finished print of the plan."""
    return Pekerjaan.objects.create(
        jenis="cetak_rencana",
        kunci=f"cetak:{tanda}",
        data={"rencana": rencana.pk, "status": "draf", "draf": True, "rapi": False},
        hasil={"path": default_storage.save(f"cetak/{tanda}.pdf", ContentFile(b"%PDF")), "halaman": 1, "bita": 4},
        status=Pekerjaan.Status.SELESAI,
        selesai_pada=timezone.now(),
    )
