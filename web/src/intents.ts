import type { Core, Detection, IntentAnswer, IntentChoice, Procedure, SafetyCategory } from '../../wasm/types.js';
import { parseJson } from './assets.js';
import type {
  Classification,
  ClassifyOptions,
  EmergencyNumber,
  Reason,
  SafetyNotice,
  Suggestion,
} from './classification.js';
import type { EngineFiles } from './enginefiles.js';
import { ParvisError, throwIfAborted, toParvisError, unlessAborted } from './errors.js';
import type { Notice, RequestOptions } from './types.js';

const SETTINGS = 'intent/intent.json';
const ENCODER = 'intent/intent.bin';
const SAFETY = 'intent/safety.json';
const NUMBERS = 'intent/numbers.json';
const FRENCH = 'fr';

/** Nats below which a word did not really count. */
const LEAST_WEIGHT = 0.1;

/** Below it a guess at the language of a sentence is not worth a whole answer in that language. */
const LEAST_CONFIDENCE = 0.9;
const LEAST_WORDS = 3;

const OPERATIONS = [
  'words',
  'shared-words-bm25',
  'encoder',
  'sum',
  'calibration',
  'thresholds',
  'safety-lists',
] as const;

/** `i18n/safety/numbers.json`. */
interface Numbers {
  /** Whom to call, most urgent first. */
  readonly categories: Readonly<Record<SafetyCategory, readonly string[]>>;
  /** What a procedure flagged `safety` stands for; one that is not listed stands for danger. */
  readonly procedures: Readonly<Record<string, readonly SafetyCategory[]>>;
  readonly numbers: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface IntentParts {
  readonly core: Core;
  readonly files: EngineFiles;
  /** Catalogues of the site, JSON. */
  readonly own: readonly string[];
  readonly detect: (text: string) => Detection;
  readonly notify: (notice: Notice) => void;
}

/**
 * Which procedure a sentence is about. The words of the catalogue answer at once; the encoder joins when it has come. Everything is loaded
 * at its first use, and a load that failed is tried again at the next.
 */
export class IntentFinder {
  readonly #parts: IntentParts;
  readonly #own: Uint8Array[];
  readonly #languages = new Map<string, Promise<void>>();
  readonly #names = new Map<string, ReadonlyMap<string, Procedure>>();
  #numbers: Numbers | undefined;
  #parameters: Readonly<Record<string, unknown>> = {};
  #encoder: Promise<void> | undefined;
  #utterances = 0;

  constructor(parts: IntentParts) {
    this.#parts = parts;
    this.#own = parts.own.map((json) => new TextEncoder().encode(json));
  }

  async classify(
    text: string,
    { language, encoder = 'later' }: ClassifyOptions,
    { signal, onProgress }: RequestOptions,
  ): Promise<Classification> {
    return this.#parts.files.watched(onProgress, async () => {
      const guess = this.#guess(text);
      const reader = this.#known(language ?? guess);
      // People write in a language that they did not choose on the page.
      const wanted = [reader, this.#known(guess)].map((one) => this.#language(one));
      await unlessAborted(Promise.all(wanted), signal);
      if (encoder === 'wait') await unlessAborted(this.#withEncoder(), signal);
      else if (encoder === 'later') this.#withEncoder().catch(this.#report);
      throwIfAborted(signal);
      return this.#describe(text, this.#parts.core.intents.classify(text), reader);
    });
  }

  async procedures(language: string, { signal, onProgress }: RequestOptions): Promise<readonly Procedure[]> {
    return this.#parts.files.watched(onProgress, async () => {
      await unlessAborted(this.#language(this.#known(language)), signal);
      return this.#parts.core.intents.procedures(language);
    });
  }

  /** Adds procedures of the site, or replaces some. */
  async add(json: string, { signal, onProgress }: RequestOptions): Promise<void> {
    await this.#parts.files.watched(onProgress, () => unlessAborted(this.#language(FRENCH), signal));
    const bytes = new TextEncoder().encode(json);
    this.#start([bytes]);
    this.#own.push(bytes);
    this.#count(bytes);
  }

  readonly #report = (thrown: unknown): void => {
    const { code, detail } = toParvisError(thrown);
    this.#parts.notify({ code, detail });
  };

  /** A language of the catalogue; French for any other. */
  #known(language: string): string {
    return this.#parts.files.has(catalogueOf(language)) ? language : FRENCH;
  }

  /** The language of a sentence; French where there is no telling, as with a few words in Latin letters. */
  #guess(text: string): string {
    const { language, script, confidence } = this.#parts.detect(text);
    const telling = script !== 'Latn' || text.trim().split(/\s+/).length >= LEAST_WORDS;
    return telling && confidence >= LEAST_CONFIDENCE ? language : FRENCH;
  }

  /** The catalogue of a language on top of the French one. */
  #language(language: string): Promise<void> {
    let loading = this.#languages.get(language);
    if (!loading) {
      loading = (language === FRENCH ? this.#loadFrench() : this.#loadLanguage(language)).catch((error: unknown) => {
        this.#languages.delete(language);
        throw error;
      });
      this.#languages.set(language, loading);
    }
    return loading;
  }

  async #loadFrench(): Promise<void> {
    const { core } = this.#parts;
    const paths = [SETTINGS, catalogueOf(FRENCH), SAFETY, NUMBERS];
    const [settings, catalogue, safety, numbers] = await this.#parts.files.fetch(paths);
    if (!settings || !catalogue || !safety || !numbers) throw new ParvisError('internal', { detail: 'intent files' });
    this.#start([catalogue, ...this.#own], settings);
    for (const list of parseJson(safety, SAFETY) as readonly unknown[]) {
      core.intents.loadSafety(new TextEncoder().encode(JSON.stringify(list)));
    }
    this.#parameters = parseJson(settings, SETTINGS) as Readonly<Record<string, unknown>>;
    this.#numbers = parseJson(numbers, NUMBERS) as Numbers;
    for (const bytes of [catalogue, ...this.#own]) this.#count(bytes);
  }

  async #loadLanguage(language: string): Promise<void> {
    const [[catalogue]] = await Promise.all([this.#parts.files.fetch([catalogueOf(language)]), this.#language(FRENCH)]);
    if (!catalogue) throw new ParvisError('internal', { detail: 'catalogue' });
    // What the site says of a procedure goes before what we say, in this language too.
    this.#start([catalogue, ...this.#own]);
    this.#count(catalogue);
  }

  #start(catalogues: readonly Uint8Array[], settings?: Uint8Array): void {
    this.#names.clear();
    this.#parts.core.intents.start(catalogues, settings);
  }

  /** Ready where there is no encoder: the words have to do. */
  #withEncoder(): Promise<void> {
    this.#encoder ??= (this.#parts.files.has(ENCODER) ? this.#loadEncoder() : Promise.resolve()).catch(
      (error: unknown) => {
        this.#encoder = undefined;
        throw error;
      },
    );
    return this.#encoder;
  }

  async #loadEncoder(): Promise<void> {
    const [bytes] = await this.#parts.files.fetch([ENCODER]);
    if (bytes) this.#parts.core.intents.loadEncoder(bytes);
  }

  #count(catalogue: Uint8Array): void {
    const { procedures } = parseJson(catalogue, 'catalogue') as {
      procedures: readonly { examples?: Readonly<Record<string, readonly string[]>> }[];
    };
    for (const { examples = {} } of procedures) {
      for (const list of Object.values(examples)) this.#utterances += list.length;
    }
  }

  #in(language: string): ReadonlyMap<string, Procedure> {
    let names = this.#names.get(language);
    if (!names) {
      names = new Map(this.#parts.core.intents.procedures(language).map((one) => [one.id, one]));
      this.#names.set(language, names);
    }
    return names;
  }

  #describe(text: string, answer: IntentAnswer, language: string): Classification {
    const french = this.#in(FRENCH);
    const choices = answer.choices.map((choice) => this.#suggestion(text, choice, language));
    const safety = this.#alarms(answer, choices);
    return {
      outcome: answer.outcome,
      choices,
      outside: answer.outside,
      safety,
      numbers: this.#toCall(safety, language),
      semantic: answer.semantic,
      language,
      version: answer.version,
      data: {
        procedures: french.size,
        utterances: this.#utterances,
        checked: [...french.values()].reduce((latest, { checked }) => (checked > latest ? checked : latest), ''),
        sources: [...this.#languages.keys()].map(catalogueOf).concat(this.#own.length > 0 ? ['site'] : []),
      },
      parameters: this.#parameters,
      operations: OPERATIONS.filter((one) => one !== 'encoder' || answer.semantic),
    };
  }

  #suggestion(text: string, choice: IntentChoice, language: string): Suggestion {
    const here = this.#in(language).get(choice.id);
    const french = this.#in(FRENCH).get(choice.id);
    const titleFr = french?.title ?? here?.title ?? choice.id;
    const descriptionFr = french?.description ?? here?.description ?? '';
    return {
      id: choice.id,
      probability: choice.probability,
      title: here?.title ?? titleFr,
      titleFr,
      description: here?.description ?? descriptionFr,
      descriptionFr,
      url: french?.url ?? '',
      theme: french?.theme ?? '',
      safety: french?.safety ?? false,
      reasons: reasonsOf(text, choice),
      lexical: choice.lexical,
      semantic: choice.semantic,
    };
  }

  /** What the lists found, what the encoder raised, and what the likeliest procedure stands for; each category once. */
  #alarms(answer: IntentAnswer, [first]: readonly Suggestion[]): SafetyNotice[] {
    const notices = new Map<SafetyCategory, SafetyNotice>(answer.safety.map((one) => [one.category, one]));
    const raise = (category: SafetyCategory): void => {
      if (!notices.has(category)) notices.set(category, { category });
    };
    for (const { category } of answer.alarms) raise(category);
    if (first?.safety && answer.outcome !== 'outside') {
      (this.#numbers?.procedures[first.id] ?? ['danger' as const]).forEach(raise);
    }
    return [...notices.values()];
  }

  #toCall(safety: readonly SafetyNotice[], language: string): EmergencyNumber[] {
    const known = this.#numbers;
    if (!known) return [];
    const wanted = new Set(safety.flatMap(({ category }) => known.categories[category]));
    return [...wanted].map((number) => {
      const what = known.numbers[number];
      return { number, what: what?.[language] ?? what?.[FRENCH] ?? '' };
    });
  }
}

function catalogueOf(language: string): string {
  return `intent/catalogue.${language}.json`;
}

/** Words side by side without a space, as in Chinese, are shown as one. */
function reasonsOf(text: string, { reasons }: IntentChoice): Reason[] {
  const joined: { start: number; end: number; weight: number }[] = [];
  for (const { start, end, weight } of reasons) {
    if (weight < LEAST_WEIGHT) continue;
    const last = joined.at(-1);
    if (last?.end === start) {
      last.end = end;
      last.weight += weight;
    } else {
      joined.push({ start, end, weight });
    }
  }
  return joined.map((one) => ({ text: text.slice(one.start, one.end), ...one })).sort((a, b) => b.weight - a.weight);
}
