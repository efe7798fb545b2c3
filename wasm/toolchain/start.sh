#!/bin/bash
# Sets everything up, builds, then serves the demonstration portal; with --once it translates a bundled form in Node instead.
# usage: start.sh [--once [CLI OPTIONS...]] | [SERVER OPTIONS...]
set -euo pipefail
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$repository"
bash wasm/toolchain/bootstrap.sh build
npm run --silent build >&2
if [ "${1-}" = --once ]; then
  shift
  [ $# -gt 0 ] || set -- --to ar
  exec node web/dist/cli.js translate --html web/demo/public/aide-logement.html "$@"
fi
exec node web/demo/serve.mjs "$@"
