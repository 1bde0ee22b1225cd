#!/bin/sh
# Every linter and check; all of them run, the list of those that failed comes last.
set -u
bin=${ZI_VENV:-.venv}/bin
gagal=""

periksa() {
    nama=$1
    shift
    if hasil=$("$@" 2>&1); then
        echo "baik   $nama"
    else
        echo "GAGAL  $nama"
        echo "$hasil"
        gagal="$gagal $nama"
    fi
}

templat=$(git ls-files -co --exclude-standard 'templates/*.html')
periksa ruff "$bin/ruff" check .
periksa format "$bin/ruff" format --check .
periksa mypy "$bin/mypy" zi
periksa lapisan "$bin/lint-imports" --no-cache
# shellcheck disable=SC2086
periksa djade "$bin/djade" --check --target-version 5.2 $templat
periksa djlint "$bin/djlint" --quiet --lint templates
periksa migrasi "$bin/python" manage.py makemigrations --check --dry-run
periksa produksi deploy/periksa_produksi.sh

[ -z "$gagal" ] || { echo "Gagal:$gagal"; exit 1; }
