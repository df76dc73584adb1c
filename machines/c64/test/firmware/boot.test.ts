import { describe, expect, test } from 'vitest';
import { Desk, machines } from './firmware.ts';

describe.each(machines)('firmware of $id', ({ entry }) => {
  test('is at READY. within one emulated second, with 38911 bytes free', () => {
    const desk = new Desk(entry);
    expect(desk.until('READY.', 2)).toBeLessThan(1);
    expect(desk.screen.at(-1)).toBe('READY.');
    expect(desk.screen.join('\n')).toContain('64K RAM SYSTEM  38911 BASIC BYTES FREE');
    expect([desk.peek(0xd020) & 15, desk.peek(0xd021) & 15, desk.peek(0x286)]).toEqual([14, 6, 14]);
  });
  test('tells PAL from NTSC and keeps the time', () => {
    const desk = new Desk(entry);
    desk.until('READY.', 2);
    expect(desk.peek(0x2a6)).toBe(entry.definition.id.includes('ntsc') ? 0 : 1);
    const jiffies = () => (desk.peek(0xa1) << 8) | desk.peek(0xa2);
    const before = jiffies();
    desk.run(10);
    expect(Math.abs(jiffies() - before - 600)).toBeLessThanOrEqual(2);
  });
  test('keys of the matrix, SHIFT, C=, CTRL, cursor keys', () => {
    const desk = new Desk(entry);
    desk.until('READY.', 2);
    for (const key of ['p', 'r', 'i', 'n', 't', '6', 'asterisk', '7', 'return']) desk.strike(key);
    expect(desk.screen.slice(-4)).toEqual(['PRINT6*7', ' 42', '', 'READY.']);
    desk.strike('left-shift', 'home');
    desk.strike('ctrl', '2');
    desk.strike('left-shift', '1').strike('cursor-right').strike('right-shift', 'cursor-right').strike('a');
    expect(desk.screen).toEqual(['!A']);
    expect(desk.peek(0x286)).toBe(1);
    desk.strike('left-shift', 'commodore');
    expect(desk.peek(0xd018) & 2).toBe(2);
  });
  test('RUN/STOP and RESTORE', () => {
    const desk = new Desk(entry);
    desk.until('READY.', 2);
    desk.type('10 poke 53280,7:goto 10\nrun\n').run(1);
    expect(desk.peek(0xd020) & 15).toBe(7);
    desk.machine.input('keyboard', '+stop');
    desk.run(0.1);
    desk.machine.input('keyboard', '+restore');
    desk.run(0.5);
    desk.machine.input('keyboard', '-*');
    expect([desk.peek(0xd020) & 15, desk.screen]).toEqual([14, ['', 'READY.']]);
    desk.type('list\n').run(0.5);
    expect(desk.screen).toContain('10 POKE 53280,7:GOTO 10');
  });
  test('RUN/STOP alone stops a program', () => {
    const desk = new Desk(entry);
    desk.until('READY.', 2);
    desk.type('10 goto 10\nrun\n').run(1);
    desk.strike('stop');
    expect(desk.screen.slice(-3)).toEqual(['', 'BREAK IN 10', 'READY.'].slice(-3));
  });
  test('a machine-code program: vectors, KERNAL calls, return by EA31h', () => {
    const desk = new Desk(entry);
    desk.until('READY.', 2);
    // 49152: sei; 0314h = 49168; cli; rts   49168: inc 53280; jmp $ea31
    desk.type('{clr}10 fori=0to12:reada:poke49152+i,a:next:fori=0to5:reada:poke49168+i,a:next\n');
    desk.type('20 data120,169,16,141,20,3,169,192,141,21,3,88,96,238,32,208,76,49,234\n30 sys49152\nrun\n').run(2);
    const before = desk.peek(0xd020);
    desk.run(0.1);
    expect(desk.peek(0xd020)).not.toBe(before);
    desk.type('print"still here"\n').run(1);
    expect(desk.screen).toContain('STILL HERE');
  });
});
