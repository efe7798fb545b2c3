import type { Locator, Page } from '@playwright/test';
import { seriousFindings } from './support/axe.js';
import { editManifest, withChangedPack } from './support/packs.js';
import { choose, expect, open, openTranslated, scriptShare, test, translated } from './support/portal.js';

const SCHOOL = '/inscription-scolaire.html';
const UKRAINIAN = 'Моя донька хвора і не може їздити автобусом. Лікар приймає нас о 9:30.';
const ARABIC = 'أعمل في مطعم منذ سنتين.';

/** The panel under a field. */
function panelOf(page: Page, field: string): Locator {
  return page.locator(`${field} + .parvis-answer`);
}

/** Opens the question of the school form that is answered in words. */
async function ask(page: Page, code: string): Promise<Locator> {
  await openTranslated(page, SCHOOL, code);
  await page.check('#derogation-oui');
  return panelOf(page, '#derogation-motif');
}

const press = (panel: Locator, action: string): Promise<void> => panel.locator(`[data-action="${action}"]`).click();

test('an answer in Ukrainian is shown beside its French and what that says, and goes into the form when it is confirmed', async ({
  page,
  watch,
}) => {
  const panel = await ask(page, 'uk');
  const field = page.locator('#derogation-motif');
  await field.fill(UKRAINIAN);
  await press(panel, 'translate');
  const [own, back] = [panel.locator('.text').first(), panel.locator('.text').last()];
  await expect(own).toHaveText(UKRAINIAN);
  await expect(own).toHaveAttribute('lang', 'uk');
  await expect(back).toHaveAttribute('lang', 'uk');
  expect(scriptShare(await back.innerText(), 'Cyrl')).toBeGreaterThan(0.8);
  const french = panel.getByLabel('Французький текст, який буде надіслано');
  await expect(french).toHaveAttribute('lang', 'fr');
  const proposed = await french.inputValue();
  expect(scriptShare(proposed, 'Latn')).toBe(1);
  expect(proposed).toMatch(/9[:h  ]{1,3}30/);
  await expect(panel.locator('[data-parvis-level]')).toContainText(/\p{L}/u);
  await expect(field).toHaveValue(UKRAINIAN);

  await press(panel, 'use');
  await expect(field).toBeFocused();
  await expect(field).toHaveValue(proposed);
  await expect(field).toHaveAttribute('lang', 'fr');
  await expect(panel.locator('.text')).toHaveText(UKRAINIAN);
  await choose(page, 'fr');
  await translated(page, 'fr');
  await expect(panel).toHaveCount(0);
  await expect(field).toHaveValue(proposed);
  await choose(page, 'uk');
  await translated(page, 'uk');
  await expect(panel.locator('.text')).toHaveText(UKRAINIAN);
  await press(panel, 'change');
  await expect(field).toHaveValue(UKRAINIAN);
  expect(watch.requests.filter(({ method, body }) => method !== 'GET' || body !== null)).toEqual([]);
});

test('the person may change the French and have it told again, or keep their own words', async ({ page }) => {
  const panel = await ask(page, 'uk');
  await page.locator('#derogation-motif').fill(UKRAINIAN);
  await press(panel, 'translate');
  const french = panel.locator('textarea');
  const check = panel.locator('[data-action="check"]');
  await expect(check).toBeDisabled();
  await french.fill('Ma fille n’est pas malade.');
  await check.click();
  await expect(check).toBeDisabled();
  await expect(panel.locator('.text').last()).toContainText(/\p{sc=Cyrl}/u);
  await expect(panel.locator('[data-warning="value-missing"]')).not.toHaveCount(0);
  await press(panel, 'keep');
  await expect(page.locator('#derogation-motif')).toHaveValue(UKRAINIAN);
  await expect(panel.getByRole('status')).toHaveText('Ваші слова залишаються в полі без змін.');
});

test('a panel in Arabic runs from right to left, has nothing serious against it, and reflows at 320 pixels', async ({
  page,
}) => {
  const panel = await ask(page, 'ar');
  await page.locator('#derogation-motif').fill(ARABIC);
  await press(panel, 'translate');
  await expect(panel.locator('textarea')).toHaveAttribute('dir', 'ltr');
  await expect(panel.locator('.box')).toHaveCSS('direction', 'rtl');
  expect(await seriousFindings(page)).toEqual([]);
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await press(panel, 'use');
  expect(await seriousFindings(page)).toEqual([]);
  await choose(page, 'fr');
  await translated(page, 'fr');
  expect(await seriousFindings(page)).toEqual([]);
});

test('an answer is confirmed with the keyboard alone', async ({ page }) => {
  const panel = await ask(page, 'ar');
  await page.locator('#derogation-motif').focus();
  await page.keyboard.insertText(ARABIC);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(panel.locator('h3')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(panel.locator('textarea')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(panel.locator('[data-action="use"]')).toBeFocused();
  await page.keyboard.press('Enter');
  expect(scriptShare(await page.locator('#derogation-motif').inputValue(), 'Latn')).toBe(1);
});

test('the summary of answers has the confirmed French for the counter and the words of the person under it', async ({
  page,
}) => {
  await open(page, '/changement-adresse.html');
  await page.evaluate(() => {
    document.querySelector('#complement')?.setAttribute('data-parvis-answer', 'answer');
  });
  await choose(page, 'uk');
  await translated(page, 'uk');
  const panel = panelOf(page, '#complement');
  const own = 'Моя донька хвора.';
  await page.fill('#complement', own);
  await press(panel, 'translate');
  await press(panel, 'use');
  const french = await page.locator('#complement').inputValue();
  await page.evaluate(() => {
    for (const field of document.querySelectorAll('[required], [data-required]')) {
      field.removeAttribute('required');
      field.removeAttribute('data-required');
    }
  });
  await page.locator('[data-form] > button[type="submit"]').click();
  const answer = page.locator('[data-recap] dd').filter({ hasText: own });
  await expect(answer.locator('[lang="fr"]')).toHaveText(french);
  await expect(answer.locator('.gloss')).toHaveText(own);
});

test('a language that cannot be translated into French keeps the words of the person', async ({ page }) => {
  const off = (folder: string): void => {
    editManifest(folder, (manifest) => (manifest['status'] = { 'fr-uk': 'beta', 'uk-fr': 'off' }));
  };
  await withChangedPack('fr-uk', off, async ({ url }) => {
    await page.goto(`${url}inscription-scolaire.html?lang=uk`);
    await translated(page, 'uk');
    await page.check('#derogation-oui');
    const panel = panelOf(page, '#derogation-motif');
    await page.locator('#derogation-motif').fill(UKRAINIAN);
    await press(panel, 'translate');
    await expect(panel.getByRole('status')).toHaveText(
      'З вашої мови ще не можна перекладати французькою. Ваші слова залишаються без змін.',
    );
    await expect(panel.locator('button')).toHaveCount(0);
    await expect(page.locator('#derogation-motif')).toHaveValue(UKRAINIAN);
  });
});

test('a name is written in Latin letters on request and on a click, never by itself', async ({ page }) => {
  await openTranslated(page, SCHOOL, 'uk');
  const panel = panelOf(page, '#parent1-nom');
  await page.fill('#parent1-nom', 'Шевченко Юлія');
  await press(panel, 'write');
  await expect(panel.locator('.latin')).toHaveText('Shevchenko Yuliia');
  await expect(panel).toContainText('Пишіть ім’я як у паспорті');
  await expect(page.locator('#parent1-nom')).toHaveValue('Шевченко Юлія');
  expect(await seriousFindings(page)).toEqual([]);
  await press(panel, 'use');
  await expect(page.locator('#parent1-nom')).toHaveValue('Shevchenko Yuliia');
  await press(panel, 'undo');
  await expect(page.locator('#parent1-nom')).toHaveValue('Шевченко Юлія');
});

test('readers of Chinese are told that their passport counts, and a page in French offers nothing', async ({
  page,
}) => {
  await openTranslated(page, SCHOOL, 'zh');
  await expect(panelOf(page, '#parent1-nom')).toHaveText('请按护照上的写法填写姓名：以护照为准。');
  await open(page, SCHOOL);
  await expect(page.locator('.parvis-answer')).toHaveCount(0);
});

test('marks are counted, explained, and can be hidden', async ({ page }) => {
  await openTranslated(page, SCHOOL, 'uk');
  const counted = async (level: string): Promise<number> =>
    Number(await page.locator(`[data-count="${level}"]`).innerText());
  for (const level of ['phrase', 'good', 'check', 'kept']) {
    const shown = await page.locator(`main [data-parvis-level="${level}"]`).count();
    expect(await counted(level), level).toBeGreaterThanOrEqual(shown > 0 ? 1 : 0);
  }
  expect(await counted('phrase')).toBeGreaterThan(20);
  await page.locator('.panel summary').click();
  await expect(page.locator('.legend dt')).toHaveCount(4);
  const mark = page.locator('main .level').first();
  await expect(mark).toBeVisible();
  await page.getByLabel('Показувати позначки').uncheck();
  await expect(mark).toBeHidden();
  await page.getByLabel('Показувати позначки').check();
  await expect(mark).toBeVisible();
});
