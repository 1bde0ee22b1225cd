"""Forms of the sections and signers of a plan."""

from datetime import date
from typing import Any

from django import forms

from zi.common.formulir import FormBerversi
from zi.naskah.butir import Baris, baca, tulis
from zi.naskah.models import BagianNaskah, JenisBagian, Pengesahan
from zi.naskah.queries_bagian import butir_bagian, pilihan_bagian
from zi.naskah.services_bagian import TURUNAN
from zi.rencana.enums import JenisTabel
from zi.rencana.models import RencanaKerja
from zi.ui.forms import FormulirDasar, medan_tanggal

J = JenisBagian
RAPAT = ("hari_tanggal", "tempat", "peserta")
BERDAFTAR = {J.DAFTAR, J.MAKSUD_TUJUAN}
TANPA_ISI = {J.SAMPUL, J.TANDA_TANGAN, J.DAFTAR_ISI}
MARKDOWN = "Baris kosong memisahkan paragraf. **tebal**, *miring*, daftar dengan “1.” atau “-” di awal baris."


def _panjang(label: str, baris: int, bantuan: str = "", maks: int = 20_000) -> forms.CharField:
    kotak = forms.Textarea(attrs={"rows": baris})
    return forms.CharField(label=label, max_length=maks, required=False, widget=kotak, help_text=bantuan, strip=False)


def _pendek(label: str, maks: int = 200, **lain: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=maks, required=False, **lain)


class FormBagian(FormulirDasar, FormBerversi):
    """Only the fields that the kind of the section has."""

    nomor_tertulis = _pendek("Nomor", 20, help_text="Seperti tercetak, misalnya BAB I atau 1.1.")
    judul = _pendek("Judul", 400)
    isi = _panjang("Isi", 12, MARKDOWN)
    butir = _panjang("Butir", 8, "Satu baris satu butir, dengan nomornya. Dua spasi di depan untuk butir di bawahnya.")
    hari_tanggal = _pendek("Hari/tanggal")
    tempat = _pendek("Tempat")
    peserta = _pendek("Peserta")
    tabel_jenis = forms.ChoiceField(
        label="Tabel",
        required=False,
        choices=[("", "Semua tabel"), *JenisTabel.choices, ("prioritas", "Target prioritas")],
    )
    susunan_area = forms.ChoiceField(
        label="Susunan area", required=False, choices=[("", "–"), *BagianNaskah.SusunanArea.choices]
    )
    orientasi = forms.ChoiceField(label="Halaman", choices=BagianNaskah.Orientasi)

    def __init__(self, data: Any = None, *, objek: BagianNaskah, prefix: str | None = None) -> None:
        self.daftar_butir = butir_bagian(objek)
        super().__init__(data, objek=objek, prefix=prefix)
        for nama in set(self._isi()) - self._medan(objek):
            del self.fields[nama]
        self.initial = {**self.initial, **self._kini(), "awal": self._ingatan()}

    def _medan(self, objek: BagianNaskah) -> set[str]:
        hasil = {"nomor_tertulis", "judul", "orientasi"}
        hasil |= set() if objek.jenis in TANPA_ISI else {"isi"}
        hasil |= {"butir"} if objek.jenis in BERDAFTAR or self.daftar_butir else set()
        hasil |= set(RAPAT) if objek.jenis == J.DATA_RAPAT else set()
        hasil |= {"tabel_jenis"} if objek.jenis == J.TABEL else set()
        return hasil | ({"susunan_area"} if objek.jenis == J.AREA else set())

    def nilai_objek(self, nama: str) -> Any:
        if nama == "butir":
            return tulis(self.daftar_butir)
        return self.objek.data.get(nama, "") if nama in RAPAT else getattr(self.objek, nama)

    def versi_simpan(self) -> int:
        """What is not a field of the row is compared by the version of the whole row."""
        if set(self.ubahan) & set(TURUNAN):
            return self.cleaned_data["versi"]
        return super().versi_simpan()

    def nilai_simpan(self) -> dict[str, Any]:
        """The changed fields, the list as items."""
        ubahan = self.ubahan
        return ubahan | {"butir": self._baca_butir()} if "butir" in ubahan else ubahan

    def _baca_butir(self) -> list[Baris]:
        return baca(self.cleaned_data["butir"])

    def bandingkan(self) -> None:
        self.daftar_butir = butir_bagian(self.objek)
        super().bandingkan()


class FormBagianBaru(FormulirDasar, forms.Form):
    jenis = forms.ChoiceField(label="Jenis", choices=JenisBagian, initial=J.PROSA)
    induk = forms.ChoiceField(label="Di dalam", required=False)
    nomor_tertulis = _pendek("Nomor", 20)
    judul = _pendek("Judul", 400)

    def __init__(self, data: Any = None, *, rencana: RencanaKerja) -> None:
        super().__init__(data)
        self.fields["induk"].choices = pilihan_bagian(rencana, "– paling luar –")
        self.rencana = rencana

    def clean_induk(self) -> BagianNaskah | None:
        pk = self.cleaned_data["induk"]
        return BagianNaskah.objects.hidup().filter(rencana=self.rencana, pk=pk).first() if pk else None


class MedanPengesahan(forms.Form):
    nama = forms.CharField(label="Nama dan gelar", max_length=150)
    jabatan = _pendek("Jabatan")
    pangkat = _pendek("Pangkat", 80)
    nomor_induk = _pendek("NIP/NRP", 30)
    peran = forms.ChoiceField(label="Peran", choices=Pengesahan.Peran)
    peran_tertulis = _pendek("Kata pengantar tanda tangan", help_text="Misalnya Mengetahui, atau Disetujui oleh.")
    tempat = _pendek("Tempat", 80)
    tanggal = medan_tanggal("Tanggal", required=False)
    presisi_tanggal = forms.ChoiceField(label="Tanggal dicetak sampai", choices=[("hari", "Hari"), ("bulan", "Bulan")])
    bentuk = forms.ChoiceField(label="Bentuk", choices=Pengesahan.Bentuk)
    bagian_id = forms.ChoiceField(label="Letak", required=False)

    def clean_bagian_id(self) -> int | None:
        return int(self.cleaned_data["bagian_id"]) if self.cleaned_data["bagian_id"] else None


class FormPengesahanBaru(FormulirDasar, MedanPengesahan):
    def __init__(self, data: Any = None, *, rencana: RencanaKerja) -> None:
        super().__init__(data)
        self.fields["bagian_id"].choices = pilihan_bagian(rencana, "Di bagian tanda tangan")


class FormPengesahan(FormulirDasar, MedanPengesahan, FormBerversi):
    def __init__(self, data: Any = None, *, objek: Pengesahan, prefix: str | None = None) -> None:
        super().__init__(data, objek=objek, prefix=prefix)
        self.fields["bagian_id"].choices = pilihan_bagian(objek.rencana, "Di bagian tanda tangan")

    def nilai_objek(self, nama: str) -> Any:
        nilai = getattr(self.objek, nama)
        return nilai.isoformat() if isinstance(nilai, date) else nilai

    @property
    def ubahan(self) -> dict[str, Any]:
        """A date is remembered as text."""
        hasil = super().ubahan
        if "tanggal" in hasil and str(hasil["tanggal"]) == str(self.cleaned_data["awal"].get("tanggal")):
            del hasil["tanggal"]
        return hasil

    def nilai_simpan(self) -> dict[str, Any]:
        return self.ubahan
