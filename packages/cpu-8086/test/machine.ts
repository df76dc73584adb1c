import { standalone8086 } from '../src/index.ts';
import { RowTrace } from '../src/rows.ts';

type Options = Parameters<typeof standalone8086>[0];
type Bench = ReturnType<typeof standalone8086>;

/** A processor with programs in memory, and words to say what happened. */
export interface Program extends Bench {
  readonly trace: RowTrace;
  /** Stores bytes at a linear address. */
  poke(address: number, bytes: string | readonly number[]): void;
  /** The word at a linear address. */
  word(address: number): number;
  register(name: string): number;
  set(registers: Readonly<Record<string, number>>): void;
  /** Points an interrupt vector at 0000:`offset`. */
  vector(type: number, offset: number): void;
  /** Bus cycles so far as `kind address` with their clocks of T1. */
  cycles(): [clock: number, kind: string, address: number][];
}

/**
 * Puts a program at 0000:1000 of a processor with its stack at 0000:4000, and NOPs everywhere else. Every vector leads to
 * an IRET at 0000:0F00.
 * @param program bytes in hexadecimal
 */
export function load(program: string, options: Options = {}): Program {
  const bench = standalone8086(options);
  const { cpu, space } = bench;
  const trace = new RowTrace();
  const poke = (address: number, bytes: string | readonly number[]): void => {
    const list = typeof bytes === 'string' ? bytes.split(' ').map((b) => Number.parseInt(b, 16)) : bytes;
    list.forEach((byte, n) => {
      space.poke(address + n, byte);
    });
  };
  const vector = (type: number, offset: number): void => poke(type * 4, [offset & 0xff, offset >> 8, 0, 0]);
  poke(0x800, new Array(0x8000).fill(0x90));
  for (let type = 0; type < 256; type++) vector(type, 0xf00);
  poke(0xf00, 'cf');
  poke(0x1000, program);
  const set = (registers: Readonly<Record<string, number>>): void => {
    for (const [name, value] of Object.entries(registers)) cpu.setRegister(name, value);
  };
  set({ cs: 0, ds: 0, es: 0, ss: 0, sp: 0x4000, ip: 0x1000, flags: 0 });
  cpu.watch(trace);
  return {
    ...bench,
    trace,
    poke,
    vector,
    set,
    word: (address) => space.peek(address) | (space.peek(address + 1) << 8),
    register: (name) => cpu.getRegister(name),
    cycles: () =>
      trace
        .rows(0, cpu.cycles + 4, 0, 1)
        .flatMap((row, clock) => (row[8] === 'T1' ? [[clock, row[7], row[1]] as [number, string, number]] : [])),
  };
}
