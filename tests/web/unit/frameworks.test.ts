// @vitest-environment jsdom
import { act, createElement as h, useState } from 'react';
import { createRoot } from 'react-dom/client';
import type { Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LiveForms } from '../../../web/src/form.js';
import type { ElementTranslation } from '../../../web/src/form.js';
import { fake, translated } from './support/dom.js';

/** A form as React writes them: adjacent text nodes, conditions, a list, a controlled field. */
function Form() {
  const [count, setCount] = useState(1);
  const [name, setName] = useState('');
  const people = Array.from({ length: count }, (_, at) => h('li', { key: at }, 'Personne ', at + 1, ' du foyer'));
  return h(
    'form',
    null,
    h(
      'p',
      null,
      'Votre foyer compte ',
      count,
      ' ',
      count > 1 ? 'personnes' : 'personne',
      '. Lisez ',
      h('a', { href: '#' }, 'la notice'),
      '.',
    ),
    h('ul', null, ...people.reverse()),
    count > 2 ? h('p', { role: 'alert' }, 'Joignez une copie du livret') : null,
    h('input', {
      value: name,
      placeholder: 'Votre nom',
      onChange: (event: { target: HTMLInputElement }) => {
        setName(event.target.value);
      },
    }),
    h(
      'button',
      {
        type: 'button',
        id: 'more',
        onClick: () => {
          setCount(count + 1);
        },
      },
      'Ajouter',
    ),
    h(
      'button',
      {
        type: 'button',
        id: 'less',
        onClick: () => {
          setCount(1);
        },
      },
      'Recommencer',
    ),
  );
}

describe('a form made with React', () => {
  let container: HTMLElement;
  let root: Root;
  let page: ElementTranslation;
  const errors = vi.fn();
  const click = (id: string): Promise<void> =>
    act(async () => {
      container.querySelector<HTMLElement>(id)?.click();
      await page.settled();
    });
  const text = (selector: string): string => container.querySelector(selector)?.textContent ?? '';

  beforeEach(async () => {
    vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
    container = document.body.appendChild(document.createElement('main'));
    root = createRoot(container, { onUncaughtError: errors, onRecoverableError: errors });
    await act(async () => {
      root.render(h(Form));
      await Promise.resolve();
    });
    const forms = new LiveForms((inputs) => Promise.resolve(inputs.map((input) => translated(fake(input.text)))));
    page = await forms.translate(container, { to: 'ar' });
  });

  afterEach(() => {
    act(() => {
      root.unmount();
    });
    expect(errors).not.toHaveBeenCalled();
    container.remove();
    vi.unstubAllGlobals();
  });

  it('goes on working, and what React changes is translated', async () => {
    expect(text('p')).toBe('[Votre] [foyer] [compte] 1 [personne]. [Lisez] [la] [notice].');
    await click('#more');
    await click('#more');
    await page.settled();
    expect(text('p')).toBe('[Votre] [foyer] [compte] 3 [personnes]. [Lisez] [la] [notice].');
    expect([...container.querySelectorAll('li')].map((item) => item.textContent)).toEqual([
      '[Personne] 3 [du] [foyer]',
      '[Personne] 2 [du] [foyer]',
      '[Personne] 1 [du] [foyer]',
    ]);
    expect(text('[role=alert]')).toBe('[Joignez] [une] [copie] [du] [livret]');
    await click('#less');
    await page.settled();
    expect(container.querySelectorAll('li')).toHaveLength(1);
    expect(container.querySelector('[role=alert]')).toBeNull();
  });

  it('is the same as an untranslated one once the French is back', async () => {
    await click('#more');
    page.restore();
    const plain = document.body.appendChild(document.createElement('main'));
    const other = createRoot(plain);
    await act(async () => {
      other.render(h(Form));
      await Promise.resolve();
    });
    await act(async () => {
      plain.querySelector('button')?.click();
      await Promise.resolve();
    });
    expect(container.innerHTML).toBe(plain.innerHTML);
    act(() => {
      other.unmount();
    });
    plain.remove();
  });

  it('keeps a controlled field under React’s control', async () => {
    const field = container.querySelector('input');
    if (!field) throw new Error('No field');
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
    await act(async () => {
      set?.call(field, 'Durand');
      field.dispatchEvent(new Event('input', { bubbles: true }));
      await page.settled();
    });
    expect([field.value, field.placeholder]).toEqual(['Durand', '[Votre] [nom]']);
  });
});
