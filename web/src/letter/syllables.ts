import { element } from '../ui/dom.js';
import { OWN } from './views.js';

/** Text nodes of a view that are the letter's own. */
function textsOf(root: Element): Text[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement?.closest(`[${OWN}], .parvis-plain-syllable`)
      ? NodeFilter.FILTER_REJECT
      : NodeFilter.FILTER_ACCEPT,
  );
  const texts: Text[] = [];
  for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) texts.push(node);
  return texts;
}

/**
 * Shows where syllables begin. The dots come from the style sheet: text, clipboard and speech stay as they were.
 * @param breaksOf  offsets at which syllables of a text begin
 */
export async function markSyllables(
  root: Element,
  breaksOf: (text: string) => Promise<readonly number[]>,
): Promise<void> {
  const texts = textsOf(root);
  // One request: a line end divides what no word crosses.
  const breaks = await breaksOf(texts.map(({ data }) => data).join('\n'));
  let from = 0;
  for (const text of texts) {
    const end = from + text.data.length;
    const own = breaks.filter((at) => from < at && at < end).map((at) => at - from);
    if (own.length > 0 && text.isConnected) text.replaceWith(...syllables(text.data, own));
    from = end + 1;
  }
}

/** A text with an element around each part that another syllable of the same word follows. */
function syllables(text: string, breaks: readonly number[]): (Node | string)[] {
  let from = 0;
  const parts: (Node | string)[] = [];
  for (const at of breaks) {
    const part = text.slice(from, at);
    const start = /[\p{L}\p{M}]*$/u.exec(part)?.index ?? 0;
    if (start > 0) parts.push(part.slice(0, start));
    parts.push(element('span', { class: 'parvis-plain-syllable' }, part.slice(start)));
    from = at;
  }
  parts.push(text.slice(from));
  return parts;
}
