import { createMachine, findText, type Machine, screenText } from '@backplane/kernel';
import { parseTap, Tape } from '@backplane/media';
import { describe, expect, test } from 'vitest';
import { c64 } from '../src/index.ts';
import { originals } from './support/originals.ts';

const { roms, reason } = originals();

/** Computers that the tests are made with: the firmware of the project, and the original one where it is at hand. */
const OWN = (): Machine => createMachine(c64) as unknown as Machine;
const ORIGINAL = (): Machine =>
  createMachine(c64, {
    roms: roms!,
    romChoices: { kernal: '901227-03', basic: '901226-01', chargen: '901225-01' },
  }) as unknown as Machine;

function until(machine: Machine, text: string, seconds: number): void {
  const end = machine.tick + seconds * machine.ticksPerSecond;
  while (machine.tick < end) {
    machine.run(machine.ticksPerSecond / 10);
    if (findText(machine.screen!, text) !== null) return;
  }
  throw new Error(`"${text}" has not appeared:\n${screenText(machine.screen!).join('\n')}`);
}

/** A tape onto which the computer has saved a program. */
function saved(machine: Machine): Tape {
  const tape = new Tape();
  until(machine, 'READY.', 4);
  machine.insert('tape', tape);
  machine.input('datasette', 'record');
  machine.input('keybuf', '10 print "from tape"\nsave "mine"\n');
  until(machine, 'SAVING MINE', 5);
  // the motor stops when all is written
  const motor = machine.wired.lines.cassetteMotor!;
  for (let n = 0; motor.level && n < 60; n++) machine.run(machine.ticksPerSecond);
  machine.input('datasette', 'stop');
  return tape;
}

/** The file of that tape, opened in another computer that loads and runs the program. */
function loads(machine: Machine, image: Uint8Array): void {
  const { tape, warnings } = parseTap(image);
  expect(warnings).toEqual([]);
  machine.insert('tape', tape);
  machine.input('autostart', 'run tape');
  until(machine, 'FOUND MINE', 30);
  until(machine, 'FROM TAPE', 30);
}

test('SAVE and LOAD with the firmware of the project', { timeout: 60_000 }, () => {
  const tape = saved(OWN());
  const image = tape.image();
  expect(tape.length).toBeGreaterThan(10_000);
  // out, in and out again: the same file
  expect(parseTap(image).tape.image()).toEqual(image);
  loads(OWN(), image);
});

test('a snapshot in the middle of LOAD changes nothing', { timeout: 60_000 }, () => {
  const tape = saved(OWN());
  const image = tape.image();
  const make = (): Machine => {
    const machine = OWN();
    machine.insert('tape', parseTap(image).tape);
    return machine;
  };
  const first = make();
  first.input('autostart', 'run tape');
  until(first, 'FOUND MINE', 30);
  first.run(first.ticksPerSecond / 3 + 77);
  const second = make();
  second.load(first.save());
  for (const machine of [first, second]) until(machine, 'FROM TAPE', 30);
  expect(second.hash()).toBe(first.hash());
});

describe.skipIf(roms === null)(`with the original ROMs${roms === null ? ` (skipped: ${reason})` : ''}`, () => {
  test.each([
    ['the original', 'the original', ORIGINAL, ORIGINAL],
    ['the project’s', 'the original', OWN, ORIGINAL],
    ['the original', 'the project’s', ORIGINAL, OWN],
  ])('a tape of %s firmware is read by %s', { timeout: 60_000 }, (_from, _to, from, to) => {
    loads(to(), saved(from()).image());
  });
});
