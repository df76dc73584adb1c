import { fileURLToPath } from 'node:url';
import { bundle, evaluateInChromium, noBrowser } from '@backplane/testkit/node';
import { expect, test } from 'vitest';
import { hashes } from './browser/page.ts';

const page = fileURLToPath(new URL('browser/page.ts', import.meta.url));

test.skipIf(noBrowser !== null)(
  `the machine has the same hashes in Node and in Chromium${noBrowser === null ? '' : ` (skipped: ${noBrowser})`}`,
  async () => {
    const expected = hashes();
    expect(new Set(expected).size).toBe(expected.length);
    expect(await evaluateInChromium(await bundle(page), 'Page.hashes()')).toEqual(expected);
  },
);
