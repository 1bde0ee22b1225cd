"""A small world: one unit with everything that a URL can name. All its texts carry a mark that must not leak."""

import datetime
from types import SimpleNamespace

from django.core.files.base import ContentFile

from tests.pabrik import AksiFactory, AreaFactory, BarisFactory, RencanaFactory, SatkerFactory, TabelFactory, orang
from zi.bukti.models import Berkas, PemenuhanBukti, SyaratBukti, VersiBerkas
from zi.jadwal.models import Jadwal
from zi.monev.services import usulkan_monev
from zi.naskah.models import BagianNaskah, ButirBagian, Pengesahan, Versi
from zi.naskah.services import bekukan
from zi.notifikasi.services import kirim
from zi.pengungkit.models import AreaBaku
from zi.rencana.models import ProgramPrioritas
from zi.satker.models import Pegawai

TANDA = "RAHASIA"


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
        rapat=usulkan_monev(satker, datetime.date(2026, 11, 1), oleh=None),
        notifikasi=kirim(ketua, kunci=f"uji:{tanda}", judul=f"Kabar {tanda}", surel=False),
    )


def _versi(rencana, ketua) -> Versi:
    return bekukan(rencana, oleh=ketua)
