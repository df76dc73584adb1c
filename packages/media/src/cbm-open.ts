/**
 * What is this file to a Commodore drive? Images, archives and single files become a {@link CbmDisk}.
 */
import { CBM_PRG, type CbmFile } from './cbm-directory.ts';
import {
  blocksUpTo,
  CBM_1541,
  CBM_BLOCK,
  CBM_DATA,
  CBM_FOLDER,
  CBM_LARGE,
  CbmDisk,
  type CbmLayout,
} from './cbm-disk.ts';
import { CbmError } from './cbm-errors.ts';
import { CbmFileSystem } from './cbm-fs.ts';
import { CbmNameMap, parseCbmKey } from './cbm-names.ts';
import { d64Shape, openD64 } from './d64.ts';
import { MediaError } from './errors.ts';
import { decodeG64, isG64 } from './g64.ts';
import { isP00, parseP00 } from './p00.ts';
import { isPrg, parsePrg } from './prg.ts';
import type { FormatName } from './sector-image.ts';
import { isT64, parseT64 } from './t64.ts';

/** Formats that a drive's bay takes. */
export const CBM_FORMATS: readonly FormatName[] = [
  { id: 'd64', title: 'Commodore 1541 disk image' },
  { id: 'g64', title: 'Commodore 1541 disk image with the bits of each track, read only' },
  { id: 't64', title: 'archive of Commodore 64 tape files, read only' },
  { id: 'p00', title: 'file of a Commodore disk with its name (P00, S00, U00, R00), read only' },
  { id: 'prg', title: 'program file, read only' },
];

export interface CbmOpenOptions {
  /** Host name without folders, for messages and for the name of a single file. */
  readonly fileName?: string;
  /** One of {@link CBM_FORMATS}; found out if absent. */
  readonly format?: string;
  readonly writeProtected?: boolean;
  /** SHA-1 of the bytes in hex. */
  readonly baseSha1?: string;
}

export interface OpenedCbmDisk {
  readonly disk: CbmDisk;
  readonly format: string;
  /** True if the blocks of the disk are those of the file, so that writes can go there. */
  readonly writable: boolean;
  readonly warnings: readonly string[];
}

/** Which format the bytes have, undefined if none. A program cannot be told from any other file but by its name. */
export function identifyCbm(bytes: Uint8Array, fileName = ''): string | undefined {
  if (isG64(bytes)) return 'g64';
  if (isP00(bytes)) return 'p00';
  if (isT64(bytes)) return 't64';
  if (d64Shape(bytes.length) !== undefined) return 'd64';
  return /\.prg$/i.test(fileName) && isPrg(bytes) ? 'prg' : undefined;
}

/**
 * A disk in memory that holds some files: a 1541 disk if they fit on one, else a larger one.
 * @throws MediaError if they fit on neither
 */
export function cbmDiskOfFiles(
  title: string,
  files: readonly CbmFile[],
  options: { readonly format: FormatName; readonly writeProtected?: boolean; readonly baseSha1?: string },
): CbmDisk {
  const need = files.reduce((sum, file) => sum + Math.ceil(file.bytes.length / CBM_DATA) + 1, 0);
  const small = need < blocksUpTo(CBM_1541[35], 35) - 19 && files.length <= 144;
  for (const layout of small ? [CBM_1541[35], CBM_LARGE] : [CBM_LARGE]) {
    const image = imageOfFiles(title, files, layout);
    if (image !== undefined) return new CbmDisk({ layout, base: image, ...options });
  }
  throw new MediaError(`the files need ${need} blocks, more than the largest disk has`, {
    hint: 'Use fewer of them at once',
  });
}

function imageOfFiles(title: string, files: readonly CbmFile[], layout: CbmLayout): Uint8Array | undefined {
  const blank = new Uint8Array(blocksUpTo(layout, layout.tracks) * CBM_BLOCK);
  const disk = new CbmDisk({ layout, base: blank, format: { id: layout.id, title: layout.title } });
  const fs = new CbmFileSystem(disk);
  fs.format(title, '00');
  try {
    for (const file of files) fs.writeFile(file.name, file.type, file.bytes, file.recordLength);
  } catch (error) {
    if (error instanceof CbmError && error.code === 72) return undefined;
    throw error;
  }
  return disk.medium.content();
}

/**
 * Makes a disk for a Commodore drive from the bytes of a file.
 * @param bytes kept, not copied
 * @throws MediaError if the format is unknown or the file is damaged
 */
export function openCbmDisk(bytes: Uint8Array, options: CbmOpenOptions = {}): OpenedCbmDisk {
  try {
    return open(bytes, options);
  } catch (error) {
    if (error instanceof MediaError && options.fileName !== undefined) throw error.at(options.fileName);
    throw error;
  }
}

function open(bytes: Uint8Array, options: CbmOpenOptions): OpenedCbmDisk {
  if (bytes.length === 0) throw new MediaError('the file is empty', { hint: 'Create a disk image first' });
  const wanted = options.format?.toLowerCase();
  if (wanted === CBM_FOLDER.id) return openFolderImage(bytes, options);
  if (wanted !== undefined && !CBM_FORMATS.some(({ id }) => id === wanted)) {
    throw new MediaError(`a Commodore drive has no format "${options.format}"`, {
      hint: `Known formats: ${CBM_FORMATS.map(({ id }) => id).join(', ')}`,
    });
  }
  const format = wanted ?? identifyCbm(bytes, options.fileName);
  if (format === undefined) {
    throw new MediaError(`${bytes.length} bytes are no image, archive or program of a Commodore drive`, {
      hint: 'A D64 image of 35 tracks has 174848 bytes. Name the format if it is one',
    });
  }
  const named = CBM_FORMATS.find(({ id }) => id === format)!;
  const common = options.baseSha1 === undefined ? {} : { baseSha1: options.baseSha1 };
  const readOnly = { format: named, writeProtected: true, ...common };
  const lost = `a ${format.toUpperCase()} file is only read: the disk is write-protected`;
  switch (format) {
    case 'd64': {
      const disk = openD64(bytes, {
        writeProtected: options.writeProtected ?? false,
        anyLength: wanted !== undefined,
        ...common,
      });
      return { disk, format, writable: true, warnings: lengthWarnings(bytes, disk) };
    }
    case 'g64': {
      const { d64, warnings } = decodeG64(bytes);
      const disk = openD64(d64, { writeProtected: true, ...common });
      return { disk, format, writable: false, warnings: [lost, ...warnings] };
    }
    case 't64': {
      const { title, files, warnings } = parseT64(bytes);
      const disk = cbmDiskOfFiles(title.slice(0, 16), files, readOnly);
      return { disk, format, writable: false, warnings: [lost, ...warnings] };
    }
    case 'p00': {
      const file = parseP00(bytes, options.fileName);
      return { disk: cbmDiskOfFiles(file.name, [file], readOnly), format, writable: false, warnings: [] };
    }
    default: {
      parsePrg(bytes);
      const name = petsciiName(options.fileName ?? 'PROGRAM.PRG');
      const disk = cbmDiskOfFiles(name, [{ name, type: CBM_PRG, bytes }], readOnly);
      return { disk, format, writable: false, warnings: [] };
    }
  }
}

/** The image of a host folder, as states and logs keep it: a disk like others, without the folder. */
function openFolderImage(bytes: Uint8Array, options: CbmOpenOptions): OpenedCbmDisk {
  const size = blocksUpTo(CBM_LARGE, CBM_LARGE.tracks) * CBM_BLOCK;
  if (bytes.length !== size) {
    throw new MediaError(`the image of a folder is ${size} bytes long, not ${bytes.length}`, {
      hint: 'Give the folder itself, or another format',
    });
  }
  const disk = new CbmDisk({
    layout: CBM_LARGE,
    base: bytes,
    format: CBM_FOLDER,
    ...(options.baseSha1 === undefined ? {} : { baseSha1: options.baseSha1 }),
    writeProtected: options.writeProtected ?? false,
  });
  return { disk, format: CBM_FOLDER.id, writable: true, warnings: [] };
}

/** Name of the only file of a disk that was made from a host file. */
function petsciiName(fileName: string): string {
  const map = new CbmNameMap();
  map.add([fileName]);
  return parseCbmKey(map.guestOf(fileName) ?? '')?.name ?? 'PROGRAM';
}

function lengthWarnings(bytes: Uint8Array, disk: CbmDisk): string[] {
  if (d64Shape(bytes.length) !== undefined) return [];
  const size = disk.medium.sectorCount * CBM_BLOCK;
  return bytes.length < size
    ? [`the image is cut off, ${size - bytes.length} bytes are missing; reading there is a read error`]
    : [`${bytes.length - size} bytes behind the disk are not used`];
}
