"""The demonstration: complete, marked, made once, refused where it does not belong."""

from datetime import timedelta

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from zi.akun.models import Pengguna
from zi.akun.nomor import periksa_nomor
from zi.beranda.contoh import daftar_akun, isi_contoh, muat_contoh, sandi_contoh, tabel_akun
from zi.bukti.models import SyaratBukti
from zi.common.galat import GalatDomain
from zi.jadwal.models import Jadwal
from zi.lke.models import Jawaban, Putaran
from zi.lke.queries_putaran import nilai_berbeda
from zi.rencana.models import BarisRencana, RencanaAksi, RencanaKerja
from zi.satker.models import AnggotaTim, Instansi, Pegawai, Peran, Satker, TimKerja
from zi.satker.queries import hak

pytestmark = pytest.mark.django_db
BERTANDA = (Instansi, Satker, Pengguna, Pegawai, TimKerja, RencanaKerja)
ISI = (*BERTANDA, Peran, AnggotaTim, BarisRencana, RencanaAksi, Jadwal, SyaratBukti)


@pytest.fixture
def contoh():
    muat_contoh()


def orang(nama: str) -> Pengguna:
    return Pengguna.objects.get(email=f"{nama}@contoh.invalid")


def isi_tabel() -> list[list[dict]]:
    return [list(m.objects.order_by("pk").values()) for m in ISI]


def test_pohon_satker_dan_zona_waktu(contoh):
    satker = Satker.objects.get(kode="kb-ntb")
    assert (satker.get_zona_waktu_display(), satker.kota, satker.parent.kode) == ("WITA", "Mataram", "badan-bahasa")
    assert satker.parent.parent.parent is None
    assert Satker.objects.get(kode="kosong").rencana.count() == 0


def test_rencana_2023_dengan_angka_yang_dicetak(contoh):
    rencana = RencanaKerja.objects.get(satker__kode="kb-ntb")
    jumlah = [
        BarisRencana.objects.filter(tabel__rencana=rencana).count(),
        RencanaAksi.objects.filter(baris__tabel__rencana=rencana).count(),
        Jadwal.objects.filter(baris__tabel__rencana=rencana).count(),
        SyaratBukti.objects.filter(baris__tabel__rencana=rencana).count(),
    ]
    assert jumlah == [39, 65, 58, 124]
    assert (rencana.tahun_mulai, rencana.status, rencana.tim.sk_nomor) == (2023, "draf", "0100/CONTOH/2023")
    bertentangan = Jadwal.objects.get(teks="8 Februari 2022")
    assert [p["kode"] for p in bertentangan.peringatan] == ["TAHUN_LUAR_RENCANA"]
    tanda_tangan = rencana.pengesahan.get()
    assert tanda_tangan.nama == orang("kepala").nama


def test_satu_akun_tiap_peran(contoh):
    peran = {(p.pengguna.email.split("@")[0], p.jenis, p.area, p.satker.kode) for p in Peran.objects.berlaku()}
    assert peran == {
        ("anggota", "anggota", "MP", "kb-ntb"),
        ("koordinator", "koordinator", "MP", "kb-ntb"),
        ("ketua", "ketua_tim", "", "kb-ntb"),
        ("kepala", "kepala", "", "kb-ntb"),
        ("admin", "admin_satker", "", "kb-ntb"),
        ("evaluator", "evaluator", "", "kb-ntb"),
        ("pusat", "admin_pusat", "", "badan-bahasa"),
        ("ketua.kosong", "ketua_tim", "", "kosong"),
    }
    assert hak(orang("evaluator")).evaluasi == {(Satker.objects.get(kode="kb-ntb").pk, 2023)}
    assert Satker.objects.get(kode="kosong").pk in hak(orang("pusat")).subpohon


@pytest.mark.parametrize("kunci", ["email", "nomor_induk"])
def test_akun_dapat_masuk_dengan_surel_dan_nip(contoh, client, kunci):
    nama = getattr(orang("ketua"), kunci)
    respons = client.post(reverse("account_login"), {"login": nama, "password": sandi_contoh()})
    assert respons.status_code == 302
    assert client.session["_auth_user_id"] == str(orang("ketua").pk)


def test_nomor_dan_sandi_memenuhi_aturan():
    for isi in isi_contoh()["orang"]:
        periksa_nomor(isi["nomor_induk"])
        assert isi["nomor_induk"].endswith("990")
    validate_password(sandi_contoh())


def test_semua_bertanda_contoh(contoh):
    for model in BERTANDA:
        assert model.objects.exists()
        assert not model.objects.filter(contoh=False).exists()


def test_tim_lengkap(contoh):
    anggota = AnggotaTim.objects.filter(tim__satker__kode="kb-ntb", tim__tahun=2023)
    assert set(anggota.filter(jabatan_tim="Koordinator").values_list("area", flat=True)) == {
        *("MP", "TL", "SDM"),
        *("AK", "PW", "PP"),
    }
    assert anggota.count() == Pegawai.objects.filter(satker__kode="kb-ntb").count() - 1


def test_penilaian_lke_terisi_sebagian(contoh):
    (putaran,) = Putaran.objects.all()
    assert (putaran.satker.kode, putaran.tahun, putaran.jenis, putaran.status) == ("kb-ntb", 2023, "mandiri", "draf")
    assert putaran.jawaban.count() == 113 - putaran.belum == 97
    assert 60 < putaran.total < 100
    assert nilai_berbeda() == (1, [])
    Peran.objects.filter(jenis="ketua_tim").update(selesai=timezone.localdate() - timedelta(days=1))
    Jawaban.objects.all().delete()
    putaran.delete()
    assert muat_contoh()[-2].keadaan == "tidak berubah"  # nobody is left who may start it


def test_kedua_kali_tidak_mengubah_apa_pun(contoh):
    dulu = isi_tabel()
    assert {h.keadaan for h in muat_contoh()} == {"tidak berubah"}
    assert isi_tabel() == dulu


def test_yang_diubah_orang_tidak_ditimpa(contoh):
    ketua = orang("ketua")
    ketua.nama, ketua.email = "Nama Baru", "baru@contoh.invalid"
    ketua.set_password("sandi-baru-sekali")
    ketua.save()
    Pegawai.objects.filter(nama__startswith="Damar").update(nomor_induk="198501012010011001")
    Peran.objects.filter(jenis="anggota").update(selesai=timezone.localdate() - timedelta(days=1))
    RencanaKerja.objects.update(dihapus_pada=timezone.now())
    Satker.objects.filter(kode="kb-ntb").update(nama_pendek="KB NTB")
    TimKerja.objects.update(sebutan="Tim ZI")
    dulu = isi_tabel()
    muat_contoh()
    assert isi_tabel() == dulu


@pytest.mark.parametrize("mode", ["mandiri", "produksi"])
def test_ditolak_di_luar_mode_contoh(settings, mode):
    settings.MODE = mode
    with pytest.raises(GalatDomain, match="mode contoh"):
        muat_contoh()
    with pytest.raises(CommandError, match="mode contoh"):
        call_command("muat_contoh")
    assert not Satker.objects.exists()
    assert not Pengguna.objects.exists()


def test_perintah_mencetak_akun(capsys):
    call_command("muat_contoh")
    keluar = capsys.readouterr().out
    assert "Akun contoh: 8 dibuat." in keluar
    assert sandi_contoh() in keluar
    baris = {b.split("  ")[0]: b for b in keluar.splitlines() if "@contoh.invalid" in b}
    assert set(baris) == {
        *("Anggota MP", "Koordinator MP", "Ketua tim", "Kepala satker"),
        *("Admin satker", "Evaluator", "Admin pusat"),
    }
    assert "kepala@contoh.invalid" in baris["Kepala satker"]


def test_akun_yang_dimatikan_tidak_didaftar(contoh):
    Pengguna.objects.filter(email="pusat@contoh.invalid").update(is_active=False)
    assert "pusat@contoh.invalid" not in [a.surel for a in daftar_akun()]
    Pengguna.objects.update(is_active=False)
    assert tabel_akun() == "Tidak ada akun contoh."


def test_penolakan_tidak_menunggu_basis_data(settings, django_assert_num_queries):
    settings.MODE = "produksi"
    with django_assert_num_queries(0), pytest.raises(GalatDomain, match="mode contoh"):
        muat_contoh()
