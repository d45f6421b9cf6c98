#!/bin/sh
# LIBS=… audit_mutants.sh BUILD [WHERE]: takes each check of the audit out in turn, one at a time, and sees that the tamper battery
# then fails: a check that nothing would miss is no check. Prints every one that was not missed; exits 1 if there is one. WHERE: only
# those whose file and line has it (notes.c, credential.c:10), for whoever changed one file. On a terminal it says how far it is.
set -eu
build=${1:?audit_mutants.sh BUILD [WHERE]}
where=${2:-}
here=$build/mutants
mkdir -p "$here"
cc="${CC:-gcc} -std=c17 -D_GNU_SOURCE -w -O1 -pthread -Iinclude -Iengine -Iweb -I$build"
libs=${LIBS:?the libraries to link with, as the Makefile has them}
# (recount_compare.c is left out: no row can make the report differ from the events that it is made from, only a fault in the code.)
# Where something is reported, or a check is called: a statement of its own, which becomes nothing, or a value, which becomes that of
# a check that found nothing; and the troubles of a row, which become none.
called='(check_[a-z]+|attempt_audit|banks_audit|stray_each)\('
sites() {
    grep -HnE '^ +(audit_found|audit_found_row|found|differs?|check_[a-z]+|schema_found|findings_add)\(' \
        engine/audit/*.c engine/store/store_audit.c engine/store/store_backup.c | grep -v recount_compare | sed 's/^\([^:]*:[0-9]*\):.*/\1 call/'
    grep -HnE '^ +return (.*"[^"]+"|words);' engine/audit/kinds.c engine/store/store_audit.c | sed 's/^\([^:]*:[0-9]*\):.*/\1 word/'
    grep -HnE "= $called" engine/audit/*.c | sed 's/^\([^:]*:[0-9]*\):.*/\1 part/'
    grep -HnE 'rebuild->found\(' engine/store/rebuild.c | sed 's/^\([^:]*:[0-9]*\):.*/\1 told/'
}
mutate() { # mutate FILE LINE KIND
    case $3 in
    call) sed -E "$2s/^( +)[a-z_]+\(/\1NOTHING(/" "$1" ;;
    word) sed -E "$2s/(\"[^\"]+\"|words);/NULL;/" "$1" ;;
    part) sed -E "$2s/= $called/= NONE(/" "$1" ;;
    told) sed -E "$2s/rebuild->found\(/NONE(/" "$1" ;;
    esac
}
# Where a check is likely to be missed: those tests run first, and all of them only if they miss nothing.
likely() { # likely FILE KIND
    case $1:$2 in
    */store_audit.c:word | */events.c:* | */kinds.c:*) echo 'an_event_that*' 'each_consequence*' ;;
    */store_audit.c:* | */store_backup.c:*) echo 'what_guards*' ;;
    */rebuild.c:*) echo 'a_table_that*' ;;
    */notes.c:* | */tree.c:*) echo 'a_change_hidden*' 'an_older*' ;;
    */keyfile.c:*) echo 'another_key_file*' ;;
    */audit.c:*) echo '*damage*' ;;
    *) echo 'a_record_person*' 'each_consequence*' ;;
    esac
}
missed() { # missed FILE KIND
    set -f
    for tests in $(likely "$1" "$2") '*'; do
        AUDIT_TEST="$tests" "$here/mutant" > "$here/said" 2>&1 || true
        ! grep -q 'FAILED' "$here/said" || return 0
    done
    return 1
}
say() { [ ! -t 2 ] || printf '\r\033[K%s' "$1" >&2; }
$cc -DCMOCKA -c tests/unit/test_audit_tamper.c -o "$here/battery.o"
say 'with every check in its place'
$cc -o "$here/mutant" "$here/battery.o" "$build/libengine.a" $libs
"$here/mutant" > "$here/said" 2>&1 || { cat "$here/said"; echo 'the battery fails though no check was taken out'; exit 2; }
sites | tr ' ' '/' | sort -u | { grep -F -e "$where" || true; } > "$here/sites"
total=$(wc -l < "$here/sites")
survivors=0
count=0
while read -r site; do
    kind=${site##*/}
    place=${site%/*}
    file=${place%:*}
    line=${place#*:}
    count=$((count + 1))
    say "$count of $total: $place"
    mutate "$file" "$line" "$kind" > "$here/mutant.c"
    $cc '-DNOTHING(...)=((void)0)' '-DNONE(...)=FAULT_NONE' -iquote "$(dirname "$file")" -c "$here/mutant.c" -o "$here/mutant.o"
    $cc -o "$here/mutant" "$here/battery.o" "$here/mutant.o" "$build/libengine.a" $libs
    if ! missed "$file" "$kind"; then
        survivors=$((survivors + 1))
        say ''
        echo "$place: nothing misses: $(sed -n "${line}p" "$file" | sed 's/^ *//')"
    fi
done < "$here/sites"
say ''
rm -rf "$here"
echo "audit: $count checks taken out one by one, $survivors of them missed by nothing"
[ "$survivors" -eq 0 ]
