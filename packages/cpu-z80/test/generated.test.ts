import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { generate } from '../generate/index.ts';

test.each(Object.entries(generate()))('src/generated/%s is what the table gives', (name, text) => {
  const file = readFileSync(new URL(`../src/generated/${name}`, import.meta.url), 'utf8');
  // one long string would be compared line by line for minutes: compare first, then show the first difference
  if (file === text) return;
  const [on, fresh] = [file.split('\n'), text.split('\n')];
  const line = fresh.findIndex((l, n) => l !== on[n]);
  expect(on[line], `line ${line + 1}; run npm run generate`).toBe(fresh[line]);
});
