import type { AddressSpace } from '@backplane/kernel';
import { standalone6502 } from '../src/index.ts';

/*
 * A computer just good enough for the processor tests of Wolfgang Lorenz's suite: a 6510 and RAM, with the few routines
 * of the C64's KERNAL that they call replaced as the suite's own documentation describes.
 */

/** What became of a test. */
export interface LorenzResult {
  /** Everything printed, in ASCII. */
  readonly output: string;
  /** The byte written to D7FFh, which ends the test (0 = passed), or why there is none. */
  readonly end: number | 'loads the next test' | 'stopped' | 'time';
}

/** The test runner's register for the exit code, here a byte of RAM with a value that no test writes. */
const EXIT_CODE = 0xd7ff;
const NO_CODE = 0x55;
/** RESTOR and IOINIT: nothing to do. */
const IDLE: readonly number[] = [0xff8a, 0xff84];
/** CHROUT, GETIN, the loader of the next test, and the two ways out. */
const CHROUT = 0xffd2;
const GETIN = 0xffe4;
const LOAD = 0xe16f;
const EXITS: readonly number[] = [0x8000, 0xa474];
const MOST_CYCLES = 200_000_000;
/** A trap costs up to so many cycles in which nothing happens. */
const SLICE = 2000;

/** IRQ entry as in the KERNAL: saves the registers, then through the vector for BRK or IRQ. */
const IRQ = [
  0x48, 0x8a, 0x48, 0x98, 0x48, 0xba, 0xbd, 0x04, 0x01, 0x29, 0x10, 0xf0, 0x03, 0x6c, 0x16, 0x03, 0x6c, 0x14, 0x03,
];

const ascii = (petscii: number): string => {
  const c = petscii & 0x7f;
  if (c === 0x0d) return '\n';
  return c >= 0x20 ? String.fromCharCode(c) : '';
};

/** Puts JAM and RTS at a routine's address: the processor stops there, and after the trap goes on at the RTS. */
function trap(space: AddressSpace, address: number): void {
  space.poke(address, 0x02);
  space.poke(address + 1, 0x60);
}

/** Start address: the number behind SYS in the program's line of BASIC. */
function startOf(file: Uint8Array): number {
  const digits = /\x9e *(\d+)/.exec(String.fromCharCode(...file.subarray(0, 32)))?.[1];
  if (digits === undefined) throw new Error('the program does not begin with a line of BASIC with SYS');
  return Number(digits);
}

/** Runs a program of the suite (a file with its load address). */
export function runLorenz(file: Uint8Array): LorenzResult {
  const { cpu, space } = standalone6502({ variant: '6510', ane: 0xef, port: { pullUp: 0x17, pullDown: 0x20 } });
  const origin = file[0]! | (file[1]! << 8);
  file.subarray(2).forEach((byte, n) => {
    space.poke(origin + n, byte);
  });
  const words: readonly (readonly [number, number])[] = [
    [0xa002, 0x8000],
    [0xfffe, 0xff48],
    [0x01fe, 0x7fff],
  ];
  for (const [at, word] of words) {
    space.poke(at, word & 0xff);
    space.poke(at + 1, word >> 8);
  }
  IRQ.forEach((byte, n) => {
    space.poke(0xff48 + n, byte);
  });
  for (const address of [CHROUT, GETIN, LOAD, ...EXITS]) trap(space, address);
  for (const address of IDLE) space.poke(address, 0x60);
  space.poke(EXIT_CODE, NO_CODE);
  cpu.setRegister('ddr', 0x2f);
  cpu.setRegister('port', 0x37);
  cpu.setRegister('s', 0xfd);
  cpu.setRegister('p', 0x04);
  cpu.setRegister('pc', startOf(file));
  let output = '';
  while (cpu.cycles < MOST_CYCLES) {
    cpu.run(cpu.cycles + SLICE);
    const code = space.peek(EXIT_CODE);
    if (code !== NO_CODE) return { output, end: code };
    if (!cpu.jammed) continue;
    const routine = (cpu.pc - 1) & 0xffff;
    cpu.setRegister('pc', routine + 1);
    switch (routine) {
      case CHROUT:
        output += ascii(cpu.getRegister('a'));
        space.poke(0x030c, 0);
        break;
      case GETIN:
        cpu.setRegister('a', 3);
        break;
      case LOAD:
        return { output, end: 'loads the next test' };
      default:
        return { output, end: 'stopped' };
    }
  }
  return { output, end: 'time' };
}
