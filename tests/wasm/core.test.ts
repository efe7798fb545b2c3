import { readFileSync, readdirSync } from 'node:fs';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { CoreError, createCore, hasSimd } from '../../wasm/core.js';
import type { Batch, Core, PackInfo } from '../../wasm/core.js';

const assets = new URL('../../build/assets/', import.meta.url);
const packs = new URL('../data/tiny-packs/', import.meta.url);

const read = (base: URL, path: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(new URL(path, base)));
const folder = (start: string): URL => {
  const name = readdirSync(packs).find((one) => one.startsWith(start));
  if (name === undefined) throw new Error(`no pack ${start}`);
  return new URL(`${name}/`, packs);
};

interface Files {
  manifest: Uint8Array;
  files: Map<string, Uint8Array>;
}

function load(core: Core, start: string): Files {
  const base = folder(start);
  const manifest = read(base, 'pack.json');
  const { files } = core.readManifest(manifest);
  return { manifest, files: new Map(files.map(({ path }) => [path, read(base, path)])) };
}

function open(core: Core, start: string): PackInfo {
  const { manifest, files } = load(core, start);
  return core.openPack(manifest, files);
}

/** The code and detail of the CoreError that a call throws. */
function refusal(call: () => unknown): [string, string] {
  try {
    call();
  } catch (error) {
    if (error instanceof CoreError) return [error.code, error.detail];
    throw error;
  }
  throw new Error('nothing was thrown');
}

/** A model that repeats its source. */
function echo({ source, batch, length }: Batch): [Int32Array, Int32Array, Float32Array, number] {
  const target = new Int32Array(length * batch);
  const alignment = new Int32Array(length * batch);
  for (let row = 0; row < batch; row += 1) {
    for (let step = 0; step + 1 < length; step += 1) {
      const piece = source[row * length + step + 1] ?? 0;
      target[step * batch + row] = piece === 1 ? 0 : piece;
      alignment[step * batch + row] = step + 1;
    }
  }
  return [target, alignment, new Float32Array(length * batch).fill(-0.01), length];
}

function translate(
  core: Core,
  pack: string,
  to: string,
  texts: string[],
  markup = false,
): { text: string; flags: readonly string[] }[] {
  const job = core.job(
    pack,
    to,
    texts.map((text) => ({ text, markup })),
    { guard: false },
  );
  for (let batch = job.next(); batch !== null; batch = job.next()) job.accept(batch.id, ...echo(batch));
  const results = job.results();
  job.free();
  return results.map(({ text, flags }) => ({ text, flags }));
}

async function start(): Promise<Core> {
  const core = await createCore({ url: new URL('core/', assets), wasmBinary: read(assets, 'core/parvis-core.wasm') });
  core.loadIcu(read(assets, 'core/icudt.dat'));
  return core;
}

describe('without SIMD', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('refuses before anything is loaded', async () => {
    expect(hasSimd()).toBe(true);
    vi.stubGlobal('WebAssembly', { ...WebAssembly, validate: () => false });
    await expect(createCore({ url: 'https://nowhere.invalid/' })).rejects.toMatchObject({
      code: 'simd-missing',
      name: 'CoreError',
    });
    vi.stubGlobal('WebAssembly', undefined);
    await expect(createCore({ url: 'https://nowhere.invalid/' })).rejects.toMatchObject({ code: 'simd-missing' });
  });
});

describe('starting', () => {
  it('names files that cannot be loaded', async () => {
    await expect(createCore({ url: new URL('absent/', assets) })).rejects.toMatchObject({ code: 'core-load-failed' });
  });

  it('refuses damaged Unicode data', async () => {
    const core = await createCore({ url: new URL('core/', assets), wasmBinary: read(assets, 'core/parvis-core.wasm') });
    expect(core.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(refusal(() => core.loadIcu(new Uint8Array(100)))[0]).toBe('icu-data-invalid');
    expect(refusal(() => core.loadIcu(new Uint8Array(0)))[0]).toBe('icu-data-invalid');
    core.loadIcu(read(assets, 'core/icudt.dat'));
    expect(core.segment('Un. Deux.', 'fr')).toHaveLength(2);
  });
});

describe('text', () => {
  let core: Core;
  beforeAll(async () => {
    core = await start();
    core.loadProfiles(read(assets, 'i18n/detect/profiles.txt'));
  });

  it.each([
    ['fr', 'Selon l’art. 5, M. Ba doit signer. Il a 10 jours. ', 2],
    ['ar', 'هل لديك ملف؟ اكتب رقمه هنا.', 2],
    ['zh', '请填写姓名。请签字！', 2],
    ['es', ' ¿Vive solo? Marque la casilla. ', 2],
    ['uk', 'Додайте копію. Підпишіть тут.', 2],
  ])('cuts sentences of %s that give the text again', (language, text, count) => {
    const sentences = core.segment(text, language);
    expect(sentences).toHaveLength(count);
    expect(sentences.join('')).toBe(text);
  });

  it('gives locks in UTF-16 units', () => {
    const text = '🏠 Avant le 15 mars 2026, écrivez à a@b.fr';
    const locks = core.findLocks(text).map(({ start, end, kind }) => [text.slice(start, end), kind]);
    expect(locks).toEqual([
      ['15 mars 2026', 'date'],
      ['a@b.fr', 'email'],
    ]);
  });

  it.each([
    ['fr', 'Latn', 'ltr', 'Indiquez votre nom de famille et votre adresse.'],
    ['ar', 'Arab', 'rtl', 'اكتب اسم العائلة والعنوان الكامل هنا.'],
    ['zh', 'Hani', 'ltr', '请填写您的姓名和地址。'],
    ['uk', 'Cyrl', 'ltr', 'Вкажіть своє прізвище та адресу проживання.'],
  ])('detects %s', (language, script, direction, text) => {
    expect(core.detect(text)).toMatchObject({ language, script, direction });
  });

  it('writes names in Latin letters, and says which letter has none', () => {
    expect(core.transliterate('Олена Шевченко', 'uk')).toBe('Olena Shevchenko');
    expect(core.transliterate('محمد', 'ar')).toBe('MXHMD');
    expect(refusal(() => core.transliterate('李明', 'uk'))).toEqual(['argument-invalid', '李']);
    expect(refusal(() => core.transliterate('李明', 'zh'))).toEqual(['language-unknown', 'zh']);
  });

  it('compares two texts: values always, negations where it has the words', () => {
    expect(core.compare('Я маю 2 дітей', 'uk', 'J’ai 2 enfants', 'fr')).toEqual({ values: [], flags: [] });
    expect(core.compare('Платіж 612,50 €', 'uk', 'Un paiement de 512,50 €', 'fr').values).toEqual([
      { what: 'missing', value: '612.50' },
      { what: 'added', value: '512.50' },
    ]);
    core.loadGuards(read(assets, 'i18n/guards/fr.json'));
    core.loadGuards(read(assets, 'i18n/guards/uk.json'));
    expect(core.compare('Я не працюю зараз', 'uk', 'Je travaille en ce moment', 'fr').flags).toEqual(['negation']);
    expect(refusal(() => core.compare('a', 'xx', 'b', 'fr'))).toEqual(['language-unknown', 'xx']);
  });

  it('takes empty text and lone surrogates', () => {
    expect(core.segment('', 'fr')).toEqual([]);
    expect(core.findLocks('')).toEqual([]);
    expect(core.detect('').language).toBe('und');
    expect(core.segment('a\ud800b', 'fr')).toEqual(['a\ufffdb']);
  });

  it('refuses word lists that are none', () => {
    expect(refusal(() => core.loadProfiles(new TextEncoder().encode('no profile')))[0]).toBe('profile-invalid');
    expect(refusal(() => core.loadGuards(new TextEncoder().encode('[]')))[0]).toBe('lists-invalid');
    core.loadGuards(read(assets, 'i18n/guards/fr.json'));
  });
});

describe('packs', () => {
  let core: Core;
  beforeAll(async () => {
    core = await start();
  });

  it('opens and closes', () => {
    const info = open(core, 'fr-ar');
    expect(info).toMatchObject({ kind: 'language', languages: ['fr', 'ar'], status: { 'fr-ar': 'released' } });
    expect(info.files.map(({ role }) => role).sort()).toEqual(['embeddings', 'graph', 'pieces']);
    expect(refusal(() => core.job(info.id, 'ar', []))[0]).toBe('pack-body-missing');
    core.closePack(info.id);
    expect(refusal(() => core.job(info.id, 'ar', []))).toEqual(['pack-unknown', info.id]);
    expect(refusal(() => core.closePack(info.id))).toEqual(['pack-unknown', info.id]);
  });

  it('names each damaged, missing or surplus file', () => {
    for (const start of ['body', 'fr-es']) {
      const { manifest, files } = load(core, start);
      for (const [path, bytes] of files) {
        const changed = (other: Uint8Array): Map<string, Uint8Array> => new Map(files).set(path, other);
        const flipped = bytes.slice();
        flipped[bytes.length >> 1]! ^= 1;
        const without = new Map(files);
        without.delete(path);
        expect(refusal(() => core.openPack(manifest, changed(flipped)))).toEqual(['pack-hash-mismatch', path]);
        expect(refusal(() => core.openPack(manifest, changed(bytes.slice(1))))).toEqual(['pack-file-truncated', path]);
        expect(refusal(() => core.openPack(manifest, changed(new Uint8Array(bytes.length + 1))))).toEqual([
          'pack-file-oversized',
          path,
        ]);
        expect(refusal(() => core.openPack(manifest, changed(new Uint8Array(0))))).toEqual([
          'pack-file-truncated',
          path,
        ]);
        expect(refusal(() => core.openPack(manifest, without))).toEqual(['pack-file-missing', path]);
      }
      expect(refusal(() => core.openPack(manifest, new Map(files).set('extra', new Uint8Array(1))))).toEqual([
        'argument-invalid',
        'extra',
      ]);
      expect(core.openPack(manifest, files).kind).toBe(start === 'body' ? 'body' : 'language');
    }
  });

  it('refuses manifests that are none', () => {
    const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
    expect(refusal(() => core.readManifest(bytes('{')))[0]).toBe('pack-json-invalid');
    expect(refusal(() => core.readManifest(bytes('{"format":9}')))).toEqual(['pack-format-unknown', '9']);
    expect(refusal(() => core.openPack(bytes(''), new Map()))[0]).toBe('pack-json-invalid');
  });

  it('hashes a large file without holding it', () => {
    const { manifest } = load(core, 'body');
    const huge = new Uint8Array(64 << 20);
    const parsed = JSON.parse(new TextDecoder().decode(manifest)) as { files: { path: string; bytes: number }[] };
    for (const file of parsed.files) if (file.path === 'body.bin') file.bytes = huge.length;
    const files = new Map([['body.bin', huge as Uint8Array]]);
    expect(refusal(() => core.openPack(new TextEncoder().encode(JSON.stringify(parsed)), files))).toEqual([
      'pack-hash-mismatch',
      'body.bin',
    ]);
  });
});

describe('jobs', () => {
  let core: Core;
  beforeAll(async () => {
    core = await start();
    open(core, 'body');
    open(core, 'fr-ar');
  });
  const pack = (): string => folder('fr-ar').pathname.split('/').at(-2)!;

  it('gives texts of eight languages back from an echo', () => {
    const texts = [
      'Nom de famille\u00a0:',
      'Family name',
      'اسم العائلة',
      'Прізвище',
      'Familienname',
      'Soyadı',
      '姓氏',
      'Họ và tên',
      '🏠 ẞ',
    ];
    expect(translate(core, pack(), 'ar', texts).map(({ text }) => text)).toEqual([
      'Nom de famille :',
      ...texts.slice(1),
    ]);
  });

  it('keeps tags, locks and white space', () => {
    const texts = [
      '  <b>Avant le 15 mars 2026</b>, payez <a href="x">12,50 €</a>.\n',
      '<b>R&eacute;f. AB-1234</b><br>Nom',
    ];
    expect(translate(core, pack(), 'ar', texts, true).map(({ text }) => text)).toEqual([
      '  <b>Avant le 15 mars 2026</b>, payez <a href="x">12,50 €</a>.\n',
      '<b>Réf. AB-1234</b><br>Nom',
    ]);
    expect(translate(core, pack(), 'ar', ['<b>Nom'], true)).toEqual([{ text: '<b>Nom', flags: ['markup-invalid'] }]);
  });

  it('announces shapes that fit', () => {
    const job = core.job(pack(), 'ar', [{ text: 'Nom' }, { text: 'Prénom usuel' }]);
    const batch = job.next()!;
    expect(batch.batch).toBe(2);
    expect(batch.source).toHaveLength(2 * batch.length);
    expect(batch.maxLength).toBe(2 * batch.length + 12);
    expect(batch.shortlist[0]).toBe(0);
    expect([...batch.shortlist]).toEqual([...batch.shortlist].sort((a, b) => a - b));
    expect(job.next()).toBeNull();
    expect(job.results().map(({ status, flags }) => [status, flags])).toEqual([
      ['kept', ['unfinished']],
      ['kept', ['unfinished']],
    ]);
    job.free();
  });

  it('asks the phrasebook before the model', () => {
    const bytes = (text: string): number[] => [...new TextEncoder().encode(text)];
    const entry = (french: string, other: string): number[] => {
      const [a, b] = [bytes(french), bytes(other)];
      return [2, a.length, 0, b.length, 0, ...a, ...b];
    };
    const own = open(core, 'fr-es');
    core.loadPhrasebook(Uint8Array.from([...bytes('PVB1es'), 1, 0, 0, 0, ...entry('Nom de famille', 'Apellidos')]));
    expect(refusal(() => core.loadPhrasebook(new Uint8Array(3)))[0]).toBe('phrasebook-invalid');
    const job = core.job(own.id, 'es', [{ text: 'Nom de famille :' }]);
    expect(job.next()).toBeNull();
    expect(job.results()).toMatchObject([{ text: 'Apellidos:', status: 'phrase', level: 'phrase', confidence: 1 }]);
    job.free();
  });

  it('answers for terms and names them in its results', () => {
    const bytes = (json: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(json));
    const terms = [{ id: 'qf', fr: 'quotient familial', to: 'cociente familiar (hogar)' }];
    const own = open(core, 'fr-es');
    core.loadTermbase(bytes({ language: 'es', terms }));
    expect(refusal(() => core.loadTermbase(bytes({ language: 'es' })))[0]).toBe('lists-invalid');
    const note = { id: 'qf', french: 'Quotient familial', equivalent: 'cociente familiar (hogar)', respected: true };
    const job = core.job(own.id, 'es', [{ text: 'Quotient familial :' }]);
    expect(job.next()).toBeNull();
    expect(job.results()).toMatchObject([{ text: 'Cociente familiar (hogar):', status: 'phrase', terms: [note] }]);
    job.free();
    const reported = core.job(own.id, 'es', [{ text: 'Quotient familial :' }], { guideTerms: false });
    expect(reported.next()).not.toBeNull();
    expect(reported.results()).toMatchObject([{ status: 'kept', terms: [{ ...note, respected: false }] }]);
    reported.free();
  });

  it('refuses tensors and batches that do not fit', () => {
    const job = core.job(pack(), 'ar', [{ text: 'Nom' }]);
    const batch = job.next()!;
    const [target, alignment, score, steps] = echo(batch);
    expect(refusal(() => job.accept(batch.id + 1, target, alignment, score, steps))[0]).toBe('job-batch-unknown');
    expect(refusal(() => job.accept(batch.id, target, alignment, score, steps + 1))[0]).toBe('job-shape-invalid');
    expect(refusal(() => job.accept(batch.id, target, alignment.subarray(1), score, steps))[0]).toBe(
      'job-shape-invalid',
    );
    job.accept(batch.id, target, alignment, score, steps);
    expect(refusal(() => job.accept(batch.id, target, alignment, score, steps))[0]).toBe('job-batch-unknown');
    job.free();
    job.free();
    expect(refusal(() => job.next())[0]).toBe('job-unknown');
  });

  it('refuses a language that the pack does not have', () => {
    expect(refusal(() => core.job(pack(), 'de', []))).toEqual(['pack-direction-missing', 'de']);
    expect(core.job(pack(), 'fr', []).next()).toBeNull();
  });

  it('runs many jobs one after the other', () => {
    const texts = Array.from({ length: 50 }, (_, i) => `Le dossier numéro ${String(i)} est complet.`);
    for (let round = 0; round < 20; round += 1) expect(translate(core, pack(), 'ar', texts)).toHaveLength(50);
  });
});
