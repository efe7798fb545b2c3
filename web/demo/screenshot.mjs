// Makes screenshot.png, the picture of the README: the housing form read in Arabic, the French beside it.
import { writeFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { createPortal, listen } from './serve.mjs';

const server = createPortal();
const url = await listen(server, 0);
const browser = await chromium.launch({
  executablePath: process.env.PARVIS_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  const page = await browser.newPage({
    viewport: { width: 1200, height: 780 },
    colorScheme: 'light',
    locale: 'fr-FR',
    reducedMotion: 'reduce',
  });
  await page.goto(`${url}aide-logement.html?lang=ar`);
  await page.waitForSelector('html[lang="ar"]', { timeout: 120_000 });
  await page.evaluate(() => document.querySelector('.part')?.scrollIntoView());
  await writeFile(new URL('screenshot.png', import.meta.url), await page.screenshot());
} finally {
  await browser.close();
  server.close();
}
