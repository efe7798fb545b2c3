import { blocksOf } from './markup.js';
import type { Leaf } from './markup.js';

/** UTF-16 units of markup; the end is excluded. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** Full stops after these end no sentence: titles, references, abbreviations of letters. */
const ABBREVIATION =
  /(?:^|[\s(«’'])(?:\p{Lu}|MM|Mme|Mlle|Dr|Me|Mgr|art|al|av|bd|cf|ch|dép|env|ex|fig|max|min|n|no|p|pp|réf|St|Ste|tél)\.\s*$/u;

const segmenter = new Intl.Segmenter('fr', { granularity: 'sentence' });

/** Sentences of the original, in order. None ends inside an edit or inside a sentence that the rules took as one. */
export function sentencesOf(
  leaves: readonly Leaf[],
  { edits, hard }: { readonly edits: readonly Place[]; readonly hard: readonly Place[] },
): Place[] {
  const kept = [...edits, ...hard];
  return blocksOf(leaves).flatMap((block) => {
    const ends = [...hard.map(({ start }) => start), ...breaksOf(block)]
      .filter((at) => !kept.some(({ start, end }) => start < at && at < end))
      .sort((a, b) => a - b);
    const first = block[0]?.start ?? 0;
    const last = block.at(-1)?.end ?? 0;
    const inside = [...new Set(ends)].filter((at) => at > first && at < last);
    return [first, ...inside].map((start, i) => ({ start, end: inside[i] ?? last })).filter(hasText(block));
  });
}

/** Where sentences begin, the first left out. */
function breaksOf(block: readonly Leaf[]): number[] {
  const places: number[] = [];
  let text = '';
  for (const leaf of block) {
    // Each unit of the text with its place in the markup.
    for (let i = 0; i < leaf.text.length; ++i) places.push(leaf.start + (leaf.whole ? 0 : i));
    text += leaf.text;
  }
  return [...segmenter.segment(text)].flatMap(({ index }) =>
    index === 0 || ABBREVIATION.test(text.slice(0, index)) ? [] : [places[index] ?? 0],
  );
}

function hasText(block: readonly Leaf[]): (place: Place) => boolean {
  return ({ start, end }) =>
    block.some((leaf) => {
      const text = leaf.whole
        ? leaf.text
        : leaf.text.slice(Math.max(0, start - leaf.start), Math.max(0, end - leaf.start));
      return leaf.end > start && leaf.start < end && text.trim() !== '';
    });
}
