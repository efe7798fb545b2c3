import type { AnswerTranslation } from '../answer.js';

/** An answer for people: the French, what it says, what to look at. */
export function answerLines({ french, back, level, warnings }: AnswerTranslation): string[] {
  return [
    french,
    `  says:  ${back ?? '(not known)'}`,
    `  level: ${level}`,
    ...warnings.map(({ kind, detail }) => `  check: ${kind}${detail === '' ? '' : ` (${detail})`}`),
  ];
}
