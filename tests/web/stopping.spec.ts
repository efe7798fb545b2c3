import { choose, expect, panel, siteMarkup, test, translated } from './support/portal.js';

const FORM = '/changement-adresse.html';

test.describe('stopping', () => {
  test('a download that is stopped leaves the French and can be tried again', async ({ page, context }) => {
    let held = true;
    await context.route('**/packs/fr-uk-*/embeddings.bin', async (route) => {
      while (held) await new Promise((done) => setTimeout(done, 50));
      await route.continue().catch(() => undefined);
    });
    await page.goto(FORM);
    const before = await siteMarkup(page);
    await choose(page, 'uk');
    const progress = panel(page).getByRole('progressbar');
    await expect(progress).toBeVisible();
    await expect(panel(page)).toContainText('Завантаження мови');
    await panel(page).locator('[data-action="cancel"]').click();
    await expect(panel(page)).toContainText('Переклад зупинено. Сторінка французькою мовою.');
    await expect(progress).toHaveCount(0);
    await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
    await choose(page, 'fr');
    expect(await siteMarkup(page)).toBe(before);

    held = false;
    await page.goto('/');
    await choose(page, 'uk');
    await translated(page, 'uk');
  });

  test('an aborted translation rejects, and the engine leaves the rest undone', async ({ page }) => {
    await page.goto(FORM);
    const { name, batchesThen, batchesLater, all, next } = await page.evaluate(async () => {
      const library = '/parvis/index.js';
      const { createParvis } = (await import(library)) as typeof import('../../web/src/index.js');
      const parvis = await createParvis({ assetsBase: '/assets/' });
      const texts = Array.from(
        { length: 400 },
        (_, at) => `Vous devez fournir le document numéro ${String(at + 100)} avant la fin du mois.`,
      );
      const stop = new AbortController();
      const name = await parvis
        .translate(texts, {
          to: 'uk',
          signal: stop.signal,
          onProgress: ({ phase, done }) => {
            if (phase === 'translate' && done > 0) stop.abort();
          },
        })
        .then(
          () => 'not rejected',
          (error: unknown) => (error as Error).name,
        );
      const next = await parvis.translate('Nom de naissance', { to: 'uk' });
      const batchesThen = (await parvis.report()).batches;
      await new Promise((done) => setTimeout(done, 500));
      const batchesLater = (await parvis.report()).batches;
      parvis.close();
      return { name, batchesThen, batchesLater, all: texts.length / 16, next: next.text };
    });
    expect(name).toBe('AbortError');
    expect(batchesLater).toBe(batchesThen);
    expect(batchesThen).toBeLessThan(all);
    expect(next).not.toBe('Nom de naissance');
  });

  test('choosing another language gives up the one on its way', async ({ page, context }) => {
    let asked = (): void => undefined;
    const onItsWay = new Promise<void>((done) => (asked = done));
    await context.route('**/packs/fr-ar-*/embeddings.bin', () => {
      // Never answered: the visitor changes their mind first.
      asked();
    });
    await page.goto('/');
    await choose(page, 'ar');
    await onItsWay;
    await choose(page, 'uk');
    await translated(page, 'uk');
    await expect(page.locator('main :not([data-language])[lang="ar"]')).toHaveCount(0);
    await expect(page.locator('h1')).toHaveAttribute('lang', 'uk');
  });
});
