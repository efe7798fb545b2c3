import type { SegmentResult } from '../../../wasm/types.js';
import type { AttributeUnit, TextUnit, Unit } from './collect.js';
import { insertCopy, sourceText } from './copies.js';
import type { BilingualMode } from './copies.js';
import { collapse, isShadowRoot, LEVEL, MARK } from './dom.js';
import type { Container } from './dom.js';
import { parse, plain } from './inline.js';
import type { Marks, States } from './marks.js';
import { write } from './write.js';

/** Attributes of elements without text of their own carry the mark of their element. */
const VOID = new Set(['area', 'img', 'input', 'optgroup', 'textarea', 'track']);

/** Levels of translated texts, those that need most care last. */
const CARE = ['phrase', 'good', 'check'];

export interface WriterOptions {
  readonly from: string;
  readonly to: string;
  readonly bilingual: BilingualMode;
}

/** Puts results on the page and marks them. */
export class Writer {
  readonly #options: WriterOptions;
  readonly #states: States;
  readonly #attributes: Marks;

  constructor(options: WriterOptions, states: States, attributes: Marks) {
    this.#options = options;
    this.#states = states;
    this.#attributes = attributes;
  }

  /** Writes a text, or leaves it in French and says so. */
  text(unit: TextUnit, result: SegmentResult): SegmentResult {
    const { from, bilingual } = this.#options;
    const element = markedElement(unit);
    const french = sourceText(unit, from);
    if (result.status !== 'kept') {
      const items = unit.markup ? parse(result.text, unit.elements, from) : [result.text];
      const suffix = bilingual !== 'none' && element.localName === 'option' ? ` – \u2068${french}\u2069` : '';
      // The value of an option without one is its text: the site must receive what it expects.
      if (element.localName === 'option' && !element.hasAttribute('value')) {
        this.#states.set(element, 'value', collapse(element.textContent).trim());
      }
      const written = items && write(unit.parent, unit.nodes, [unit.lead, ...items, suffix + unit.trail]);
      if (written) {
        unit.written = written;
        this.#markTranslated(element, result);
        const copy = insertCopy(unit, french, from, bilingual);
        if (copy) unit.copy = copy;
        return { ...result, text: plain(items) };
      }
      result = { ...result, text: french, status: 'kept', level: 'kept', flags: [...result.flags, 'markup-moved'] };
    }
    // Beside a text of the same block that was translated, the block keeps the mark of the translation.
    const kept = isTranslated(element) ? elementOf(unit.parent) : element;
    if (!isTranslated(kept)) this.#states.mark(kept, from, 'kept', 'kept');
    return { ...result, text: french };
  }

  /** A block of several texts is marked by the one that needs most care: words written by people do not vouch for a machine's. */
  #markTranslated(element: Element, result: SegmentResult): void {
    const { to } = this.#options;
    const before = isTranslated(element) ? element.getAttribute(LEVEL) : null;
    const level = CARE.indexOf(before ?? '') > CARE.indexOf(result.level) ? (before ?? '') : result.level;
    this.#states.mark(element, to, level === 'phrase' ? 'phrase' : 'machine', level);
  }

  attribute(unit: AttributeUnit, result: SegmentResult): SegmentResult {
    const { element, name } = unit;
    const translated = result.status !== 'kept';
    if (translated) this.#attributes.set(element, name, result.text);
    if (VOID.has(element.localName) && !isTranslated(element)) {
      this.#states.set(element, MARK, stateOf(result));
      this.#states.set(element, LEVEL, result.level);
    }
    return result;
  }
}

/** What the mark of a text says about where it comes from. */
function stateOf({ status }: SegmentResult): 'machine' | 'phrase' | 'kept' {
  return status === 'translated' ? 'machine' : status;
}

function isTranslated(element: Element): boolean {
  const mark = element.getAttribute(MARK);
  return mark === 'machine' || mark === 'phrase';
}

/** The element for a block: a shadow root is marked at its host. */
export function elementOf(container: Container): Element {
  return isShadowRoot(container) ? container.host : container;
}

/** The element that carries the marks of a unit. */
export function markedElement(unit: Unit): Element {
  return unit.kind === 'text' ? elementOf(unit.container) : unit.element;
}
