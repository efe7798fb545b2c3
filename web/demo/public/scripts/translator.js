// @ts-check
/** @typedef {import('./beside.js').Beside} Beside */
/** @typedef {import('./strings.js').Strings} Strings */
/** @typedef {{ kind: 'done', onTrial: boolean, levels: () => import('../../../src/index.js').ElementTranslation['levels'] } | { kind: 'cancelled' } | { kind: 'replaced' } | { kind: 'failed', code: string }} Outcome */

const LIBRARY = '/parvis/index.js';
const ASSETS = '/assets/';

/** @typedef {import('../../../src/index.js').Parvis} Parvis */
/** @typedef {import('../../../src/index.js').Progress} Progress */

/** Translates the page in place with Parvis, one language at a time. */
export class Translator {
  #beside;
  /** @type {Promise<Parvis> | null} */
  #opening = null;
  /** @type {Parvis | null} */
  #parvis = null;
  /** @type {(progress: Progress) => void} */
  #onProgress = () => undefined;
  /** @type {AbortController | null} */
  #run = null;
  /** @type {import('../../../src/index.js').ElementTranslation | null} */
  #page = null;

  /** @param {Beside} beside */
  constructor(beside) {
    this.#beside = beside;
  }

  /**
   * @param {Strings} strings of the reader's language
   * @param {(progress: Progress) => void} onProgress
   * @returns {Promise<Outcome>}
   */
  async translate(strings, onProgress) {
    const run = new AbortController();
    const { signal } = run;
    const to = strings.language.code;
    this.#run = run;
    this.#onProgress = onProgress;
    try {
      const parvis = await unlessAborted(this.engine(), signal);
      await parvis.prepare({ to, signal, onProgress });
      this.#beside.prepare(document.body, strings);
      const page = await parvis.translateElement(document.body, { to, answers: true, signal, onProgress });
      this.#page = page;
      return {
        kind: 'done',
        onTrial: await isOnTrial(parvis, strings.language, signal),
        levels: () => page.levels,
      };
    } catch (error) {
      if (this.#run !== run) return { kind: 'replaced' };
      this.#beside.remove();
      if (signal.aborted) return { kind: 'cancelled' };
      console.error(error);
      return { kind: 'failed', code: error instanceof Error && 'code' in error ? String(error.code) : 'internal' };
    }
  }

  /** Stops the work that is going on; the page is French again. */
  cancel() {
    this.#run?.abort();
  }

  /** Gives the French back, exactly as it was. */
  stop() {
    const run = this.#run;
    this.#run = null;
    run?.abort();
    this.#parvis?.restore();
    this.#beside.remove();
  }

  /**
   * What a person wrote in their language, where they chose its French for the field.
   * @param {HTMLElement} control
   */
  ownWords(control) {
    return this.#page?.answers.find(({ field }) => field === control)?.own;
  }

  /**
   * Takes in what was added to the page after its translation; Parvis translates it by itself.
   * @param {HTMLElement} added
   * @param {Strings} strings
   */
  follow(added, strings) {
    if (this.#run) this.#beside.prepare(added, strings);
  }

  /**
   * One engine for the page, fetched when it is first needed; a failed start is tried again at the next need.
   * @returns {Promise<Parvis>}
   */
  engine() {
    this.#opening ??= this.#start().catch((error) => {
      this.#opening = null;
      throw error;
    });
    return this.#opening;
  }

  async #start() {
    /** @type {typeof import('../../../src/index.js')} */
    const { createParvis } = await import(LIBRARY).catch((cause) => {
      throw Object.assign(new Error('The library could not be fetched', { cause }), { code: 'network-lost' });
    });
    this.#parvis = await createParvis({ assetsBase: ASSETS, onProgress: (progress) => this.#onProgress(progress) });
    return this.#parvis;
  }
}

/**
 * True where the pack of a language is not good enough to do without a warning. Without a connection to ask, the list of languages says so.
 * @param {Parvis} parvis
 * @param {import('./strings.js').Language} language
 * @param {AbortSignal} signal
 */
async function isOnTrial(parvis, { code, status }, signal) {
  const packs = await parvis.packs({ signal }).catch(() => []);
  const pack = packs.find(({ languages }) => languages.includes(code));
  return (pack?.status[`fr-${code}`] ?? status) === 'beta';
}

/**
 * The outcome of work that others may wait for too, given up by this one when its signal fires.
 * @template T
 * @param {Promise<T>} work
 * @param {AbortSignal} signal
 * @returns {Promise<T>}
 */
function unlessAborted(work, signal) {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}
