import { CbmFileSystem, createD64, openD64 } from '@backplane/media';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FASTEST, SerialHost } from './serial-host.ts';

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));

function image(): Uint8Array {
  const disk = openD64(createD64('ANY', 'AB'));
  const fs = new CbmFileSystem(disk);
  fs.writeFile('FIRST', 2, bytes('A'.repeat(700)));
  fs.writeFile('SECOND', 1, bytes('B'.repeat(300)));
  fs.writeFile('RECORDS', 4, new Uint8Array(1000).fill(0x43), 50);
  return disk.medium.content();
}
const IMAGE = image();

/** Pieces of what a program may say. */
const word = fc.constantFrom(
  ...[
    '@',
    '0:',
    '1:',
    ':',
    ',',
    '=',
    '*',
    '?',
    '$',
    '#',
    ' ',
    '\r',
    '-',
    '&',
    '\xa0',
    '"',
    '2',
    '18',
    '35',
    '99',
    '255',
  ],
  ...['FIRST', 'SECOND', 'RECORDS', 'NEW', ',S', ',P', ',W', ',R', ',A', ',M', ',L,\x20', ',U', '=P', '=S'],
);
const command = fc.constantFrom(
  ...['I', 'N:', 'N:X,Y', 'S:', 'R:', 'C:', 'V', 'P', 'U1:', 'U2:', 'UI', 'UJ', 'U3', 'M-R', 'M-W', 'M-E'],
  ...['B-R:', 'B-W:', 'B-P:', 'B-A:', 'B-F:', 'B-E:', 'D', ''],
);
const phrase = fc.array(word, { maxLength: 6 }).map((list) => list.join(''));
const channel = fc.constantFrom(0, 1, 2, 3, 4, 15);
const step = fc.oneof(
  fc.record({ kind: fc.constant('open' as const), channel, text: phrase }),
  fc.record({ kind: fc.constant('print' as const), channel, text: phrase }),
  fc.record({
    kind: fc.constant('command' as const),
    channel: fc.constant(15),
    text: fc.tuple(command, phrase).map((list) => list.join('')),
  }),
  fc.record({ kind: fc.constant('read' as const), channel, text: fc.constant('') }),
  fc.record({ kind: fc.constant('close' as const), channel, text: fc.constant('') }),
  fc.record({ kind: fc.constant('bytes' as const), channel, text: fc.string({ maxLength: 50, unit: 'binary-ascii' }) }),
);

/** Does what a program may do, and checks that the drive still answers. */
function run(host: SerialHost, steps: readonly { kind: string; channel: number; text: string }[]): void {
  for (const { kind, channel: n, text } of steps) {
    if (kind === 'open') host.open(8, n, text);
    else if (kind === 'read') host.read(8, n, 300);
    else if (kind === 'close') host.close(8, n);
    else if (text !== '') host.print(8, n, text);
    const { drive } = host.sockets[0]!;
    expect(drive.busy).toBe(false);
    expect(host.clk || host.data).toBe(false);
  }
  expect(host.text(8, 15, 80)).not.toBe('');
  host.close(8, 15);
}

describe('whatever a program says', () => {
  it('the drive answers, and the disk stays sound', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const disk = openD64(IMAGE);
        const host = new SerialHost([disk], FASTEST);
        const raw = steps.some(({ text }) => /U2|UB|B-W/.test(text));
        run(
          host,
          steps.filter(({ text }) => !text.startsWith('M-W')),
        );
        if (raw) return;
        // without writing blocks there is no way to damage a disk
        const fs = new CbmFileSystem(disk);
        for (const entry of fs.entries()) {
          fs.readFile(entry);
          if (entry.type === 4) fs.chain(entry.sideTrack, entry.sideSector);
        }
        expect(host.command('V')).toBe('00, OK,00,00');
        const used = fs
          .entries()
          .reduce(
            (sum, e) => sum + fs.chain(e.firstTrack, e.firstSector).length + (e.type === 4 ? sides(fs, e) : 0),
            0,
          );
        expect(fs.freeBlocks).toBe(664 - used);
      }),
      { numRuns: 150 },
    );
  });

  it('the drive answers on a damaged disk', () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 15 }),
        fc.array(fc.tuple(fc.nat(19 * 256 - 1), fc.nat(255)), { minLength: 1, maxLength: 60 }),
        fc.uint8Array({ minLength: 683, maxLength: 683 }),
        (steps, damage, errors) => {
          const bad = new Uint8Array(175531);
          bad.set(IMAGE);
          // every fourth block or so cannot be read
          errors.forEach((error, i) => {
            bad[174848 + i] = error < 64 ? error & 15 : 1;
          });
          for (const [at, value] of damage) bad[357 * 256 + at] = value;
          run(new SerialHost([openD64(bad)], FASTEST), steps);
        },
      ),
      { numRuns: 100 },
    );
  });
});

function sides(fs: CbmFileSystem, entry: { readonly sideTrack: number; readonly sideSector: number }): number {
  return fs.chain(entry.sideTrack, entry.sideSector).length;
}
