# Sourced by the other scripts: reads emsdk.lock, downloads what it pins, names cache folders by what they are made from.

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
toolchain=$repository/wasm/toolchain
lock_file=$repository/emsdk.lock
cache=${PARVIS_CACHE:-$HOME/.cache/parvis}

say() { printf '\033[1m%s\033[0m\n' "$*" >&2; }
fail() { printf 'error: %s\n' "$*" >&2; exit 1; }

# locked KIND [NAME]: the fields after KIND (and NAME), one record a line.
locked() {
  awk -v kind="$1" -v name="${2-}" '$1 == kind && (name == "" || $2 == name) {
    $1 = ""; if (name != "") $2 = ""; sub(/^ +/, ""); print }' "$lock_file"
}

# key TEXT FILE...: sixteen hexadecimal digits that change with the text or with any of the files.
key() {
  local text=$1; shift
  { printf '%s\n' "$text"; cat "$@"; } | sha256sum | cut -c1-16
}

# Address of the Debian mirror that apt is configured with.
mirror() {
  apt-get indextargets --format '$(ORIGIN)|$(LABEL)|$(SITE)' 'Created-By: Packages' |
    awk -F'|' '$1 == "Debian" && $2 == "Debian" { print $3; exit }'
}

# download FOLDER < "SHA256 PATH" lines: fetches the pinned files of the mirror that the folder lacks and verifies them all.
download() {
  local folder=$1 site sha path file missing=()
  site=$(mirror)
  [ -n "$site" ] || fail "apt knows no Debian mirror: run 'apt-get update' first"
  mkdir -p "$folder"
  while read -r sha path; do
    file=$folder/${path##*/}
    if ! echo "$sha  $file" | sha256sum --check --status 2>/dev/null; then
      /usr/lib/apt/apt-helper -o APT::Sandbox::User= download-file "$site/$path" "$file" "SHA256:$sha" >/dev/null 2>&1 ||
        missing+=("$path")
    fi
  done
  if [ ${#missing[@]} -gt 0 ]; then
    printf '%s\n' "These files are pinned in emsdk.lock, but the mirror that apt uses no longer offers them as pinned:" \
      "${missing[@]/#/  }" "Renew the deb records with wasm/toolchain/refresh-lock.sh, or put an emsdk of version $(locked emscripten) on PATH." >&2
    return 1
  fi
}

# provide FOLDER COMMAND...: runs the command to fill a cache folder, once; a folder that was left half made is made again.
provide() {
  local folder=$1; shift
  mkdir -p "$cache"
  (
    flock 9
    [ -e "$folder/.complete" ] && exit 0
    rm -rf "$folder"
    mkdir -p "$folder"
    "$@" "$folder" && touch "$folder/.complete"
  ) 9> "$cache/.lock"
}
