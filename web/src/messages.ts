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
  #texts: Readonly<Record<string, unknown>> = {};

  constructor(assets: Assets) {
    this.#assets = assets;
  }

  get language(): string {
    return this.#language;
  }

  /** Loads the wording of a language. Where there is none the former one stays: wording must never be what stops a request. */
  async load(language: string): Promise<void> {
    const code = language.split('-')[0]?.toLowerCase() ?? '';
    if (!/^[a-z]{2,3}$/.test(code) || code === this.#language) return;
    const path = `i18n/ui/${code}.json`;
    try {
      const listing = await this.#assets.listing(path);
      this.#texts = parseJson(listing.bytes, path) as Readonly<Record<string, unknown>>;
      this.#language = code;
      await listing.accept();
    } catch (thrown) {
      if (!(thrown instanceof ParvisError)) throw thrown;
    }
  }

  /** The text of a key, `{name}` replaced, or undefined. */
  text(key: string, values: Readonly<Record<string, string>> = {}): string | undefined {
    const text = this.#texts[key];
    if (typeof text !== 'string') return undefined;
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
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
