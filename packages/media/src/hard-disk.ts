/**
 * Hard disks: blocks of 512 bytes and a shape, over an image that stays where it is.
 *
 * The image is an {@link ImageStore}: raw, or a VHD. Only what the guest writes is kept in memory, in the overlay of a
 * {@link DiskMedium} whose sectors are the disk's blocks; the base's SHA-1 is that of the disk's content (of a raw image,
 * its file's) and is computed when somebody asks for it.
 */
import { MediaError } from './errors.ts';
import { type FoundShape, MOST_SECTORS, type ShapeEvidence, shapeOnDisk, standardShape } from './hard-disk-shape.ts';
import { type ImageStore, readExactly } from './image-store.ts';
import { DiskMedium, type FormatName, type SectorSource, type WriteOutcome } from './sector-image.ts';
import { blankVhd, type DiskShape, isVhd, type NewVhd, openVhd, type SparseImage, type VhdImage } from './vhd.ts';

const SECTOR = 512;
/** An ATA drive has at most 16 heads. */
const MOST_HEADS = 16;

/** The formats of hard disk images. */
export const HARD_DISK_FORMATS: readonly FormatName[] = [
  { id: 'raw', title: 'hard disk, sector by sector (raw:C/H/S gives its shape)' },
  { id: 'vhd', title: 'virtual hard disk, fixed or dynamic (VHD)' },
];

/** A hard disk as its drive sees it. */
export class HardDisk {
  /** Its blocks as sectors in a row, with the overlay of what was written. */
  readonly medium: DiskMedium;
  /** What the drive counts in: at most 16 heads of 63 sectors. */
  readonly shape: DiskShape;
  /**
   * What the partitions on the disk were made with, where a drive cannot have it (more than 16 heads, or more than 1,024
   * cylinders): firmware that knows it finds the partitions where their table says.
   */
  readonly translation: { readonly heads: number; readonly sectors: number } | undefined;
  /** Blocks on the disk, those behind the last whole cylinder included. */
  readonly blocks: number;

  constructor(medium: DiskMedium, shape: DiskShape, translation?: { heads: number; sectors: number }) {
    this.medium = medium;
    this.shape = shape;
    this.translation = translation;
    this.blocks = medium.sectorCount;
  }

  /** 512 bytes of a block, undefined if it cannot be read. A view: copy what must outlast the next write. */
  read(block: number): Uint8Array | undefined {
    return this.medium.readSector(block);
  }

  /** Writes a block. When it returns `written`, the host has it. @param data 512 bytes; they are copied */
  write(block: number, data: Uint8Array): WriteOutcome {
    return this.medium.writeSector(block, data);
  }
}

export interface HardDiskOptions {
  /** For messages. */
  readonly fileName?: string;
  /** `raw`, `vhd`, either with a shape (`raw:615/4/17`), or a shape alone; found out if absent. */
  readonly format?: string;
  readonly writeProtected?: boolean;
}

export interface OpenedHardDisk {
  readonly disk: HardDisk;
  /** Opens the same image the same way when it is given back. */
  readonly format: string;
  /** Opens the disk's plain content the same way. */
  readonly contentFormat: string;
  readonly container: 'raw' | 'vhd';
  /** Where the shape was taken from. */
  readonly evidence: ShapeEvidence;
  readonly warnings: readonly string[];
  /**
   * Puts what the guest wrote into the store: see `OpenedMedium.persist`. Absent if the store is only read.
   * @throws what the store throws; the disk in it is then as it was
   */
  readonly persist?: (sector: number, offset: number, data: Uint8Array) => void;
}

/** Containers that are known by their first bytes but not read. */
const FOREIGN: readonly (readonly [number, string, string])[] = [
  [0, 'QFI\xfb', 'a QEMU image (qcow)'],
  [0, 'KDMV', 'a VMware disk (VMDK)'],
  [0, '# Disk DescriptorFile', 'the description of a VMware disk'],
  [0, 'vhdxfile', 'a disk in the newer format VHDX'],
  [0x40, '\x7f\x10\xda\xbe', 'a VirtualBox disk (VDI)'],
  [0, 'PK\x03\x04', 'a ZIP archive'],
  [0, '\x1f\x8b\x08', 'a gzip file'],
  [0, "7z\xbc\xaf'", 'a 7z archive'],
];

function refuseForeign(store: ImageStore): void {
  const head = store.read(0, 128);
  for (const [at, signature, title] of FOREIGN) {
    if (![...signature].every((char, i) => head[at + i] === char.charCodeAt(0))) continue;
    const archive = /archive|gzip/.test(title);
    throw new MediaError(`the file is ${title}, which is not read`, {
      hint: archive ? 'Unpack it first' : 'Convert it to a raw image or a VHD (qemu-img convert -O raw)',
    });
  }
}

interface Wanted {
  readonly container: 'raw' | 'vhd' | undefined;
  readonly shape: DiskShape | undefined;
  readonly translation: { readonly heads: number; readonly sectors: number } | undefined;
}

/**
 * Reads `raw`, `vhd`, `raw:C/H/S`, `C/H/S`, and with the shape of partitions behind it `raw:C/H/S:H/S`.
 * @throws MediaError that tells how it is written
 */
function readFormat(text: string | undefined): Wanted {
  if (text === undefined || text === '') return { container: undefined, shape: undefined, translation: undefined };
  const match = /^(?:(raw|vhd)(?=:|$):?)?(?:(\d+)\/(\d+)\/(\d+)(?::(\d+)\/(\d+))?)?$/i.exec(text.trim());
  if (match === null) {
    throw new MediaError(`"${text}" is no format of hard disks`, {
      hint: 'There are raw and vhd, with cylinders/heads/sectors if you know them: raw:615/4/17',
    });
  }
  const [, container, c, h, s, th, ts] = match;
  const shape = c === undefined ? undefined : { cylinders: +c, heads: +h!, sectors: +s! };
  const translation = th === undefined ? undefined : { heads: +th, sectors: +ts! };
  if (shape !== undefined) checkShape(shape);
  if (translation !== undefined) checkTranslation(translation);
  return { container: container?.toLowerCase() as Wanted['container'], shape, translation };
}

/** @throws MediaError for a shape that no PC drive has */
export function checkShape(shape: DiskShape): void {
  const { cylinders, heads, sectors } = shape;
  const whole = [cylinders, heads, sectors].every((n) => Number.isInteger(n) && n >= 1);
  if (whole && cylinders <= 1024 && heads <= 255 && sectors <= 63) return;
  throw new MediaError(`a hard disk of ${cylinders}/${heads}/${sectors} is not possible`, {
    hint: 'It has 1 to 1024 cylinders, 1 to 255 heads and 1 to 63 sectors a track',
  });
}

function checkTranslation({ heads, sectors }: { heads: number; sectors: number }): void {
  if (heads >= 1 && heads <= 255 && sectors >= 1 && sectors <= 63) return;
  throw new MediaError(`partitions in ${heads} heads of ${sectors} sectors are not possible`);
}

/** What the drive and its firmware count in, of so many blocks. */
function shapes(
  blocks: number,
  heads: number,
  sectors: number,
): { shape: DiskShape; translation?: { heads: number; sectors: number } } {
  const cylinders = Math.floor(blocks / (heads * sectors));
  if (heads <= MOST_HEADS && cylinders >= 1 && cylinders <= 1024) return { shape: { cylinders, heads, sectors } };
  if (cylinders < 1) return { shape: standardShape(blocks) };
  return { shape: standardShape(blocks), translation: { heads, sectors } };
}

function text({ cylinders, heads, sectors }: DiskShape): string {
  return `${cylinders}/${heads}/${sectors}`;
}

/**
 * Opens a hard disk image.
 * @throws MediaError if it is none, damaged, of a container that is not read, or does not have the given shape
 */
export function openHardDisk(store: ImageStore, options: HardDiskOptions = {}): OpenedHardDisk {
  try {
    return open(store, options);
  } catch (error) {
    if (error instanceof MediaError && options.fileName !== undefined) throw error.at(options.fileName);
    throw error;
  }
}

function rawImage(store: ImageStore, warnings: string[]): SectorSource & Pick<VhdImage, 'write'> {
  const over = store.size % SECTOR;
  const length = store.size - over;
  if (length === 0) {
    throw new MediaError(store.size === 0 ? 'the image is empty' : 'the image is shorter than a sector', {
      hint: 'Create a hard disk image of some megabytes first',
    });
  }
  if (over > 0) warnings.push(`${over} bytes behind the last whole sector are not used`);
  return {
    length,
    read: (offset, count) => readExactly(store, offset, count),
    write: store.write === undefined ? undefined : (offset, bytes) => store.write!(offset, bytes),
  };
}

function open(store: ImageStore, options: HardDiskOptions): OpenedHardDisk {
  const wanted = readFormat(options.format);
  const container = wanted.container ?? (isVhd(store) ? 'vhd' : 'raw');
  if (wanted.container === undefined && container === 'raw' && /\.vhd$/i.test(options.fileName ?? '')) {
    throw new MediaError('the file is called a VHD, but has no footer of one', {
      hint: 'It may be damaged or cut off. If it is a raw image, name its format (raw)',
    });
  }
  const warnings: string[] = [];
  let image: SectorSource & Pick<VhdImage, 'write'>;
  let footerShape: DiskShape | undefined;
  if (container === 'vhd') {
    const vhd = openVhd(store);
    footerShape = vhd.footer.shape;
    warnings.push(...vhd.warnings);
    image = vhd;
  } else {
    if (wanted.container === undefined) refuseForeign(store);
    image = rawImage(store, warnings);
  }

  const total = image.length / SECTOR;
  let blocks = Math.min(total, MOST_SECTORS);
  if (total > MOST_SECTORS) {
    const megabytes = Math.floor(total / 2048);
    warnings.push(`the disk has ${megabytes} MB, its first 504 are used; partitions beyond cannot be reached`);
  }
  const readBlock = (block: number): Uint8Array | undefined => {
    try {
      return image.read(block * SECTOR, SECTOR);
    } catch {
      return undefined;
    }
  };

  let evidence: ShapeEvidence;
  let found: ReturnType<typeof shapes>;
  if (wanted.shape !== undefined) {
    const { cylinders, heads, sectors } = wanted.shape;
    const needed = cylinders * heads * sectors;
    if (needed > total) {
      throw new MediaError(`the image has ${total} sectors, ${text(wanted.shape)} are ${needed}`, {
        hint: 'Give a shape that fits, or none',
      });
    }
    evidence = 'given';
    // sectors behind a last cylinder that is not whole stay in reach, those of more cylinders do not
    if (total - needed >= heads * sectors) {
      warnings.push(`the image has ${total} sectors, the first ${needed} are used as ${text(wanted.shape)}`);
      blocks = Math.min(blocks, needed);
    }
    found =
      wanted.translation === undefined
        ? shapes(blocks, heads, sectors)
        : { shape: wanted.shape, translation: wanted.translation };
  } else {
    const onDisk = shapeOnDisk(readBlock, total);
    const fits = (shape: DiskShape | undefined): FoundShape | undefined =>
      shape !== undefined && shape.heads >= 1 && shape.heads <= MOST_HEADS && shape.sectors >= 1 && shape.sectors <= 63
        ? { heads: shape.heads, sectors: shape.sectors, evidence: 'container' }
        : undefined;
    const standard = standardShape(blocks);
    const chosen: FoundShape = onDisk ?? fits(footerShape) ?? { ...standard, evidence: 'size' };
    evidence = chosen.evidence;
    found = shapes(blocks, chosen.heads, chosen.sectors);
  }

  const { shape, translation } = found;
  const medium = new DiskMedium({
    format: { id: container, title: HARD_DISK_FORMATS.find(({ id }) => id === container)!.title },
    geometry: { cylinders: blocks, heads: 1, sectors: 1, sectorSize: SECTOR, order: 'alternate', firstSector: 0 },
    base: blocks * SECTOR === image.length ? image : head(image, blocks * SECTOR),
    writeProtected: options.writeProtected ?? false,
  });
  const disk = new HardDisk(medium, shape, translation);
  const of = translation === undefined ? '' : `:${translation.heads}/${translation.sectors}`;
  const { write } = image;
  return {
    disk,
    format: `${container}:${text(shape)}${of}`,
    contentFormat: `raw:${text(shape)}${of}`,
    container,
    evidence,
    warnings,
    ...(write === undefined ? {} : { persist: (_sector, offset, data) => write(offset, data) }),
  };
}

/** The first bytes of an image. */
function head(image: SectorSource, length: number): SectorSource {
  return { length, read: (offset, count) => image.read(offset, count) };
}

// ---------------------------------------------------------------- blank disks

/** A new, empty hard disk image. */
export type NewHardDisk =
  | { readonly kind: 'raw'; readonly shape: DiskShape; readonly size?: number }
  | (NewVhd & { readonly kind: 'fixed' | 'dynamic' });

/**
 * An empty hard disk image, as the pieces of its file that are not zero: the host makes a file of that size and writes
 * them at their places.
 * @throws MediaError for a size or a shape that is not possible
 */
export function blankHardDisk(options: NewHardDisk): SparseImage {
  checkShape(options.shape);
  if (options.kind !== 'raw') return blankVhd(options);
  const { cylinders, heads, sectors } = options.shape;
  const size = options.size ?? cylinders * heads * sectors * SECTOR;
  if (!Number.isSafeInteger(size) || size < SECTOR || size % SECTOR !== 0) {
    throw new MediaError(`a disk of ${size} bytes is not possible`, { hint: 'Give a multiple of 512' });
  }
  return { size, pieces: [] };
}

/** The bytes of a sparse image, for images that are made in memory. */
export function sparseBytes(image: SparseImage): Uint8Array {
  const bytes = new Uint8Array(image.size);
  for (const { offset, bytes: piece } of image.pieces) bytes.set(piece, offset);
  return bytes;
}
