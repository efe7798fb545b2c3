import { expect, test } from './support/portal.js';

test.describe('plain French', () => {
  test('is written in the worker with its own files alone', async ({ page }) => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    page.on('worker', (worker) => asked.push(new URL(worker.url()).pathname));
    await page.goto('/changement-adresse.html');
    asked.length = 0;
    const found = await page.evaluate(async () => {
      const library = '/parvis/index.js';
      const { createParvis } = (await import(library)) as typeof import('../../web/src/index.js');
      const parvis = await createParvis({ assetsBase: '/assets/' });
      const phases = new Set<string>();
      const letter = '<p>Vous êtes tenu de répondre à l’issue de l’<b>entretien</b>.</p>';
      const result = await parvis.simplify(letter, {
        level: 'light',
        markup: true,
        onProgress: ({ phase }) => phases.add(phase),
      });
      const refused = await parvis
        .simplify('<p>Une <b', { markup: true })
        .catch((error: { code: string }) => error.code);
      parvis.close();
      return { result, refused, phases: [...phases] };
    });
    expect(found.result.text).toBe('<p>Vous devez répondre après l’<b>entretien</b>.</p>');
    expect(found.result.edits.length).toBeGreaterThan(1);
    expect(found.refused).toBe('markup-invalid');
    expect(found.phases).toEqual(['load', 'start']);
    expect(asked).toContain('/parvis/worker.js');
    expect(asked.filter((path) => /^\/assets\/(?:packs|ort|intent)\//.test(path))).toEqual([]);
  });
});
