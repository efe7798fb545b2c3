import type { Engine } from './engine.js';

/** What one word of a text did for a choice. Offsets count UTF-16 units, `end` excluded. */
export interface IntentReason {
  readonly start: number;
  readonly end: number;
  /** Nats above the mean of all procedures; negative where the word spoke against this one. */
  readonly weight: number;
}

/** A procedure that may be meant. */
export interface IntentChoice {
  readonly id: string;
  /** 0 to 1, calibrated. */
  readonly probability: number;
  /** Nats above the mean of all procedures, from shared words. */
  readonly lexical: number;
  /** The same from the encoder; 0 without it. */
  readonly semantic: number;
  /** One for each word of the text, in order. */
  readonly reasons: readonly IntentReason[];
}

/** What somebody in danger would have to be told at once. */
export type SafetyCategory = 'danger' | 'violence' | 'suicide' | 'child' | 'homeless';

/** What the classifier makes of a text. */
export interface IntentAnswer {
  /** `answer`: the first choice may stand alone; `choices`: let the reader choose; `outside`: nothing fits, or no telling. */
  readonly outcome: 'answer' | 'choices' | 'outside';
  /** Most probable first, three at most; given for `outside` too. */
  readonly choices: readonly IntentChoice[];
  /** Probability that no procedure of the catalogue is meant. */
  readonly outside: number;
  /** Alarms of the encoder. */
  readonly alarms: readonly { readonly category: SafetyCategory; readonly probability: number }[];
  /** Words of the safety lists in the text. */
  readonly safety: readonly { readonly category: SafetyCategory; readonly start: number; readonly end: number }[];
  /** Whether the encoder took part. */
  readonly semantic: boolean;
  /** Of the settings and, after a `+`, of the encoder. */
  readonly version: string;
}

/** A procedure of the catalogue with its texts in one language. */
export interface Procedure {
  readonly id: string;
  readonly theme: string;
  /** Official address, or empty. */
  readonly url: string;
  /** ISO 8601 date of the last check, or empty. */
  readonly checked: string;
  readonly safety: boolean;
  readonly audience: readonly string[];
  readonly related: readonly string[];
  /** Null where the catalogue has no text in that language. */
  readonly title: string | null;
  readonly description: string | null;
}

/** The catalogue and its classifier. All methods throw {@link CoreError}. */
export interface Intents {
  /**
   * Makes the classifier, or adds to it: more procedures, or more languages for those that are there. `settings` is needed the
   * first time; catalogues are by `i18n/demarches/schema.json`.
   */
  start(catalogues: readonly Uint8Array[], settings?: Uint8Array): void;
  /** Gives the classifier its learned vectors; it works without. */
  loadEncoder(bytes: Uint8Array): void;
  /** Adds the words of people in danger in one language. */
  loadSafety(list: Uint8Array): void;
  classify(text: string): IntentAnswer;
  procedures(language: string): Procedure[];
}

export class CoreIntents implements Intents {
  readonly #engine: Engine;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  start(catalogues: readonly Uint8Array[], settings?: Uint8Array): void {
    const engine = this.#engine;
    if (settings) {
      engine.with([settings], (json) => {
        engine.call((glue, at) => glue._parvis_intent_settings(at, json!.at, json!.size));
      });
    }
    for (const catalogue of catalogues) {
      engine.with([catalogue], (json) => {
        engine.call((glue, at) => glue._parvis_intent_catalogue(at, json!.at, json!.size));
      });
    }
    engine.call((glue, at) => glue._parvis_intent_start(at));
  }

  loadEncoder(bytes: Uint8Array): void {
    this.#engine.with([bytes], (file) => {
      this.#engine.call((glue, at) => glue._parvis_intent_encoder(at, file!.at, file!.size));
    });
  }

  loadSafety(list: Uint8Array): void {
    this.#engine.with([list], (json) => {
      this.#engine.call((glue, at) => glue._parvis_intent_safety(at, json!.at, json!.size));
    });
  }

  classify(text: string): IntentAnswer {
    return this.#engine.with([text], (bytes) =>
      this.#engine.call<IntentAnswer>((glue, at) => glue._parvis_intent_classify(at, bytes!.at, bytes!.size)),
    );
  }

  procedures(language: string): Procedure[] {
    return this.#engine.with([language], (code) =>
      this.#engine.call<Procedure[]>((glue, at) => glue._parvis_intent_procedures(at, code!.at, code!.size)),
    );
  }
}
