import type { Page } from '@playwright/test';
import { seriousFindings } from './support/axe.js';
import { expect, open, openTranslated, PAGES, panel, test, translated } from './support/portal.js';

function contentWidth(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth);
}

test.describe('accessibility', () => {
  for (const code of ['fr', 'ar', 'uk']) {
    test(`every page in ${code}: nothing serious is found, and it reflows at 320 pixels, also with text at 200 %`, async ({
      page,
    }) => {
      for (const path of PAGES) {
        await page.goto(code === 'fr' ? path : `${path}?lang=${code}`);
        await translated(page, code);
        expect(await seriousFindings(page), path).toEqual([]);
        await page.setViewportSize({ width: 320, height: 640 });
        expect(await contentWidth(page), path).toBeLessThanOrEqual(320);
        await page.setViewportSize({ width: 640, height: 640 });
        await page.evaluate(() => {
          document.documentElement.style.fontSize = '200%';
        });
        expect(await contentWidth(page), `${path} with large text`).toBeLessThanOrEqual(640);
        await page.setViewportSize({ width: 1280, height: 900 });
      }
    });
  }

  test('nothing serious is found with the languages open, errors shown, or the summary of answers', async ({
    page,
  }) => {
    await open(page, '/changement-adresse.html');
    await page.locator('[data-picker-button]').click();
    expect(await seriousFindings(page)).toEqual([]);
    await page.locator('[data-form] > button[type="submit"]').click();
    expect(await seriousFindings(page)).toEqual([]);
  });

  test('nothing serious is found in the dark', async ({ page }) => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await open(page, '/aide-logement.html');
    await page.locator('[data-form] > button[type="submit"]').click();
    expect(await seriousFindings(page)).toEqual([]);
  });

  test('a page with a known defect is noticed by these tests', async ({ page }) => {
    await open(page, '/');
    await page.evaluate(() => {
      document.querySelector('main')?.append(document.createElement('input'));
    });
    expect((await seriousFindings(page)).join()).toContain('label');
  });

  test('language and form can be used with the keyboard alone', async ({ page }) => {
    await open(page, '/changement-adresse.html');
    await page.keyboard.press('Tab');
    await expect(page.locator('.skip a')).toBeFocused();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await expect(page.locator('[data-picker-button]')).toBeFocused();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    for (let tabs = 0; tabs < 17; tabs += 1) {
      if ((await page.evaluate(() => document.activeElement?.getAttribute('lang'))) === 'tr') break;
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await translated(page, 'tr');
    await expect(page.locator('[data-picker-button]')).toBeFocused();

    await page.locator('main').focus();
    await page.keyboard.press('Tab');
    await expect(page.locator('#nom')).toBeFocused();
    await page.keyboard.type('Yılmaz');
    await expect(page.locator('#nom')).toHaveValue('Yılmaz');
    await page.locator('#personnes-seul').focus();
    await page.keyboard.press('ArrowDown');
    await expect(page.locator('#personnes-foyer')).toBeChecked();
    await page.locator('[data-form] > button[type="submit"]').focus();
    await page.keyboard.press('Enter');
    await expect(page.locator('[data-summary]')).toBeFocused();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(page.locator('#prenoms')).toBeFocused();
  });

  test('Escape closes the languages and gives the focus back', async ({ page }) => {
    await open(page, '/');
    await page.locator('[data-picker-button]').press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Escape');
    await expect(page.locator('[data-picker]')).toBeHidden();
    await expect(page.locator('[data-picker-button]')).toBeFocused();
  });

  test('what is going on is announced in the reader’s language', async ({ page }) => {
    await openTranslated(page, '/', 'tr');
    const announcer = page.locator('[data-announcer][role="status"]');
    await expect(announcer).toContainText('Sayfa çevrildi.');
    await expect(page.locator('[data-chrome]').filter({ has: announcer })).toHaveAttribute('lang', 'tr');
    await expect(panel(page)).toHaveAccessibleName('Çeviri hakkında');
  });
});
