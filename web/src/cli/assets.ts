import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ParvisError } from '../errors.js';

/** The folder of the package: that of the bundle's folder `dist`. */
const PACKAGE = fileURLToPath(new URL('..', import.meta.url));

/** The assets folder: as given, that of the installed package, or that of the repository. */
export function findAssets(given?: string): string {
  const candidates = given === undefined ? [join(PACKAGE, 'assets'), join(PACKAGE, '..', 'build', 'assets')] : [given];
  const found = candidates.find((folder) => existsSync(join(folder, 'assets.json')));
  if (found === undefined) throw new ParvisError('file-missing', { detail: join(candidates[0] ?? '', 'assets.json') });
  return found;
}

/** A form of the demonstration portal. */
export function bundledForm(): string {
  return join(PACKAGE, 'demo', 'public', 'aide-logement.html');
}
