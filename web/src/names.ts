import type { Core } from '../../wasm/types.js';

/** Languages in which a capital letter inside a sentence marks a name, more or less. In German every noun has one. */
const CAPITALS_NAME = new Set(['en', 'es', 'it', 'pl', 'pt', 'ro', 'ru', 'sq', 'tr', 'uk', 'vi']);
const CYRILLIC = new Set(['ru', 'uk']);

/** Letters in which two spellings of a name may differ, as a share of the longer one. */
const MOST_DIFFERENT = 0.34;

/**
 * Names of an answer that its French seems to lack: words with a capital letter inside a sentence for which there is no word much like
 * them. Only languages that mark names by capital letters can be checked.
 */
export function lostNames(
  source: string,
  french: string,
  language: string,
  core: Pick<Core, 'transliterate'>,
): string[] {
  if (!CAPITALS_NAME.has(language)) return [];
  const here = wordsOf(french).map(fold);
  const calendar = new Set(calendarWords(language));
  return namesIn(source).filter((name) => {
    if (calendar.has(fold(name))) return false;
    const latin = fold(CYRILLIC.has(language) ? core.transliterate(name, language) : name);
    return !here.some((word) => distance(latin, word) <= MOST_DIFFERENT * Math.max(latin.length, word.length));
  });
}

function namesIn(text: string): string[] {
  const names: string[] = [];
  for (const match of text.matchAll(/\p{Lu}[\p{L}\p{M}'’-]+/gu)) {
    const before = text.slice(0, match.index);
    // Where a sentence, a quotation or a list begins, the capital says nothing.
    if (/(?:^|[.!?…¿¡:;«»"“”(\n•–-])\s*$/u.test(before) || /[\p{L}\p{M}'’]$/u.test(before)) continue;
    if (!names.includes(match[0])) names.push(match[0]);
  }
  return names;
}

/** Months and days of the week, which English writes with a capital letter. */
function calendarWords(language: string): string[] {
  const months = new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' });
  const days = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
  return [
    ...Array.from({ length: 12 }, (_, at) => months.format(Date.UTC(2024, at, 1))),
    ...Array.from({ length: 7 }, (_, at) => days.format(Date.UTC(2024, 0, at + 1))),
  ].map(fold);
}

/** Words, and those with an elision without it too: « d’Olena ». */
function wordsOf(text: string): string[] {
  return [...(text.match(/[\p{L}\p{M}'’-]+/gu) ?? []), ...(text.match(/(?<=['’])[\p{L}\p{M}-]+/gu) ?? [])];
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Edit distance (Levenshtein) in letters. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [at, letter] of [...one].entries()) {
    const next = [at + 1];
    for (let column = 0; column < other.length; column += 1) {
      const changed = (row[column] ?? 0) + (other[column] === letter ? 0 : 1);
      next.push(Math.min(changed, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
