import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { choose, expect, openPortal, panel, scriptShare, test } from './support/portal.js';

const PACKS = join(import.meta.dirname, '..', '..', 'build', 'assets', 'packs');

/** A copy of one language's pack folder, damaged, and the mount that shows it in the place of the true one. */
function damaged(
  languages: string,
  damage: (folder: string) => void,
): { folder: string; mounts: { prefix: string; folder: string }[] } {
  const name = readdirSync(PACKS).find((one) => one.startsWith(`${languages}-`));
  if (name === undefined) throw new Error(`No pack ${languages}`);
  const folder = mkdtempSync(join(tmpdir(), 'parvis-pack-'));
  cpSync(join(PACKS, name), folder, { recursive: true });
  // Compressed neighbours would be served in the place of the damaged file.
  for (const file of readdirSync(folder)) if (/\.(br|gz)$/.test(file)) rmSync(join(folder, file));
  damage(folder);
  return { folder, mounts: [{ prefix: `/assets/packs/${name}/`, folder }] };
}

const CASES = [
  {
    title: 'one flipped bit in the weights',
    code: 'pack-hash-mismatch',
    arabic: 'أحد ملفات هذه اللغة مُعدَّل أو تالف. حفاظًا على سلامتك، لن يُستخدَم.',
    damage: (folder: string) => {
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
    damage: (folder: string) => {
      truncateSync(join(folder, 'pieces.bin'), 100);
    },
  },
  {
    title: 'a format of the future',
    code: 'pack-format-unknown',
    arabic: 'ملفات هذه اللغة بصيغة لا تعرفها هذه الصفحة.',
    damage: (folder: string) => {
      const path = join(folder, 'pack.json');
      writeFileSync(path, readFileSync(path, 'utf8').replace(/"format":\s*\d+/, '"format": 99'));
    },
  },
];

test.describe('a damaged language', () => {
  for (const { title, code, arabic, damage } of CASES) {
    test(`${title} is refused, with its reason in the reader’s language`, async ({ page }) => {
      const { folder, mounts } = damaged('fr-ar', damage);
      const portal = await openPortal(mounts);
      try {
        await page.goto(`${portal.url}aide-logement.html`);
        await choose(page, 'ar');
        await expect(panel(page)).toContainText(arabic);
        await expect(panel(page)).toContainText(code);
        await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
        await expect(page.locator('label[for="nom"]')).toContainText('Nom de naissance');
        expect(scriptShare(await page.locator('form').innerText(), 'Latn')).toBe(1);
      } finally {
        await portal.stop();
        rmSync(folder, { recursive: true });
      }
    });
  }

  test('a language lost on the way is told as such, and another one still works', async ({ page, context }) => {
    await context.route('**/packs/fr-ar-*/embeddings.bin', (route) => route.abort('connectionreset'));
    await page.goto('/aide-logement.html');
    await choose(page, 'ar');
    await expect(panel(page)).toContainText('انقطع الاتصال أثناء التنزيل.');
    await choose(page, 'en');
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  });
});
