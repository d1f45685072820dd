# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# What packaging/run and tests/run share: install what is missing, configure and build what is not up to date. Sourced by bash;
# the caller has set -euo pipefail. Speaks on standard error, so that standard output stays the program's own.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)

say() {
    printf '== %s\n' "$*" >&2
}

die() {
    printf '== %s\n' "$*" >&2
    exit 1
}

# The packages of the groups named, without those whose "unless" command exists.
packages_of() {
    local group name unless command
    for group in "$@"; do
        grep -qx "\[$group\]" "$root/packaging/debian-packages.txt" || die "debian-packages.txt has no group [$group]"
        while read -r name unless command; do
            if [[ $unless != unless ]] || ! command -v "$command" >/dev/null; then
                printf '%s\n' "$name"
            fi
        done < <(sed -e 's/#.*//' "$root/packaging/debian-packages.txt" |
            awk -v group="[$group]" '/^\[/ { wanted = $1 == group; next } wanted && NF')
    done
}

missing_packages() {
    local wanted installed
    wanted=$(packages_of "$@" | sort -u)
    # dpkg-query answers 1 when it does not know one of the names: that is what is being asked.
    # shellcheck disable=SC2086
    installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' $wanted 2>/dev/null | awk '$1 == "installed" { print $2 }' | sort -u || true)
    comm -23 <(printf '%s\n' "$wanted") <(printf '%s\n' "$installed")
}

as_root() {
    if [[ $EUID -eq 0 ]]; then
        "$@"
    elif [[ -n ${CI:-} || ! -t 0 ]]; then
        sudo -n "$@"
    else
        sudo "$@"
    fi
}

apt_get() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 "$@" </dev/null >&2
}

# install_packages GROUP…
install_packages() {
    local missing
    if ! command -v dpkg-query >/dev/null; then
        say "This is not Debian: the packages are taken to be there (packaging/debian-packages.txt names them)"
        return
    fi
    mapfile -t missing < <(missing_packages "$@")
    if [[ ${#missing[@]} -eq 0 ]]; then
        return
    fi
    say "Installing ${#missing[@]} Debian packages: ${missing[*]}"
    if [[ $EUID -ne 0 ]] && ! command -v sudo >/dev/null; then
        die "Neither root nor sudo here. Run as root: apt-get install ${missing[*]}"
    fi
    # The package lists are fetched only when they do not know a package, or name a file that is gone from the server.
    if ! apt-get install --simulate --no-install-recommends "${missing[@]}" >/dev/null 2>&1; then
        say "Fetching the package lists"
        apt_get update -qq
    fi
    if ! apt_get install -y -qq --no-install-recommends "${missing[@]}"; then
        say "That failed; fetching the package lists and trying again"
        apt_get update -qq
        apt_get install -y -qq --no-install-recommends "${missing[@]}" || die "Could not install: ${missing[*]}"
    fi
}

# build PRESET [TARGET…]: configures when there is no build tree, the presets changed or the tree was moved; then builds
# what is out of date. One build at a time in a tree.
build() {
    local preset=$1 tree=$root/.build/$1 wanted known=
    shift
    mkdir -p "$tree"
    exec 9>"$tree.lock"
    if ! flock -n 9; then
        say "Waiting for another build in .build/$preset"
        flock 9
    fi
    wanted=$(printf '%s %s' "$root" "$(sha256sum <"$root/CMakePresets.json")")
    [[ -f $tree/.configured && -f $tree/build.ninja ]] && known=$(<"$tree/.configured")
    if [[ $known != "$wanted" ]]; then
        say "Configuring .build/$preset"
        rm -f "$tree/.configured"
        (cd "$root" && cmake --fresh --preset "$preset") >&2
        printf '%s\n' "$wanted" >"$tree/.configured"
    fi
    say "Building .build/$preset"
    # The compiler cache serves every clone on the machine, wherever it stands.
    export CCACHE_BASEDIR=$root CCACHE_NOHASHDIR=1 CCACHE_ABSSTDERR=1 CCACHE_SLOPPINESS=pch_defines,time_macros
    cmake --build "$tree" --parallel "$(nproc)" ${1:+--target "$@"} >&2
    exec 9>&-
}

# The client libraries that the tests fetch with npm, when their lock file changed.
install_node_modules() {
    local folder=$root/tests/clients wanted
    [[ -f $folder/package-lock.json ]] || return 0
    wanted=$(sha256sum <"$folder/package-lock.json")
    if [[ -f $folder/node_modules/.fetched && $(<"$folder/node_modules/.fetched") == "$wanted" ]]; then
        return
    fi
    say "Fetching the JavaScript client libraries of tests/clients"
    if (cd "$folder" && npm ci --no-audit --no-fund --ignore-scripts </dev/null >&2); then
        printf '%s\n' "$wanted" >"$folder/node_modules/.fetched"
    else
        say "npm could not fetch them: the tests that need them will be skipped, and say so"
    fi
}
