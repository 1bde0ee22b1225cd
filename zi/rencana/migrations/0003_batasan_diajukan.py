from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("rencana", "0002_diajukan_setara")]

    operations = [
        migrations.RemoveConstraint("rencanakerja", "rencana_diajukan_lengkap"),
        migrations.AddConstraint(
            "rencanakerja",
            models.CheckConstraint(
                name="rencana_diajukan_lengkap",
                condition=Q(status="draf", diajukan_pada=None, diajukan_oleh=None)
                | (~Q(status="draf") & Q(diajukan_pada__isnull=False, diajukan_oleh__isnull=False)),
            ),
        ),
    ]
