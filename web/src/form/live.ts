import type { SegmentInput, SegmentResult } from '../../../wasm/types.js';
import { throwIfAborted, toParvisError } from '../errors.js';
import type { ParvisError } from '../errors.js';
import type { Progress } from '../types.js';
import { Collector, WATCHED_ATTRIBUTES } from './collect.js';
import type { AttributeUnit, Found, TextUnit, Unit } from './collect.js';
import { collapse, containerOf, directionOf, isElement, isInsideLeftAlone, isInView, parentOf } from './dom.js';
import type { Container } from './dom.js';
import { sourceText } from './copies.js';
import { Marks, States } from './marks.js';
import type { AnswerHelpers } from './answers/helpers.js';
import type { LookUpTexts, Memo, TranslateTexts } from './memo.js';
import { labelInName } from './names.js';
import { restoreSubmitted } from './submit.js';
import { ValidityMessages } from './validity.js';
import { undo } from './write.js';
import { elementOf, markedElement, Writer } from './writer.js';
import type { WriterOptions } from './writer.js';

/** What became of one text of the page. */
export interface SegmentReport {
  /** The element that is marked. */
  readonly element: Element;
  /** Name of the attribute, or null for a text. */
  readonly attribute: string | null;
  /** French, without inline tags. */
  readonly source: string;
  /** Its text is without inline tags too. */
  readonly result: SegmentResult;
}

export interface LiveOptions extends WriterOptions {
  readonly observe: boolean;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: ((progress: Progress) => void) | undefined;
  /** Told when something that came later could not be translated; it stays French. */
  readonly onError: ((error: ParvisError) => void) | undefined;
  /** Panels under the fields, where they are wanted; they change the page by the function given. */
  readonly answers?: ((quietly: (change: () => void) => void) => AnswerHelpers) | undefined;
}

/** Units sent at a time: few at first, so that what is on the screen is there soon. */
const FIRST_CHUNK = 24;
const CHUNK = 64;

/** A part of the page that is kept in another language until it is restored. */
export class LiveForm {
  readonly #root: Container;
  readonly #options: LiveOptions;
  readonly #translate: TranslateTexts;
  readonly #memo: Memo;
  readonly #collector: Collector;
  readonly #direction: string;
  /** What is French is marked so as long as it stands in the midst of another language. */
  readonly #states = new States();
  readonly #attributes = new Marks();
  readonly #writer: Writer;
  readonly #texts = new Set<TextUnit>();
  readonly #named = new Map<Element, Map<string, AttributeUnit>>();
  readonly #results = new Map<Unit, SegmentResult>();
  readonly #validity: ValidityMessages;
  readonly #observer: MutationObserver | undefined;
  readonly #answers: AnswerHelpers | undefined;
  #pending: Unit[] = [];
  #pump: Promise<void> | undefined;
  /** The first pass: the caller waits for it, may cancel it and sees its progress. */
  #first = true;
  #stopped = false;
  #done = 0;

  constructor(root: Container, options: LiveOptions, translate: TranslateTexts, memo: Memo) {
    this.#root = root;
    this.#options = options;
    this.#translate = translate;
    this.#memo = memo;
    this.#collector = new Collector(options.from);
    this.#writer = new Writer(options, this.#states, this.#attributes);
    this.#direction = `${options.from}-${options.to}`;
    this.#validity = new ValidityMessages(
      (text) => this.#known(text),
      (text) => this.anticipate([text]),
    );
    this.#answers = options.answers?.((change) => {
      this.#drain();
      this.#quietly(change);
    });
    const Observer = root.ownerDocument.defaultView?.MutationObserver;
    if (options.observe && Observer) {
      this.#observer = new Observer((records) => {
        this.#changed(records);
      });
    }
  }

  /** Finds what there is to translate; from then on changes are followed. */
  begin(): void {
    const { to } = this.#options;
    this.#observe(this.#root);
    this.#root.ownerDocument.addEventListener('formdata', this.#onFormData);
    // The event does not bubble.
    this.#root.addEventListener('invalid', this.#onInvalid, true);
    this.#quietly(() => {
      this.#add(this.#collector.collect(this.#root));
      const element = elementOf(this.#root);
      this.#states.setLanguage(element, to);
    });
  }

  /** Writes what people translated before the network is there. */
  async preview(lookUp: LookUpTexts): Promise<void> {
    const { to, signal } = this.#options;
    const waiting = [...this.#pending];
    const inputs = distinct(waiting);
    const found = inputs.length === 0 ? [] : await lookUp(inputs, { to, signal });
    if (this.#stopped) return;
    inputs.forEach((input, at) => {
      const result = found[at];
      if (result) this.#memo.set(this.#direction, input, result);
    });
    this.#drain();
    const ready = this.#pending.filter((unit) => unit.live && this.#memo.get(this.#direction, inputOf(unit)));
    this.#pending = this.#pending.filter((unit) => !ready.includes(unit));
    this.#quietly(() => {
      this.#apply(ready);
    });
  }

  /** Translates the rest. Rejects when the first pass fails. */
  async start(): Promise<void> {
    await this.#run();
    this.#first = false;
  }

  /** Translates texts that are not on the page yet, so that they are at hand when they appear. */
  async anticipate(texts: readonly string[]): Promise<void> {
    const { from, to } = this.#options;
    const wanted = texts.map(plainInput).filter((input) => !this.#memo.get(this.#direction, input));
    if (wanted.length === 0) return;
    this.#remember(wanted, await this.#translate(wanted, { from, to }));
  }

  /** Resolves when everything that was seen so far is translated. */
  async settled(): Promise<void> {
    this.#drain();
    await this.#pump?.catch(() => undefined);
    await this.#answers?.settled();
  }

  get segments(): SegmentReport[] {
    return [...this.#results].map(([unit, result]) =>
      unit.kind === 'text'
        ? { element: markedElement(unit), attribute: null, source: sourceText(unit, this.#options.from), result }
        : { element: unit.element, attribute: unit.name, source: unit.source, result },
    );
  }

  /** The French as it was, to the letter, apart from what the page changed itself. */
  restore(): void {
    if (this.#stopped) return;
    this.#drain();
    this.#stopped = true;
    this.#observer?.disconnect();
    this.#root.ownerDocument.removeEventListener('formdata', this.#onFormData);
    this.#root.removeEventListener('invalid', this.#onInvalid, true);
    this.#validity.restore();
    this.#answers?.restore();
    for (const unit of [...this.#texts].reverse()) this.#revert(unit);
    this.#attributes.restoreAll();
    this.#states.restoreAll();
    for (const units of this.#named.values()) for (const unit of units.values()) unit.live = false;
    this.#named.clear();
    this.#results.clear();
    this.#pending = [];
  }

  // --- finding and registering ---

  #add(found: Found): void {
    const { from, to } = this.#options;
    for (const shadow of found.shadows) this.#observe(shadow);
    this.#answers?.add(found.fields);
    for (const island of found.islands) this.#states.setLanguage(island, from);
    if (directionOf(from) !== directionOf(to)) for (const field of found.fields) this.#states.setFieldDirection(field);
    const fresh = found.units.filter((unit) => this.#register(unit));
    const seen = new Map(fresh.map((unit) => [unit, isInView(markedElement(unit))]));
    const ready: Unit[] = [];
    for (const unit of fresh) {
      if (this.#memo.get(this.#direction, inputOf(unit))) ready.push(unit);
      else if (unit.kind === 'text') this.#states.mark(markedElement(unit), from, 'pending');
    }
    const waiting = fresh.filter((unit) => !ready.includes(unit));
    this.#pending = [
      ...waiting.filter((unit) => seen.get(unit)),
      ...this.#pending,
      ...waiting.filter((unit) => !seen.get(unit)),
    ];
    this.#apply(ready);
  }

  #register(unit: Unit): boolean {
    if (unit.kind === 'text') {
      this.#texts.add(unit);
      return true;
    }
    let units = this.#named.get(unit.element);
    if (!units) this.#named.set(unit.element, (units = new Map()));
    if (units.get(unit.name)?.live) return false;
    units.set(unit.name, unit);
    return true;
  }

  // --- translating ---

  /** One pump at a time; whatever is added while it runs is taken along. */
  #run(): Promise<void> {
    this.#pump ??= this.#work().finally(() => {
      this.#pump = undefined;
    });
    return this.#pump;
  }

  async #work(): Promise<void> {
    const { from, to } = this.#options;
    const signal = this.#first ? this.#options.signal : undefined;
    let limit = FIRST_CHUNK;
    this.#progress();
    for (;;) {
      this.#pending = this.#pending.filter(({ live }) => live);
      const chunk = this.#pending.slice(0, limit);
      if (chunk.length === 0 || this.#stopped) break;
      limit = CHUNK;
      const asked = distinct(chunk.filter((unit) => !this.#memo.get(this.#direction, inputOf(unit))));
      const results = asked.length === 0 ? [] : await this.#translate(asked, { from, to, signal });
      this.#remember(asked, results);
      throwIfAborted(signal);
      if (this.#isStopped()) break;
      this.#drain();
      this.#pending = this.#pending.filter((unit) => !chunk.includes(unit));
      this.#quietly(() => {
        this.#apply(chunk);
      });
      this.#progress();
    }
  }

  #remember(inputs: readonly SegmentInput[], results: readonly SegmentResult[]): void {
    inputs.forEach((input, at) => {
      const result = results[at];
      if (result) this.#memo.set(this.#direction, input, result);
    });
  }

  /** The translation of a plain text, where it is at hand. */
  #known(text: string): string | undefined {
    const result = this.#memo.get(this.#direction, plainInput(text));
    return result && result.status !== 'kept' ? result.text : undefined;
  }

  #isStopped(): boolean {
    return this.#stopped;
  }

  #progress(): void {
    if (!this.#first) return;
    this.#options.onProgress?.({ phase: 'translate', done: this.#done, total: this.#done + this.#pending.length });
  }

  #apply(units: readonly Unit[]): void {
    for (const unit of units) {
      const result = this.#memo.get(this.#direction, inputOf(unit));
      if (!unit.live || !result) continue;
      this.#done += 1;
      this.#results.set(
        unit,
        unit.kind === 'text' ? this.#writer.text(unit, result) : this.#writer.attribute(unit, result),
      );
    }
    for (const units of this.#named.values()) {
      const unit = units.get('aria-label');
      const result = unit && this.#results.get(unit);
      if (!unit?.live || !result || result.status === 'kept') continue;
      const name = labelInName(unit);
      if (name !== undefined) this.#attributes.set(unit.element, unit.name, name);
    }
  }

  // --- following the page ---

  #observe(root: Node): void {
    this.#observer?.observe(root, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
      attributeFilter: WATCHED_ATTRIBUTES,
    });
  }

  /** Changes that are waiting are the page's own: they are seen to before anything else is written. */
  #drain(): void {
    const records = this.#observer?.takeRecords() ?? [];
    if (records.length > 0) this.#changed(records);
  }

  /** Writes without following its own changes. */
  #quietly(change: () => void): void {
    change();
    this.#observer?.takeRecords();
  }

  #changed(records: readonly MutationRecord[]): void {
    if (this.#stopped) return;
    this.#quietly(() => {
      const dirty = new Set<Container>();
      for (const record of records) this.#note(record, dirty);
      const containers = [...dirty].filter((container) => this.#isInside(container));
      for (const container of dirty) {
        for (const unit of [...this.#texts]) if (unit.container === container) this.#revert(unit);
        this.#collector.forget(container);
      }
      for (const container of containers) this.#add(this.#collector.collect(container));
    });
    if (this.#pending.length > 0) void this.#follow();
  }

  async #follow(): Promise<void> {
    try {
      await this.#run();
    } catch (thrown) {
      if (this.#isStopped()) return;
      const failed = this.#pending;
      this.#pending = [];
      this.#quietly(() => {
        for (const unit of failed)
          if (unit.kind === 'text') this.#states.mark(markedElement(unit), this.#options.from, 'kept', 'kept');
      });
      this.#options.onError?.(toParvisError(thrown));
    }
  }

  #note(record: MutationRecord, dirty: Set<Container>): void {
    const { target, type, attributeName } = record;
    if (type === 'attributes' && attributeName !== 'translate') {
      if (isElement(target) && attributeName !== null) this.#attributeChanged(target, attributeName);
      return;
    }
    if (type === 'childList') {
      for (const node of record.removedNodes) if (!this.#isInside(node)) this.#release(node);
    }
    if (type === 'attributes') this.#release(target);
    const around = type === 'attributes' ? target.parentNode : target;
    if (!around) return;
    for (const unit of this.#texts) {
      if (unit.container === around || unit.nodes.some((node) => node.contains(around))) dirty.add(unit.container);
    }
    const container = containerOf(around);
    if (container && !isInsideLeftAlone(container, this.#root, this.#options.from)) dirty.add(container);
  }

  #attributeChanged(element: Element, name: string): void {
    const units = this.#named.get(element);
    const old = units?.get(name);
    this.#attributes.restoreOne(element, name);
    if (old) {
      old.live = false;
      this.#results.delete(old);
      units?.delete(name);
    }
    if (!this.#isInside(element) || this.#isProtected(element)) return;
    const fresh = this.#collector.attributes(element).filter((unit) => unit.name === name);
    this.#add({
      units: fresh.map((unit) => (old ? { ...unit, visible: old.visible } : unit)),
      islands: [],
      fields: [],
      shadows: [],
    });
  }

  /** What leaves the page leaves it in French, so that it can come back as anything else would. */
  #release(node: Node): void {
    for (const unit of [...this.#texts]) {
      if (node.contains(unit.parent) || unit.nodes.some((one) => node === one)) this.#revert(unit);
    }
    for (const [element, units] of [...this.#named]) {
      if (!node.contains(element)) continue;
      for (const unit of units.values()) {
        unit.live = false;
        this.#results.delete(unit);
      }
      this.#named.delete(element);
    }
    this.#answers?.release(node);
    this.#attributes.restoreInside(node);
    this.#states.restoreInside(node);
    this.#collector.forgetInside(node);
  }

  #revert(unit: TextUnit): void {
    unit.live = false;
    unit.copy?.remove();
    if (unit.written) undo(unit.written);
    this.#texts.delete(unit);
    this.#results.delete(unit);
    const root = elementOf(this.#root);
    for (const element of new Set([elementOf(unit.parent), markedElement(unit)])) {
      this.#states.restore(element);
      if (element === root) this.#states.setLanguage(root, this.#options.to);
    }
  }

  /** The content of a text area is the reader's, its attributes are the page's. */
  #isProtected(element: Element): boolean {
    const own = element.localName === 'textarea' && element.getAttribute('translate') !== 'no';
    const start = own ? parentOf(element) : element;
    return start !== null && isInsideLeftAlone(start, this.#root, this.#options.from);
  }

  #isInside(node: Node): boolean {
    for (let at: Node | null = node; at; at = parentOf(at)) if (at === this.#root) return true;
    return false;
  }

  readonly #onInvalid = (event: Event): void => {
    // A message that cannot be translated is shown in French.
    this.#validity.handle(event.target).catch((error: unknown) => this.#options.onError?.(toParvisError(error)));
  };

  readonly #onFormData = (event: FormDataEvent): void => {
    for (const units of this.#named.values()) {
      const unit = units.get('value');
      if (unit?.live) restoreSubmitted(unit, event);
    }
  };
}

/** What units say, each text once. */
function distinct(units: readonly Unit[]): SegmentInput[] {
  const inputs = units.map(inputOf);
  return [...new Map(inputs.map((input) => [`${String(input.markup)}${input.text}`, input])).values()];
}

function inputOf(unit: Unit): SegmentInput {
  return unit.kind === 'text' ? { text: unit.source, markup: unit.markup } : plainInput(unit.source);
}

function plainInput(text: string): SegmentInput {
  return { text: collapse(text).trim(), markup: false };
}
