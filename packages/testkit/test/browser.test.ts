import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { hashes } from './browser/page.ts';

/*
 * The same hash in Node and in a browser. The machine is bundled for a page; the bundle runs first in an empty script
 * context, which has neither Node's globals nor the DOM's, and then in headless Chromium if there is one.
 */

/** Where Chromium is looked for; BACKPLANE_CHROMIUM names it if it is elsewhere. */
const CHROMIUM = [process.env.BACKPLANE_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser'];

/** The part of vite's and playwright's interfaces that is used. */
interface Vite {
  build(options: object): Promise<unknown>;
}
interface Playwright {
  chromium: {
    launch(options: { executablePath: string; args: readonly string[] }): Promise<{
      newPage(): Promise<{
        addScriptTag(o: { content: string }): Promise<unknown>;
        evaluate(expression: string): Promise<unknown>;
      }>;
      close(): Promise<void>;
    }>;
  };
}

/** Imports a module from beside another one, or says that it is not there. */
async function optional<T>(name: string, beside?: string): Promise<T | null> {
  try {
    let require = createRequire(import.meta.url);
    if (beside !== undefined) require = createRequire(require.resolve(beside));
    return (await import(pathToFileURL(require.resolve(name)).href)) as T;
  } catch (error) {
    if ((error as { code?: string }).code === 'MODULE_NOT_FOUND') return null;
    throw error;
  }
}

// vite is what vitest is built on, so it is there wherever this test runs
const vite = await optional<Vite>('vite', 'vitest/package.json');
const playwright = await optional<Playwright>('playwright-core');
const chromium = CHROMIUM.find((path) => path !== undefined && existsSync(path));

/** The bundle as one script that defines `Page`. */
async function bundle(): Promise<string> {
  const out = mkdtempSync(join(tmpdir(), 'backplane-page-'));
  try {
    await vite!.build({
      configFile: false,
      logLevel: 'silent',
      resolve: { conditions: ['@backplane/source', 'module', 'browser', 'import', 'default'] },
      build: {
        outDir: out,
        minify: false,
        lib: {
          entry: fileURLToPath(new URL('browser/page.ts', import.meta.url)),
          name: 'Page',
          formats: ['iife'],
          fileName: () => 'page.js',
        },
      },
    });
    return readFileSync(join(out, 'page.js'), 'utf8');
  } finally {
    rmSync(out, { recursive: true });
  }
}

describe('the same machine', () => {
  const expected = hashes();

  it('does something', () => {
    expect(new Set(expected).size).toBe(10);
  });

  it.skipIf(vite === null)('has the same hashes in a context without Node (skipped if vite is missing)', async () => {
    const code = await bundle();
    const found = runInNewContext(`${code}; JSON.stringify(Page.hashes())`, {}) as string;
    expect(JSON.parse(found)).toEqual(expected);
  });

  const missing =
    playwright === null ? 'playwright-core is not installed' : chromium === undefined ? 'Chromium is missing' : null;
  it.skipIf(vite === null || missing !== null)(
    `has the same hashes in Chromium${missing === null ? '' : ` (skipped: ${missing})`}`,
    async () => {
      const code = await bundle();
      // Chromium's sandbox refuses to start as root, as in containers
      const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
      const browser = await playwright!.chromium.launch({ executablePath: chromium!, args });
      try {
        const page = await browser.newPage();
        await page.addScriptTag({ content: `${code}; window.Page = Page;` });
        expect(await page.evaluate('Page.hashes()')).toEqual(expected);
      } finally {
        await browser.close();
      }
    },
  );
});
