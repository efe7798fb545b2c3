import { choose, expect, openTranslated, panel, scriptShare, siteMarkup, test, translated } from './support/portal.js';
import type { Page } from '@playwright/test';

const FORM = '/aide-logement.html';

/** Labels and legends of the form as shown, without the French beside them. */
function labels(page: Page): Promise<{ text: string; lang: string | null; dir: string | null }[]> {
  return page.locator('form label, form legend').evaluateAll((found) =>
    found.map((one) => ({
      text: one.textContent.trim(),
      lang: one.getAttribute('lang'),
      dir: one.getAttribute('dir'),
    })),
  );
}

test.describe('a form in the reader’s language', () => {
  test('becomes Arabic, from right to left, and says so of each text', async ({ page }) => {
    await page.goto(FORM);
    const french = await labels(page);
    await choose(page, 'ar');
    await translated(page, 'ar');

    await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
    const arabic = await labels(page);
    expect(arabic).toHaveLength(french.length);
    const marked = arabic.filter(({ lang, dir }) => lang === 'ar' && dir === 'rtl');
    expect(marked.length).toBeGreaterThan(0.9 * arabic.length);
    expect(scriptShare(marked.map(({ text }) => text).join(' '), 'Arab')).toBeGreaterThan(0.9);
    for (const { text, lang, dir } of arabic.filter((label) => label.lang !== 'ar')) {
      expect([lang, dir, french.some((label) => label.text === text)], text).toEqual(['fr', 'ltr', true]);
    }
    const field = page.locator('#nom');
    const label = page.locator('label[for="nom"]');
    const [fieldBox, labelBox] = [await field.boundingBox(), await label.boundingBox()];
    expect(fieldBox && labelBox && Math.abs(fieldBox.x + fieldBox.width - labelBox.x - labelBox.width)).toBeLessThan(2);
  });

  for (const { code, script, direction } of [
    { code: 'uk', script: 'Cyrl', direction: 'ltr' },
    { code: 'tr', script: 'Latn', direction: 'ltr' },
  ] as const) {
    test(`becomes ${code} and comes back in French to the letter`, async ({ page }) => {
      await page.goto(FORM);
      const before = await siteMarkup(page);
      const french = (await labels(page)).map(({ text }) => text);
      await choose(page, code);
      await translated(page, code);
      const shown = (await labels(page))
        .filter(({ lang, dir }) => lang === code && dir === direction)
        .map(({ text }) => text);
      expect(shown.length).toBeGreaterThan(0.9 * french.length);
      expect(scriptShare(shown.join(' '), script)).toBeGreaterThan(0.9);
      expect(shown.filter((text) => french.includes(text)).length).toBeLessThan(0.2 * shown.length);

      await panel(page).locator('[data-action="french"]').click();
      await translated(page, 'fr');
      expect(await siteMarkup(page)).toBe(before);
    });
  }

  test('comes back in French to the letter after Arabic, on every page', async ({ page }) => {
    for (const path of ['/', FORM, '/inscription-scolaire.html']) {
      await page.goto(path);
      const before = await siteMarkup(page);
      await choose(page, 'ar');
      await translated(page, 'ar');
      expect(await siteMarkup(page)).not.toBe(before);
      await choose(page, 'fr');
      await translated(page, 'fr');
      expect(await siteMarkup(page), path).toBe(before);
    }
  });

  test('keeps what the visitor has typed and chosen', async ({ page }) => {
    await page.goto(FORM);
    await page.fill('#nom', 'Šimůnková');
    await page.fill('#prenoms', 'Đorđe, محمد');
    await page.selectOption('#nationalite', 'autre');
    await page.check('#meuble-oui');
    await choose(page, 'ar');
    await translated(page, 'ar');
    await expect(page.locator('#nom')).toHaveValue('Šimůnková');
    await expect(page.locator('#prenoms')).toHaveValue('Đorđe, محمد');
    await expect(page.locator('#nationalite')).toHaveValue('autre');
    await expect(page.locator('#meuble-oui')).toBeChecked();
    await expect(page.locator('#titre-sejour')).toBeVisible();
  });

  test('keeps numbers, acronyms and inline markup', async ({ page }) => {
    await openTranslated(page, FORM, 'uk');
    await expect(page.locator('#postal-aide')).toContainText('31000');
    await expect(page.locator('#telephone-aide')).toContainText('06 12 34 56 78');
    await expect(page.locator('#courriel-aide')).toContainText('nom@exemple.fr');
    const legal = page.locator('.legal > p');
    await expect(legal.locator('b')).toHaveCount(3);
    await expect(legal.locator('abbr')).toHaveText(['DPO', 'CNIL']);
    await expect(legal.locator('a')).toHaveAttribute('href', /#donnees$/);
  });

  test('shows the French beside each text, and hides it on request', async ({ page }) => {
    await openTranslated(page, FORM, 'ar');
    const beside = page.locator('label[for="nom"] + .beside .french');
    await expect(beside).toHaveText('Nom de naissance');
    await expect(beside).toHaveAttribute('lang', 'fr');
    await expect(beside).toBeVisible();
    const choice = page.locator('#nationalite + .beside .french');
    await page.selectOption('#nationalite', 'europe');
    await expect(choice).toHaveText('Pays de l’Union européenne ou Suisse');
    await panel(page).getByRole('checkbox').uncheck();
    await expect(beside).toBeHidden();
    await panel(page).getByRole('checkbox').check();
    await expect(beside).toBeVisible();
  });

  test('says of each text how far it can be trusted, in words', async ({ page }) => {
    await openTranslated(page, FORM, 'uk');
    const levels = page.locator('form [data-level]');
    const said = await levels.evaluateAll((found) =>
      found.map((one) => [one.getAttribute('data-level'), one.textContent.trim()]),
    );
    expect(said.length).toBeGreaterThan(100);
    const words: Record<string, string> = { good: 'Перекладено', check: 'Перевірте', kept: 'Залишено французькою' };
    for (const [level, text] of said) expect(text).toBe(words[level ?? '']);
  });

  test('translates what the page adds later', async ({ page }) => {
    await openTranslated(page, FORM, 'uk');
    await page.locator('[data-add]').click();
    const legend = page.locator('.person > legend');
    await expect(legend).toHaveAttribute('lang', 'uk');
    expect(scriptShare(await legend.innerText(), 'Cyrl')).toBe(1);
    await expect(page.locator('.person > legend + .beside .french')).toHaveText('Personne à charge');
    await expect(page.locator('#personne-1-nom')).toBeFocused();
    await choose(page, 'fr');
    await expect(legend).toHaveText('Personne à charge');
    await expect(page.locator('.beside')).toHaveCount(0);
  });

  test('goes from one language to another', async ({ page }) => {
    await openTranslated(page, FORM, 'ar');
    await choose(page, 'tr');
    await translated(page, 'tr');
    await expect(page.locator('html')).toHaveAttribute('dir', 'ltr');
    const shown = await labels(page);
    expect(shown.filter(({ lang }) => lang === 'ar')).toEqual([]);
    await expect(page.locator('label[for="nom"] + .beside .french')).toHaveText('Nom de naissance');
  });

  test('translates names that only assistive technology reads', async ({ page }) => {
    await openTranslated(page, FORM, 'uk');
    expect(scriptShare((await page.locator('.menu').getAttribute('aria-label')) ?? '', 'Cyrl')).toBe(1);
    expect(scriptShare((await page.locator('.box abbr').getAttribute('title')) ?? '', 'Cyrl')).toBe(1);
  });
});
