/**
 * Directory entries of CP/M 2.2: 32 bytes each, read without trusting them, and written.
 *
 *     St N1…N8 T1 T2 T3 Ex S1 S2 RC  d0 … d15
 *
 * St 0–15 user number, E5h free, other values belong to other systems. Bit 7 of T1' is read-only, of T2' system, of
 * T3' archived. Ex (5 bits) and S2 (6 bits) number the last 16 KiB extent that the entry describes, RC counts its
 * records. d: 16 block numbers of a byte, or 8 of a word on disks of more than 256 blocks; 0 = none.
 *
 * Sources: CP/M 2.2 Operating System Manual, section 5 ("File Control Blocks"); cpmtools manual page cpm(5).
 */
import type { DiskParameterBlock } from './cpm-format.ts';

/** Bytes in a directory entry. */
export const ENTRY = 32;
/** St of a free entry; also what a formatted disk is filled with. */
export const FREE = 0xe5;
/** End of text, and padding of the last record of a text file. */
export const EOF_BYTE = 0x1a;

/** What bits 7 of the type mean. */
export interface CpmAttributes {
  /** T1': the file is read-only. */
  readonly readOnly: boolean;
  /** T2': not shown by DIR. */
  readonly system: boolean;
  /** T3': unchanged since the last backup. */
  readonly archived: boolean;
}

/** Who a file is: user number and `NAME.TYP` (no dot if there is no type). */
export interface CpmFileName {
  /** 0–15. */
  readonly user: number;
  readonly name: string;
}

/** One entry in use, as it stands there. */
export interface DirectoryEntry extends CpmAttributes, CpmFileName {
  readonly index: number;
  /** Number of the last logical extent, 0–2047. */
  readonly extent: number;
  /** Records in the last logical extent, at most 128. */
  readonly recordCount: number;
  /** Block numbers, 16 or 8, 0 = none; not checked. */
  readonly blocks: number[];
}

/** Characters that cannot stand in a file name (Operating System Manual, section 1.3). */
export const FORBIDDEN = '<>.,;:=?*[]';

/** Whether a byte can stand in a stored file name: printable, no blank, none of {@link FORBIDDEN}. */
export function isNameByte(code: number): boolean {
  return code > 0x20 && code < 0x7f && !FORBIDDEN.includes(String.fromCharCode(code));
}

/** Key of a file in maps. */
export function fileKey(file: CpmFileName): string {
  return `${file.user}:${file.name}`;
}

/** Block numbers in an entry: 16, or 8 where they are words. */
export function pointersPerEntry(dpb: DiskParameterBlock): number {
  return dpb.dsm > 255 ? 8 : 16;
}

/** Blocks that one entry can really use: fewer than its pointers if EXM says so. */
export function blocksPerEntry(dpb: DiskParameterBlock): number {
  return Math.min(pointersPerEntry(dpb), ((dpb.exm + 1) * 128) >> dpb.bsh);
}

/** Blocks of the directory itself. */
export function reservedBlocks(dpb: DiskParameterBlock): number {
  let bits = (dpb.al0 << 8) | dpb.al1;
  let count = 0;
  for (; bits !== 0; bits &= bits - 1) count++;
  return count;
}

/** The 11 bytes of a name as they are stored, without attributes; `undefined` if it is no CP/M file name. */
export function nameBytes(name: string): Uint8Array | undefined {
  const dot = name.indexOf('.');
  const base = dot < 0 ? name : name.slice(0, dot);
  const type = dot < 0 ? '' : name.slice(dot + 1);
  if (base.length < 1 || base.length > 8 || type.length > 3 || (dot >= 0 && type === '')) return undefined;
  const bytes = new Uint8Array(11).fill(0x20);
  for (const [start, part] of [
    [0, base],
    [8, type],
  ] as const) {
    for (let i = 0; i < part.length; i++) {
      const code = part.charCodeAt(i);
      if (!isNameByte(code)) return undefined;
      bytes[start + i] = code;
    }
  }
  return bytes;
}

/** `NAME.TYP` from 11 stored bytes; `undefined` if they are not a file name. */
function storedName(directory: Uint8Array, at: number): string | undefined {
  const part = (start: number, length: number): string | undefined => {
    let text = '';
    let ended = false;
    for (let i = 0; i < length; i++) {
      const code = directory[at + start + i] & 0x7f;
      if (code === 0x20) {
        ended = true;
      } else {
        if (ended || !isNameByte(code)) return undefined;
        text += String.fromCharCode(code);
      }
    }
    return text;
  };
  const base = part(0, 8);
  const type = part(8, 3);
  if (base === undefined || base === '' || type === undefined) return undefined;
  return type === '' ? base : `${base}.${type}`;
}

/** What {@link readEntry} found: a file's entry, `free`, `other` (another system's), or what is wrong with it. */
export type EntryReading =
  | { readonly kind: 'file'; readonly entry: DirectoryEntry }
  | { readonly kind: 'free' | 'other' }
  | { readonly kind: 'bad'; readonly reason: string };

/** Reads the entry with this index from the bytes of a directory. Never throws. */
export function readEntry(directory: Uint8Array, index: number, dpb: DiskParameterBlock): EntryReading {
  const at = index * ENTRY;
  const status = directory[at];
  if (status === FREE) return { kind: 'free' };
  // 16–31 passwords (CP/M 3) or users of the BDOS's own, 32 label, 33 time stamps.
  if (status > 15 && status <= 33) return { kind: 'other' };
  if (status > 33) return { kind: 'bad', reason: `user number ${status}` };
  const name = storedName(directory, at + 1);
  if (name === undefined) return { kind: 'bad', reason: 'the name contains characters that CP/M does not allow' };
  const blocks: number[] = [];
  const wide = dpb.dsm > 255;
  for (let i = 0; i < (wide ? 8 : 16); i++) {
    blocks.push(wide ? directory[at + 16 + 2 * i] | (directory[at + 17 + 2 * i] << 8) : directory[at + 16 + i]);
  }
  return {
    kind: 'file',
    entry: {
      index,
      user: status,
      name,
      readOnly: (directory[at + 9] & 0x80) !== 0,
      system: (directory[at + 10] & 0x80) !== 0,
      archived: (directory[at + 11] & 0x80) !== 0,
      extent: (directory[at + 12] & 0x1f) | ((directory[at + 14] & 0x3f) << 5),
      recordCount: Math.min(directory[at + 15], 128),
      blocks,
    },
  };
}

/** Position in the file of an entry's first block. */
export function firstBlock(entry: DirectoryEntry, dpb: DiskParameterBlock): number {
  return Math.floor(entry.extent / (dpb.exm + 1)) * blocksPerEntry(dpb);
}

/** Records that a file has, going by one of its entries. */
export function recordsUpTo(entry: DirectoryEntry): number {
  return entry.extent * 128 + entry.recordCount;
}

/** Directory entries that a file of this many records needs. */
export function entriesNeeded(records: number, dpb: DiskParameterBlock): number {
  return Math.max(1, Math.ceil(records / ((dpb.exm + 1) * 128)));
}

/**
 * The directory entries of a file: an array of 32-byte entries, in order.
 *
 * @param blocks block number of each block of the file, 0 for none; as many as the records need
 */
export function writeEntries(
  file: CpmFileName & CpmAttributes,
  records: number,
  blocks: readonly number[],
  dpb: DiskParameterBlock,
): Uint8Array[] {
  const name = nameBytes(file.name)!;
  if (file.readOnly) name[8] |= 0x80;
  if (file.system) name[9] |= 0x80;
  if (file.archived) name[10] |= 0x80;
  const perEntry = (dpb.exm + 1) * 128;
  const pointers = blocksPerEntry(dpb);
  const wide = dpb.dsm > 255;
  const entries: Uint8Array[] = [];
  for (let e = 0; e < entriesNeeded(records, dpb); e++) {
    const inEntry = Math.min(perEntry, records - e * perEntry);
    const last = inEntry === 0 ? 0 : Math.ceil(inEntry / 128) - 1;
    const extent = e * (dpb.exm + 1) + last;
    const entry = new Uint8Array(ENTRY);
    entry[0] = file.user;
    entry.set(name, 1);
    entry[12] = extent & 0x1f;
    entry[14] = extent >> 5;
    entry[15] = inEntry - last * 128;
    for (let i = 0; i < pointers; i++) {
      const block = blocks[e * pointers + i] ?? 0;
      if (wide) {
        entry[16 + 2 * i] = block & 0xff;
        entry[17 + 2 * i] = block >> 8;
      } else {
        entry[16 + i] = block;
      }
    }
    entries.push(entry);
  }
  return entries;
}
