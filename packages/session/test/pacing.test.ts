import { expect, it } from 'vitest';
import { Pacer } from '../src/pacing.ts';

const TICKS_PER_SECOND = 4_000_000;

it('a key that makes the guest compute for a moment is not followed by a long sleep', () => {
  let now = 0;
  const pacer = new Pacer({ now: () => now, sleep: async () => {} }, TICKS_PER_SECOND, 'auto', 1);
  let tick = 0;
  const turn = (idleBefore: boolean, idleAfter: boolean, ms: number): number => {
    tick += pacer.slice(tick, idleBefore);
    now += ms;
    return pacer.pause(tick, idleAfter);
  };
  pacer.begin(0);
  // computes at 100 times real time, then waits for a key at real time
  for (let n = 0; n < 20; n++) turn(false, false, 0.1);
  for (let n = 0; n < 5; n++) now += Math.max(0, turn(true, true, 0.1));
  // the slice after a key is a long one, at the end of which the guest waits again
  const before = tick;
  const pause = turn(false, true, 10);
  expect(tick - before).toBeGreaterThan(TICKS_PER_SECOND / 100);
  expect(pause).toBeLessThanOrEqual(10);
});
