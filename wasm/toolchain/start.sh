#!/bin/bash
# Sets everything up, builds, then serves the demonstration portal; with --once a bundled form is translated in Node instead.
# usage: start.sh [--once [CLI OPTIONS...]] | [SERVER OPTIONS...]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
bash wasm/toolchain/bootstrap.sh build
npm run --silent build >&2
for option in "$@"; do
  if [ "$option" = --once ]; then exec node web/dist/cli.js "$@"; fi
done
exec node web/demo/serve.mjs "$@"
