import { parseJson } from './assets.js';
import type { Assets } from './assets.js';
import { aborted, ParvisError } from './errors.js';
import type { ErrorData } from './errors.js';

/** Codes that readers need no wording of their own for. */
const SAME_WORDING: Readonly<Record<string, string>> = {
  'assets-invalid': 'pack-json-invalid',
  'core-stopped': 'worker-crashed',
  'engine-load-failed': 'worker-crashed',
  'inference-failed': 'worker-crashed',
  'pack-file-oversized': 'pack-hash-mismatch',
  'worker-start-failed': 'worker-crashed',
};

/** Wording of errors and notices in the reader's language, from `i18n/ui/<lang>.json`. */
export class Messages {
  readonly #assets: Assets;
  #language = '';
  #texts: Readonly<Record<string, string>> = {};

  constructor(assets: Assets) {
    this.#assets = assets;
  }

  get language(): string {
    return this.#language;
  }

  /** Loads the wording of a language. Where there is none the former one stays: wording must never be what stops a request. */
  async load(language: string): Promise<void> {
    const code = codeOf(language);
    if (code === this.#language) return;
    const texts = await this.#read(code);
    if (!texts) return;
    this.#texts = texts;
    this.#language = code;
  }

  /** All wording of a language; the French where there is none, nothing where that cannot be had either. */
  async texts(language: string): Promise<Readonly<Record<string, string>>> {
    return (await this.#read(codeOf(language))) ?? (await this.#read('fr')) ?? {};
  }

  async #read(code: string): Promise<Readonly<Record<string, string>> | undefined> {
    if (!/^[a-z]{2,3}$/.test(code)) return undefined;
    const path = `i18n/ui/${code}.json`;
    try {
      const listing = await this.#assets.listing(path);
      const texts = parseJson(listing.bytes, path) as Readonly<Record<string, string>>;
      await listing.accept();
      return texts;
    } catch (thrown) {
      if (!(thrown instanceof ParvisError)) throw thrown;
      return undefined;
    }
  }

  /** The text of a key, `{name}` replaced, or undefined. */
  text(key: string, values: Readonly<Record<string, string>> = {}): string | undefined {
    const text = this.#texts[key];
    return text === undefined ? undefined : fill(text, values);
  }

  /** An error as the reader should see it. */
  readonly toError = (data: ErrorData): ParvisError => {
    if (data.code === 'aborted') return aborted();
    const values = { detail: data.detail };
    const message =
      this.text(`error.${data.code}`, values) ??
      this.text(`error.${SAME_WORDING[data.code] ?? ''}`, values) ??
      this.text('error.internal', values);
    // Developers find the English sentence in the cause.
    if (message === undefined) return new ParvisError(data.code, data);
    return new ParvisError(data.code, { message, detail: data.detail, cause: data.message });
  };
}

/** A message with its `{name}`s replaced. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

function codeOf(language: string): string {
  return language.split('-')[0]?.toLowerCase() ?? '';
}
