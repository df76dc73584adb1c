import { describe, test } from 'vitest';
import { Mos6526Part } from '../../src/index.ts';
import { compare } from './compare.ts';

describe('the lazy CIA shows what the model that steps through each cycle shows', () => {
  for (const model of ['6526', '6526-4485', '8521'] as const) {
    for (const hooks of [false, true]) {
      const name = `${model}${hooks ? ' with ports watched' : ''}`;
      test(name, () => {
        const seeds = Number(process.env.CIA_SEEDS ?? 3);
        for (let seed = 1; seed <= seeds; seed++) compare(Mos6526Part, { model }, seed, 1500, hooks);
      });
    }
  }
});
