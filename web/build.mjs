// Bundles web/dist and completes build/assets: runtime, wording and the list of the engine's files with sizes and SHA-256.
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { spawnSync } from 'node:child_process';
import { build } from 'esbuild';
import { LANGUAGES, check } from '../i18n/tools/checks.mjs';
import {
  LANGUAGES as CATALOGUES,
  catalogue,
  check as checkProcedures,
  readProcedures,
  readSafetyLists,
  readUtterances,
} from '../i18n/tools/demarches.mjs';
import { check as checkPlain, lists as plainLists, readPlain, termList } from '../i18n/tools/plain.mjs';
import { binary } from '../i18n/tools/phrasebook.mjs';
import { readTopics } from '../i18n/tools/topics.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const repository = join(here, '..');
const dist = join(here, 'dist');
const assets = join(repository, 'build', 'assets');
const require = createRequire(import.meta.url);

/** Bytes under brotli that files may reach: a change that makes the page heavier has to say so here. */
const LIMITS = {
  'index.js': 16_000,
  'worker.js': 40_000,
  'parvis-sw.js': 1_500,
  'finder.js': 12_000,
  'plain.js': 16_000,
  'intent/intent.bin': 6_000_000,
  'intent/safety.json': 200_000,
  'intent/catalogue.fr.json': 150_000,
  'plain/french.bin': 3_000_000,
  'plain/lists.json': 80_000,
};

const indexBeside = {
  name: 'index-beside',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\.\/index\.js$/ }, () => ({ path: './index.js', external: true }));
  },
};

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });

const common = {
  absWorkingDir: here,
  bundle: true,
  format: 'esm',
  target: 'es2022',
  sourcemap: true,
  legalComments: 'linked',
  logLevel: 'warning',
};
const browser = { ...common, platform: 'browser', minify: true };
const node = { ...common, platform: 'node', target: 'node20' };

await Promise.all([
  build({
    ...browser,
    entryPoints: { index: 'src/index.ts', worker: 'src/worker.ts', 'parvis-sw': 'src/sw.ts' },
    outdir: 'dist',
  }),
  // The engine stays a file of its own, fetched when somebody turns to a component.
  build({
    ...browser,
    entryPoints: { finder: 'src/finder.ts', plain: 'src/letter.ts' },
    outdir: 'dist',
    plugins: [indexBeside],
  }),
  build({
    ...node,
    entryPoints: { node: 'src/node.ts', cli: 'src/cli.ts' },
    outdir: 'dist',
    splitting: true,
    chunkNames: 'node-[hash]',
  }),
]);
for (const name of ['parvis.css', 'finder.css', 'plain.css']) copyFileSync(join(here, 'src', name), join(dist, name));
const types = spawnSync(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', join(here, 'tsconfig.json')], {
  stdio: 'inherit',
});
if (types.status !== 0) process.exit(types.status ?? 1);

const runtime = join(dirname(require.resolve('onnxruntime-web/wasm')), 'ort-wasm-simd-threaded.wasm');
// With its hash in its name a server may let browsers keep it for good, and with it the compiled code.
const runtimeName = `ort-wasm-simd-threaded.${sha256(readFileSync(runtime)).slice(0, 8)}.wasm`;
for (const name of existsSync(join(assets, 'ort')) ? readdirSync(join(assets, 'ort')) : []) {
  if (!name.startsWith(runtimeName)) rmSync(join(assets, 'ort', name));
}
copyChanged(runtime, join(assets, 'ort', runtimeName));
const guards = copyFolder('guards');
const phrasebook = buildPhrasebook();
const intent = buildIntent();
const plainData = readCheckedPlain();
const plain = buildPlain(plainData);
const terms = buildTerms(plainData);
copyFolder('ui');
const detection = copyFolder('detect');
copyChanged(join(repository, 'i18n', 'languages.json'), join(assets, 'i18n', 'languages.json'));

const engine = [
  'core/parvis-core.js',
  'core/parvis-core.wasm',
  'core/icudt.dat',
  `ort/${runtimeName}`,
  ...detection,
  ...guards,
  ...phrasebook,
  ...terms,
  ...intent,
  ...plain,
];
const files = engine.filter((path) => existsSync(join(assets, path))).map(describe);
writeFileSync(join(assets, 'assets.json'), `${JSON.stringify({ format: 1, files }, null, 1)}\n`);

report();

/** Copies the data files of a folder of i18n/ and gives their paths among the assets. */
function copyFolder(name) {
  const from = join(repository, 'i18n', name);
  const names = readdirSync(from).filter((one) => /\.(json|txt|bin)$/.test(one));
  for (const one of names) copyChanged(join(from, one), join(assets, 'i18n', name, one));
  return names.map((one) => `i18n/${name}/${one}`);
}

/** Writes the phrasebook of each language as the core reads it. */
function buildPhrasebook() {
  const topics = readTopics();
  const problems = check(topics);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  const entries = [...topics.values()].flat();
  return LANGUAGES.map((language) => {
    const path = `i18n/phrasebook/${language}.bin`;
    writeChanged(binary(entries, language), join(assets, path));
    return path;
  });
}

/** Writes what the classifier of procedures reads. Its safety lists go into one file: they are small and a page needs them all. */
function buildIntent() {
  const procedures = readProcedures();
  const utterances = readUtterances();
  const problems = checkProcedures(procedures, utterances);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  const path = (name) => join(assets, 'intent', name);
  for (const language of CATALOGUES) {
    const json = JSON.stringify(catalogue(procedures, utterances, language));
    writeChanged(Buffer.from(json), path(`catalogue.${language}.json`));
  }
  writeChanged(Buffer.from(JSON.stringify(readSafetyLists())), path('safety.json'));
  const numbers = JSON.parse(readFileSync(join(repository, 'i18n', 'safety', 'numbers.json'), 'utf8'));
  writeChanged(Buffer.from(JSON.stringify(numbers)), path('numbers.json'));
  copyChanged(join(repository, 'i18n', 'demarches', 'schema.json'), path('schema.json'));
  for (const name of ['intent.json', 'intent.bin']) copyChanged(join(repository, 'models', 'intent', name), path(name));
  const catalogues = CATALOGUES.map((language) => `catalogue.${language}.json`);
  return ['intent.json', 'intent.bin', 'safety.json', 'numbers.json', ...catalogues].map((name) => `intent/${name}`);
}

/** Rules and terms of French, as they stand in i18n/. */
function readCheckedPlain() {
  const data = readPlain();
  const problems = checkPlain(data);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return data;
}

/** Writes the terms of each language as the core reads them. */
function buildTerms(data) {
  return LANGUAGES.map((language) => {
    const path = `i18n/terms/${language}.json`;
    writeChanged(Buffer.from(JSON.stringify(termList(data, language))), join(assets, path));
    return path;
  });
}

/** Writes what plain French is made with: the model that analyses French, and the lists. */
function buildPlain(data) {
  const path = (name) => join(assets, 'plain', name);
  copyChanged(join(repository, 'models', 'french', 'french.bin'), path('french.bin'));
  writeChanged(Buffer.from(JSON.stringify(plainLists(data))), path('lists.json'));
  return ['french.bin', 'lists.json'].map((name) => `plain/${name}`);
}

function copyChanged(from, to) {
  writeChanged(readFileSync(from), to);
}

function writeChanged(bytes, to) {
  mkdirSync(dirname(to), { recursive: true });
  if (!existsSync(to) || !readFileSync(to).equals(bytes)) writeFileSync(to, bytes);
}

function describe(path) {
  const file = join(assets, path);
  const bytes = readFileSync(file);
  packed(file, bytes);
  return { path, bytes: bytes.length, sha256: sha256(bytes) };
}

function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Writes the brotli neighbour that servers may send instead, once for each content, and gives its size. */
function packed(file, bytes) {
  const target = `${file}.br`;
  if (existsSync(target) && statSync(target).mtimeMs >= statSync(file).mtimeMs) return statSync(target).size;
  // The runtime is large: the last quality steps would take a minute for two per cent.
  const quality = bytes.length > 4_000_000 ? 9 : 11;
  const params = { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  const compressed = brotliCompressSync(bytes, { params });
  writeFileSync(target, compressed);
  return compressed.length;
}

function report() {
  const rows = [];
  for (const name of readdirSync(dist).filter((one) => /\.(js|css)$/.test(one))) {
    const bytes = readFileSync(join(dist, name));
    rows.push({ file: name, raw: bytes.length, brotli: packed(join(dist, name), bytes), limit: LIMITS[name] });
  }
  for (const { path, bytes } of files.filter((one) => !one.path.startsWith('i18n/')))
    rows.push({ file: path, raw: bytes, brotli: statSync(`${join(assets, path)}.br`).size, limit: LIMITS[path] });
  for (const { file, raw, brotli, limit } of rows) {
    console.log(`${file.padEnd(36)} ${String(raw).padStart(9)} bytes ${String(brotli).padStart(9)} brotli`);
    if (limit !== undefined && brotli > limit) {
      console.error(`${file} exceeds its limit of ${limit} bytes`);
      process.exitCode = 1;
    }
  }
  writeFileSync(join(dist, 'sizes.json'), `${JSON.stringify(rows, null, 1)}\n`);
}
