#!/bin/sh
# LIBS=… audit_mutants.sh BUILD: takes each check of the audit out in turn, one at a time, and sees that the tamper battery then
# fails: a check that nothing would miss is no check. Prints every one that was not missed; exits 1 if there is one.
set -eu
build=${1:?audit_mutants.sh BUILD}
here=$build/mutants
mkdir -p "$here"
cc="${CC:-gcc} -std=c17 -D_GNU_SOURCE -w -O1 -pthread -Iinclude -Iengine -Iweb -I$build"
libs=${LIBS:?the libraries to link with, as the Makefile has them}
# (recount_compare.c is left out: no row can make the report differ from the events that it is made from, only a fault in the code.)
# Where something is reported: a statement of its own, which becomes nothing; and the troubles of a row, which become none.
sites() {
    grep -HnE '^ +(audit_found|audit_found_row|found|differs?|check_instant|schema_found|findings_add)\(' \
        engine/audit/*.c engine/store/store_audit.c | grep -v recount_compare | sed 's/^\([^:]*:[0-9]*\):.*/\1 call/'
    grep -HnE '^ +return "[^"]+";' engine/store/store_audit.c | sed 's/^\([^:]*:[0-9]*\):.*/\1 word/'
    grep -HnE 'rebuild->found\(' engine/store/rebuild.c | sed 's/^\([^:]*:[0-9]*\):.*/\1 told/'
}
mutate() { # mutate FILE LINE KIND
    case $3 in
    call) sed -E "$2s/^( +)[a-z_]+\(/\1NOTHING(/" "$1" ;;
    word) sed -E "$2s/return \"[^\"]+\";/return NULL;/" "$1" ;;
    told) sed -E "$2s/rebuild->found\(/NONE(/" "$1" ;;
    esac
}
$cc -DCMOCKA -c tests/unit/test_audit_tamper.c -o "$here/battery.o"
survivors=0
count=0
for site in $(sites | tr ' ' '/' | sort -u); do
    kind=${site##*/}
    place=${site%/*}
    file=${place%:*}
    line=${place#*:}
    mutate "$file" "$line" "$kind" > "$here/mutant.c"
    cmp -s "$file" "$here/mutant.c" && continue
    $cc '-DNOTHING(...)=((void)0)' '-DNONE(...)=FAULT_NONE' -iquote "$(dirname "$file")" -c "$here/mutant.c" -o "$here/mutant.o"
    $cc -o "$here/mutant" "$here/battery.o" "$here/mutant.o" "$build/libengine.a" $libs
    count=$((count + 1))
    if ! "$here/mutant" 2>&1 | grep -m1 -q 'FAILED'; then
        survivors=$((survivors + 1))
        echo "$place: nothing misses: $(sed -n "${line}p" "$file" | sed 's/^ *//')"
    fi
done
rm -rf "$here"
echo "audit: $count checks taken out one by one, $survivors of them missed by nothing"
[ "$survivors" -eq 0 ]
