"""The Celery application; tasks carry ids only and call one service each."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zi.settings")

app = Celery("zi")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
