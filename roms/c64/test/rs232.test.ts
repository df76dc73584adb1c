import { describe, expect, test } from 'vitest';
import { kernal } from '../src/index.ts';
import { Bench } from './bench.ts';

const PHI2 = 985_248;

/** Opens device 2 with a name of control and command register. */
function start(control: number, command = 0) {
  const m = new Bench({ kernal: kernal.bytes }).boot();
  m.poke(0xc200, control, command);
  m.call(0xffbd, { a: 2, x: 0x00, y: 0xc2 });
  m.call(0xffba, { a: 2, x: 2, y: 0 });
  const opened = m.call(0xffc0);
  return { m, opened };
}

/** Level of the send line at a cycle. */
function level(m: Bench, t: number): number {
  return m.sent.filter((w) => w.t <= t).at(-1)?.level === false ? 0 : 1;
}

describe('RS-232', () => {
  test('OPEN takes 512 bytes from the end of memory and tells so: 240, carry set; CLOSE gives them back', () => {
    const { m, opened } = start(6);
    expect(opened).toMatchObject({ a: 240, carry: true });
    expect([m.word(0x283), m.word(0xf7), m.word(0xf9)]).toEqual([0x9e00, 0x9f00, 0x9e00]);
    expect([m.peek(0x293), m.peek(0x298), m.word(0x299)]).toEqual([6, 8, Math.floor(PHI2 / 300)]);
    expect(m.call(0xffc3, { a: 2 })).toMatchObject({ a: 240, carry: true });
    expect([m.word(0x283), m.peek(0xf8), m.peek(0x98)]).toEqual([0xa000, 0, 0]);
  });
  test.each([
    ['300, 8 bits', 0x06, 0x00, 300, '0' + '10100110' + '1'],
    ['1200, 7 bits, even parity', 0x28, 0x60, 1200, '0' + '1010011' + '0' + '1'],
    ['1200, 7 bits, odd parity, 2 stop bits', 0xa8, 0x20, 1200, '0' + '1010011' + '1' + '11'],
    ['2400, 8 bits, mark', 0x0a, 0xa0, 2400, '0' + '10100110' + '1' + '1'],
    ['2400, 5 bits, space', 0x6a, 0xe0, 2400, '0' + '10100' + '0' + '1'],
  ])('sends at %s', (_, control, command, rate, bits) => {
    const { m } = start(control, command);
    expect(m.call(0xffc9, { x: 2 }).carry).toBe(false);
    const from = m.sent.length;
    expect(m.call(0xffd2, { a: 0x65, x: 1, y: 2 })).toMatchObject({ x: 1, y: 2, carry: false });
    const begin = m.sent.slice(from).find((w) => !w.level)!.t;
    const cell = PHI2 / rate;
    expect([...bits].map((_b, i) => level(m, begin + (i + 0.5) * cell)).join('')).toBe(bits);
  });
  test.each([300, 1200, 2400])('receives at %d bit/s; GETIN tells when there is nothing', (rate) => {
    const { m } = start({ 300: 6, 1200: 8, 2400: 10 }[rate]!);
    m.call(0xffc6, { x: 2 });
    expect(m.call(0xffe4)).toMatchObject({ a: 0, carry: false });
    expect(m.call(0xffb7).a).toBe(8);
    const bytes = [0x55, 0x00, 0xff, 0x31, 0x80];
    const cell = PHI2 / rate;
    let t = m.cpu.cycles + 5000;
    const edges: number[] = [];
    for (const byte of bytes) {
      const line = [0, ...Array.from({ length: 8 }, (_, i) => (byte >> i) & 1), 1];
      let before = 1;
      line.forEach((bit, i) => {
        if (bit !== before) edges.push(Math.round(t + i * cell));
        before = bit;
      });
      t += 12 * cell;
    }
    m.edges = edges;
    m.run(t - m.cpu.cycles + 5000);
    expect(bytes.map(() => m.call(0xffe4).a)).toEqual(bytes);
    expect(m.call(0xffe4).a).toBe(0);
  });
  test('a line that stays low is a break', () => {
    const { m } = start(8);
    m.edges = [m.cpu.cycles + 1000, m.cpu.cycles + 40_000];
    m.run(60_000);
    m.poke(0xba, 2);
    expect(m.call(0xffb7).a & 0x80).toBe(0x80);
  });
  test('handshake: CTS and DSR that are missing are told', () => {
    const { m } = start(8, 1);
    m.poke(0xba, 2);
    m.io[0xd01] = 0x06;
    m.call(0xffc9, { x: 2 });
    m.call(0xffd2, { a: 0x41 });
    expect(m.call(0xffb7).a & 0x50).toBe(0x50);
  });
});
