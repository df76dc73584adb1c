import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';
import { bundle, evaluateInChromium, noBrowser, noBundler } from '@backplane/testkit/node';
import { describe, expect, it } from 'vitest';
import { hashes } from './browser/page.ts';

/*
 * The same hash in Node and in a browser. The machine is bundled for a page; the bundle runs first in an empty script
 * context, which has neither Node's globals nor the DOM's, and then in headless Chromium if there is one.
 */

const page = fileURLToPath(new URL('browser/page.ts', import.meta.url));

describe('the same machine', () => {
  const expected = hashes();

  it('does something', () => {
    expect(new Set(expected).size).toBe(10);
  });

  it.skipIf(noBundler !== null)(
    `has the same hashes in a context without Node${noBundler === null ? '' : ` (skipped: ${noBundler})`}`,
    async () => {
      const found = runInNewContext(`${await bundle(page)}; JSON.stringify(Page.hashes())`, {}) as string;
      expect(JSON.parse(found)).toEqual(expected);
    },
  );

  it.skipIf(noBrowser !== null)(
    `has the same hashes in Chromium${noBrowser === null ? '' : ` (skipped: ${noBrowser})`}`,
    async () => {
      expect(await evaluateInChromium(await bundle(page), 'Page.hashes()')).toEqual(expected);
    },
  );
});
