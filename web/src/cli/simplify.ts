import type { PlainEdit, Readability, Simplification } from '../simplification.js';

/** Characters of a passage that are shown. */
const MOST_SHOWN = 90;

/** What is to be said of a plain text: terms explained, changes with the rule that each serves, sentences that are still hard. */
export function simplificationLines(source: string, found: Simplification): string[] {
  const { explanations, hardTerms, edits, hard, before, after, undone, version } = found;
  return [
    ...part(
      'Terms explained',
      explanations.map(({ term, expand, text }) => `${term}${expand === '' ? '' : ` (${expand})`}: ${text}`),
    ),
    ...part(
      'Terms without an explanation here',
      hardTerms.map(({ start, end }) => short(source.slice(start, end))),
    ),
    ...part('Changes, with the rule of plain language', changes(source, edits)),
    ...part(
      'Still hard',
      hard.map(({ start, end, words }) => `${String(words)} words: ${short(source.slice(start, end))}`),
    ),
    '',
    `words a sentence ${pair(before, after, 'wordsPerSentence')}, sentences above 20 words ${String(before.longSentences)} -> ` +
      `${String(after.longSentences)}, Kandel-Moles ${pair(before, after, 'kandelMoles')}`,
    `changes by reviewed rules, not by a model; ${String(undone)} undone by the checks; level ${found.level}, version ${version}`,
  ];
}

function part(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
}

/** One line a group: its edits belong together. */
function changes(source: string, edits: readonly PlainEdit[]): string[] {
  const groups = new Map<number, PlainEdit[]>();
  for (const edit of edits) groups.set(edit.group, [...(groups.get(edit.group) ?? []), edit]);
  return [...groups.values()].map((group) => {
    const [{ rule = '', kind = '', entry = '' } = {}] = group;
    const from = group.map(({ start, end }) => source.slice(start, end)).join(' ... ');
    const to = group.map(({ replacement }) => replacement).join(' ... ');
    return `${rule.padEnd(4)} ${kind.padEnd(11)} ${short(from)} -> ${short(to)}  [${entry}]`;
  });
}

function pair(before: Readability, after: Readability, key: 'wordsPerSentence' | 'kandelMoles'): string {
  return `${before[key].toFixed(1)} -> ${after[key].toFixed(1)}`;
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= MOST_SHOWN ? `"${line}"` : `"${line.slice(0, MOST_SHOWN)}…"`;
}
