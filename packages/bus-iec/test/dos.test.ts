import { type CbmDisk, CbmFileSystem, createD64, openD64 } from '@backplane/media';
import { beforeEach, describe, expect, it } from 'vitest';
import { FASTEST, SerialHost } from './serial-host.ts';

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));
const text = (data: Uint8Array): string => String.fromCharCode(...data);
/** Letters from A on, so many. */
const letters = (length: number, from = 0): string =>
  Array.from({ length }, (_, i) => String.fromCharCode(0x41 + ((i + from) % 26))).join('');

let disk: CbmDisk;
let host: SerialHost;

const fs = (): CbmFileSystem => new CbmFileSystem(disk);
const names = (): string[] =>
  fs()
    .entries()
    .map((entry) => entry.name);

/** Lines of a listing as BASIC shows them. */
function listing(name: string): string[] {
  const data = host.load(name);
  if (data === null) return [];
  const lines: string[] = [];
  for (let at = 2; data[at] !== 0 || data[at + 1] !== 0; ) {
    const number = data[at + 2]! | (data[at + 3]! << 8);
    const end = data.indexOf(0, at + 4);
    lines.push(`${number} ${text(data.subarray(at + 4, end))}`);
    at = end + 1;
  }
  return lines;
}

beforeEach(() => {
  disk = openD64(createD64('TEST DISK', 'AB'));
  fs().writeFile('FIRST', 2, bytes('\x01\x08program one'));
  fs().writeFile('SECOND', 2, bytes(letters(2000)));
  fs().writeFile('NOTES', 1, bytes('SOME TEXT\r'));
  fs().writeFile('OTHER', 3, bytes('USER FILE\r'));
  host = new SerialHost([disk], FASTEST);
  host.status();
});

describe('the directory', () => {
  it('is a program whose lines are the files', () => {
    expect(listing('$')).toEqual([
      '0 \x12"TEST DISK       " AB 2A',
      '1    "FIRST"            PRG  ',
      '8    "SECOND"           PRG  ',
      '1    "NOTES"            SEQ  ',
      '1    "OTHER"            USR  ',
      '653 BLOCKS FREE.             ',
    ]);
    expect([...host.load('$')!.subarray(0, 8)]).toEqual([1, 4, 1, 1, 0, 0, 0x12, 0x22]);
    // every line of a file takes 32 bytes, as programs that read it expect
    expect(host.load('$')!.length).toBe(2 + 30 + 4 * 32 + 30 + 2);
  });

  it('takes drives, patterns and types', () => {
    const found = (name: string): string[] =>
      listing(name)
        .slice(1, -1)
        .map((line) => /"(.*?)"/.exec(line)![1]!);
    expect(found('$0')).toEqual(['FIRST', 'SECOND', 'NOTES', 'OTHER']);
    expect(found('$:S*')).toEqual(['SECOND']);
    expect(found('$0:?????')).toEqual(['FIRST', 'NOTES', 'OTHER']);
    expect(found('$:*=S')).toEqual(['NOTES']);
    expect(found('$:*=PRG')).toEqual(['FIRST', 'SECOND']);
    expect(found('$:N*,O*')).toEqual(['NOTES', 'OTHER']);
    expect(found('$S*')).toEqual(['SECOND']);
    expect(found('$0=U')).toEqual(['OTHER']);
    expect(found('$:NOTHING')).toEqual([]);
    expect(listing('$1:*')).toEqual([]);
    expect(host.status()).toBe('74,DRIVE NOT READY,00,00');
  });

  it('shows splat files, locked files, deleted types and what stands behind a name', () => {
    const list = fs().entries();
    fs().putEntry({ ...list[0]!, closed: false });
    fs().putEntry({ ...list[1]!, locked: true });
    fs().putEntry({ ...list[2]!, type: 0, field: 'A\xa0,8,1'.padEnd(16, '\xa0'), name: 'A' });
    expect(listing('$').slice(1, 4)).toEqual([
      '1    "FIRST"           *PRG  ',
      '8    "SECOND"           PRG< ',
      '1    "A",8,1            DEL  ',
    ]);
  });

  it('is a file on other channels', () => {
    host.open(8, 2, '$');
    const data = host.read(8, 2).bytes;
    expect(data[0]).toBe(0x41);
    expect(data.subarray(0, 254)).toEqual(disk.read(18, 0).slice(2));
    expect(data.subarray(254, 508)).toEqual(disk.read(18, 1).slice(2));
    host.close(8, 2);
  });
});

describe('files', () => {
  it('loads by name and pattern', () => {
    expect(text(host.load('FIRST')!)).toBe('\x01\x08program one');
    expect(text(host.load('0:SE*')!)).toBe(letters(2000));
    expect(host.load('MISSING')).toBeNull();
    expect(host.status()).toBe('62,FILE NOT FOUND,00,00');
    expect(host.load('NOTES')).toBeNull();
    expect(host.status()).toBe('64,FILE TYPE MISMATCH,00,00');
    expect(text(host.load('NOTES,S')!)).toBe('SOME TEXT\r');
  });

  it('means the first program by *, then the last one', () => {
    expect(text(host.load('*')!)).toBe('\x01\x08program one');
    host.load('SECOND');
    expect(text(host.load('*')!)).toBe(letters(2000));
    expect(text(host.load(':*')!)).toBe('\x01\x08program one');
  });

  it('saves, and refuses to save over a file but with @', () => {
    expect(host.save('NEW', bytes('AB'))).toBe(2);
    expect(host.status()).toBe('00, OK,00,00');
    expect(fs().find('NEW')).toMatchObject({ type: 2, closed: true, blocks: 1 });
    expect(host.save('NEW', bytes('CD'))).toBe(0);
    expect(host.status()).toBe('63,FILE EXISTS,00,00');
    expect(text(host.load('NEW')!)).toBe('AB');
    const free = fs().freeBlocks;
    host.save('@0:NEW', bytes(letters(600)));
    expect(host.status()).toBe('00, OK,00,00');
    expect(text(host.load('NEW')!)).toBe(letters(600));
    expect(fs().freeBlocks).toBe(free - 2);
    host.save('@:BRAND NEW', bytes('X'));
    expect(text(host.load('BRAND NEW')!)).toBe('X');
    expect(host.save('N*', bytes('X'))).toBe(0);
    expect(host.status()).toBe('33,SYNTAX ERROR,00,00');
    host.save('@:NOTES', bytes('X'));
    expect(host.status()).toBe('64,FILE TYPE MISMATCH,00,00');
    // a name needs a name
    host.open(8, 2, '0:');
    expect(host.status()).toBe('34,SYNTAX ERROR,00,00');
  });

  it('keeps what was there until the replacement is complete', () => {
    host.open(8, 2, '@:FIRST,P,W');
    host.print(8, 2, letters(600));
    expect(text(fs().readFile(fs().find('FIRST')!))).toBe('\x01\x08program one');
    host.close(8, 2);
    expect(text(fs().readFile(fs().find('FIRST')!))).toBe(letters(600));
  });

  it('writes and reads sequential files in pieces', () => {
    expect(host.open(8, 2, 'DATA,S,W')).toBe(true);
    host.print(8, 2, 'ONE\r');
    host.open(8, 3, 'NOTES,S,R');
    expect(host.text(8, 3, 4)).toBe('SOME');
    host.print(8, 2, 'TWO\r');
    expect(host.text(8, 3)).toBe(' TEXT\r');
    host.close(8, 3);
    expect(fs().find('DATA')!.closed).toBe(false);
    // a file that is being written cannot be read, but with M
    host.open(8, 4, 'DATA,S,R');
    expect(host.status()).toBe('60,WRITE FILE OPEN,00,00');
    host.close(8, 2);
    expect(fs().find('DATA')).toMatchObject({ type: 1, closed: true, blocks: 1 });
    host.open(8, 4, 'DATA');
    expect(host.text(8, 4)).toBe('ONE\rTWO\r');
    host.close(8, 4);
    host.open(8, 4, 'DATA,P,R');
    expect(host.status()).toBe('64,FILE TYPE MISMATCH,00,00');
  });

  it('reads a file that was never closed with M', () => {
    const entry = fs().find('SECOND')!;
    fs().putEntry({ ...entry, closed: false });
    expect(host.load('SECOND')).toBeNull();
    expect(host.status()).toBe('60,WRITE FILE OPEN,00,00');
    host.open(8, 2, 'SECOND,P,M');
    expect(host.text(8, 2)).toBe(letters(2000));
    host.close(8, 2);
  });

  it('appends', () => {
    for (let n = 0; n < 5; n++) {
      host.open(8, 2, 'NOTES,S,A');
      host.print(8, 2, letters(100, n));
      host.close(8, 2);
    }
    expect(text(host.load('NOTES,S')!)).toBe(`SOME TEXT\r${[0, 1, 2, 3, 4].map((n) => letters(100, n)).join('')}`);
    expect(fs().find('NOTES')).toMatchObject({ closed: true, blocks: 3 });
    host.open(8, 2, 'MISSING,S,A');
    expect(host.status()).toBe('62,FILE NOT FOUND,00,00');
  });

  it('puts something into a file into which nothing was written', () => {
    host.open(8, 2, 'EMPTY,S,W');
    host.close(8, 2);
    expect(text(host.load('EMPTY,S')!)).toBe('\r');
  });

  it('is exact at the ends of blocks', () => {
    for (const length of [253, 254, 255, 508, 509]) {
      host.save(`L${length}`, bytes(letters(length)));
      expect(text(host.load(`L${length}`)!)).toBe(letters(length));
      expect(fs().find(`L${length}`)!.blocks).toBe(Math.ceil(length / 254));
    }
  });

  it('has four buffers', () => {
    for (const n of [2, 3, 4, 5]) host.open(8, n, 'SECOND');
    expect(host.status()).toBe('00, OK,00,00');
    host.open(8, 6, 'FIRST');
    expect(host.status()).toBe('70,NO CHANNEL,00,00');
    host.close(8, 3);
    host.open(8, 6, 'FIRST');
    expect(host.status()).toBe('00, OK,00,00');
    expect(host.text(8, 5)).toBe(letters(2000));
    // closing the command channel closes all
    host.close(8, 15);
    expect(host.read(8, 2).complete).toBe(false);
  });

  it('tells when the disk is full, and takes no more', () => {
    const big = bytes(letters(645 * 254));
    fs().writeFile('BIG', 2, big);
    expect(host.save('TOO LONG', bytes(letters(254 * 8 + 1)))).toBe(254 * 8);
    expect(host.status()).toBe('72,DISK FULL,00,00');
    expect(fs().find('TOO LONG')!.closed).toBe(false);
    expect(host.command('V')).toBe('00, OK,00,00');
    expect(fs().find('TOO LONG')).toBeUndefined();
    expect(fs().freeBlocks).toBe(8);
  });

  it('refuses to write on a protected disk', () => {
    disk.medium.writeProtected = true;
    expect(host.save('X', bytes('X'))).toBe(0);
    expect(host.status()).toBe('26,WRITE PROTECT ON,00,00');
    for (const command of ['S:FIRST', 'R:X=FIRST', 'C:X=FIRST', 'N:X', 'V', 'B-A 0 1 1', 'B-F 0 1 1']) {
      expect(host.command(command)).toBe('26,WRITE PROTECT ON,00,00');
    }
    expect(text(host.load('FIRST')!)).toBe('\x01\x08program one');
  });

  it('tells when the host refuses a write', () => {
    disk.medium.onWrite = () => false;
    expect(host.save('X', bytes('X'))).toBe(0);
    expect(host.status()).toMatch(/^25,WRITE ERROR,/);
  });

  it('has given each byte to the host when the computer may go on', () => {
    const kept = disk.medium.content();
    disk.medium.onWrite = (_sector, offset, data) => {
      kept.set(data, offset);
    };
    host.save('SAVED', bytes(letters(1000)));
    expect(kept).toEqual(disk.medium.content());
    const again = new CbmFileSystem(openD64(kept));
    expect(text(again.readFile(again.find('SAVED')!))).toBe(letters(1000));
  });

  it('tells errors of the disk with their place', () => {
    const image = new Uint8Array(175531).fill(1, 174848);
    image.set(disk.medium.content());
    const entry = fs().find('SECOND')!;
    const [, second] = fs().chain(entry.firstTrack, entry.firstSector);
    image[174848 + disk.index(second!.track, second!.sector)] = 5;
    host.drive(8).insert('disk', openD64(image));
    host.open(8, 2, 'SECOND');
    const read = host.read(8, 2);
    expect([read.bytes.length, read.complete]).toEqual([254, false]);
    expect(host.status()).toBe(`23,READ ERROR,${second!.track},${String(second!.sector).padStart(2, '0')}`);
  });

  it('is not ready without a disk', () => {
    host.drive(8).insert('disk', null);
    expect(host.load('$')).toBeNull();
    expect(host.status()).toBe('74,DRIVE NOT READY,00,00');
    expect(host.command('I')).toBe('74,DRIVE NOT READY,00,00');
    expect(host.save('X', bytes('X'))).toBe(0);
    expect(host.status()).toBe('74,DRIVE NOT READY,00,00');
  });
});

describe('commands', () => {
  it('tells its version once, and that all is well after an error was read', () => {
    const fresh = new SerialHost([disk], FASTEST);
    expect(fresh.status()).toBe('73,CBM DOS V2.6 1541,00,00');
    expect(fresh.status()).toBe('00, OK,00,00');
    fresh.command('XYZ');
    fresh.print(8, 15, 'XYZ\r');
    expect(fresh.text(8, 15, 5)).toBe('31,SY');
    expect(fresh.text(8, 15)).toBe('NTAX ERROR,00,00\r');
    expect(fresh.status()).toBe('00, OK,00,00');
    for (const line of ['UI', 'U9', 'UJ', 'U:']) expect(fresh.command(line)).toBe('73,CBM DOS V2.6 1541,00,00');
    expect(fresh.command('UI-')).toBe('00, OK,00,00');
  });

  it('takes a command with OPEN, with PRINT# and without CR', () => {
    host.open(8, 15, 'S:FIRST');
    expect(host.status()).toBe('01,FILES SCRATCHED,01,00');
    host.print(8, 15, 'S:SECOND');
    expect(host.status()).toBe('01,FILES SCRATCHED,01,00');
  });

  it('refuses lines that are too long', () => {
    expect(host.command(`S:${letters(39)}`)).toBe('01,FILES SCRATCHED,00,00');
    expect(host.command(`S:${letters(40)}`)).toBe('32,SYNTAX ERROR,00,00');
    expect(host.command(letters(300))).toBe('32,SYNTAX ERROR,00,00');
    host.open(8, 2, letters(60));
    expect(host.status()).toBe('32,SYNTAX ERROR,00,00');
  });

  it('scratches files', () => {
    expect(host.command('S:NOTHING')).toBe('01,FILES SCRATCHED,00,00');
    expect(host.command('S0:FIRST,N*')).toBe('01,FILES SCRATCHED,02,00');
    expect(names()).toEqual(['SECOND', 'OTHER']);
    fs().putEntry({ ...fs().find('OTHER')!, locked: true });
    expect(host.command('SCRATCH0:*')).toBe('01,FILES SCRATCHED,01,00');
    expect(names()).toEqual(['OTHER']);
    expect(fs().freeBlocks).toBe(663);
    expect(host.command('S')).toBe('34,SYNTAX ERROR,00,00');
    expect(host.command('S1:*')).toBe('74,DRIVE NOT READY,00,00');
  });

  it('renames files', () => {
    expect(host.command('R0:NEW=FIRST')).toBe('00, OK,00,00');
    expect(host.command('RENAME:SECOND NEW=0:SECOND')).toBe('00, OK,00,00');
    expect(names()).toEqual(['NEW', 'SECOND NEW', 'NOTES', 'OTHER']);
    expect(host.command('R:NOTES=NEW')).toBe('63,FILE EXISTS,00,00');
    expect(host.command('R:X=MISSING')).toBe('62,FILE NOT FOUND,00,00');
    expect(host.command('R:X')).toBe('30,SYNTAX ERROR,00,00');
    expect(host.command('R:X*=NEW')).toBe('33,SYNTAX ERROR,00,00');
    expect(host.command('R:=NEW')).toBe('34,SYNTAX ERROR,00,00');
  });

  it('copies and joins files', () => {
    expect(host.command('C0:COPY=SECOND')).toBe('00, OK,00,00');
    expect(text(host.load('COPY')!)).toBe(letters(2000));
    expect(host.command('C:ALL=0:NOTES,0:OTHER,NOTES')).toBe('00, OK,00,00');
    expect(text(host.load('ALL,S')!)).toBe('SOME TEXT\rUSER FILE\rSOME TEXT\r');
    expect(host.command('C:COPY=FIRST')).toBe('63,FILE EXISTS,00,00');
    expect(host.command('C:X=MISSING')).toBe('62,FILE NOT FOUND,00,00');
  });

  it('formats disks', () => {
    expect(host.command('N:AGAIN')).toBe('00, OK,00,00');
    expect(names()).toEqual([]);
    expect([fs().title, fs().id]).toEqual(['AGAIN'.padEnd(16, '\xa0'), 'AB']);
    // the data is still there
    expect(disk.read(17, 0).some((byte) => byte !== 0)).toBe(true);
    expect(host.command('NEW0:FRESH,X1')).toBe('00, OK,00,00');
    expect([fs().title, fs().id, fs().freeBlocks]).toEqual(['FRESH'.padEnd(16, '\xa0'), 'X1', 664]);
    expect(disk.read(17, 0).every((byte) => byte === 0)).toBe(true);
    expect(host.command('N')).toBe('34,SYNTAX ERROR,00,00');
    expect(host.save('USABLE', bytes('X'))).toBe(1);
  });

  it('validates', () => {
    fs().allocate(1, 0);
    fs().putEntry({ ...fs().find('NOTES')!, closed: false });
    expect(host.command('V0')).toBe('00, OK,00,00');
    expect(names()).toEqual(['FIRST', 'SECOND', 'OTHER']);
    expect(fs().freeBlocks).toBe(654);
    const entry = fs().find('SECOND')!;
    fs().putEntry({ ...entry, firstTrack: 77 });
    expect(host.command('V')).toBe('67,ILLEGAL TRACK OR SECTOR,77,'.concat(String(entry.firstSector).padStart(2, '0')));
  });

  it('knows no others', () => {
    expect(host.command('D1=0')).toBe('31,SYNTAX ERROR,00,00');
    expect(host.command('&FILE')).toBe('31,SYNTAX ERROR,00,00');
    expect(host.command('B-X')).toBe('31,SYNTAX ERROR,00,00');
    expect(host.command('UZ')).toBe('31,SYNTAX ERROR,00,00');
    expect(host.command('M-Z')).toBe('31,SYNTAX ERROR,00,00');
    expect(host.command('B')).toBe('31,SYNTAX ERROR,00,00');
  });
});

describe('blocks', () => {
  beforeEach(() => {
    host.open(8, 2, '#');
  });

  it('reads with U1 and writes with U2', () => {
    expect(host.command('U1 2 0 18 0')).toBe('00, OK,00,00');
    expect(host.read(8, 2).bytes).toEqual(disk.read(18, 0).slice());
    expect(host.command('UA:2,0,18,1')).toBe('00, OK,00,00');
    expect(host.text(8, 2, 10).slice(5)).toBe('FIRST');
    expect(host.command('B-P 2 5')).toBe('00, OK,00,00');
    host.print(8, 2, 'PATCH');
    expect(host.command('U2\x1d2\x1d0\x1d18\x1d1')).toBe('00, OK,00,00');
    expect(names()[0]).toBe('PATCH');
    expect(host.command('UB;2;0;1;0')).toBe('00, OK,00,00');
    expect(disk.read(1, 0)).toEqual(disk.read(18, 1));
  });

  it('tells the number of the buffer first', () => {
    host.open(8, 3, '#');
    expect([...host.read(8, 2).bytes]).toEqual([0]);
    expect([...host.read(8, 3).bytes]).toEqual([1]);
    host.open(8, 4, '#3');
    expect([...host.read(8, 4).bytes]).toEqual([3]);
    host.open(8, 5, '#3');
    expect(host.status()).toBe('70,NO CHANNEL,00,00');
    host.open(8, 5, '#4');
    expect(host.status()).toBe('70,NO CHANNEL,00,00');
  });

  it('reads with B-R as far as the block says, and B-W says how far', () => {
    host.command('B-P 2 1');
    host.print(8, 2, 'CONTENT');
    expect(host.command('B-W 2 0 1 0')).toBe('00, OK,00,00');
    expect(disk.read(1, 0)[0]).toBe(7);
    host.command('U1 2 0 18 0');
    expect(host.command('B-R 2 0 1 0')).toBe('00, OK,00,00');
    expect(host.text(8, 2)).toBe('CONTENT');
  });

  it('allocates and frees', () => {
    expect(host.command('B-A 0 1 0')).toBe('00, OK,00,00');
    expect(fs().isFree(1, 0)).toBe(false);
    expect(host.command('B-A 0 1 0')).toBe('65,NO BLOCK,01,01');
    for (let sector = 1; sector < 21; sector++) host.command(`B-A 0 1 ${sector}`);
    expect(host.command('B-A 0 1 20')).toBe('65,NO BLOCK,02,00');
    expect(host.command('B-F 0 1 0')).toBe('00, OK,00,00');
    expect(fs().isFree(1, 0)).toBe(true);
    expect(host.command('B-A 0 36 0')).toBe('66,ILLEGAL TRACK OR SECTOR,36,00');
    expect(host.command('B-A 0 1')).toBe('30,SYNTAX ERROR,00,00');
  });

  it('refuses what is not there', () => {
    expect(host.command('U1 2 0 18 19')).toBe('66,ILLEGAL TRACK OR SECTOR,18,19');
    expect(host.command('U1 2 0 36 0')).toBe('66,ILLEGAL TRACK OR SECTOR,36,00');
    expect(host.command('U1 9 0 1 0')).toBe('70,NO CHANNEL,00,00');
    expect(host.command('U1 2 1 1 0')).toBe('74,DRIVE NOT READY,00,00');
    expect(host.command('U1')).toBe('30,SYNTAX ERROR,00,00');
    disk.medium.writeProtected = true;
    expect(host.command('U2 2 0 1 0')).toBe('26,WRITE PROTECT ON,01,00');
  });

  it('tells the user that it runs no code', () => {
    expect(host.command('M-E\x00\x05')).toBe('00, OK,00,00');
    expect(host.command('U3')).toBe('00, OK,00,00');
    expect(host.command('B-E 2 0 1 0')).toBe('00, OK,00,00');
    // once is enough
    expect(host.notes).toHaveLength(1);
    host.reset();
    host.command('U3');
    expect(host.notes).toHaveLength(2);
    expect(host.notes[0]).toMatch(/drive 8: memory-execute: .* 0500h was not run/);
  });
});

describe('memory', () => {
  it('is written and read', () => {
    host.print(8, 15, 'M-W\x00\x05\x04ABC\r');
    host.print(8, 15, 'M-R\x00\x05\x05');
    expect(host.text(8, 15)).toBe('ABC\r\x00');
    host.print(8, 15, 'M-R\x01\x05\r');
    const one = host.read(8, 15, 1);
    expect([text(one.bytes), one.eoi]).toEqual(['B', false]);
    expect(host.status()).toBe('00, OK,00,00');
    host.print(8, 15, 'M-R\x00\x05\x00\r');
    expect(host.text(8, 15).length).toBe(256);
    // the end of memory tells what kind of drive this is
    host.print(8, 15, 'M-R\xff\xff\r');
    expect([...host.read(8, 15, 1).bytes]).toEqual([254]);
  });

  it('shows the buffers of channels', () => {
    host.open(8, 2, '#1');
    host.command('U1 2 0 18 1');
    host.print(8, 15, 'M-R\x05\x04\x05');
    expect(host.text(8, 15)).toBe('FIRST');
  });

  it('changes the device number until a reset', () => {
    host.print(8, 15, 'M-W\x77\x00\x02\x29\x49');
    expect(host.open(8, 2, 'FIRST')).toBe(false);
    expect(text(host.load('FIRST', 9)!)).toBe('\x01\x08program one');
    host.reset();
    expect(text(host.load('FIRST', 8)!)).toBe('\x01\x08program one');
  });
});

describe('relative files', () => {
  const position = (record: number, at = 1, channel = 2): void => {
    host.print(8, 15, `P${String.fromCharCode(0x60 + channel, record & 255, record >> 8, at)}\r`);
  };

  it('writes and reads records in any order', () => {
    expect(host.open(8, 2, 'RECORDS,L,\x1e')).toBe(true);
    expect(host.status()).toBe('00, OK,00,00');
    expect(fs().find('RECORDS')).toMatchObject({ type: 4, recordLength: 30, blocks: 2 });
    position(20);
    expect(host.status()).toBe('50,RECORD NOT PRESENT,00,00');
    host.print(8, 2, 'TWENTY\r');
    expect(host.status()).toBe('00, OK,00,00');
    position(5);
    expect(host.status()).toBe('00, OK,00,00');
    host.print(8, 2, 'FIVE\r');
    host.print(8, 2, 'SIX\r');
    position(20);
    expect(host.text(8, 2)).toBe('TWENTY\r');
    position(5);
    expect(host.text(8, 2)).toBe('FIVE\r');
    expect(host.text(8, 2)).toBe('SIX\r');
    // never written
    expect(host.text(8, 2)).toBe('\xff');
    position(6, 2);
    expect(host.text(8, 2)).toBe('IX\r');
    position(6, 3);
    host.print(8, 2, 'MILAR');
    position(6);
    expect(host.text(8, 2)).toBe('SIMILAR');
    host.close(8, 2);
    // opened again without a length
    host.open(8, 3, 'RECORDS');
    position(20, 1, 3);
    expect(host.text(8, 3)).toBe('TWENTY\r');
    host.close(8, 3);
    host.open(8, 3, 'RECORDS,L,\x1f');
    expect(host.status()).toBe('50,RECORD NOT PRESENT,00,00');
  });

  it('tells when a record is too long, and keeps what fits', () => {
    host.open(8, 2, 'R,L,\x05');
    host.print(8, 2, 'ABCDEFGH');
    expect(host.status()).toBe('51,OVERFLOW IN RECORD,00,00');
    position(1);
    expect(host.text(8, 2)).toBe('ABCDE');
    position(1, 6);
    expect(host.status()).toBe('51,OVERFLOW IN RECORD,00,00');
  });

  it('tells when a record is not there', () => {
    host.open(8, 2, 'R,L,\x64');
    position(9);
    expect(host.status()).toBe('50,RECORD NOT PRESENT,00,00');
    expect(host.text(8, 2)).toBe('\r');
    expect(host.status()).toBe('50,RECORD NOT PRESENT,00,00');
    host.print(8, 15, 'P\x65\x01\x00\x01\r');
    expect(host.status()).toBe('70,NO CHANNEL,00,00');
    host.open(8, 3, 'FIRST');
    host.print(8, 15, 'P\x63\x01\x00\x01\r');
    expect(host.status()).toBe('64,FILE TYPE MISMATCH,00,00');
  });

  it('grows over several side sectors, and is sound on the disk', () => {
    host.open(8, 2, 'BIG,L,\xfe');
    const model = new Map<number, string>();
    for (const record of [1, 300, 121, 120, 130, 7, 299]) {
      position(record);
      host.status();
      model.set(record, `RECORD ${record}\r`);
      host.print(8, 2, `RECORD ${record}\r`);
      expect(host.status()).toBe('00, OK,00,00');
    }
    for (const [record, content] of model) {
      position(record);
      expect(host.text(8, 2)).toBe(content);
    }
    host.close(8, 2);
    const entry = fs().find('BIG')!;
    expect(fs().chain(entry.firstTrack, entry.firstSector)).toHaveLength(300);
    expect(fs().chain(entry.sideTrack, entry.sideSector)).toHaveLength(3);
    expect(entry.blocks).toBe(303);
    const free = fs().freeBlocks;
    expect(host.command('V')).toBe('00, OK,00,00');
    expect(fs().freeBlocks).toBe(free);
    const data = fs().readFile(entry);
    expect(text(data.subarray(6 * 254, 6 * 254 + 9))).toBe('RECORD 7\r');
    expect(data[7 * 254]).toBe(0xff);
    expect(host.command('S:BIG')).toBe('01,FILES SCRATCHED,01,00');
    expect(fs().freeBlocks).toBe(free + 303);
  });

  it('can be copied, but not joined', () => {
    host.open(8, 2, 'R,L,\x64');
    for (let n = 1; n <= 12; n++) {
      position(n);
      host.print(8, 2, `N${n}\r`);
    }
    host.close(8, 2);
    expect(host.command('C:COPY=R')).toBe('00, OK,00,00');
    host.open(8, 2, 'COPY');
    position(11);
    expect(host.text(8, 2)).toBe('N11\r');
    host.close(8, 2);
    expect(host.command('C:X=R,COPY')).toBe('64,FILE TYPE MISMATCH,00,00');
  });

  it('tells when the disk is full', () => {
    host.open(8, 2, 'R,L,\xfe');
    position(700);
    host.print(8, 2, 'X');
    expect(host.status()).toBe('72,DISK FULL,00,00');
    position(800);
    host.print(8, 2, 'X');
    expect(host.status()).toBe('52,FILE TOO LARGE,00,00');
    host.close(8, 2);
    expect(fs().freeBlocks).toBe(651);
  });
});
