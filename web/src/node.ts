import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { createCore } from '../../wasm/core.js';
import { Assets } from './assets.js';
import type { Spawn } from './client.js';
import { Engine } from './engine.js';
import { DiskSource } from './node/disk.js';
import { createOrtBackend } from './ort.js';
import { ParvisError } from './errors.js';
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
  return openParvis(
    { assetsBase, spawn: inThread(assets), assets, language: options.language ?? 'en', readText },
    options,
  );
}

/** A file of the site: a path or a `file:` address. */
async function readText(file: string | URL): Promise<string> {
  try {
    return await readFile(String(file).startsWith('file:') ? new URL(file) : file, 'utf8');
  } catch (cause) {
    throw new ParvisError('file-missing', { detail: String(file), cause });
  }
}

function inThread(assets: Assets): Spawn {
  return ({ message }) => {
    const service = new Service(
      ({ assetsBase, procedures = [] }) =>
        new Engine({
          assets,
          procedures: [...procedures],
          notify: (notice) => {
            message({ kind: 'notice', notice });
          },
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
