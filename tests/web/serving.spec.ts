import { packFolder } from './support/packs.js';
import { expect, PAGES, test } from './support/portal.js';

const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; " +
  "worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

test.describe('the portal’s server', () => {
  test('sends the strict policy with everything, errors included', async ({ request }) => {
    for (const path of [...PAGES, '/parvis/worker.js', '/parvis-sw.js', '/assets/core/parvis-core.wasm', '/nowhere']) {
      const response = await request.get(path);
      expect(response.headers()['content-security-policy'], path).toBe(POLICY);
      expect(response.headers()['x-content-type-options'], path).toBe('nosniff');
    }
  });

  test('names types that browsers insist on', async ({ request }) => {
    const types: Readonly<Record<string, string>> = {
      '/': 'text/html; charset=utf-8',
      '/scripts/portal.js': 'text/javascript; charset=utf-8',
      '/assets/core/parvis-core.wasm': 'application/wasm',
      '/manifest.webmanifest': 'application/manifest+json; charset=utf-8',
      '/icons/parvis.svg': 'image/svg+xml',
    };
    for (const [path, type] of Object.entries(types)) {
      expect((await request.get(path)).headers()['content-type'], path).toBe(type);
    }
  });

  test('lets versioned packs be kept for good and asks again for the rest', async ({ request }) => {
    const kept = await request.get(`/assets/packs/${packFolder('fr-ar')}/pack.json`);
    expect(kept.headers()['cache-control']).toBe('public, max-age=31536000, immutable');
    const page = await request.get('/');
    expect(page.headers()['cache-control']).toBe('no-cache');
    const again = await request.get('/', { headers: { 'If-None-Match': page.headers()['etag'] ?? '' } });
    expect(again.status()).toBe(304);
  });

  test('stays inside its folders and only reads', async ({ request }) => {
    for (const path of [
      '/../serve.mjs',
      '/%2e%2e/serve.mjs',
      '/assets/%2e%2e%2f%2e%2e%2fpackage.json',
      '/%00',
      '/assets/packs',
    ]) {
      expect((await request.get(path)).status(), path).toBe(404);
    }
    expect((await request.post('/', { data: 'x' })).status()).toBe(405);
    expect((await request.head('/')).status()).toBe(200);
  });

  test('a page that breaks the policy is noticed by these tests', async ({ page, watch }) => {
    await page.goto('/');
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'document.title = "run"';
      document.body.append(script);
    });
    await expect.poll(() => watch.violations.length).toBeGreaterThan(0);
    expect(await page.title()).not.toBe('run');
    watch.violations.length = 0;
  });
});
