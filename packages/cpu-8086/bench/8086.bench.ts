import { INTEL_8086, INTEL_8088, standalone8086, type Variant } from '@backplane/cpu-8086';
import { type Benchmark, LOOP_ORIGIN, loopSector } from '@backplane/testkit';

/** An IRET for the screen output of the program. */
const SCREEN = 0x500;

function prepare(variant: Variant, waits: number): (cycles: number) => number {
  const { cpu, space } = standalone8086({ variant, memoryWaits: waits });
  loopSector(0xffff).forEach((byte, n) => {
    space.poke(LOOP_ORIGIN + n, byte);
  });
  space.poke(0x10 * 4, SCREEN & 0xff);
  space.poke(0x10 * 4 + 1, SCREEN >> 8);
  space.poke(SCREEN, 0xcf);
  cpu.setRegister('cs', 0);
  cpu.setRegister('ip', LOOP_ORIGIN);
  return (cycles) => {
    const first = cpu.cycles;
    cpu.run(first + cycles);
    return cpu.cycles - first;
  };
}

/** The bare processor on 1 MiB of RAM. 8 MHz is the 8086-2, 4.77 MHz the IBM PC. */
export const benchmarks: readonly Benchmark[] = [
  { kind: 'processor', of: '8086', name: 'loop', hz: 8_000_000, prepare: () => prepare(INTEL_8086, 0) },
  { kind: 'processor', of: '8088', name: 'loop', hz: 4_772_727, prepare: () => prepare(INTEL_8088, 0) },
  { kind: 'processor', of: '8088', name: 'loop, one wait state', hz: 4_772_727, prepare: () => prepare(INTEL_8088, 1) },
];
