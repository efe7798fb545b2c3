// Times the product and bergamot-translator on the same sentences, in turns; compare_bergamot.py speaks to it.
//
//   node bergamot_runner.mjs JOB.json OUT.json
//
// JOB: {"bergamot": folder of the installed package, "exported": folder of marian_export.py, "assets": folder, "to": code, "rounds": n,
//       "texts": [..], "marked": [the same with the tag of the language in front], "shortlist" and "batches": the same as web_runner.mjs reads them}
// OUT: {"product", "model" and "bergamot": {"cpu_ms": [one a round], "wall_ms": [..], "pieces": of one round; bergamot: "texts"}}
// One thread each; all have translated everything once before the first round.
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { createParvis } from 'parvis';
import { feedsOf, openSession } from './web_session.mjs';

/** The package's worker is a script of the CommonJS kind in a package that says otherwise, so it is given as text, with its place. */
class Bergamot {
  #worker;
  #waiting = new Map();

  constructor(worker) {
    this.#worker = worker;
    worker.on('message', ({ id, result, error }) => {
      const { accept, refuse } = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error) refuse(new Error(error.message));
      else accept(result);
    });
    worker.on('error', (error) => {
      for (const { refuse } of this.#waiting.values()) refuse(error);
    });
  }

  static async open(folder, exported) {
    const file = resolve(folder, 'worker', 'translator-worker.js');
    const place = `globalThis.__filename = ${JSON.stringify(file)}; globalThis.__dirname = ${JSON.stringify(dirname(file))};`;
    const own = new Bergamot(new Worker(place + (await readFile(file, 'utf8')), { eval: true, stdout: true, stderr: true }));
    const buffer = async (name) => Uint8Array.from(await readFile(join(exported, name))).buffer;
    await own.#call('initialize', { cacheSize: 0 });
    await own.#call(
      'loadTranslationModel',
      { from: 'source', to: 'target' },
      {
        model: await buffer('model.intgemm.alphas.bin'),
        shortlist: await buffer('lex.s2t.bin'),
        vocabs: [await buffer('srcvocab.spm'), await buffer('trgvocab.spm')],
        config: { 'gemm-precision': 'int8shiftAlphaAll' },
      },
    );
    return own;
  }

  async translate(texts) {
    const models = [{ from: 'source', to: 'target' }];
    const asked = texts.map((text) => ({ text, html: false, qualityScores: false }));
    return (await this.#call('translate', { models, texts: asked })).map(({ target }) => target.text);
  }

  close() {
    return this.#worker.terminate();
  }

  #call(name, ...args) {
    const id = this.#waiting.size + 1;
    return new Promise((accept, refuse) => {
      this.#waiting.set(id, { accept, refuse });
      this.#worker.postMessage({ id, name, args });
    });
  }
}

/** The assets without phrasebooks: what they know would not reach the model. */
async function assetsWithoutPhrasebook(folder) {
  const out = await mkdtemp(join(tmpdir(), 'parvis-assets-'));
  const listing = JSON.parse(await readFile(join(folder, 'assets.json'), 'utf8'));
  listing.files = listing.files.filter(({ path }) => !path.startsWith('i18n/phrasebook/'));
  await writeFile(join(out, 'assets.json'), JSON.stringify(listing));
  for (const room of ['core', 'ort', 'packs', 'i18n']) await symlink(resolve(folder, room), join(out, room));
  return out;
}

async function timed(side, work) {
  const clock = performance.now();
  const cpu = process.cpuUsage();
  const made = await work();
  const { user, system } = process.cpuUsage(cpu);
  side.cpu_ms.push((user + system) / 1000);
  side.wall_ms.push(performance.now() - clock);
  return made;
}

/** Pieces of all sentences of a run up to and with their end (0). */
function countPieces({ dims: [steps, width], data }) {
  let pieces = 0;
  for (let column = 0; column < width; column++) {
    let step = 0;
    while (step < steps && data[step * width + column] !== 0) step++;
    pieces += Math.min(step + 1, steps);
  }
  return pieces;
}

const [jobFile, outFile] = process.argv.slice(2);
const job = JSON.parse(await readFile(jobFile, 'utf8'));
const assets = await assetsWithoutPhrasebook(job.assets);
const parvis = await createParvis({ assetsBase: assets });
const bergamot = await Bergamot.open(job.bergamot, job.exported);
const session = await openSession(join(job.assets, 'packs'), job.to);
const sides = {
  product: () => parvis.translate(job.texts, { to: job.to }),
  model: async () => {
    let pieces = 0;
    for (const batch of job.batches) pieces += countPieces((await session.run(feedsOf(batch, job.shortlist))).target);
    return pieces;
  },
  bergamot: () => bergamot.translate(job.marked),
};
const result = Object.fromEntries(Object.keys(sides).map((name) => [name, { cpu_ms: [], wall_ms: [] }]));
for (const work of Object.values(sides)) await work();
const before = (await parvis.report()).pieces;
for (let round = 0; round < job.rounds; round++) {
  await timed(result.product, sides.product);
  result.model.pieces = await timed(result.model, sides.model);
  result.bergamot.texts = await timed(result.bergamot, sides.bergamot);
}
result.product.pieces = ((await parvis.report()).pieces - before) / job.rounds;
parvis.close();
await bergamot.close();
await rm(assets, { recursive: true });
await writeFile(outFile, JSON.stringify(result));
