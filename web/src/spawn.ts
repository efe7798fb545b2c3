import type { Spawn } from './client.js';
import type { FromWorker } from './protocol.js';

interface TrustedPolicy {
  createScriptURL(url: string): string;
}

interface TrustedTypes {
  createPolicy(name: string, rules: TrustedPolicy): TrustedPolicy;
}

/** Starts the module worker that lies beside this module, or at `url`. */
export function workerSpawner(url?: string | URL): Spawn {
  const address = url === undefined ? new URL('./worker.js', import.meta.url) : new URL(url, document.baseURI);
  const script = trusted(address);
  return ({ message, crash }) => {
    const worker = new Worker(script, { type: 'module', name: 'parvis' });
    worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
      message(data);
    });
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      crash(event.message);
    });
    worker.addEventListener('messageerror', () => {
      crash('messageerror');
    });
    return {
      post: (data) => {
        worker.postMessage(data);
      },
      terminate: () => {
        worker.terminate();
      },
    };
  };
}

/** Where a site enforces Trusted Types it allows the policy `parvis`, which lets our own worker through and nothing else. */
function trusted(url: URL): URL {
  const factory = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
  if (!factory) return url;
  try {
    const policy = factory.createPolicy('parvis', { createScriptURL: (text) => (text === url.href ? text : '') });
    return policy.createScriptURL(url.href) as unknown as URL;
  } catch {
    // The site does not allow the policy, or another instance made it already: the browser judges the plain address.
    return url;
  }
}
