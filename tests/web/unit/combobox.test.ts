import { JSDOM } from 'jsdom';
import { beforeEach, describe, expect, it } from 'vitest';
import { Combobox } from '../../../web/src/finder/combobox.js';

const { window } = new JSDOM('<main></main>');
const { document } = window;
Object.assign(globalThis, { document });

let box: Combobox;
let texts: string[];
let chosen: string[];

const option = (id: string) => ({ id, text: id, language: 'ar', direction: 'rtl' as const, french: `fr ${id}` });

function key(name: string, init: KeyboardEventInit = {}): boolean {
  return box.input.dispatchEvent(
    new window.KeyboardEvent('keydown', { key: name, cancelable: true, bubbles: true, ...init }),
  );
}

function active(): string | undefined {
  return document.getElementById(box.input.getAttribute('aria-activedescendant') ?? '')?.firstElementChild?.textContent;
}

beforeEach(() => {
  document.body.replaceChildren();
  texts = [];
  chosen = [];
  box = new Combobox('t', { onText: (text) => texts.push(text), onChoose: (id) => chosen.push(id) });
  document.body.append(box.input, box.list);
  box.input.focus();
});

describe('the field with suggestions', () => {
  it('opens with options, each text marked with its language', () => {
    expect([box.isOpen, box.input.getAttribute('aria-expanded')]).toEqual([false, 'false']);
    box.show([option('a'), option('b')]);
    expect([box.isOpen, box.input.getAttribute('aria-expanded')]).toEqual([true, 'true']);
    expect(box.input.getAttribute('aria-controls')).toBe(box.list.id);
    const [own, french] = [...(box.list.firstElementChild?.children ?? [])];
    expect([own?.getAttribute('lang'), own?.getAttribute('dir')]).toEqual(['ar', 'rtl']);
    expect([french?.getAttribute('lang'), french?.textContent]).toEqual(['fr', 'fr a']);
    box.show([]);
    expect(box.isOpen).toBe(false);
  });

  it('goes round with the arrows, through the text itself', () => {
    box.show([option('a'), option('b')]);
    const seen = ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp', 'ArrowUp'].map((name) => (key(name), active()));
    expect(seen).toEqual(['a', 'b', undefined, 'b', 'a']);
    expect(box.list.querySelectorAll('[aria-selected="true"]')).toHaveLength(1);
  });

  it('chooses with Enter or a click and leaves the text alone; Enter without a choice is the form’s', () => {
    box.input.value = 'mine';
    box.show([option('a'), option('b')]);
    expect(key('Enter')).toBe(true);
    key('ArrowDown');
    expect(key('Enter')).toBe(false);
    expect([chosen, box.input.value, box.isOpen]).toEqual([['a'], 'mine', false]);
    box.show([option('a'), option('b')]);
    (box.list.lastElementChild?.lastElementChild as HTMLElement).click();
    expect(chosen).toEqual(['a', 'b']);
  });

  it('closes with Escape, then empties the field', () => {
    box.input.value = 'mine';
    box.show([option('a')]);
    key('Escape');
    expect([box.isOpen, box.input.value]).toEqual([false, 'mine']);
    key('Escape');
    expect([box.input.value, texts]).toEqual(['', ['']]);
    expect(key('Escape')).toBe(true);
  });

  it('opens and closes with Alt and the arrows', () => {
    box.show([option('a')]);
    key('ArrowUp', { altKey: true });
    expect(box.isOpen).toBe(false);
    key('ArrowDown', { altKey: true });
    expect([box.isOpen, active()]).toEqual([true, undefined]);
  });

  it('lets an input method finish its word', () => {
    box.show([option('a')]);
    expect(key('ArrowDown', { isComposing: true })).toBe(true);
    expect(active()).toBeUndefined();
    box.input.value = 'か';
    box.input.dispatchEvent(new window.InputEvent('input', { isComposing: true }));
    expect(texts).toEqual([]);
    box.input.dispatchEvent(new window.CompositionEvent('compositionend'));
    expect(texts).toEqual(['か']);
    box.input.dispatchEvent(new window.InputEvent('input', { isComposing: false }));
    expect(texts).toEqual(['か', 'か']);
  });

  it('closes when the reader goes elsewhere, and does not open behind their back', () => {
    box.show([option('a')]);
    box.input.blur();
    expect(box.isOpen).toBe(false);
    box.show([option('a')]);
    expect(box.isOpen).toBe(false);
  });
});
