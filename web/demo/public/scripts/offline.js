// @ts-check
import { one } from './dom.js';

/** Shows whether there is a connection, and whether the page can do without; keeps the portal for visits without one. */
export function watchConnection() {
  const offline = one('[data-offline]');
  const ready = one('[data-offline-ready]');
  const show = () => {
    offline.hidden = navigator.onLine;
    ready.hidden = !navigator.onLine || !navigator.serviceWorker?.controller;
  };
  window.addEventListener('online', show);
  window.addEventListener('offline', show);
  show();
  if (!('serviceWorker' in navigator)) return;
  navigator.serviceWorker.addEventListener('controllerchange', show);
  navigator.serviceWorker
    .register('/parvis-sw.js', { scope: '/' })
    .catch((error) => console.warn('Offline use is not available', error));
}
