"""Gunicorn's settings in every mode: threads, so that a slow upload holds nobody up."""

import os

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("ZI_WEB_PROSES", "2"))
worker_class = "gthread"
threads = 8
preload_app = True  # loaded once, shared by the processes
reuse_port = True  # without it keep-alive connections may all land on one worker
timeout = 60
graceful_timeout = 4  # honcho waits 5 s
keepalive = 5
loglevel = "warning"
control_socket_disable = True


def post_worker_init(worker):
    """Say where the application is, once it answers."""
    if worker.age == 1:
        from django.conf import settings

        print(f"Siap: {settings.ZI_ALAMAT}/  (Ctrl-C untuk berhenti)", flush=True)
