/**
 * Where the page has our service worker, tells it what this page has loaded, because on a first visit the worker started too late to see it
 * pass by. Does nothing on other pages.
 */
export async function keepPageOffline(extra: readonly string[]): Promise<void> {
  const container = (navigator as { serviceWorker?: ServiceWorkerContainer }).serviceWorker;
  const registered = await container?.getRegistration().catch(() => undefined);
  if (!container || !registered) return;
  const { active } = await container.ready;
  if (!active || !new URL(active.scriptURL).pathname.endsWith('/parvis-sw.js')) return;
  const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
  const urls = [location.href.split('#')[0] ?? '', ...loaded, ...extra];
  active.postMessage({ kind: 'parvis-keep', urls: urls.filter((url) => url.startsWith(location.origin)) });
}
