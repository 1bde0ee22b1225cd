# To be sourced: sets DATABASE_URL and REDIS_URL to a PostgreSQL and a Redis that answer, starting own ones when none does.
# Own ones live in a temporary folder on free ports and end with the shell.
: "${DATABASE_URL:=postgres://postgres@127.0.0.1:5432/postgres}"
: "${REDIS_URL:=redis://127.0.0.1:6379/15}"
export DATABASE_URL REDIS_URL
python=${ZI_VENV:-.venv}/bin/python

menjawab() { # database | redis
    "$python" deploy/menjawab.py "$1"
}

jalankan_sendiri() {
    deploy/sistem.sh layanan
    sementara=$(mktemp -d)
    trap 'hentikan_layanan' EXIT
    if ! menjawab database; then
        bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)
        sebagai=""
        if [ "$(id -u)" = 0 ]; then # PostgreSQL does not start as root
            sebagai="runuser -u postgres --"
            chown postgres "$sementara"
            chmod 755 "$sementara"
        fi
        $sebagai "$bin/initdb" -D "$sementara/pg" -U postgres -A trust -E UTF8 --locale=C.UTF-8 >/dev/null
        $sebagai "$bin/pg_ctl" -D "$sementara/pg" -w -l "$sementara/pg.log" \
            -o "-p 55432 -c listen_addresses=127.0.0.1 -c unix_socket_directories=$sementara -c fsync=off" start >/dev/null
        DATABASE_URL=postgres://postgres@127.0.0.1:55432/postgres
    fi
    if ! menjawab redis; then
        redis-server --port 56379 --bind 127.0.0.1 --save "" --appendonly no --daemonize yes \
            --dir "$sementara" --pidfile "$sementara/redis.pid" >/dev/null
        REDIS_URL=redis://127.0.0.1:56379/0
    fi
    for _ in $(seq 50); do
        if menjawab database && menjawab redis; then return 0; fi
        sleep 0.2
    done
    echo "PostgreSQL atau Redis tidak mau jalan; lihat $sementara" >&2
    return 1
}

hentikan_layanan() {
    redis-cli -p 56379 shutdown nosave >/dev/null 2>&1 || true
    if [ -f "$sementara/pg/postmaster.pid" ]; then
        pid=$(head -1 "$sementara/pg/postmaster.pid")
        kill -INT "$pid" 2>/dev/null || true
        for _ in $(seq 50); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
    fi
    rm -rf "$sementara"
}

if ! { menjawab database && menjawab redis; }; then
    jalankan_sendiri
fi
