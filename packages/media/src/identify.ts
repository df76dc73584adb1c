/**
 * From the bytes of an image file to a disk in a drive: which format is it?
 *
 * A raw image says nothing about itself, so its size decides, and where several formats have that size, its directory:
 * the format under which the directory makes sense. What remains uncertain is refused with the list of candidates, for
 * a disk read in the wrong format is a disk that a guest will destroy.
 *
 * What happens with a file that is not exactly as long as its format says:
 * - without an explicit format it is refused;
 * - with one, bytes behind the disk are left alone, and sectors that the file does not hold (a cut-off image) are
 *   missing: reading them is a read error (status 5), writing a write error (status 6). The file never grows.
 */
import { FREE, readEntry, reservedBlocks } from './cpm-directory.ts';
import { CpmDrive, DISK_DONE, RECORD } from './cpm-drive.ts';
import { type CpmFormat, formatSize } from './cpm-format.ts';
import { CPM_FORMATS, DESCRIBE_GEOMETRY } from './cpm-formats.ts';
import { resolveFormat } from './diskdefs.ts';
import { MediaError } from './errors.ts';
import { type ImdImage, imdCpmMedium, imdMatches, isImd, parseImd } from './imd.ts';
import { DiskMedium } from './sector-image.ts';

/** What speaks for a format: files in its directory, an empty directory, or nothing but the size. */
export type Evidence = 'files' | 'empty' | 'size';

export interface Candidate {
  readonly format: CpmFormat;
  readonly evidence: Evidence;
  /** One sentence for people. */
  readonly reason: string;
}

export interface OpenOptions {
  /** For messages. */
  readonly fileName?: string;
  /** A format, its name, or a description on one line. Without it the format is found out. */
  readonly format?: CpmFormat | string;
  /** Formats of the user's, which come before the built-in ones. */
  readonly formats?: readonly CpmFormat[];
  readonly writeProtected?: boolean;
  /** SHA-1 of the file in hex. */
  readonly baseSha1?: string;
}

export interface OpenedDisk {
  readonly medium: DiskMedium;
  readonly drive: CpmDrive;
  readonly format: CpmFormat;
  /** How the file holds the disk. Only raw images can be written. */
  readonly container: 'raw' | 'imd';
  /** What the user should know: missing sectors, bytes left over, how the format was found. */
  readonly warnings: readonly string[];
}

/** Containers that are known by their first bytes but not read. */
const FOREIGN: readonly (readonly [string, string])[] = [
  ['MV - CPC', 'a CPCEMU disk image (.dsk)'],
  ['EXTENDED CPC DSK', 'an extended CPCEMU disk image (.dsk)'],
  ['TD\0', 'a Teledisk image (.td0)'],
  ['td\0', 'a compressed Teledisk image (.td0)'],
  ['PK\x03\x04', 'a ZIP archive'],
  ['\x1f\x8b\x08', 'a gzip file'],
  ['<CPM_Disk>', 'a YAZE disk image'],
];

function refuseForeign(bytes: Uint8Array): void {
  for (const [signature, title] of FOREIGN) {
    if (signature.length <= bytes.length && [...signature].every((char, i) => bytes[i] === char.charCodeAt(0))) {
      throw new MediaError(`the file is ${title}, which is not read`, {
        hint: title.includes('ZIP') || title.includes('gzip') ? 'Unpack it first' : 'Convert it to a raw or IMD image',
      });
    }
  }
}

/** The medium of a raw image: a view of the disk's part of the file. */
function rawMedium(bytes: Uint8Array, format: CpmFormat, options: OpenOptions): DiskMedium {
  return new DiskMedium({
    format: { id: format.id, title: format.title },
    geometry: {
      cylinders: format.tracks,
      heads: 1,
      sectors: format.sectrk,
      sectorSize: format.seclen,
      order: 'alternate',
      firstSector: 1,
    },
    base: bytes.subarray(format.offset, format.offset + formatSize(format)),
    writeProtected: options.writeProtected ?? false,
    ...(options.baseSha1 === undefined ? {} : { baseSha1: options.baseSha1 }),
  });
}

/**
 * What the directory looks like if the disk has this format; `undefined` if it cannot be one. CP/M takes the first free
 * entry, so a directory with files does not begin with entries that were never used.
 */
function directoryEvidence(drive: CpmDrive): 'files' | 'empty' | undefined {
  const { dpb } = drive;
  const record = new Uint8Array(RECORD);
  const owner = new Set<number>();
  const reserved = reservedBlocks(dpb);
  let files = 0;
  let blankStart = false;
  for (let r = 0; r < (dpb.drm + 1) >> 2; r++) {
    if (drive.readLogical(r, record) !== DISK_DONE) return undefined;
    if (r === 0) blankStart = record.every((byte) => byte === FREE);
    for (let i = 0; i < 4; i++) {
      const reading = readEntry(record, i, dpb);
      if (reading.kind === 'bad') return undefined;
      if (reading.kind !== 'file') continue;
      files++;
      for (const block of reading.entry.blocks) {
        if (block === 0) continue;
        if (block < reserved || block > dpb.dsm || owner.has(block)) return undefined;
        owner.add(block);
      }
    }
  }
  if (files > 0) return blankStart ? undefined : 'files';
  return 'empty';
}

/** `undefined` with a size that is the format's but a directory that is not. */
function candidate(drive: CpmDrive, format: CpmFormat): Candidate {
  const evidence = directoryEvidence(drive) ?? 'size';
  const reasons = {
    files: 'the size fits and so does the directory',
    empty: 'the size fits and the directory is empty',
    size: 'the size fits, but there is no CP/M directory',
  };
  return { format, evidence, reason: `${format.id} (${format.title}): ${reasons[evidence]}` };
}

const RANK: Record<Evidence, number> = { files: 0, empty: 1, size: 2 };

/**
 * The formats that an image can have, the likeliest first; empty if its size is none that is known.
 * @param more formats of the user's
 * @throws MediaError for a container that is not read, or a damaged one
 */
export function identify(bytes: Uint8Array, more: readonly CpmFormat[] = []): Candidate[] {
  const all = [...more, ...CPM_FORMATS];
  const candidates: Candidate[] = [];
  if (isImd(bytes)) {
    const image = parseImd(bytes);
    for (const format of all) {
      if (!imdMatches(image, format)) continue;
      candidates.push(candidate(new CpmDrive(imdCpmMedium(image, format), format), format));
    }
  } else {
    refuseForeign(bytes);
    for (const format of all) {
      if (format.offset + formatSize(format) !== bytes.length) continue;
      candidates.push(candidate(new CpmDrive(rawMedium(bytes, format, {}), format), format));
    }
  }
  const order = (c: Candidate): number => RANK[c.evidence] * 2 + (c.format.preferred === true ? 0 : 1);
  return candidates.sort((a, b) => order(a) - order(b));
}

/** Two formats that place every record alike and differ in their names at most. */
function same(a: CpmFormat, b: CpmFormat): boolean {
  const key = (f: CpmFormat): string =>
    JSON.stringify([
      f.seclen * f.sectrk,
      f.tracks,
      f.blocksize,
      f.maxdir,
      f.dirblks ?? 0,
      f.boottrk,
      f.skew === undefined || f.skew < 2 ? 0 : [f.skew, f.seclen],
      f.skewtab ?? 0,
      f.logicalextents ?? 0,
      f.offset,
    ]);
  return key(a) === key(b);
}

/** The named formats, those nearest in size first. */
function bySize(length: number): string {
  const sizes = CPM_FORMATS.map((format) => ({ id: format.id, size: format.offset + formatSize(format) }));
  sizes.sort((a, b) => Math.abs(a.size - length) - Math.abs(b.size - length));
  return sizes
    .slice(0, NEAREST_SHOWN)
    .map(({ id, size }) => `${id} (${size})`)
    .join(', ');
}

/** Formats named in the refusal of an image of an unknown size. */
const NEAREST_SHOWN = 4;

function choose(candidates: readonly Candidate[], what: string, length?: number): Candidate {
  if (candidates.length === 0) {
    throw new MediaError(`no known disk format is ${what}`, {
      hint:
        length === undefined
          ? `Name the format. Known formats: ${CPM_FORMATS.map((format) => format.id).join(', ')}. ${DESCRIBE_GEOMETRY}`
          : `Nearest in size are ${bySize(length)}: name one of them if the image is cut off or has something ` +
            `behind the disk. ${DESCRIBE_GEOMETRY}`,
    });
  }
  const best = candidates[0];
  const equal = candidates.filter(
    (other) =>
      other.evidence === best.evidence &&
      (other.format.preferred ?? false) === (best.format.preferred ?? false) &&
      !same(other.format, best.format),
  );
  if (equal.length > 0) {
    throw new MediaError(`several disk formats are ${what}`, {
      hint: `Name the one that is meant. ${candidates.map((c) => c.reason).join('; ')}. ${DESCRIBE_GEOMETRY}`,
    });
  }
  return best;
}

/** Sectors that were left out of an image, for a warning. */
function missingWarning(drive: CpmDrive): string[] {
  const missing = drive.missingSectors();
  if (missing === 0) return [];
  return [
    `the image holds ${drive.medium.sectorCount - missing} of ${drive.medium.sectorCount} sectors; ` +
      'reading the others is a read error, writing them a write error',
  ];
}

function describeImd(image: ImdImage): string {
  return `${image.cylinders} cylinders, ${image.heads} heads, ${image.sectors} sectors of ${image.sectorSize} bytes`;
}

/**
 * Makes a disk from the bytes of an image file.
 * @throws MediaError if the format is unknown, ambiguous or impossible, or the file is damaged
 */
export function openCpmDisk(bytes: Uint8Array, options: OpenOptions = {}): OpenedDisk {
  try {
    return open(bytes, options);
  } catch (error) {
    if (error instanceof MediaError && options.fileName !== undefined) throw error.at(options.fileName);
    throw error;
  }
}

function open(bytes: Uint8Array, options: OpenOptions): OpenedDisk {
  const explicit =
    typeof options.format === 'string' ? resolveFormat(options.format, options.formats ?? []) : options.format;
  if (bytes.length === 0) throw new MediaError('the image is empty', { hint: 'Create a disk image of a format first' });
  if (isImd(bytes)) {
    const image = parseImd(bytes);
    const format =
      explicit ?? choose(identify(bytes, options.formats), `an ImageDisk image of ${describeImd(image)}`).format;
    const medium = imdCpmMedium(image, format);
    medium.baseSha1 = options.baseSha1 ?? '';
    const drive = new CpmDrive(medium, format);
    const warnings = ['ImageDisk images are write-protected', ...missingWarning(drive)];
    return { medium, drive, format, container: 'imd', warnings };
  }
  if (explicit === undefined) {
    const { format, evidence } = choose(identify(bytes, options.formats), `${bytes.length} bytes long`, bytes.length);
    const medium = rawMedium(bytes, format, options);
    const warnings =
      evidence === 'size'
        ? [`taken for ${format.id}, ${format.title}, by its size alone: there is no CP/M directory on it`]
        : [];
    return { medium, drive: new CpmDrive(medium, format), format, container: 'raw', warnings };
  }
  refuseForeign(bytes);
  if (bytes.length < explicit.offset + explicit.seclen) {
    throw new MediaError(`the file of ${bytes.length} bytes ends before the disk begins`, {
      hint: `Format ${explicit.id} begins at offset ${explicit.offset} and has sectors of ${explicit.seclen} bytes`,
    });
  }
  const medium = rawMedium(bytes, explicit, options);
  const drive = new CpmDrive(medium, explicit);
  const warnings = missingWarning(drive);
  const over = bytes.length - explicit.offset - formatSize(explicit);
  if (over > 0) warnings.push(`${over} bytes behind the disk are not used`);
  return { medium, drive, format: explicit, container: 'raw', warnings };
}

/** The bytes of an empty disk of a format: all E5h, with 00h in front of it if it has an offset. */
export function blankImage(format: CpmFormat): Uint8Array {
  const bytes = new Uint8Array(format.offset + formatSize(format));
  bytes.fill(0xe5, format.offset);
  return bytes;
}
