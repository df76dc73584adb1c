import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { result } from './readme-example.ts';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

it('the example of the kernel’s README runs and does what it says', () => {
  const source = read('readme-example.ts');
  const [, block] = /```ts\n([\s\S]*?)```/.exec(read('../../kernel/README.md')) ?? [];
  expect(block).toBe(source.replace('export const', 'const'));
  expect(source).toContain(`// ${result}`);
});
