"""The plan as data: areas, tables, rows, actions, and what hangs beside them.

Every part keeps the clean text (printed) and, where it differed, the text as written (`…_tertulis`). Order is
`urutan`; printed numbers and labels are text, may be missing, repeated or wrong, and are never keys.
"""

from typing import cast

from auditlog.registry import auditlog
from django.db import models
from django.db.models import F, Q

from zi.common.models import BarisHidup, Bertanggal, HidupQuerySet
from zi.pengungkit.models import AreaBaku
from zi.rencana.enums import (
    TERLIHAT_EVALUATOR,
    BentukPoin,
    BentukProgram,
    JenisArea,
    JenisTabel,
    Predikat,
    StatusRencana,
)
from zi.satker.models import Satker, TimKerja
from zi.satker.queries import Hak, hak


def teks_tertulis() -> models.TextField:
    """The companion of a text: as written, empty when it equals the clean text."""
    return models.TextField("seperti tertulis", blank=True)


class RencanaQuerySet(HidupQuerySet):
    def terlihat_oleh(self, user) -> "RencanaQuerySet":
        """Own unit and subtree: all; an evaluator: the year of his assignment, from diajukan on (DESIGN section 3)."""
        h = hak(user)
        return self.hidup().filter(Q(satker__in=h.satker_sendiri | h.subpohon) | _dinilai(h))

    def dinilai_oleh(self, user) -> "RencanaQuerySet":
        """Only what the user reads as an evaluator, whatever else he is."""
        return self.hidup().filter(_dinilai(hak(user)))


def _dinilai(h: Hak) -> Q:
    boleh = Q(pk__in=[])
    for satker, tahun in h.evaluasi:
        boleh |= Q(satker=satker, tahun_mulai__lte=tahun, tahun_selesai__gte=tahun, status__in=TERLIHAT_EVALUATOR)
    return boleh


class RencanaKerja(BarisHidup, Bertanggal):
    """The plan of one unit for one or more years."""

    satker = models.ForeignKey(Satker, models.PROTECT, related_name="rencana")
    tim = models.ForeignKey(TimKerja, models.PROTECT, null=True, blank=True, related_name="rencana")
    judul = models.CharField("judul", max_length=400)
    judul_tertulis = teks_tertulis()
    jenis_dokumen = models.CharField("jenis dokumen", max_length=120, default="rencana kerja")
    predikat = models.CharField("predikat yang dituju", max_length=8, choices=Predikat, default=Predikat.WBK)
    tahun_mulai = models.PositiveSmallIntegerField("tahun mulai")
    tahun_selesai = models.PositiveSmallIntegerField("tahun selesai")
    tahun_tertulis = models.CharField("tahun seperti tertulis", max_length=120, blank=True)
    sejak = models.CharField("pembangunan ZI sejak", max_length=200, blank=True)
    disusun_oleh = models.CharField("disusun oleh", max_length=200, blank=True)
    templat = models.CharField("tata letak", max_length=10, default="000")
    nomor_rapi = models.BooleanField("rapikan penomoran", default=False)
    kata = models.JSONField(
        "sebutan", default=dict, blank=True, help_text="Kata pilihan rencana ini, misalnya sebutan area."
    )
    catatan = models.TextField("catatan", blank=True)
    status = models.CharField("status", max_length=12, choices=StatusRencana, default=StatusRencana.DRAF)
    diajukan_pada = models.DateTimeField("diajukan pada", null=True, blank=True)
    diajukan_oleh = models.ForeignKey("akun.Pengguna", models.PROTECT, null=True, blank=True, related_name="+")
    contoh = models.BooleanField("data contoh", default=False)

    objects = RencanaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "rencana kerja"
        ordering = ["-tahun_mulai", "satker__nama", "pk"]
        constraints = [
            models.CheckConstraint(name="rencana_tahun", condition=Q(tahun_mulai__lte=F("tahun_selesai"))),
            models.UniqueConstraint(
                fields=["satker", "tahun_mulai"], condition=Q(dihapus_pada=None), name="rencana_satu_per_tahun"
            ),
            models.CheckConstraint(
                name="rencana_diajukan_lengkap",
                condition=Q(status="draf", diajukan_pada=None, diajukan_oleh=None)
                | (~Q(status="draf") & Q(diajukan_pada__isnull=False, diajukan_oleh__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"Rencana Kerja ZI {self.satker} {self.tahun}"

    @property
    def tahun(self) -> str:
        return (
            str(self.tahun_mulai)
            if self.tahun_mulai == self.tahun_selesai
            else f"{self.tahun_mulai}–{self.tahun_selesai}"
        )

    @property
    def sebutan_area(self) -> str:
        return self.kata.get("area", "Pengungkit")


class BagianQuerySet(HidupQuerySet):
    """Rows below a plan; who may see the plan may see them."""

    def terlihat_oleh(self, user):
        return self.hidup().filter(cast(type[BagianRencana], self.model).yang_terlihat(user))


class BagianRencana(BarisHidup):
    """A part of a plan. `JALUR`: look-up path from the part to its plan."""

    JALUR = "rencana"
    catatan = models.TextField("catatan", blank=True)

    objects = BagianQuerySet.as_manager()

    class Meta(BarisHidup.Meta):
        abstract = True

    @classmethod
    def yang_terlihat(cls, user) -> Q:
        """The condition for rows of plans that the user may see."""
        return Q(**{f"{cls.JALUR}__in": RencanaKerja.objects.terlihat_oleh(user)})


class TargetPredikat(BagianRencana):
    rencana = models.ForeignKey(RencanaKerja, models.CASCADE, related_name="target_predikat")
    tahun = models.PositiveSmallIntegerField("tahun")
    predikat = models.CharField("predikat", max_length=80)

    def __str__(self) -> str:
        return f"{self.predikat} {self.tahun}"


class AreaRencana(BagianRencana):
    """An area as the plan names it: a standard pengungkit, an extra one, a result area."""

    rencana = models.ForeignKey(RencanaKerja, models.CASCADE, related_name="area")
    kode = models.CharField("kode", max_length=10)
    nomor_tertulis = models.CharField("nomor tertulis", max_length=20, blank=True)
    nama = models.CharField("nama", max_length=250)
    nama_tertulis = teks_tertulis()
    sebutan = models.CharField("sebutan", max_length=40, blank=True)
    jenis = models.CharField("jenis", max_length=20, choices=JenisArea, default=JenisArea.PENGUNGKIT)
    area_baku = models.ForeignKey(AreaBaku, models.PROTECT, null=True, blank=True, related_name="+")
    tujuan = models.TextField("tujuan", blank=True)
    pengantar = models.TextField("pengantar", blank=True)
    judul_indikator = models.TextField("judul indikator", blank=True)
    judul_target = models.TextField("judul target", blank=True)
    judul_program = models.CharField("judul program prioritas", max_length=200, blank=True)
    nama_lain = models.JSONField("nama di tempat lain", default=list, blank=True)

    class Meta(BagianRencana.Meta):
        verbose_name = verbose_name_plural = "area rencana"
        constraints = [
            models.UniqueConstraint(fields=["rencana", "kode"], condition=Q(dihapus_pada=None), name="area_kode_unik")
        ]

    def __str__(self) -> str:
        return self.nama

    @property
    def kode_peran(self) -> str:
        """The code by which roles name this area: the standard one, else the plan's own."""
        return self.area_baku.kode if self.area_baku else self.kode


class BagianArea(BagianRencana):
    """A part that hangs on an area."""

    JALUR = "area__rencana"

    class Meta(BagianRencana.Meta):
        abstract = True


class Indikator(BagianArea):
    area = models.ForeignKey(AreaRencana, models.CASCADE, related_name="indikator")
    label = models.CharField("label", max_length=20, blank=True)
    nama = models.TextField("nama")
    nama_tertulis = teks_tertulis()
    pengantar = models.TextField("pengantar", blank=True)
    pengantar_tertulis = teks_tertulis()

    class Meta(BagianRencana.Meta):
        verbose_name = verbose_name_plural = "indikator"

    def __str__(self) -> str:
        return self.nama


class PoinIndikator(BagianRencana):
    JALUR = "indikator__area__rencana"
    indikator = models.ForeignKey(Indikator, models.CASCADE, related_name="poin")
    label = models.CharField("label", max_length=20, blank=True)
    teks = models.TextField("teks")
    teks_tertulis = teks_tertulis()
    bentuk = models.CharField("bentuk", max_length=8, choices=BentukPoin, default=BentukPoin.BUTIR)
    lanjutan_dari = models.CharField("lanjutan dari", max_length=20, blank=True)

    class Meta(BagianRencana.Meta):
        verbose_name = verbose_name_plural = "poin indikator"

    def __str__(self) -> str:
        return self.teks


class TargetArea(BagianArea):
    area = models.ForeignKey(AreaRencana, models.CASCADE, related_name="target")
    label = models.CharField("label", max_length=20, blank=True)
    teks = models.TextField("teks")
    teks_tertulis = teks_tertulis()
    tahun_target = models.PositiveSmallIntegerField("tahun target", null=True, blank=True)

    class Meta(BagianRencana.Meta):
        verbose_name = verbose_name_plural = "target area"

    def __str__(self) -> str:
        return self.teks


class SasaranHasil(BagianArea):
    """What a result area measures."""

    area = models.ForeignKey(AreaRencana, models.CASCADE, related_name="sasaran")
    label = models.CharField("label", max_length=20, blank=True)
    nama = models.TextField("nama")
    penjelasan = models.TextField("penjelasan", blank=True)
    ukuran = models.TextField("ukuran", blank=True)
    ukuran_tertulis = teks_tertulis()
    nilai_target = models.DecimalField("nilai target", max_digits=12, decimal_places=4, null=True, blank=True)
    satuan = models.CharField("satuan", max_length=20, blank=True)

    class Meta(BagianRencana.Meta):
        verbose_name = verbose_name_plural = "sasaran hasil"

    def __str__(self) -> str:
        return self.nama


class ProgramPrioritas(BagianArea):
    area = models.ForeignKey(AreaRencana, models.CASCADE, related_name="program")
    label = models.CharField("label", max_length=20, blank=True)
    bentuk = models.CharField("bentuk", max_length=8, choices=BentukProgram, default=BentukProgram.BUTIR)
    teks = models.TextField("teks")
    teks_tertulis = teks_tertulis()
    inovasi = models.JSONField("nama inovasi", default=list, blank=True)

    class Meta(BagianRencana.Meta):
        verbose_name = verbose_name_plural = "program prioritas"

    def __str__(self) -> str:
        return self.teks


class IsuStrategis(BagianRencana):
    rencana = models.ForeignKey(RencanaKerja, models.CASCADE, related_name="isu")
    area = models.ForeignKey(AreaRencana, models.SET_NULL, null=True, blank=True, related_name="isu")
    teks = models.TextField("teks")
    teks_tertulis = teks_tertulis()

    class Meta(BagianRencana.Meta):
        verbose_name = verbose_name_plural = "isu strategis"

    def __str__(self) -> str:
        return self.teks


class TargetPrioritas(BagianRencana):
    rencana = models.ForeignKey(RencanaKerja, models.CASCADE, related_name="target_prioritas")
    area = models.ForeignKey(AreaRencana, models.SET_NULL, null=True, blank=True, related_name="+")
    no_tertulis = models.CharField("nomor tertulis", max_length=20, blank=True)
    teks = models.TextField("teks")
    teks_tertulis = teks_tertulis()

    class Meta(BagianRencana.Meta):
        verbose_name = verbose_name_plural = "target prioritas"

    def __str__(self) -> str:
        return self.teks


class ItemAnggaran(BagianRencana):
    rencana = models.ForeignKey(RencanaKerja, models.CASCADE, related_name="anggaran")
    label = models.CharField("label", max_length=20, blank=True)
    teks = models.TextField("uraian")
    teks_tertulis = teks_tertulis()
    sumber_dana = models.CharField("sumber dana", max_length=60, blank=True)
    tahun_anggaran = models.PositiveSmallIntegerField("tahun anggaran", null=True, blank=True)
    volume = models.CharField("volume", max_length=60, blank=True)
    harga = models.DecimalField("harga satuan", max_digits=15, decimal_places=2, null=True, blank=True)
    jumlah = models.DecimalField("jumlah", max_digits=15, decimal_places=2, null=True, blank=True)

    class Meta(BagianRencana.Meta):
        verbose_name = verbose_name_plural = "item anggaran"
        constraints = [models.CheckConstraint(name="anggaran_tak_negatif", condition=Q(jumlah=None) | Q(jumlah__gte=0))]

    def __str__(self) -> str:
        return self.teks


class TabelRencana(BagianRencana):
    """A table of rows: one matrix per area (000), one table a year (004), one Gantt (003), one annex (004)."""

    rencana = models.ForeignKey(RencanaKerja, models.CASCADE, related_name="tabel")
    area = models.ForeignKey(AreaRencana, models.CASCADE, null=True, blank=True, related_name="tabel")
    jenis = models.CharField("jenis", max_length=10, choices=JenisTabel, default=JenisTabel.MATRIK)
    kode = models.CharField("kode", max_length=10, blank=True)
    judul = models.TextField("judul", blank=True)
    judul_tertulis = teks_tertulis()
    tahun = models.PositiveSmallIntegerField("tahun", null=True, blank=True)
    tahun_tercakup = models.JSONField("tahun yang tercakup", default=list, blank=True)
    kolom = models.JSONField("judul kolom", default=list, blank=True)
    catatan_kaki = models.TextField("catatan kaki", blank=True)

    class Meta(BagianRencana.Meta):
        verbose_name = verbose_name_plural = "tabel rencana"

    def __str__(self) -> str:
        return self.judul or self.get_jenis_display()


class BarisRencana(BagianRencana):
    """A numbered row of a table: Rencana Kerja in the matrix, Kegiatan elsewhere."""

    JALUR = "tabel__rencana"
    tabel = models.ForeignKey(TabelRencana, models.CASCADE, related_name="baris")
    area = models.ForeignKey(AreaRencana, models.PROTECT, null=True, blank=True, related_name="baris")
    area_tertulis = models.CharField("area seperti tertulis", max_length=250, blank=True)
    indikator = models.ForeignKey(Indikator, models.SET_NULL, null=True, blank=True, related_name="baris")
    isu = models.ForeignKey(IsuStrategis, models.SET_NULL, null=True, blank=True, related_name="baris")
    lintas = models.ManyToManyField(AreaRencana, blank=True, related_name="baris_lintas", verbose_name="lintas area")
    kode = models.CharField("alamat", max_length=40, blank=True)
    no_tertulis = models.CharField("nomor tertulis", max_length=20, blank=True)
    uraian = models.TextField("rencana kerja")
    uraian_tertulis = teks_tertulis()
    ambigu = models.BooleanField("pembacaan ragu", default=False)
    terpotong = models.BooleanField("teks terpotong", default=False)

    class Meta(BagianRencana.Meta):
        verbose_name = verbose_name_plural = "baris rencana"

    def __str__(self) -> str:
        return self.uraian


class BagianBaris(BagianRencana):
    """A part that hangs on a row."""

    JALUR = "baris__tabel__rencana"

    class Meta(BagianRencana.Meta):
        abstract = True


class RencanaAksi(BagianBaris):
    baris = models.ForeignKey(BarisRencana, models.CASCADE, related_name="aksi")
    label = models.CharField("label", max_length=20, blank=True)
    teks = models.TextField("rencana aksi")
    teks_tertulis = teks_tertulis()

    class Meta(BagianRencana.Meta):
        verbose_name = verbose_name_plural = "rencana aksi"

    def __str__(self) -> str:
        return self.teks


class Rincian(BagianBaris):
    """A sub-item inside a row, sometimes with a score of an area."""

    baris = models.ForeignKey(BarisRencana, models.CASCADE, related_name="rincian")
    area = models.ForeignKey(AreaRencana, models.SET_NULL, null=True, blank=True, related_name="+")
    teks = models.TextField("teks")
    teks_tertulis = teks_tertulis()
    nilai = models.DecimalField("nilai", max_digits=7, decimal_places=4, null=True, blank=True)
    nilai_tertulis = models.CharField("nilai seperti tertulis", max_length=20, blank=True)

    class Meta(BagianRencana.Meta):
        verbose_name = verbose_name_plural = "rincian"
        constraints = [
            models.CheckConstraint(name="rincian_nilai", condition=Q(nilai=None) | Q(nilai__gte=0, nilai__lte=100))
        ]

    def __str__(self) -> str:
        return self.teks


class Pihak(models.Model):
    """A party that may be responsible; synonyms join the many spellings."""

    satker = models.ForeignKey(Satker, models.CASCADE, related_name="pihak")
    nama = models.CharField("nama", max_length=120)
    sinonim = models.JSONField("sebutan lain", default=list, blank=True)
    eksternal = models.BooleanField("dari luar satker", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "pihak"
        ordering = ["nama"]
        constraints = [models.UniqueConstraint(fields=["satker", "nama"], name="pihak_unik")]

    def __str__(self) -> str:
        return self.nama


class PenanggungJawab(BagianBaris):
    """Who is responsible for a row: the words as written, read as one or more parties."""

    baris = models.ForeignKey(BarisRencana, models.CASCADE, related_name="penanggung_jawab")
    teks_tertulis = models.CharField("seperti tertulis", max_length=250)
    pihak = models.ManyToManyField(Pihak, blank=True, related_name="tanggung_jawab")

    class Meta(BagianRencana.Meta):
        verbose_name = verbose_name_plural = "penanggung jawab"

    def __str__(self) -> str:
        return self.teks_tertulis


for _model in (RencanaKerja, AreaRencana, BarisRencana, RencanaAksi, ProgramPrioritas, TabelRencana):
    auditlog.register(_model, exclude_fields=["versi", "updated_at"])
