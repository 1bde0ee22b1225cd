#!/bin/sh
# Django's own deployment checks in mode produksi, with made-up values.
set -eu
ZI_VAR=$(mktemp -d)
trap 'rm -rf "$ZI_VAR"' EXIT
export ZI_VAR ZI_MODE=produksi ZI_ALAMAT=https://zi.contoh.invalid
ZI_SECRET_KEY=$(head -c 48 /dev/urandom | base64 | tr -d '\n')
export ZI_SECRET_KEY DATABASE_URL=postgres://zi:rahasia@db.contoh.invalid/zi REDIS_URL=redis://redis.contoh.invalid/0
export EMAIL_URL=smtp://surel.contoh.invalid ZI_SUREL_PENGIRIM=zi@example.org
"${ZI_VENV:-.venv}/bin/python" manage.py check --deploy --fail-level WARNING
