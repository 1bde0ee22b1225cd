"""The daily digest: one a person and day, overdue first, nothing that is done; escalation, deputies, catching up."""

from datetime import date, timedelta

import pytest

from tests.notifikasi.bantu import BARIS, SENIN, kantor, tulis
from tests.pabrik import PeranFactory
from zi.common.models import Pekerjaan
from zi.notifikasi.models import JalanPengingat, Notifikasi, PilihanPengingat
from zi.notifikasi.queries import belum_dibaca
from zi.notifikasi.services import kirim
from zi.notifikasi.services_pengingat import jalankan, kerjakan_pengingat, pesan_pengingat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("baris")]


def lalu(n):
    return SENIN - timedelta(days=n)


def isi(orang, tanggal=SENIN):
    """Group → words of the lines, of one person's digest."""
    satu = Notifikasi.objects.get(penerima=orang, kunci=f"pengingat:{tanggal}")
    return {kode: [b["teks"] for b in bagian["butir"]] for kode, bagian in satu.rincian.items()}


def test_satu_ringkasan_sehari_yang_terlambat_lebih_dulu(mailoutbox, settings):
    settings.ZI_ALAMAT = "https://zi.uji.invalid"
    k = kantor()
    tulis(k.satker, k.anggota, SENIN, "Rapat tim", tautan="/rapat/9/")
    tulis(k.satker, k.anggota, lalu(1), "Laporan <Januari>", tautan="/bukti/7/")
    tulis(k.satker, k.anggota, SENIN + timedelta(days=3), "Survei", tautan="/survei/")
    jalankan(k.satker, SENIN)
    [surat] = mailoutbox
    assert surat.to == [k.anggota.email]
    assert surat.subject == (
        "Pengingat Zona Integritas, 2 Maret 2026: 1 terlambat, 1 jatuh tempo hari ini, 1 dalam 3 hari"
    )
    urut = [
        surat.body.index(x) for x in ("TERLAMBAT (1)", "/bukti/7/", "JATUH TEMPO HARI INI", "/rapat/9/", "/survei/")
    ]
    assert urut == sorted(urut)
    [(html, tipe)] = surat.alternatives
    assert tipe == "text/html"
    assert '<a href="https://zi.uji.invalid/bukti/7/">Laporan &lt;Januari&gt;</a>' in html
    assert "Laporan <Januari>" in surat.body
    assert belum_dibaca(k.anggota) == 1
    assert not Notifikasi.objects.exclude(penerima=k.anggota).exists()


def test_tidak_ada_apa_apa_tidak_ada_surel(mailoutbox):
    k = kantor()
    JalanPengingat.objects.create(satker=k.satker, tanggal=lalu(1), selesai_pada="2026-03-01T00:00Z")
    tulis(k.satker, k.anggota, SENIN + timedelta(days=5))  # told at H-7, again at H-3
    jalankan(k.satker, SENIN)
    assert mailoutbox == []
    assert not Notifikasi.objects.exists()
    assert JalanPengingat.objects.get(tanggal=SENIN).selesai_pada


def test_tanpa_nama_kepada_tim_area_lalu_koordinator_lalu_ketua():
    k = kantor()
    PeranFactory(satker=k.satker, pengguna=k.koordinator, jenis="koordinator", area="TL")
    for area in ("MP", "TL", "AK"):
        tulis(k.satker, None, SENIN, area, area=area)
    jalankan(k.satker, SENIN)
    assert isi(k.anggota) == {"hari_ini": ["MP"]}
    assert isi(k.koordinator) == {"hari_ini": ["TL"]}
    assert isi(k.ketua_tim) == {"hari_ini": ["AK"]}


def test_orang_yang_sudah_pindah_diganti_tim_area():
    k, lain = kantor(), kantor()
    tulis(k.satker, lain.anggota, SENIN, "Milik yang pindah")
    jalankan(k.satker, SENIN)
    assert isi(k.anggota) == {"hari_ini": ["Milik yang pindah"]}
    assert not Notifikasi.objects.filter(penerima=lain.anggota).exists()


@pytest.mark.parametrize(
    ("hari", "koordinator", "kepala"), [(1, False, False), (8, True, False), (15, True, True), (22, True, True)]
)
def test_eskalasi(hari, koordinator, kepala):
    """To the koordinator after 7 days overdue, to the kepala after 14; the ketua tim is not asked."""
    k = kantor()
    tulis(k.satker, k.anggota, lalu(hari), "Lama")
    jalankan(k.satker, SENIN)
    ada = {n.penerima_id: n.rincian for n in Notifikasi.objects.all()}
    assert "terlambat" in ada[k.anggota.pk]
    harapan = {k.anggota.pk} | ({k.koordinator.pk} if koordinator else set()) | ({k.kepala.pk} if kepala else set())
    assert set(ada) == harapan
    assert all(list(r) == ["eskalasi"] for pk, r in ada.items() if pk != k.anggota.pk)


def test_koordinator_yang_mengerjakan_sendiri_tidak_dieskalasi_kepada_dirinya():
    k = kantor()
    tulis(k.satker, k.koordinator, lalu(15), "Sendiri")
    jalankan(k.satker, SENIN)
    assert isi(k.koordinator) == {"terlambat": ["Sendiri"]}
    assert isi(k.kepala) == {"eskalasi": ["Sendiri"]}


def test_dua_satker_satu_surel(mailoutbox):
    a, b = kantor(nama_pendek="Kantor A"), kantor(nama_pendek="Kantor B")
    PeranFactory(satker=b.satker, pengguna=a.anggota, jenis="anggota", area="MP")
    tulis(a.satker, a.anggota, SENIN, "Di A")
    tulis(b.satker, a.anggota, lalu(1), "Di B")
    tulis(b.satker, b.anggota, lalu(1), "Orang B")
    for satker in (a.satker, b.satker):
        jalankan(satker, SENIN)
    assert sorted(m.to[0] for m in mailoutbox) == sorted([a.anggota.email, b.anggota.email])
    assert isi(a.anggota) == {"terlambat": ["Di B"], "hari_ini": ["Di A"]}
    surat = next(m for m in mailoutbox if m.to == [a.anggota.email])
    assert "Di B [Kantor B]" in surat.body
    assert isi(b.anggota) == {"terlambat": ["Orang B"]}


def test_yang_selesai_sebelum_surel_berangkat_tidak_disebut(mailoutbox, monkeypatch):
    """The mail is written from what is open when it is sent, not when the inbox was."""
    from zi.notifikasi import services_pengingat

    k = kantor()
    tulis(k.satker, k.anggota, SENIN, "Selesai tadi")
    tulis(k.satker, k.anggota, SENIN, "Masih terbuka")
    tulis(k.satker, k.ketua_tim, SENIN, "Satu-satunya")
    asli = services_pengingat._surati

    def nanti(*semua):
        BARIS[:] = [x for x in BARIS if x[1].teks == "Masih terbuka"]
        asli(*semua)

    monkeypatch.setattr(services_pengingat, "_surati", nanti)
    jalankan(k.satker, SENIN)
    [surat] = mailoutbox
    assert "Masih terbuka" in surat.body
    assert "Selesai tadi" not in surat.body
    assert isi(k.anggota) == {"hari_ini": ["Masih terbuka"]}
    assert not Notifikasi.objects.filter(penerima=k.ketua_tim).exists()


def test_banyak_dipotong_dan_dihitung(mailoutbox):
    k = kantor()
    for n in range(80):
        tulis(k.satker, k.anggota, lalu(1), f"Butir {n:02d}")
    jalankan(k.satker, SENIN)
    [surat] = mailoutbox
    assert surat.body.count("- Butir") == 30
    assert "dan 50 lainnya" in surat.body
    assert "80 terlambat" in surat.subject


def test_kabar_tanpa_surel_masuk_ringkasan_pagi_sekali(mailoutbox, pukul):
    k = kantor()
    pukul(1, 15)
    kirim(k.anggota, kunci="a", judul="Versi baru: SK Tim", tautan="/bukti/syarat/4/", surel=False, ringkas=True)
    kirim(k.anggota, kunci="b", judul="Sudah dibaca", surel=False, ringkas=True)
    Notifikasi.objects.filter(kunci="b").update(dibaca_pada="2026-03-01T10:00Z")
    kirim(k.anggota, kunci="c", judul="Hanya di kotak", surel=False)
    pukul(2)
    jalankan(k.satker, SENIN)
    pukul(3)
    jalankan(k.satker, SENIN + timedelta(days=1))
    [surat] = mailoutbox
    assert "Versi baru: SK Tim" in surat.body
    assert "/bukti/syarat/4/" in surat.body
    assert "Sudah dibaca" not in surat.body
    assert "Hanya di kotak" not in surat.body


def test_tanpa_surel_hanya_kotak_masuk(mailoutbox):
    k = kantor()
    PilihanPengingat.objects.create(pengguna=k.anggota, surel=False)
    tulis(k.satker, k.anggota, SENIN)
    jalankan(k.satker, SENIN)
    assert mailoutbox == []
    assert belum_dibaca(k.anggota) == 1


def test_masa_tenang_pengganti_menerima_lalu_kembali(mailoutbox):
    k = kantor()
    PilihanPengingat.objects.create(
        pengguna=k.anggota, tenang_mulai=SENIN, tenang_sampai=SENIN + timedelta(days=1), pengganti=k.ketua_tim
    )
    tulis(k.satker, k.anggota, SENIN, "Laporan")
    tulis(k.satker, k.ketua_tim, SENIN, "Punya ketua")
    for n in range(4):
        jalankan(k.satker, SENIN + timedelta(days=n))
    kepada = [(m.to[0], m.subject.split(":")[0][-12:]) for m in mailoutbox]
    assert kepada[0] == (k.ketua_tim.email, " 2 Maret 2026"[-12:])
    assert f"Mewakili {k.anggota.nama}: Laporan" in mailoutbox[0].body
    assert "Punya ketua" in mailoutbox[0].body
    assert isi(k.anggota) == {"hari_ini": ["Laporan"]}
    # on the first day after, the person is told of what the quiet days kept back, though it is told to nobody else
    kembali = [m for m in mailoutbox if m.to == [k.anggota.email]]
    assert len(kembali) == 1
    assert "4 Maret 2026" in kembali[0].subject


def test_pengganti_dari_satker_lain_tidak_menerima(mailoutbox):
    k, lain = kantor(), kantor()
    PilihanPengingat.objects.create(pengguna=k.anggota, tenang_mulai=SENIN, tenang_sampai=SENIN, pengganti=lain.anggota)
    tulis(k.satker, k.anggota, SENIN, "Rahasia")
    jalankan(k.satker, SENIN)
    assert mailoutbox == []
    assert not Notifikasi.objects.filter(penerima=lain.anggota).exists()


def test_setelah_pukul_tujuh_waktu_satker(pukul, mailoutbox):
    """WIT is two hours ahead: at 05.10 WIB it is past seven there, and not yet in the west."""
    barat, timur = kantor(), kantor()
    timur.satker.zona_waktu = "Asia/Jayapura"
    timur.satker.save()
    for k in (barat, timur):
        tulis(k.satker, k.anggota, SENIN)
    pukul(2, 4, 50)
    assert pesan_pengingat() == 0
    pukul(2, 5, 10)
    assert pesan_pengingat() == 1
    jalankan_semua()
    assert [m.to for m in mailoutbox] == [[timur.anggota.email]]
    pukul(2, 7, 0)
    pesan_pengingat()
    jalankan_semua()
    assert {m.to[0] for m in mailoutbox} == {timur.anggota.email, barat.anggota.email}
    assert pesan_pengingat() == 0


def jalankan_semua():
    from zi.common import services

    for pk in services.menunggu():
        services.kerjakan(pk)


def test_komputer_mati_tiga_hari_satu_ringkasan_hari_ini(pukul, mailoutbox):
    k = kantor()
    JalanPengingat.objects.create(satker=k.satker, tanggal=date(2026, 2, 26), selesai_pada="2026-02-26T00:00Z")
    tulis(k.satker, k.anggota, date(2026, 2, 28), "Jatuh tempo waktu mati")
    tulis(k.satker, k.anggota, date(2026, 3, 8), "H-7 waktu mati")
    pukul(2, 13, 40)
    pesan_pengingat()
    jalankan_semua()
    [surat] = mailoutbox
    assert "2 Maret 2026: 1 terlambat, 1 dalam 7 hari" in surat.subject
    assert [j.tanggal for j in JalanPengingat.objects.filter(surel=1)] == [SENIN]


def test_jam_mundur_tidak_mengulang(pukul, mailoutbox):
    k = kantor()
    tulis(k.satker, k.anggota, SENIN)
    for hari, jam in ((2, 7), (2, 6), (2, 8), (3, 7), (2, 23), (3, 9)):
        pukul(hari, jam)
        pesan_pengingat()
        jalankan_semua()
    assert ["2 Maret 2026" in m.subject for m in mailoutbox] == [True, False]


def test_satker_ganti_zona_waktu_tidak_mengulang(pukul, mailoutbox):
    k = kantor()
    k.satker.zona_waktu = "Asia/Jayapura"
    k.satker.save()
    tulis(k.satker, k.anggota, SENIN)
    pukul(2, 5, 30)
    pesan_pengingat()
    jalankan_semua()
    k.satker.zona_waktu = "Asia/Jakarta"
    k.satker.save()
    pukul(2, 7, 30)
    assert pesan_pengingat() == 0
    assert len(mailoutbox) == 1


def test_pekerjaan_kemarin_tidak_dikirim_hari_ini(pukul, mailoutbox):
    k = kantor()
    tulis(k.satker, k.anggota, SENIN)
    kemarin = Pekerjaan.objects.create(
        jenis="pengingat", kunci="x", data={"satker": k.satker.pk, "tanggal": str(SENIN)}
    )
    pukul(3, 0, 30)
    assert kerjakan_pengingat(kemarin) == {"usang": True}
    assert mailoutbox == []


@pytest.mark.parametrize("hari", [date(2028, 2, 29), date(2026, 12, 31)])
def test_kabisat_dan_malam_tahun_baru(hari, mailoutbox):
    k = kantor()
    tulis(k.satker, k.anggota, hari, "Hari itu")
    jalankan(k.satker, hari)
    jalankan(k.satker, hari + timedelta(days=1))
    assert ["1 jatuh tempo hari ini" in m.subject for m in mailoutbox] == [True, False]
    assert "1 terlambat" in mailoutbox[1].subject


def test_pemeriksaan_kepada_yang_memimpin_area_dan_bukan_yang_mengerjakannya():
    k = kantor()
    semua = {"koordinator": [k.anggota], "ketua_tim": [k.koordinator], "kepala": [k.koordinator, k.ketua_tim]}
    for penerima, kecuali in semua.items():
        tulis(k.satker, None, SENIN, f"Cek untuk {penerima}", kecuali=kecuali)
    tulis(k.satker, None, SENIN, "Cek area lain", area="TL", kecuali=[])
    tulis(k.satker, None, lalu(15), "Lama menunggu", kecuali=[])
    jalankan(k.satker, SENIN)
    assert isi(k.koordinator) == {"terlambat": ["Lama menunggu"], "hari_ini": ["Cek untuk koordinator"]}
    assert isi(k.ketua_tim) == {"hari_ini": ["Cek untuk ketua_tim", "Cek area lain"]}
    assert isi(k.kepala) == {"eskalasi": ["Lama menunggu"], "hari_ini": ["Cek untuk kepala"]}
    assert not Notifikasi.objects.filter(penerima=k.anggota).exists()


def test_satker_pindah_ke_timur_setelah_pukul_sepuluh_malam(pukul, mailoutbox):
    """It is tomorrow there at once: the reminder of tomorrow comes in its morning, none is left out."""
    k = kantor()
    tulis(k.satker, k.anggota, SENIN)
    for zona, saat in (("Asia/Jakarta", (2, 7)), ("Asia/Jayapura", (2, 22, 30)), ("Asia/Jayapura", (3, 5, 10))):
        k.satker.zona_waktu = zona
        k.satker.save()
        pukul(*saat)
        pesan_pengingat()
        jalankan_semua()
    assert [m.subject.split(":")[0].split(", ")[1] for m in mailoutbox] == ["2 Maret 2026", "3 Maret 2026"]


def test_jam_maju_setahun_lalu_kembali(pukul, mailoutbox):
    """A dead battery: the days after it are told as ever."""
    k = kantor()
    tulis(k.satker, k.anggota, SENIN)
    for saat in ({"hari": 2, "tahun": 2027}, {"hari": 2}, {"hari": 3}):
        pukul(**saat)
        pesan_pengingat()
        jalankan_semua()
    assert [j.tanggal.year for j in JalanPengingat.objects.filter(selesai_pada__isnull=False)] == [2027, 2026, 2026]
    milik = [m.subject.split(", ", 1)[1] for m in mailoutbox if m.to == [k.anggota.email]]
    assert milik[1:] == ["2 Maret 2026: 1 jatuh tempo hari ini", "3 Maret 2026: 1 terlambat"]
