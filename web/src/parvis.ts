import type { Procedure } from '../../wasm/types.js';
import type { AnswerOptions, AnswerTranslation, TransliterateOptions } from './answer.js';
import type { Assets } from './assets.js';
import type { Classification, ClassifyOptions } from './classification.js';
import { Client } from './client.js';
import type { Spawn } from './client.js';
import { ParvisError } from './errors.js';
import { LiveForms } from './form.js';
import type { ElementTranslation, TranslateElementOptions } from './form.js';
import { fill, Messages } from './messages.js';
import { PLAIN_LEVELS } from './simplification.js';
import type { Simplification, SimplifyOptions } from './simplification.js';
import type {
  Detection,
  Direction,
  EngineReport,
  Notice,
  PackSummary,
  PhraseLookup,
  PhraseOptions,
  RequestOptions,
  Translation,
  TranslateOptions,
} from './types.js';

export type { Procedure };

/** A catalogue file by `schema.json`: where it lies, the file itself, or what it holds. */
export type ProcedureSource = string | URL | Blob | object;

export interface ParvisOptions extends RequestOptions {
  /** Folder that holds `core/`, `ort/`, `packs/`, `intent/`, `plain/` and `i18n/`: an address, or under Node also a path. There is no default host. */
  readonly assetsBase: string | URL;
  /** Language of error messages until a translation is asked for. Default: that of the page. */
  readonly language?: string;
  /** Procedures of the site, added to those of the catalogue: see {@link Parvis.addProcedures}. */
  readonly procedures?: ProcedureSource | readonly ProcedureSource[];
  readonly onNotice?: (notice: Notice) => void;
  /** Where the worker script lies, when a bundler does not keep it beside the module. */
  readonly workerUrl?: string | URL;
}

/** Translation and plain French on this device. Every method rejects with a ParvisError. */
export interface Parvis {
  translate(text: string, options: TranslateOptions): Promise<Translation>;
  translate(texts: readonly string[], options: TranslateOptions): Promise<readonly Translation[]>;
  /**
   * Translates a part of the page in place and follows its changes until `restore`. Called again for the same root it restores the
   * French first. When it is aborted the French is back.
   */
  translateElement(
    root: Element | Document | ShadowRoot,
    options: TranslateElementOptions,
  ): Promise<ElementTranslation>;
  /** Gives the French of a root back, or that of every root. True when there was something to give back. */
  restore(root?: Element | Document | ShadowRoot): boolean;
  /** Loads a language pack ahead of its first use. */
  prepare(direction: Direction & RequestOptions): Promise<void>;
  /**
   * What the phrasebook has for French texts, without a language pack: the words that people wrote, or null, and the entries most like the
   * text, which are suggestions for an adviser or a translator and never shown as its translation.
   */
  phrases(texts: readonly string[], options: PhraseOptions): Promise<readonly PhraseLookup[]>;
  detect(text: string, options?: RequestOptions): Promise<Detection>;
  /**
   * Which procedures a sentence may be about, with the reasons: a suggestion, never a decision. Needs no language pack; fetches the
   * catalogue at its first use.
   */
  classify(text: string, options?: ClassifyOptions): Promise<Classification>;
  /** The catalogue with its texts in one language. */
  procedures(language: string, options?: RequestOptions): Promise<readonly Procedure[]>;
  /** Adds procedures, or replaces those with the same id. Nothing is trained: their texts are enough. */
  addProcedures(source: ProcedureSource, options?: RequestOptions): Promise<void>;
  /**
   * A French text in plain French ("langage clair") by reviewed rules, each change given as data; nothing is generated. Needs no language
   * pack; fetches its files at its first use.
   */
  simplify(text: string, options?: SimplifyOptions): Promise<Simplification>;
  /** UTF-16 offsets at which the syllables of a French text begin, the first of each word left out; by the letters alone. */
  syllables(text: string, options?: RequestOptions): Promise<readonly number[]>;
  /**
   * A person's own words in French, for them to confirm: what the French says in their language beside it, and what may have been lost on
   * the way. With `french` it tells what that French says. Rejects with `direction-off` where the direction is not good enough.
   */
  answer(text: string, options: AnswerOptions): Promise<AnswerTranslation>;
  /**
   * A name in Latin letters by ICAO Doc 9303, part 3, section 6; only on a person's request, as what stands in their passport wins. Rejects
   * with `argument-invalid` and the letter in `detail` where the standard has none for it.
   */
  transliterate(name: string, options: TransliterateOptions): Promise<string>;
  packs(options?: RequestOptions): Promise<readonly PackSummary[]>;
  report(): Promise<EngineReport>;
  /** Wording of `i18n/ui` in the reader's language, such as `error.network-lost`. */
  text(key: string, values?: Readonly<Record<string, string>>): string | undefined;
  /** Restores every root and ends the worker. */
  close(): void;
}

/** What differs between a page and Node. */
export interface Platform {
  readonly assetsBase: string;
  readonly spawn: Spawn;
  /** For the wording, which the page reads itself. */
  readonly assets: Assets;
  readonly language: string;
  readonly readText: (file: string | URL) => Promise<string>;
}

const FRENCH = 'fr';

export async function openParvis(platform: Platform, options: ParvisOptions): Promise<Parvis> {
  const messages = new Messages(platform.assets);
  const wording = messages.load(platform.language);
  const own: string[] = [];
  const client = new Client({
    spawn: platform.spawn,
    init: { kind: 'init', assetsBase: platform.assetsBase, procedures: own },
    onNotice: options.onNotice,
    toError: messages.toError,
  });
  const forms = new LiveForms(
    (inputs, { from, to, signal }) =>
      client.request(
        'translate',
        { from, to, inputs, isolate: true, localiseDates: true, guideTerms: true, plain: false },
        { signal },
      ),
    {
      answer,
      transliterate,
      words: async (language) => {
        const texts = await messages.texts(language);
        return (key, values = {}) => fill(texts[key] ?? key, values);
      },
    },
    async (inputs, { to, signal }) => {
      const found = await client.request('phrases', { to, inputs, isolate: true, similar: 0 }, { signal });
      return found.map(({ result }) => result);
    },
  );

  async function addProcedures(source: ProcedureSource, { signal, onProgress }: RequestOptions = {}): Promise<void> {
    const json = await readProcedures(source, platform.readText);
    await client.request('addProcedures', { json }, { signal, onProgress });
    own.push(json);
  }

  try {
    await client.request('start', {}, options);
    for (const source of [options.procedures ?? []].flat()) await addProcedures(source, options);
  } catch (error) {
    client.close();
    throw error;
  }
  await wording;

  function prepare({ from, to, signal, onProgress }: Direction & RequestOptions): Promise<unknown> {
    return client.request('prepare', { from: from ?? FRENCH, to }, { signal, onProgress });
  }

  async function translate(text: string | readonly string[], request: TranslateOptions): Promise<unknown> {
    const {
      from,
      to,
      markup = false,
      isolate = false,
      localiseDates = false,
      guideTerms = true,
      plain = false,
    } = request;
    const { signal, onProgress } = request;
    requireLanguage(to);
    const inputs = (typeof text === 'string' ? [text] : text).map((one) => ({ text: one, markup }));
    const results = await client.request(
      'translate',
      { from, to, inputs, isolate, localiseDates, guideTerms, plain },
      { signal, onProgress },
    );
    return typeof text === 'string' ? results[0] : results;
  }

  async function answer(text: string, { from, french, signal, onProgress }: AnswerOptions): Promise<AnswerTranslation> {
    requireLanguage(from);
    return client.request('answer', { text, from, french }, { signal, onProgress });
  }

  async function transliterate(name: string, { from, signal, onProgress }: TransliterateOptions): Promise<string> {
    requireLanguage(from);
    return client.request('transliterate', { name, from }, { signal, onProgress });
  }

  return {
    translate: translate as Parvis['translate'],
    async translateElement(root, request) {
      requireLanguage(request.to);
      void messages.load(request.to);
      return forms.translate(root, request, prepare);
    },
    restore: (root) => forms.restore(root),
    prepare: async (request) => {
      requireLanguage(request.to);
      await prepare(request);
    },
    phrases: async (texts, { to, markup = false, isolate = false, similar = 0, signal, onProgress }) => {
      requireLanguage(to);
      if (!Number.isInteger(similar) || similar < 0)
        throw new ParvisError('options-invalid', { detail: `similar: ${String(similar)}` });
      const inputs = texts.map((text) => ({ text, markup }));
      return client.request('phrases', { to, inputs, isolate, similar }, { signal, onProgress });
    },
    detect: (text, request) => client.request('detect', { text }, request),
    classify: async (text, { language, encoder, signal, onProgress } = {}) => {
      if (language !== undefined) requireLanguage(language);
      return client.request('classify', { text, language, encoder }, { signal, onProgress });
    },
    procedures: async (language, request) => {
      requireLanguage(language);
      return client.request('procedures', { language }, request);
    },
    addProcedures,
    simplify: async (text, { level, markup, signal, onProgress } = {}) => {
      if (level !== undefined && !PLAIN_LEVELS.includes(level))
        throw new ParvisError('options-invalid', { detail: `level: ${String(level)}` });
      return client.request('simplify', { text, level, markup }, { signal, onProgress });
    },
    syllables: (text, request) => client.request('syllables', { text }, request),
    answer,
    transliterate,
    packs: (request) => client.request('packs', {}, request),
    report: () => client.request('report', {}),
    text: (key, values) => messages.text(key, values),
    close() {
      forms.restore();
      client.close();
    },
  };
}

/** An absolute address with a slash at its end. */
export function folderUrl(assetsBase: string | URL, relativeTo?: string): string {
  try {
    const url = new URL(assetsBase, relativeTo);
    if (!url.pathname.endsWith('/')) url.pathname += '/';
    url.search = '';
    url.hash = '';
    return url.href;
  } catch (cause) {
    throw new ParvisError('options-invalid', { detail: 'assetsBase', cause });
  }
}

async function readProcedures(source: ProcedureSource, readText: Platform['readText']): Promise<string> {
  if (typeof source === 'string' || source instanceof URL) return readText(source);
  return source instanceof Blob ? source.text() : JSON.stringify(source);
}

function requireLanguage(code: unknown): void {
  if (typeof code !== 'string' || !/^[a-z]{2,3}$/.test(code))
    throw new ParvisError('options-invalid', { detail: `language: ${String(code)}` });
}
