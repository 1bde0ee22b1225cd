"""A small world: one unit with everything that a URL can name. All its texts carry a mark that must not leak."""

import datetime
import io
from types import SimpleNamespace

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image

from tests.pabrik import AksiFactory, AreaFactory, BarisFactory, RencanaFactory, SatkerFactory, TabelFactory, orang
from zi.akun.services import buat_tautan
from zi.bukti.isi.pratinjau import jalur_gambar
from zi.bukti.models import Berkas, Bungkus, PemenuhanBukti, Resep, SyaratBukti, VersiBerkas
from zi.common.models import Pekerjaan
from zi.dokumen.models import SalinanBertandaTangan, Terbitan
from zi.dokumen.services import daftarkan, simpan_pdf
from zi.impor.massal_lembar import KOLOM as KOLOM_BUKTI
from zi.impor.models import DrafBukti, DrafLke
from zi.impor.services import baca, simpan_draf
from zi.jadwal.models import AlamatKalender, Jadwal, Kejadian
from zi.lke.lhe.services import simpan_lhe, terbitkan_lhe
from zi.lke.models import (
    Anggota,
    BuktiPutaran,
    Jawaban,
    Lhe,
    Pengusulan,
    Putaran,
    SuratTugas,
    TautanBukti,
    TokenPortal,
    UnitUsulan,
)
from zi.monev.laporan.services import bekukan as bekukan_laporan
from zi.monev.laporan.susun import susun
from zi.monev.models import FotoRapat, IsianLaporan, LaporanBerkala, Rapat, VersiLaporan, token_baru
from zi.monev.services import usulkan_monev
from zi.naskah.models import BagianNaskah, ButirBagian, Pengesahan, Versi
from zi.naskah.services import bekukan
from zi.notifikasi.services import kirim
from zi.pengungkit.models import AreaBaku, Instrumen, Pertanyaan, Simpul
from zi.rencana.models import ProgramPrioritas
from zi.satker.lembar import KOLOM
from zi.satker.models import Pegawai, Peran, PratinjauOrang
from zi.satker.pejabat import pejabat
from zi.satker.services_impor import buat_pratinjau
from zi.tindaklanjut.models import TindakLanjut
from zi.tindaklanjut.services import buat

TANDA = "RAHASIA"
INSTRUMEN = {
    "judul": "Instrumen uji",
    "dasar": "Peraturan uji",
    "berlaku_mulai": 2021,
    "nilai_maksimum": 100,
    "tipe_jawaban": {"YT": {"nama": "Ya/Tidak", "jenis": "pilihan", "nilai": {"Y": "1", "T": "0"}}},
}
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
        berkas=berkas,
        satker=satker,
        sha256_terima="0" * 64,
        nama_asli=f"{tanda}.pdf",
        tipe="application/pdf",
        ukuran=4,
        sha256="0" * 64,
        pratinjau=1,
        diunggah_oleh=ketua,
    )
    versi_berkas.isi.save("isi.pdf", ContentFile(b"%PDF"))
    default_storage.save(jalur_gambar(versi_berkas, 1), _gambar())
    terbitan = _terbitan(rencana, tanda)
    bagian = BagianNaskah.objects.create(rencana=rencana, judul=f"Bagian {tanda}", isi=f"Isi {tanda}")
    rapat = usulkan_monev(satker, datetime.date(2026, 11, 1), oleh=None)
    Rapat.objects.filter(pk=rapat.pk).update(token=(token := token_baru()))
    rapat.token = token
    laporan = _laporan(area, ketua, tanda)
    return SimpleNamespace(
        satker=satker,
        orang=orang_satker,
        pegawai=Pegawai.objects.create(satker=satker, nama=f"Pegawai {tanda}"),
        peran=ketua.peran.get(),
        wakil=_wakil(satker, tanda),
        rencana=rencana,
        area=area,
        tabel=tabel,
        baris=baris,
        aksi=aksi,
        jadwal=jadwal,
        kejadian=Kejadian.objects.create(jadwal=jadwal, tanggal_asal=hari, mulai=hari, selesai=hari),
        alamat_kalender=AlamatKalender.objects.create(pengguna=ketua),
        syarat=syarat,
        berkas=berkas,
        versi_berkas=versi_berkas,
        pemenuhan=PemenuhanBukti.objects.create(syarat=syarat, berkas=berkas, ditawarkan_oleh=ketua),
        syarat_area=SyaratBukti.objects.create(area=area, teks=f"Bukti area {tanda}"),
        syarat_tanya=SyaratBukti.objects.create(
            satker=satker, tahun=2021, pertanyaan=pertanyaan_uji(), teks=f"Bukti tanya {tanda}"
        ),
        resep=Resep.objects.create(satker=satker, nama=f"Resep {tanda}"),
        bungkus=_bungkus(rencana, ketua, tanda),
        terbitan=terbitan,
        salinan=_salinan(terbitan, ketua, tanda),
        bagian=bagian,
        butir=ButirBagian.objects.create(bagian=bagian, teks=f"Butir {tanda}"),
        pengesahan=Pengesahan.objects.create(rencana=rencana, nama=f"Penanda tangan {tanda}"),
        program=ProgramPrioritas.objects.create(area=area, teks=f"Program {tanda}"),
        versi=_versi(rencana, orang_satker, terbitan),
        cetakan=_cetakan(rencana, tanda),
        rapat=rapat,
        laporan=laporan,
        versi_laporan=_versi_laporan(laporan, orang_satker, tanda),
        foto_rapat=_foto_rapat(rapat, ketua, tanda),
        tindak_lanjut=_tindak_lanjut(satker, orang_satker, tanda),
        notifikasi=kirim(ketua, kunci=f"uji:{tanda}", judul=f"Kabar {tanda}", surel=False),
        instrumen=Instrumen.objects.get_or_create(kode="uji", defaults=INSTRUMEN)[0],
        pertanyaan=pertanyaan_uji(),
        **_lke(satker, orang_satker, versi_berkas, tanda),
        draf=simpan_draf(satker, 2023, "Tempelan", baca("", None, TEMPELAN.format(tanda=tanda)), oleh=ketua),
        draf_bukti=_draf_bukti(satker, rencana, ketua, tanda),
        pratinjau_orang=_pratinjau_orang(satker, orang_satker["admin_satker"], tanda),
        token=buat_tautan(orang_satker["anggota"], oleh=None, gantikan=False).rstrip("/").split("/")[-1],
    )


def _lke(satker, orang_satker, versi_berkas, tanda) -> dict:
    """A round with a file, and what PortalRB is given of it today."""
    putaran, pusat = _putaran(satker, orang_satker["ketua_tim"], tanda), orang_satker["admin_pusat"]
    isi = {"judul": f"Berkas {tanda}", "teks": f"Bukti {tanda}", "pertanyaan": pertanyaan_uji()}
    BuktiPutaran.objects.create(putaran=putaran, berkas=versi_berkas.berkas, versi=versi_berkas, **isi)
    masa = {"mulai": satker.hari_ini(), "selesai": satker.hari_ini() + datetime.timedelta(days=2)}
    pengusulan = Pengusulan.objects.create(pusat=satker, tahun=2021, dibuat_oleh=pusat, **masa)
    isi = {"pengusulan": pengusulan, "satker": satker, "kategori": "WBK", "diusulkan_oleh": pusat}
    unit = UnitUsulan.objects.create(mandiri=putaran, **isi)
    return {
        "putaran": putaran,
        "draf_lke": _draf_lke(putaran, orang_satker["ketua_tim"], tanda),
        "surat_tugas": _surat_tugas(satker, orang_satker, tanda),
        "lhe": _lhe(satker, orang_satker, tanda),
        "unit_usulan": unit,
        "tautan_bukti": TautanBukti.objects.create(unit=unit, dibuat_oleh=pusat),
        "token_portal": TokenPortal.objects.create(pusat=satker, nama=f"Token {tanda}", sidik=tanda, dibuat_oleh=pusat),
    }


def _draf_lke(putaran, ketua, tanda) -> DrafLke:
    """A workbook with another answer, and a row that fits nowhere."""
    bacaan = {"kode": "U.1.a", "baris": 8, "tulisan": "T", "catatan": f"Berkas {tanda}", "bukti": "", "tanda": []}
    lepas = {"baris": 9, "teks": f"Baris {tanda}", "jawaban": "A", "catatan": "", "sebab": "Tidak pasti."}
    isi = {"bentuk": "LKE", "lembar": "LKE ZI", "bacaan": [bacaan | {"ragu": False, "galat": ""}], "lepas": [lepas]}
    isi |= {"tiada": [], "catatan": []}
    return DrafLke.objects.create(pengguna=ketua, putaran=putaran, nama=f"lke {tanda}.xlsx", isi=isi)


def _putaran(satker, ketua, tanda) -> Putaran:
    """A draft self-assessment with one answer and its remark."""
    tanya = pertanyaan_uji()
    isi = {"satker": satker, "tahun": 2021, "jenis": "mandiri", "dibuat_oleh": ketua}
    putaran = Putaran.objects.create(instrumen=tanya.instrumen, **isi)
    Jawaban.objects.create(putaran=putaran, pertanyaan=tanya, isi="Y", catatan=f"Catatan {tanda}", oleh=ketua)
    return putaran


def _surat_tugas(satker, orang_satker, tanda) -> SuratTugas:
    """A letter by which the evaluator leads the assessment of the unit."""
    hari, pusat = satker.hari_ini(), orang_satker["admin_pusat"]
    isi = {"tanggal": hari, "tahun": 2023, "mulai": hari, "selesai": hari, "dibuat_oleh": pusat}
    surat = SuratTugas.objects.create(penerbit=satker, nomor=f"ST {tanda}", **isi)
    surat.satker.add(satker)
    Anggota.objects.create(surat=surat, pengguna=orang_satker["evaluator"], ketua=True)
    return surat


def _lhe(satker, orang_satker, tanda) -> Lhe:
    """The LHE of a published round of the TPI, as it was issued."""
    evaluator, pusat, kini = orang_satker["evaluator"], orang_satker["admin_pusat"], timezone.now()
    isi = {f"{n}_{k}": v for n in ("diserahkan", "terbit") for k, v in (("oleh", evaluator), ("pada", kini))}
    isi |= {"satker": satker, "tahun": 2023, "jenis": "tpi", "status": "terbit", "dibuat_oleh": evaluator}
    putaran = Putaran.objects.create(instrumen=pertanyaan_uji().instrumen, **isi)
    isi = {"nomor": f"LHE {tanda}", "tanggal": satker.hari_ini(), "rekomendasi": f"Rekomendasi {tanda}"}
    lhe = terbitkan_lhe(simpan_lhe(putaran, 0, oleh=pusat, **isi), oleh=pusat)
    simpan_pdf(lhe.terbitan, f"%PDF lhe {tanda}".encode(), 1)
    return lhe


def _tindak_lanjut(satker, orang_satker, tanda) -> TindakLanjut:
    """An open follow-up of area MP, late, given to the anggota."""
    isi = {"penanggung_jawab": orang_satker["anggota"], "tenggat": datetime.date(2023, 2, 1), "area": "MP"}
    return buat(
        satker, f"Tindak lanjut {tanda}", oleh=orang_satker["ketua_tim"], keterangan_asal=f"Rapat {tanda}", **isi
    )


def _laporan(area, ketua, tanda) -> LaporanBerkala:
    """The report on January 2023, being written, with a line of its matrix and a prognosis."""
    rencana = area.rencana
    laporan = LaporanBerkala.objects.create(
        satker=rencana.satker,
        rencana=rencana,
        jenis="bulanan",
        tahun=2023,
        ke=1,
        ringkasan=f"Ringkasan {tanda}",
        dibuat_oleh=ketua,
    )
    IsianLaporan.objects.create(laporan=laporan, jenis="kendala", area=area, teks=f"Kendala {tanda}")
    IsianLaporan.objects.create(laporan=laporan, jenis="prognosis", area=area, teks=f"Prognosis {tanda}")
    return laporan


def _versi_laporan(laporan, orang_satker, tanda) -> VersiLaporan:
    """Its version 1 as it was approved, with the issued PDF; then the kepala opened it again."""
    kepala = orang_satker["kepala"]
    versi = bekukan_laporan(laporan, susun(laporan, []), [], oleh=orang_satker["ketua_tim"])
    terbitan = daftarkan(
        satker=laporan.satker,
        seri=f"laporan:{laporan.pk}",
        versi=1,
        judul=str(laporan),
        sha_isi=versi.sha256,
        disahkan_pada=timezone.now(),
    )
    versi.status, versi.diputus_oleh, versi.diputus_pada = VersiLaporan.Status.DISETUJUI, kepala, timezone.now()
    versi.terbitan = simpan_pdf(terbitan, f"%PDF laporan {tanda}".encode(), 1)
    versi.dibuka_oleh, versi.dibuka_pada, versi.alasan_buka = kepala, timezone.now(), f"Keliru {tanda}"
    versi.save()
    return versi


def _foto_rapat(rapat, ketua, tanda) -> FotoRapat:
    foto = FotoRapat(rapat=rapat, sha256="0" * 64, keterangan=f"Foto {tanda}", diunggah_oleh=ketua)
    isi = io.BytesIO()
    Image.new("RGB", (16, 12), "navy").save(isi, "JPEG")
    foto.isi.save("foto.jpg", ContentFile(isi.getvalue()))
    return foto


def _gambar() -> ContentFile:
    """A picture of one page, as the preview job makes it."""
    isi = io.BytesIO()
    Image.new("RGB", (12, 16), "white").save(isi, "WEBP")
    return ContentFile(isi.getvalue())


def pertanyaan_uji() -> Pertanyaan:
    """A question of the official instrument in the world: it is everybody's."""
    instrumen = Instrumen.objects.get_or_create(kode="uji", defaults=INSTRUMEN)[0]
    isian = {"nama": "Simpul uji", "bobot": 1, "cara": Simpul.Cara.RATA_RATA_KALI_BOBOT, "urutan": 1}
    simpul = Simpul.objects.get_or_create(instrumen=instrumen, kode="U.1", defaults=isian)[0]
    isian = {"simpul": simpul, "teks": "Pertanyaan uji", "tipe": "YT", "urutan": 1}
    return Pertanyaan.objects.get_or_create(instrumen=instrumen, kode="U.1.a", defaults=isian)[0]


def _draf_bukti(satker, rencana, ketua, tanda) -> DrafBukti:
    """A line to be registered that says where it belongs only in words."""
    lajur = {
        **dict.fromkeys(KOLOM_BUKTI, ""),
        "baris": "3",
        "syarat": f"Bukti {tanda}",
        "berkas": "https://contoh.example/a",
    }
    isi = {"lajur": [lajur], "anggota": [], "catatan": [], "pilihan": {}}
    return DrafBukti.objects.create(pengguna=ketua, satker=satker, rencana=rencana, tahun=2023, nama=tanda, isi=isi)


def _pratinjau_orang(satker, admin, tanda) -> PratinjauOrang:
    isi = {"nama": f"Orang {tanda}", "surel": f"baru-{satker.kode}@uji.invalid", "jenis": "Anggota", "area": "MP"}
    return buat_pratinjau(
        satker, f"orang {tanda}.xlsx", [{**dict.fromkeys(KOLOM, ""), **isi, "_baris": "2"}], oleh=admin
    )


def _wakil(satker, tanda) -> Peran:
    """A deputy of the kepala whose time is over, so that nobody in this world has more rights by it."""
    masa = {"mulai": datetime.date(2022, 1, 3), "selesai": datetime.date(2022, 1, 7)}
    return orang(satker, "kepala", pengguna__nama=f"Wakil {tanda}", sebutan="Plh.", **masa).peran.get()


def _terbitan(rencana, tanda) -> Terbitan:
    terbitan = daftarkan(
        satker=rencana.satker,
        seri=f"rencana:{rencana.pk}",
        versi=1,
        judul=rencana.judul,
        sha_isi="ab" * 32,
        disahkan_pada=timezone.now(),
    )
    return simpan_pdf(terbitan, f"%PDF {tanda}".encode(), 1)


def _salinan(terbitan, ketua, tanda) -> SalinanBertandaTangan:
    """A signed copy whose file name and signature name a person."""
    salinan = SalinanBertandaTangan(
        terbitan=terbitan,
        nomor=1,
        nama_asli=f"ttd {ketua.nama}.pdf",
        sha256="cd" * 32,
        ukuran=4,
        cara="orang",
        tanda_tangan=[{"nama": ketua.nama}],
        diunggah_oleh=ketua,
    )
    salinan.berkas.save("salinan.pdf", ContentFile(f"%PDF ttd {tanda}".encode()))
    return salinan


def _versi(rencana, orang_satker, terbitan) -> Versi:
    """Version 1 as it was approved; the plan itself has been a draft since."""
    versi, kepala = bekukan(rencana, oleh=orang_satker["ketua_tim"]), orang_satker["kepala"]
    versi.status, versi.diputus_oleh, versi.diputus_pada = Versi.Status.DISETUJUI, kepala, timezone.now()
    versi.pengesah, versi.terbitan = pejabat(kepala, rencana.satker, "kepala").ke_dict(), terbitan
    versi.save()
    return versi


def _bungkus(rencana, ketua, tanda) -> Bungkus:
    """A bundle of evidence that is ready."""
    besok = timezone.now() + datetime.timedelta(days=1)
    bungkus = Bungkus(rencana=rencana, pemesan=ketua, kedaluwarsa=besok, ukuran=4, jumlah=1)
    bungkus.isi.save("isi.zip", ContentFile(f"PK {tanda}".encode()))
    return bungkus


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
