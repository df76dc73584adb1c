import { testDevice } from '@backplane/testkit';
import { describe, test } from 'vitest';
import { Mos6526Part, Mos8521Part } from '../src/index.ts';

testDevice({ part: Mos6526Part, describe, test, crystal: 1_000_000, pause: 300 });
testDevice({
  part: Mos8521Part,
  describe,
  test,
  crystal: 985_248,
  pause: 40_000,
  seeds: [4, 5],
  options: { mains: 60 },
});
