import type { AttributeUnit } from './collect.js';
import { collapse, isElement, MARK } from './dom.js';

/**
 * People who speak to their computer say what they see: the accessible name has to contain the visible label. Where the French name did,
 * the translated one must, although both were translated apart. Gives the name to set, or undefined when it is right already.
 */
export function labelInName({ element, name, source, visible }: AttributeUnit): string | undefined {
  if (visible === '' || !fold(source).includes(fold(visible))) return undefined;
  const label = collapse(visibleText(element)).trim();
  const current = element.getAttribute(name) ?? '';
  if (label === '' || label === visible || fold(current).includes(fold(label))) return undefined;
  return fold(source) === fold(visible) ? label : `${label} – ${current}`;
}

/** The text of an element without the French copies. */
export function visibleText(node: Node): string {
  if (isElement(node) && node.getAttribute(MARK) === 'source') return '';
  if (!isElement(node)) return node.nodeType === 3 ? (node.nodeValue ?? '') : '';
  return [...node.childNodes].map(visibleText).join('');
}

function fold(text: string): string {
  return collapse(text).trim().toLowerCase();
}
