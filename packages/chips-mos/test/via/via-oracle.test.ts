import { describe, test } from 'vitest';
import { Mos6522Part } from '../../src/index.ts';
import { compare } from './compare.ts';

describe('the lazy VIA shows what the model that steps through each cycle shows', () => {
  for (const hooks of [false, true]) {
    for (const lines of [false, true]) {
      test(`ports ${hooks ? 'watched' : 'unwatched'}, CB1 and CB2 ${lines ? 'connected' : 'open'}`, () => {
        const seeds = Number(process.env.VIA_SEEDS ?? 3);
        for (let seed = 1; seed <= seeds; seed++) compare(Mos6522Part, seed, 1500, { hooks, lines });
      });
    }
  }
});
