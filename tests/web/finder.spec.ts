import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { seriousFindings } from './support/axe.js';
import { expect, openPortal, scriptShare, test } from './support/portal.js';

const TOWN = join(import.meta.dirname, '..', 'data', 'intent', 'town');

const field = (page: Page): Locator => page.getByRole('combobox');
const results = (page: Page): Locator => page.locator('.parvis-finder-results');
const cards = (page: Page): Locator => page.locator('.parvis-finder-card');

/** Writes a sentence and asks for its results. */
async function ask(page: Page, sentence: string): Promise<void> {
  await field(page).fill(sentence);
  await field(page).press('Enter');
  await expect(results(page).getByRole('heading', { level: 2 })).toBeVisible();
}

test.describe('What do you need?', () => {
  test('leads from a sentence to a form with the keyboard alone', async ({ page }) => {
    await page.goto('/');
    await expect(field(page)).toHaveAccessibleName('De quoi avez-vous besoin ?');
    await page.locator('main').focus();
    await page.keyboard.press('Tab');
    await expect(field(page)).toBeFocused();
    await page.keyboard.type('une aide pour payer mon loyer');
    const options = page.getByRole('option');
    await expect(options.first()).toBeVisible();
    await expect(field(page)).toHaveAttribute('aria-expanded', 'true');
    await expect(field(page)).not.toHaveAttribute('aria-activedescendant');

    await page.keyboard.press('ArrowDown');
    const first = (await options.first().getAttribute('id')) ?? '';
    await expect(field(page)).toHaveAttribute('aria-activedescendant', first);
    await expect(options.first()).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('Home');
    await expect(field(page)).not.toHaveAttribute('aria-activedescendant');
    await page.keyboard.press('ArrowUp');
    await expect(options.last()).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('listbox')).toBeHidden();
    await expect(field(page)).toHaveValue('une aide pour payer mon loyer');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');

    await expect(cards(page)).toHaveCount(1);
    await expect(cards(page)).toHaveAttribute('data-procedure', 'log.apl');
    await expect(field(page)).toHaveValue('une aide pour payer mon loyer');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await expect(page.locator('.parvis-finder-here')).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/aide-logement\.html$/);
  });

  test('answers in the reader’s language beside the French, from right to left', async ({ page }) => {
    await page.goto('/?lang=ar');
    await expect(field(page)).toHaveAccessibleName('ماذا تحتاج؟');
    await ask(page, 'أريد تجديد بطاقة الإقامة');
    const root = page.locator('.parvis-finder');
    await expect(root).toHaveAttribute('dir', 'rtl');
    const card = page.locator('[data-procedure="etr.titre_renouvellement"]').first();
    const title = card.getByRole('heading');
    await expect(title).toHaveAttribute('lang', 'ar');
    expect(scriptShare(await title.innerText(), 'Arab')).toBe(1);
    await expect(card.locator('.parvis-finder-french')).toHaveText('Renouveler son titre de séjour');
    await expect(card.locator('.parvis-finder-french')).toHaveAttribute('dir', 'ltr');
    const official = card.locator('.parvis-finder-official');
    await expect(official).toHaveAttribute('href', /^https:\/\/www\.service-public\.gouv\.fr\//);
    await expect(official).toHaveAttribute('rel', /noopener/);
    await expect(official).toContainText('ستغادر هذا الموقع');
    await card.locator('summary').click();
    await expect(card.locator('.parvis-finder-words')).toContainText('الإقامة');
    await expect(card.locator('details')).toContainText('ليس قرارًا');
    await expect(page.locator('.parvis-finder-status')).toContainText('الإجراءات المقترحة');
  });

  for (const [code, sentence, id] of [
    ['uk', 'хочу записати дитину до школи', 'fam.ecole_inscription'],
    ['zh', '我的护照丢了', 'pap.passeport_perte_vol'],
    ['tr', 'ehliyetimi değiştirmek istiyorum', 'trp.permis_echange'],
    ['fr', 'g perdu mon passport', 'pap.passeport_perte_vol'],
  ] as const) {
    test(`finds what is meant in ${code}`, async ({ page }) => {
      await page.goto(code === 'fr' ? '/' : `/?lang=${code}`);
      await expect(page.locator('.parvis-finder')).toHaveAttribute('lang', code);
      await ask(page, sentence);
      await expect(page.locator(`[data-procedure="${id}"]`)).toBeVisible();
    });
  }

  test('shows emergency numbers while the person is writing, and hides nothing', async ({ page }) => {
    await page.goto('/?lang=en');
    await expect(field(page)).toHaveAccessibleName('What do you need?');
    const alert = page.getByRole('alert');
    await expect(alert).toBeEmpty();
    await field(page).pressSequentially('mon mari me frappe');
    await expect(alert.getByRole('link', { name: '3919' })).toHaveAttribute('href', 'tel:3919');
    await expect(alert).toContainText('Call now');
    await expect(alert).toHaveAttribute('lang', 'en');
    await field(page).press('Enter');
    await expect(results(page).getByRole('heading', { level: 2 })).toBeVisible();
    await expect(alert.getByRole('link', { name: '17' })).toBeVisible();
    expect(await seriousFindings(page)).toEqual([]);
    await field(page).fill('');
    await expect(alert).toBeEmpty();
  });

  test('says when it is not sure, and hands the sentence over', async ({ page }) => {
    await page.goto('/');
    await ask(page, 'xyzzy');
    await expect(results(page)).toContainText('Nous ne savons pas');
    await expect(page.locator('.parvis-finder-adviser blockquote')).toHaveText('xyzzy');
    await page.getByText('Logement', { exact: true }).click();
    await expect(page.locator('.parvis-finder-topics [data-procedure="log.dalo"] a')).toBeVisible();
    expect(await seriousFindings(page)).toEqual([]);
  });

  test('leads to an adviser when none of the suggestions fits', async ({ page }) => {
    await page.goto('/');
    await ask(page, 'refaire ma carte d’identité');
    await page.getByRole('button', { name: 'Aucune ne convient' }).click();
    const adviser = page.getByRole('heading', { name: 'Un conseiller peut vous aider' });
    await expect(adviser).toBeFocused();
    await expect(page.locator('.parvis-finder-adviser blockquote')).toHaveText('refaire ma carte d’identité');
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => {
      (globalThis as unknown as { print: () => void }).print = () => undefined;
    });
    await page.locator('.parvis-finder-adviser button').last().dispatchEvent('click');
    await expect(adviser).toBeVisible();
    await expect(page.locator('.banner')).toBeHidden();
  });

  test('nothing serious is found, by day and by night, and it reflows', async ({ page }) => {
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      await page.goto('/');
      await field(page).pressSequentially('payer mon loyer');
      await expect(page.getByRole('option').first()).toBeVisible();
      await page.keyboard.press('ArrowDown');
      expect(await seriousFindings(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Enter');
      await page.locator('.parvis-finder-why summary').first().click();
      await page.getByRole('button', { name: 'Aucune ne convient' }).click();
      await expect(page.locator('.parvis-finder-topics')).toBeVisible();
      expect(await seriousFindings(page)).toEqual([]);
    }
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await page.setViewportSize({ width: 640, height: 640 });
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '200%';
    });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(640);
    for (const one of await page.locator('.parvis-finder :is(button, .parvis-finder-links a, summary)').all()) {
      if (await one.isVisible())
        expect((await one.boundingBox())?.height, await one.innerText()).toBeGreaterThanOrEqual(44);
    }
  });

  test('sends nothing of what is written, and keeps nothing of it', async ({ page, watch }) => {
    await page.goto('/');
    await ask(page, 'divorce zanzibar');
    for (const { method, url, body } of watch.requests) {
      expect([method, body, url]).toEqual(['GET', null, expect.not.stringContaining('zanzibar')]);
    }
    const kept = await page.evaluate(async () => {
      const stores = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
      const addresses = stores.flat().map(({ url }) => url);
      return [
        JSON.stringify({ ...localStorage }),
        JSON.stringify({ ...sessionStorage }),
        document.cookie,
        ...addresses,
      ];
    });
    expect(kept.join()).not.toContain('zanzibar');
  });

  test('works on a second visit when the server is gone', async ({ page, context }) => {
    const portal = await openPortal();
    try {
      await page.goto(portal.url);
      await expect(page.locator('[data-offline-ready]')).toBeVisible();
      await ask(page, 'payer mon loyer');
      await page.reload();
      await ask(page, 'payer mon loyer');
    } finally {
      await portal.stop();
    }
    await context.setOffline(true);
    await page.reload();
    await ask(page, 'divorcer');
    await expect(page.locator('[data-procedure="fam.divorce"]')).toBeVisible();
  });

  test('tells what is wrong when its files cannot be had', async ({ page }) => {
    await page.route('**/assets/intent/**', (route) => route.fulfill({ status: 404 }));
    await page.goto('/');
    await field(page).fill('payer mon loyer');
    await field(page).press('Enter');
    await expect(results(page)).toContainText('Il manque un fichier');
  });

  test('knows the procedures of a town from one file, without training', async ({ page }) => {
    const portal = await openPortal([{ prefix: '/ville/', folder: TOWN }]);
    try {
      await page.goto(`${portal.url}ville/`);
      const chosen = page.evaluate(
        () =>
          new Promise((done) => {
            addEventListener('parvis-choose', (event) => {
              event.preventDefault();
              done((event as CustomEvent).detail);
            });
          }),
      );
      await ask(page, 'je cherche un bac pour faire du compost');
      await cards(page).first().locator('.parvis-finder-official').click();
      expect(await chosen).toEqual({ id: 'ville.composteur', url: 'https://valombre.example/composteur' });
      await expect(page).toHaveURL(`${portal.url}ville/`);
      await ask(page, 'aide pour payer le loyer apl');
      await expect(cards(page).first()).toContainText('avec la ville de Valombre');
    } finally {
      await portal.stop();
    }
  });
});
