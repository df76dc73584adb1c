/**
 * What is this file to a floppy drive of a PC? Images become a {@link FloppyDisk}.
 *
 * The first bytes decide where they are the mark of a format; everything else is a raw image, whose geometry follows
 * from its size and its boot sector (see floppy-geometry.ts).
 */
import { MediaError } from './errors.ts';
import { FloppyDisk, type FloppyJacket, type FloppyRecording } from './floppy-disk.ts';
import {
  bootParameters,
  type ChosenGeometry,
  FLOPPY_SECTOR,
  FLOPPY_SIZES,
  geometryNamed,
  geometryOf,
} from './floppy-geometry.ts';
import { type FloppySector, type FloppyTrack, layOut, sizeCode, trackCapacity, trackNeeds } from './floppy-track.ts';
import { type ImdImage, type ImdTrack, isImd, parseImd } from './imd.ts';
import { DiskMedium, type FormatName, SECTOR_MISSING, type SectorTable } from './sector-image.ts';
import { isTd0, parseTd0 } from './td0.ts';

/** Formats that the bays of floppy drives take. */
export const FLOPPY_FORMATS: readonly FormatName[] = [
  { id: 'img', title: 'raw image of a PC floppy disk' },
  { id: 'imd', title: 'ImageDisk image, read only' },
  { id: 'td0', title: 'Teledisk image, read only' },
  ...FLOPPY_SIZES.map(({ id, title }) => ({ id, title: `raw image of a disk of ${id.toUpperCase()}: ${title}` })),
];

export interface FloppyOpenOptions {
  /** Host name without folders, for messages. */
  readonly fileName?: string;
  /** One of {@link FLOPPY_FORMATS}; found out if absent. */
  readonly format?: string;
  readonly writeProtected?: boolean;
  /** SHA-1 of the bytes in hex. */
  readonly baseSha1?: string;
}

export interface OpenedFloppy {
  /** What a drive takes. */
  readonly medium: FloppyDisk;
  /** The sectors of `medium`, for whoever keeps them in a file. */
  readonly disk: DiskMedium;
  /** Opens the same image the same way. */
  readonly format: string;
  /** True if the sectors of the disk are those of the file, so that writes can go there. */
  readonly writable: boolean;
  readonly warnings: readonly string[];
}

/** Containers that are known by their first bytes but not read. */
const FOREIGN: readonly (readonly [string, string])[] = [
  ['PK\x03\x04', 'a ZIP archive'],
  ['\x1f\x8b\x08', 'a gzip file'],
  ['7z\xbc\xaf', 'a 7-Zip archive'],
  ['Rar!', 'a RAR archive'],
  ['MV - CPC', 'a CPCEMU disk image (.dsk)'],
  ['EXTENDED CPC DSK', 'an extended CPCEMU disk image (.dsk)'],
  ['HXCPICFE', 'an HxC floppy image (.hfe)'],
  ['HXCHFEV3', 'an HxC floppy image (.hfe)'],
  ['SCP', 'a SuperCard Pro flux image (.scp)'],
  ['CAPS', 'an IPF image'],
  ['CQ\x14', 'a CopyQM image'],
  ['PSI ', 'a PCE sector image (.psi)'],
  ['86BF', 'an 86F image'],
  ['WOZ', 'a WOZ image of an Apple disk'],
  ['conectix', 'a virtual hard disk (.vhd)'],
  ['QFI\xfb', 'a QCOW hard disk image'],
];

function foreignTitle(bytes: Uint8Array): string | undefined {
  return FOREIGN.find(([mark]) => [...mark].every((char, i) => bytes[i] === char.charCodeAt(0)))?.[1];
}

/** Which format the bytes have, undefined if none. Raw images: those of a usual size, or with a boot sector that fits. */
export function identifyFloppy(bytes: Uint8Array, _fileName = ''): string | undefined {
  if (isImd(bytes)) return 'imd';
  if (isTd0(bytes)) return 'td0';
  if (foreignTitle(bytes) !== undefined) return undefined;
  if (FLOPPY_SIZES.some((s) => s.bytes === bytes.length)) return 'img';
  const boot = bootParameters(bytes);
  return boot !== undefined && boot.total * FLOPPY_SECTOR === bytes.length ? 'img' : undefined;
}

/**
 * Makes a disk for a PC's floppy drive from the bytes of a file.
 * @param bytes kept, not copied
 * @throws MediaError if the format is unknown or the file is damaged
 */
export function openFloppy(bytes: Uint8Array, options: FloppyOpenOptions = {}): OpenedFloppy {
  try {
    return open(bytes, options);
  } catch (error) {
    if (error instanceof MediaError && options.fileName !== undefined) throw error.at(options.fileName);
    throw error;
  }
}

function open(bytes: Uint8Array, options: FloppyOpenOptions): OpenedFloppy {
  if (bytes.length === 0) throw new MediaError('the file is empty', { hint: 'Create a disk image first' });
  const wanted = options.format?.toLowerCase();
  if (wanted !== undefined && !FLOPPY_FORMATS.some(({ id }) => id === wanted)) {
    throw new MediaError(`a PC's floppy drive has no format "${options.format}"`, {
      hint: `Known formats: ${FLOPPY_FORMATS.map(({ id }) => id).join(', ')}`,
    });
  }
  const format = wanted ?? (isImd(bytes) ? 'imd' : isTd0(bytes) ? 'td0' : 'img');
  if (format === 'imd') return openTracks(imdSource(parseImd(bytes)), 'imd', options);
  if (format === 'td0') return openTracks(parseTd0(bytes), 'td0', options);
  const foreign = foreignTitle(bytes);
  if (wanted === undefined && foreign !== undefined) {
    const unpack = /archive|gzip/.test(foreign);
    throw new MediaError(`the file is ${foreign}, which is not read`, {
      hint: unpack ? 'Unpack it first' : 'Convert it to a raw or ImageDisk image',
    });
  }
  const named = FLOPPY_SIZES.find(({ id }) => id === format);
  return openRaw(bytes, named === undefined ? geometryOf(bytes) : geometryNamed(bytes.length, named), format, options);
}

// ---------------------------------------------------------------- raw images

function openRaw(
  bytes: Uint8Array,
  geometry: ChosenGeometry,
  format: string,
  options: FloppyOpenOptions,
): OpenedFloppy {
  const { cylinders, heads, sectors, kbps, rpm, gap3, warnings } = geometry;
  const size = cylinders * heads * sectors * FLOPPY_SECTOR;
  let base = bytes;
  if (bytes.length < size) {
    base = new Uint8Array(size);
    base.set(bytes);
  }
  const medium = new DiskMedium({
    format: FLOPPY_FORMATS.find(({ id }) => id === format)!,
    geometry: { cylinders, heads, sectors, sectorSize: FLOPPY_SECTOR, order: 'alternate', firstSector: 1 },
    base,
    writeProtected: options.writeProtected ?? false,
    ...(options.baseSha1 === undefined ? {} : { baseSha1: options.baseSha1 }),
  });
  const capacity = trackCapacity('mfm', kbps, rpm);
  const recording: FloppyRecording = { encoding: 'mfm', kbps, rpm, capacity };
  const positions = layOut('mfm', capacity, new Array<number>(sectors).fill(FLOPPY_SECTOR), gap3);
  const plain = { n: 2, size: FLOPPY_SECTOR, deleted: false, dataError: false, idError: false, own: null };
  const layout = (c: number, h: number): FloppyTrack => ({
    encoding: 'mfm',
    kbps,
    capacity,
    sectors: positions.map((position, i) => ({
      ...plain,
      ...{ c, h, r: i + 1, position, index: (c * heads + h) * sectors + i },
    })),
  });
  const jacket = jacketOf(geometry);
  const disk = new FloppyDisk({ medium, cylinders, heads, recording, jacket, layout });
  return { medium: disk, disk: medium, format, writable: true, warnings };
}

function jacketOf({ cylinders, kbps, rpm }: ChosenGeometry): FloppyJacket {
  if (rpm === 360) return '5.25';
  return kbps === 250 && cylinders < 60 ? '5.25' : '3.5';
}

// ---------------------------------------------------------------- images that describe each sector

/** A sector as an image describes it. */
export interface SourceSector {
  readonly c: number;
  readonly h: number;
  readonly r: number;
  /** Size code; absent: that of the data. */
  readonly n?: number;
  readonly size: number;
  /** `undefined` if there is no data field, or it could not be read. */
  readonly data: Uint8Array | undefined;
  readonly deleted: boolean;
  readonly dataError: boolean;
}

/** A track as an image describes it. */
export interface SourceTrack {
  readonly cylinder: number;
  readonly head: number;
  readonly encoding: 'fm' | 'mfm';
  readonly kbps: number;
  readonly sectors: readonly SourceSector[];
}

/** A whole image of that kind. */
export interface SourceDisk {
  readonly tracks: readonly SourceTrack[];
  readonly warnings: readonly string[];
}

/** Rates of the modes 0 to 5 of an ImageDisk track. */
const IMD_RATES = [500, 300, 250];

function imdSource(image: ImdImage): SourceDisk {
  const track = ({ mode, cylinder, head, sectors }: ImdTrack): SourceTrack => ({
    cylinder,
    head,
    encoding: mode < 3 ? 'fm' : 'mfm',
    kbps: IMD_RATES[mode % 3]!,
    sectors: sectors.map((s) => ({
      ...{ c: s.cylinder, h: s.head, r: s.id, size: s.size, data: s.data, deleted: s.deleted, dataError: s.dataError },
    })),
  });
  return { tracks: image.tracks.map(track), warnings: [] };
}

/** A disk that was read at 300 kbit/s was a 300 rpm disk in a drive of 360 rpm: at its own speed that is 250. */
function nominalRate(kbps: number): number {
  return kbps === 300 ? 250 : kbps;
}

function recordingOf(tracks: readonly SourceTrack[]): FloppyRecording {
  const votes = new Map<string, number>();
  for (const t of tracks) {
    if (t.sectors.length === 0) continue;
    const key = `${t.encoding} ${nominalRate(t.kbps)}`;
    votes.set(key, (votes.get(key) ?? 0) + 1);
  }
  const [usual] = [...votes].reduce((best, vote) => (vote[1] > best[1] ? vote : best), ['mfm 250', 0]);
  const encoding = usual.startsWith('fm') ? 'fm' : 'mfm';
  const kbps = Number(usual.split(' ')[1]);
  // 500 kbit/s is either 360 rpm, if the tracks have room there, or a 3.5" disk at 300
  const fits = (t: SourceTrack): boolean => {
    const needs = trackNeeds(
      t.encoding,
      t.sectors.map(({ size }) => size),
    );
    return needs <= trackCapacity(t.encoding, nominalRate(t.kbps), 360);
  };
  const rpm = kbps === 500 && tracks.every(fits) ? 360 : 300;
  return { encoding, kbps, rpm, capacity: trackCapacity(encoding, kbps, rpm) };
}

function openTracks(source: SourceDisk, format: 'imd' | 'td0', options: FloppyOpenOptions): OpenedFloppy {
  const tracks = [...source.tracks].sort((a, b) => a.cylinder - b.cylinder || a.head - b.head);
  const recording = recordingOf(tracks);
  const all = tracks.flatMap((track) => track.sectors);
  const count = all.length;
  const table = {
    offset: new Int32Array(count),
    length: Int32Array.from(all, (s) => s.size),
    cylinder: Uint8Array.from(all, (s) => s.c),
    head: Uint8Array.from(all, (s) => s.h),
    id: Uint8Array.from(all, (s) => s.r),
    flags: Uint8Array.from(all, (s) => (s.data === undefined ? SECTOR_MISSING : 0)),
  } satisfies SectorTable;
  let bytes = 0;
  for (const [i, sector] of all.entries()) {
    table.offset[i] = bytes;
    bytes += sector.size;
  }
  const base = new Uint8Array(Math.max(bytes, 1));
  for (const [i, { data }] of all.entries()) if (data !== undefined) base.set(data, table.offset[i]!);

  const layouts = new Map<number, FloppyTrack>();
  let first = 0;
  for (const track of tracks) {
    const kbps = nominalRate(track.kbps);
    const capacity = trackCapacity(track.encoding, kbps, recording.rpm);
    const positions = layOut(
      track.encoding,
      capacity,
      track.sectors.map(({ size }) => size),
    );
    const sectors: FloppySector[] = track.sectors.map((s, i) => ({
      ...{ c: s.c, h: s.h, r: s.r, n: s.n ?? sizeCode(s.size), deleted: s.deleted, dataError: s.dataError },
      size: s.data === undefined ? 0 : s.size,
      idError: false,
      position: positions[i]!,
      index: first + i,
      own: null,
    }));
    first += sectors.length;
    layouts.set(track.cylinder * 2 + track.head, { encoding: track.encoding, kbps, capacity, sectors });
  }
  const cylinders = Math.max(...tracks.map((t) => t.cylinder)) + 1;
  const heads = Math.max(...tracks.map((t) => t.head)) + 1;
  const medium = new DiskMedium({
    format: FLOPPY_FORMATS.find(({ id }) => id === format)!,
    geometry: {
      ...{ cylinders, heads, order: 'alternate', firstSector: 1 },
      sectors: Math.max(1, ...tracks.map((t) => t.sectors.length)),
      sectorSize: Math.max(1, ...all.map(({ size }) => size)),
    },
    base,
    table,
    writeProtected: true,
    ...(options.baseSha1 === undefined ? {} : { baseSha1: options.baseSha1 }),
  });
  const empty: FloppyTrack = { ...recording, sectors: [] };
  const disk = new FloppyDisk({
    ...{ medium, cylinders, heads, recording, jacket: 'any' },
    layout: (c, h) => layouts.get(c * 2 + h) ?? empty,
  });
  const unread = all.filter(({ data }) => data === undefined).length;
  const warnings = [
    `${format === 'imd' ? 'an ImageDisk' : 'a Teledisk'} image is only read: the disk is write-protected`,
    ...source.warnings,
    ...(unread > 0 ? [`${unread} sectors of the disk could not be read when the image was made`] : []),
  ];
  return { medium: disk, disk: medium, format, writable: false, warnings };
}
