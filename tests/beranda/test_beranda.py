"""The home of each person, and what stands in links and fields."""

import pytest
from django.urls import reverse

from tests.pabrik import AreaFactory, BarisFactory, RencanaFactory, SatkerFactory, TabelFactory, orang
from zi.bukti.models import SyaratBukti

pytestmark = pytest.mark.django_db


def isi(client, pengguna, alamat="/"):
    client.force_login(pengguna)
    jawab = client.get(alamat)
    assert jawab.status_code == 200
    return jawab.content.decode()


@pytest.fixture
def satker():
    return SatkerFactory(nama="Kantor Uji Mataram")


@pytest.mark.parametrize("peran", ["admin_satker", "admin_pusat"])
def test_beranda_admin_menaut_ke_satker(client, satker, peran):
    teks = isi(client, orang(satker, peran))
    assert f'href="{reverse("satker:rincian", args=[satker.kode])}"' in teks


def test_nomor_besar_tetap_utuh_di_tautan_dan_isian(client, satker):
    """Ids above 999 and years get no thousands dot, or every link and field with them breaks."""
    rencana = RencanaFactory(pk=12345, satker=satker)
    baris = BarisFactory(pk=45678, tabel=TabelFactory(area=AreaFactory(pk=23456, rencana=rencana)))
    SyaratBukti.objects.create(baris=baris, teks="Notula", urutan=1)
    ketua = orang(satker, "ketua_tim")
    assert "?rencana=12345" in isi(client, ketua)
    assert 'name="rencana" value="12345"' in isi(client, ketua, reverse("bukti:daftar"))
    assert 'id="baris-45678"' in isi(client, ketua, reverse("naskah:rencana", args=[rencana.pk]))
    orang(satker, "evaluator")
    assert "Evaluator 2023" in isi(client, ketua, reverse("satker:orang", args=[satker.kode]))
