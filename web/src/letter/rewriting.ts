import type { PlainEdit, PlainExplanation, Simplification } from '../simplification.js';
import { cut, leavesOf, textOf, wordsOf } from './markup.js';
import type { Leaf } from './markup.js';
import { sentencesOf } from './sentences.js';
import type { Place } from './sentences.js';

/** A part of the text as it stands now. */
interface Piece {
  /** In the original. */
  readonly start: number;
  readonly end: number;
  /** Where it begins in the text as it stands. */
  readonly at: number;
  readonly text: string;
  /** The edit that was made here, unless it was undone. */
  readonly edit: PlainEdit | undefined;
}

/** A sentence of the original with what was done to it. */
export interface Sentence extends Place {
  readonly groups: readonly number[];
  /** Still hard after all that could be done. */
  readonly hard: boolean;
}

/** Edits that belong together. */
export interface Change {
  readonly group: number;
  readonly edits: readonly PlainEdit[];
  readonly sentence: Sentence | undefined;
}

/** A letter in plain French of which single changes can be undone and made again. Places are UTF-16 units of markup. */
export class Rewriting {
  readonly original: readonly Leaf[];
  readonly changes: readonly Change[];
  readonly sentences: readonly Sentence[];
  readonly explanations: readonly PlainExplanation[];
  readonly #source: string;
  readonly #result: Simplification;
  readonly #undone = new Set<number>();
  #pieces: readonly Piece[] = [];
  #leaves: readonly Leaf[] = [];

  constructor(source: string, result: Simplification) {
    this.#source = source;
    this.#result = result;
    this.original = leavesOf(source);
    this.explanations = result.explanations;
    this.sentences = sentencesOf(this.original, result).map((place) => ({
      ...place,
      groups: [...new Set(result.edits.filter((edit) => touches(place, edit)).map(({ group }) => group))],
      hard: result.hard.some((one) => one.start < place.end && one.end > place.start),
    }));
    this.changes = [...new Set(result.edits.map(({ group }) => group))].map((group) => ({
      group,
      edits: result.edits.filter((edit) => edit.group === group),
      sentence: this.sentences.find((one) => one.groups.includes(group)),
    }));
    this.#write();
  }

  /** Groups that were undone, ascending. */
  get undone(): readonly number[] {
    return [...this.#undone].sort((a, b) => a - b);
  }

  /** The text as it stands, with its undone changes. */
  get leaves(): readonly Leaf[] {
    return this.#leaves;
  }

  get text(): string {
    return textOf(this.#leaves);
  }

  /** What the original says at a place. */
  originalText({ start, end }: Place): string {
    return wordsOf(cut(this.original, start, end));
  }

  isUndone(groups: readonly number[]): boolean {
    return groups.every((group) => this.#undone.has(group));
  }

  /** Undoes changes, or makes them again. */
  set(groups: readonly number[], undone: boolean): void {
    for (const group of groups) {
      if (undone) this.#undone.add(group);
      else this.#undone.delete(group);
    }
    this.#write();
  }

  /** Where changes stand now; those that were undone, or only took words away, stand nowhere. */
  get marks(): readonly { readonly start: number; readonly end: number; readonly group: number }[] {
    return this.#pieces.flatMap(({ at, text, edit }) =>
      edit && text.trim() !== '' ? [{ start: at, end: at + text.length, group: edit.group }] : [],
    );
  }

  /** Where a part of the original stands now. */
  placeOf({ start, end }: Place): Place {
    const first = this.#pieces.find((piece) => piece.end > start || (piece.start === start && piece.end === start));
    const last = this.#pieces.findLast((piece) => piece.start < end || (piece.start === end && piece.end === end));
    const from = first ? (first.edit || first.start > start ? first.at : first.at + start - first.start) : 0;
    if (!last) return { start: from, end: from };
    const to = last.edit || last.end < end ? last.at + last.text.length : last.at + end - last.start;
    return { start: from, end: Math.max(from, to) };
  }

  /** Where an explained term stands now. */
  placeOfTerm(term: PlainExplanation): Place {
    const inside = this.#pieces.find(
      ({ edit }) => edit && edit.plainStart <= term.plainStart && term.plainEnd <= edit.plainEnd,
    );
    if (!inside?.edit) return this.placeOf(term);
    const start = inside.at + term.plainStart - inside.edit.plainStart;
    return { start, end: start + term.plainEnd - term.plainStart };
  }

  #write(): void {
    const pieces: Piece[] = [];
    let from = 0;
    let at = 0;
    const add = (start: number, end: number, text: string, edit?: PlainEdit): void => {
      if (start < end || text !== '') pieces.push({ start, end, at, text, edit });
      at += text.length;
    };
    for (const edit of this.#result.edits) {
      add(from, edit.start, this.#source.slice(from, edit.start));
      if (this.#undone.has(edit.group)) add(edit.start, edit.end, this.#source.slice(edit.start, edit.end));
      else add(edit.start, edit.end, edit.replacement, edit);
      from = edit.end;
    }
    add(from, this.#source.length, this.#source.slice(from));
    this.#pieces = pieces;
    this.#leaves = leavesOf(pieces.map(({ text }) => text).join(''));
  }
}

/** Whether an edit, or an insertion, is inside a sentence. */
function touches(place: Place, { start, end }: Place): boolean {
  return start === end ? start > place.start && start <= place.end : start < place.end && end > place.start;
}
