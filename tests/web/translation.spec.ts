import type { Page } from '@playwright/test';
import {
  choose,
  expect,
  expectGoodConduct,
  open,
  panel,
  scriptShare,
  siteMarkup,
  test,
  translated,
  watchContext,
} from './support/portal.js';
import type { Watch } from './support/portal.js';

const FORM = '/aide-logement.html';

interface Label {
  readonly text: string;
  readonly lang: string | null;
  readonly dir: string | null;
}

/** Labels and legends of the form as shown, without the French beside them. */
function labels(page: Page): Promise<Label[]> {
  return page.locator('form label, form legend').evaluateAll((found) =>
    found.map((one) => ({
      text: one.textContent.trim(),
      lang: one.getAttribute('lang'),
      dir: one.getAttribute('dir'),
    })),
  );
}

/** Nearly all labels are in the language, in its script and direction, and say so; the others are French and say that. */
function expectLanguage(
  shown: readonly Label[],
  french: readonly Label[],
  code: string,
  script: 'Arab' | 'Cyrl' | 'Latn',
): void {
  expect(shown).toHaveLength(french.length);
  const known = new Set(french.map(({ text }) => text));
  const marked = shown.filter(({ lang, dir }) => lang === code && dir === (script === 'Arab' ? 'rtl' : 'ltr'));
  expect(marked.length).toBeGreaterThan(0.9 * shown.length);
  expect(scriptShare(marked.map(({ text }) => text).join(' '), script)).toBeGreaterThan(0.9);
  expect(marked.filter(({ text }) => known.has(text)).length).toBeLessThan(0.2 * marked.length);
  for (const { text, lang, dir } of shown.filter((label) => !marked.includes(label))) {
    expect([lang, dir, known.has(text)], text).toEqual(['fr', 'ltr', true]);
  }
}

test('a form becomes Arabic, then Turkish, then French again to the letter', async ({ page }) => {
  await open(page, FORM);
  const before = await siteMarkup(page);
  const french = await labels(page);

  await choose(page, 'ar');
  await translated(page, 'ar');
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  expectLanguage(await labels(page), french, 'ar', 'Arab');
  const [field, label] = [
    await page.locator('#nom').boundingBox(),
    await page.locator('label[for="nom"]').boundingBox(),
  ];
  expect(
    field && label && Math.abs(field.x + field.width - label.x - label.width),
    'aligned on the right',
  ).toBeLessThan(2);

  await choose(page, 'tr');
  await translated(page, 'tr');
  await expect(page.locator('html')).toHaveAttribute('dir', 'ltr');
  expectLanguage(await labels(page), french, 'tr', 'Latn');
  await expect(page.locator('label[for="nom"] + .beside .french')).toHaveText('Nom de naissance');

  await panel(page).locator('[data-action="french"]').click();
  await translated(page, 'fr');
  await expect(page.locator('html')).toHaveAttribute('dir', 'ltr');
  expect(await siteMarkup(page)).toBe(before);
});

test.describe.serial('a form read in Ukrainian', () => {
  let page: Page;
  let watch: Watch;
  let before: string;
  let french: Label[];

  test.beforeAll(async ({ browser, portal }) => {
    const context = await browser.newContext({ baseURL: portal.url });
    watch = await watchContext(context);
    page = await context.newPage();
    await open(page, FORM);
    before = await siteMarkup(page);
    french = await labels(page);
    await page.fill('#nom', 'Šimůnková');
    await page.fill('#prenoms', 'Đorđe, محمد');
    await page.selectOption('#nationalite', 'autre');
    await page.check('#meuble-oui');
    await choose(page, 'uk');
    await translated(page, 'uk');
  });

  test.afterAll(async () => {
    await page.context().close();
    expectGoodConduct(watch);
  });

  test('has its labels in Ukrainian', async () => {
    expectLanguage(await labels(page), french, 'uk', 'Cyrl');
    expect(scriptShare(await page.title(), 'Cyrl')).toBeGreaterThan(0.5);
  });

  test('has its options in Ukrainian', async () => {
    const options = await page.locator('#situation option').allInnerTexts();
    expect(scriptShare(options.join(' '), 'Cyrl')).toBeGreaterThan(0.9);
    expect(
      await page.locator('#situation option').evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value)),
    ).toEqual(['', 'celibataire', 'marie', 'pacs', 'concubinage', 'separe', 'divorce', 'veuf']);
  });

  test('keeps what the visitor had typed and chosen', async () => {
    await expect(page.locator('#nom')).toHaveValue('Šimůnková');
    await expect(page.locator('#prenoms')).toHaveValue('Đorđe, محمد');
    await expect(page.locator('#nationalite')).toHaveValue('autre');
    await expect(page.locator('#meuble-oui')).toBeChecked();
    await expect(page.locator('#titre-sejour')).toBeVisible();
  });

  test('keeps numbers, acronyms and inline markup', async () => {
    await expect(page.locator('#postal-aide')).toContainText('31000');
    await expect(page.locator('#telephone-aide')).toContainText('06 12 34 56 78');
    await expect(page.locator('#courriel-aide')).toContainText('nom@exemple.fr');
    const legal = page.locator('.legal > p');
    await expect(legal.locator('b')).toHaveCount(3);
    await expect(legal.locator('abbr')).toHaveCount(2);
    await expect(legal.filter({ has: page.locator('abbr') })).toContainText(['CNIL']);
    await expect(legal.locator('a')).toHaveAttribute('href', /#donnees$/);
  });

  test('shows the French beside each text, and hides it on request', async () => {
    const beside = page.locator('label[for="nom"] + .beside .french');
    await expect(beside).toHaveText('Nom de naissance');
    await expect(beside).toHaveAttribute('lang', 'fr');
    await expect(beside).toBeVisible();
    await page.selectOption('#nationalite', 'europe');
    await expect(page.locator('#nationalite + .beside .french')).toHaveText('Pays de l’Union européenne ou Suisse');
    await panel(page).locator('#montrer-francais').uncheck();
    await expect(beside).toBeHidden();
    await panel(page).locator('#montrer-francais').check();
    await expect(beside).toBeVisible();
  });

  test('says of each text how far it can be trusted, in words', async () => {
    const said = await page
      .locator('form [data-level]')
      .evaluateAll((found) => found.map((one) => [one.getAttribute('data-level'), one.textContent.trim()]));
    expect(said.length).toBeGreaterThan(100);
    const words: Record<string, string> = {
      phrase: 'Написано заздалегідь',
      good: 'Перекладено',
      check: 'Перевірте',
      kept: 'Залишено французькою',
    };
    for (const [level, text] of said) expect(text).toBe(words[level ?? '']);
  });

  test('has names in Ukrainian that only assistive technology reads', async () => {
    expect(scriptShare((await page.locator('.menu').getAttribute('aria-label')) ?? '', 'Cyrl')).toBe(1);
    expect(scriptShare((await page.locator('.box abbr').getAttribute('title')) ?? '', 'Cyrl')).toBe(1);
  });

  test('translates what the page adds later', async () => {
    await page.locator('[data-add]').click();
    const legend = page.locator('.person > legend');
    await expect(legend).toHaveAttribute('lang', 'uk');
    expect(scriptShare(await legend.innerText(), 'Cyrl')).toBe(1);
    await expect(page.locator('.person > legend + .beside .french')).toHaveText('Personne à charge');
    await expect(page.locator('#personne-1-nom')).toBeFocused();
  });

  test('comes back in French to the letter, what was added included', async () => {
    await choose(page, 'fr');
    await translated(page, 'fr');
    await expect(page.locator('.person > legend')).toHaveText('Personne à charge');
    await page.locator('[data-remove]').click();
    expect(await siteMarkup(page)).toBe(before);
  });
});
