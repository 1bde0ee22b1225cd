"""Who is responsible for a row: typed in its editor, kept as entries with ids of their own."""

import json

import pytest
from auditlog.models import LogEntry

from tests.naskah.bantu import HTMX, segarkan, sup
from tests.pabrik import orang
from zi.common.galat import GalatDomain, SudahBerubah, TidakBerhak
from zi.naskah.kanonik import ke_teks, susun
from zi.rencana.models import PenanggungJawab, Pihak, RencanaKerja
from zi.rencana.services_baris import ubah_baris

pytestmark = pytest.mark.django_db
KUNCI = "baris-penanggung_jawab"


@pytest.fixture
def tulis(dunia):
    """Save words for the row as the head of the team; gives the living entries."""

    def simpan(teks):
        segarkan(dunia.baris)
        ubah_baris(dunia.baris, dunia.baris.versi, oleh=dunia.ketua, penanggung_jawab=teks)
        return daftar(dunia)

    return simpan


def daftar(dunia):
    return list(dunia.baris.penanggung_jawab.hidup().order_by("urutan", "pk"))


def kata(dunia):
    return [x.teks_tertulis for x in daftar(dunia)]


# --- the service


def test_nama_dan_sinonim_mengenai_pihak_yang_sama(dunia, tulis):
    tim = Pihak.objects.create(satker=dunia.satker, nama="Tim Kerja ZI", sinonim=["Tim ZI"])
    asing = Pihak.objects.create(satker=orang_lain(dunia), nama="Sekretaris")
    satu, dua, tiga = tulis("TIM ZI; Sekretaris\ntim kerja zi")
    assert list(satu.pihak.all()) == list(tiga.pihak.all()) == [tim]
    assert dua.pihak.get().satker == dunia.satker
    assert dua.pihak.get() != asing
    assert Pihak.objects.filter(satker=dunia.satker).count() == 2


def orang_lain(dunia):
    return dunia.orang["satker_lain"].peran.get().satker


def test_yang_tidak_berubah_tetap_uid_nya(dunia, tulis):
    a, b = tulis("Ketua; Sekretaris")
    b2, c = tulis("Sekretaris\nBendahara")
    segarkan(a)
    assert (b2.uid, b2.urutan, c.teks_tertulis) == (b.uid, 1, "Bendahara")
    assert (a.dihapus_pada is not None, a.dihapus_oleh) == (True, dunia.ketua)
    a2, *_ = tulis("Ketua; Sekretaris")
    assert a2.uid == a.uid
    assert PenanggungJawab.objects.count() == 3


def test_menyimpan_dua_kali_sama_dengan_sekali(dunia, tulis):
    pertama = [(x.uid, x.versi, x.urutan) for x in tulis("Ketua; Sekretaris")]
    jejak = LogEntry.objects.count()
    assert [(x.uid, x.versi, x.urutan) for x in tulis("Ketua\nSekretaris")] == pertama
    assert LogEntry.objects.count() == jejak
    assert Pihak.objects.count() == 2


def test_kata_impor_yang_memuat_titik_koma_tidak_dipecah(dunia, tulis):
    lama = PenanggungJawab.objects.create(baris=dunia.baris, teks_tertulis="Tim ZI; TPI")
    kini = tulis("Tim ZI\nTPI\nKetua")
    assert [x.teks_tertulis for x in kini] == ["Tim ZI; TPI", "Ketua"]
    assert kini[0].uid == lama.uid


def test_riwayat_menyebut_pengubahnya(dunia, tulis):
    tulis("Ketua")
    jejak = LogEntry.objects.get_for_object(dunia.baris).order_by("-pk").first()
    assert (jejak.actor, jejak.changes_dict) == (dunia.ketua, {"penanggung_jawab": ["", "Ketua"]})


def test_naik_versi_barisnya_sehingga_orang_kedua_tahu(dunia, tulis):
    tulis("Ketua")
    segarkan(dunia.baris)
    assert dunia.baris.versi == 2
    with pytest.raises(SudahBerubah):
        ubah_baris(dunia.baris, 1, oleh=dunia.ketua, penanggung_jawab="Sekretaris")
    assert kata(dunia) == ["Ketua"]


def test_nama_terlalu_panjang_ditolak_seluruhnya(dunia, tulis):
    tulis("Ketua")
    with pytest.raises(GalatDomain, match="paling panjang 120 huruf"):
        tulis("Sekretaris; " + "x" * 121)
    assert kata(dunia) == ["Ketua"]


@pytest.mark.parametrize("peran", ["anggota", "kepala", "admin_satker", "evaluator", "satker_lain"])
def test_siapa_yang_tidak_boleh(dunia, peran):
    with pytest.raises(TidakBerhak):
        ubah_baris(dunia.baris, 1, oleh=dunia.orang[peran], penanggung_jawab="Saya")
    assert not PenanggungJawab.objects.exists()


def test_rencana_disetujui_menjadi_draf_dan_yang_diajukan_terkunci(dunia, tulis):
    waktu = {"diajukan_oleh": dunia.ketua, "diajukan_pada": dunia.rencana.created_at}
    RencanaKerja.objects.update(status="diajukan", **waktu)
    with pytest.raises(TidakBerhak):
        tulis("Ketua")
    RencanaKerja.objects.update(status="disetujui", **waktu)
    tulis("Ketua")
    segarkan(dunia.rencana)
    assert dunia.rencana.status == "draf"


def test_ikut_dalam_dokumen_rencana(dunia, tulis):
    tulis("Ketua; Sekretaris")
    isi = json.loads(ke_teks(susun(RencanaKerja.objects.get())))
    (satu,) = [b for t in isi["tabel"] for b in t.get("baris", [])]
    assert [(x["teks_tertulis"], x["pihak"]) for x in satu["penanggung_jawab"]] == [
        ("Ketua", ["Ketua"]),
        ("Sekretaris", ["Sekretaris"]),
    ]


# --- the editor


@pytest.mark.parametrize("kepala", [{}, HTMX])
def test_diisi_di_editor_lalu_dikosongkan(dunia, ketua, isian, ubah, kepala):
    assert ketua.post(ubah, isian(ketua.get(ubah), **{KUNCI: "Ketua; Sekretaris"}), headers=kepala).status_code < 400
    assert kata(dunia) == ["Ketua", "Sekretaris"]
    editor = sup(ketua.get(ubah, headers=kepala))
    assert editor.select_one(f"[name={KUNCI}]").text.strip() == "Ketua\nSekretaris"
    assert editor.select_one(f'label[for="id_{dunia.baris.pk}_{KUNCI}"]')
    ketua.post(ubah, isian(ketua.get(ubah), **{KUNCI: ""}))
    assert kata(dunia) == []


def test_tanpa_perubahan_tidak_menulis(dunia, ketua, isian, ubah, tulis):
    PenanggungJawab.objects.create(baris=dunia.baris, teks_tertulis="Tim ZI; TPI ")
    ketua.post(ubah, isian(ketua.get(ubah)))
    segarkan(dunia.baris)
    assert (dunia.baris.versi, kata(dunia)) == (1, ["Tim ZI; TPI "])


def test_formulir_lama_tanpa_isian_ini_tidak_menghapus(dunia, ketua, isian, ubah, tulis):
    tulis("Ketua")
    data = isian(ketua.get(ubah), **{"baris-uraian": "Uraian baru"})
    del data[KUNCI]
    awal = json.loads(data["baris-awal"][0])
    del awal["penanggung_jawab"]
    ketua.post(ubah, data | {"baris-awal": [json.dumps(awal)]})
    segarkan(dunia.baris)
    assert (dunia.baris.uraian, kata(dunia)) == ("Uraian baru", ["Ketua"])


def test_orang_kedua_melihat_kedua_versi(dunia, ketua, isian, ubah, tulis):
    tulis("Semula")
    milik_saya = isian(ketua.get(ubah), **{KUNCI: "Isian saya"})
    ketua.post(ubah, isian(ketua.get(ubah), **{KUNCI: "Isian orang lain"}))
    jawab = ketua.post(ubah, milik_saya)
    assert jawab.status_code == 409
    bandingan = sup(jawab).select_one(".bandingan").text
    assert all(x in bandingan for x in ("Isian orang lain", "Isian saya", "Semula"))
    assert "Ketua Contoh" in sup(jawab).select_one(".alert-warning h2").text
    assert kata(dunia) == ["Isian orang lain"]
    ketua.post(ubah, isian(jawab))
    assert kata(dunia) == ["Isian saya"]


def test_dua_orang_di_isian_berbeda_tidak_bentrok(dunia, ketua, isian, ubah):
    milik_saya = isian(ketua.get(ubah), **{KUNCI: "Ketua", "baris-no_tertulis": "9."})
    ketua.post(ubah, isian(ketua.get(ubah), **{"baris-uraian": "Uraian dia"}))
    assert ketua.post(ubah, milik_saya).status_code == 302
    segarkan(dunia.baris)
    assert (dunia.baris.uraian, dunia.baris.no_tertulis, kata(dunia)) == ("Uraian dia", "9.", ["Ketua"])


def test_uraian_saya_dan_penanggung_jawab_dia_tidak_bentrok(dunia, ketua, isian, ubah):
    milik_saya = isian(ketua.get(ubah), **{"baris-uraian": "Uraian saya"})
    ketua.post(ubah, isian(ketua.get(ubah), **{KUNCI: "Ketua"}))
    assert ketua.post(ubah, milik_saya).status_code == 302
    segarkan(dunia.baris)
    assert (dunia.baris.uraian, kata(dunia)) == ("Uraian saya", ["Ketua"])


def test_pakai_yang_tersimpan(dunia, ketua, isian, ubah):
    milik_saya = isian(ketua.get(ubah), **{KUNCI: "Isian saya", "isi-aksi": "Aksi saya"})
    ketua.post(ubah, isian(ketua.get(ubah), **{KUNCI: "Isian orang lain"}))
    jawab = ketua.post(ubah, milik_saya)
    ketua.post(ubah, isian(jawab, **{"baris-pilih": "tersimpan"}))
    assert kata(dunia) == ["Isian orang lain"]
    assert dunia.baris.aksi.filter(teks="Aksi saya").exists()


@pytest.mark.parametrize(("buruk", "pesan"), [("x" * 10_000, "2000"), ("x" * 121, "120"), ("a\x00b", "null")])
def test_isian_buruk_tidak_hilang_dan_tidak_disimpan(dunia, ketua, isian, ubah, tulis, buruk, pesan):
    tulis("Ketua")
    jawab = ketua.post(ubah, isian(ketua.get(ubah), **{KUNCI: buruk, "baris-uraian": "Uraian baru"}))
    assert jawab.status_code == 422
    isian_ = sup(jawab).select_one(f"[name={KUNCI}][aria-invalid=true]")
    assert isian_.text.strip().startswith(buruk[:1])
    assert pesan in sup(jawab).select_one(f'[id="{isian_["aria-describedby"]}"]').text
    segarkan(dunia.baris)
    assert (kata(dunia), dunia.baris.uraian) == (["Ketua"], "Penyusunan Tim Kerja")


def test_nama_panjang_dari_impor_boleh_tetap(dunia, ketua, isian, ubah):
    PenanggungJawab.objects.create(baris=dunia.baris, teks_tertulis="P" * 200)
    assert ketua.post(ubah, isian(ketua.get(ubah), **{KUNCI: "P" * 200 + "\nKetua"})).status_code == 302
    assert kata(dunia) == ["P" * 200, "Ketua"]


def test_satker_lain_tidak_menemukan_editornya(dunia, client, isian, ubah):
    client.force_login(dunia.ketua)
    data = isian(client.get(ubah), **{KUNCI: "Dibajak"})
    for siapa in (dunia.orang["satker_lain"], orang(orang_lain(dunia), "admin_satker")):
        client.force_login(siapa)
        assert client.post(ubah, data).status_code == 404
    assert not PenanggungJawab.objects.exists()


def test_isi_isian_tidak_menjadi_html(dunia, ketua, isian, ubah, tulis):
    tulis("<script>alert(1)</script>")
    assert "<script>alert" not in ketua.get(ubah).text
