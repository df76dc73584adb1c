import { performance } from 'node:perf_hooks';
import { setImmediate, setTimeout } from 'node:timers/promises';
import type { HostClock } from '../host-clock.ts';

/** The wall clock of Node. */
export const nodeClock: HostClock = {
  now: () => performance.now(),
  sleep: async (ms) => {
    if (ms <= 0) await setImmediate();
    else await setTimeout(ms);
  },
};
