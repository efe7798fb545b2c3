import type { PhraseLookup } from '../types.js';

/** Entries alike that are shown for a text that the phrasebook does not have. */
export const MOST_SIMILAR = 3;

/** What the phrasebook says of one text. */
export function phraseLines(text: string, { result, similar }: PhraseLookup): string[] {
  const alike = similar.map(
    ({ similarity, french, text: translation }) => `  ${(100 * similarity).toFixed(0)} %  ${french} | ${translation}`,
  );
  return result ? [`${text} | ${result.text}`] : [`${text} | -`, ...alike];
}

/** How much of some texts the phrasebook has. */
export function coverageLine(found: readonly PhraseLookup[]): string {
  const known = found.filter(({ result }) => result).length;
  const share = found.length === 0 ? 0 : (100 * known) / found.length;
  return `found ${String(known)} of ${String(found.length)} (${share.toFixed(1)} %)`;
}
