import { test as base, expect } from '@playwright/test';
import type { BrowserContext, Locator, Page } from '@playwright/test';
import type { Server } from 'node:http';
import { createPortal, listen } from '../../../web/demo/serve.mjs';

export { expect };

/** A server of the portal that a test may stop. */
export interface Portal {
  /** Address with a slash at its end. */
  readonly url: string;
  /** Takes the server away, open connections included. */
  stop(): Promise<void>;
}

export interface Mount {
  readonly prefix: string;
  readonly folder: string;
}

/** Origins of the portals that were opened: all that a page may talk to. */
const origins = new Set<string>();

export async function openPortal(mounts: readonly Mount[] = []): Promise<Portal> {
  const server: Server = createPortal({ mounts: [...mounts] });
  const url = await listen(server, 0);
  origins.add(new URL(url).origin);
  return {
    url,
    stop: () =>
      new Promise((done) => {
        server.close(() => {
          done();
        });
        server.closeAllConnections();
      }),
  };
}

/** What a browser context did that it must never do. */
export interface Watch {
  /** Every request of pages, workers and service worker: method, address, whether something was sent along. */
  readonly requests: { readonly method: string; readonly url: string; readonly body: string | null }[];
  /** Violations of the content security policy, as the browser reports them. */
  readonly violations: string[];
}

export async function watchContext(context: BrowserContext): Promise<Watch> {
  const watch: Watch = { requests: [], violations: [] };
  context.on('request', (request) =>
    watch.requests.push({ method: request.method(), url: request.url(), body: request.postData() }),
  );
  context.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) watch.violations.push(message.text());
  });
  await context.exposeBinding('reportViolation', (_, text: string) => watch.violations.push(text));
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      const { reportViolation } = globalThis as unknown as { reportViolation: (text: string) => void };
      reportViolation(`${event.effectiveDirective} ${event.blockedURI}`);
    });
  });
  return watch;
}

/** Nothing has left the portal and no policy was violated. */
export function expectGoodConduct(watch: Watch): void {
  expect(watch.violations, 'violations of the content security policy').toEqual([]);
  const elsewhere = watch.requests.filter(({ url }) => !origins.has(new URL(url).origin));
  expect(elsewhere, 'requests that left the portal').toEqual([]);
}

interface Fixtures {
  readonly watch: Watch;
}

interface WorkerFixtures {
  readonly portal: Portal;
}

/** `page` opens addresses of the portal; after each test nothing has left the portal and no policy was violated. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  portal: [
    // Playwright reads the fixtures that are needed from the parameter's pattern.
    async ({}, use) => {
      const portal = await openPortal();
      await use(portal);
      await portal.stop();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ portal }, use) => use(portal.url),
  watch: [
    async ({ context }, use) => {
      const watch = await watchContext(context);
      await use(watch);
      expectGoodConduct(watch);
    },
    { auto: true },
  ],
});

export const PAGES = [
  '/',
  '/aide-logement.html',
  '/changement-adresse.html',
  '/inscription-scolaire.html',
  '/langage-clair.html',
] as const;

/** The panel about the translation. */
export function panel(page: Page): Locator {
  return page.locator('[data-panel]');
}

/** Chooses a language in the header, as a visitor does. */
export async function choose(page: Page, code: string): Promise<void> {
  await page.locator('[data-picker-button]').click();
  await page.locator(`[data-picker] [data-language="${code}"]`).click();
}

/** Opens a page and waits until its scripts are at work. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.locator('[data-picker-button]').waitFor();
}

/** Opens a page and waits until it is translated. */
export async function openTranslated(page: Page, path: string, code: string): Promise<void> {
  await page.goto(path);
  await choose(page, code);
  await translated(page, code);
}

/** Waits until the page is in a language; fails with what the page says when it cannot be. */
export async function translated(page: Page, code: string): Promise<void> {
  const failure = page.locator('.panel.failed');
  await page.locator(`html[lang="${code}"]`).or(failure).first().waitFor();
  expect(await failure.allInnerTexts()).toEqual([]);
}

/** The page as the site wrote it, to the letter: its menu and its main part, without the portal's own panels. */
export function siteMarkup(page: Page): Promise<string> {
  return page.evaluate(() =>
    ['.menu', 'main']
      .map((part) => {
        const copy = document.querySelector(part)?.cloneNode(true) as Element;
        for (const own of copy.querySelectorAll('[data-chrome]')) own.remove();
        return copy.outerHTML;
      })
      .join(''),
  );
}

/** Letters of a script as a share of all letters, 0 to 1. */
export function scriptShare(text: string, script: 'Arab' | 'Cyrl' | 'Hani' | 'Latn'): number {
  const letters = text.match(/\p{L}/gu) ?? [];
  const own = letters.filter((letter) => new RegExp(`\\p{sc=${script}}`, 'u').test(letter));
  return letters.length === 0 ? 0 : own.length / letters.length;
}
