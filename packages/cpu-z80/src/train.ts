import { AddressSpace, ClockDomain, ratio } from '@backplane/kernel';
import { Z80Core } from './core.ts';
import { runFast } from './generated/fast.ts';

/*
 * Shows the fast engine every instruction once
 *
 * V8 optimises a function for what it has seen it do. An opcode that comes up for the first time in optimised code throws
 * that code away, and the emulator runs at a tenth of its speed until the function is compiled again: with a program that
 * keeps coming with new opcodes, as instruction exercisers do, that is a good part of the time. So before the first Z80
 * of a process runs, a scratch one executes each opcode with both outcomes of its condition or count.
 */

/** Where the instruction lies; the operands point into other pages. */
const ORIGIN = 0x4000;
/** Prefixes of the opcode pages; the displacement of the DD CB pages is part of them. */
const PAGES = [[], [0xcb], [0xed], [0xdd], [0xfd], [0xdd, 0xcb, 0x01], [0xfd, 0xcb, 0x01]] as const;
/** Flags and BC for the two passes: conditions false and true, counts that go on and that end. */
const PASSES = [
  { f: 0x00, b: 0x02, c: 0x02 },
  { f: 0xff, b: 0x00, c: 0x01 },
  { f: 0x00, b: 0x01, c: 0x01 },
] as const;

let trained = false;

/** Trains the engine, the first time that it is called. Touches nothing but a machine of its own. */
export function train(): void {
  if (trained) return;
  trained = true;
  const space = new AddressSpace('training', 16);
  const memory = space.addMemory(0x10000);
  space.addView('ram', [{ from: 0, to: 0xffff, name: 'ram', memory }]);
  const core = new Z80Core(space, null, new ClockDomain('training', ratio(1)), false);
  for (const { f, b, c } of PASSES) {
    for (const prefix of PAGES) {
      for (let opcode = 0; opcode < 0x100; opcode++) {
        [...prefix, opcode, 0x03, 0x60, 0x60].forEach((byte, n) => {
          space.memory[memory + ORIGIN + n] = byte;
        });
        core.pc = ORIGIN;
        core.sp = 0x9000;
        core.h = core.d = 0x80;
        core.ix = core.iy = 0x8100;
        core.b = b;
        core.c = c;
        core.f = f;
        core.t = 0;
        runFast(core, 1);
      }
    }
  }
}
