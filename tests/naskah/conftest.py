"""A plan with two areas and people around it."""

from types import SimpleNamespace

import pytest

from tests.naskah.bantu import alamat
from tests.pabrik import AksiFactory, AreaFactory, BarisFactory, RencanaFactory, SatkerFactory, TabelFactory, orang
from zi.bukti.acuan import muat_jenis_bukti
from zi.bukti.models import SyaratBukti
from zi.jadwal.services import tambah_jadwal
from zi.pengungkit.models import AreaBaku


@pytest.fixture
def dunia(db):
    """Areas MP and TL; the first row has two actions, a schedule for the first one, a requirement."""
    muat_jenis_bukti()
    satker = SatkerFactory(nama="Kantor Contoh")
    rencana = RencanaFactory(satker=satker)
    area = []
    for n, (kode, nama) in enumerate([("MP", "Manajemen Perubahan"), ("TL", "Penataan Tata Laksana")], start=1):
        baku = AreaBaku.objects.create(kode=kode, nama=nama, urutan=n)
        area.append(
            AreaFactory(
                rencana=rencana, kode="I" * n, nomor_tertulis=f"{'I' * n}.", nama=nama, area_baku=baku, urutan=n
            )
        )
    tabel = [TabelFactory(area=a, urutan=n) for n, a in enumerate(area, start=1)]
    baris = BarisFactory(tabel=tabel[0], urutan=1, no_tertulis="1.", uraian="Penyusunan Tim Kerja")
    aksi = [
        AksiFactory(baris=baris, urutan=1, label="a.", teks="Menyusun mekanisme"),
        AksiFactory(baris=baris, urutan=2, label="b.", teks="Membentuk tim"),
    ]
    ketua = orang(satker, "ketua_tim", pengguna__nama="Ketua Contoh")
    (jadwal,) = tambah_jadwal(baris, "a. 25 Januari 2023", oleh=ketua)
    syarat = SyaratBukti.objects.create(baris=baris, urutan=1, teks="SK Tim Kerja", jenis=["sk"])
    lain = orang(SatkerFactory(), "ketua_tim")
    peran = ("anggota", "koordinator", "kepala", "admin_satker", "evaluator", "admin_pusat")
    return SimpleNamespace(
        satker=satker,
        rencana=rencana,
        area=area,
        tabel=tabel,
        baris=baris,
        aksi=aksi,
        jadwal=jadwal,
        syarat=syarat,
        ketua=ketua,
        orang={"ketua_tim": ketua, "satker_lain": lain, **{j: orang(satker, j) for j in peran}},
    )


@pytest.fixture
def ketua(dunia, client):
    """The client, logged in as the head of the team."""
    client.force_login(dunia.ketua)
    return client


@pytest.fixture
def isian():
    """The fields of the form on a page, as a browser would post them."""

    from bs4 import BeautifulSoup

    def baca(jawab, pilih="form.editor", **ganti):
        form = BeautifulSoup(jawab.content, "html.parser").select_one(pilih)
        data = {}
        for x in form.select("input[name], textarea[name], select[name]"):
            if x.get("type") in {"checkbox", "radio"} and not x.has_attr("checked"):
                continue
            if x.name == "select":
                nilai = next((o["value"] for o in x.select("option[selected]")), x.select_one("option")["value"])
            elif x.name == "textarea":
                nilai = x.text.removeprefix("\n")
            else:
                nilai = x.get("value", "on" if x.get("type") in {"checkbox", "radio"} else "")
            data.setdefault(x["name"], []).append(nilai)
        for nama, nilai in ganti.items():
            data[nama] = nilai if isinstance(nilai, list) else [nilai]
        return data

    return baca


@pytest.fixture
def ubah(dunia):
    """The address of the editor of a row."""
    return alamat("baris_ubah", dunia.baris)
