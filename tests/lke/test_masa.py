"""The days that a central admin sets for all units below: who follows, who may differ, and two admins at once."""

import pytest
from django.urls import reverse

from tests.lke.bantu import TAHUN, bangun_lke, hari
from tests.pabrik import SatkerFactory, orang
from zi.akun.models import Pengguna
from zi.common.galat import GalatDomain, SudahBerubah, TidakBerhak
from zi.lke.masa.services import tetapkan_masa
from zi.lke.models import MasaBersama, Putaran
from zi.lke.policies import boleh_atur_masa, boleh_isi
from zi.lke.services import atur_masa, langkah, mulai_putaran

pytestmark = pytest.mark.django_db
URL = reverse("lke:pusat_masa")


@pytest.fixture
def dunia():
    """A unit with its rounds below an agency, whose central admin is `pusat`."""
    dunia = bangun_lke()
    dunia.akar = SatkerFactory(nama="Kementerian")
    dunia.satker.parent = dunia.akar
    dunia.satker.save()
    dunia.pusat = orang(dunia.akar, "admin_pusat")
    return dunia


def tetapkan(dunia, jenis="mandiri", versi=0, *, satker=None, buka=None, tutup=None, oleh=None):
    masa = {"buka": buka and hari(buka), "tutup": tutup and hari(tutup)}
    return tetapkan_masa(satker or dunia.akar, TAHUN, jenis, versi, **masa, oleh=oleh or dunia.pusat)


def kini(putaran):
    return Putaran.objects.select_related("satker").get(pk=putaran.pk)


def test_satu_masa_untuk_semua_satker_di_bawah(dunia):
    ketua, admin = dunia.orang["ketua_tim"], dunia.orang["admin_satker"]
    assert boleh_atur_masa(admin, dunia.mandiri)
    assert tetapkan(dunia, tutup=-1) == 1
    assert "berakhir" in boleh_isi(ketua, kini(dunia.mandiri)).alasan
    assert boleh_isi(dunia.orang["evaluator"], kini(dunia.tpi))  # another kind
    assert "ditetapkan admin pusat" in boleh_atur_masa(admin, kini(dunia.mandiri)).alasan
    with pytest.raises(TidakBerhak):
        atur_masa(kini(dunia.mandiri), oleh=admin, buka=None, tutup=hari(9))
    atur_masa(kini(dunia.mandiri), oleh=dunia.pusat, buka=None, tutup=hari(9))  # one unit gets more time
    assert boleh_isi(ketua, kini(dunia.mandiri))
    assert tetapkan(dunia, versi=1, tutup=5) == 1
    assert kini(dunia.mandiri).tutup == hari(5)

    tetapkan(dunia, jenis="tpi", tutup=-1)
    assert "berakhir" in boleh_isi(dunia.orang["evaluator"], kini(dunia.tpi)).alasan
    assert not boleh_isi(dunia.orang["ketua_tpi"], kini(dunia.tpi))


def test_putaran_baru_mengikuti_dan_yang_terbit_tetap(dunia):
    ketua = dunia.orang["ketua_tim"]
    for aksi, siapa in (("serahkan", ketua), ("terbitkan", dunia.orang["kepala"])):
        langkah(dunia.mandiri, aksi, oleh=siapa, tetap=True)
    assert tetapkan(dunia, buka=-3, tutup=5) == 0
    assert kini(dunia.mandiri).tutup is None
    with pytest.raises(GalatDomain, match="sudah ditetapkan"):
        mulai_putaran(dunia.satker, TAHUN, "mandiri", oleh=ketua, tutup=hari(90))
    baru = mulai_putaran(dunia.satker, TAHUN, "mandiri", oleh=ketua)
    assert (baru.buka, baru.tutup) == (hari(-3), hari(5))
    pendampingan = mulai_putaran(dunia.satker, TAHUN, "pendampingan", oleh=dunia.orang["evaluator"], tutup=hari(2))
    assert pendampingan.tutup == hari(2)


def test_yang_terdekat_berlaku(dunia):
    """What the admin of a branch sets stays when the agency sets its own."""
    dekat = dunia.orang["admin_pusat"]  # of the unit itself
    tetapkan(dunia, tutup=3, satker=dunia.satker, oleh=dekat)
    assert tetapkan(dunia, tutup=8) == 0
    assert kini(dunia.mandiri).tutup == hari(3)
    assert MasaBersama.objects.untuk(dunia.satker, TAHUN, "mandiri").satker == dunia.satker
    assert MasaBersama.objects.untuk(SatkerFactory(parent=dunia.akar), TAHUN, "mandiri").satker == dunia.akar
    assert MasaBersama.objects.untuk(SatkerFactory(), TAHUN, "mandiri") is None
    with pytest.raises(TidakBerhak):
        tetapkan(dunia, tutup=3, oleh=dekat)


def test_ditolak_dengan_kalimat(dunia):
    with pytest.raises(GalatDomain, match="lebih awal"):
        tetapkan(dunia, buka=3, tutup=1)
    with pytest.raises(GalatDomain, match="jenis putaran"):
        tetapkan(dunia, jenis="lain", tutup=1)
    for jenis in ("kepala", "admin_satker", "evaluator"):
        with pytest.raises(TidakBerhak):
            tetapkan(dunia, satker=dunia.satker, tutup=1, oleh=dunia.orang[jenis])
    tetapkan(dunia, tutup=1)
    tetapkan(dunia, tutup=1)  # the same twice is once
    with pytest.raises(SudahBerubah):
        tetapkan(dunia, tutup=2)
    assert MasaBersama.objects.get().versi == 1


def test_halaman_masa(client, dunia):
    for jenis in ("ketua_tim", "admin_satker", "evaluator"):
        client.force_login(dunia.orang[jenis])
        assert client.get(URL).status_code == 404
    client.force_login(dunia.pusat)
    assert URL in client.get(reverse("lke:pusat")).text
    assert "Belum ada masa yang ditetapkan" in client.get(URL).text
    isi = {"satker": dunia.akar.pk, "tahun": TAHUN, "jenis": "mandiri", "versi": 0}
    salah = client.post(URL, isi | {"buka": hari(3), "tutup": hari(1)})
    assert (salah.status_code, "tutup" in salah.context["form"].errors) == (422, True)
    assert "1 putaran yang belum terbit mengikutinya" in client.post(URL, isi | {"tutup": hari(4)}, follow=True).text
    bentrok = client.post(URL, isi | {"tutup": hari(6)})
    assert (bentrok.status_code, 'name="versi" value="1"' in bentrok.text) == (409, True)
    assert kini(dunia.mandiri).tutup == hari(4)
    ubah = client.get(URL, {"ubah": MasaBersama.objects.get().pk})
    assert f'value="{hari(4)}"' in ubah.text
    assert client.post(URL, isi | {"tutup": hari(6), "versi": 1}).status_code == 302
    assert kini(dunia.mandiri).tutup == hari(6)
    asing = orang(SatkerFactory(), "admin_pusat")
    client.force_login(Pengguna.objects.get(pk=asing.pk))
    assert "Belum ada masa yang ditetapkan" in client.get(URL, {"ubah": MasaBersama.objects.get().pk}).text
    assert client.post(URL, isi | {"tutup": hari(9), "versi": 2}).status_code == 422
