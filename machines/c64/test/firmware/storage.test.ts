import { CBM_PRG, CbmFileSystem, cbmDiskOfFiles, createD64, D64_FORMAT, openD64, Tape } from '@backplane/media';
import { describe, expect, test } from 'vitest';
import { Desk, machines } from './firmware.ts';

const [pal] = machines;

function start() {
  const desk = new Desk(pal!.entry);
  const disk = openD64(createD64('WORK DISK', 'ID'));
  desk.machine.insert('drive8.disk', disk);
  desk.until('READY.', 2);
  return { desk, disk };
}

describe('disk', () => {
  test('SAVE, VERIFY, LOAD, directory', () => {
    const { desk, disk } = start();
    desk.type('10 print "saved"\nsave"mine",8\n').until('SAVING MINE', 3);
    desk.run(2).type('{clr}verify"mine",8\n').until('VERIFYING', 3);
    desk.run(1);
    expect(desk.screen).toEqual(['VERIFY"MINE",8', '', 'SEARCHING FOR MINE', 'VERIFYING', 'OK', '', 'READY.']);
    desk.type('{clr}new\nload"mi*",8\n').until('LOADING', 3);
    desk.run(1).type('list\n').run(1);
    expect(desk.screen).toEqual([
      'NEW',
      '',
      'READY.',
      'LOAD"MI*",8',
      '',
      'SEARCHING FOR MI*',
      'LOADING',
      'READY.',
      'LIST',
      '',
      '10 PRINT "SAVED"',
      'READY.',
    ]);
    const fs = new CbmFileSystem(disk);
    expect([...fs.readFile(fs.find('MINE')!)].slice(0, 2)).toEqual([0x01, 0x08]);
    desk.type('{clr}load"$",8\n').run(2).type('list\n').run(1);
    expect(desk.screen.slice(-4)).toEqual([
      '0 "WORK DISK       " ID 2A',
      '1    "MINE"             PRG',
      '663 BLOCKS FREE.',
      'READY.',
    ]);
  });
  test('PRINT#, INPUT#, GET#, ST, and what the drive says', () => {
    const { desk } = start();
    desk.type('10 open2,8,2,"data,s,w":fori=1to3:print#2,"line"i:next:close2\n');
    desk.type('20 open2,8,2,"data":fori=1to3:input#2,a$:printa$,st:next:close2\n');
    desk.type('25 open2,8,2,"data":get#2,a$,b$:printa$b$:close2\n');
    desk.type('30 open15,8,15:input#15,a,b$,c,d:printa;b$;c;d:close15\nrun\n').until(' 0 OK 0  0', 10);
    expect(desk.screen).toEqual(
      expect.arrayContaining(['LINE 1     0', 'LINE 2     0', 'LINE 3     64', 'LI', ' 0 OK 0  0']),
    );
  });
  test('errors: no file, no device, no name', () => {
    const { desk } = start();
    desk.type('{clr}load"nothing",8\n').until('?FILE NOT FOUND  ERROR', 3);
    desk.type('load"nothing",9\n').until('?DEVICE NOT PRESENT  ERROR', 3);
    desk.type('load"",8\n').until('?MISSING FILE NAME  ERROR', 3);
  });
  test('LOAD with 1 goes to the address in the file', () => {
    const desk = new Desk(pal!.entry);
    const code = Uint8Array.of(0x00, 0xc0, 0xee, 0x20, 0xd0, 0x60);
    desk.machine.insert(
      'drive8.disk',
      cbmDiskOfFiles('X', [{ name: 'CODE', type: CBM_PRG, bytes: code }], { format: D64_FORMAT }),
    );
    desk.until('READY.', 2);
    desk.type('load"code",8,1\n').until('LOADING', 3);
    desk.run(1).type('sys49152\n').run(1);
    expect(desk.peek(0xd020) & 15).toBe(15);
  });
  test('a long program comes back as it was', () => {
    const { desk, disk } = start();
    const program = [0x01, 0x08];
    for (let n = 1, at = 0x801; program.length < 9000; n++) {
      at += 51;
      program.push(
        at & 255,
        at >> 8,
        n & 255,
        n >> 8,
        0x8f,
        ...Array.from({ length: 45 }, (_, i) => 0x20 + ((i * n) % 60)),
        0,
      );
    }
    new CbmFileSystem(disk).writeFile('LONG', CBM_PRG, Uint8Array.from([...program, 0, 0]));
    desk.type('load"long",8\n').until('LOADING', 3);
    desk.run(18);
    expect(desk.screen.at(-1)).toBe('READY.');
    const loaded = Array.from({ length: program.length - 2 }, (_, i) => desk.peek(0x801 + i));
    expect(loaded).toEqual(program.slice(2));
  });
});

describe('cassette', () => {
  test('SAVE, LOAD, a data file', () => {
    const desk = new Desk(pal!.entry);
    desk.until('READY.', 2);
    desk.machine.insert('tape', new Tape());
    desk.type('10 print"hello"\nsave"test"\n').until('PRESS RECORD & PLAY ON TAPE', 3);
    desk.machine.input('datasette', 'record');
    desk.until('SAVING TEST', 2);
    desk.run(30).type('{clr}open1,1,1,"data":fori=1to60:print#1,"line"i:next:close1\n').run(60);
    desk.machine.input('datasette', 'stop');
    desk.machine.input('datasette', 'rewind');
    desk.type('{clr}new\nload\n').until('PRESS PLAY ON TAPE', 3);
    desk.machine.input('datasette', 'play');
    desk.until('LOADING', 40);
    desk.run(12);
    expect(desk.screen.slice(3)).toEqual([
      'LOAD',
      '',
      'PRESS PLAY ON TAPE',
      'OK',
      '',
      'SEARCHING',
      'FOUND TEST',
      'LOADING',
      'READY.',
    ]);
    desk.type('{clr}run\n').run(1);
    expect(desk.screen).toEqual(['RUN', 'HELLO', '', 'READY.']);
    desk.type('{clr}10 open1,1,0,"data"\n20 input#1,a$:n=n+1:ifst=0then20\n30 printa$;n;st:close1\nrun\n').run(60);
    expect(desk.screen).toContain('LINE 60  60  64');
  }, 60_000);
});
