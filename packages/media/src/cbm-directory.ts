/**
 * Directory entries of Commodore disks, name patterns and file types.
 *
 * A block of the directory holds eight entries of 32 bytes:
 *
 *     0–1    link to the next block (first entry of a block only)
 *     2      type: bits 0–3 DEL SEQ PRG USR REL, bit 5 being replaced, bit 6 locked, bit 7 closed; 00h = free entry
 *     3, 4   track and sector of the first data block
 *     5–20   name, filled up with A0h
 *     21–23  REL: track and sector of the first side sector, record length
 *     28, 29 track and sector of the new content while a file is replaced
 *     30, 31 blocks, low byte first
 *
 * Names are strings of which each character is one PETSCII byte (0–255).
 *
 * Source: *Inside Commodore DOS*, chapter 4; VIC-1541 User's Manual, "Directory format" and "Pattern matching".
 */

/** File types by number. */
export const CBM_TYPES = ['DEL', 'SEQ', 'PRG', 'USR', 'REL'] as const;
export const CBM_DEL = 0;
export const CBM_SEQ = 1;
export const CBM_PRG = 2;
export const CBM_USR = 3;
export const CBM_REL = 4;

export const CBM_NAME_LENGTH = 16;
/** Fills names up: SHIFT SPACE. */
export const CBM_PAD = 0xa0;
export const CBM_ENTRY = 32;
/** Entries in a block. */
export const CBM_ENTRIES = 8;

const CLOSED = 0x80;
const LOCKED = 0x40;

/** A directory entry. */
export interface CbmEntry {
  /** Where the entry lies: block and number in it, 0–7. */
  readonly track: number;
  readonly sector: number;
  readonly slot: number;
  /** All 16 bytes of the name field. */
  readonly field: string;
  /** Name up to the first A0h. */
  readonly name: string;
  /** 0–15; above 4 unknown. */
  readonly type: number;
  readonly closed: boolean;
  readonly locked: boolean;
  readonly firstTrack: number;
  readonly firstSector: number;
  readonly sideTrack: number;
  readonly sideSector: number;
  readonly recordLength: number;
  readonly blocks: number;
}

/** Bytes as a string of their codes. */
export function cbmString(bytes: Uint8Array, from = 0, to = bytes.length): string {
  let text = '';
  for (let i = from; i < to; i++) text += String.fromCharCode(bytes[i]);
  return text;
}

/** A string of codes 0–255 as bytes. */
export function cbmBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (c) => c.charCodeAt(0) & 0xff);
}

/** Reads entry `slot` of a directory block; undefined if it is free. */
export function readCbmEntry(block: Uint8Array, track: number, sector: number, slot: number): CbmEntry | undefined {
  const at = slot * CBM_ENTRY;
  const typeByte = block[at + 2];
  if (typeByte === 0) return undefined;
  const field = cbmString(block, at + 5, at + 5 + CBM_NAME_LENGTH);
  const pad = field.indexOf('\xa0');
  return {
    track,
    sector,
    slot,
    field,
    name: pad < 0 ? field : field.slice(0, pad),
    type: typeByte & 0x0f,
    closed: (typeByte & CLOSED) !== 0,
    locked: (typeByte & LOCKED) !== 0,
    firstTrack: block[at + 3],
    firstSector: block[at + 4],
    sideTrack: block[at + 21],
    sideSector: block[at + 22],
    recordLength: block[at + 23],
    blocks: block[at + 30] | (block[at + 31] << 8),
  };
}

/** Writes an entry into its slot of a directory block; bytes that it does not describe become 0, the link stays. */
export function writeCbmEntry(block: Uint8Array, entry: CbmEntry): void {
  const at = entry.slot * CBM_ENTRY;
  block.fill(0, at + 2, at + CBM_ENTRY);
  block[at + 2] = entry.type | (entry.locked ? LOCKED : 0) | (entry.closed ? CLOSED : 0);
  block[at + 3] = entry.firstTrack;
  block[at + 4] = entry.firstSector;
  for (let i = 0; i < CBM_NAME_LENGTH; i++) block[at + 5 + i] = entry.field.charCodeAt(i);
  block[at + 21] = entry.sideTrack;
  block[at + 22] = entry.sideSector;
  block[at + 23] = entry.recordLength;
  block[at + 30] = entry.blocks & 0xff;
  block[at + 31] = entry.blocks >> 8;
}

/** A name as its 16-byte field. */
export function nameField(name: string): string {
  return name.slice(0, CBM_NAME_LENGTH).padEnd(CBM_NAME_LENGTH, '\xa0');
}

/**
 * Whether a pattern stands for a name: `?` is any one character, `*` and what follows it is anything, also nothing.
 */
export function matchesCbmPattern(pattern: string, name: string): boolean {
  for (let i = 0; i < pattern.length; i++) {
    if (pattern[i] === '*') return true;
    if (i >= name.length || i >= CBM_NAME_LENGTH) return i >= CBM_NAME_LENGTH;
    if (pattern[i] !== '?' && pattern[i] !== name[i]) return false;
  }
  return name.length === pattern.length || pattern.length >= CBM_NAME_LENGTH;
}

/** Whether a name contains pattern characters. */
export function isCbmPattern(name: string): boolean {
  return name.includes('*') || name.includes('?');
}

/** Type by its letter (`S`, `P`, `U`, `R`/`L`, `D`), undefined for others. */
export function cbmTypeOfLetter(letter: string): number | undefined {
  const index = 'DSPUR'.indexOf(letter);
  return letter === 'L' ? CBM_REL : index < 0 || letter === '' ? undefined : index;
}

/** A file by itself. */
export interface CbmFile {
  /** PETSCII, 1 to 16 characters. */
  readonly name: string;
  readonly type: number;
  readonly bytes: Uint8Array;
  /** Of REL files, 1–254. */
  readonly recordLength?: number;
}
