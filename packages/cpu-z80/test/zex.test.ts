import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { besideRepository } from '@backplane/testkit/node';
import { describe, expect, test } from 'vitest';
import { runExerciser } from './exerciser.ts';

/** Folder with zexdoc.com and zexall.com (Frank Cringle's exercisers, GPL: not part of this repository). */
function programs(): string | null {
  const named = process.env.BACKPLANE_ZEX;
  return named !== undefined && named !== '' ? named : besideRepository(join('shared', 'zex'));
}

describe('Z80 instruction set exercisers', () => {
  const folder = programs();
  for (const name of ['zexdoc.com', 'zexall.com']) {
    const path = folder === null ? null : join(folder, name);
    if (path === null || !existsSync(path)) {
      test.skip(`${name}: skipped, set BACKPLANE_ZEX to a folder that holds it`, () => {});
      continue;
    }
    test(name, { timeout: 900_000 }, () => {
      const { output } = runExerciser(readFileSync(path));
      // a line for each group of instructions, with its verdict at the end
      const lines = output.split(/[\n\r]+/).filter((line) => /\bOK\s*$|ERROR/.test(line));
      expect(lines.length).toBe(67);
      expect(lines.filter((line) => !line.trimEnd().endsWith('OK'))).toEqual([]);
      expect(output).toContain('Tests complete');
    });
  }
});
