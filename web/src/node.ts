import { pathToFileURL } from 'node:url';
import { createCore } from '../../wasm/core.js';
import { Assets } from './assets.js';
import type { Spawn } from './client.js';
import { Engine } from './engine.js';
import { DiskSource } from './node/disk.js';
import { createOrtBackend } from './ort.js';
import { folderUrl, openParvis } from './parvis.js';
import type { Parvis, ParvisOptions } from './parvis.js';
import { Service } from './service.js';
import { NoFileStore } from './storage.js';

export { ParvisError } from './errors.js';

/** The same as in a page, with files from disk and the engine in the thread that calls it. */
export async function createParvis(options: ParvisOptions): Promise<Parvis> {
  const text = String(options.assetsBase);
  const assetsBase = text.startsWith('file:') ? folderUrl(text) : folderUrl(pathToFileURL(text));
  const assets = new Assets(new DiskSource(assetsBase), new NoFileStore());
  return openParvis({ assetsBase, spawn: inThread(assets), assets, language: options.language ?? 'en' }, options);
}

function inThread(assets: Assets): Spawn {
  return ({ message }) => {
    const service = new Service(
      ({ assetsBase }) =>
        new Engine({
          assets,
          createCore: (wasm) => createCore({ url: new URL('core/', assetsBase), wasmBinary: wasm }),
          createBackend: createOrtBackend,
        }),
      message,
    );
    message({ kind: 'ready' });
    return {
      post: (data) => {
        service.handle(data);
      },
      terminate: () => {
        void service.close();
      },
    };
  };
}
