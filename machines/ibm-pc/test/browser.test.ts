import { fileURLToPath } from 'node:url';
import { bundle, evaluateInChromium, noBrowser } from '@backplane/testkit/node';
import { expect, test } from 'vitest';
import { hashes } from './browser/page.ts';

/*
 * The PC/XT with the project's BIOS: text, a floppy disk that is read and written, and graphics of the colour adapter
 */

const page = fileURLToPath(new URL('browser/page.ts', import.meta.url));
const expected = hashes();

test('the program of this test has written to the disk and draws', () => {
  expect(new Set(expected).size).toBe(expected.length);
  // cylinder 12, head 1, sector 3 of the image
  const at = (12 * 18 + 9 + 2) * 512;
  expect(expected.at(-1)).toBe([...Array(8).keys()].map((n) => (((at + n) * 7) ^ ((at + n) >> 9)) & 0xff).join());
});

test('slices, and going on from saved states, change nothing', () => {
  expect(hashes(7, true)).toEqual(expected);
});

test.skipIf(noBrowser !== null)(
  `the machine has the same hashes in Node and in Chromium${noBrowser === null ? '' : ` (skipped: ${noBrowser})`}`,
  async () => {
    expect(await evaluateInChromium(await bundle(page), 'Page.hashes(3)')).toEqual(expected);
  },
);
