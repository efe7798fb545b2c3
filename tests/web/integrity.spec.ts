import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { editManifest, withChangedPack } from './support/packs.js';
import { choose, expect, panel, scriptShare, test } from './support/portal.js';

const CASES = [
  {
    title: 'one flipped bit in the weights',
    code: 'pack-hash-mismatch',
    arabic: 'أحد ملفات هذه اللغة مُعدَّل أو تالف. حفاظًا على سلامتك، لن يُستخدَم.',
    change: (folder: string) => {
      const path = join(folder, 'embeddings.bin');
      const bytes = readFileSync(path);
      bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
      writeFileSync(path, bytes);
    },
  },
  {
    title: 'a file cut short',
    code: 'pack-file-truncated',
    arabic: 'أحد ملفات هذه اللغة غير مكتمل. حاول مرة أخرى.',
    change: (folder: string) => {
      truncateSync(join(folder, 'pieces.bin'), 100);
    },
  },
  {
    title: 'a format of the future',
    code: 'pack-format-unknown',
    arabic: 'ملفات هذه اللغة بصيغة لا تعرفها هذه الصفحة.',
    change: (folder: string) => {
      editManifest(folder, (manifest) => (manifest['format'] = 99));
    },
  },
  {
    title: 'a direction that was switched off',
    code: 'direction-off',
    arabic: 'هذه اللغة معطَّلة: ترجمتها ليست جيدة بما يكفي بعد.',
    change: (folder: string) => {
      editManifest(folder, (manifest) => (manifest['status'] = { 'fr-ar': 'off', 'ar-fr': 'off' }));
    },
  },
];

test.describe('a damaged language', () => {
  for (const { title, code, arabic, change } of CASES) {
    test(`${title} is refused, with its reason in the reader’s language`, async ({ page }) => {
      await withChangedPack('fr-ar', change, async ({ url }) => {
        await page.goto(`${url}aide-logement.html`);
        await choose(page, 'ar');
        await expect(panel(page)).toContainText(arabic);
        await expect(panel(page)).toContainText(code);
        await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
        await expect(page.locator('label[for="nom"]')).toContainText('Nom de naissance');
        expect(scriptShare(await page.locator('form').innerText(), 'Latn')).toBe(1);
      });
    });
  }

  test('a language lost on the way is told as such, and another one still works', async ({ page, context }) => {
    await context.route('**/packs/fr-ar-*/embeddings.bin', (route) => route.abort('connectionreset'));
    await page.goto('/');
    await choose(page, 'ar');
    await expect(panel(page)).toContainText('انقطع الاتصال أثناء التنزيل.');
    await choose(page, 'en');
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  });
});
