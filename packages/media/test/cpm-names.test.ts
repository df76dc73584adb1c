import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeHostName, exactGuestName, isDeviceName, NameMap, nameBytes } from '../src/index.ts';

const user = (name: string): boolean => /^([1-9]|1[0-5])$/.test(name);

describe('names of host files', () => {
  it('keeps names that CP/M can have and shortens the others', () => {
    const map = new NameMap();
    const notes = map.add([
      'readme.txt',
      'README.TXT',
      'Makefile',
      'longfilename.text',
      'longfilename2.txt',
      'two words.c',
      'archive.tar.gz',
      'Übung.txt',
      '日本語',
      'a=b.com',
      '.hidden',
      'con.txt',
      'COM1',
      'x.y',
    ]);
    const of = (host: string): string | undefined => map.guestOf(host);
    expect(of('readme.txt')).toBe('README.TXT');
    expect(of('README.TXT')).toBe('README~1.TXT');
    expect(of('Makefile')).toBe('MAKEFILE');
    expect(of('longfilename.text')).toBe('LONGFI~1.TEX');
    expect(of('longfilename2.txt')).toBe('LONGFI~1.TXT');
    expect(of('two words.c')).toBe('TWOWOR~1.C');
    expect(of('archive.tar.gz')).toBe('ARCHIV~1.GZ');
    expect(of('Übung.txt')).toBe('-BUNG~1.TXT');
    expect(of('日本語')).toBe('---~1');
    expect(of('a=b.com')).toBe('A-B~1.COM');
    expect(of('x.y')).toBe('X.Y');
    expect(notes.map((n) => [n.host, n.reason])).toEqual([
      ['.hidden', 'hidden file'],
      ['con.txt', 'the name of a device on some hosts'],
      ['COM1', 'the name of a device on some hosts'],
      ['README.TXT', "'readme.txt' is README.TXT already, CP/M knows one case only"],
      ['longfilename.text', 'longer than 8 + 3 characters'],
      ['longfilename2.txt', 'longer than 8 + 3 characters'],
      ['two words.c', 'characters that CP/M does not allow'],
      ['archive.tar.gz', 'characters that CP/M does not allow'],
      ['Übung.txt', 'characters other than ASCII'],
      ['日本語', 'characters other than ASCII'],
      ['a=b.com', 'characters that CP/M does not allow'],
    ]);
  });

  it('leaves names as they are when others come and go', () => {
    const map = new NameMap();
    map.add(['long name 1', 'long name 2']);
    expect(map.guestOf('long name 2')).toBe('LONGNA~2');
    map.deleteHost('long name 1');
    map.add(['long name 0']);
    expect(map.guestOf('long name 2')).toBe('LONGNA~2');
    expect(map.guestOf('long name 0')).toBe('LONGNA~1');
    map.set('other', 'LONGNA~1');
    expect(map.guestOf('long name 0')).toBeUndefined();
    expect(map.hostFor('LONGNA~1')).toBe('other');
  });

  it.each([
    ['FOO.TXT', 'foo.txt'],
    ['CON', '%43on'],
    ['cON', '%63on'],
    ['con', '%63%6f%6e'],
    ['AUX.C', '%41ux.c'],
    ['A/B', 'a%2fb'],
    ['A\\B', 'a%5cb'],
    ['foo', '%66%6f%6f'],
    ['50%', '50%'],
    ['A%2F', 'a%252f'],
    ['5', '%35'],
    ['15', '%315'],
    ['16', '16'],
    ['"', '%22'],
  ])('%s is %s on the host, and back', (guest, host) => {
    expect(encodeHostName(guest, true, user)).toBe(host);
    expect(exactGuestName(host, user)).toBe(guest);
  });

  it('any CP/M name makes a safe host name that means it again', () => {
    const char = fc.integer({ min: 0x21, max: 0x7e }).map((c) => String.fromCharCode(c));
    const part = (max: number): fc.Arbitrary<string> => fc.array(char, { maxLength: max }).map((c) => c.join(''));
    const device = fc.constantFrom('CON', 'NUL', 'COM1', 'LPT9', 'con', 'Nul', 'CLOCK$', '1', '15', '..', '%41');
    const name = fc
      .tuple(fc.oneof(part(8), device), fc.oneof(part(3), fc.constant('')))
      .map(([a, b]) => (b ? `${a}.${b}` : a));
    fc.assert(
      fc.property(name, fc.boolean(), (guest, lower) => {
        fc.pre(nameBytes(guest) !== undefined);
        const host = encodeHostName(guest, lower, user);
        expect(host).toMatch(/^[^/\\<>:"|?*\0]+$/);
        expect(host.startsWith('.') || host.endsWith('.')).toBe(false);
        expect(isDeviceName(host)).toBe(false);
        expect(user(host)).toBe(false);
        expect(exactGuestName(host, user)).toBe(guest);
        const map = new NameMap({ reserved: user });
        expect(map.add([host])).toEqual([]);
        expect(map.guestOf(host)).toBe(guest);
      }),
      { numRuns: 2000 },
    );
  });

  it('different host names have different guest names, all of them valid, and the same ones each time', () => {
    const host = fc.oneof(
      fc.string({ minLength: 1, maxLength: 20 }),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
      fc.constantFrom('a', 'A', 'aux', 'long long.txt', 'long lone.txt', 'ı.txt', '%41', '%2e%2e', '..', '.'),
    );
    fc.assert(
      fc.property(fc.uniqueArray(host, { maxLength: 30 }), (hosts) => {
        const map = new NameMap();
        const notes = map.add(hosts);
        const guests = hosts.map((h) => map.guestOf(h)).filter((g) => g !== undefined);
        expect(new Set(guests).size).toBe(guests.length);
        for (const guest of guests) expect(nameBytes(guest)).toBeDefined();
        for (const h of hosts) {
          if (map.guestOf(h) === undefined)
            expect(notes.some((note) => note.host === h && note.guest === '')).toBe(true);
        }
        const again = new NameMap();
        again.add(hosts);
        expect(hosts.map((h) => again.guestOf(h))).toEqual(hosts.map((h) => map.guestOf(h)));
      }),
      { numRuns: 500 },
    );
  });
});
