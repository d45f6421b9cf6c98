#!/bin/sh
# check_source.sh: the house rules that need no compiler to hold. Prints each breach; exits 1 if there is one.
set -u
found=$(mktemp)
trap 'rm -f "$found"' EXIT
report() { # report "rule" "lines"
    [ -z "$2" ] || printf '%s\n%s\n' "$1" "$2" | sed '2,$s/^/    /' >> "$found"
}
sources=$(git ls-files --cached --others --exclude-standard 'engine/*.[ch]' 'web/*.[ch]' 'include/*.h')

# Doors: who may include what (web -> include <- engine; each library behind its own room).
door() { # door header allowed-regex
    report "only $2 may include <$1>" "$(grep -nE "#include [<\"]$1[>\"]" $sources | grep -vE "^($2)")"
}
door 'microhttpd\.h' 'web/(server|exchange|gate|head|send)\.[ch]'
door 'sqlite3\.h' 'engine/store/'
door 'sodium\.h' 'engine/record/|engine/log/|engine/witness/|engine/base/|engine/people/(password|secret)\.c'
door 'nettle/.*\.h' 'engine/base/'
door 'cmark\.h' 'engine/base/|engine/formats/rich'
door 'csv\.h' 'engine/base/'
door 'utf8proc\.h' 'engine/base/'
door 'expat\.h' 'engine/formats/'
door 'zip\.h' 'engine/formats/package'
door 'curl/curl\.h' 'engine/command/'
door 'qrcodegen/qrcodegen\.h' 'web/|engine/record/'
report "the engine never includes web" "$(grep -nE '#include "(web|pages|server|reply|request|session|serve)[./_a-z]*h?"' $(echo "$sources" | tr ' ' '\n' | grep '^engine/'))"
report "web does not reach into an engine room: use include/signpost" "$(grep -nE '#include "[a-z]+/[a-z_]+_internal\.h"' $(echo "$sources" | tr ' ' '\n' | grep '^web/'))"
report "public headers include public headers only" "$(grep -nE '#include "' $(echo "$sources" | tr ' ' '\n' | grep '^include/') | grep -v '"signpost/')"
report "the SQL lives in engine/store" "$(grep -nE '"(SELECT|INSERT|UPDATE|DELETE|CREATE|BEGIN|COMMIT|PRAGMA) ' $(echo "$sources" | tr ' ' '\n' | grep -v '^engine/store/'))"

report "banned calls" "$(grep -nE '\b(strcpy|strcat|sprintf|vsprintf|gets|atoi|atol|atof|strtok|gmtime|localtime|rand|srand|system|popen|tmpnam|asctime|ctime)\(' $sources)"
report "no macro returns" "$(grep -nE '#define.*\breturn\b' $sources)"
report "the engine neither prints nor exits (command does)" "$(grep -nE '\b(printf|puts|exit|_exit|abort)\(|\bstderr\b|\bstdout\b' $(echo "$sources" | tr ' ' '\n' | grep '^engine/' | grep -v '^engine/command/') | grep -vE 'snprintf|fault_|PRINTF')"
left='TO''DO|FIX''ME|X''XX|HA''CK' # written so that this line does not find itself
report "nothing left behind" "$(grep -nE "\\b($left)\\b" $sources Makefile README.md $(git ls-files tests questions web))"
report "lines of 140 columns at most" "$(awk 'length($0) > 140 {print FILENAME ":" FNR}' $sources)"
report "no tabs in C" "$(grep -nP '\t' $sources)"
report "no floating point in marks and medians" "$(grep -nE '\b(double|float)\b' $(echo "$sources" | tr ' ' '\n' | grep -E '^engine/(bank|compliance|completion|training)/'))"
report "functions of 80 lines at most" "$(awk 'FNR == 1 {start = 0} /^\{/ {start = FNR} /^\}/ && start {if (FNR - start > 80) print FILENAME ":" start ": " FNR - start " lines"; start = 0}' $sources)"
report "files of 450 lines at most" "$(wc -l $sources | awk '$2 != "total" && $1 > 450 {print $2 ": " $1 " lines"}')"
report "each public header says what it is for" "$(for header in include/signpost/*.h; do head -2 "$header" | grep -q "$(basename "$header")" || echo "$header"; done)"
report "pages have no inline script, style or event handler" "$(grep -nE '<script[^>]*>[^<]|<style| style=| on[a-z]+=' web/pages/*.html)"
report "posting forms carry the CSRF field" "$(for page in web/pages/*.html; do [ "$(grep -c 'method="post"' "$page")" -le "$(grep -cE 'name="csrf"|\{\{>csrf\}\}' "$page")" ] || echo "$page"; done | grep -vE 'sign_in|verify')"
report "tests use what Node 18 of Debian 12 has" "$(grep -nE '\.(toSorted|toReversed|toSpliced|isWellFormed)\(|\b(groupBy|fromAsync|withResolvers)\(|import\.meta\.(dirname|filename)' $(git ls-files 'tests/*.mjs'))"
report "no registry host in a lock file" "$(grep -nE '"resolved"' tests/*/package-lock.json)"
report "the top level holds what it should" "$(git ls-files --cached --others --exclude-standard | cut -d/ -f1 | sort -u | grep -vE '^(engine|web|questions|include|tests|Makefile|README\.md|LICENSE|\..*)$')"

# Each public header can be read, and compiled, alone.
for header in include/signpost/*.h; do
    ${CC:-gcc} -std=c17 -D_GNU_SOURCE -Iinclude -Wall -Wextra -Werror -fsyntax-only -x c "$header" 2>> "$found"
done

if [ -s "$found" ]; then cat "$found"; exit 1; fi
echo "check-source: $(echo "$sources" | wc -w) files keep the house rules"
