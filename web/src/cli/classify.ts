import type { Classification, Suggestion } from '../classification.js';

const OUTCOMES: Readonly<Record<Classification['outcome'], string>> = {
  answer: 'probably',
  choices: 'one of these may fit',
  outside: 'not sure: nothing here clearly fits; an adviser can help',
};

/** Words shown for each choice. */
const MOST_REASONS = 6;

/** A classification for people: danger first, then what may fit and why. */
export function classificationLines(text: string, found: Classification, safetyOnly: boolean): string[] {
  const lines = [`> ${text}`];
  if (found.safety.length > 0) {
    lines.push(`  DANGER? ${found.safety.map(({ category }) => category).join(', ')}`);
    for (const { number, what } of found.numbers) lines.push(`    ${number.padEnd(5)} ${what}`);
  }
  if (safetyOnly) return lines;
  lines.push(`  ${OUTCOMES[found.outcome]}`);
  const shown = { answer: 1, choices: 3, outside: 0 }[found.outcome];
  for (const choice of found.choices.slice(0, shown)) lines.push(...choiceLines(choice));
  const { procedures, utterances, checked } = found.data;
  lines.push(
    `  suggestion by a machine, not a decision; ${String(procedures)} procedures checked up to ${checked}, ` +
      `${String(utterances)} sentences, version ${found.version}`,
  );
  return lines;
}

function choiceLines({ probability, title, titleFr, description, url, id, reasons }: Suggestion): string[] {
  const total = reasons.reduce((sum, { weight }) => sum + weight, 0);
  const why = reasons.slice(0, MOST_REASONS).map(({ text, weight }) => `${text} ${percent(weight / total)}`);
  return [
    `  ${percent(probability).padStart(5)}  ${title === titleFr ? title : `${title} | ${titleFr}`}  [${id}]`,
    `         ${description}`,
    ...(url === '' ? [] : [`         ${url}`]),
    ...(why.length === 0 ? [] : [`         because of: ${why.join(', ')}`]),
  ];
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}
