import type { Locator, Page } from '@playwright/test';
import { seriousFindings } from './support/axe.js';
import { expect, open, scriptShare, test } from './support/portal.js';

/** The letter of the CAF among the examples. */
const letter = (page: Page): Locator => page.locator('#caf parvis-plain');
const pasted = (page: Page): Locator => page.locator('main > parvis-plain');

async function openLetter(page: Page, search = ''): Promise<Locator> {
  await page.goto(`/langage-clair.html${search}`);
  await page.locator('#caf > summary').click();
  const one = letter(page);
  await one.locator('.parvis-plain-start').click();
  await expect(one.locator('.parvis-plain-mark').first()).toBeVisible();
  return one;
}

interface FakeVoice {
  readonly name: string;
  readonly lang: string;
  readonly localService: boolean;
}

/** Speech without sound: every utterance tells its first two words and waits for `speech.end()`. */
async function fakeSpeech(page: Page, voices: readonly FakeVoice[]): Promise<void> {
  await page.addInitScript((list) => {
    class Utterance extends EventTarget {
      voice: FakeVoice | null = null;
      lang = '';
      constructor(readonly text: string) {
        super();
      }
    }
    const speech = Object.assign(new EventTarget(), {
      spoken: [] as string[],
      calls: [] as string[],
      current: undefined as Utterance | undefined,
      getVoices: () => list,
      speak(utterance: Utterance) {
        speech.spoken.push(`${utterance.voice?.name ?? ''}: ${utterance.text}`);
        speech.current = utterance;
        const word = new Event('boundary');
        Object.assign(word, { name: 'word', charIndex: 0, charLength: utterance.text.search(/\s|$/) });
        utterance.dispatchEvent(word);
      },
      end: () => speech.current?.dispatchEvent(new Event('end')),
      cancel: () => speech.calls.push('cancel'),
      pause: () => speech.calls.push('pause'),
      resume: () => speech.calls.push('resume'),
    });
    Object.defineProperty(globalThis, 'speechSynthesis', { value: speech });
    Object.defineProperty(globalThis, 'SpeechSynthesisUtterance', { value: Utterance });
  }, voices);
}

interface Speech {
  readonly spoken: readonly string[];
  readonly calls: readonly string[];
  end(): void;
}

const speech = (page: Page): Promise<Pick<Speech, 'spoken' | 'calls'>> =>
  page.evaluate(() => {
    const { spoken, calls } = (globalThis as unknown as { speechSynthesis: Speech }).speechSynthesis;
    return { spoken, calls };
  });

const LOCAL: FakeVoice = { name: 'Marie', lang: 'fr-FR', localService: true };
const ONLINE: FakeVoice = { name: 'Nuage', lang: 'fr-FR', localService: false };
const ENGLISH: FakeVoice = { name: 'Ann', lang: 'en-GB', localService: true };

test.describe('a letter in plain French', () => {
  test('is rewritten, read and undone with the keyboard alone', async ({ page }) => {
    await page.goto('/langage-clair.html');
    await page.locator('#caf > summary').focus();
    await page.keyboard.press('Enter');
    const one = letter(page);
    await expect(one.locator('h2')).toHaveText(/^Notice – Déclaration trimestrielle/);
    await expect(one.locator('.parvis-plain-start')).toBeVisible();
    await page.keyboard.press('Tab');
    await expect(one.getByRole('radio', { name: 'Normalement' })).toBeFocused();
    await page.keyboard.press('Tab');
    await expect(one.getByRole('button', { name: 'Lire en langage clair' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(one.locator('.parvis-plain-message')).toContainText('Texte simplifié. Changements : ');
    await expect(one.locator('.parvis-plain-notice')).toContainText('simplifié par une machine');
    await expect(one.locator('.parvis-plain-body')).toContainText('il faut reporter');

    const mark = one.locator('.parvis-plain-mark', { hasText: 'il faut' }).first();
    await expect(mark).toContainText('modifié :');
    await one.locator('.parvis-plain-changes > summary').focus();
    await page.keyboard.press('Enter');
    const undo = one.getByRole('button', { name: 'Annuler ce changement : il faut' }).first();
    await undo.focus();
    await page.keyboard.press('Enter');
    await expect(one.locator('.parvis-plain-body')).toContainText('il convient de reporter');
    const redo = one.getByRole('button', { name: 'Refaire ce changement : il faut' });
    await expect(redo).toBeFocused();
    await expect(one.locator('.parvis-plain-message')).toContainText('Le texte d’origine est remis.');
    await page.keyboard.press('Enter');
    await expect(one.locator('.parvis-plain-body')).toContainText('il faut reporter');
    await expect(undo).toBeFocused();
  });

  test('shows the original to the letter, the plain text, or both sentence by sentence', async ({ page }) => {
    await page.goto('/langage-clair.html');
    await page.locator('#caf > summary').click();
    const one = letter(page);
    await expect(one.locator('.parvis-plain-start')).toBeVisible();
    const before = await one.locator('.parvis-plain-text').innerHTML();
    expect(before).toContain('sont tenus de souscrire, <strong>au titre de chaque trimestre</strong>');
    await one.locator('.parvis-plain-start').click();
    await expect(one.locator('.parvis-plain-mark').first()).toBeVisible();
    await one.getByRole('radio', { name: 'Texte d’origine' }).check();
    expect(await one.locator('.parvis-plain-text').innerHTML()).toBe(before);

    await one.getByRole('radio', { name: 'Les deux, côte à côte' }).check();
    const row = one.locator('.parvis-plain-row', { hasText: 'il y a lieu d’inscrire' });
    await expect(row.locator('.parvis-plain-cell-plain')).toContainText('il faut inscrire');
    const [original, plain] = await Promise.all(
      ['original', 'plain'].map((kind) => row.locator(`.parvis-plain-cell-${kind}`).boundingBox()),
    );
    expect(original?.y).toBe(plain?.y);
    expect(plain?.x).toBeGreaterThan(original?.x ?? Infinity);
    await row.getByRole('button', { name: 'Remettre la phrase d’origine' }).click();
    await expect(row.locator('.parvis-plain-cell-plain')).toContainText('il y a lieu d’inscrire');
    await expect(row.getByRole('button', { name: 'Remettre la phrase claire' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(row.locator('.parvis-plain-cell-plain')).toContainText('il faut inscrire');
  });

  test('explains terms on demand, and all of them at the end', async ({ page }) => {
    const one = await openLetter(page);
    const ask = one.getByRole('button', { name: 'Que veut dire « bénéficiaire » ?' });
    await expect(ask).toHaveAttribute('aria-expanded', 'false');
    await ask.focus();
    await page.keyboard.press('Enter');
    await expect(ask).toHaveAttribute('aria-expanded', 'true');
    const note = one.locator(`#${(await ask.getAttribute('aria-controls')) ?? ''}`);
    await expect(note).toBeVisible();
    await expect(note).toHaveAttribute('lang', 'fr');
    const said = await note.innerText();
    await expect(one.getByRole('status').filter({ hasText: said })).toHaveCount(1);
    await page.keyboard.press('Escape');
    await expect(note).toHaveCount(0);
    await expect(ask).toBeFocused();
    await expect(ask).toHaveAttribute('aria-expanded', 'false');
    await expect(one.locator('.parvis-plain-terms dt', { hasText: 'bénéficiaire' })).toBeVisible();
  });

  test('says in words which sentences stay hard', async ({ page }) => {
    const one = await openLetter(page);
    const notes = one.locator('.parvis-plain-hard');
    await expect(notes.first()).toHaveText('phrase encore difficile');
    await expect(one.locator('.parvis-plain-message')).toContainText(
      `Phrases encore difficiles : ${String(await notes.count())}.`,
    );
  });

  test('follows the level that is asked for', async ({ page }) => {
    const one = await openLetter(page);
    const standard = await one.locator('.parvis-plain-text').innerText();
    await one.getByRole('radio', { name: 'Un peu' }).check();
    await expect(one.locator('.parvis-plain-text')).not.toHaveText(standard, { useInnerText: true });
    await expect(one.locator('.parvis-plain-mark').first()).toBeVisible();
    await expect(one.getByRole('radio', { name: 'Un peu' })).toBeFocused();
  });

  for (const [code, scheme] of [
    ['fr', 'light'],
    ['fr', 'dark'],
    ['ar', 'light'],
  ] as const) {
    test(`nothing serious is found in ${code}, ${scheme}, and it reflows`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      await open(page, '/langage-clair.html');
      await page.evaluate((language) => {
        for (const one of document.querySelectorAll('parvis-plain')) one.setAttribute('lang-ui', language);
      }, code);
      await page.locator('#caf > summary').click();
      const one = letter(page);
      await expect(one.locator('.parvis-plain')).toHaveAttribute('dir', code === 'ar' ? 'rtl' : 'ltr');
      await one.locator('.parvis-plain-start').click();
      await expect(one.locator('.parvis-plain-mark').first()).toBeVisible();
      if (code === 'ar') {
        const own = await one.locator('.parvis-plain-tools').innerText();
        expect(scriptShare(own, 'Arab')).toBe(1);
        await expect(one.locator('.parvis-plain-text')).toHaveAttribute('dir', 'ltr');
      }
      await one.locator('.parvis-plain-ask').first().click();
      await one.locator('.parvis-plain-changes > summary').click();
      await one.locator('.parvis-plain-aids > summary').click();
      for (const view of ['plain', 'both', 'original']) {
        await one.locator(`input[value="${view}"]`).check();
        expect(await seriousFindings(page), view).toEqual([]);
        await page.setViewportSize({ width: 320, height: 640 });
        expect(await page.evaluate(() => document.documentElement.scrollWidth), view).toBeLessThanOrEqual(320);
        await page.setViewportSize({ width: 640, height: 640 });
        await page.evaluate(() => {
          document.documentElement.style.fontSize = '200%';
        });
        expect(await page.evaluate(() => document.documentElement.scrollWidth), view).toBeLessThanOrEqual(640);
        await page.evaluate(() => {
          document.documentElement.style.fontSize = '';
        });
        await page.setViewportSize({ width: 1280, height: 900 });
      }
      for (const control of await one.locator('button:not(.parvis-plain-ask), select, summary').all()) {
        if (await control.isVisible())
          expect((await control.boundingBox())?.height, await control.innerText()).toBeGreaterThanOrEqual(44);
      }
    });
  }

  test('has aids for reading that change nothing of the text', async ({ page }) => {
    const one = await openLetter(page);
    const body = one.locator('.parvis-plain-body');
    const style = (): Promise<number[]> =>
      body.evaluate((node) => {
        const { fontSize, lineHeight, wordSpacing } = getComputedStyle(node);
        return [fontSize, lineHeight, wordSpacing].map((value) => Number.parseFloat(value));
      });
    const [size = 0] = await style();
    const text = await body.textContent();
    await one.locator('.parvis-plain-aids > summary').click();
    await one.getByLabel('Taille du texte').selectOption('2');
    await one.getByLabel('Espace entre les lignes').selectOption('2.5');
    await one.getByLabel('Espace entre les mots').selectOption('0.35');
    const large = await style();
    expect(large[0]).toBeCloseTo(2 * size, 3);
    expect(large[1]).toBeCloseTo(5 * size, 3);
    expect(large[2]).toBeCloseTo(0.7 * size, 3);

    await one.getByLabel('Montrer les syllabes').check();
    await expect(one.locator('.parvis-plain-syllable').first()).toBeVisible();
    expect(await body.textContent()).toBe(text);
    const parts = await one.locator('h2 .parvis-plain-syllable').allInnerTexts();
    expect(parts.slice(0, 3)).toEqual(['No', 'Dé', 'cla']);

    await one.getByLabel('Règle de lecture').check();
    const ruler = one.locator('.parvis-plain-ruler');
    await expect(ruler).toBeVisible();
    const top = (await ruler.boundingBox())?.y ?? 0;
    await one.getByRole('button', { name: 'Ligne suivante' }).focus();
    await page.keyboard.press('Enter');
    const scrolled = await page.evaluate(() => scrollY);
    expect(((await ruler.boundingBox())?.y ?? 0) + scrolled).toBeGreaterThan(top);
    const kept = await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]);
    expect(kept).toEqual([0, 0, '']);
  });

  test('is read aloud by a voice of the device, word by word', async ({ page }) => {
    await fakeSpeech(page, [ENGLISH, ONLINE, LOCAL]);
    const one = await openLetter(page);
    await one.getByRole('button', { name: 'Lire à voix haute' }).click();
    const { spoken } = await speech(page);
    expect(spoken).toHaveLength(1);
    expect(spoken[0]).toMatch(/^Marie: Notice – Déclaration/);
    expect(spoken[0]).not.toMatch(/\?|modifié/);
    // Both at one moment: the page may be scrolling to the word.
    const [word, heading] = await one.evaluate((element) => {
      const box = (selector: string): { middle: number; width: number; height: number } => {
        const { top, width, height } = element.querySelector(selector)!.getBoundingClientRect();
        return { middle: top + height / 2, width, height };
      };
      return [box('.parvis-plain-word'), box('h2')] as const;
    });
    expect(Math.abs(word.middle - heading.middle)).toBeLessThan(heading.height / 2);
    expect(word.width).toBeLessThan(heading.width / 4);

    await page.evaluate(() => {
      (globalThis as unknown as { speechSynthesis: Speech }).speechSynthesis.end();
    });
    const next = (await speech(page)).spoken[1];
    expect(next).toMatch(/^Marie: .*bénéficiaires de la prime d’activité/);
    expect(next).not.toContain('modifié');
    expect(next).not.toContain('difficile');
    await one.getByRole('button', { name: 'Mettre en pause' }).click();
    await one.getByRole('button', { name: 'Reprendre' }).click();
    await one.getByRole('button', { name: 'Arrêter' }).click();
    await expect(one.getByRole('button', { name: 'Lire à voix haute' })).toBeFocused();
    expect((await speech(page)).calls).toEqual(['pause', 'resume', 'cancel']);
    await expect(one.locator('.parvis-plain-word')).toHaveCount(0);

    await one.getByRole('button', { name: 'Lire à voix haute' }).click();
    await one.evaluate((node) => {
      node.remove();
    });
    expect((await speech(page)).calls).toEqual(['pause', 'resume', 'cancel', 'cancel']);
  });

  test('uses no voice of a service', async ({ page }) => {
    await fakeSpeech(page, [ENGLISH, ONLINE]);
    const one = await openLetter(page);
    await expect(one.getByRole('button', { name: 'Lire à voix haute' })).toBeHidden();
    await expect(one.locator('.parvis-plain-voices')).toContainText('Aucune voix d’un service en ligne');
  });

  test('is copied as text', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const one = await openLetter(page);
    await one.getByRole('button', { name: 'Copier le texte clair' }).click();
    await expect(one.locator('.parvis-plain-message')).toContainText('Copié');
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toMatch(/^Notice – Déclaration trimestrielle de ressources \(prime d’activité\)\n\n/);
    expect(copied).toMatch(/\n- Salaires \(ligne 1\)\s: il faut reporter/);
    expect(copied).toMatch(/Seul le texte d’origine fait foi\.$/);
    expect(copied).not.toMatch(/modifié :|phrase encore difficile/);
  });

  test('is printed with its notice and nothing else of the page', async ({ page }) => {
    const one = await openLetter(page);
    await page.evaluate(() => {
      (globalThis as unknown as { print: () => void }).print = () => undefined;
    });
    await one.getByRole('radio', { name: 'Texte d’origine' }).check();
    await one.getByRole('button', { name: 'Imprimer' }).click();
    await page.emulateMedia({ media: 'print' });
    await expect(one.locator('.parvis-plain-notice')).toBeVisible();
    await expect(one.locator('.parvis-plain-body')).toContainText('il faut reporter');
    await expect(one.locator('.parvis-plain-terms')).toBeVisible();
    await expect(
      page.locator('.banner, main > h1, .parvis-plain-ask, .parvis-plain-start >> visible=true'),
    ).toHaveCount(0);
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    await page.emulateMedia({ media: 'screen' });
    await expect(page.locator('main > h1')).toBeVisible();
  });

  test('takes what is pasted as text that cannot run', async ({ page }) => {
    await page.goto('/langage-clair.html');
    const one = pasted(page);
    const field = one.getByLabel('Collez ici le texte de votre lettre');
    await field.fill(
      'Madame,\n\nVous êtes tenu de nous adresser <img src=x onerror="globalThis.ran=1"> ce document\nà l’issue de l’entretien.\n- un avis\n- une copie',
    );
    await one.locator('.parvis-plain-start').click();
    await expect(one.locator('.parvis-plain-text')).toContainText(
      'devez nous adresser <img src=x onerror="globalThis.ran=1"> ce document',
    );
    await expect(one.locator('.parvis-plain-text li')).toHaveCount(2);
    await expect(one.locator('.parvis-plain-text img')).toHaveCount(0);
    expect(await page.evaluate(() => 'ran' in globalThis)).toBe(false);
  });

  test('says when there is nothing, and when nothing has to be changed', async ({ page }) => {
    await page.goto('/langage-clair.html');
    const one = pasted(page);
    await one.locator('.parvis-plain-start').click();
    await expect(one.locator('.parvis-plain-message')).toContainText('Il n’y a pas de texte');
    await one.getByRole('textbox').fill('Il pleut.');
    await one.locator('.parvis-plain-start').click();
    await expect(one.locator('.parvis-plain-message')).toContainText('Rien n’a été changé');
    await expect(one.locator('.parvis-plain-text')).toHaveText('Il pleut.');
  });

  test('can be stopped while it loads, and tried again', async ({ page }) => {
    let release = (): void => undefined;
    const held = new Promise<void>((done) => {
      release = done;
    });
    await page.route('**/assets/plain/french.bin*', async (route) => {
      await held;
      await route.continue().catch(() => undefined);
    });
    await page.goto('/langage-clair.html');
    await page.locator('#caf > summary').click();
    const one = letter(page);
    await one.locator('.parvis-plain-start').click();
    await expect(one.getByRole('progressbar', { name: 'Avancement du chargement' })).toBeVisible();
    await one.getByRole('button', { name: 'Arrêter' }).focus();
    await page.keyboard.press('Enter');
    await expect(one.locator('.parvis-plain-message')).toContainText('Simplification arrêtée');
    await expect(one.locator('.parvis-plain-text')).toContainText('sont tenus de souscrire');
    await expect(one.getByRole('button', { name: 'Réessayer' })).toBeFocused();
    release();
    await page.keyboard.press('Enter');
    await expect(one.locator('.parvis-plain-mark').first()).toBeVisible();
  });

  test('tells what is wrong when its files cannot be had, and keeps the original', async ({ page }) => {
    await page.route('**/assets/plain/**', (route) => route.fulfill({ status: 404 }));
    await page.goto('/langage-clair.html');
    await page.locator('#caf > summary').click();
    const one = letter(page);
    const told = page.evaluate(
      () =>
        new Promise((done) => {
          addEventListener('parvis-plain', (event) => {
            done((event as CustomEvent).detail);
          });
        }),
    );
    await one.locator('.parvis-plain-start').click();
    await expect(one.locator('.parvis-plain-message')).toContainText('Il manque un fichier');
    await expect(one.locator('.parvis-plain-text')).toContainText('sont tenus de souscrire');
    expect(await told).toEqual({
      state: 'failed',
      code: 'file-missing',
      level: 'standard',
      view: 'plain',
      text: '',
      undone: [],
    });
  });

  test('reads the element that `for` names with an engine of its own, without what cannot be shown', async ({
    page,
  }) => {
    await page.goto('/changement-adresse.html');
    await page.evaluate(async () => {
      const library = '/parvis/plain.js';
      await import(library);
      const source = document.createElement('div');
      source.id = 'elsewhere';
      const text = document.createElement('p');
      text.append(
        'Vous êtes tenu de lire ',
        Object.assign(document.createElement('a'), { href: '/', textContent: 'ceci' }),
      );
      const script = document.createElement('script');
      script.type = 'text/plain';
      script.textContent = 'solliciter';
      const bad = Object.assign(document.createElement('a'), { textContent: ' et cela.' });
      bad.setAttribute('href', 'javascript:void 0');
      text.append(script, bad);
      source.append(text);
      const one = document.createElement('parvis-plain');
      for (const [name, value] of [
        ['assets', '/assets/'],
        ['for', 'elsewhere'],
        ['level', 'light'],
        ['auto', ''],
      ] as const)
        one.setAttribute(name, value);
      document.querySelector('main')?.append(source, one);
    });
    const text = page.locator('parvis-plain .parvis-plain-text');
    await expect(text).toContainText('Vous modifié : devez lire ceci et cela.');
    await expect(text.getByRole('link')).toHaveCount(1);
    await expect(text).not.toContainText('solliciter');
    await expect(page.getByRole('radio', { name: 'Un peu' })).toBeChecked();
  });

  test('nothing of it leaves the page', async ({ page, watch }) => {
    await page.goto('/langage-clair.html');
    const one = pasted(page);
    await one.getByRole('textbox').fill('Vous êtes tenu de nous adresser le formulaire zanzibar.');
    await one.locator('.parvis-plain-start').click();
    await expect(one.locator('.parvis-plain-text')).toContainText('zanzibar');
    for (const { method, url, body } of watch.requests)
      expect([method, body, url]).toEqual(['GET', null, expect.not.stringContaining('zanzibar')]);
    expect(
      watch.requests.map(({ url }) => new URL(url).pathname).filter((path) => /^\/assets\/(?:packs|ort)\//.test(path)),
    ).toEqual([]);
  });
});
