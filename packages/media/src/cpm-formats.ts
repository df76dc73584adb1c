/**
 * The CP/M disk formats that are known by name.
 *
 * Those that cpmtools knows have its names and figures (`/etc/cpmtools/diskdefs`); the others tell their source. Images
 * hold the tracks of both sides alternately.
 */
import type { CpmFormat } from './cpm-format.ts';
import { MediaError } from './errors.ts';

const cpm22 = { os: '2.2', offset: 0 } as const;
const cpm3 = { os: '3', offset: 0 } as const;

/** The format of a host folder: 8 MiB, the most that CP/M 2.2 can have, and room for 1024 directory entries. */
export const FOLDER_FORMAT: CpmFormat = {
  ...cpm22,
  id: 'folder',
  title: 'folder of the host, 8 MB',
  seclen: 128,
  tracks: 512,
  sectrk: 128,
  blocksize: 8192,
  maxdir: 1024,
  boottrk: 0,
};

/** All built-in formats, those first that are meant when only the size is known. */
export const CPM_FORMATS: readonly CpmFormat[] = [
  {
    ...cpm22,
    id: 'ibm-3740',
    title: '8" single side, single density, 250 KB: the exchange format of CP/M',
    aliases: ['8-sssd', 'sssd8'],
    seclen: 128,
    tracks: 77,
    sectrk: 26,
    blocksize: 1024,
    maxdir: 64,
    skew: 6,
    boottrk: 2,
    preferred: true,
  },
  {
    // The hard disks I and J of z80pack's cpmsim.
    ...cpm22,
    id: 'hd-4mb',
    title: 'hard disk, 4 MB, of z80pack',
    aliases: ['z80pack-hd'],
    seclen: 128,
    tracks: 255,
    sectrk: 128,
    blocksize: 2048,
    maxdir: 1024,
    boottrk: 0,
    preferred: true,
  },
  {
    // This project's own: all that BDOS 2.2 can address, 65536 records, with 4 KiB blocks to waste less than `folder`.
    ...cpm22,
    id: 'hd-8mb',
    title: 'hard disk, 8 MB, no system tracks',
    seclen: 128,
    tracks: 512,
    sectrk: 128,
    blocksize: 4096,
    maxdir: 1024,
    boottrk: 0,
    preferred: true,
  },
  {
    // RomWBW: 16 KiB system tracks, 1024 entries.
    ...cpm22,
    id: 'wbw_hd1k',
    title: 'RomWBW hard disk slice, 8 MB, 1024 entries',
    aliases: ['rc2014', 'romwbw'],
    seclen: 512,
    tracks: 1024,
    sectrk: 16,
    blocksize: 4096,
    maxdir: 1024,
    boottrk: 2,
  },
  {
    // RomWBW: 128 KiB system tracks in front of 8 MiB of data.
    ...cpm22,
    id: 'wbw_hd512',
    title: 'RomWBW hard disk slice, 8.3 MB, 512 entries',
    seclen: 512,
    tracks: 1040,
    sectrk: 16,
    blocksize: 4096,
    maxdir: 512,
    boottrk: 16,
    preferred: true,
  },
  {
    ...cpm22,
    id: '8megAltairSIMH',
    title: 'hard disk, 8 MB, of the SIMH Altair',
    aliases: ['altair-hd'],
    seclen: 128,
    tracks: 2048,
    sectrk: 32,
    blocksize: 4096,
    maxdir: 1024,
    boottrk: 6,
  },
  {
    os: 'p2dos',
    offset: 0,
    id: '4mb-hd',
    title: 'hard disk, 4 MB, 256 entries',
    seclen: 128,
    tracks: 1024,
    sectrk: 32,
    blocksize: 2048,
    maxdir: 256,
    boottrk: 0,
    preferred: true,
  },
  {
    ...cpm22,
    id: 'kpii',
    title: 'Kaypro II, 5.25" single side, 200 KB',
    aliases: ['kaypro2', 'kaypro-ii'],
    seclen: 512,
    tracks: 40,
    sectrk: 10,
    blocksize: 1024,
    maxdir: 64,
    dirblks: 4,
    boottrk: 1,
  },
  {
    ...cpm22,
    id: 'kpiv',
    title: 'Kaypro 4 and 10, 5.25" double side, 400 KB',
    aliases: ['kaypro4', 'kaypro-iv'],
    seclen: 512,
    tracks: 80,
    sectrk: 10,
    blocksize: 2048,
    maxdir: 64,
    dirblks: 2,
    boottrk: 1,
  },
  {
    ...cpm22,
    id: 'osb1sssd',
    title: 'Osborne 1, 5.25" single density, 100 KB',
    aliases: ['osborne1-sd'],
    seclen: 256,
    tracks: 40,
    sectrk: 10,
    blocksize: 2048,
    maxdir: 64,
    skew: 2,
    boottrk: 3,
    preferred: true,
  },
  {
    ...cpm22,
    id: 'osborne1',
    title: 'Osborne 1, 5.25" double density, 200 KB',
    aliases: ['osborne1-dd'],
    seclen: 1024,
    tracks: 40,
    sectrk: 5,
    blocksize: 1024,
    maxdir: 64,
    boottrk: 3,
  },
  {
    ...cpm22,
    id: 'osborne4',
    title: 'Osborne Vixen, 5.25" double side, 400 KB',
    aliases: ['vixen'],
    seclen: 1024,
    tracks: 80,
    sectrk: 5,
    blocksize: 2048,
    maxdir: 128,
    skew: 2,
    boottrk: 2,
  },
  {
    // Xerox 820 Information Processor: FM, 18 sectors a track, translation in steps of 5.
    ...cpm22,
    id: 'xerox820',
    title: 'Xerox 820, 5.25" single density, 90 KB',
    seclen: 128,
    tracks: 40,
    sectrk: 18,
    blocksize: 1024,
    maxdir: 32,
    skew: 5,
    boottrk: 3,
    preferred: true,
  },
  {
    ...cpm22,
    id: 'epsqx10',
    title: 'Epson QX-10, 5.25" double side, 400 KB',
    aliases: ['qx10'],
    seclen: 512,
    tracks: 40,
    sectrk: 20,
    blocksize: 2048,
    maxdir: 128,
    boottrk: 2,
  },
  {
    ...cpm22,
    id: 'morsddd',
    title: 'Morrow Micro Decision MD2, 5.25" single side, 200 KB',
    aliases: ['md2'],
    seclen: 1024,
    tracks: 40,
    sectrk: 5,
    blocksize: 2048,
    maxdir: 128,
    skew: 3,
    boottrk: 2,
  },
  {
    ...cpm22,
    id: 'mordsdd',
    title: 'Morrow Micro Decision MD3, 5.25" double side, 400 KB',
    aliases: ['md3'],
    seclen: 1024,
    tracks: 80,
    sectrk: 5,
    blocksize: 2048,
    maxdir: 128,
    skew: 3,
    boottrk: 2,
  },
  {
    ...cpm22,
    id: 'mdsad175',
    title: 'North Star MDS-A-D, 5.25" single side, 175 KB',
    aliases: ['northstar-ss'],
    seclen: 512,
    tracks: 35,
    sectrk: 10,
    blocksize: 1024,
    maxdir: 64,
    skew: 5,
    boottrk: 2,
    preferred: true,
  },
  {
    ...cpm22,
    id: 'mdsad350',
    title: 'North Star MDS-A-D, 5.25" double side, 350 KB',
    aliases: ['northstar-ds', 'nsfd'],
    seclen: 512,
    tracks: 70,
    sectrk: 10,
    blocksize: 2048,
    maxdir: 64,
    skew: 5,
    boottrk: 2,
    preferred: true,
  },
  {
    ...cpm22,
    id: 'ibmpc-514ss',
    title: 'IBM PC (CP/M-86), 5.25" single side, 160 KB',
    seclen: 512,
    tracks: 40,
    sectrk: 8,
    blocksize: 1024,
    maxdir: 64,
    boottrk: 1,
    preferred: true,
  },
  {
    ...cpm22,
    id: 'ampro400d',
    title: 'Ampro Little Board, 5.25" double side, 400 KB',
    seclen: 512,
    tracks: 80,
    sectrk: 10,
    blocksize: 2048,
    maxdir: 128,
    boottrk: 2,
  },
  {
    ...cpm22,
    id: 'ampro800',
    title: 'Ampro Little Board, 96 tpi double side, 800 KB',
    seclen: 1024,
    tracks: 160,
    sectrk: 5,
    blocksize: 2048,
    maxdir: 256,
    boottrk: 2,
    preferred: true,
  },
  {
    ...cpm3,
    id: 'pcw',
    title: 'Amstrad PCW, 3" single side, 180 KB',
    aliases: ['pcw180'],
    seclen: 512,
    tracks: 40,
    sectrk: 9,
    blocksize: 1024,
    maxdir: 64,
    boottrk: 1,
  },
  {
    ...cpm3,
    id: 'cf2dd',
    title: 'Amstrad PCW, 3" or 3.5" double side, 720 KB',
    aliases: ['pcw720'],
    seclen: 512,
    tracks: 160,
    sectrk: 9,
    blocksize: 2048,
    maxdir: 256,
    boottrk: 1,
    preferred: true,
  },
  {
    ...cpm3,
    id: 'cpcsys',
    title: 'Amstrad CPC system format, 180 KB',
    seclen: 512,
    tracks: 40,
    sectrk: 9,
    blocksize: 1024,
    maxdir: 64,
    boottrk: 2,
  },
  {
    ...cpm3,
    id: 'cpcdata',
    title: 'Amstrad CPC data format, 180 KB',
    seclen: 512,
    tracks: 40,
    sectrk: 9,
    blocksize: 1024,
    maxdir: 64,
    boottrk: 0,
  },
  {
    ...cpm3,
    id: 'p112',
    title: 'P112, 3.5" high density, 1.44 MB',
    seclen: 512,
    tracks: 160,
    sectrk: 18,
    blocksize: 2048,
    maxdir: 256,
    boottrk: 2,
    preferred: true,
  },
];

/** Edit distance of two names, for suggestions. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length];
}

/** The one of `known` that is meant most likely by a mistyped word, or `undefined` if none comes near. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const wanted = word.slice(0, 64).toLowerCase();
  let best: string | undefined;
  let least = Math.max(2, Math.floor(wanted.length / 3)) + 1;
  for (const name of known) {
    const d = distance(wanted, name.toLowerCase());
    if (d < least) {
      least = d;
      best = name;
    }
  }
  return best;
}

/** How a user tells a geometry that has no name; closes every message about formats. */
export const DESCRIBE_GEOMETRY =
  'Describe an unlisted geometry as seclen=512,tracks=80,sectrk=9,blocksize=2048,maxdir=128,boottrk=1,skew=0 ' +
  'or in a diskdefs file as cpmtools reads it';

/**
 * The format of this name or alias (case does not matter). `more` are formats of the user's and come first.
 * @throws MediaError naming the nearest name and listing all
 */
export function namedFormat(name: string, more: readonly CpmFormat[] = []): CpmFormat {
  const all = [...more, ...CPM_FORMATS, FOLDER_FORMAT];
  const wanted = name.trim().toLowerCase();
  const found = all.find((format) => [format.id, ...(format.aliases ?? [])].some((id) => id.toLowerCase() === wanted));
  if (found !== undefined) return found;
  const near = nearest(
    wanted,
    all.flatMap((format) => [format.id, ...(format.aliases ?? [])]),
  );
  throw new MediaError(`there is no disk format '${name.slice(0, 64)}'`, {
    hint:
      `${near === undefined ? '' : `Did you mean '${near}'? `}` +
      `Known formats: ${[...new Set(all.map((format) => format.id))].join(', ')}. ${DESCRIBE_GEOMETRY}`,
  });
}
