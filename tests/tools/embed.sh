#!/bin/sh
# embed.sh FILE...: prints a C file holding the files as arrays; include/signpost/embedded.h finds them by path.
set -eu
echo '#include "signpost/embedded.h"'
n=0
table=
for file in "$@"; do
    printf 'static const unsigned char file_%d[] = {' "$n"
    od -An -v -tx1 "$file" | sed 's/ \([0-9a-f][0-9a-f]\)/0x\1,/g'
    echo '0};'
    size=$(wc -c < "$file")
    table="$table{\"$file\", file_$n, $size},
"
    n=$((n + 1))
done
echo 'const struct embedded embedded_files[] = {'
printf '%s' "$table"
echo '{0, 0, 0}};'
