// Prints the size of shipped files (raw, gzip, brotli) and fails where one exceeds its limit.
// usage: sizes.mjs FOLDER FILE=LIMIT...   (limits in bytes under brotli); writes FOLDER/sizes.json
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const [folder, ...limits] = process.argv.slice(2);
const sizes = {};
let exceeded = false;
for (const entry of limits) {
  const [file, limit] = entry.split('=');
  const bytes = readFileSync(join(folder, file));
  const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }).length;
  sizes[file] = { raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, brotli };
  const { raw, gzip } = sizes[file];
  const over = brotli > Number(limit);
  exceeded ||= over;
  console.log(
    `${file.padEnd(18)} raw ${String(raw).padStart(8)}  gzip ${String(gzip).padStart(7)}  brotli ${String(brotli).padStart(7)}` +
      `  limit ${limit}${over ? '  EXCEEDED' : ''}`,
  );
}
if (exceeded) process.exit(1);
writeFileSync(join(folder, 'sizes.json'), `${JSON.stringify(sizes, null, 2)}\n`);
