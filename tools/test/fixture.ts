import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A repository in a temporary folder, deleted by `[Symbol.dispose]` or `remove`. */
export interface Fixture {
  readonly root: string;
  remove(): void;
}

/**
 * Writes a small repository.
 *
 * @param files Path relative to the root and contents; an object becomes JSON.
 */
export function writeFixture(files: Readonly<Record<string, string | object>>): Fixture {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'backplane tools ')));
  for (const [path, contents] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), typeof contents === 'string' ? contents : JSON.stringify(contents, null, 2));
  }
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}
