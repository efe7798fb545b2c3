/**
 * A service worker for sites that want their page to open without a network. It keeps the page's own files as they pass by; the engine and
 * the packs are kept by the library itself, verified, and are not stored twice. What a server marks as private is never kept.
 */

interface LifeEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface FetchLike extends LifeEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

interface Scope {
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
}

const CACHE = 'parvis-page-1';
const scope = globalThis as unknown as Scope;

/** Files that the library keeps itself. */
const OWN = /\/(?:packs\/.+|ort\/[^/]+\.wasm|core\/[^/]+\.(?:wasm|dat)|intent\/[^/]+)$/;

addEventListener('install', (event) => {
  (event as LifeEvent).waitUntil(scope.skipWaiting());
});

addEventListener('activate', (event) => {
  (event as LifeEvent).waitUntil(scope.clients.claim());
});

addEventListener('fetch', (event) => {
  const { request, respondWith } = bound(event as FetchLike);
  if (isWanted(request)) respondWith(answer(request));
});

// The library tells which files a page loaded before this worker was there to see them.
addEventListener('message', (event) => {
  const { data } = event as MessageEvent<{ kind?: unknown; urls?: unknown } | null>;
  if (data?.kind !== 'parvis-keep' || !Array.isArray(data.urls)) return;
  const urls = data.urls.filter((url): url is string => typeof url === 'string');
  (event as unknown as LifeEvent).waitUntil(Promise.all(urls.map(keepUnlessKept)));
});

function bound(event: FetchLike): { request: Request; respondWith: (response: Promise<Response>) => void } {
  return {
    request: event.request,
    respondWith: (response) => {
      event.respondWith(response);
    },
  };
}

function isWanted(request: Request): boolean {
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin || OWN.test(url.pathname)) return false;
  if (request.cache === 'no-store' || request.headers.has('range')) return false;
  // Data that a page asks for is its own affair, apart from static files.
  return request.destination !== '' || /\.(?:js|mjs|json)$/.test(url.pathname);
}

/** The server's answer; the kept one where there is none. */
async function answer(request: Request): Promise<Response> {
  try {
    const response = await fetch(request);
    if (response.status < 500) {
      await keep(request, response);
      return response;
    }
    return (await kept(request)) ?? response;
  } catch (error) {
    const response = await kept(request);
    if (response) return response;
    throw error;
  }
}

async function kept(request: Request): Promise<Response | undefined> {
  const cache = await caches.open(CACHE);
  return cache.match(request, { ignoreSearch: request.mode === 'navigate', ignoreVary: true });
}

async function keep(request: Request | string, response: Response): Promise<void> {
  const rules = response.headers.get('cache-control') ?? '';
  if (!response.ok || response.type !== 'basic' || response.redirected || /no-store|private/i.test(rules)) return;
  try {
    const copy = response.clone();
    await (await caches.open(CACHE)).put(request, copy);
  } catch {
    // A full disk must not take the page away.
  }
}

async function keepUnlessKept(url: string): Promise<void> {
  if (new URL(url).origin !== location.origin || OWN.test(new URL(url).pathname)) return;
  const cache = await caches.open(CACHE);
  if (await cache.match(url)) return;
  try {
    await keep(url, await fetch(url));
  } catch {
    // No network: the next visit keeps it.
  }
}
