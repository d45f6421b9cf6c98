#!/bin/sh
# view_names.sh FILE...: prints a C file with every name that a view_...() or ..._list() call in the sources can put into a view,
# and every flag of a question type, so that a page naming anything else refuses to start.
set -eu
echo '#include "web.h"'
echo 'const char *const view_names[] = {'
grep -ohE '(\b(view_[a-z_]+|[a-z]+_list)\([^"]*|\.flag = )"[a-z_0-9]+"' "$@" | sed 's/.*"\([a-z_0-9]*\)"$/    "\1",/' | sort -u
echo '    0};'
