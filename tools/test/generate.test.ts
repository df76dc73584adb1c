import { expect, it } from 'vitest';
import { compareGenerated } from '../src/generate.ts';
import { writeFixture } from './fixture.ts';

it('compares what the generators give with what is on disk', async () => {
  const fixture = writeFixture({
    'packages/cpu-a/package.json': { name: '@x/cpu-a', type: 'module' },
    'packages/cpu-a/generate/index.ts': `export const generate = () => ({ 'a.ts': 'A', 'b.ts': 'B', 'c.ts': 'C' });\n`,
    'packages/cpu-a/src/generated/a.ts': 'A',
    'packages/cpu-a/src/generated/b.ts': 'old',
    'packages/cpu-a/src/generated/d.ts': 'D',
    'packages/kernel/package.json': { name: '@x/kernel' },
  });
  try {
    const files = await compareGenerated(fixture.root);
    expect(files.map(({ path, state, text }) => [path.split('/').at(-1), state, text])).toEqual([
      ['a.ts', 'same', 'A'],
      ['b.ts', 'different', 'B'],
      ['c.ts', 'missing', 'C'],
      ['d.ts', 'stray', ''],
    ]);
  } finally {
    fixture.remove();
  }
});
