import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/*
 * Running the same code in a browser
 *
 * Needs vite (which vitest is built on), playwright-core and Debian's Chromium; what is missing is told, so that a test
 * can skip with a reason.
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

const vite = await optional<Vite>('vite', 'vitest/package.json');
const playwright = await optional<Playwright>('playwright-core');
const chromium = CHROMIUM.find((path) => path !== undefined && existsSync(path));

/** Why `bundle` cannot work here, or null. */
export const noBundler: string | null = vite === null ? 'vite is not installed' : null;

/** Why `evaluateInChromium` cannot work here, or null. */
export const noBrowser: string | null =
  noBundler ??
  (playwright === null ? 'playwright-core is not installed' : chromium === undefined ? 'Chromium is missing' : null);

/** A module and all it imports as one script that defines the global `Page`. @param entry path of the module */
export async function bundle(entry: string): Promise<string> {
  const out = mkdtempSync(join(tmpdir(), 'backplane-page-'));
  try {
    await vite!.build({
      configFile: false,
      logLevel: 'silent',
      resolve: { conditions: ['@backplane/source', 'module', 'browser', 'import', 'default'] },
      build: {
        outDir: out,
        minify: false,
        lib: { entry, name: 'Page', formats: ['iife'], fileName: () => 'page.js' },
      },
    });
    return readFileSync(join(out, 'page.js'), 'utf8');
  } finally {
    rmSync(out, { recursive: true });
  }
}

/** The value of an expression over `Page` in a page of headless Chromium. @param code what `bundle` made */
export async function evaluateInChromium(code: string, expression: string): Promise<unknown> {
  // Chromium's sandbox refuses to start as root, as in containers
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await playwright!.chromium.launch({ executablePath: chromium!, args });
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content: `${code}; window.Page = Page;` });
    return await page.evaluate(expression);
  } finally {
    await browser.close();
  }
}
