// Serves the demonstration portal: static files under the strict content security policy, nothing else.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/** @typedef {{ prefix: string, folder: string }} Mount */
/** @typedef {{ path: string, size: number, modified: number, tag: string, encoding?: string }} File */

const here = fileURLToPath(new URL('.', import.meta.url));
const repository = join(here, '..', '..');

export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const SECURITY_HEADERS = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** @type {Record<string, string>} */
const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
};

// A folder whose name carries the version of a pack, or a file whose name carries a hash, never changes behind its address.
const IMMUTABLE = /^\/assets\/packs\/[^/]+-[^/]+\/|[.-][0-9a-f]{8,}\.\w+$/;

/**
 * Address prefixes and the folders they show, tried in order; a file missing from one is looked for in the next.
 * @type {Mount[]}
 */
export const DEFAULT_MOUNTS = [
  { prefix: '/parvis-sw.js', folder: join(repository, 'web', 'dist', 'parvis-sw.js') },
  { prefix: '/parvis/', folder: join(repository, 'web', 'dist') },
  { prefix: '/assets/', folder: join(repository, 'build', 'assets') },
  { prefix: '/', folder: join(here, 'public') },
];

/**
 * Path on disk of a request inside a mount, or null where the address leaves the folder.
 * @param {Mount} mount
 * @param {string} pathname
 */
function locate(mount, pathname) {
  if (!pathname.startsWith(mount.prefix)) return null;
  if (pathname === mount.prefix && !mount.prefix.endsWith('/')) return mount.folder;
  const inside = normalize(join(mount.folder, pathname.slice(mount.prefix.length)));
  return inside === mount.folder || inside.startsWith(mount.folder + sep) ? inside : null;
}

/**
 * @param {string} path
 * @returns {Promise<File | null>}
 */
async function fileAt(path) {
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) return null;
  const modified = Math.trunc(found.mtimeMs);
  return { path, size: found.size, modified, tag: `"${found.size.toString(36)}-${modified.toString(36)}"` };
}

/**
 * @param {Mount[]} mounts
 * @param {string} pathname
 */
async function resolve(mounts, pathname) {
  for (const mount of mounts) {
    const path = locate(mount, pathname.endsWith('/') ? `${pathname}index.html` : pathname);
    const file = path && (await fileAt(path));
    if (file) return file;
  }
  return null;
}

/**
 * The precompressed neighbour (`.br`, `.gz`) that the browser accepts, or the file itself.
 * @param {File} file
 * @param {string} accepted
 * @returns {Promise<File>}
 */
async function encode(file, accepted) {
  for (const [encoding, suffix] of /** @type {const} */ ([
    ['br', '.br'],
    ['gzip', '.gz'],
  ])) {
    if (!new RegExp(`(^|[,\\s])${encoding}(?!;q=0(\\.0*)?(,|$))`).test(accepted)) continue;
    const packed = await fileAt(file.path + suffix);
    // One that is older than its file was left behind by a build.
    if (packed && packed.modified >= file.modified) return { ...packed, encoding };
  }
  return file;
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {number} status
 * @param {import('node:http').OutgoingHttpHeaders} [headers]
 */
function refuse(response, status, headers = {}) {
  response.writeHead(status, { ...SECURITY_HEADERS, 'Content-Type': 'text/plain; charset=utf-8', ...headers });
  response.end(`${status}\n`);
}

/**
 * An HTTP server of the portal.
 * @param {{ mounts?: Mount[] }} [options] mounts put before the default ones replace their files.
 */
export function createPortal({ mounts = [] } = {}) {
  const all = [...mounts, ...DEFAULT_MOUNTS];
  return createServer(async (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405, { Allow: 'GET, HEAD' });
    let pathname;
    try {
      pathname = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    } catch {
      return refuse(response, 400);
    }
    const source = pathname.includes('\0') ? null : await resolve(all, pathname);
    if (!source) return refuse(response, 404);
    const file = await encode(source, String(request.headers['accept-encoding'] ?? ''));
    const headers = {
      ...SECURITY_HEADERS,
      'Cache-Control': IMMUTABLE.test(pathname) ? 'public, max-age=31536000, immutable' : 'no-cache',
      'Content-Type': TYPES[extname(source.path)] ?? 'application/octet-stream',
      ETag: file.tag,
      Vary: 'Accept-Encoding',
      ...(file.encoding ? { 'Content-Encoding': file.encoding } : {}),
    };
    if (request.headers['if-none-match'] === file.tag) return response.writeHead(304, headers).end();
    response.writeHead(200, { ...headers, 'Content-Length': file.size });
    if (request.method === 'HEAD') return response.end();
    createReadStream(file.path)
      .on('error', () => response.destroy())
      .pipe(response);
  });
}

/**
 * Starts a server and gives the address that it listens on.
 * @param {import('node:http').Server} server
 * @param {number} port 0 for any free one
 * @param {string} [host]
 * @returns {Promise<string>}
 */
export function listen(server, port, host = 'localhost') {
  return new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(port, host, () =>
      done(`http://localhost:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}/`),
    );
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: { port: { type: 'string', default: '8080' }, host: { type: 'string', default: 'localhost' } },
  });
  const server = createPortal();
  try {
    console.log(`Parvis: ${await listen(server, Number(values.port), values.host)}`);
  } catch (thrown) {
    const error = /** @type {NodeJS.ErrnoException} */ (thrown);
    console.error(
      error.code === 'EADDRINUSE' ? `Port ${values.port} is taken: choose another one with --port.` : error.message,
    );
    process.exitCode = 1;
  }
}
