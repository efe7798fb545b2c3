import { describe, expect, it } from 'vitest';
import { fake, find, openPage } from './support/dom.js';
import type { Page } from './support/dom.js';

async function open(html: string): Promise<Page & { settled: () => Promise<void>; restore: () => void }> {
  const page = openPage(html);
  const handle = await page.forms.translate(page.body, { to: 'ar' });
  return {
    ...page,
    settled: () => handle.settled(),
    restore: () => {
      handle.restore();
    },
  };
}

describe('following the page', () => {
  it('translates what is added and gives it back in French', async () => {
    const page = await open('<div id="list"><p>Premier</p></div>');
    find(page, '#list').insertAdjacentHTML('beforeend', '<p id="new" title="Un titre">Une <b>personne</b> de plus</p>');
    await page.settled();
    expect(find(page, '#new').innerHTML).toBe('[Une] <b>[personne]</b> [de] [plus]');
    expect([find(page, '#new').lang, find(page, '#new').title]).toEqual(['ar', '[Un] [titre]']);
    page.restore();
    expect(page.body.innerHTML).toBe(
      '<div id="list"><p>Premier</p><p id="new" title="Un titre">Une <b>personne</b> de plus</p></div>',
    );
  });

  it('translates a message again when its text node changes', async () => {
    const page = await open('<p role="alert">Bonjour</p>');
    const node = find(page, 'p').firstChild as Text;
    node.data = 'Champ obligatoire';
    await page.settled();
    expect(node.data).toBe('[Champ] [obligatoire]');
    page.restore();
    expect(node.data).toBe('Champ obligatoire');
  });

  it('follows one text node among several, as frameworks write them', async () => {
    const page = await open('<p id="p">Il reste </p>');
    const paragraph = find(page, '#p');
    const count = page.document.createTextNode('deux');
    paragraph.append(count, page.document.createTextNode(' pièces'));
    await page.settled();
    expect(paragraph.textContent).toBe('[Il] [reste] [deux] [pièces]');
    count.data = 'trois';
    await page.settled();
    expect(paragraph.textContent).toBe('[Il] [reste] [trois] [pièces]');
    page.restore();
    expect([...paragraph.childNodes].map((node) => node.nodeValue)).toEqual(['Il reste ', 'trois', ' pièces']);
  });

  it('follows attributes', async () => {
    const page = await open('<input placeholder="Votre nom">');
    find(page, 'input').setAttribute('placeholder', 'Votre prénom');
    find(page, 'input').setAttribute('aria-label', 'Nom complet');
    await page.settled();
    expect(find(page, 'input').getAttribute('placeholder')).toBe('[Votre] [prénom]');
    expect(find(page, 'input').getAttribute('aria-label')).toBe('[Nom] [complet]');
    page.restore();
    expect(find(page, 'input').outerHTML).toBe('<input placeholder="Votre prénom" aria-label="Nom complet">');
  });

  it('does not answer its own changes', async () => {
    const page = await open('<p>Bonjour <b>vous</b></p><input placeholder="Nom">');
    const asked = page.asked.length;
    await new Promise((resolve) => setTimeout(resolve, 20));
    await page.settled();
    expect(page.asked).toHaveLength(asked);
    expect(find(page, 'p').textContent).toBe('[Bonjour] [vous]');
  });

  it('shows a text that it knows in the same turn, before anything is painted', async () => {
    const page = openPage('<p role="status"></p>');
    const handle = await page.forms.translate(page.body, { to: 'ar' });
    await handle.anticipate(['Indiquez votre nom.']);
    find(page, 'p').textContent = 'Indiquez votre nom.';
    await Promise.resolve();
    expect(find(page, 'p').textContent).toBe(fake('Indiquez votre nom.'));
    expect(find(page, 'p').lang).toBe('ar');
  });

  it('gives removed parts back in French, and translates them when they return', async () => {
    const page = await open('<div><section><p>Étape une</p><input title="Aide"></section></div>');
    const section = find(page, 'section');
    section.remove();
    await page.settled();
    expect(section.outerHTML).toBe('<section><p>Étape une</p><input title="Aide"></section>');
    find(page, 'div').append(section);
    await page.settled();
    expect(section.querySelector('p')?.textContent).toBe('[Étape] [une]');
    expect(section.querySelector('input')?.title).toBe('[Aide]');
  });

  it('follows parts that move', async () => {
    const page = await open('<ul><li>Un</li><li>Deux</li></ul>');
    const list = find(page, 'ul');
    list.append(list.firstElementChild as Element);
    await page.settled();
    expect(list.textContent).toBe('[Deux][Un]');
    page.restore();
    expect(list.outerHTML).toBe('<ul><li>Deux</li><li>Un</li></ul>');
  });

  it('translates options that come later, and pins their values', async () => {
    const page = await open('<select><option value="">Choisissez</option></select>');
    const option = page.document.createElement('option');
    option.textContent = 'Une ville';
    find(page, 'select').append(option);
    await page.settled();
    expect([option.text, option.value]).toEqual(['[Une] [ville]', 'Une ville']);
    page.restore();
    expect(option.outerHTML).toBe('<option>Une ville</option>');
  });

  it('enters open shadow roots', async () => {
    const page = openPage('<div id="host"></div>');
    const root = find(page, '#host').attachShadow({ mode: 'open' });
    root.innerHTML = '<p>Bonjour</p>';
    const handle = await page.forms.translate(page.body, { to: 'ar' });
    expect(root.querySelector('p')?.textContent).toBe('[Bonjour]');
    root.querySelector('p')!.textContent = 'Au revoir';
    await handle.settled();
    expect(root.querySelector('p')?.textContent).toBe('[Au] [revoir]');
    handle.restore();
    expect(root.innerHTML).toBe('<p>Au revoir</p>');
  });

  it('honours protection that comes later, and its end', async () => {
    const page = await open('<div><p>Bonjour</p></div>');
    find(page, 'p').setAttribute('translate', 'no');
    await page.settled();
    expect(find(page, 'p').textContent).toBe('Bonjour');
    find(page, 'p').setAttribute('translate', 'yes');
    await page.settled();
    expect(find(page, 'p').textContent).toBe('[Bonjour]');
  });

  it('ignores what people type', async () => {
    const page = await open('<textarea></textarea><div contenteditable></div>');
    find(page, 'textarea').textContent = 'Mon histoire';
    find(page, 'div').textContent = 'Mon texte';
    await page.settled();
    expect(page.asked).toEqual([]);
  });

  it('stops following once the French is back', async () => {
    const page = await open('<p>Bonjour</p>');
    page.restore();
    page.body.insertAdjacentHTML('beforeend', '<p>Nouveau</p>');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(page.body.innerHTML).toBe('<p>Bonjour</p><p>Nouveau</p>');
  });

  it('tells when something new cannot be translated, and leaves it French', async () => {
    const { LiveForms } = await import('../../../web/src/form.js');
    const page = openPage('<p>Bonjour</p>');
    let broken = false;
    const forms = new LiveForms((inputs) =>
      broken
        ? Promise.reject(new Error('broken'))
        : Promise.resolve(
            inputs.map(({ text }) => ({
              text: fake(text),
              status: 'translated',
              confidence: 1,
              level: 'good',
              flags: [],
              terms: [],
            })),
          ),
    );
    const errors: string[] = [];
    const handle = await forms.translate(page.body, { to: 'ar', onError: ({ detail }) => errors.push(detail) });
    broken = true;
    page.body.insertAdjacentHTML('beforeend', '<p id="new">Nouveau</p>');
    await handle.settled();
    await Promise.resolve();
    expect(errors).toEqual(['broken']);
    expect(find(page, '#new').outerHTML).toBe(
      '<p id="new" lang="fr" dir="ltr" data-parvis="kept" data-parvis-level="kept">Nouveau</p>',
    );
    expect(find(page, 'p').textContent).toBe('[Bonjour]');
  });
});

describe('messages that only the browser shows', () => {
  it('are exchanged when they are shown, and given back', async () => {
    const page = await open('<form><input id="a"></form>');
    const field = find<HTMLInputElement>(page, '#a');
    field.setCustomValidity('Indiquez votre nom');
    field.reportValidity();
    await page.settled();
    await Promise.resolve();
    expect(field.validationMessage).toBe('[Indiquez] [votre] [nom]');
    field.reportValidity();
    expect(field.validationMessage).toBe('[Indiquez] [votre] [nom]');
    page.restore();
    expect(field.validationMessage).toBe('Indiquez votre nom');
  });

  it('are exchanged at once when they are known', async () => {
    const page = openPage('<form><p>Indiquez votre nom</p><input id="a"></form>');
    await page.forms.translate(page.body, { to: 'ar' });
    const field = find<HTMLInputElement>(page, '#a');
    field.setCustomValidity('Indiquez votre nom');
    field.reportValidity();
    expect(field.validationMessage).toBe('[Indiquez] [votre] [nom]');
    expect(page.asked).toHaveLength(1);
  });
});
