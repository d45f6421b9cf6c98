#!/bin/sh
# bench.sh BUILD: submissions, pages and records a second beside the least that the same parts can do, in one run, as ratios. Figures
# drift by a third from run to run and more between machines: read the ratios.
set -eu
build=${1:?bench.sh BUILD}
here=$(dirname "$0")
root=$(cd "$here/../.." && pwd)
seconds=${SECONDS_EACH:-4}
attempts=${ATTEMPTS:-10000}    # for each of the four loads on ours: each attempt can be submitted once
work=$(mktemp -d)
servers=
finish() { for server in $servers; do kill "$server" 2>/dev/null || :; done; rm -rf "$work"; }
trap finish EXIT INT TERM

# serve NAME COMMAND...: starts it, waits for its address, and puts that into $url.
serve() {
    name=$1; shift
    "$@" > "$work/$name.out" 2> "$work/$name.err" &
    server=$!
    servers="$servers $server"
    for _ in $(seq 200); do
        url=$(sed -n 's/^listening on //p' "$work/$name.out")
        [ -n "$url" ] && return 0
        sleep 0.05
    done
    cat "$work/$name.err" >&2
    exit 1
}
stop() { kill "$server"; wait "$server" 2>/dev/null || :; }
load() { "$build/bench/load" "$@" || echo "  (some requests were refused)" >&2; }
rate() { echo "$1" | sed 's/ .*//'; }
say() { printf '  %-34s %s\n' "$1" "$2"; }
ratio() { awk -v ours="$(rate "$2")" -v bare="$(rate "$1")" 'BEGIN { printf "%.0f%% of the bare one", 100 * ours / bare }'; }

echo "Preparing $((4 * attempts)) answered attempts."
db=$work/bench.db
"$build/signpost" init --db "$db" --name "University of Middlemarch" > "$work/init.out" 2>&1
"$build/bench/prepare" "$db" "$root/questions" $((4 * attempts + 1)) > "$work/attempts"
# lines FROM ACCEPT: requests that submit $attempts of the prepared attempts
lines() {
    tail -n "+$1" "$work/attempts" | head -n "$attempts" |
        awk -v accept="$2" -v type="$3" -v body="$4" \
            '{ printf "POST\t/attempts/%s/submission\t%s\t%s\t%s\t%s\n", $1, $2, accept, type, body }'
}
lines 2 application/json application/json {} > "$work/json16"
lines $((attempts + 2)) application/json application/json {} > "$work/json64"
lines $((2 * attempts + 2)) text/html application/x-www-form-urlencoded submit=yes > "$work/html16"
lines $((3 * attempts + 2)) text/html application/x-www-form-urlencoded submit=yes > "$work/html64"
awk 'BEGIN { body = "person=7"; for (i = 1; i <= 20; i++) body = body "&a" i "=A"; body = body "&pad="
    while (length(body) < 1024) body = body "x"
    printf "POST\t/\t-\t-\tapplication/x-www-form-urlencoded\t%s\n", body }' > "$work/form"

serve bare_submit "$build/bench/bare_submit" "$work/bare.db"
bare16=$(load "$url" 16 "$seconds" "$work/form")
bare64=$(load "$url" 64 "$seconds" "$work/form")
stop
serve ours "$build/signpost" serve --db "$db" --listen 127.0.0.1:0 --questions "$root/questions"
json16=$(load "$url" 16 60 "$work/json16" once)
json64=$(load "$url" 64 60 "$work/json64" once)
html16=$(load "$url" 16 60 "$work/html16" once)
html64=$(load "$url" 64 60 "$work/html64" once)
echo "Submissions, 16 connections"
say "bare reference" "$bare16"
say "ours, form (303 to the result)" "$html16, $(ratio "$bare16" "$html16")"
say "ours, JSON (the result itself)" "$json16, $(ratio "$bare16" "$json16")"
echo "Submissions, 64 connections"
say "bare reference" "$bare64"
say "ours, form (303 to the result)" "$html64, $(ratio "$bare64" "$html64")"
say "ours, JSON (the result itself)" "$json64, $(ratio "$bare64" "$json64")"

# A page of ours, and the same number of bytes from bare libmicrohttpd.
read -r attempt token < "$work/attempts"
page() { printf 'GET\t%s\t%s\ttext/html\t-\t-\n' "$1" "$token" > "$work/page"; }
page "/attempts/$attempt/answers/1"
bytes=$("$build/bench/load" "$url" 1 0 "$work/page" size)
question=$(load "$url" 64 "$seconds" "$work/page")
page "/attempts/$attempt/print"
print_bytes=$("$build/bench/load" "$url" 1 0 "$work/page" size)
print=$(load "$url" 64 "$seconds" "$work/page")
stop
printf 'GET\t/\t-\t-\t-\t-\n' > "$work/page"
serve bare_page "$build/bench/bare_page" 8192
bare=$(load "$url" 64 "$seconds" "$work/page")
stop
echo "Pages, 64 connections"
say "bare libmicrohttpd, 8192 bytes" "$bare"
say "a question, $bytes bytes" "$question, $(ratio "$bare" "$question")"
say "the whole paper, $print_bytes bytes" "$print, $(ratio "$bare" "$print")"

echo "A question bank, in CPU time"
"$build/bench/bank_load" "$root/questions" "${QUESTIONS:-3000}"
echo "Questions in one file, into a question bank, in CPU time"
"$build/bench/bank_formats" "$root/questions" "${IMPORTED:-10000}"

# The transparency log: a proof of any leaf of a long history, and what a signature costs each commit group.
events=${LOG_EVENTS:-1000000}
echo "The log: making a history of $events events"
db=$work/log.db
"$build/signpost" init --db "$db" --name "University of Middlemarch" > "$work/init.out" 2>&1
"$build/bench/history" "$db" "$events"
"$build/bench/prove" "$db" 2000
echo "The audit of that history, in CPU time"
"$build/bench/audit_leaves" "$db"

# Completion records: every proof of every one.
"$build/bench/verify_all" "${RECORDS:-20000}"
