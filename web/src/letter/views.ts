import { element } from '../ui/dom.js';
import type { Wording } from '../ui/wording.js';
import { commonPath, show } from './show.js';
import type { Insertion, Wrap } from './show.js';
import { cut } from './markup.js';
import type { Leaf } from './markup.js';
import type { Rewriting, Sentence } from './rewriting.js';
import { TermButtons } from './terms.js';

export type View = 'plain' | 'original' | 'both';

export const VIEWS: readonly View[] = ['plain', 'original', 'both'];

/** Marks what the component itself says inside a text: it is neither copied nor read aloud. */
export const OWN = 'data-parvis-own';

export interface ViewContext {
  readonly wording: Wording;
  readonly links: readonly string[];
  /** Prefix of ids. */
  readonly id: string;
  /** Leads to a change in the list. */
  readonly onMark: (group: number) => void;
  /** Says an explanation, in French, to who does not see it appear. */
  readonly onExplain: (text: string) => void;
  readonly onSentence: (sentence: Sentence, undone: boolean) => void;
}

/** Text that only assistive technology gets to see. */
function hiddenText(text: string, wording: Wording): HTMLElement {
  return element(
    'span',
    { class: 'parvis-plain-hidden', lang: wording.language, dir: wording.direction, [OWN]: true },
    text,
  );
}

/** The original as it was read. */
export function originalView(leaves: readonly Leaf[], links: readonly string[]): HTMLElement {
  const text = element('div', { class: 'parvis-plain-text', lang: 'fr', dir: 'ltr' });
  show(leaves, text, { links });
  return text;
}

/** The text as it stands, with marks, terms and what is still hard. */
export function plainView(rewriting: Rewriting, context: ViewContext): HTMLElement {
  const text = element('div', { class: 'parvis-plain-text', lang: 'fr', dir: 'ltr' });
  const terms = new TermButtons(rewriting, context);
  const { leaves } = rewriting;
  show(leaves, text, {
    links: context.links,
    wraps: [...marksOf(rewriting, context), ...terms.wraps],
    insertions: [...terms.insertions, ...hardNotes(rewriting, context)],
  });
  terms.attach(text);
  return text;
}

/** Original and plain text, sentence by sentence. */
export function bothView(rewriting: Rewriting, context: ViewContext): HTMLElement {
  const { text } = context.wording;
  const rows = element('ol', { class: 'parvis-plain-rows', role: 'list' });
  const terms = new TermButtons(rewriting, context);
  for (const sentence of rewriting.sentences) {
    const place = rewriting.placeOf(sentence);
    const clear = cell('plain', text('plain.view.plain'), context);
    show(cut(rewriting.leaves, place.start, place.end), clear, {
      links: context.links,
      wraps: [...marksOf(rewriting, context), ...terms.wraps],
      insertions: [...terms.insertions, ...hardNotes(rewriting, context)].filter(
        ({ at }) => place.start < at && at <= place.end,
      ),
      without: commonPath(cut(rewriting.leaves, place.start, place.end)),
    });
    const original = cell('original', text('plain.view.original'), context);
    const leaves = cut(rewriting.original, sentence.start, sentence.end);
    show(leaves, original, { links: context.links, without: commonPath(leaves) });
    const row = element('li', { class: rowClass(leaves) }, original, clear);
    if (sentence.groups.length > 0) row.append(sentenceButton(rewriting, sentence, context));
    rows.append(row);
  }
  terms.attach(rows);
  return rows;
}

function rowClass(leaves: readonly Leaf[]): string {
  const heading = leaves[0]?.path.some(({ name }) => /^h\d$/.test(name)) ?? false;
  return heading ? 'parvis-plain-row parvis-plain-row-heading' : 'parvis-plain-row';
}

function cell(kind: 'plain' | 'original', label: string, { wording }: ViewContext): HTMLElement {
  const name = element(
    'span',
    { class: 'parvis-plain-caption', lang: wording.language, dir: wording.direction, [OWN]: true },
    label,
  );
  return element('div', { class: `parvis-plain-cell parvis-plain-cell-${kind}`, lang: 'fr', dir: 'ltr' }, name);
}

function sentenceButton(rewriting: Rewriting, sentence: Sentence, context: ViewContext): HTMLElement {
  const { text } = context.wording;
  const undone = rewriting.isUndone(sentence.groups);
  const button = element(
    'button',
    {
      type: 'button',
      class: 'parvis-plain-quiet parvis-plain-sentence',
      'data-key': `sentence-${String(sentence.start)}`,
      [OWN]: true,
    },
    text(undone ? 'plain.redo.sentence' : 'plain.undo.sentence'),
  );
  button.addEventListener('click', () => {
    context.onSentence(sentence, !undone);
  });
  return button;
}

function marksOf(rewriting: Rewriting, { wording, onMark }: ViewContext): Wrap[] {
  return rewriting.marks.map(({ start, end, group }) => ({
    start,
    end,
    make: (isFirst) => {
      const mark = element('mark', { class: 'parvis-plain-mark', 'data-group': String(group) });
      if (isFirst) mark.append(hiddenText(`${wording.text('plain.changed')} `, wording));
      // For mouse and touch; with the keyboard the list of changes is as near.
      mark.addEventListener('click', () => {
        onMark(group);
      });
      return mark;
    },
  }));
}

function hardNotes(rewriting: Rewriting, { wording }: ViewContext): Insertion[] {
  return rewriting.sentences
    .filter(({ hard }) => hard)
    .map((sentence) => ({
      at: rewriting.placeOf(sentence).end,
      make: () =>
        element(
          'span',
          { class: 'parvis-plain-hard', lang: wording.language, dir: wording.direction, [OWN]: true },
          wording.text('plain.hard'),
        ),
    }));
}
