"""The form of an approval on paper."""

from typing import Any

from django import forms

from zi.akun.nomor import periksa_nomor
from zi.naskah.models import Versi
from zi.satker.models import Satker
from zi.satker.pejabat import Pejabat, jabatan_kepala, kepala_definitif
from zi.ui.forms import FormulirDasar, medan_tanggal

SEBUTAN = [
    ("", "Kepala satker sendiri"),
    ("Plh.", "Plh. (pelaksana harian)"),
    ("Plt.", "Plt. (pelaksana tugas)"),
    ("a.n.", "a.n. (atas nama)"),
]


class FormLuar(FormulirDasar, forms.Form):
    """Who signed, when, and the scan; names as the unit has them are filled in."""

    versi = forms.IntegerField(widget=forms.HiddenInput)
    nama = forms.CharField(label="Nama penanda tangan", max_length=150)
    sebutan = forms.ChoiceField(label="Menandatangani sebagai", choices=SEBUTAN, required=False)
    jabatan = forms.CharField(label="Jabatan", max_length=150)
    nomor_induk = forms.CharField(label="NIP/NRP", max_length=30, required=False, validators=[periksa_nomor])
    tanggal = medan_tanggal("Tanggal ditandatangani")
    berkas = forms.FileField(
        label="Pindaian yang ditandatangani (PDF)", widget=forms.ClearableFileInput({"accept": ".pdf"})
    )
    catatan = forms.CharField(label="Catatan", max_length=2000, required=False, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args: Any, satker: Satker, versi: Versi | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kepala = kepala_definitif(satker)
        self.gelar = kepala.jabatan_kepala if kepala else jabatan_kepala(satker, None)
        self.initial.update({"versi": versi.nomor if versi else 0, "jabatan": self.gelar})
        if kepala:
            self.initial.update({"nama": kepala.nama, "nomor_induk": kepala.nomor_induk})
        self.fields["tanggal"].widget.attrs["max"] = satker.hari_ini().isoformat()

    def isi(self) -> dict[str, Any]:
        """The arguments of services_terbit.catat_luar."""
        isi = dict(self.cleaned_data)
        orang = {n: isi.pop(n) for n in ("sebutan", "nama", "nomor_induk", "jabatan")}
        gelar = self.gelar if orang["sebutan"] else orang["jabatan"]
        return isi | {"pengesah": Pejabat(jabatan_kepala=gelar, **orang)}
