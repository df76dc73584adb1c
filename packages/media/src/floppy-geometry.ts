/**
 * Geometries of raw PC floppy images: by their size, and by the BIOS parameter block in their boot sector.
 *
 * Sources: Microsoft, "FAT: General Overview of On-Disk Format" 1.03, "Boot Sector and BPB"; IBM, *DOS Technical
 * Reference*, "Diskette formats" (sizes and media descriptors).
 */
import { MediaError } from './errors.ts';

/** Tracks, sectors and speed of a PC floppy disk. Sectors have 512 bytes. */
export interface FloppyGeometry {
  readonly cylinders: number;
  readonly heads: number;
  /** Sectors of a track. */
  readonly sectors: number;
  /** Data rate in kbit/s at the disk's speed, and that speed in revolutions a minute. */
  readonly kbps: number;
  readonly rpm: number;
  /** GAP3 that such a disk is formatted with. */
  readonly gap3: number;
}

/** A size of disk that has a name. */
export interface FloppySize extends FloppyGeometry {
  /** `360k`: name of the format in which a raw image is read as such a disk, whatever its size. */
  readonly id: string;
  readonly title: string;
  /** Bytes of an image. */
  readonly bytes: number;
  readonly inches: 5.25 | 3.5;
}

/** Bytes in a sector of all these disks. */
export const FLOPPY_SECTOR = 512;

function size(
  id: string,
  title: string,
  inches: 5.25 | 3.5,
  [cylinders, heads, sectors]: readonly [number, number, number],
  [kbps, rpm, gap3]: readonly [number, number, number],
): FloppySize {
  const bytes = cylinders * heads * sectors * FLOPPY_SECTOR;
  return { id, title, bytes, inches, cylinders, heads, sectors, kbps, rpm, gap3 };
}

/** The sizes that PCs have used, small ones first. */
export const FLOPPY_SIZES: readonly FloppySize[] = [
  size('160k', '5.25" single-sided, 8 sectors', 5.25, [40, 1, 8], [250, 300, 0x50]),
  size('180k', '5.25" single-sided, 9 sectors', 5.25, [40, 1, 9], [250, 300, 0x50]),
  size('320k', '5.25" double-sided, 8 sectors', 5.25, [40, 2, 8], [250, 300, 0x50]),
  size('360k', '5.25" double-sided, 9 sectors', 5.25, [40, 2, 9], [250, 300, 0x50]),
  size('640k', '3.5" double-sided, 8 sectors', 3.5, [80, 2, 8], [250, 300, 0x50]),
  size('720k', '3.5" double density', 3.5, [80, 2, 9], [250, 300, 0x50]),
  size('1.2m', '5.25" high density', 5.25, [80, 2, 15], [500, 360, 0x54]),
  size('1.44m', '3.5" high density', 3.5, [80, 2, 18], [500, 300, 0x6c]),
  size('1.68m', '3.5" high density, 21 sectors (DMF)', 3.5, [80, 2, 21], [500, 300, 0x08]),
  size('2.88m', '3.5" extra-high density', 3.5, [80, 2, 36], [1000, 300, 0x53]),
];

/** What the boot sector of a FAT disk says about the disk. */
export interface BootParameters {
  readonly sectors: number;
  readonly heads: number;
  /** Sectors of the disk. */
  readonly total: number;
}

/** The BIOS parameter block of a raw floppy image; undefined if there is none, or none that makes sense. */
export function bootParameters(bytes: Uint8Array): BootParameters | undefined {
  if (bytes.length < FLOPPY_SECTOR) return undefined;
  const word = (at: number): number => bytes[at]! | (bytes[at + 1]! << 8);
  const sectorsPerCluster = bytes[13]!;
  const media = bytes[21]!;
  const [sectors, heads, total] = [word(24), word(26), word(19)];
  const sensible =
    word(11) === FLOPPY_SECTOR &&
    sectorsPerCluster > 0 &&
    (sectorsPerCluster & (sectorsPerCluster - 1)) === 0 &&
    word(14) > 0 &&
    bytes[16]! >= 1 &&
    bytes[16]! <= 2 &&
    word(17) > 0 &&
    (media === 0xf0 || media >= 0xf8) &&
    sectors >= 1 &&
    sectors <= 44 &&
    (heads === 1 || heads === 2) &&
    total >= sectors * heads;
  // a disk of 640 KB has the descriptor FBh, so nothing is concluded from it beyond its being one
  if (!sensible || Math.ceil(total / (sectors * heads)) > MOST_CYLINDERS) return undefined;
  return { sectors, heads, total };
}

/** Drives with 80 cylinders reach a few more. */
const MOST_CYLINDERS = 86;

/** Speed and gap of a track of so many sectors of 512 bytes. */
function recording(sectors: number): readonly [kbps: number, rpm: number, gap3: number] {
  if (sectors <= 10) return [250, 300, 0x50];
  if (sectors <= 17) return [500, 360, 0x54];
  if (sectors <= 21) return [500, 300, 0x6c];
  return [1000, 300, 0x53];
}

/** A raw image's geometry, and what is odd about it. */
export interface ChosenGeometry extends FloppyGeometry {
  readonly warnings: readonly string[];
}

/** Sizes of raw images of other disks, for a refusal that helps. */
const OTHERS: Readonly<Record<number, string>> = {
  256256: 'an 8" single density disk, 77 tracks of 26 sectors of 128 bytes',
  512512: 'an 8" double-sided single density disk, 26 sectors of 128 bytes',
  1025024: 'an 8" double density disk, 26 sectors of 256 bytes',
  1261568: 'a disk of 77 cylinders with 8 sectors of 1024 bytes, as the NEC PC-98 has them',
  174848: 'a disk of the Commodore 1541',
  143360: 'a disk of the Apple II',
  901120: 'a disk of the Commodore Amiga',
};

function kilobytes(bytes: number): string {
  return bytes % 1024 === 0 ? `${bytes / 1024} KB` : `${bytes} bytes`;
}

/**
 * Warnings about an image that is shorter or longer than its disk.
 * @param disk bytes of the disk
 */
function lengthWarnings(length: number, disk: number): string[] {
  if (length < disk) {
    return [
      `the image ends ${disk - length} bytes before the disk does: the rest reads as zeros, and the file grows when ` +
        'something is written there',
    ];
  }
  return length > disk ? [`${length - disk} bytes behind the disk are kept but not used`] : [];
}

function fromBoot(boot: BootParameters): FloppyGeometry {
  const [kbps, rpm, gap3] = recording(boot.sectors);
  const cylinders = Math.ceil(boot.total / (boot.sectors * boot.heads));
  return { cylinders, heads: boot.heads, sectors: boot.sectors, kbps, rpm, gap3 };
}

const hint = `Images of PC disks have ${FLOPPY_SIZES.map(({ bytes }) => kilobytes(bytes)).join(', ')}. If it is one that was cut off, name its format (such as 360k)`;

/**
 * The geometry of a raw image whose format is not given.
 *
 * The size decides if it is a usual one and the boot sector does not describe another disk of exactly that size. For
 * other sizes the boot sector does. Without a boot sector that makes sense, an image that lacks less than a cylinder, or
 * has less than a track too much, is taken for the nearest size; and one that begins with a bootable sector for the
 * smallest disk that holds it.
 * @throws MediaError if the image is none of these
 */
export function geometryOf(bytes: Uint8Array): ChosenGeometry {
  const { length } = bytes;
  const boot = bootParameters(bytes);
  const usual = FLOPPY_SIZES.find((s) => s.bytes === length);
  if (usual !== undefined) {
    if (boot === undefined) return { ...usual, warnings: [] };
    const fits = boot.total * FLOPPY_SECTOR === length && boot.total % (boot.sectors * boot.heads) === 0;
    if (fits && (boot.sectors !== usual.sectors || boot.heads !== usual.heads)) {
      return {
        ...fromBoot(boot),
        warnings: [
          `the boot sector describes ${boot.sectors} sectors on ${boot.heads === 1 ? 'one side' : 'two sides'} where a ` +
            `disk of this size usually has ${usual.sectors} on ${usual.heads === 1 ? 'one' : 'two'}; it is taken as the ` +
            'boot sector says',
        ],
      };
    }
    if (boot.total * FLOPPY_SECTOR === length) return { ...usual, warnings: [] };
    return {
      ...usual,
      warnings: [
        `the boot sector describes a disk of ${kilobytes(boot.total * FLOPPY_SECTOR)}, the image has ` +
          `${kilobytes(length)}: it is taken for a ${usual.id} disk by its size`,
      ],
    };
  }
  if (boot !== undefined) {
    const geometry = fromBoot(boot);
    const disk = geometry.cylinders * geometry.heads * geometry.sectors * FLOPPY_SECTOR;
    if (length <= 2 * disk) {
      const warnings = lengthWarnings(length, disk);
      return { ...geometry, warnings: boot.total * FLOPPY_SECTOR === length ? [] : warnings };
    }
  }
  return withoutBoot(bytes);
}

function withoutBoot(bytes: Uint8Array): ChosenGeometry {
  const { length } = bytes;
  const other = OTHERS[length];
  if (other) {
    throw new MediaError(`an image of ${length} bytes is ${other}; PC drives do not read it`, {
      hint: 'If you need it in a PC drive, make an ImageDisk image of it',
    });
  }
  const largest = FLOPPY_SIZES[FLOPPY_SIZES.length - 1]!;
  if (length > largest.bytes + largest.sectors * FLOPPY_SECTOR) {
    throw new MediaError(`an image of ${kilobytes(length)} is too large for a floppy disk`, {
      hint: 'A hard disk image goes into a hard disk',
    });
  }
  for (const s of FLOPPY_SIZES) {
    const track = s.sectors * FLOPPY_SECTOR;
    if (length > s.bytes - track * s.heads && length < s.bytes + track) {
      return { ...s, warnings: lengthWarnings(length, s.bytes) };
    }
  }
  if (length >= FLOPPY_SECTOR && bytes[510] === 0x55 && bytes[511] === 0xaa) {
    const s = FLOPPY_SIZES.find(({ bytes: room }) => room >= length)!;
    return {
      ...s,
      warnings: [`taken for a ${s.id} disk, the smallest that holds it`, ...lengthWarnings(length, s.bytes)],
    };
  }
  throw new MediaError(`${length} bytes are no image of a PC floppy disk`, { hint });
}

/** The geometry of a raw image that the user says is of one of {@link FLOPPY_SIZES}. */
export function geometryNamed(length: number, named: FloppySize): ChosenGeometry {
  return { ...named, warnings: lengthWarnings(length, named.bytes) };
}
