import { createMachine, findText, type Machine, NO_ROMS, screenText } from '@backplane/kernel';
import { CBM_PRG, cbmDiskOfFiles, D64_FORMAT, Tape } from '@backplane/media';
import { describe, expect, test } from 'vitest';
import { catalog } from '../src/catalog.ts';
import { originals } from './support/originals.ts';

const { roms, reason } = originals();

/** 10 PRINT "IT RUNS" at 0801. */
const PROGRAM = Uint8Array.of(
  ...[0x01, 0x08, 0x10, 0x08, 0x0a, 0x00, 0x99, 0x20, 0x22],
  ...[...'IT RUNS'].map((c) => c.charCodeAt(0)),
  ...[0x22, 0x00, 0x00, 0x00],
);

/** Runs until a text is on the screen. */
function until(machine: Machine, text: string, seconds: number): void {
  const end = machine.tick + seconds * machine.ticksPerSecond;
  while (machine.tick < end) {
    machine.run(machine.ticksPerSecond / 20);
    if (findText(machine.screen!, text) !== null) return;
  }
  throw new Error(`"${text}" has not appeared:\n${screenText(machine.screen!).join('\n')}`);
}

const FIRMWARE = [
  { name: "the project's own firmware", choices: {}, banner: 'BACKPLANE 64', missing: '' },
  {
    name: "Commodore's ROMs",
    choices: { kernal: '901227-03', basic: '901226-01', chargen: '901225-01' },
    banner: 'COMMODORE 64',
    missing: roms === null ? ` (skipped: ${reason})` : '',
  },
];

describe.each(FIRMWARE)('with $name$missing', ({ choices, banner, missing }) => {
  const machines = catalog.machines.map((entry) => ({ id: entry.definition.id, entry }));
  describe.skipIf(missing !== '').each(machines)('$id', ({ entry }) => {
    const make = (options = {}) =>
      createMachine(entry.definition, { roms: roms ?? NO_ROMS, romChoices: choices, options }) as unknown as Machine;

    test('boots to READY.', () => {
      const machine = make();
      until(machine, 'READY.', 4);
      const [, title, , memory, , ready] = screenText(machine.screen!);
      expect(title).toMatch(new RegExp(`^ +\\*{4} ${banner} BASIC V2 \\*{4}$`));
      expect([memory, ready]).toEqual([' 64K RAM SYSTEM  38911 BASIC BYTES FREE', 'READY.']);
      machine.run(machine.ticksPerSecond / 10);
      expect([machine.screen!.cursorColumn, machine.screen!.cursorRow]).toEqual([0, 6]);
    });

    test('boots with the other chips', () => {
      const other = entry.profiles.at(-1)!;
      until(make('options' in other ? other.options : {}), 'READY.', 4);
    });

    test('types, by keys and through the keyboard buffer', () => {
      const machine = make();
      until(machine, 'READY.', 4);
      const { keyboard } = entry;
      for (const character of 'print"keys"+chr$(33)') {
        const keys = (keyboard.characters as Readonly<Record<string, readonly string[]>>)[character]!;
        for (const [sign, time] of [
          ['+', keyboard.hold],
          ['-', keyboard.gap],
        ] as const) {
          for (const id of keys) machine.input('keyboard', `${sign}${id}`);
          machine.run(Math.round((machine.ticksPerSecond * time) / 1000));
        }
      }
      machine.input('keybuf', keyboard.buffer.encode('\nprint 6*7\n'));
      until(machine, ' 42', 2);
      expect(findText(machine.screen!, 'PRINT"KEYS"+CHR$(33)')).not.toBeNull();
      expect(screenText(machine.screen!)).toContain('KEYS!');
    });

    test('starts a program', () => {
      const machine = make();
      const opened = entry.media.open('program', PROGRAM, { name: 'it-runs.prg', sha1: '' });
      machine.insert('program', opened.medium);
      machine.input('autostart', 'run');
      until(machine, 'IT RUNS', 4);
      machine.run(machine.ticksPerSecond / 10);
      expect(
        screenText(machine.screen!)
          .filter((line) => line !== '')
          .slice(-2),
      ).toEqual(['IT RUNS', 'READY.']);
    });

    test('loads and starts a program from disk, by typing', () => {
      const machine = make();
      const disk = cbmDiskOfFiles('TEST', [{ name: 'PROGRAM', type: CBM_PRG, bytes: PROGRAM }], { format: D64_FORMAT });
      machine.insert('drive8.disk', disk);
      machine.input('autostart', 'run disk');
      until(machine, 'SEARCHING FOR *', 4);
      until(machine, 'IT RUNS', 6);
    });

    test('saves to disk and reads it back', () => {
      const machine = make();
      const disk = cbmDiskOfFiles('TEST', [], { format: D64_FORMAT });
      machine.insert('drive8.disk', disk);
      machine.input('keybuf', '10 print "saved once"\nsave "mine",8\n');
      until(machine, 'SAVING MINE', 5);
      machine.run(3 * machine.ticksPerSecond);
      machine.input('keybuf', 'new\nload "mine",8\n');
      until(machine, 'LOADING', 8);
      machine.run(3 * machine.ticksPerSecond);
      machine.input('keybuf', 'list\n');
      until(machine, '10 PRINT "SAVED ONCE"', 8);
    });

    test('saves to tape and starts from it', () => {
      const machine = make();
      until(machine, 'READY.', 4);
      machine.insert('tape', new Tape());
      machine.input('datasette', 'record');
      machine.input('keybuf', '10 print "from tape"\nsave "mine"\n');
      until(machine, 'SAVING MINE', 5);
      machine.run(45 * machine.ticksPerSecond);
      machine.input('datasette', 'stop');
      machine.input('datasette', 'rewind');
      machine.input('keybuf', 'new\n{clr}');
      machine.run(machine.ticksPerSecond);
      machine.input('autostart', 'run tape');
      until(machine, 'FOUND MINE', 25);
      until(machine, 'FROM TAPE', 30);
    });

    test('RUN/STOP and RESTORE end a program', () => {
      const machine = make();
      until(machine, 'READY.', 4);
      machine.input('keybuf', '10 poke 53280,7:goto 10\nrun\n');
      machine.run(machine.ticksPerSecond);
      const border = (): number => machine.wired.spaces.memory!.peek(0xd020) & 15;
      expect(border()).toBe(7);
      machine.input('keyboard', '+stop');
      machine.run(machine.ticksPerSecond / 10);
      machine.input('keyboard', '+restore');
      machine.run(machine.ticksPerSecond / 2);
      expect(border()).toBe(14);
      machine.input('keyboard', '-*');
      until(machine, 'READY.', 1);
    });

    test('goes on after a load exactly as it would have', () => {
      const machine = make();
      until(machine, 'READY.', 4);
      machine.input('keybuf', '10 print rnd(0);:goto 10\nrun\n');
      machine.run(machine.ticksPerSecond / 3);
      const saved = machine.save();
      machine.run(machine.ticksPerSecond / 3);
      const other = make();
      other.load(saved);
      other.run(other.ticksPerSecond / 3);
      expect(other.hash()).toBe(machine.hash());
    });
  });
});
