/**
 * Tracks of a floppy disk as they pass under a head: what is recorded where, in bytes from the index hole.
 *
 *     index                                                                                       index
 *       ▼ GAP4a  IAM  GAP1 │ sync ID-AM C H R N CRC  GAP2  sync data-AM data… CRC  GAP3 │ …  GAP4b ▼
 *                            position ─┘ (the byte FEh)
 *
 * Sources: Intel, "8272A" (210606), "Track format" figure: lengths of gaps and fields of the IBM System 34 (MFM) and
 * IBM 3740 (FM) formats; IBM, *Technical Reference*, diskette parameters: GAP3 50h for 9 sectors, 54h for 15, 6Ch for 18.
 */

/** How the bits of a track are written. */
export type FloppyEncoding = 'fm' | 'mfm';

/** The four bytes of an identification field. */
export interface FloppySectorId {
  readonly c: number;
  readonly h: number;
  readonly r: number;
  readonly n: number;
}

/** A sector of a track. */
export interface FloppySector extends FloppySectorId {
  /** Bytes of the data field; 0 if the sector has an identification field only. */
  readonly size: number;
  /** It has a deleted-data address mark. */
  readonly deleted: boolean;
  /** The check sum of the data field is wrong. */
  readonly dataError: boolean;
  /** The check sum of the identification field is wrong. */
  readonly idError: boolean;
  /** Where the ID address mark (FEh) lies, in bytes from the index hole. */
  readonly position: number;
  /** Sector of the medium that holds the data, or −1: `own` does. */
  readonly index: number;
  /** Data of a sector that the image has no place for. */
  readonly own: Uint8Array | null;
}

/** One side of a cylinder. */
export interface FloppyTrack {
  readonly encoding: FloppyEncoding;
  /** Data rate of the controller, in kbit/s, when the disk turns at its nominal speed. FM moves half as much. */
  readonly kbps: number;
  /** Bytes from index to index at the disk's nominal speed. */
  readonly capacity: number;
  /** In the order in which they pass under the head. */
  readonly sectors: readonly FloppySector[];
}

/** What a sector is made of besides its data, in bytes. */
interface Framing {
  /** From the index hole to the first sector: GAP4a, sync, index address mark, GAP1. */
  readonly preamble: number;
  /** From the start of a sector to the byte FEh: sync, and the bytes A1h of MFM. */
  readonly toMark: number;
  /** All of a sector but data and GAP3. */
  readonly overhead: number;
}

/** From the byte FEh to the end of the identification field: mark, C, H, R, N, CRC. */
export const ID_BYTES = 7;
/** Bytes of a CRC. */
export const CRC_BYTES = 2;
/** From the byte FEh to the first byte of data: ID field, GAP2, sync, data address mark. */
export const TO_DATA: Readonly<Record<FloppyEncoding, number>> = {
  mfm: ID_BYTES + 22 + 12 + 4,
  fm: ID_BYTES + 11 + 6 + 1,
};

const FRAMING: Readonly<Record<FloppyEncoding, Framing>> = {
  mfm: { preamble: 80 + 12 + 4 + 50, toMark: 12 + 3, overhead: 12 + 4 + 4 + CRC_BYTES + 22 + 12 + 4 + CRC_BYTES },
  fm: { preamble: 40 + 6 + 1 + 26, toMark: 6, overhead: 6 + 1 + 4 + CRC_BYTES + 11 + 6 + 1 + CRC_BYTES },
};

/** GAP3 that formatting programs usually ask for where there is room. */
const USUAL_GAP3: Readonly<Record<FloppyEncoding, number>> = { mfm: 0x50, fm: 0x1b };

/** Bytes of a data field whose size code is `n`: 128 · 2ⁿ. The controllers know 0 to 7. */
export function sectorBytes(n: number): number {
  return 128 << (n & 7);
}

/** Size code of a data field, rounded up. */
export function sizeCode(bytes: number): number {
  let n = 0;
  while (n < 7 && sectorBytes(n) < bytes) n++;
  return n;
}

/** Bytes that pass under the head in one revolution. @param kbps as in {@link FloppyTrack} @param rpm revolutions a minute */
export function trackCapacity(encoding: FloppyEncoding, kbps: number, rpm: number): number {
  return Math.floor((((kbps * 1000) / 8) * 60) / rpm / (encoding === 'fm' ? 2 : 1));
}

/** Bytes that a track of sectors needs at least. */
export function trackNeeds(encoding: FloppyEncoding, sizes: readonly number[]): number {
  const { preamble, overhead } = FRAMING[encoding];
  return preamble + sizes.reduce((sum, size) => sum + overhead + size + 1, 0);
}

/**
 * Where the sectors of a track lie.
 * @param sizes bytes of the data fields, in order
 * @param gap3 bytes between sectors; if absent, the usual number, or what there is room for
 * @returns position of each ID address mark. A track that holds more than there is room for (an image of a protected
 *   disk) is pressed together: its sectors begin at equal distances and overlap.
 */
export function layOut(encoding: FloppyEncoding, capacity: number, sizes: readonly number[], gap3?: number): number[] {
  const { preamble, toMark, overhead } = FRAMING[encoding];
  const used = preamble + sizes.reduce((sum, size) => sum + overhead + size, 0);
  const room = sizes.length === 0 ? 0 : Math.floor((capacity - used) / sizes.length);
  if (room < 1) return sizes.map((_, i) => Math.floor((i * capacity) / sizes.length));
  const gap = Math.min(gap3 ?? USUAL_GAP3[encoding], room);
  let at = preamble + toMark;
  return sizes.map((size) => {
    const position = at;
    at += overhead + size + gap;
    return position;
  });
}

/**
 * How many sectors of a format command are written before the index hole comes round again.
 * @param size bytes of a data field
 * @param gap3 as the command says
 */
export function sectorsThatFit(encoding: FloppyEncoding, capacity: number, size: number, gap3: number): number {
  const { preamble, overhead } = FRAMING[encoding];
  return Math.max(0, Math.floor((capacity - preamble + gap3) / (overhead + size + gap3)));
}
