import { describe, expect, it } from 'vitest';
import type { SegmentResult } from '../../../wasm/types.js';
import { ParvisError } from '../../../web/src/errors.js';
import { LiveForms } from '../../../web/src/form.js';
import { fake, find, openPage, translated } from './support/dom.js';

const FORM = `
  <h1>Demande d'aide au logement</h1>
  <p>Avant de commencer, lisez la <a href="#notice" title="Lire la notice">notice d'information</a> et préparez <b>vos papiers</b>.</p>
  <form>
    <fieldset>
      <legend>Votre identité</legend>
      <label for="nom">Nom de naissance <span class="required" aria-hidden="true">*</span></label>
      <input id="nom" placeholder="Votre nom" aria-description="Comme sur vos papiers" value="Dupont">
      <label><input type="checkbox"> J'accepte les conditions</label>
      <label for="ville">Ville</label>
      <select id="ville"><option>Paris est grand</option><option value="ly">Lyon est belle</option><optgroup label="Autres villes"><option>Lille</option></optgroup></select>
      <textarea placeholder="Votre message">Texte du lecteur</textarea>
      <img src="x.png" alt="Carte de séjour">
      <table><caption>Vos revenus</caption><tr><th abbr="Montant">Montant mensuel</th><td>1 250,00 €</td></tr></table>
    </fieldset>
    <input type="submit" name="action" value="Envoyer la demande">
    <button type="button" aria-label="Effacer le formulaire">Effacer</button>
  </form>`;

describe('translating a form in place', () => {
  it('reaches labels, hints, options, placeholders, captions, buttons and attributes', async () => {
    const page = openPage(FORM);
    await page.forms.translate(page.document, { to: 'ar' });
    const text = (selector: string): string => find(page, selector).textContent.trim();
    expect(text('h1')).toBe(fake("Demande d'aide au logement"));
    expect(text('legend')).toBe('[Votre] [identité]');
    expect(text('label[for=nom]')).toBe('[Nom] [de] [naissance] *');
    expect(text('option[value=ly]')).toBe('[Lyon] [est] [belle]');
    expect(text('caption')).toBe('[Vos] [revenus]');
    expect(text('th')).toBe('[Montant] [mensuel]');
    expect(text('td')).toBe('1 250,00 €');
    expect(page.document.title).toBe('[Demande]');
    expect(find(page, '#nom').getAttribute('placeholder')).toBe('[Votre] [nom]');
    expect(find(page, '#nom').getAttribute('aria-description')).toBe('[Comme] [sur] [vos] [papiers]');
    expect(find(page, 'textarea').getAttribute('placeholder')).toBe('[Votre] [message]');
    expect(find(page, 'img').getAttribute('alt')).toBe('[Carte] [de] [séjour]');
    expect(find(page, 'th').getAttribute('abbr')).toBe('[Montant]');
    expect(find(page, 'optgroup').getAttribute('label')).toBe('[Autres] [villes]');
    expect(find(page, 'a').getAttribute('title')).toBe('[Lire] [la] [notice]');
    expect(find<HTMLInputElement>(page, '[type=submit]').value).toBe('[Envoyer] [la] [demande]');
  });

  it('shows what people translated before the network is there', async () => {
    const page = openPage('<label>Ville</label><label>Nom de naissance</label>');
    const labels = (): string[] => [...page.document.querySelectorAll('label')].map(({ textContent }) => textContent);
    const forms = new LiveForms(
      (inputs) => Promise.resolve(inputs.map(({ text }) => translated(fake(text)))),
      undefined,
      (inputs) =>
        Promise.resolve(
          inputs.map(({ text }) =>
            text === 'Ville' ? { ...translated('Місто'), status: 'phrase' as const, level: 'phrase' as const } : null,
          ),
        ),
    );
    let arrive = (): void => undefined;
    const network = new Promise<void>((resolve) => (arrive = resolve));
    const done = forms.translate(page.document, { to: 'uk' }, () => network);
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(labels()).toEqual(['Місто', 'Nom de naissance']);
    arrive();
    const { segments } = await done;
    expect(labels()).toEqual(['Місто', '[Nom] [de] [naissance]']);
    expect(segments.find(({ source }) => source === 'Ville')?.result.status).toBe('phrase');
    forms.restore(page.document);
    expect(labels()).toEqual(['Ville', 'Nom de naissance']);
  });

  it('gives the French back when the network never comes', async () => {
    const page = openPage('<label>Ville</label>');
    const forms = new LiveForms(
      (inputs) => Promise.resolve(inputs.map(({ text }) => translated(fake(text)))),
      undefined,
      (inputs) => Promise.resolve(inputs.map(() => translated('Місто'))),
    );
    const failing = forms.translate(page.document, { to: 'uk' }, () => Promise.reject(new ParvisError('network-lost')));
    await expect(failing).rejects.toMatchObject({ code: 'network-lost' });
    expect(find(page, 'label').outerHTML).toBe('<label>Ville</label>');
  });

  it('gives the French back to the letter', async () => {
    const page = openPage(FORM);
    const before = page.document.documentElement.outerHTML;
    for (const bilingual of ['none', 'beside', 'below'] as const) {
      await page.forms.translate(page.document, { to: 'ar', bilingual });
      expect(page.document.documentElement.outerHTML).not.toBe(before);
      expect(page.forms.restore(page.document)).toBe(true);
      expect(page.document.documentElement.outerHTML).toBe(before);
    }
    expect(page.forms.restore(page.document)).toBe(false);
  });

  it('keeps what people typed and what the site receives', async () => {
    const page = openPage(FORM);
    const input = find<HTMLInputElement>(page, '#nom');
    const select = find<HTMLSelectElement>(page, 'select');
    input.value = 'Durand';
    const values = [...select.options].map(({ value }) => value);
    await page.forms.translate(page.document, { to: 'ar' });
    expect(input.value).toBe('Durand');
    expect(find<HTMLTextAreaElement>(page, 'textarea').value).toBe('Texte du lecteur');
    expect([...select.options].map(({ value }) => value)).toEqual(values);
    expect(select.value).toBe('Paris est grand');
    expect(page.asked.map(({ text }) => text).filter((text) => /Durand|Dupont|lecteur/.test(text))).toEqual([]);
  });

  it('sends the French value of a named button', async () => {
    const page = openPage(FORM);
    await page.forms.translate(page.document, { to: 'ar' });
    const button = find<HTMLInputElement>(page, '[type=submit]');
    const view = page.document.defaultView!;
    const formData = new view.FormData();
    formData.append('nom', 'Durand');
    formData.append('action', button.value);
    find(page, 'form').dispatchEvent(Object.assign(new view.Event('formdata', { bubbles: true }), { formData }));
    expect([...formData.entries()]).toEqual([
      ['nom', 'Durand'],
      ['action', 'Envoyer la demande'],
    ]);
  });

  it('changes the data of text nodes and keeps the nodes', async () => {
    const page = openPage(FORM);
    const texts = (): Text[] => {
      const walker = page.document.createTreeWalker(page.body, 4);
      const found: Text[] = [];
      while (walker.nextNode()) found.push(walker.currentNode as Text);
      return found;
    };
    const before = texts();
    await page.forms.translate(page.body, { to: 'en' });
    expect(texts()).toEqual(before);
    expect(texts().every((node, at) => node === before[at])).toBe(true);
  });

  it('says of each block in which language it is, and how sure the text is', async () => {
    const page = openPage('<p id="a">Premier texte</p><p id="b">Numéro perdu</p>', {
      'Numéro perdu': {
        text: 'Numéro perdu',
        status: 'kept',
        confidence: 0,
        level: 'kept',
        flags: ['lock-lost'],
        terms: [],
      },
    });
    const handle = await page.forms.translate(page.body, { to: 'ar' });
    const attributes = (id: string): (string | null)[] =>
      ['lang', 'dir', 'data-parvis', 'data-parvis-level'].map((name) => find(page, id).getAttribute(name));
    expect(attributes('#a')).toEqual(['ar', 'rtl', 'machine', 'good']);
    expect(attributes('#b')).toEqual(['fr', 'ltr', 'kept', 'kept']);
    expect(find(page, '#b').textContent).toBe('Numéro perdu');
    expect([page.body.lang, page.body.dir]).toEqual(['ar', 'rtl']);
    expect(handle.segments.map(({ source, result }) => [source, result.flags])).toEqual([
      ['Premier texte', []],
      ['Numéro perdu', ['lock-lost']],
    ]);
  });

  it('lists the terms of the page once', async () => {
    const caf = { id: 'caf', french: 'CAF', equivalent: 'CAF (family benefits office)', respected: true };
    const quotient = { id: 'qf', french: 'quotient familial', equivalent: 'family quotient', respected: true };
    const said = (text: string, terms: SegmentResult['terms']): SegmentResult => ({
      text,
      status: 'translated',
      confidence: 1,
      level: 'good',
      flags: [],
      terms,
    });
    const page = openPage('<p>Numéro CAF</p><p>Quotient</p><p>Votre CAF</p>', {
      'Numéro CAF': said('CAF number', [caf]),
      Quotient: said('Quotient', [quotient]),
      'Votre CAF': said('Your office', [{ ...caf, respected: false }]),
    });
    const handle = await page.forms.translate(page.body, { to: 'en' });
    expect(handle.terms).toEqual([{ ...caf, respected: false }, quotient]);
    handle.restore();
    expect(handle.terms).toEqual([]);
  });

  it('says what people wrote, and never of a block that a machine wrote in part', async () => {
    const phrase = (text: string): SegmentResult => ({
      text,
      status: 'phrase',
      confidence: 1,
      level: 'phrase',
      flags: [],
      terms: [],
    });
    const page = openPage(
      '<p id="a">Nom</p><p id="b">Nom<br>Suite du texte</p><p id="c">Suite du texte<br>Nom</p><input title="Nom">',
      {
        Nom: phrase('Apellido'),
      },
    );
    await page.forms.translate(page.body, { to: 'es' });
    const marks = ['#a', '#b', '#c', 'input'].map((id) => [
      find(page, id).getAttribute('data-parvis'),
      find(page, id).getAttribute('data-parvis-level'),
    ]);
    expect(marks).toEqual([
      ['phrase', 'phrase'],
      ['machine', 'good'],
      ['machine', 'good'],
      ['phrase', 'phrase'],
    ]);
    expect(find(page, '#b').textContent).toBe('Apellido[Suite] [du] [texte]');
  });

  it('leaves protected parts alone and says that they are French', async () => {
    const page = openPage(`
      <p translate="no">Ne pas traduire</p><p class="notranslate">Ni ceci</p><div contenteditable>Ni cela</div>
      <p lang="en">English text</p><pre>du code</pre><p>Saisissez <code>mon code</code> ici</p>
      <div translate="no">Gardé <p translate="yes">Traduit quand même</p></div>`);
    await page.forms.translate(page.body, { to: 'ar' });
    expect(page.asked.map(({ text }) => text)).toEqual(['Saisissez <x1/> ici', 'Traduit quand même']);
    expect(find(page, 'p').textContent).toBe('Ne pas traduire');
    expect([find(page, 'p').lang, find(page, 'p').dir]).toEqual(['fr', 'ltr']);
    expect(find(page, '[lang=en]').textContent).toBe('English text');
    expect(find(page, 'code').lang).toBe('fr');
  });

  it('translates the same text once, also in another element', async () => {
    const page = openPage('<label>Nom</label><label>Nom</label><button title="Nom">Nom</button>');
    await page.forms.translate(page.body, { to: 'es' });
    expect(page.asked).toEqual([{ text: 'Nom', markup: false }]);
    expect([...page.document.querySelectorAll('label, button')].map((one) => one.textContent)).toEqual([
      '[Nom]',
      '[Nom]',
      '[Nom]',
    ]);
  });

  it('keeps the visible label inside the accessible name', async () => {
    const page = openPage(
      '<button id="a" aria-label="Effacer le formulaire">Effacer</button><a id="b" aria-label="Suite">Suite</a>',
      {
        Effacer: 'Borrar',
        'Effacer le formulaire': 'Vaciar el formulario',
        Suite: 'Continuar',
      },
    );
    await page.forms.translate(page.body, { to: 'es' });
    expect(find(page, '#a').getAttribute('aria-label')).toBe('Borrar – Vaciar el formulario');
    expect(find(page, '#b').getAttribute('aria-label')).toBe('Continuar');
  });

  it('starts again from the French when another language is asked for', async () => {
    const page = openPage('<p>Bonjour</p>');
    const before = page.body.outerHTML;
    await page.forms.translate(page.body, { to: 'ar' });
    await page.forms.translate(page.body, { to: 'es' });
    expect(page.asked.map(({ text }) => text)).toEqual(['Bonjour', 'Bonjour']);
    expect([page.body.lang, find(page, 'p').lang]).toEqual(['es', 'es']);
    await page.forms.translate(page.body, { to: 'fr' });
    expect(page.body.outerHTML).toBe(before);
  });

  it('lets typed text run its own way in a page that runs from right to left', async () => {
    const page = openPage(
      '<input id="a"><input id="b" type="email"><input id="c" dir="ltr"><input id="d" type="checkbox"><p>Texte</p>',
    );
    await page.forms.translate(page.body, { to: 'ar' });
    expect(['#a', '#b', '#c', '#d'].map((id) => find(page, id).getAttribute('dir'))).toEqual([
      'auto',
      'ltr',
      'ltr',
      null,
    ]);
  });
});

describe('inline content', () => {
  const SOURCE = 'Lisez <x1>la notice</x1> puis <x2>signez</x2>.';

  it('goes out with numbered tags and comes back into the same nodes', async () => {
    const page = openPage('<p>Lisez <a href="/n?a=1&amp;b=2">la notice</a> puis <b>signez</b>.</p>', {
      [SOURCE]: 'Read <x1>the note</x1> &amp; <x2>sign</x2>!',
    });
    const link = find(page, 'a');
    const handle = await page.forms.translate(page.body, { to: 'en' });
    expect(handle.segments).toMatchObject([
      { source: 'Lisez la notice puis signez.', result: { text: 'Read the note & sign!' } },
    ]);
    expect(page.asked).toEqual([{ text: SOURCE, markup: true }]);
    expect(find(page, 'p').innerHTML).toBe('Read <a href="/n?a=1&amp;b=2">the note</a> &amp; <b>sign</b>!');
    expect(find(page, 'a')).toBe(link);
  });

  it('moves elements only where the translation has another order, and back', async () => {
    const page = openPage('<p>Lisez <a href="#">la notice</a> puis <b>signez</b>.</p>', {
      [SOURCE]: '<x2>Unterschreiben</x2> Sie nach <x1>dem Merkblatt</x1>',
    });
    const before = page.body.innerHTML;
    const nodes = [...find(page, 'p').childNodes];
    await page.forms.translate(page.body, { to: 'de' });
    expect(find(page, 'p').innerHTML).toBe('<b>Unterschreiben</b> Sie nach <a href="#">dem Merkblatt</a>');
    page.forms.restore();
    expect(page.body.innerHTML).toBe(before);
    expect([...find(page, 'p').childNodes].every((node, at) => node === nodes[at])).toBe(true);
  });

  it('does not move what has the focus', async () => {
    const page = openPage('<p>Lisez <a href="#">la notice</a> puis <b>signez</b>.</p>', {
      [SOURCE]: '<x2>Unterschreiben</x2> Sie nach <x1>dem Merkblatt</x1>',
    });
    find(page, 'a').focus();
    await page.forms.translate(page.body, { to: 'de' });
    expect(page.document.activeElement).toBe(find(page, 'a'));
  });

  it('makes a text node where the translation needs one, and takes it away again', async () => {
    const page = openPage('<p><b>Nom</b><i>prénom</i></p>', {
      '<x1>Nom</x1><x2>prénom</x2>': 'su <x1>apellido</x1> y <x2>nombre</x2>.',
    });
    const before = page.body.innerHTML;
    await page.forms.translate(page.body, { to: 'es' });
    expect(find(page, 'p').innerHTML).toBe('su <b>apellido</b> y <i>nombre</i>.');
    page.forms.restore();
    expect(page.body.innerHTML).toBe(before);
  });

  it.each([
    ['a tag is lost', 'Read the note and <x2>sign</x2>'],
    ['a tag comes twice', '<x1>a</x1> <x1>b</x1> <x2>c</x2>'],
    ['tags cross', '<x1>Read <x2>the</x1> note</x2>'],
    ['an element would change its parent', '<x1>Read <x2>the</x2> note</x1>'],
  ])('keeps the French when %s', async (_, answer) => {
    const page = openPage('<p>Lisez <a href="#">la notice</a> puis <b>signez</b>.</p>', { [SOURCE]: answer });
    const before = find(page, 'p').innerHTML;
    const handle = await page.forms.translate(page.body, { to: 'en' });
    expect(find(page, 'p').innerHTML).toBe(before);
    expect(find(page, 'p').getAttribute('data-parvis')).toBe('kept');
    expect(handle.segments[0]?.result.flags).toEqual(['markup-moved']);
  });

  it('carries fields and protected parts through the sentence', async () => {
    const page = openPage("<p>J'ai <input size=2> enfants, dossier <code>AB12</code> à jour</p>");
    await page.forms.translate(page.body, { to: 'es' });
    expect(page.asked[0]?.text).toBe("J'ai <x1/> enfants, dossier <x2/> à jour");
    expect(find(page, 'p').textContent).toBe("[J'ai]  [enfants], [dossier] AB12 [à] [jour]");
  });

  it('splits at line breaks and blocks, not at inline tags', async () => {
    const page = openPage('<div>Première ligne<br>Seconde ligne<p>Un bloc</p>Reste du <b>texte</b></div>');
    await page.forms.translate(page.body, { to: 'es' });
    expect(page.asked.map(({ text }) => text)).toEqual([
      'Première ligne',
      'Seconde ligne',
      'Un bloc',
      'Reste du <x1>texte</x1>',
    ]);
  });

  it('ends a sentence where the style shows a span as a block', async () => {
    const page = openPage(
      '<style>.hint{display:block}</style><label>Nom<span class="hint">Tel que sur la carte</span></label>',
    );
    await page.forms.translate(page.body, { to: 'es' });
    expect(page.asked.map(({ text }) => text)).toEqual(['Nom', 'Tel que sur la carte']);
  });
});

describe('French beside the translation', () => {
  it('shows it in its own language, as part of the accessible name', async () => {
    const page = openPage('<label>Nom de <b>naissance</b> <input></label><select><option>Rouge</option></select>');
    await page.forms.translate(page.body, { to: 'ar', bilingual: 'beside' });
    const copy = find(page, 'label [data-parvis=source]');
    expect(copy.textContent).toBe(' Nom de naissance');
    expect([copy.lang, copy.dir, copy.getAttribute('translate')]).toEqual(['fr', 'ltr', 'no']);
    expect(copy.nextElementSibling?.localName).toBe('input');
    expect(find(page, 'option').textContent).toBe('[Rouge] – \u2068Rouge\u2069');
    expect(find<HTMLSelectElement>(page, 'select').value).toBe('Rouge');
  });
});

describe('errors and cancelling', () => {
  it('gives the French back when it is cancelled', async () => {
    const page = openPage('<p>Bonjour</p>');
    const before = page.body.outerHTML;
    const stop = new AbortController();
    const wait = page.forms.translate(page.body, { to: 'ar', signal: stop.signal }, async () => {
      await Promise.resolve();
      stop.abort();
    });
    await expect(wait).rejects.toMatchObject({ name: 'AbortError', code: 'aborted' });
    expect(page.body.outerHTML).toBe(before);
    expect(page.forms.restore(page.body)).toBe(false);
  });

  it('ends a translation that another one replaces', async () => {
    const page = openPage('<p>Bonjour</p>', {});
    const first = page.forms.translate(page.body, { to: 'ar' });
    const second = page.forms.translate(page.body, { to: 'es' });
    await expect(first).rejects.toMatchObject({ code: 'aborted' });
    await second;
    expect([page.body.lang, find(page, 'p').lang]).toEqual(['es', 'es']);
  });

  it('restores the French when the engine fails', async () => {
    const page = openPage('<p>Bonjour</p>');
    const before = page.body.outerHTML;
    const { LiveForms } = await import('../../../web/src/form.js');
    const failing = new LiveForms(() => Promise.reject(new Error('broken')));
    await expect(failing.translate(page.body, { to: 'ar' })).rejects.toMatchObject({
      code: 'internal',
      detail: 'broken',
    });
    expect(page.body.outerHTML).toBe(before);
  });

  it('reports how many texts are done', async () => {
    const page = openPage(Array.from({ length: 100 }, (_, at) => `<p>Texte ${'x'.repeat(at + 1)}</p>`).join(''));
    const seen: number[][] = [];
    await page.forms.translate(page.body, { to: 'es', onProgress: ({ done, total }) => seen.push([done, total]) });
    expect(seen).toEqual([
      [0, 100],
      [24, 100],
      [88, 100],
      [100, 100],
    ]);
  });
});
