import type { TextUnit } from './collect.js';
import { isShadowRoot, MARK } from './dom.js';
import { parse, plain } from './inline.js';

/** Where the French stays visible: nowhere, on the same line, or on a line of its own. */
export type BilingualMode = 'none' | 'beside' | 'below';

/** Elements that hold text only. */
const TEXT_ONLY = new Set(['option', 'title', 'desc']);

/** The French of a unit without inline tags. */
export function sourceText(unit: TextUnit, from: string): string {
  if (!unit.markup) return unit.source;
  return plain(parse(unit.source, unit.elements, from) ?? [unit.source]).trim();
}

/**
 * Shows the French after a translated text, in an element that says its language and that no translator touches. It is not hidden from
 * assistive technology: the accessible name holds what is visible.
 */
export function insertCopy(unit: TextUnit, french: string, from: string, mode: BilingualMode): Element | undefined {
  const { parent, nodes } = unit;
  if (mode === 'none' || (!isShadowRoot(parent) && TEXT_ONLY.has(parent.localName))) return undefined;
  const copy = parent.ownerDocument.createElement('span');
  copy.className = `parvis-source parvis-source-${mode}`;
  copy.setAttribute(MARK, 'source');
  copy.setAttribute('lang', from);
  copy.setAttribute('dir', 'ltr');
  copy.setAttribute('translate', 'no');
  // The space keeps both words apart in the accessible name.
  copy.textContent = ` ${french}`;
  // Elements may have moved: the last node of the run is the one that nothing of the run follows.
  const last = [...parent.childNodes]
    .filter((node) => nodes.includes(node) || unit.written?.added.includes(node))
    .at(-1);
  parent.insertBefore(copy, last?.nextSibling ?? null);
  return copy;
}
