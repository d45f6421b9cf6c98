#!/bin/sh
# install.sh PACKAGE...: installs the Debian packages that are missing, with sudo where we are not root, and says so.
set -eu
missing=
for package in "$@"; do
    # nodejs may come from another source than Debian's: what counts is that the command is there.
    case $package in nodejs) command -v node >/dev/null && continue ;; npm) command -v npm >/dev/null && continue ;; esac
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
echo "Installing what is missing:$missing" >&2
as=
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "Not root and no sudo: please install these packages:$missing" >&2; exit 1; }
    as=sudo
fi
$as apt-get update -q >/dev/null
$as env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing >/dev/null
