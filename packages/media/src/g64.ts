/**
 * G64 images: the bits of each track of a 1541 disk, read only.
 *
 *     0    "GCR-1541", version 0
 *     9    number of half tracks (84), longest track in bytes (2)
 *     12   for each half track: offset of its data (4), 0 = none
 *     …    for each half track: speed zone 0–3 (4), or offset of a table of them
 *     at an offset: length (2) and the bytes of the track, which closes to a ring
 *
 * A sector is a header (08h, check sum, sector, track, identification) and a data block (07h, 256 bytes, check sum),
 * each behind a sync mark of at least ten 1 bits, four bits of data to five bits on the disk.
 *
 * Sources: Peter Schepers, "G64 (raw GCR binary representation of a 1541 diskette)"; *Inside Commodore DOS*, chapter 7.
 */
import { blocksUpTo, CBM_1541, CBM_BLOCK } from './cbm-disk.ts';
import { type D64Tracks, d64WithErrors } from './d64.ts';
import { MediaError } from './errors.ts';

const MAGIC = 'GCR-1541';
/** More than a track can hold at the slowest rotation; bounds what a damaged file can demand. */
const LONGEST_TRACK = 16384;
const MOST_HALF_TRACKS = 168;
const SYNC_BITS = 10;
/** Nibble of each five-bit code, FFh for codes that are none. */
const NIBBLES = new Uint8Array(32).fill(0xff);
[0x0a, 0x0b, 0x12, 0x13, 0x0e, 0x0f, 0x16, 0x17, 0x09, 0x19, 0x1a, 0x1b, 0x0d, 0x1d, 0x1e, 0x15].forEach(
  (code, nibble) => {
    NIBBLES[code] = nibble;
  },
);

const HEADER_BLOCK = 0x08;
const DATA_BLOCK = 0x07;

/** What became of a G64 image. */
export interface DecodedG64 {
  /** The disk as a D64 image, with error bytes if anything could not be decoded. */
  readonly d64: Uint8Array;
  readonly tracks: D64Tracks;
  /** Blocks that cannot be read. */
  readonly bad: number;
  readonly warnings: readonly string[];
}

/** Whether the bytes begin as a G64 image does. */
export function isG64(bytes: Uint8Array): boolean {
  return bytes.length >= 12 && [...MAGIC].every((c, i) => bytes[i] === c.charCodeAt(0));
}

/** A track as a ring of bits. */
class Ring {
  readonly #bytes: Uint8Array;
  readonly bits: number;
  /** True if bytes were asked for that are no GCR code since this was last set. */
  broken = false;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.bits = bytes.length * 8;
  }

  bit(at: number): number {
    const i = at % this.bits;
    return (this.#bytes[i >> 3] >> (7 - (i & 7))) & 1;
  }

  /** Positions of the first bit behind each sync mark. */
  syncs(): number[] {
    const found: number[] = [];
    let ones = 0;
    // a mark may lie across the place where the ring was cut
    for (let at = 0; at < this.bits && this.bit(this.bits - 1 - at) === 1; at++) ones++;
    if (ones === this.bits) return found;
    for (let at = 0; at < this.bits; at++) {
      if (this.bit(at) === 1) ones++;
      else {
        if (ones >= SYNC_BITS) found.push(at);
        ones = 0;
      }
    }
    return found;
  }

  /** Decodes a byte that begins at a bit. */
  byte(at: number): number {
    let value = 0;
    for (let half = 0; half < 2; half++) {
      let code = 0;
      for (let i = 0; i < 5; i++) code = (code << 1) | this.bit(at + half * 5 + i);
      const nibble = NIBBLES[code];
      if (nibble === 0xff) this.broken = true;
      value = (value << 4) | (nibble & 0x0f);
    }
    return value;
  }

  bytes(at: number, count: number): Uint8Array {
    this.broken = false;
    return Uint8Array.from({ length: count }, (_, i) => this.byte(at + i * 10));
  }
}

/** A sector of a track. */
interface Sector {
  /** DOS error, 0 if all is well. */
  error: number;
  data: Uint8Array | undefined;
  id: number;
}

/** Reads the sectors of a track. Sectors whose header is not in order for this track are told in `strange`. */
function readTrack(ring: Ring, track: number, sectors: number, strange: string[]): Sector[] {
  const syncs = ring.syncs();
  const found: Sector[] = Array.from({ length: sectors }, () => ({
    error: syncs.length === 0 ? 21 : 20,
    data: undefined,
    id: -1,
  }));
  syncs.forEach((at, n) => {
    const header = ring.bytes(at, 6);
    if (header[0] !== HEADER_BLOCK || ring.broken) return;
    const [, sum, sector, onTrack, id2, id1] = header;
    if (onTrack !== track || sector >= sectors) {
      strange.push(`track ${track}: a block is marked as track ${onTrack}, sector ${sector}`);
      return;
    }
    const entry = found[sector];
    if (entry.error === 0) {
      strange.push(`track ${track}: sector ${sector} is there twice, the first is used`);
      return;
    }
    entry.id = id1 | (id2 << 8);
    if ((sector ^ onTrack ^ id1 ^ id2) !== sum) {
      entry.error = 27;
      return;
    }
    const next = syncs[(n + 1) % syncs.length];
    if (ring.byte(next) !== DATA_BLOCK) {
      entry.error = 22;
      return;
    }
    const data = ring.bytes(next, 258);
    entry.data = data.slice(1, 257);
    let check = 0;
    for (const byte of entry.data) check ^= byte;
    entry.error = ring.broken ? 24 : check === data[257] ? 0 : 23;
  });
  return found;
}

/** Warnings of the same kind that are given one by one. */
const MOST_WARNINGS = 5;

/**
 * Decodes a G64 image into blocks. What a 1541 could not read becomes an error byte.
 * @throws MediaError with the place at which the file stops making sense
 */
export function decodeG64(bytes: Uint8Array): DecodedG64 {
  if (!isG64(bytes)) throw new MediaError("this is not a G64 image, it does not begin with 'GCR-1541'");
  const fault = (what: string, offset: number): never => {
    throw new MediaError(what, {
      where: `G64 image, offset ${offset}`,
      hint: 'The file is damaged; get another copy of it',
    });
  };
  if (bytes[8] !== 0) fault(`version ${bytes[8]} of the format is not known, only 0`, 8);
  const halfTracks = bytes[9];
  if (halfTracks === 0 || halfTracks > MOST_HALF_TRACKS) fault(`${halfTracks} half tracks are not possible`, 9);
  if (bytes.length < 12 + 8 * halfTracks) fault('the file ends within its table of tracks', bytes.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const rings: (Ring | undefined)[] = [];
  for (let n = 0; n < halfTracks; n++) {
    const offset = view.getUint32(12 + 4 * n, true);
    if (offset === 0) {
      rings.push(undefined);
      continue;
    }
    if (offset + 2 > bytes.length) fault(`track ${n / 2 + 1} lies outside the file, at ${offset}`, 12 + 4 * n);
    const length = view.getUint16(offset, true);
    if (length > LONGEST_TRACK) fault(`track ${n / 2 + 1} has ${length} bytes, more than fit on one`, offset);
    if (offset + 2 + length > bytes.length) fault(`track ${n / 2 + 1} is cut off`, offset);
    rings.push(length === 0 ? undefined : new Ring(bytes.subarray(offset + 2, offset + 2 + length)));
  }
  const strange: string[] = [];
  const halves = rings.filter((ring, n) => n % 2 === 1 && ring !== undefined).length;
  const decoded: Sector[][] = [];
  for (let track = 1; track <= 42; track++) {
    const ring = rings[2 * (track - 1)];
    const sectors = CBM_1541[42].sectorsOn(track);
    decoded.push(
      ring === undefined
        ? Array.from({ length: sectors }, () => ({ error: 21, data: undefined, id: -1 }))
        : readTrack(ring, track, sectors, strange),
    );
  }
  const highest = decoded.findLastIndex((sectors) => sectors.some((sector) => sector.data !== undefined)) + 1;
  const tracks: D64Tracks = highest <= 35 ? 35 : highest <= 40 ? 40 : 42;
  const layout = CBM_1541[tracks];
  const count = blocksUpTo(layout, tracks);
  const blocks = new Uint8Array(count * CBM_BLOCK);
  const errors = new Uint8Array(count);
  // a drive takes the identification from the directory track and then refuses blocks with another
  const diskId = decoded[17][0].id;
  let bad = 0;
  let index = 0;
  for (const sectors of decoded.slice(0, tracks)) {
    for (const { error, data, id } of sectors) {
      if (data !== undefined) blocks.set(data, index * CBM_BLOCK);
      errors[index] = error === 0 && diskId >= 0 && id !== diskId ? 29 : error;
      if (errors[index] !== 0) bad++;
      index++;
    }
  }
  const warnings = strange.slice(0, MOST_WARNINGS);
  if (strange.length > MOST_WARNINGS) warnings.push(`and ${strange.length - MOST_WARNINGS} more such blocks`);
  if (halves > 0) warnings.push(`${halves} half tracks between the tracks are not used`);
  if (bad > 0) warnings.push(`${bad} of ${count} blocks cannot be read; reading them is a read error`);
  return { d64: d64WithErrors(layout, blocks, errors), tracks, bad, warnings };
}
