import type { PlainEdit } from '../simplification.js';
import { element } from '../ui/dom.js';
import type { Wording } from '../ui/wording.js';
import { leavesOf, wordsOf } from './markup.js';
import type { Change, Rewriting } from './rewriting.js';

/** Every change with what it replaced, the rule that it serves, and its way back. */
export function changeList(
  rewriting: Rewriting,
  wording: Wording,
  onToggle: (groups: readonly number[], undone: boolean, key: string) => void,
): HTMLDetailsElement | undefined {
  const { changes } = rewriting;
  if (changes.length === 0) return undefined;
  return element(
    'details',
    { class: 'parvis-plain-changes' },
    element('summary', {}, wording.text('plain.changes', { count: String(changes.length) })),
    element('ol', {}, ...changes.map((change) => line(change, rewriting, wording, onToggle))),
  );
}

function line(
  { group, edits, sentence }: Change,
  rewriting: Rewriting,
  wording: Wording,
  onToggle: (groups: readonly number[], undone: boolean, key: string) => void,
): HTMLElement {
  const { text } = wording;
  const before = edits.map((edit) => rewriting.originalText(edit)).filter((one) => one !== '');
  const after = edits.map(({ replacement }) => wordsOf(leavesOf(replacement))).filter((one) => one !== '');
  const undone = rewriting.isUndone([group]);
  const toggle = (label: string, groups: readonly number[], isUndone: boolean, key: string): HTMLElement => {
    const button = element('button', { type: 'button', class: 'parvis-plain-quiet', 'data-key': key }, label);
    button.setAttribute('aria-label', `${label} : ${after.join(' … ') || before.join(' … ')}`);
    button.addEventListener('click', () => {
      onToggle(groups, !isUndone, key);
    });
    return button;
  };
  const buttons = [toggle(text(undone ? 'plain.redo' : 'plain.undo'), [group], undone, `change-${String(group)}`)];
  // Once a sentence, at its first change.
  if (sentence && sentence.groups.length > 1 && sentence.groups[0] === group) {
    const all = rewriting.isUndone(sentence.groups);
    const label = text(all ? 'plain.redo.sentence' : 'plain.undo.sentence');
    buttons.push(toggle(label, sentence.groups, all, `change-sentence-${String(group)}`));
  }
  return element(
    'li',
    {
      class: 'parvis-plain-change',
      'data-change': String(group),
    },
    element(
      'dl',
      {},
      element('dt', {}, text('plain.before')),
      element('dd', { lang: 'fr', dir: 'ltr' }, element('del', {}, quoted(before))),
      element('dt', {}, text('plain.after')),
      element('dd', { lang: 'fr', dir: 'ltr' }, element('ins', {}, quoted(after))),
    ),
    element('p', { class: 'parvis-plain-why' }, reasonOf(edits, wording)),
    ...(undone ? [element('p', {}, element('strong', {}, text('plain.undone')))] : []),
    element('p', { class: 'parvis-plain-buttons' }, ...buttons),
  );
}

function quoted(parts: readonly string[]): string {
  return parts.length === 0 ? '—' : parts.join(' … ');
}

function reasonOf(edits: readonly PlainEdit[], { text }: Wording): string {
  const [first] = edits;
  if (!first) return '';
  return `${text(`plain.why.${first.kind}`)} ${text('plain.rule', { rule: `RLS ${first.rule}` })}`;
}
