import { choose, expect, openPortal, scriptShare, test, translated } from './support/portal.js';

test.describe('without a connection', () => {
  test('a second visit works, translation included, when the server is gone', async ({ page, context }) => {
    const portal = await openPortal();
    try {
      await page.goto(`${portal.url}changement-adresse.html`);
      await choose(page, 'uk');
      await translated(page, 'uk');
      await expect(page.locator('[data-offline-ready]')).toBeVisible();
    } finally {
      await portal.stop();
    }
    await context.setOffline(true);
    await page.reload();
    await translated(page, 'uk');
    await expect(page.locator('[data-offline]')).toBeVisible();
    await expect(page.locator('[data-offline]')).toContainText('Немає з’єднання');
    await expect(page.locator('label[for="nom"]')).toHaveAttribute('lang', 'uk');
    expect(scriptShare(await page.locator('h1').innerText(), 'Cyrl')).toBe(1);
  });
});
