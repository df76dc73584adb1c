import { createMachine, findText, type Machine, screenText } from '@backplane/kernel';
import { type CbmDisk, CbmFileSystem, createD64, openD64 } from '@backplane/media';
import { describe, expect, test } from 'vitest';
import { catalog } from '../src/catalog.ts';
import { originals } from './support/originals.ts';

const { roms, reason } = originals();
const choices = { kernal: '901227-03', basic: '901226-01', chargen: '901225-01' };

/** Waits for a text on the screen. */
function until(machine: Machine, text: string, seconds: number): void {
  const end = machine.tick + seconds * machine.ticksPerSecond;
  while (machine.tick < end) {
    machine.run(machine.ticksPerSecond / 20);
    if (findText(machine.screen!, text) !== null) return;
  }
  throw new Error(`"${text}" has not appeared:\n${screenText(machine.screen!).join('\n')}`);
}

/** A BASIC program of REM lines, so many bytes or some more, as SAVE writes it. */
function longProgram(bytes: number): Uint8Array {
  const out = [0x01, 0x08];
  for (let n = 1, at = 0x801; out.length < bytes; n++) {
    at += 51;
    out.push(at & 255, at >> 8, n, 0, 0x8f, ...Array.from({ length: 45 }, (_, i) => 0x20 + ((i * n) % 60)), 0);
  }
  return Uint8Array.from([...out, 0, 0]);
}

describe.skipIf(roms === null)(`a disk drive${roms === null ? ` (skipped: ${reason})` : ''}`, () => {
  describe.each(catalog.machines.map((entry) => ({ id: entry.definition.id, entry })))('of $id', ({ entry }) => {
    const start = (): { machine: Machine; disk: CbmDisk; type: (text: string) => void } => {
      const machine = createMachine(entry.definition, { roms: roms!, romChoices: choices }) as unknown as Machine;
      const disk = openD64(createD64('WORK DISK', 'ID'));
      machine.insert('drive8.disk', disk);
      until(machine, 'READY.', 4);
      const type = (text: string): void => machine.input('keybuf', entry.keyboard.buffer.encode(text));
      return { machine, disk, type };
    };

    test('writes and reads a file with PRINT# and INPUT#, and tells its status', () => {
      const { machine, disk, type } = start();
      type('10 open2,8,2,"data,s,w":fori=1to3:print#2,"line"i:next:close2\n');
      type('20 open2,8,2,"data":fori=1to3:input#2,a$:printa$,st:next:close2\n');
      type('30 open15,8,15:input#15,a,b$,c,d:printa;b$;c;d:close15:print"done"\nrun\n');
      until(machine, ' 0 OK 0  0', 20);
      expect(screenText(machine.screen!).map((line) => line.trimEnd())).toEqual(
        expect.arrayContaining(['LINE 1     0', 'LINE 2     0', 'LINE 3     64', ' 0 OK 0  0']),
      );
      const fs = new CbmFileSystem(disk);
      expect(String.fromCharCode(...fs.readFile(fs.find('DATA')!))).toBe('LINE 1 \rLINE 2 \rLINE 3 \r');
    });

    test('has records in any order', () => {
      const { machine, type } = start();
      type('10 open1,8,15:open2,8,2,"rel,l,"+chr$(20)\n');
      type('20 fori=1to4:gosub90:print#2,"rec"i:next\n');
      type('25 fori=4to1step-1:gosub90:input#2,a$:printa$:next\n');
      type('30 close2:print#1,"s:rel":input#1,a,b$,c:printa;b$;c:end\n');
      type('90 print#1,"p"chr$(98)chr$(i)chr$(0)chr$(1):return\nrun\n');
      until(machine, ' 1 FILES SCRATCHED 1', 25);
      const lines = screenText(machine.screen!).map((line) => line.trimEnd());
      expect(lines.slice(lines.indexOf('REC 4'), lines.indexOf('REC 4') + 4)).toEqual([
        'REC 4',
        'REC 3',
        'REC 2',
        'REC 1',
      ]);
    });

    test('shows the directory, and what is not there', () => {
      const { machine, disk, type } = start();
      new CbmFileSystem(disk).writeFile('SOMETHING', 2, Uint8Array.of(1, 8, 0, 0));
      type('load"$",8\nlist\n');
      until(machine, '663 BLOCKS FREE.', 8);
      expect(findText(machine.screen!, '0 "WORK DISK       " ID 2A')).not.toBeNull();
      expect(findText(machine.screen!, '1    "SOMETHING"        PRG')).not.toBeNull();
      type('load"nothing",8\n');
      until(machine, '?FILE NOT FOUND  ERROR', 5);
      type('load"nothing",9\n');
      until(machine, '?DEVICE NOT PRESENT  ERROR', 5);
    });

    test('loads and saves while eight large sprites take the bus', () => {
      const { machine, disk, type } = start();
      const program = longProgram(2000);
      const fs = new CbmFileSystem(disk);
      fs.writeFile('LONG', 2, program);
      type('v=53248:fori=0to7:pokev+2*i,40+i*24:pokev+1+2*i,120:next:pokev+23,255:pokev+21,255\n');
      machine.run(4 * machine.ticksPerSecond);
      type('load"long",8\n');
      until(machine, 'LOADING', 4);
      machine.run(6 * machine.ticksPerSecond);
      type('save"copy",8\n');
      until(machine, 'SAVING COPY', 4);
      machine.run(6 * machine.ticksPerSecond);
      const copy = fs.find('COPY');
      expect(copy?.closed).toBe(true);
      expect(fs.readFile(copy!)).toEqual(program);
    });

    test('goes on from a snapshot in the middle of a transfer, in slices of any size', () => {
      const image = (() => {
        const disk = openD64(createD64('WORK DISK', 'ID'));
        new CbmFileSystem(disk).writeFile('LONG', 2, longProgram(600));
        return disk.medium.content();
      })();
      const make = (): Machine => {
        const machine = createMachine(entry.definition, { roms: roms!, romChoices: choices }) as unknown as Machine;
        machine.insert('drive8.disk', openD64(image));
        return machine;
      };
      const begin = (): Machine => {
        const machine = make();
        until(machine, 'READY.', 4);
        machine.input('keybuf', entry.keyboard.buffer.encode('load"long",8\n'));
        return machine;
      };
      const whole = begin();
      const from = whole.tick;
      const end = from + 2 * whole.ticksPerSecond;
      whole.runUntil(end);
      let pieces = begin();
      for (let n = 1; n <= 6; n++) {
        pieces.runUntil(from + Math.round(((end - from) * n) / 7.3));
        const other = make();
        other.load(pieces.save());
        pieces = other;
        for (let i = 0; i < 50; i++) pieces.run(1 + ((i * 7919) % 997));
      }
      pieces.runUntil(end);
      expect(pieces.hash()).toBe(whole.hash());
    });
  });
});
