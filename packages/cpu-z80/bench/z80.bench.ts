import { standaloneZ80 } from '@backplane/cpu-z80';
import type { Benchmark } from '@backplane/testkit';
import { MIXES } from './mixes.ts';

/** The bare processor on 64 KiB of RAM, a mix each. 4 MHz is the Z80A. */
export const benchmarks: readonly Benchmark[] = MIXES.map((mix) => ({
  kind: 'processor',
  of: 'z80',
  name: mix.id,
  hz: 4_000_000,
  prepare() {
    const { cpu, space } = standaloneZ80();
    mix.bytes.forEach((byte, n) => {
      space.poke(mix.origin + n, byte);
    });
    cpu.setRegister('pc', mix.origin);
    cpu.setRegister('sp', mix.sp);
    return (cycles) => {
      const first = cpu.cycles;
      cpu.run(first + cycles);
      return cpu.cycles - first;
    };
  },
}));
