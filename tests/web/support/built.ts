import { existsSync } from 'node:fs';
import { join } from 'node:path';

const repository = join(import.meta.dirname, '..', '..', '..');

/** The tests run what visitors get: the bundled library, the engine and the real packs. */
export default function requireBuild(): void {
  for (const path of ['web/dist/index.js', 'build/assets/assets.json', 'build/assets/packs/index.json']) {
    if (!existsSync(join(repository, path)))
      throw new Error(`${path} is missing: build first (npm start builds everything).`);
  }
}
