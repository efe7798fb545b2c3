import { JSDOM } from 'jsdom';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AnswerTranslation, AnswerWarning } from '../../../web/src/answer.js';
import { ParvisError } from '../../../web/src/errors.js';
import { LiveForms } from '../../../web/src/form.js';
import type { AnswerChange, ElementTranslation } from '../../../web/src/form.js';
import { fieldKind } from '../../../web/src/form/answers/fields.js';
import { fake, translated } from './support/dom.js';

const FORM = `
  <form id="form">
    <label for="motif">Motif de la demande</label>
    <textarea id="motif" name="motif" dir="auto"></textarea>
    <label for="nom">Nom de naissance</label>
    <input id="nom" name="nom" autocomplete="family-name">
    <label for="adresse">Adresse</label>
    <input id="adresse" name="adresse" autocomplete="address-line1">
    <label for="courriel">Courriel</label>
    <input id="courriel" type="email">
  </form>`;

interface Call {
  readonly text: string;
  readonly from: string;
  readonly french: string | undefined;
  readonly signal: AbortSignal | undefined;
}

/** A page whose answers come from `reply`. */
class AnswerPage {
  readonly document: Document;
  readonly forms: LiveForms;
  readonly calls: Call[] = [];
  reply: (call: Call) => Promise<AnswerTranslation>;
  names: (name: string) => Promise<string> = (name) => Promise.resolve(`${name}-latin`);

  constructor(html = FORM) {
    const { window } = new JSDOM(`<!doctype html><html lang="fr"><body>${html}</body></html>`);
    this.document = window.document;
    this.reply = ({ text, from, french }) => Promise.resolve(found(text, french ?? `fr(${text})`, from));
    this.forms = new LiveForms((inputs) => Promise.resolve(inputs.map(({ text }) => translated(fake(text)))), {
      answer: (text, { from, french, signal }) => {
        const call = { text, from, french, signal };
        this.calls.push(call);
        return this.reply(call);
      },
      transliterate: (name) => this.names(name),
      words: () => Promise.resolve((key, values = {}) => [key, ...Object.values(values)].join(' ')),
    });
  }

  async translate(to: string): Promise<ElementTranslation> {
    const live = await this.forms.translate(this.document, { to, answers: true });
    await live.settled();
    return live;
  }

  field(id: string): HTMLTextAreaElement & HTMLInputElement {
    return this.document.querySelector(`#${id}`)!;
  }

  panel(id: string): ShadowRoot | undefined {
    const next = this.field(id).nextElementSibling;
    return next?.className === 'parvis-answer' ? (next.shadowRoot ?? undefined) : undefined;
  }

  actions(id: string): (string | undefined)[] {
    const buttons = [...(this.panel(id)?.querySelectorAll('button') ?? [])];
    return buttons.filter(({ hidden }) => !hidden).map(({ dataset }) => dataset['action']);
  }

  async press(id: string, action: string): Promise<void> {
    const button = this.panel(id)?.querySelector<HTMLButtonElement>(`[data-action="${action}"]`);
    if (!button || button.hidden) throw new Error(`no button ${action}`);
    button.click();
    await new Promise((done) => setTimeout(done));
  }

  type(id: string, text: string): void {
    const field = this.field(id);
    field.value = text;
    field.dispatchEvent(new this.document.defaultView!.Event('input', { bubbles: true }));
  }

  texts(id: string): (string | null)[] {
    return [...(this.panel(id)?.querySelectorAll('.text') ?? [])].map(({ textContent }) => textContent);
  }

  french(id: string): HTMLTextAreaElement {
    return this.panel(id)!.querySelector('textarea')!;
  }

  status(id: string): string | null | undefined {
    return this.panel(id)?.querySelector('[role="status"]')?.textContent;
  }
}

function found(source: string, french: string, from: string, warnings: AnswerWarning[] = []): AnswerTranslation {
  const level = warnings.length > 0 ? 'check' : 'good';
  return { from, source, french, back: `back(${french})`, level, sentences: [], warnings };
}

let page: AnswerPage;
beforeEach(() => {
  page = new AnswerPage();
});
afterEach(() => {
  page.forms.restore();
});

describe('an answer in the reader’s language', () => {
  it('is offered for words only, and only where it is asked for', async () => {
    await page.forms.translate(page.document, { to: 'uk' });
    expect(page.document.querySelectorAll('.parvis-answer')).toHaveLength(0);
    await page.translate('uk');
    expect(page.actions('motif')).toEqual(['translate']);
    expect(page.panel('adresse')).toBeUndefined();
    expect(page.panel('courriel')).toBeUndefined();
  });

  it('is shown beside its French and what that says, and comes into the field when the person says so', async () => {
    const live = await page.translate('uk');
    const changes: AnswerChange[] = [];
    page.document.addEventListener('parvis-answer', (event) =>
      changes.push((event as CustomEvent<AnswerChange>).detail),
    );
    page.type('motif', 'Мій син хворий');
    await page.press('motif', 'translate');
    expect(page.calls).toMatchObject([{ text: 'Мій син хворий', from: 'uk', french: undefined }]);
    expect(page.texts('motif')).toEqual(['Мій син хворий', 'back(fr(Мій син хворий))']);
    expect(page.french('motif').value).toBe('fr(Мій син хворий)');
    expect(page.french('motif').lang).toBe('fr');
    expect(page.status('motif')).toBe('answer.ready');
    expect(page.field('motif').value).toBe('Мій син хворий');
    expect(live.answers).toEqual([]);

    await page.press('motif', 'use');
    const field = page.field('motif');
    expect([field.value, field.lang, field.dir]).toEqual(['fr(Мій син хворий)', 'fr', 'ltr']);
    expect(page.texts('motif')).toEqual(['Мій син хворий']);
    expect(page.document.activeElement).toBe(field);
    const confirmed = { own: 'Мій син хворий', french: 'fr(Мій син хворий)', from: 'uk' };
    expect(changes).toEqual([confirmed]);
    expect(live.answers).toMatchObject([confirmed]);
    expect(new page.document.defaultView!.FormData(field.form!).get('motif')).toBe('fr(Мій син хворий)');

    await page.press('motif', 'change');
    expect([field.value, field.lang, field.dir]).toEqual(['Мій син хворий', '', 'auto']);
    expect(changes.at(-1)).toMatchObject({ own: 'Мій син хворий', french: null });
    expect(live.answers).toEqual([]);
  });

  it('can be kept as it is', async () => {
    await page.translate('uk');
    page.type('motif', 'слово');
    await page.press('motif', 'translate');
    await page.press('motif', 'keep');
    expect([page.field('motif').value, page.status('motif')]).toEqual(['слово', 'answer.kept']);
    expect(page.actions('motif')).toEqual(['translate']);
  });

  it('has French that the person may change and have told again', async () => {
    await page.translate('uk');
    page.type('motif', 'слово');
    await page.press('motif', 'translate');
    const french = page.french('motif');
    expect(page.panel('motif')!.querySelector<HTMLButtonElement>('[data-action=check]')!.disabled).toBe(true);
    french.value = 'Un mot.';
    french.dispatchEvent(new page.document.defaultView!.Event('input'));
    expect(page.panel('motif')!.querySelectorAll<HTMLElement>('.part')[2]!.hidden).toBe(true);
    await page.press('motif', 'check');
    expect(page.calls.at(-1)).toMatchObject({ text: 'слово', french: 'Un mot.' });
    expect(page.texts('motif')).toEqual(['слово', 'back(Un mot.)']);
    await page.press('motif', 'use');
    expect(page.field('motif').value).toBe('Un mot.');
  });

  it('is out of date when the person writes on, before and after the French was taken', async () => {
    await page.translate('uk');
    page.type('motif', 'слово');
    await page.press('motif', 'translate');
    page.type('motif', 'слово друге');
    expect([page.actions('motif'), page.status('motif')]).toEqual([['translate'], 'answer.changed']);
    await page.press('motif', 'translate');
    await page.press('motif', 'use');
    page.type('motif', 'fr(слово друге) et plus');
    expect(page.actions('motif')).toEqual(['check', 'change']);
    await page.press('motif', 'check');
    expect(page.calls.at(-1)).toMatchObject({ text: 'слово друге', french: 'fr(слово друге) et plus' });
  });

  it('is given up while it is being translated', async () => {
    await page.translate('uk');
    page.reply = () => new Promise(() => undefined);
    page.type('motif', 'слово');
    await page.press('motif', 'translate');
    expect(page.actions('motif')).toEqual(['cancel']);
    await page.press('motif', 'cancel');
    expect(page.calls[0]?.signal?.aborted).toBe(true);
    expect(page.actions('motif')).toEqual(['translate']);
  });

  it('shows its level in words and each warning', async () => {
    await page.translate('uk');
    page.reply = ({ text, from }) =>
      Promise.resolve(
        found(text, 'Non', from, [
          { kind: 'value-missing', detail: '300' },
          { kind: 'negation', detail: '' },
        ]),
      );
    page.type('motif', 'слово');
    await page.press('motif', 'translate');
    const level = page.panel('motif')!.querySelector('[data-parvis-level]')!;
    expect(level.getAttribute('data-parvis-level')).toBe('check');
    expect(level.textContent).toBe('? level.check. level.check.help');
    const warnings = [...page.panel('motif')!.querySelectorAll('[data-warning]')];
    expect(warnings.map(({ textContent }) => textContent)).toEqual([
      'answer.warn.value-missing \u2068300\u2069',
      'answer.warn.negation \u2068\u2069',
    ]);
  });

  it('stays in the person’s words where their language cannot be translated, or it fails', async () => {
    await page.translate('ps');
    page.type('motif', 'کلمه');
    page.reply = () => Promise.reject(new ParvisError('inference-failed'));
    await page.press('motif', 'translate');
    expect([page.actions('motif'), page.status('motif')]).toEqual([['translate'], 'answer.failed']);
    const sentence = { source: 'کلمه', french: 'کلمه', back: 'کلمه', level: 'kept' as const };
    page.reply = ({ text, from }) => Promise.resolve({ ...found(text, text, from), sentences: [sentence] });
    await page.press('motif', 'translate');
    expect([page.actions('motif'), page.status('motif')]).toEqual([['translate'], 'answer.failed']);
    page.reply = () => Promise.reject(new ParvisError('direction-off'));
    await page.press('motif', 'translate');
    expect([page.actions('motif'), page.status('motif')]).toEqual([[], 'answer.off']);
    expect(page.field('motif').value).toBe('کلمه');
  });

  it('has to be written first, and has to fit', async () => {
    page.field('motif').maxLength = 5;
    await page.translate('uk');
    await page.press('motif', 'translate');
    expect([page.status('motif'), page.calls]).toEqual(['answer.empty', []]);
    page.type('motif', 'слово');
    await page.press('motif', 'translate');
    await page.press('motif', 'use');
    expect([page.status('motif'), page.field('motif').value]).toEqual(['answer.long 5', 'слово']);
  });

  it('leaves the page to the letter, and the confirmed French in its field', async () => {
    const before = page.document.documentElement.outerHTML;
    const live = await page.translate('ar');
    page.type('motif', 'كلمة');
    await page.press('motif', 'translate');
    await page.press('motif', 'use');
    live.restore();
    expect(page.document.documentElement.outerHTML).toBe(before);
    expect(page.field('motif').value).toBe('fr(كلمة)');
    await page.translate('ar');
    expect([page.texts('motif'), page.actions('motif')]).toEqual([['كلمة'], ['change']]);
    page.field('motif').form!.reset();
    expect(page.actions('motif')).toEqual(['translate']);
  });

  it('is neither seen by the form nor followed as a change of the page', async () => {
    const live = await page.translate('uk');
    const form = page.document.querySelector('form')!;
    page.type('motif', 'слово');
    await page.press('motif', 'translate');
    await live.settled();
    expect([...form.elements].map(({ id }) => id)).toEqual(['motif', 'nom', 'adresse', 'courriel']);
    expect(page.document.querySelector('label')!.textContent).toBe('[Motif] [de] [la] [demande]');
    const host = page.document.querySelector('.parvis-answer')!;
    expect([host.getAttribute('lang'), host.getAttribute('dir')]).toEqual(['uk', 'ltr']);
  });

  it('comes and goes with its field', async () => {
    const live = await page.translate('uk');
    const added = page.document.createElement('div');
    added.innerHTML = '<label for="plus">Précisions</label><textarea id="plus"></textarea>';
    page.document.querySelector('form')!.append(added);
    await new Promise((done) => setTimeout(done));
    await live.settled();
    expect(page.actions('plus')).toEqual(['translate']);
    page.field('plus').remove();
    await new Promise((done) => setTimeout(done));
    expect(added.querySelector('.parvis-answer')).toBeNull();
  });
});

describe('a name', () => {
  it('is offered in Latin letters to readers of other scripts alone', async () => {
    await page.translate('es');
    expect(page.panel('nom')).toBeUndefined();
    await page.translate('uk');
    expect(page.actions('nom')).toEqual(['write']);
    await page.translate('zh');
    expect([page.actions('nom'), page.panel('nom')!.textContent]).toEqual([[], 'names.passport']);
  });

  it('is suggested on request, written on a click, and can be put back', async () => {
    await page.translate('fa');
    page.type('nom', 'رضا');
    await page.press('nom', 'write');
    expect(page.texts('nom')).toEqual(['رضا-latin']);
    expect(page.panel('nom')!.textContent).toContain('names.passport');
    expect(page.panel('nom')!.textContent).toContain('names.vowels');
    expect(page.field('nom').value).toBe('رضا');
    await page.press('nom', 'use');
    expect(page.field('nom').value).toBe('رضا-latin');
    await page.press('nom', 'undo');
    expect([page.field('nom').value, page.actions('nom')]).toEqual(['رضا', ['write']]);
  });

  it('has to be there in another script, with letters that the standard knows', async () => {
    await page.translate('uk');
    page.type('nom', 'Petit');
    await page.press('nom', 'write');
    expect(page.status('nom')).toBe('names.empty');
    page.names = () => Promise.reject(new ParvisError('argument-invalid', { detail: '李' }));
    page.type('nom', '李');
    await page.press('nom', 'write');
    expect(page.status('nom')).toBe('names.impossible 李');
  });
});

describe('the kind of a field', () => {
  it.each([
    ['<textarea id="f"></textarea>', 'Motif de la demande de dérogation', 'answer'],
    ['<textarea id="f"></textarea>', 'Expliquez pourquoi vous changez d’adresse', 'answer'],
    ['<textarea id="f" name="personnes-noms"></textarea>', 'Noms et prénoms des personnes concernées', 'name'],
    ['<textarea id="f"></textarea>', 'Adresse complète', undefined],
    ['<input id="f">', 'Langues parlées à la maison', 'answer'],
    ['<input id="f" autocomplete="off">', 'Prénoms', 'name'],
    ['<input id="f" autocomplete="section-a given-name">', 'Comment vous appelez-vous ?', 'name'],
    ['<input id="f" autocomplete="organization">', 'Votre activité', undefined],
    ['<input id="f">', 'Numéro et nom de la rue', undefined],
    ['<input id="f">', 'Nom ou raison sociale du bailleur', undefined],
    ['<input id="f">', 'Nom de l’employeur', undefined],
    ['<input id="f">', 'Nom de la personne qui vous héberge', 'name'],
    ['<input id="f">', 'Lieu de naissance', undefined],
    ['<input id="f" inputmode="numeric">', 'Combien de pièces ?', undefined],
    ['<input id="f" maxlength="5">', 'Repère', undefined],
    ['<input id="f" pattern="[A-Z]+">', 'Repère', undefined],
    ['<input id="f" dir="ltr">', 'Titre de séjour', undefined],
    ['<input id="f" name="code-client">', 'Client', undefined],
    ['<input id="f" type="email">', 'Message', undefined],
    ['<input id="f" type="search">', 'Chercher', undefined],
    ['<input id="f" readonly>', 'Votre activité', undefined],
    ['<textarea id="f" translate="no"></textarea>', 'Motif', undefined],
    ['<input id="f" data-parvis-answer="answer" autocomplete="organization">', 'Nom', 'answer'],
    ['<textarea id="f" data-parvis-answer="none"></textarea>', 'Motif', undefined],
    ['<input id="f" data-parvis-answer="name">', 'Signature', 'name'],
  ])('%s labelled « %s » is %s', (field, label, kind) => {
    const { document } = new JSDOM(`<label for="f">${label}</label>${field}`).window;
    expect(fieldKind(document.querySelector('#f')!)).toBe(kind);
  });
});
