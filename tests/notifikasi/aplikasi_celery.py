"""zi's Celery application whose clock comes by every second instead of every ten minutes, at any hour of the day."""

from django.conf import settings

from tests.infra.aplikasi_celery import app

settings.PUKUL_PENGINGAT = 0
app.conf.beat_schedule = {"pengingat": {**settings.CELERY_BEAT_SCHEDULE["pengingat"], "schedule": 1.0}}

__all__ = ["app"]
