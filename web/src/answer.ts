import type { RequestOptions, SegmentResult } from './types.js';

export type AnswerLevel = SegmentResult['level'];

/** What a person should look at before French leaves in their name. Wording: `answer.warn.<kind>` of `i18n/ui`. */
export type AnswerWarningKind =
  /** A number, date, amount or code of the answer is not in the French (`detail`: which). */
  | 'value-missing'
  /** One is in the French that the answer does not have. */
  | 'value-added'
  /** A name is not found in the French. */
  | 'name'
  | 'negation'
  | 'obligation'
  | 'condition'
  | 'deadline'
  /** A sentence could not be translated and stands in the person's words. */
  | 'kept'
  /** The machine is unsure. */
  | 'unsure'
  /** What the French says could not be told, or not all of it. */
  | 'back-missing';

export interface AnswerWarning {
  readonly kind: AnswerWarningKind;
  readonly detail: string;
}

export interface AnswerSentence {
  readonly source: string;
  /** The source itself where it could not be translated. */
  readonly french: string;
  /** What the French says in the person's language; null where that is not known. */
  readonly back: string | null;
  readonly level: AnswerLevel;
}

/** A person's answer in French, for them to confirm: nothing is sent, and nothing should be before they did. */
export interface AnswerTranslation {
  /** Language of the answer, ISO 639-1. */
  readonly from: string;
  readonly source: string;
  readonly french: string;
  /** What the French says in the person's language; null where that is not known for any of it. */
  readonly back: string | null;
  /** That of the sentence that needs most care; `check` at least where there is a warning. */
  readonly level: AnswerLevel;
  /** Sentence by sentence; empty for French that the person wrote. */
  readonly sentences: readonly AnswerSentence[];
  readonly warnings: readonly AnswerWarning[];
}

export interface AnswerOptions extends RequestOptions {
  /** Language of the answer, ISO 639-1. */
  readonly from: string;
  /** French that the person wrote or changed: it is compared with the answer and told in their language, and stays as it is. */
  readonly french?: string | undefined;
}

export interface TransliterateOptions extends RequestOptions {
  /** Language of the name: ar, be, bg, fa, mk, ps, ru, sr, uk or ur. */
  readonly from: string;
}
