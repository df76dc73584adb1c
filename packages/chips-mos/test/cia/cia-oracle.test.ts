import { describe, test } from 'vitest';
import { Mos6526Part } from '../../src/index.ts';
import { compare } from './compare.ts';

describe('the lazy CIA shows what the model that steps through each cycle shows', () => {
  for (const options of [{ model: '6526' }, { model: '8521' }, { model: '6526', week4485: true }] as const) {
    for (const hooks of [false, true]) {
      const name = `${options.model}${'week4485' in options ? ' of week 4485' : ''}${hooks ? ' with ports watched' : ''}`;
      test(name, () => {
        const seeds = Number(process.env.CIA_SEEDS ?? 4);
        for (let seed = 1; seed <= seeds; seed++) compare(Mos6526Part, options, seed, 1500, hooks);
      });
    }
  }
});
