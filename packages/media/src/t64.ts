/**
 * T64 archives: files of a Commodore 64 with the load addresses that they had on tape, read only.
 *
 *     0    signature, begins with "C64"
 *     32   version (2), entries that there is room for (2), entries in use (2), unused (2), name of the tape (24)
 *     64   entries of 32 bytes: kind (0 free, 1 file, others: memory images), type of the file, start address (2),
 *          end address + 1 (2), unused (2), offset of the data (4), unused (4), name (16) filled up with 20h
 *
 * Many archives tell wrong numbers: no entries in use although there is one, or the end address C3C6h whatever the
 * length. What counts here is the data: a file reaches from its offset to the next one's, or to the end of the archive.
 *
 * Source: Peter Schepers, "T64 (tape containers for C64s)".
 */
import { CBM_PRG, type CbmFile } from './cbm-directory.ts';
import { MediaError } from './errors.ts';

const HEADER = 64;
const ENTRY = 32;
/** The largest image of memory. */
const MOST_DATA = 0x10000;

export interface T64Archive {
  /** Name of the tape, PETSCII. */
  readonly title: string;
  readonly files: readonly CbmFile[];
  readonly warnings: readonly string[];
}

/** Whether the bytes begin as a T64 archive does. */
export function isT64(bytes: Uint8Array): boolean {
  return (
    bytes.length >= HEADER &&
    bytes[0] === 0x43 &&
    bytes[1] === 0x36 &&
    bytes[2] === 0x34 &&
    // a P00 file begins in the same way
    bytes[3] !== 0x46
  );
}

function name(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte === 0 ? 0x20 : byte);
  return text.replace(/[ \xa0]+$/, '');
}

/**
 * Reads the files of an archive, each with its load address in front.
 * @throws MediaError if it is none, or none of its entries leads to data
 */
export function parseT64(bytes: Uint8Array): T64Archive {
  if (!isT64(bytes)) throw new MediaError("this is not a T64 archive, it does not begin with 'C64'");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const room = Math.max(1, view.getUint16(34, true));
  const used = view.getUint16(36, true);
  const warnings: string[] = [];
  const found: { entry: number; offset: number; start: number; end: number; name: string }[] = [];
  for (let entry = 0; entry < room; entry++) {
    const at = HEADER + entry * ENTRY;
    if (at + ENTRY > bytes.length) {
      if (entry < used) warnings.push(`the archive ends within its directory, at entry ${entry + 1} of ${room}`);
      break;
    }
    const kind = bytes[at];
    if (kind === 0) continue;
    const title = name(bytes.subarray(at + 16, at + 32));
    if (kind !== 1) {
      warnings.push(`entry ${entry + 1} is no file but an image of kind ${kind}; it is left out`);
      continue;
    }
    const offset = view.getUint32(at + 8, true);
    if (offset < HEADER || offset >= bytes.length) {
      warnings.push(`entry ${entry + 1} lies outside the archive, at ${offset}; it is left out`);
      continue;
    }
    found.push({ entry, offset, start: view.getUint16(at + 2, true), end: view.getUint16(at + 4, true), name: title });
  }
  if (found.length === 0) {
    throw new MediaError('the T64 archive has no file in it', {
      where: `directory of ${room} entries`,
      hint: warnings.length > 0 ? `${warnings[0]}. Get another copy of it` : 'Get another copy of it',
    });
  }
  if (used !== found.length && used !== 0) {
    warnings.push(`the archive says that it holds ${used} files, there are ${found.length}`);
  }
  const offsets = [...new Set(found.map((file) => file.offset))].sort((a, b) => a - b);
  const names = new Set<string>();
  const files = found.map((file): CbmFile => {
    const limit = offsets.find((offset) => offset > file.offset) ?? bytes.length;
    const there = Math.min(limit - file.offset, MOST_DATA);
    const said = (file.end === 0 ? 0x10000 : file.end) - file.start;
    let length = there;
    // an archive may be filled up behind its last file: a shorter length is believed, a longer one cannot be true
    if (said > 0 && said <= there && file.end !== 0xc3c6) length = said;
    else if (said !== there) {
      warnings.push(`${file.name}: the archive gives ${Math.max(0, said)} bytes, there are ${there}, which are used`);
    }
    const data = new Uint8Array(length + 2);
    data[0] = file.start & 0xff;
    data[1] = file.start >> 8;
    data.set(bytes.subarray(file.offset, file.offset + length), 2);
    let unique = file.name === '' ? `FILE ${file.entry + 1}` : file.name;
    for (let n = 2; names.has(unique); n++) unique = `${file.name.slice(0, 15 - String(n).length)} ${n}`;
    names.add(unique);
    return { name: unique, type: CBM_PRG, bytes: data };
  });
  return { title: name(bytes.subarray(40, 64)), files, warnings };
}
