import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isCrt, MediaError, parseCrt } from '../src/index.ts';

interface Chip {
  readonly kind?: number;
  readonly bank?: number;
  readonly address?: number;
  readonly size?: number;
  readonly data?: Uint8Array;
}

/** A CRT file. */
function crt(
  chips: readonly Chip[],
  header: { hardware?: number; exrom?: number; game?: number; length?: number } = {},
) {
  const bytes: number[] = [...'C64 CARTRIDGE   '].map((c) => c.charCodeAt(0));
  const word = (n: number) => bytes.push((n >> 8) & 255, n & 255);
  word(0);
  word(header.length ?? 0x40);
  word(0x100);
  word(header.hardware ?? 0);
  bytes.push(header.exrom ?? 0, header.game ?? 1, 0, 0, 0, 0, 0, 0);
  bytes.push(...[...'TEST'.padEnd(32, '\0')].map((c) => c.charCodeAt(0)));
  for (const { kind = 0, bank = 0, address = 0x8000, data = new Uint8Array(0x2000), size = data.length } of chips) {
    bytes.push(...[...'CHIP'].map((c) => c.charCodeAt(0)));
    word(0);
    word(0x10 + data.length);
    word(kind);
    word(bank);
    word(address);
    word(size);
    bytes.push(...data);
  }
  return Uint8Array.from(bytes);
}

describe('CRT images', () => {
  test('header and chips', () => {
    const data = Uint8Array.from({ length: 0x1000 }, (_, n) => n & 255);
    const image = parseCrt(
      crt([{ data }, { bank: 3, address: 0xa000, data, kind: 2 }], { hardware: 32, exrom: 1, game: 0 }),
    );
    expect(image).toMatchObject({ name: 'TEST', hardware: 32, exrom: false, game: true, warnings: [] });
    expect(image.chips.map(({ kind, bank, address }) => ({ kind, bank, address }))).toEqual([
      { kind: 'rom', bank: 0, address: 0x8000 },
      { kind: 'flash', bank: 3, address: 0xa000 },
    ]);
    expect(image.chips[1]!.data).toEqual(data);
  });

  test('RAM has a size and no bytes', () => {
    const image = parseCrt(crt([{}, { kind: 1, size: 0x2000, data: new Uint8Array(0) }]).slice());
    expect(image.chips).toHaveLength(2);
  });

  test('a header length of 20h is taken as 40h, with a warning', () => {
    const image = parseCrt(crt([{}], { length: 0x20 }));
    expect(image.chips).toHaveLength(1);
    expect(image.warnings[0]).toContain('32 bytes long');
  });

  test('rubbish after the last chip is told', () => {
    const bytes = crt([{}]);
    const longer = new Uint8Array(bytes.length + 5);
    longer.set(bytes);
    expect(parseCrt(longer).warnings).toEqual(['5 bytes after the last chip are no chip']);
  });

  test.each([
    ['no signature', new Uint8Array(100), 'this is no CRT image'],
    ['a header cut off', crt([]).subarray(0, 0x30), 'the header is cut off'],
    ['no chips', crt([]), 'the cartridge has no chip'],
    ['a chip cut off', crt([{}]).subarray(0, 0x1000), 'the chip has 8192 bytes, and 4016 are there'],
    ['a kind of chip that does not exist', crt([{ kind: 9 }]), 'there is no chip of kind 9'],
    ['a chip in the wrong place', crt([{ address: 0x1000 }]), 'a chip at 1000h is outside'],
  ])('%s', (_, bytes, message) => {
    expect(() => parseCrt(bytes)).toThrow(message);
  });

  test('any damage gives an image or a MediaError', () => {
    const good = crt([{ data: new Uint8Array(64) }, { bank: 1, data: new Uint8Array(64) }]);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 8 }),
        fc.nat(good.length),
        (changes, length) => {
          const bytes = good.slice(0, length);
          for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
          try {
            for (const chip of parseCrt(bytes).chips) expect(chip.data.length).toBeLessThanOrEqual(bytes.length);
          } catch (error) {
            expect(error).toBeInstanceOf(MediaError);
          }
          isCrt(bytes);
        },
      ),
      { numRuns: 3000, seed: 64 },
    );
  });
});
