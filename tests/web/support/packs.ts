import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPortal } from './portal.js';
import type { Portal } from './portal.js';

const PACKS = join(import.meta.dirname, '..', '..', '..', 'build', 'assets', 'packs');

/** Name of the folder of a pack, such as `fr-ar-1a2b3c4d` for `fr-ar`. */
export function packFolder(languages: string): string {
  const name = readdirSync(PACKS).find((one) => one.startsWith(`${languages}-`));
  if (name === undefined) throw new Error(`No pack ${languages}`);
  return name;
}

/** Runs a test against a portal on which the pack of one language was changed. */
export async function withChangedPack(
  languages: string,
  change: (folder: string) => void,
  test: (portal: Portal) => Promise<void>,
): Promise<void> {
  const name = packFolder(languages);
  const folder = mkdtempSync(join(tmpdir(), 'parvis-pack-'));
  cpSync(join(PACKS, name), folder, { recursive: true });
  // Compressed neighbours would be served in the place of the changed file.
  for (const file of readdirSync(folder)) if (/\.(br|gz)$/.test(file)) rmSync(join(folder, file));
  change(folder);
  const portal = await openPortal([{ prefix: `/assets/packs/${name}/`, folder }]);
  try {
    await test(portal);
  } finally {
    await portal.stop();
    rmSync(folder, { recursive: true });
  }
}

/** Changes the manifest of a pack. */
export function editManifest(folder: string, edit: (manifest: Record<string, unknown>) => void): void {
  const path = join(folder, 'pack.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  edit(manifest);
  writeFileSync(path, JSON.stringify(manifest));
}
