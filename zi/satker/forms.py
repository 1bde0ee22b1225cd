"""Forms of units, people and roles."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from zi.akun.nomor import periksa_nomor
from zi.satker.models import Peran, Satker
from zi.satker.policies import boleh_tambah_anak, jenis_yang_boleh
from zi.satker.queries import calon_wakil, pilihan_area
from zi.satker.services import MEDAN_IDENTITAS, MEDAN_SURAT
from zi.satker.services_orang import IsiOrang, IsiPeran
from zi.ui.forms import FormulirDasar, medan_tanggal

UNTUK_TIM = "Hanya untuk anggota dan koordinator."


class FormSatker(FormulirDasar, forms.ModelForm):
    """The whole form for a central admin; an admin satker sees address, zone and letterhead."""

    laman = forms.URLField(label="Laman", required=False, assume_scheme="https")
    versi = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Satker
        fields = [*MEDAN_IDENTITAS, *MEDAN_SURAT]
        widgets = {"kop": forms.Textarea({"rows": 5})}

    def __init__(self, *args: Any, oleh: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kode"].help_text = "Huruf, angka, dan tanda hubung; dipakai di alamat halaman."
        self.initial["versi"] = self.instance.versi
        if self.instance.pk and not boleh_tambah_anak(oleh, self.instance):
            for nama in MEDAN_IDENTITAS:
                del self.fields[nama]

    def isi(self) -> dict[str, Any]:
        """What was typed, without the version."""
        return {nama: isi for nama, isi in self.cleaned_data.items() if nama != "versi"}


class FormPindah(FormulirDasar, forms.Form):
    """The new place of a unit."""

    def __init__(self, *args: Any, pilihan: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["induk"] = forms.ModelChoiceField(pilihan, label="Pindahkan ke bawah", empty_label=None)


class FormOrang(FormulirDasar, forms.Form):
    """A person as this unit names him."""

    nama = forms.CharField(label="Nama dan gelar", max_length=150)
    nomor_induk = forms.CharField(
        label="NIP/NRP",
        max_length=30,
        required=False,
        validators=[periksa_nomor],
        help_text="Boleh dikosongkan. NIP 18 angka boleh diketik dengan spasi.",
    )
    jabatan = forms.CharField(label="Jabatan", max_length=150, required=False)
    pangkat = forms.CharField(label="Pangkat/golongan", max_length=80, required=False)

    def orang(self, surel: str) -> IsiOrang:
        isi = self.cleaned_data
        return IsiOrang(surel, isi["nama"], isi["nomor_induk"], isi["jabatan"], isi["pangkat"])


class FormPeran(FormOrang):
    """A role for a person named by his address; the account is made when the address is new."""

    surel = forms.EmailField(label="Surel", max_length=254, help_text="Akunnya dibuat bila surel ini belum terdaftar.")
    jenis = forms.ChoiceField()
    area = forms.ChoiceField()
    tahun = forms.IntegerField(
        label="Tahun yang dievaluasi",
        required=False,
        min_value=2000,
        max_value=2100,
        help_text="Hanya untuk evaluator.",
    )
    surat_tugas = forms.CharField(
        label="Nomor surat tugas", max_length=120, required=False, help_text="Hanya untuk evaluator."
    )
    mulai = medan_tanggal("Mulai", initial=timezone.localdate)
    selesai = medan_tanggal("Selesai", required=False, help_text="Hari terakhir. Kosong: tanpa batas.")

    field_order = ["surel", "nama", "nomor_induk", "jabatan", "pangkat", "jenis", "area"]

    def __init__(self, *args: Any, satker: Satker, oleh: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        boleh = set(jenis_yang_boleh(oleh, satker))
        jenis = [x for x in Peran.Jenis.choices if x[0] in boleh]
        area = [("", "–"), *pilihan_area(satker)]
        self.fields["jenis"] = forms.ChoiceField(label="Peran", choices=jenis)
        self.fields["area"] = forms.ChoiceField(label="Area", choices=area, required=False, help_text=UNTUK_TIM)
        if Peran.Jenis.EVALUATOR not in boleh:
            del self.fields["tahun"], self.fields["surat_tugas"]

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or {}
        if isi.get("jenis") and not self.errors:
            calon = Peran(**{k: v for k, v in vars(self.peran()).items() if v is not None})
            try:
                calon.clean()
            except forms.ValidationError as galat:
                for medan, kalimat in galat.message_dict.items():
                    self.add_error(medan, kalimat)
        return isi

    def peran(self) -> IsiPeran:
        isi = self.cleaned_data
        lain = {k: isi.get(k) or "" for k in ("area", "surat_tugas")}
        return IsiPeran(isi["jenis"], tahun=isi.get("tahun"), mulai=isi["mulai"], selesai=isi["selesai"], **lain)


class FormAkhiri(forms.Form):
    """When a role ends; empty: at once."""

    pada = medan_tanggal("Hari terakhir", required=False)


class PilihanOrang(forms.ModelChoiceField):
    """People as the unit names them (queries.calon_wakil)."""

    def label_from_instance(self, obj: Any) -> str:
        pegawai = next(iter(obj.pegawai_di_sini), None)
        return ", ".join(filter(None, [pegawai.nama, pegawai.jabatan])) if pegawai else obj.nama


class FormWakil(FormulirDasar, forms.Form):
    """Who stands in for the kepala, how he is named, from–to."""

    PENJELASAN = (
        (Peran.Sebutan.PLH, "Plh. (pelaksana harian): kepala berhalangan sementara, misalnya cuti atau dinas luar"),
        (Peran.Sebutan.PLT, "Plt. (pelaksana tugas): jabatan kepala sedang kosong"),
        (Peran.Sebutan.AN, "a.n. (atas nama): kepala ada dan melimpahkan penandatanganan"),
    )

    sebutan = forms.ChoiceField(label="Sebagai", choices=PENJELASAN, widget=forms.RadioSelect)
    mulai = medan_tanggal("Mulai")
    selesai = medan_tanggal("Sampai", help_text="Hari terakhir. Paling lama satu tahun; sesudah itu tunjuk lagi.")

    field_order = ["orang"]

    def __init__(self, *args: Any, satker: Satker, oleh: Any, **kwargs: Any) -> None:
        hari = satker.hari_ini()
        awal = {"sebutan": Peran.Sebutan.PLH, "mulai": hari, "selesai": hari + timedelta(days=7)}
        super().__init__(*args, initial=awal, **kwargs)
        self.fields["orang"] = PilihanOrang(calon_wakil(satker, oleh), label="Wakil", empty_label="Pilih orang")
        self.order_fields(self.field_order)


class FormBerkasOrang(FormulirDasar, forms.Form):
    berkas = forms.FileField(label="Berkas Excel (.xlsx)", widget=forms.FileInput({"accept": ".xlsx"}))
