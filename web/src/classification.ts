import type { SafetyCategory } from '../../wasm/types.js';
import type { RequestOptions } from './types.js';

export type { SafetyCategory };

/** Words of the sentence that spoke for a procedure. */
export interface Reason {
  /** The words as they were written. */
  readonly text: string;
  /** UTF-16 units of the sentence, `end` excluded. */
  readonly start: number;
  readonly end: number;
  /** Nats by which they raised this procedure above the mean of all. */
  readonly weight: number;
}

/** A procedure that the writer of a sentence may need. */
export interface Suggestion {
  readonly id: string;
  /** 0 to 1, calibrated on sentences that were not used for learning. */
  readonly probability: number;
  /** In the reader's language; the French where the catalogue has no other. */
  readonly title: string;
  readonly titleFr: string;
  readonly description: string;
  readonly descriptionFr: string;
  /** Official address, or empty. */
  readonly url: string;
  readonly theme: string;
  /** True where the person who asks may be in danger. */
  readonly safety: boolean;
  /** Strongest first; words that counted for next to nothing or against are left out. */
  readonly reasons: readonly Reason[];
  /** Nats from words shared with the texts of the procedure. */
  readonly lexical: number;
  /** Nats from the encoder; 0 without it. */
  readonly semantic: number;
}

/** A sign that somebody is in danger. */
export interface SafetyNotice {
  readonly category: SafetyCategory;
  /** Where in the sentence, when the lists found it: UTF-16 units, `end` excluded. */
  readonly start?: number;
  readonly end?: number;
}

export interface EmergencyNumber {
  readonly number: string;
  /** What it is for, in the reader's language. */
  readonly what: string;
}

/** What became of a sentence: a suggestion by a machine, never a decision. */
export interface Classification {
  /** `answer`: the first choice may stand alone; `choices`: let the reader choose; `outside`: nothing fits, or no telling. */
  readonly outcome: 'answer' | 'choices' | 'outside';
  /** Most probable first, three at most; given for `outside` too. */
  readonly choices: readonly Suggestion[];
  /** Probability that no procedure of the catalogue is meant. */
  readonly outside: number;
  /** Never a reason to hide the choices. */
  readonly safety: readonly SafetyNotice[];
  /** Whom to call, most urgent first; empty where `safety` is. */
  readonly numbers: readonly EmergencyNumber[];
  /** Whether the encoder took part. */
  readonly semantic: boolean;
  /** Language of titles and descriptions: as asked for, or as guessed from the sentence. */
  readonly language: string;
  /** Of the settings and, after a `+`, of the encoder. */
  readonly version: string;
  /** What the sentence was compared with. */
  readonly data: {
    readonly procedures: number;
    /** Sentences by which the procedures in memory are known. */
    readonly utterances: number;
    /** Latest day on which a procedure was checked, ISO 8601. */
    readonly checked: string;
    readonly sources: readonly string[];
  };
  /** Weights and thresholds, as in `intent/intent.json`. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** What was done with the sentence, in order. */
  readonly operations: readonly string[];
}

export interface ClassifyOptions extends RequestOptions {
  /** Language of the reader, ISO 639-1; guessed from the sentence where it is not given. */
  readonly language?: string | undefined;
  /**
   * The encoder: `later` (default) answers from words alone until it has been fetched, `wait` waits for it, `never` leaves it out of
   * what is fetched.
   */
  readonly encoder?: 'later' | 'wait' | 'never' | undefined;
}
