#!/bin/bash
# Sets up everything that a build (`bootstrap.sh build`) or the tests (`bootstrap.sh test`) need on a fresh Debian 12.
# Nothing is done twice: compilers, libraries and Python packages are kept outside the checkout, under
# ${PARVIS_CACHE:-$HOME/.cache/parvis}, in folders named by the hash of what they are made from, and linked into build/toolchain.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lock.sh"

purpose=${1:-test}
build_packages=(cmake ninja-build g++ patchelf python3 python3-venv)
test_packages=(clang clang-format clang-tidy libclang-rt-14-dev pkg-config libicu-dev libsentencepiece-dev
               nlohmann-json3-dev libgtest-dev chromium)

install_packages() {
  local package missing=() run=()
  for package in "$@"; do
    [ "$(dpkg-query --show --showformat '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
  done
  # Without package lists, apt cannot tell the address of its mirror either.
  if [ ${#missing[@]} -eq 0 ] && [ -n "$(mirror)" ]; then return; fi
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo > /dev/null || fail "install these packages first, or run as root: ${missing[*]}"
    run=(sudo)
  fi
  say "Installing packages: ${missing[*]:-none}"
  "${run[@]}" apt-get update -qq
  "${run[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${missing[@]}" > /dev/null
}

# Prints the folder of an emsdk on PATH, if it has the pinned version.
emsdk_on_path() {
  local emcc
  emcc=$(command -v emcc) && "$emcc" --version 2>/dev/null | head -1 | grep -qwF "$(locked emscripten)" || return 1
  dirname "$(readlink -f "$emcc")"
}

# link NAME TARGET: makes a cache folder reachable under build/toolchain.
link() { mkdir -p "$repository/build/toolchain"; ln -sfn "$2" "$repository/build/toolchain/$1"; }

make_python() {
  python3 -m venv "$1"
  "$1/bin/pip" install --quiet --disable-pip-version-check --requirement "$repository/models/requirements.txt"
}

command -v node > /dev/null && [ "$(node --print 'process.versions.node.split(".")[0]')" -ge 20 ] ||
  fail "Node 20 or later is needed, with npm"
command -v apt-get > /dev/null || fail "this script knows Debian 12 only; README.md lists what a build needs elsewhere"

if [ "$purpose" = build ]; then install_packages "${build_packages[@]}"
else install_packages "${build_packages[@]}" "${test_packages[@]}"; fi

if ! emscripten=$(emsdk_on_path); then
  prefix=$cache/emscripten-$(key "$(locked deb)" "$toolchain"/{emscripten,lock}.sh)
  [ -e "$prefix/.complete" ] || say "Setting up Emscripten $(locked emscripten)"
  provide "$prefix" bash "$toolchain/emscripten.sh"
  emscripten=$prefix/usr/share/emscripten
fi
link emscripten "$emscripten"

libraries=$cache/libraries-$(key "$(locked emscripten) $(locked source)" "$toolchain"/{libraries,lock}.sh \
  "$toolchain"/{emscripten.cmake,libraries/CMakeLists.txt})
[ -e "$libraries/.complete" ] || say "Compiling ICU, SentencePiece and GoogleTest to WebAssembly (once)"
provide "$libraries" bash "$toolchain/libraries.sh"
link libraries "$libraries"

python=$cache/python-$(key "$(python3 --version)" "$repository/models/requirements.txt")
[ -e "$python/.complete" ] || say "Setting up Python packages"
provide "$python" make_python
link python "$python"

npm_key=$(key "$(node --version)" "$repository"/package-lock.json)
if [ "$(cat "$repository/node_modules/.parvis-key" 2>/dev/null)" != "$npm_key" ]; then
  say "Installing npm packages"
  npm --prefix "$repository" ci --no-audit --no-fund --loglevel error
  echo "$npm_key" > "$repository/node_modules/.parvis-key"
fi
while read -r name _ sha file; do
  echo "$sha  $repository/node_modules/$name/$file" | sha256sum --check --status ||
    fail "node_modules/$name/$file is not the file pinned in emsdk.lock"
done < <(locked npm)
