import { createCore } from '../../wasm/core.js';
import { Assets } from './assets.js';
import { Engine } from './engine.js';
import { createOrtBackend } from './ort.js';
import type { FromWorker, ToWorker } from './protocol.js';
import { Service } from './service.js';
import { HttpSource } from './source.js';
import { openStore } from './storage.js';
import type { Notice } from './types.js';

// The module worker: everything heavy lives here, so that the page stays responsive and memory can be given back by ending the worker.
const post = (message: FromWorker): void => {
  postMessage(message);
};

const notify = (notice: Notice): void => {
  post({ kind: 'notice', notice });
};

const service = new Service(
  ({ assetsBase, procedures }) =>
    new Engine({
      assets: new Assets(new HttpSource(assetsBase), openStore(assetsBase), notify),
      procedures,
      notify,
      createCore: (wasm) => createCore({ url: new URL('core/', assetsBase), wasmBinary: wasm }),
      createBackend: createOrtBackend,
    }),
  post,
);

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  service.handle(data);
});
post({ kind: 'ready' });
