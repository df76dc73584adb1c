import { createD64, openD64 } from '@backplane/media';
import { describe, expect, test } from 'vitest';
import { originals } from '../support/originals.ts';
import { Desk, machines } from './firmware.ts';

/*
 * What is typed on a Commodore 64 with the project's firmware and on one with the original ROMs: the screens must be the same.
 */

const { roms, reason } = originals();

const SESSIONS: readonly (readonly [string, readonly string[]])[] = [
  [
    'editing',
    [
      '{clr}10 rem abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz\n',
      'list\n',
      '{home}{down}{down}20\n',
    ],
  ],
  ['a line too long', [`{clr}print"${'x'.repeat(90)}\n`]],
  ['printing over 40 columns', ['{clr}fori=1to90:printchr$(64+i-26*int((i-1)/26));:next\n']],
  ['scrolling', ['{clr}fori=1to40:printi,:next\n', 'fori=1to30:printi:next\n']],
  ['cursor by POKE', ['{clr}poke214,9:print:poke211,7:print"here"\n', 'poke211,5:poke214,3:sys58640:print"x"\n']],
  ['PLOT', ['{clr}poke781,12:poke782,20:poke783,0:sys65520:print"middle"\n']],
  ['INPUT', ['10 input"name";a$:input b:print a$;b\nrun\n', 'joe\n', '3.5\n', 'run\n', 'x,y\n', 'z\n', '7\n']],
  ['GET', ['{clr}10 get a$:if a$="" then 10\n20 print asc(a$):goto 10\nrun\n', 'a{f1}{down}"']],
  ['control characters', ['{clr}print chr$(18)"rev"chr$(146)"off"chr$(28)"red"chr$(5);tab(20)"t"spc(3)"s"\n']],
  [
    'files',
    [
      '{clr}open1,3:print#1,"to the screen":close1\n',
      'open1,0:input#1,a$:printa$\n',
      'typed\n',
      'close1:print#1,"x"\n',
    ],
  ],
  [
    'file errors',
    ['{clr}close1:open1,8:open1,8\n', 'close1:open0,3\n', 'open1,0:print#1,"x"\n', 'fori=1to11:openi+20,3:next\n'],
  ],
  [
    'disk',
    [
      '{clr}10 rem\nsave"a",8\n',
      'verify"a",8\n',
      'load"$",8\n',
      'list\n',
      'open1,8,15:input#1,a$,b$:printa$b$:close1\n',
    ],
  ],
  [
    'devices that are not there',
    ['{clr}open1,4:print#1,"x":printst\n', 'load"x",11\n', 'save"x",11\n', 'openl,9,1,"a"\n'],
  ],
  [
    'memory',
    [
      '{clr}print peek(43)+256*peek(44),peek(55)+256*peek(56),fre(0)<0\n',
      'print peek(788)peek(789)peek(653)peek(203)\n',
    ],
  ],
  ['clock', ['{clr}ti$="235958":fori=1to2500:next:printti$\n', 'poke162,0:poke161,0:poke160,0:print ti<10\n']],
];

describe.skipIf(roms === null)(
  `the same screens as with the original ROMs${roms === null ? ` (skipped: ${reason})` : ''}`,
  () => {
    test.each(SESSIONS)(
      '%s',
      (_, lines) => {
        const desks = (['own', 'original'] as const).map((firmware) => {
          const desk = new Desk(machines[0]!.entry, firmware);
          desk.machine.insert('drive8.disk', openD64(createD64('DISK', '01')));
          desk.until('READY.', 4);
          desk.type('{clr}').run(0.5);
          return desk;
        }) as [Desk, Desk];
        for (const line of lines) {
          for (const desk of desks) desk.type(line).run(5);
          expect(desks[0].screen, line).toEqual(desks[1].screen);
        }
      },
      120_000,
    );
  },
);
