/** What the page is made of, seen by a translator: blocks, inline content, things in between, things to leave alone. */

/** Elements that may stand inside a sentence. */
const INLINE = new Set(
  (
    'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark q rb rp rt ruby s samp small span strike strong ' +
    'sub sup time tt u var wbr'
  ).split(' '),
);

/** Things that may stand inside a sentence and have no text that belongs to it. */
const ATOMS = new Set(
  'audio button canvas embed iframe img input math meter object picture progress select svg textarea video'.split(' '),
);

/** Text that is no prose, or not the page's own. */
const OPAQUE = new Set('code kbd math noscript pre samp script style template textarea var datalist'.split(' '));

/** Attribute by which machine text is marked: `machine`, `kept`, `pending`, or `source` on a French copy. */
export const MARK = 'data-parvis';
/** Attribute for the level of confidence of a marked text. */
export const LEVEL = 'data-parvis-level';

/** An element or a shadow root: what blocks are made of. */
export type Container = Element | ShadowRoot;

export function isElement(node: Node | null | undefined): node is Element {
  return node?.nodeType === 1;
}

export function isText(node: Node | null | undefined): node is Text {
  return node?.nodeType === 3;
}

/** An open shadow root: a fragment that has a host. */
export function isShadowRoot(node: Node | null | undefined): node is ShadowRoot {
  return node?.nodeType === 11 && 'host' in node;
}

/** Left as it is, with everything inside. */
export function isOpaque(element: Element): boolean {
  if (OPAQUE.has(element.localName)) return true;
  const translate = element.getAttribute('translate')?.toLowerCase();
  if (translate === 'no') return true;
  if (element.classList.contains('notranslate')) return true;
  const editable = element.getAttribute('contenteditable')?.toLowerCase();
  if (editable !== undefined && editable !== 'false') return true;
  return element.getAttribute(MARK) === 'source';
}

/** True when `node` or something around it, up to `root`, must be left alone. */
export function isInsideLeftAlone(node: Node, root: Node, from: string): boolean {
  for (let at: Node | null = node; at && at !== root; at = parentOf(at)) {
    if (isElement(at) && (isOpaque(at) || isForeign(at, from))) return true;
  }
  return false;
}

/** True when an element declares another language than the one that is translated. */
export function isForeign(element: Element, from: string): boolean {
  const lang = element.getAttribute('lang');
  // The language of a marked text is our own doing.
  if (element.hasAttribute(MARK)) return false;
  return lang !== null && lang !== '' && lang.split('-')[0]?.toLowerCase() !== from;
}

/** The parent, or the host of a shadow root. */
export function parentOf(node: Node): Node | null {
  return isShadowRoot(node) ? node.host : node.parentNode;
}

/** True for content that a sentence runs through. Layout decides where there is one: a `span` shown as a block ends the sentence. */
export function isInline(element: Element): boolean {
  if (ATOMS.has(element.localName)) return true;
  if (!INLINE.has(element.localName)) return false;
  const display = displayOf(element);
  if (display !== '' && !display.startsWith('inline') && !display.startsWith('ruby') && display !== 'contents')
    return false;
  for (const child of element.children) {
    if (!isInline(child)) return false;
  }
  return true;
}

/** True for inline content that is carried along in a sentence as one unknown thing. */
export function isAtom(element: Element, from: string): boolean {
  return ATOMS.has(element.localName) || isOpaque(element) || isForeign(element, from);
}

/** The block that a node's text belongs to. */
export function containerOf(node: Node): Container | null {
  for (let at: Node | null = isElement(node) || isShadowRoot(node) ? node : node.parentNode; at; at = at.parentNode) {
    if (isShadowRoot(at)) return at;
    if (isElement(at) && (!isInline(at) || (ATOMS.has(at.localName) && at.localName !== 'svg'))) return at;
  }
  return null;
}

export function hasLetters(text: string): boolean {
  return /\p{L}/u.test(text);
}

/** HTML's white space as one space. No-break spaces are text. */
export function collapse(text: string): string {
  return text.replace(/[ \t\n\f\r]+/g, ' ');
}

/** True when some of the element is inside the window. */
export function isInView(element: Element): boolean {
  const view = element.ownerDocument.defaultView;
  if (!view || typeof element.getBoundingClientRect !== 'function') return false;
  const box = element.getBoundingClientRect() as DOMRect | undefined;
  if (!box || (box.width === 0 && box.height === 0)) return false;
  return box.bottom >= 0 && box.right >= 0 && box.top <= view.innerHeight && box.left <= view.innerWidth;
}

/** Writing direction of a language. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  return ['ar', 'fa', 'he', 'ps', 'ur'].includes(language) ? 'rtl' : 'ltr';
}

function displayOf(element: Element): string {
  const view = element.ownerDocument.defaultView;
  if (!element.isConnected || typeof view?.getComputedStyle !== 'function') return '';
  return (view.getComputedStyle(element) as CSSStyleDeclaration | null)?.display ?? '';
}
