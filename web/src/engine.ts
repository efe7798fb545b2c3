import type { Core, Job, JobOptions, PackInfo, PhraseLookup, Procedure, SegmentInput } from '../../wasm/types.js';
import type { AnswerOptions, AnswerTranslation } from './answer.js';
import { AnswerTranslator } from './answers.js';
import { Assets } from './assets.js';
import type { AssetEntry, FetchContext } from './assets.js';
import type { Backend, ModelSession, RuntimeCode } from './backend.js';
import { breathe } from './breathe.js';
import type { Classification, ClassifyOptions } from './classification.js';
import { EngineFiles } from './enginefiles.js';
import { isFatal, ParvisError, throwIfAborted, toParvisError } from './errors.js';
import { IntentFinder } from './intents.js';
import { PackLoader, size } from './loader.js';
import type { OpenPack } from './loader.js';
import { PlainWriter } from './plain.js';
import { translatePlain } from './plaintranslation.js';
import type { Simplification, SimplifyOptions } from './simplification.js';
import { Tally } from './tally.js';
import type {
  Detection,
  EngineReport,
  Notice,
  PackSummary,
  RequestOptions,
  SegmentResult,
  Translation,
} from './types.js';

const CORE_WASM = 'core/parvis-core.wasm';
const ICU = 'core/icudt.dat';
const PROFILES = 'i18n/detect/profiles.txt';
const FRENCH = 'fr';

/** Texts handed to the core at a time: enough to sort by length, few enough to report progress. */
const TEXTS_PER_JOB = 64;

/** What the engine is made of. Tests give their own. */
export interface EngineParts {
  readonly assets: Assets;
  readonly createCore: (wasm: Uint8Array<ArrayBuffer>) => Promise<Core>;
  readonly createBackend: (runtime: RuntimeCode) => Backend;
  /** Catalogues of procedures that the site added, JSON. */
  readonly procedures?: readonly string[] | undefined;
  readonly notify?: ((notice: Notice) => void) | undefined;
}

interface Started {
  readonly core: Core;
  readonly loader: PackLoader;
  readonly files: ReadonlyMap<string, AssetEntry>;
}

interface LoadedModel {
  readonly info: PackInfo;
  readonly session: ModelSession;
}

/**
 * Core, runtime and one language pack in memory. Requests must not overlap, except the light ones of the protocol, which may come in
 * between.
 */
export class Engine {
  readonly #parts: EngineParts;
  #started: Promise<Started> | undefined;
  #backend: Backend | undefined;
  #model: LoadedModel | undefined;
  /** Packs that languages share; they stay when the language changes. */
  readonly #shared = new Map<string, OpenPack>();
  #profiles: (() => void) | undefined;
  #intents: IntentFinder | undefined;
  #plain: PlainWriter | undefined;
  /** Languages whose own files the core has, or is about to have. */
  readonly #languages = new Map<string, Promise<void>>();
  readonly #count = { batches: 0, sentences: 0, pieces: 0, modelTime: 0, coreTime: 0 };

  constructor(parts: EngineParts) {
    this.#parts = parts;
  }

  /** Loads the core and its Unicode data. A failed start may be tried again. */
  async start(options: RequestOptions = {}): Promise<void> {
    await this.#start(options);
  }

  async detect(text: string): Promise<Detection> {
    const { core } = await this.#start({});
    return this.#detect(core, text);
  }

  async packs(options: RequestOptions = {}): Promise<readonly PackSummary[]> {
    return (await this.#start(options)).loader.summaries(options.signal);
  }

  /** Brings the pack of two languages into memory, in place of the one that was there. */
  async prepare(from: string, to: string, options: RequestOptions = {}): Promise<void> {
    const held = this.#model?.info;
    if (held && covers(held.languages, from, to) && held.status[`${from}-${to}`] !== 'off') return;
    const { core, loader, files } = await this.#start(options);
    const manifests = await loader.find(from, to, options.signal);
    const tally = new Tally(options.onProgress);
    const context: FetchContext = { signal: options.signal, tally };
    const wanted = manifests.filter(({ info }) => !this.#shared.has(info.id));
    for (const { info } of wanted) tally.expect(size(info));
    const runtime = this.#backend ? undefined : runtimeOf(files);
    if (runtime) tally.expect(runtime.bytes);

    for (const language of [from, to]) await this.#loadLanguage(core, files, language, context);
    await this.#unload(core);
    this.#dropUnshared(
      core,
      manifests.map(({ info }) => info.id),
    );
    const [code, ...fetched] = await Promise.all([
      runtime && this.#parts.assets.runtime(runtime, context),
      ...wanted.map((manifest) => loader.fetch(manifest, context)),
    ]);
    if (code) this.#backend = this.#parts.createBackend(code);
    let language: OpenPack | undefined;
    for (const [at, manifest] of wanted.entries()) {
      const pack = await loader.open(manifest, fetched[at] ?? new Map(), context);
      if (pack.info.kind === 'body') this.#shared.set(pack.info.id, pack);
      else language = pack;
    }
    if (!language) throw new ParvisError('direction-unsupported', { detail: `${from}-${to}` });
    options.onProgress?.({ phase: 'start', done: 0, total: 1 });
    try {
      throwIfAborted(options.signal);
      const session = await this.#session(language);
      this.#model = { info: language.info, session };
    } catch (thrown) {
      core.closePack(language.info.id);
      throw isFatal(thrown) ? thrown : toParvisError(thrown, 'inference-failed');
    }
    options.onProgress?.({ phase: 'start', done: 1, total: 1 });
  }

  async translate(
    inputs: readonly SegmentInput[],
    direction: { from?: string | undefined; to: string; plain?: boolean } & JobOptions,
    options: RequestOptions = {},
  ): Promise<readonly Translation[]> {
    const { core } = await this.#start(options);
    const { to, plain = false } = direction;
    const from = direction.from ?? (to === FRENCH ? this.#guess(core, inputs) : FRENCH);
    if ((from !== FRENCH && to !== FRENCH) || (plain && from !== FRENCH))
      throw new ParvisError('direction-unsupported', { detail: `${from}-${to}` });
    try {
      await this.prepare(from, to, options);
    } catch (thrown) {
      const error = toParvisError(thrown);
      if (error.code !== 'direction-off' || from !== FRENCH) throw thrown;
      const { isolate = false } = direction;
      return await this.#phrasesAlone(inputs, { to, isolate }, error, options);
    }
    if (!plain) return this.#translate(inputs, direction, options);
    return translatePlain(inputs, {
      simplify: async ({ text, markup }) => (await this.simplify(text, { markup }, options)).text,
      translate: (texts) => this.#translate(texts, direction, options),
    });
  }

  async #translate(
    inputs: readonly SegmentInput[],
    { to, isolate = false, localiseDates = false, guideTerms = true }: { to: string } & JobOptions,
    options: RequestOptions,
  ): Promise<readonly SegmentResult[]> {
    const { core } = await this.#start(options);
    const model = this.#model;
    if (!model) throw new ParvisError('internal', { detail: 'no model' });
    const results: SegmentResult[] = [];
    options.onProgress?.({ phase: 'translate', done: 0, total: inputs.length });
    for (let at = 0; at < inputs.length; at += TEXTS_PER_JOB) {
      const part = inputs.slice(at, at + TEXTS_PER_JOB);
      const job = core.job(model.info.id, to, part, { isolate, localiseDates, guideTerms });
      results.push(...(await this.#run(job, model.session, options.signal)));
      options.onProgress?.({ phase: 'translate', done: results.length, total: inputs.length });
    }
    return results;
  }

  /** An answer in French, told back and compared, for the person to confirm. */
  async answer(
    text: string,
    how: Pick<AnswerOptions, 'from' | 'french'>,
    options: RequestOptions = {},
  ): Promise<AnswerTranslation> {
    const { core } = await this.#start(options);
    const answers = new AnswerTranslator(core, (inputs, direction, request) =>
      this.translate(inputs, direction, request),
    );
    return answers.translate(text, how, options);
  }

  async transliterate(name: string, language: string): Promise<string> {
    return (await this.#start({})).core.transliterate(name, language);
  }

  /** What the phrasebook of a language has for French texts; no pack is loaded. Nulls where there is no phrasebook. */
  async phrases(
    inputs: readonly SegmentInput[],
    { to, isolate = false, similar = 0 }: { to: string; isolate?: boolean; similar?: number },
    options: RequestOptions = {},
  ): Promise<readonly PhraseLookup[]> {
    const { core, files } = await this.#start(options);
    await this.#loadLanguage(core, files, to, { signal: options.signal, tally: new Tally(options.onProgress) });
    return core.findPhrases(to, inputs, { isolate, similar });
  }

  async report(): Promise<EngineReport> {
    const { core } = await this.#start({});
    return { core: core.version, pack: this.#model?.info.id ?? null, ...this.#count };
  }

  async classify(text: string, how: ClassifyOptions, options: RequestOptions = {}): Promise<Classification> {
    return (await this.#finder(options)).classify(text, how, options);
  }

  async procedures(language: string, options: RequestOptions = {}): Promise<readonly Procedure[]> {
    return (await this.#finder(options)).procedures(language, options);
  }

  async addProcedures(json: string, options: RequestOptions = {}): Promise<void> {
    await (await this.#finder(options)).add(json, options);
  }

  async simplify(text: string, how: SimplifyOptions, options: RequestOptions = {}): Promise<Simplification> {
    const { core, files } = await this.#start(options);
    this.#plain ??= new PlainWriter(core, new EngineFiles(this.#parts.assets, files));
    return this.#plain.simplify(text, how, options);
  }

  async syllables(text: string, options: RequestOptions = {}): Promise<readonly number[]> {
    const { core } = await this.#start(options);
    return core.plain.syllables(text);
  }

  async close(): Promise<void> {
    const started = await this.#started?.catch(() => undefined);
    if (started) await this.#unload(started.core);
    this.#shared.clear();
    this.#started = undefined;
    this.#intents = undefined;
    this.#plain = undefined;
  }

  async #finder(options: RequestOptions): Promise<IntentFinder> {
    const { core, files } = await this.#start(options);
    this.#intents ??= new IntentFinder({
      core,
      files: new EngineFiles(this.#parts.assets, files),
      own: this.#parts.procedures ?? [],
      detect: (text) => this.#detect(core, text),
      notify: this.#parts.notify ?? (() => undefined),
    });
    return this.#intents;
  }

  #start(options: RequestOptions): Promise<Started> {
    this.#started ??= this.#load(options).catch((error: unknown) => {
      this.#started = undefined;
      throw error;
    });
    return this.#started;
  }

  /** No signal: others may wait for the same start. */
  async #load({ onProgress }: RequestOptions): Promise<Started> {
    const { assets, createCore } = this.#parts;
    const files = await assets.engineFiles();
    const tally = new Tally(onProgress);
    const wanted = [CORE_WASM, ICU, PROFILES].map((path) => {
      const entry = files.get(path);
      if (!entry) throw new ParvisError('file-missing', { detail: path });
      tally.expect(entry.bytes);
      return entry;
    });
    const [wasm, icu, profiles] = await Promise.all(wanted.map((entry) => assets.engineFile(entry, { tally })));
    if (!wasm || !icu || !profiles) throw new ParvisError('internal', { detail: 'engine files' });
    const core = await createCore(wasm);
    core.loadIcu(icu);
    this.#profiles = () => {
      core.loadProfiles(profiles);
    };
    return { core, loader: new PackLoader(assets, core), files };
  }

  /** Of a direction whose network is switched off, the words that people wrote remain; everything else stays French. */
  async #phrasesAlone(
    inputs: readonly SegmentInput[],
    direction: { to: string; isolate: boolean },
    error: ParvisError,
    options: RequestOptions,
  ): Promise<readonly SegmentResult[]> {
    const found = await this.phrases(inputs, direction, options);
    if (!found.some(({ result }) => result)) throw error;
    return found.map(
      ({ result }, at) =>
        result ?? {
          text: inputs[at]?.text ?? '',
          status: 'kept',
          confidence: 0,
          level: 'kept',
          flags: ['direction-off'],
          terms: [],
        },
    );
  }

  async #session({ info, files }: OpenPack): Promise<ModelSession> {
    const external = new Map<string, Uint8Array>();
    let graph: Uint8Array | undefined;
    for (const pack of [...info.needs.flatMap((id) => this.#shared.get(id) ?? []), { info, files }]) {
      for (const { path, role } of pack.info.files) {
        const bytes = pack.files.get(path);
        if (role === 'graph') graph = bytes;
        else if (bytes && (role === 'weights' || role === 'embeddings')) external.set(path, bytes);
      }
    }
    if (!graph || !this.#backend) throw new ParvisError('pack-file-missing', { detail: 'graph' });
    const session = await this.#backend.open(graph, external);
    // The first run compiles and allocates; better here than under the reader's eyes.
    await session.run({ source: Int32Array.of(1, 0), batch: 1, length: 2, maxLength: 2, shortlist: Int32Array.of(0) });
    return session;
  }

  async #run(job: Job, session: ModelSession, signal: AbortSignal | undefined): Promise<SegmentResult[]> {
    const count = this.#count;
    try {
      for (;;) {
        throwIfAborted(signal);
        let clock = performance.now();
        const batch = job.next();
        count.coreTime += performance.now() - clock;
        if (!batch) return job.results();
        clock = performance.now();
        const output = await runModel(session, batch);
        const after = performance.now();
        count.modelTime += after - clock;
        job.accept(batch.id, output.target, output.alignment, output.score, output.steps);
        count.coreTime += performance.now() - after;
        count.batches += 1;
        count.sentences += batch.batch;
        count.pieces += countPieces(output.target, batch.batch, output.steps);
        await breathe();
      }
    } finally {
      job.free();
    }
  }

  /** The profiles are read at their first use: most visits translate from French and never need them. */
  #detect(core: Core, text: string): Detection {
    this.#profiles?.();
    this.#profiles = undefined;
    return core.detect(text);
  }

  #guess(core: Core, inputs: readonly SegmentInput[]): string {
    const { language } = this.#detect(core, inputs.map(({ text }) => text).join('\n'));
    if (language === FRENCH || language === 'und')
      throw new ParvisError('direction-unsupported', { detail: `${language}-${FRENCH}` });
    return language;
  }

  /** What goes with a language besides its pack, where there is any: words for the checks, the phrasebook, the terms. */
  #loadLanguage(core: Core, files: Started['files'], language: string, context: FetchContext): Promise<void> {
    const load = async (path: string, take: (bytes: Uint8Array) => void): Promise<void> => {
      const entry = files.get(path);
      if (entry) take(await this.#parts.assets.engineFile(entry, { signal: context.signal }));
    };
    const known = this.#languages.get(language);
    if (known) return known;
    const loaded = Promise.all([
      load(`i18n/phrasebook/${language}.bin`, (bytes) => {
        core.loadPhrasebook(bytes);
      }),
      load(`i18n/terms/${language}.json`, (bytes) => {
        core.loadTermbase(bytes);
      }),
      load(`i18n/guards/${language}.json`, (bytes) => {
        core.loadGuards(bytes);
      }),
    ]).then(
      () => undefined,
      (error: unknown) => {
        this.#languages.delete(language);
        throw error;
      },
    );
    this.#languages.set(language, loaded);
    return loaded;
  }

  /** A new version of what languages share takes the place of the old one. */
  #dropUnshared(core: Core, needed: readonly string[]): void {
    for (const id of [...this.#shared.keys()].filter((one) => !needed.includes(one))) {
      core.closePack(id);
      this.#shared.delete(id);
    }
  }

  async #unload(core: Core): Promise<void> {
    const model = this.#model;
    if (!model) return;
    this.#model = undefined;
    await model.session.release();
    core.closePack(model.info.id);
  }
}

async function runModel(
  session: ModelSession,
  input: Parameters<ModelSession['run']>[0],
): ReturnType<ModelSession['run']> {
  try {
    return await session.run(input);
  } catch (thrown) {
    throw isFatal(thrown) ? thrown : toParvisError(thrown, 'inference-failed');
  }
}

/** Pieces of all sentences up to and with their end mark (0). */
function countPieces(target: Int32Array, batch: number, steps: number): number {
  let pieces = 0;
  for (let column = 0; column < batch; column += 1) {
    let step = 0;
    while (step < steps && target[step * batch + column] !== 0) step += 1;
    pieces += Math.min(step + 1, steps);
  }
  return pieces;
}

/** The runtime carries its version in its name, so that caches may keep it for good. */
function runtimeOf(files: ReadonlyMap<string, AssetEntry>): AssetEntry {
  const entry = [...files.values()].find(({ path }) => /^ort\/.+\.wasm$/.test(path));
  if (!entry) throw new ParvisError('file-missing', { detail: 'ort/' });
  return entry;
}

function covers(languages: readonly string[], from: string, to: string): boolean {
  return from !== to && languages.includes(from) && languages.includes(to);
}
