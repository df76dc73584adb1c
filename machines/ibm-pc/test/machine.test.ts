import { testMachine } from '@backplane/testkit';
import { describe, expect, test } from 'vitest';
import { ibm5150, ibm5160, xtTurbo } from '../src/index.ts';
import { bareMachine, hex, romWith, withBios } from './support/bench.ts';

/*
 * Program: begins to refresh, sets the 8259A up (vectors from 08h), counter 0 to mode 3 and 1000, clears the keyboard and lets it go, counter
 * 2 to mode 3 with the speaker on; interrupts count words at 0000:0600 (timer) and collect codes at 0000:0700.
 */
const PROGRAM = hex(`
  31 C0 8E D8 8E D0 BC 00 04
  C7 06 20 00 A0 00 C7 06 22 00 00 FE
  C7 06 24 00 C0 00 C7 06 26 00 00 FE
  B0 13 E6 20 B0 08 E6 21 B0 09 E6 21 B0 FC E6 21
  B0 99 E6 63 B0 CC E6 61 B0 4F E6 61
  B0 36 E6 43 B0 E8 E6 40 B0 03 E6 40
  B0 54 E6 43 B0 12 E6 41 B0 58 E6 0B B0 FF E6 01 E6 01 B0 00 E6 08 E6 0A
  B0 B6 E6 43 B0 00 E6 42 B0 05 E6 42
  BF 00 07 FB F4 EB FD`);

/** Interrupt routines at A0h and C0h. */
function program(): number[] {
  const rom: number[] = [...PROGRAM];
  const put = (at: number, bytes: number[]) => {
    while (rom.length < at) rom.push(0x90);
    rom.splice(at, bytes.length, ...bytes);
  };
  put(0xa0, hex('50 FF 06 00 06 B0 20 E6 20 58 CF'));
  put(0xc0, hex('50 E4 60 88 05 47 E4 61 0C 80 E6 61 24 7F E6 61 B0 20 E6 20 58 CF'));
  return rom;
}

const CRYSTAL = 14_318_180;
const script = [
  { tick: CRYSTAL * 0.05, input: 'keyboard', value: '+a' },
  { tick: CRYSTAL * 0.06, input: 'keyboard', value: '+left-shift' },
  { tick: CRYSTAL * 0.07, input: 'keyboard', value: '-a' },
  { tick: CRYSTAL * 0.1, input: 'keyboard', value: '-left-shift' },
].map((s) => ({ ...s, tick: Math.round(s.tick) }));

for (const definition of [ibm5150, ibm5160, xtTurbo]) {
  const slots = Object.fromEntries(Object.keys(definition.slots ?? {}).map((name) => [name, null]));
  testMachine({
    describe,
    test,
    definition,
    config: { slots, ...withBios(romWith(program())) } as never,
    ticks: Math.round(CRYSTAL * 0.15),
    script,
  });

  // as it is switched on, with its cards and the BIOS
  testMachine({ describe, test, definition, ticks: CRYSTAL, single: 500, saves: 5, script });

  test(`${definition.id}: timer and keyboard interrupt`, () => {
    const machine = bareMachine(definition, program());
    for (const { tick, input, value } of script) {
      machine.runUntil(tick);
      machine.input(input, value);
    }
    machine.run(CRYSTAL / 10);
    const peek = (a: number) => machine.wired.spaces.memory!.peek(a);
    expect(peek(0x600) | (peek(0x601) << 8)).toBeGreaterThan(230);
    expect([0, 1, 2, 3, 4].map((n) => peek(0x700 + n))).toEqual([0xaa, 0x1e, 0x2a, 0x9e, 0xaa]);
  });
}
