import { choose, expect, open, openTranslated, scriptShare, test, translated } from './support/portal.js';
import type { Page } from '@playwright/test';

const PAPER = { name: 'bail.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4') };

/** Fills in the housing form; names hold what transliteration or translation would spoil. */
async function fillHousing(page: Page): Promise<void> {
  await page.fill('#nom', 'Petit');
  await page.fill('#prenoms', 'Rose, Marie');
  await page.fill('#naissance', '1990-03-25');
  await page.fill('#lieu-naissance', 'Львів, Україна');
  await page.selectOption('#nationalite', 'autre');
  await page.fill('#titre-sejour', 'AB12345');
  await page.fill('#adresse', '12 rue du Marché');
  await page.fill('#postal', '31000');
  await page.fill('#commune', 'Toulouse');
  await page.fill('#telephone', '06 12 34 56 78');
  await page.fill('#courriel', 'rose@exemple.fr');
  await page.selectOption('#type-logement', 'appartement');
  await page.check('#occupation-locataire');
  await page.fill('#entree', '2026-09-01');
  await page.fill('#surface', '42');
  await page.fill('#loyer', '612,50');
  await page.check('#meuble-non');
  await page.fill('#bailleur', 'Société Lumière');
  await page.check('#parente-non');
  await page.selectOption('#situation', 'celibataire');
  await page.check('#activite-salarie');
  await page.fill('#ressources', '1 250,00');
  await page.check('#versement-moi');
  await page.fill('#iban', 'FR76 3000 6000 0112 3456 7890 189');
  await page.setInputFiles('#piece-bail', PAPER);
  await page.check('#honneur');
}

const submit = (page: Page): Promise<void> => page.locator('[data-form] > button[type="submit"]').click();

test.describe('errors', () => {
  test('an incomplete form lists its errors, takes the focus there and leads to each field', async ({ page }) => {
    await open(page, '/changement-adresse.html');
    await submit(page);
    const summary = page.locator('[data-summary]');
    await expect(summary).toBeFocused();
    const links = summary.locator('li a');
    await expect(summary.locator('h2')).toHaveText(`Erreurs à corriger : ${String(await links.count())}`);
    await expect(page.locator('.error:visible')).toHaveCount(await links.count());
    await links.first().click();
    await expect(page.locator('#nom')).toBeFocused();
    await expect(page.locator('#nom')).toHaveAttribute('aria-invalid', 'true');
    await expect(page.locator('#nom')).toHaveAccessibleDescription(/Indiquez votre nom de naissance\./);
  });

  test('a corrected field loses its error, a wrong value gets its own', async ({ page }) => {
    await open(page, '/aide-logement.html');
    await submit(page);
    await expect(page.locator('#postal-vide')).toBeVisible();
    await page.fill('#postal', '3100');
    await page.locator('#postal').blur();
    await expect(page.locator('#postal-vide')).toBeHidden();
    await expect(page.locator('#postal-faux')).toBeVisible();
    await page.fill('#postal', '31000');
    await page.locator('#postal').blur();
    await expect(page.locator('#postal-faux')).toBeHidden();
    await expect(page.locator('#postal')).not.toHaveAttribute('aria-invalid');
  });

  test('errors are in the reader’s language, and in French again with the page', async ({ page }) => {
    await openTranslated(page, '/changement-adresse.html', 'uk');
    await submit(page);
    const summary = page.locator('[data-summary]');
    const count = await summary.locator('li').count();
    await expect(summary.locator('h2')).toHaveText(`Помилок для виправлення: ${String(count)}`);
    const first = summary.locator('li a').first();
    await expect(first).toHaveAttribute('lang', 'uk');
    expect(scriptShare(await first.innerText(), 'Cyrl')).toBe(1);
    await expect(page.locator('#nom-vide')).toHaveAttribute('lang', 'uk');
    await choose(page, 'fr');
    await translated(page, 'fr');
    await expect(first).toHaveText('Indiquez votre nom de naissance.');
    await expect(first).toHaveAttribute('lang', 'fr');
  });

  test('an IBAN with two digits exchanged is refused', async ({ page }) => {
    await open(page, '/aide-logement.html');
    await fillHousing(page);
    await page.fill('#iban', 'FR76 3000 6000 0112 3456 7980 189');
    await submit(page);
    await expect(page.locator('[data-summary] li')).toHaveText([
      'Cet IBAN n’est pas valide. Vérifiez chaque caractère.',
    ]);
  });
});

test.describe('summary of the answers', () => {
  test('is in French for the counter, with the reader’s words under it and the answers as typed; nothing is sent', async ({
    page,
    watch,
  }) => {
    await openTranslated(page, '/aide-logement.html', 'ar');
    await fillHousing(page);
    await submit(page);
    const recap = page.locator('[data-recap]');
    await expect(recap.locator('h2')).toBeFocused();
    await expect(recap.locator('h2 [lang="fr"]')).toHaveText('Récapitulatif de vos réponses');
    const answer = (label: string) =>
      recap
        .locator('.answer')
        .filter({ has: page.getByText(label, { exact: true }) })
        .locator('dd [lang="fr"]');
    await expect(answer('Nom de naissance')).toHaveText('Petit');
    await expect(answer('Prénoms')).toHaveText('Rose, Marie');
    await expect(answer('Lieu de naissance')).toHaveText('Львів, Україна');
    await expect(answer('Date de naissance')).toHaveText('25/03/1990');
    await expect(answer('Nationalité')).toHaveText('Autre nationalité');
    await expect(answer('Nom ou raison sociale du bailleur')).toHaveText('Société Lumière');
    await expect(answer('Type de logement')).toHaveText('Appartement');
    await expect(answer('Bail ou contrat de location')).toHaveText('bail.pdf');
    const gloss = recap.locator('dt .gloss').first();
    await expect(gloss).toHaveAttribute('lang', 'ar');
    expect(scriptShare(await gloss.innerText(), 'Arab')).toBe(1);
    await recap.locator('.actions button').first().click();
    await expect(page.locator('#nom')).toHaveValue('Petit');
    await expect(page.locator('#nom')).toBeVisible();

    // Nothing that was answered has left the page or stays behind in the browser.
    expect(watch.requests.length).toBeGreaterThan(10);
    expect(watch.requests.filter(({ method, body }) => method !== 'GET' || body !== null)).toEqual([]);
    expect(watch.requests.filter(({ url }) => /petit|31000|toulouse/i.test(decodeURIComponent(url)))).toEqual([]);
    const kept = await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
    );
    expect(kept).not.toMatch(/Petit|31000|Toulouse/);
  });
});

test('fields that depend on an answer come and go with it', async ({ page }) => {
  await open(page, '/inscription-scolaire.html');
  await expect(page.locator('#pays-precedent')).toBeHidden();
  await page.check('#deja-etranger');
  await expect(page.locator('#pays-precedent')).toBeVisible();
  await page.check('#deja-non');
  await expect(page.locator('#pays-precedent')).toBeHidden();
  await page.locator('[data-add]').click();
  await page.locator('[data-add]').click();
  await expect(page.locator('[data-person]')).toHaveCount(2);
  await page.locator('[data-remove]').first().click();
  await expect(page.locator('[data-person]')).toHaveCount(1);
  await expect(page.locator('#personne-2-nom')).toBeVisible();
});
