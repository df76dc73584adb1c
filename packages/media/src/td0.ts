/**
 * Teledisk images (`.TD0`), read only: normal and advanced compression.
 *
 *     "TD" or "td"   signature: normal or advanced compression
 *     sequence, check sequence, version, data rate, drive type, stepping, DOS allocation, sides, CRC (word)
 *     if bit 7 of stepping: CRC (word), length (word), year − 1900, month − 1, day, hour, minute, second, text
 *     for each track: sectors (FFh: end), cylinder, head (bit 7: FM), CRC (low byte)
 *       for each sector: cylinder, head, sector, size code, flags, CRC (low byte)
 *         unless flags has 10h or 20h: length (word), method, data
 *           0 plain · 1 count (word), two bytes · 2 blocks: 0, n, n bytes | l, r, 2·l bytes that are repeated r times
 *
 * With advanced compression everything behind the first 12 bytes is packed, see floppy-lzhuf.ts. CRCs have the polynomial
 * A097h and begin with 0.
 *
 * Source: D. Dunfield, "Teledisk Image File Format Notes" (TD0NOTES.TXT), 2008. Of a sector's CRC these notes say that it
 * covers the header and the packed data; programs compute it from the unpacked data. Either is taken as right.
 */
import { MediaError } from './errors.ts';
import { unpackLzhuf } from './floppy-lzhuf.ts';
import type { SourceDisk, SourceSector, SourceTrack } from './floppy-open.ts';
import { sectorBytes } from './floppy-track.ts';

const HEADER = 12;
/** More than any floppy disk needs; bounds what a damaged file can unfold to. */
const MOST_BYTES = 8 * 1024 * 1024;
/** Versions below this used another packing. */
const FIRST_LZHUF = 0x14;

/** Whether the bytes begin as a Teledisk image does. */
export function isTd0(bytes: Uint8Array): boolean {
  const [a, b] = [bytes[0], bytes[1]];
  const signature = (a === 0x54 && b === 0x44) || (a === 0x74 && b === 0x64);
  // a raw image could begin with these letters: the first volume of a set has the number 0, and the check sum fits
  return signature && bytes.length > HEADER && bytes[2] === 0 && td0Crc(bytes.subarray(0, 10)) === word(bytes, 10);
}

function word(bytes: Uint8Array, at: number): number {
  return bytes[at]! | (bytes[at + 1]! << 8);
}

/** CRC-16 with the polynomial A097h, most significant bit first. */
export function td0Crc(bytes: Uint8Array, crc = 0): number {
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let i = 0; i < 8; i++) crc = (crc & 0x8000) !== 0 ? ((crc << 1) ^ 0xa097) & 0xffff : (crc << 1) & 0xffff;
  }
  return crc;
}

const RATES = [250, 300, 500];

/** Flags of a sector. */
const DATA_ERROR = 0x02;
const DELETED = 0x04;
const NO_DATA = 0x30;
const NO_ID = 0x40;

/** Reads fields one after the other, and tells where the file stops making sense. */
class Fields {
  at = 0;
  readonly #bytes: Uint8Array;
  readonly #where: string;

  constructor(bytes: Uint8Array, packed: boolean) {
    this.#bytes = bytes;
    this.#where = packed ? 'Teledisk image, unpacked offset ' : 'Teledisk image, offset ';
  }

  fail(what: string, at = this.at): never {
    throw new MediaError(what, { where: this.#where + at, hint: 'The file is damaged; get another copy of it' });
  }

  take(count: number, what: string): Uint8Array {
    if (this.at + count > this.#bytes.length) this.fail(`the file ends within ${what}`);
    this.at += count;
    return this.#bytes.subarray(this.at - count, this.at);
  }
}

/**
 * Reads a Teledisk image.
 * @throws MediaError with the offset at which the file stops making sense
 */
export function parseTd0(bytes: Uint8Array): SourceDisk {
  if (bytes.length < HEADER || !/^(TD|td)$/.test(String.fromCharCode(bytes[0]!, bytes[1]!))) {
    throw new MediaError("this is not a Teledisk image, it does not begin with 'TD' or 'td'");
  }
  const where = 'Teledisk image, header';
  if (td0Crc(bytes.subarray(0, 10)) !== word(bytes, 10)) {
    throw new MediaError('the check sum is wrong', { where, hint: 'The file is damaged; get another copy of it' });
  }
  const [packed, sequence, version, rate, stepping] = [bytes[0] === 0x74, bytes[2], bytes[4]!, bytes[5]!, bytes[7]!];
  if (sequence !== 0) {
    throw new MediaError(`this is part ${sequence! + 1} of an image in several files`, {
      where,
      hint: 'Join them with Teledisk first',
    });
  }
  if (packed && version < FIRST_LZHUF) {
    throw new MediaError(`the advanced compression of Teledisk ${(version / 10).toFixed(1)} is not read`, {
      where,
      hint: 'Convert the image with a later version of Teledisk',
    });
  }
  const kbps = RATES[rate & 3];
  if (kbps === undefined) throw new MediaError('the data rate is none of 0 to 2', { where });
  const body = packed ? unpackLzhuf(bytes.subarray(HEADER), MOST_BYTES) : bytes;
  const fields = new Fields(body, packed);
  if (!packed) fields.at = HEADER;
  const warnings = (stepping & 0x80) === 0 ? [] : readComment(fields);
  const tracks: SourceTrack[] = [];
  const seen = new Set<number>();
  let total = 0;
  for (;;) {
    const start = fields.at;
    const count = fields.take(1, 'the list of tracks')[0]!;
    if (count === 0xff) break;
    const rest = fields.take(3, 'a track header');
    const cylinder = rest[0]!;
    const head = rest[1]! & 0x7f;
    if ((td0Crc(Uint8Array.of(count, cylinder, rest[1]!)) & 0xff) !== rest[2]) {
      fields.fail('the check sum of a track header is wrong', start);
    }
    if (head > 1 || cylinder > 95) fields.fail(`there is no cylinder ${cylinder}, head ${head}`, start);
    if (seen.has(cylinder * 2 + head)) fields.fail(`cylinder ${cylinder}, head ${head} is there twice`, start);
    seen.add(cylinder * 2 + head);
    const encoding = ((rest[1]! | rate) & 0x80) !== 0 ? 'fm' : 'mfm';
    const sectors: SourceSector[] = [];
    for (let i = 0; i < count; i++) {
      const sector = readSector(fields);
      if (sector === null) continue;
      total += sector.size;
      if (total > MOST_BYTES) fields.fail('the image unfolds to more than a floppy disk holds');
      sectors.push(sector);
    }
    tracks.push({ cylinder, head, encoding, kbps, sectors });
  }
  if (tracks.every(({ sectors }) => sectors.length === 0)) fields.fail('the image has no sectors');
  const skipped = bytes[8] !== 0 ? ['sectors that no file used were left out when the image was made'] : [];
  return { tracks, warnings: [...warnings, ...skipped] };
}

function readComment(fields: Fields): string[] {
  const start = fields.at;
  const header = fields.take(10, 'the comment');
  const text = fields.take(word(header, 2), 'the comment');
  if (td0Crc(text, td0Crc(header.subarray(2))) === word(header, 0)) return [];
  return [`the check sum of the comment at offset ${start} is wrong`];
}

/** @returns null for data without an identification field, which no command of a controller finds */
function readSector(fields: Fields): SourceSector | null {
  const start = fields.at;
  const header = fields.take(6, 'a sector header');
  const [c, h, r, n, flags, crc] = header as unknown as [number, number, number, number, number, number];
  if (n > 6) fields.fail(`sector size code ${n} is not 0 to 6`, start);
  const size = sectorBytes(n);
  const marks = { deleted: (flags & DELETED) !== 0, dataError: (flags & DATA_ERROR) !== 0 };
  if ((flags & NO_DATA) !== 0) {
    // data that was left out because no file used it is zeros; a field that was not there is missing
    const skipped = (flags & 0x20) === 0;
    return { c, h, r, n, size, data: skipped ? new Uint8Array(size) : undefined, ...marks };
  }
  const head = fields.take(3, 'a sector');
  const length = word(head, 0);
  if (length < 1) fields.fail('the data of a sector has no length', start);
  const block = fields.take(length - 1, 'a sector');
  const data = unfold(head[2]!, block, size);
  if (data === null) fields.fail(`the data of cylinder ${c}, head ${h}, sector ${r} cannot be unpacked`, start);
  const stored = td0Crc(block, td0Crc(head, td0Crc(header.subarray(0, 5)))) & 0xff;
  if (crc !== (td0Crc(data) & 0xff) && crc !== stored) {
    fields.fail(`the check sum of cylinder ${c}, head ${h}, sector ${r} is wrong`, start);
  }
  return (flags & NO_ID) !== 0 ? null : { c, h, r, n, size, data, ...marks };
}

/** Unpacks a sector; null if it does not come out at its size. */
function unfold(method: number, block: Uint8Array, size: number): Uint8Array | null {
  if (method === 0) return block.length === size ? block.slice() : null;
  if (method > 2) return null;
  const out = new Uint8Array(size);
  let filled = 0;
  let at = 0;
  const repeat = (from: number, length: number, times: number): boolean => {
    if (from + length > block.length || filled + length * times > size) return false;
    for (let i = 0; i < times; i++, filled += length) out.set(block.subarray(from, from + length), filled);
    at = from + length;
    return true;
  };
  while (filled < size) {
    if (method === 1) {
      if (at + 4 > block.length || !repeat(at + 2, 2, word(block, at))) return null;
    } else {
      if (at + 2 > block.length) return null;
      const [kind, count] = [block[at]!, block[at + 1]!];
      if (!(kind === 0 ? repeat(at + 2, count, 1) : repeat(at + 2, 2 * kind, count))) return null;
    }
  }
  return out;
}
