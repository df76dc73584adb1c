import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  blankImage,
  CPM_FORMATS,
  type CpmDrive,
  CpmFileSystem,
  type CpmFormat,
  dpb,
  dpbBytes,
  FOLDER_FORMAT,
  formatSize,
  identify,
  MediaError,
  namedFormat,
  openCpmDisk,
  parseDiskdefs,
  parseInlineFormat,
  resolveFormat,
  skewTable,
} from '../src/index.ts';

const thrown = (run: () => unknown): MediaError => {
  try {
    run();
  } catch (error) {
    if (error instanceof MediaError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
};

describe('disk parameter blocks', () => {
  it.each([
    // id, SPT, BSH, BLM, EXM, DSM, DRM, AL0, AL1, OFF as the systems' own BIOSes have them
    ['ibm-3740', 26, 3, 7, 0, 242, 63, 0xc0, 0, 2],
    ['hd-4mb', 128, 4, 15, 0, 2039, 1023, 0xff, 0xff, 0],
    ['hd-8mb', 128, 5, 31, 1, 2047, 1023, 0xff, 0, 0],
    ['folder', 128, 6, 63, 3, 1023, 1023, 0xf0, 0, 0],
    ['osb1sssd', 20, 4, 15, 1, 45, 63, 0x80, 0, 3],
    ['osborne1', 40, 3, 7, 0, 184, 63, 0xc0, 0, 3],
    ['kpii', 40, 3, 7, 0, 194, 63, 0xf0, 0, 1],
    ['kpiv', 40, 4, 15, 1, 196, 63, 0xc0, 0, 1],
    ['xerox820', 18, 3, 7, 0, 82, 31, 0x80, 0, 3],
    ['morsddd', 40, 4, 15, 1, 94, 127, 0xc0, 0, 2],
    ['epsqx10', 80, 4, 15, 1, 189, 127, 0xc0, 0, 2],
    ['pcw', 36, 3, 7, 0, 174, 63, 0xc0, 0, 1],
    ['cpcsys', 36, 3, 7, 0, 170, 63, 0xc0, 0, 2],
    ['cpcdata', 36, 3, 7, 0, 179, 63, 0xc0, 0, 0],
    ['cf2dd', 36, 4, 15, 0, 356, 255, 0xf0, 0, 1],
    ['8megAltairSIMH', 32, 5, 31, 1, 2041, 1023, 0xff, 0, 6],
    ['wbw_hd512', 64, 5, 31, 1, 2047, 511, 0xf0, 0, 16],
    ['wbw_hd1k', 64, 5, 31, 1, 2043, 1023, 0xff, 0, 2],
  ])('%s', (id, spt, bsh, blm, exm, dsm, drm, al0, al1, off) => {
    expect(dpb(namedFormat(id))).toEqual({ spt, bsh, blm, exm, dsm, drm, al0, al1, cks: 0, off });
  });

  it('the sizes of the hard disks', () => {
    expect(formatSize(namedFormat('ibm-3740'))).toBe(256_256);
    expect(formatSize(namedFormat('hd-4mb'))).toBe(4_177_920);
    expect(formatSize(namedFormat('hd-8mb'))).toBe(8_388_608);
    expect(formatSize(FOLDER_FORMAT)).toBe(8_388_608);
  });

  it('lies in memory as CP/M has it', () => {
    expect([...dpbBytes(dpb(namedFormat('ibm-3740')))]).toEqual([26, 0, 3, 7, 0, 242, 0, 63, 0, 0xc0, 0, 0, 0, 2, 0]);
    expect([...dpbBytes(dpb(namedFormat('hd-4mb')))]).toEqual([
      128, 0, 4, 15, 0, 0xf7, 7, 0xff, 3, 255, 255, 0, 0, 0, 0,
    ]);
  });

  it('all built-in formats are possible and their names are unique', () => {
    const names = CPM_FORMATS.flatMap((format) => [format.id, ...(format.aliases ?? [])]).map((n) => n.toLowerCase());
    expect(new Set(names).size).toBe(names.length);
    for (const format of CPM_FORMATS) expect(dpb(format).dsm).toBeGreaterThan(0);
  });

  it('limits: refuses what CP/M 2.2 cannot have and says which key', () => {
    const good = namedFormat('ibm-3740');
    const { skew: _, ...noSkew } = good;
    const cases: [Partial<CpmFormat>, RegExp][] = [
      [{ seclen: 100 }, /seclen is 100.*128, 256/],
      [{ tracks: 0 }, /tracks is 0.*1 to 65536/],
      [{ sectrk: 0 }, /sectrk is 0/],
      [{ blocksize: 1000 }, /blocksize is 1000.*1024, 2048/],
      [{ maxdir: 0 }, /maxdir is 0.*1 to 512/],
      [{ maxdir: 513 }, /maxdir is 513/],
      [{ boottrk: 77 }, /boottrk is 77.*0 to 76/],
      [{ skew: -1 }, /skew is -1/],
      [{ tracks: 400, blocksize: 1024 }, /blocksize is 1024.*2048 or more/],
      [{ tracks: 3000, blocksize: 16384 }, /tracks is 3000.*8 MiB/],
      [{ skewtab: [0, 1] }, /skew and skewtab/],
      [{ logicalextents: 2 }, /logicalextents is 2/],
      [{ dirblks: 1 }, /dirblks is 1.*2 to 16/],
      [{ tracks: 3, maxdir: 96, boottrk: 2 }, /maxdir is 96.*smaller than the disk/],
      [{ offset: -1 }, /offset is -1/],
      [{ os: '9' as '3' }, /os is 9/],
    ];
    for (const [change, message] of cases) expect(() => dpb({ ...good, ...change })).toThrow(message);
    expect(() => dpb({ ...noSkew, skewtab: [0, 1] })).toThrow(/table of 2 sectors.*26/);
    const twice = Array.from({ length: 26 }, (_, i) => (i === 3 ? 2 : i));
    expect(() => dpb({ ...noSkew, skewtab: twice })).toThrow(/sector 2.*once/);
  });
});

describe('sector translation', () => {
  it('is the table of the Operating System Manual for skew 6', () => {
    expect(skewTable(namedFormat('ibm-3740')).map((s) => s + 1)).toEqual([
      1, 7, 13, 19, 25, 5, 11, 17, 23, 3, 9, 15, 21, 2, 8, 14, 20, 26, 6, 12, 18, 24, 4, 10, 16, 22,
    ]);
  });

  it('is a permutation for every skew', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.nat(200), (sectrk, skew) => {
        const table = skewTable({ ...namedFormat('ibm-3740'), sectrk, skew });
        expect([...table].sort((a, b) => a - b)).toEqual(Array.from({ length: sectrk }, (_, i) => i));
      }),
    );
  });
});

describe('CpmDrive', () => {
  const open = (id: string): CpmDrive => openCpmDisk(blankImage(namedFormat(id)), { format: id }).drive;

  it('gives the parameters of HARDWARE.md, command 2', () => {
    const drive = open('ibm-3740');
    const bytes = drive.parameters();
    expect([...bytes.subarray(0, 17)]).toEqual([26, 0, 3, 7, 0, 242, 0, 63, 0, 0xc0, 0, 0, 0, 2, 0, 0b010, 26]);
    expect([...bytes.subarray(17, 23)]).toEqual([1, 7, 13, 19, 25, 5]);
    expect(drive.parameters()[15]).toBe(0);
    drive.medium.patch(0, Uint8Array.of(1));
    expect(drive.parameters(false)[15]).toBe(2);
    expect(drive.parameters()[15]).toBe(2);
    expect(drive.changed).toBe(false);
    drive.changed = true;
    drive.medium.writeProtected = true;
    expect(drive.parameters()[15]).toBe(3);
    expect(open('hd-4mb').parameters()[16]).toBe(0);
  });

  it('translates in records where sectors are larger', () => {
    const parameters = open('osb1sssd').parameters();
    // Sectors 0, 2, 4 … of 256 bytes are the records 1, 2, 5, 6, 9, 10 …
    expect([...parameters.subarray(16, 23)]).toEqual([20, 1, 2, 5, 6, 9, 10]);
  });

  it('deblocks: a track of 9 sectors of 512 bytes is records 1 to 36', () => {
    const image = Uint8Array.from({ length: 40 * 9 * 512 }, (_, i) => Math.floor(i / 128) & 0xff);
    const { drive } = openCpmDisk(image, { format: 'pcw' });
    const record = new Uint8Array(128);
    expect(drive.readRecord(3, 36, record)).toBe(0);
    expect(record).toEqual(new Uint8Array(128).fill((3 * 36 + 35) & 0xff));
    expect(drive.readRecord(3, 37, record)).toBe(3);
    expect(drive.readRecord(3, 0, record)).toBe(3);
    expect(drive.readRecord(40, 1, record)).toBe(2);
    expect(drive.writeRecord(0, 2, new Uint8Array(128).fill(0xaa))).toBe(0);
    expect(drive.medium.content().subarray(128, 256)).toEqual(new Uint8Array(128).fill(0xaa));
    expect(drive.medium.content().subarray(256)).toEqual(image.subarray(256));
    drive.medium.writeProtected = true;
    expect(drive.writeRecord(0, 2, record)).toBe(6);
  });

  it('translates by itself where the table has no room in the parameters', () => {
    const format = resolveFormat('seclen=128,tracks=20,sectrk=128,blocksize=2048,maxdir=64,boottrk=0,skew=3');
    const { drive } = openCpmDisk(blankImage(format), { format });
    expect(drive.parameters()[16]).toBe(0);
    drive.writeRecord(0, 2, new Uint8Array(128).fill(1));
    expect(drive.medium.dirtySectors()).toEqual([3]);
    const record = new Uint8Array(128);
    drive.readLogical(1, record);
    expect(record[0]).toBe(1);
  });
});

describe('formats in the words of the user', () => {
  const text = `
# two of mine
diskdef mine      ; comment
  seclen 512
  tracks 80
  sectrk 9
  blocksize 2048
  maxdir 128
  skew 0
  boottrk 1
  os 3
  offset 2trk
  libdsk:format pcw720
end
diskdef Other
  seclen 256
  tracks 40
  sectrk 4
  blocksize 1024
  maxdir 32
  skewtab 0,2, 1,3
  bootsec 8
end`;

  it('reads diskdefs', () => {
    const [mine, other] = parseDiskdefs(text, 'my.defs');
    expect(mine).toMatchObject({ id: 'mine', seclen: 512, tracks: 80, maxdir: 128, os: '3', offset: 2 * 9 * 512 });
    expect(other).toMatchObject({ id: 'Other', skewtab: [0, 2, 1, 3], boottrk: 2, os: '2.2', offset: 0 });
    expect(parseDiskdefs(text, 'my.defs', 'other')).toEqual([other]);
    expect(namedFormat('MINE', [mine])).toBe(mine);
  });

  it.each([
    ['diskdef a\n seclen 128\n', /line 1, diskdef a: .*no 'end'/],
    ['seclen 128', /line 1: .*outside a definition/],
    ['diskdef', /'diskdef' needs one name/],
    ['diskdef a\ndiskdef b', /line 2: .*no 'end'/],
    ['diskdef a\n sectors 5\nend', /line 2: unknown key 'sectors'.*sectrk/],
    ['diskdef a\n seclen 5 5\nend', /line 2: seclen has 2 values/],
    ['diskdef a\n seclen 128\n seclen 128\nend', /line 3: seclen is given twice/],
    ['diskdef a\n seclen\nend', /line 2: seclen has no value/],
    ['diskdef a\n seclen 128\nend', /tracks is missing/],
    ['diskdef a\n seclen x\n tracks 1\n sectrk 1\n blocksize 1\n maxdir 1\n boottrk 0\nend', /seclen is 'x'/],
  ])('refuses %j', (bad, message) => {
    expect(thrown(() => parseDiskdefs(bad, 'f')).message).toMatch(message);
  });

  it('reads a format on one line', () => {
    expect(resolveFormat('seclen=512,tracks=80,sectrk=9,blocksize=2048,maxdir=128,boottrk=1,skew=0')).toMatchObject({
      id: 'custom',
      sectrk: 9,
      boottrk: 1,
    });
    expect(
      parseInlineFormat('seclen=256, tracks=40, sectrk=4, blocksize=1024, maxdir=32, skewtab=0,2,1,3, boottrk=3'),
    ).toMatchObject({ skewtab: [0, 2, 1, 3], boottrk: 3 });
  });

  it.each([
    ['seclen=512', /tracks is missing/],
    ['seclen=512,tracks', /'tracks' is not KEY=VALUE/],
    ['seclne=512', /unknown key 'seclne'.*'seclen'/],
    ['seclen=100,tracks=80,sectrk=9,blocksize=2048,maxdir=128,boottrk=1', /seclen is 100.*Allowed: 128/],
    ['seclen=512,tracks=80,sectrk=9,blocksize=2048,maxdir=128', /boottrk is missing/],
    ['seclen=512,tracks=80,sectrk=9,blocksize=2048,maxdir=128,boottrk=1,os=4', /os is '4'/],
    ['seclen=512,tracks=80,sectrk=9,blocksize=2048,maxdir=128,boottrk=1,offset=4x', /offset is '4x'/],
    ['seclen=512,tracks=80,sectrk=9,blocksize=2048,maxdir=128,bootsec=5', /bootsec is 5.*whole number of tracks/],
    ['kaypr2', /Did you mean 'kaypro2'/],
    ['???', /no disk format '\?\?\?'.*Known formats: ibm-3740/],
  ])('refuses %j', (bad, message) => {
    expect(thrown(() => resolveFormat(bad)).message).toMatch(message);
  });

  it('throws only MediaError, whatever the text', () => {
    const word = fc.constantFrom(
      'diskdef',
      'end',
      'seclen',
      'tracks',
      'skewtab',
      'a',
      '128',
      '0,1',
      '=',
      ',',
      '#',
      ' ',
    );
    const source = fc.oneof(
      fc.string({ maxLength: 200 }),
      fc.array(fc.oneof(word, fc.constant('\n')), { maxLength: 60 }).map((words) => words.join(' ')),
      fc.array(fc.tuple(fc.nat(text.length), fc.string({ maxLength: 3 })), { maxLength: 4 }).map((edits) => {
        let mutated = text;
        for (const [at, piece] of edits) mutated = mutated.slice(0, at) + piece + mutated.slice(at + 1);
        return mutated;
      }),
    );
    fc.assert(
      fc.property(source, (bad) => {
        for (const run of [() => parseDiskdefs(bad), () => resolveFormat(bad)]) {
          try {
            run();
          } catch (error) {
            expect(error).toBeInstanceOf(MediaError);
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('identify', () => {
  const withFile = (id: string): Uint8Array => {
    const { drive, medium } = openCpmDisk(blankImage(namedFormat(id)), { format: id });
    new CpmFileSystem(drive).writeFile('HELLO.TXT', new Uint8Array(5000).fill(65));
    return medium.content();
  };

  it('knows the exchange format and the hard disk by their sizes', () => {
    expect(openCpmDisk(new Uint8Array(256_256)).format.id).toBe('ibm-3740');
    expect(openCpmDisk(new Uint8Array(4_177_920)).format.id).toBe('hd-4mb');
    expect(openCpmDisk(blankImage(namedFormat('hd-8mb'))).format.id).toBe('hd-8mb');
  });

  it.each(['wbw_hd1k', '8megAltairSIMH', 'hd-8mb', 'cf2dd', 'kpiv', 'cpcdata', 'osborne1', 'wbw_hd512'])(
    'knows %s by its directory',
    (id) => {
      expect(identify(withFile(id))[0]).toMatchObject({ format: { id }, evidence: 'files' });
      expect(openCpmDisk(withFile(id)).format.id).toBe(id);
    },
  );

  it('refuses what it cannot know, and says what to do', () => {
    const two = thrown(() => openCpmDisk(blankImage(namedFormat('kpii')), { fileName: 'a.dsk' })).message;
    expect(two).toMatch(/^a\.dsk: several disk formats are 204800 bytes long.*kpii.*osborne1.*seclen=512/);
    expect(thrown(() => openCpmDisk(new Uint8Array(1000))).message).toMatch(
      /1000 bytes long.*Nearest in size are xerox820 \(92160\), osb1sssd \(102400\).*seclen=/,
    );
    expect(thrown(() => openCpmDisk(new Uint8Array(256_000))).message).toMatch(
      /Nearest in size are ibm-3740 \(256256\)/,
    );
    // a name is listed once, although the folder format is among the user's too
    const names = thrown(() => namedFormat('?', [FOLDER_FORMAT])).message.match(/\bfolder\b/g);
    expect(names).toHaveLength(1);
    expect(thrown(() => openCpmDisk(new Uint8Array(0))).message).toMatch(/empty/);
    for (const [signature, name] of [
      ['MV - CPC', 'CPCEMU'],
      ['EXTENDED CPC DSK', 'extended CPCEMU'],
      ['PK\x03\x04', 'ZIP'],
    ]) {
      const bytes = new Uint8Array(256_256);
      bytes.set(Uint8Array.from(signature, (c) => c.charCodeAt(0)));
      expect(thrown(() => openCpmDisk(bytes)).message).toContain(name);
    }
  });

  it('takes cut-off images with an explicit format only', () => {
    const image = withFile('ibm-3740').subarray(0, 200_000);
    expect(() => openCpmDisk(image)).toThrow(MediaError);
    const { drive, warnings } = openCpmDisk(image, { format: 'ibm-3740' });
    expect(warnings).toEqual([expect.stringContaining('1562 of 2002 sectors')]);
    const record = new Uint8Array(128);
    expect(drive.readRecord(0, 1, record)).toBe(0);
    expect(drive.readRecord(76, 1, record)).toBe(5);
    expect(drive.writeRecord(76, 1, record)).toBe(6);
    expect(new CpmFileSystem(drive).readFile('HELLO.TXT').subarray(0, 5000)).toEqual(new Uint8Array(5000).fill(65));
  });

  it('finds a disk at an offset and leaves the rest alone', () => {
    const disk = withFile('wbw_hd1k');
    const file = new Uint8Array(disk.length + 3 * 8192 + 100);
    file.set(disk, 2 * 8192);
    const format = { ...namedFormat('wbw_hd1k'), offset: 2 * 8192 };
    const { drive, warnings } = openCpmDisk(file, { format });
    expect(new CpmFileSystem(drive).list().map((f) => f.name)).toEqual(['HELLO.TXT']);
    expect(warnings).toEqual(['8292 bytes behind the disk are not used']);
    expect(() => openCpmDisk(new Uint8Array(8192), { format })).toThrow(/ends before the disk begins/);
  });

  it('throws only MediaError', () => {
    const sizes = [0, 1, 128, 204_800, 256_256, 1000];
    fc.assert(
      fc.property(fc.constantFrom(...sizes), fc.uint8Array({ maxLength: 300 }), fc.boolean(), (size, head, named) => {
        const bytes = new Uint8Array(size);
        bytes.set(head.subarray(0, size));
        try {
          openCpmDisk(bytes, named ? { format: 'kpii' } : {});
        } catch (error) {
          expect(error).toBeInstanceOf(MediaError);
        }
      }),
      { numRuns: 100 },
    );
  });
});
