#!/bin/bash
# Makes a private Emscripten out of the pinned Debian packages: unpacked into FOLDER and bound to their own loader and
# libraries, they neither touch nor depend on what the machine has installed. Root is not needed.
# usage: emscripten.sh FOLDER
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lock.sh"

folder=$1
packages=$cache/packages
locked deb | download "$packages"

# The packages carry system libraries for every mode; threads and variants of OpenGL are most of their size.
while read -r _ path; do
  dpkg-deb --fsys-tarfile "$packages/${path##*/}" | tar --extract --directory "$folder" \
    --exclude='./usr/share/doc' --exclude='./usr/share/man' --exclude='./usr/share/emscripten/test' \
    --exclude='*/sysroot/lib/*-mt*' --exclude='*/sysroot/lib/*-ww*' --exclude='*/sysroot/lib/*libGL-*-*' \
    --exclude='*/sysroot/lib/*libGL-emu*' --exclude='*/sysroot/lib/*libwasmfs*'
done < <(locked deb)

libraries=$folder/usr/lib/x86_64-linux-gnu
llvm=$(echo "$folder"/usr/lib/llvm-*)
llvm_version=${llvm##*-}
emscripten=$folder/usr/share/emscripten

# Of LLVM, the programs that emcc calls.
find "$llvm/bin" -type f ! -name 'clang*' ! -name lld ! -name llvm-ar ! -name llvm-nm ! -name llvm-objcopy \
  ! -name llvm-readobj ! -name llvm-dwarfdump ! -name llvm-dwp ! -name llvm-cxxfilt ! -name llvm-size -delete

is_elf() { [ -f "$1" ] && [ ! -L "$1" ] && [ "$(head -c4 "$1" | tail -c3)" = ELF ]; }
for program in "$llvm"/bin/* "$folder"/usr/bin/wasm* "$folder"/usr/bin/binaryen*; do
  if is_elf "$program"; then
    patchelf --set-interpreter "$libraries/ld-linux-x86-64.so.2" --force-rpath --set-rpath "$libraries:$llvm/lib" "$program"
  fi
done
for library in "$libraries"/*.so*; do
  if is_elf "$library" && [ -n "$(patchelf --print-rpath "$library" 2>/dev/null)" ]; then
    patchelf --force-rpath --set-rpath '$ORIGIN' "$library"
  fi
done

# acorn, for the optimizer of the JavaScript glue, where Node resolves it from Emscripten's own folder.
mv "$folder/usr/share/nodejs" "$emscripten/node_modules"

cat > "$emscripten/.emscripten" <<CONFIG
import shutil
LLVM_ROOT = '$folder/usr/bin'
BINARYEN_ROOT = '$folder/usr'
NODE_JS = shutil.which('node')
LLVM_ADD_VERSION = '$llvm_version'
CLANG_ADD_VERSION = '$llvm_version'
EMSCRIPTEN_ROOT = '$emscripten'
CACHE = '$emscripten/cache'
FROZEN_CACHE = True
CONFIG

env -u EM_CONFIG "$emscripten/emcc" --version | grep -qF "$(locked emscripten)" ||
  fail "the Emscripten made from the packages does not report version $(locked emscripten)"
