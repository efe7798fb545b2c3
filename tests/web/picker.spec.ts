import { editManifest, withChangedPack } from './support/packs.js';
import { choose, expect, panel, scriptShare, test, translated } from './support/portal.js';

const SCRIPTS: Readonly<Record<string, 'Arab' | 'Cyrl' | 'Hani'>> = {
  ar: 'Arab',
  fa: 'Arab',
  ps: 'Arab',
  ru: 'Cyrl',
  uk: 'Cyrl',
  zh: 'Hani',
};
const RIGHT_TO_LEFT = ['ar', 'fa', 'ps'];

test.describe('choice of language', () => {
  test('offers seventeen languages, each in its own script and direction', async ({ page }) => {
    await page.goto('/');
    await page.locator('[data-picker-button]').click();
    const offered = await page.locator('[data-picker] [data-language]').evaluateAll((buttons) =>
      buttons.map((button) => ({
        code: button.getAttribute('lang') ?? '',
        direction: button.getAttribute('dir'),
        name: button.textContent,
      })),
    );
    expect(offered).toHaveLength(17);
    expect(new Set(offered.map(({ code }) => code)).size).toBe(17);
    for (const { code, direction, name } of offered) {
      expect(scriptShare(name, SCRIPTS[code] ?? 'Latn'), name).toBe(1);
      expect(direction, code).toBe(RIGHT_TO_LEFT.includes(code) ? 'rtl' : 'ltr');
    }
  });

  test('puts the sentences of the portal into the chosen language at once', async ({ page }) => {
    await page.goto('/');
    await choose(page, 'tr');
    const banner = page.locator('[data-chrome]').first();
    await expect(banner).toHaveAttribute('lang', 'tr');
    await expect(page.locator('.tagline')).toHaveText('Fransız kamu formları, kendi dilinizde');
    await expect(page.locator('[data-picker-current]')).toHaveText('Türkçe');
    await expect(page.locator('[data-picker-button]')).toBeFocused();
  });

  test('keeps the language from page to page', async ({ page }) => {
    await page.goto('/');
    await choose(page, 'en');
    await translated(page, 'en');
    await page.locator('.card a').nth(1).click();
    await expect(page).toHaveURL(/changement-adresse\.html\?lang=en/);
    await translated(page, 'en');
  });

  test('says in the language chosen that the text is machine-made and the French is what counts', async ({ page }) => {
    await page.goto('/?lang=ru');
    await translated(page, 'ru');
    await expect(panel(page)).toContainText('Машинный перевод');
    await expect(panel(page)).toContainText('Официальным является только французский текст.');
    await expect(page.locator('[data-chrome]').first()).toHaveAttribute('lang', 'ru');
  });

  for (const [status, warned] of [
    ['beta', true],
    ['released', false],
  ] as const) {
    test(`${warned ? 'warns' : 'does not warn'} where the pack of a language is ${status}`, async ({ page }) => {
      const change = (folder: string): void => {
        editManifest(folder, (manifest) => (manifest['status'] = { 'fr-tr': status, 'tr-fr': status }));
      };
      await withChangedPack('fr-tr', change, async ({ url }) => {
        await page.goto(`${url}?lang=tr`);
        await translated(page, 'tr');
        await expect(panel(page)).toContainText('Makine çevirisi');
        await expect(panel(page).getByText('Bu dil deneme aşamasındadır')).toHaveCount(warned ? 1 : 0);
      });
    });
  }
});
