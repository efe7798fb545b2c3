import type { Engine } from './engine.js';

/** How much is rewritten; each level includes the ones before it. */
export type PlainLevel = 'light' | 'standard' | 'strong';

/** Where something stands, in UTF-16 units of the original and of the result; ends excluded. */
export interface PlainPlace {
  readonly start: number;
  readonly end: number;
  readonly plainStart: number;
  readonly plainEnd: number;
}

/** One change. Edits do not overlap; those of one `group` belong together and can be undone without the others. */
export interface PlainEdit extends PlainPlace {
  /** Markup where the original is. */
  readonly replacement: string;
  readonly kind: 'replace' | 'split' | 'list' | 'active' | 'tense' | 'affirmative' | 'format';
  /** Number of the plain-language rule (RLS) that it serves. */
  readonly rule: string;
  /** Id in the phrase table, or the name of the rule. */
  readonly entry: string;
  readonly group: number;
}

/** A term where it first stands. */
export interface PlainExplanation extends PlainPlace {
  readonly id: string;
  readonly term: string;
  /** What an acronym stands for, or empty. */
  readonly expand: string;
  readonly text: string;
}

/** A sentence that is still hard. */
export interface PlainHardSentence extends PlainPlace {
  readonly words: number;
  /** An edit of it failed a check and was taken back. */
  readonly undone: boolean;
}

/** Components of readability; shares are from 0 to 1. */
export interface Readability {
  readonly sentences: number;
  readonly words: number;
  readonly wordsPerSentence: number;
  /** Sentences of more than 20 words. */
  readonly longSentences: number;
  /** Higher is easier. */
  readonly kandelMoles: number;
  /** Share of content words that are frequent ones. */
  readonly frequent: number;
  readonly jargon: number;
  readonly passive: number;
  readonly nested: number;
}

/** What became of a text. */
export interface PlainResult {
  readonly text: string;
  readonly edits: readonly PlainEdit[];
  readonly explanations: readonly PlainExplanation[];
  /** Administrative terms for which there is no explanation, each where it first stands. */
  readonly hardTerms: readonly PlainPlace[];
  readonly hard: readonly PlainHardSentence[];
  readonly before: Readability;
  readonly after: Readability;
  /** Edits that failed a check and were taken back. */
  readonly undone: number;
}

/** Plain French by reviewed rules. All methods throw {@link CoreError}. */
export interface Plain {
  /** Gives the core what it needs once: the model of the analyser, the lists, the guard words of French. */
  start(analyser: Uint8Array, lists: Uint8Array, guards: Uint8Array): void;
  /** `markup`: the text is a fragment of HTML. */
  simplify(text: string, options?: { readonly level?: PlainLevel; readonly markup?: boolean }): PlainResult;
  /** UTF-16 offsets at which the syllables of French words begin, the first of each word left out. Needs no `start`. */
  syllables(text: string): readonly number[];
}

export class CorePlain implements Plain {
  readonly #engine: Engine;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  start(analyser: Uint8Array, lists: Uint8Array, guards: Uint8Array): void {
    const engine = this.#engine;
    engine.with([analyser], (bytes) => {
      engine.call((glue, at) => glue._parvis_plain_analyser(at, bytes!.at, bytes!.size));
    });
    engine.with([lists], (json) => {
      engine.call((glue, at) => glue._parvis_plain_lists(at, json!.at, json!.size));
    });
    engine.with([guards], (json) => {
      engine.call((glue, at) => glue._parvis_plain_guards(at, json!.at, json!.size));
    });
  }

  simplify(text: string, options: { readonly level?: PlainLevel; readonly markup?: boolean } = {}): PlainResult {
    // A lone surrogate becomes U+FFFD, as in UTF-8: its JSON form is none that every reader accepts.
    const sound = new TextDecoder().decode(new TextEncoder().encode(text));
    const request = JSON.stringify({
      text: sound,
      level: options.level ?? 'standard',
      markup: options.markup ?? false,
    });
    return this.#engine.with([request], (json) =>
      this.#engine.call<PlainResult>((glue, at) => glue._parvis_plain_simplify(at, json!.at, json!.size)),
    );
  }

  syllables(text: string): readonly number[] {
    return this.#engine.with([text], (bytes) =>
      this.#engine.call<readonly number[]>((glue, at) => glue._parvis_plain_syllables(at, bytes!.at, bytes!.size)),
    );
  }
}
