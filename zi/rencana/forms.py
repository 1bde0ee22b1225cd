"""Forms of a plan, its areas, rows, actions and program prioritas."""

from typing import Any

from django import forms
from django.utils import timezone

from zi.common.formulir import FormBerversi
from zi.rencana.enums import BentukProgram, Predikat
from zi.rencana.label import Butir, daftar, pisah
from zi.rencana.pihak import MAKS_PIHAK, daftar_pihak
from zi.rencana.queries import tulis_penanggung_jawab
from zi.satker.models import Satker
from zi.ui.forms import FormulirDasar

TAHUN_AWAL, TAHUN_AKHIR, TERPANJANG = 2000, 2100, 10


def teks_panjang(label: str, baris: int = 2, **lain: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=5000, widget=forms.Textarea(attrs={"rows": baris}), **lain)


class FormRencanaBaru(FormulirDasar, forms.Form):
    satker = forms.ModelChoiceField(Satker.objects.none(), label="Satker", empty_label=None)
    tahun_mulai = forms.IntegerField(label="Tahun", min_value=TAHUN_AWAL, max_value=TAHUN_AKHIR, localize=False)
    tahun_selesai = forms.IntegerField(
        label="Sampai tahun",
        required=False,
        min_value=TAHUN_AWAL,
        max_value=TAHUN_AKHIR,
        help_text="Isi hanya bila rencana mencakup lebih dari satu tahun.",
    )
    predikat = forms.ChoiceField(label="Predikat yang dituju", choices=Predikat, initial=Predikat.WBK)
    judul = forms.CharField(
        label="Judul", max_length=400, initial="Rencana Kerja Pembangunan Zona Integritas", widget=forms.TextInput
    )

    def __init__(self, *args: Any, satker: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["satker"].queryset = satker
        self.fields["tahun_mulai"].initial = timezone.localdate().year
        if satker.count() == 1:
            self.fields["satker"].initial = satker.first()

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or {}
        mulai = isi.get("tahun_mulai")
        isi["tahun_selesai"] = selesai = isi.get("tahun_selesai") or mulai
        if mulai and selesai and not mulai <= selesai < mulai + TERPANJANG:
            self.add_error("tahun_selesai", f"Isi tahun {mulai} sampai {mulai + TERPANJANG - 1}.")
        return isi


class FormKepala(FormulirDasar, FormBerversi):
    judul = teks_panjang("Judul")
    predikat = forms.ChoiceField(label="Predikat yang dituju", choices=Predikat)
    disusun_oleh = forms.CharField(label="Disusun oleh", max_length=200, required=False)
    sejak = forms.CharField(label="Pembangunan ZI sejak", max_length=200, required=False)

    def clean_judul(self) -> str:
        judul = " ".join(self.cleaned_data["judul"].split())
        if len(judul) > 400:
            raise forms.ValidationError("Judul paling panjang 400 huruf.")
        return judul


class FormArea(FormulirDasar, FormBerversi):
    nomor_tertulis = forms.CharField(label="Nomor", max_length=20, required=False)
    nama = forms.CharField(label="Nama", max_length=250)
    sebutan = forms.CharField(
        label="Sebutan", max_length=40, required=False, help_text="Misalnya Pengungkit, Zona, atau Pokja."
    )


class FormAreaBaru(FormulirDasar, forms.Form):
    nama = forms.CharField(label="Nama area", max_length=250)
    nomor_tertulis = forms.CharField(
        label="Nomor", max_length=20, required=False, help_text="Kosongkan untuk nomor berikutnya."
    )


class FormProgram(FormulirDasar, FormBerversi):
    label = forms.CharField(label="Nomor", max_length=20, required=False)
    teks = teks_panjang("Program prioritas", 4)
    bentuk = forms.ChoiceField(label="Bentuk", choices=BentukProgram)


class FormProgramBaru(FormulirDasar, forms.Form):
    teks = teks_panjang("Program prioritas", 5, help_text="Satu baris satu program. Nomor di depannya dipisahkan.")

    def clean_teks(self) -> list[Butir]:
        return daftar(self.cleaned_data["teks"])


class FormBaris(FormBerversi):
    DENGAN_PILIHAN = True
    PENANDA = ("urutan", "area_id")
    no_tertulis = forms.CharField(label="No", max_length=20, required=False)
    uraian = teks_panjang("Rencana kerja")
    penanggung_jawab = forms.CharField(
        label="Penanggung jawab (boleh kosong)",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 1}),
        help_text="Satu baris satu pihak, atau pisahkan dengan titik koma.",
    )

    _tertulis: tuple[int, str] | None = None  # the version of the row, and who was responsible then

    def nilai_objek(self, nama: str) -> Any:
        if nama != "penanggung_jawab":
            return super().nilai_objek(nama)
        if self._tertulis is None or self._tertulis[0] != self.objek.versi:
            self._tertulis = self.objek.versi, tulis_penanggung_jawab(self.objek)
        return self._tertulis[1]

    def clean_penanggung_jawab(self) -> str:
        pihak = daftar_pihak(self.cleaned_data["penanggung_jawab"])
        baru = set(pihak) - set(self.nilai_objek("penanggung_jawab").splitlines())
        if any(len(satu) > MAKS_PIHAK for satu in baru):
            raise forms.ValidationError(f"Tulis tiap penanggung jawab paling panjang {MAKS_PIHAK} huruf.")
        return "\n".join(pihak)

    @property
    def ubahan(self) -> dict[str, Any]:
        """A form that did not show who is responsible does not change it."""
        return {n: v for n, v in super().ubahan.items() if n in self.cleaned_data["awal"]}


class FormAksi(FormBerversi):
    DENGAN_PILIHAN = True
    PENANDA = ("urutan",)
    label = forms.CharField(label="Label", max_length=20, required=False)
    teks = teks_panjang("Rencana aksi")


class FormIsi(forms.Form):
    """What is added to a row: one item a line, so that a list can be pasted."""

    aksi = teks_panjang("Rencana aksi", 3, required=False)
    jadwal = teks_panjang("Jadwal pelaksanaan", 3, required=False)
    syarat = teks_panjang("Bukti fisik", 3, required=False)

    def clean_aksi(self) -> list[Butir]:
        return daftar(self.cleaned_data["aksi"])

    def clean_syarat(self) -> list[Butir]:
        return daftar(self.cleaned_data["syarat"])


class FormBarisBaru(FormIsi):
    no_tertulis = forms.CharField(label="No", max_length=20, required=False)
    uraian = teks_panjang("Rencana kerja")
    field_order = ("no_tertulis", "uraian", "aksi", "jadwal", "syarat")

    def clean(self) -> dict[str, Any]:
        """A pasted `3. Penyusunan …` brings its number along."""
        isi = super().clean() or {}
        butir = pisah(isi.get("uraian", ""))
        if butir.label and not isi.get("no_tertulis"):
            isi |= {"no_tertulis": butir.label, "uraian": butir.teks}
        return isi
