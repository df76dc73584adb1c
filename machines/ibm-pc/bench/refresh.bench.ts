import { type Benchmark, loopSector } from '@backplane/testkit';
import { type BenchOptions, bytes, dmaBench, REFRESH_ON } from '../test/dma-bench.ts';

const HZ = 14_318_180 / 3;
/** Master ticks of a piece: 30 ms. */
const PIECE = 429_546;

/** The board's processor, timer and DMA logic by themselves, running a program at 0000:7C00. */
function board(name: string, setup: string, program: readonly number[], options: BenchOptions = {}): Benchmark {
  return {
    kind: 'machine',
    of: 'ibm-5150',
    name,
    hz: HZ,
    prepare() {
      const { machine, cpu } = dmaBench({
        ...options,
        program: {
          64: [0x00, 0x05, 0, 0],
          1280: bytes('cf'),
          31744: program,
          65536: bytes(`fa fc 31c0 8ed8 8ed0 bc0040 ${setup} ea007c0000`),
          1048560: bytes('ea00000010'),
        },
      });
      return (cycles) => {
        const first = cpu.cycles;
        while (cpu.cycles - first < cycles) machine.runUntil(machine.tick + PIECE);
        return cpu.cycles - first;
      };
    },
  };
}

const LOOP = [...loopSector(0xffff)];
/** REP MOVSW of 1920 words within a segment, for ever, as scrolling does. */
const scroll = (segment: string): number[] => bytes(`fc b8${segment} 8ed8 8ec0 be5000 31ff b98007 f3a5 ebf4`);

export const benchmarks: readonly Benchmark[] = [
  board('loop, no refresh', '', LOOP),
  board('loop, refresh worked out', REFRESH_ON, LOOP),
  board('loop, refresh stepped', REFRESH_ON, LOOP, { predict: false }),
  board('REP MOVSW in RAM', REFRESH_ON, scroll('0020')),
  board('REP MOVSW in slow memory', REFRESH_ON, scroll('00b8')),
];
