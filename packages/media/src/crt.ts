/**
 * CRT images: a cartridge's ROM chips with the wiring they need.
 *
 * | offset | bytes | |
 * | --- | --- | --- |
 * | 00h | 16 | `C64 CARTRIDGE`, padded with blanks |
 * | 10h | 4 | length of the header (most significant byte first, as all numbers) |
 * | 14h | 2 | version |
 * | 16h | 2 | hardware type |
 * | 18h | 1 | level of EXROM, 0 = low |
 * | 19h | 1 | level of GAME |
 * | 1Ah | 1 | revision of the hardware, 0 in files older than the field |
 * | 20h | 32 | name |
 *
 * Then for each chip `CHIP`, length of the packet (4), kind (2: ROM, RAM, flash, EEPROM), bank (2), address (2), size (2)
 * and the bytes.
 *
 * Source: Peter Schepers, "CRT (Cartridge images)"; VICE manual, "The CRT cartridge image format".
 */
import { MediaError } from './errors.ts';

const SIGNATURE = 'C64 CARTRIDGE   ';
/** Bytes of the header's fields. Some tools wrote a length of 20h and meant 40h. */
const HEADER = 0x40;
const CHIP_HEADER = 0x10;
/** No cartridge of the time, nor any later one in this format, is larger. */
const LARGEST = 0x1000000;

export const CRT_KINDS = ['rom', 'ram', 'flash', 'eeprom'] as const;

/** A chip of a cartridge. */
export interface CrtChip {
  readonly kind: (typeof CRT_KINDS)[number];
  readonly bank: number;
  /** 8000h, A000h or E000h. */
  readonly address: number;
  /** Not copied. Empty for RAM. */
  readonly data: Uint8Array;
}

/** A cartridge image. */
export interface CrtImage {
  readonly name: string;
  /** Number of the kind of board, see CRT_HARDWARE. */
  readonly hardware: number;
  /** Variant of that board, 0 = the usual one. Absent is 0. */
  readonly revision?: number;
  /** Level of EXROM and GAME at the start: true = low, asserted. */
  readonly exrom: boolean;
  readonly game: boolean;
  readonly chips: readonly CrtChip[];
  readonly warnings: readonly string[];
}

/** Names of hardware types, for messages. */
export const CRT_HARDWARE: Readonly<Record<number, string>> = {
  0: 'generic cartridge',
  1: 'Action Replay',
  2: 'KCS Power Cartridge',
  3: 'Final Cartridge III',
  4: 'Simons BASIC',
  5: 'Ocean',
  6: 'Expert Cartridge',
  7: 'Fun Play',
  8: 'Super Games',
  9: 'Atomic Power, Nordic Power',
  10: 'Epyx FastLoad',
  11: 'Westermann',
  12: 'REX Utility',
  13: 'Final Cartridge I',
  14: 'Magic Formel',
  15: 'C64 Game System, System 3',
  16: 'WarpSpeed',
  17: 'Dinamic',
  18: 'Zaxxon',
  19: 'Magic Desk, Domark, HES Australia',
  20: 'Super Snapshot V5',
  21: 'COMAL 80',
  22: 'Structured BASIC',
  23: 'Ross',
  32: 'EasyFlash',
  36: 'Retro Replay',
  38: 'MMC Replay',
  53: 'Pagefox',
};

/** True if the bytes begin like a CRT image. */
export function isCrt(bytes: Uint8Array): boolean {
  return bytes.length >= SIGNATURE.length && text(bytes, 0, SIGNATURE.length) === SIGNATURE;
}

function text(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}

const word = (bytes: Uint8Array, at: number): number => (bytes[at]! << 8) | bytes[at + 1]!;
const long = (bytes: Uint8Array, at: number): number => word(bytes, at) * 0x10000 + word(bytes, at + 2);
const hex = (n: number): string => `${n.toString(16).toUpperCase()}h`;

/**
 * Reads a CRT image. The chips' bytes are those of the image, not copied.
 * @throws MediaError that says at which offset what is wrong
 */
export function parseCrt(bytes: Uint8Array): CrtImage {
  if (!isCrt(bytes)) {
    throw new MediaError('this is no CRT image', { hint: 'One begins with the words "C64 CARTRIDGE".' });
  }
  if (bytes.length < HEADER) {
    throw new MediaError(`the header is cut off: ${bytes.length} of ${HEADER} bytes are there`);
  }
  if (bytes.length > LARGEST) {
    throw new MediaError(`the image has ${bytes.length} bytes; no cartridge has more than ${LARGEST}`);
  }
  const warnings: string[] = [];
  const stated = long(bytes, 0x10);
  let at = stated;
  if (stated < HEADER) {
    warnings.push(`the header says that it is ${stated} bytes long; it is taken as ${HEADER}`);
    at = HEADER;
  }
  const chips: CrtChip[] = [];
  while (at < bytes.length) {
    const where = `offset ${hex(at)}`;
    if (at + CHIP_HEADER > bytes.length) {
      warnings.push(`${bytes.length - at} bytes after the last chip are no chip`);
      break;
    }
    if (text(bytes, at, 4) !== 'CHIP') {
      throw new MediaError('a chip should begin here with the letters "CHIP"', { where });
    }
    const packet = long(bytes, at + 4);
    const kind = CRT_KINDS[word(bytes, at + 8)];
    const size = word(bytes, at + 14);
    if (kind === undefined) throw new MediaError(`there is no chip of kind ${word(bytes, at + 8)}`, { where });
    const stored = kind === 'ram' && packet === CHIP_HEADER ? 0 : size;
    if (at + CHIP_HEADER + stored > bytes.length) {
      throw new MediaError(`the chip has ${size} bytes, and ${bytes.length - at - CHIP_HEADER} are there`, {
        where,
        hint: 'The file has been cut off: get it again.',
      });
    }
    if (packet !== CHIP_HEADER + stored) {
      warnings.push(`${where}: the packet says ${packet} bytes; its chip makes it ${CHIP_HEADER + stored}`);
    }
    const address = word(bytes, at + 12);
    if (address < 0x8000) throw new MediaError(`a chip at ${hex(address)} is outside of 8000h to FFFFh`, { where });
    const data = bytes.subarray(at + CHIP_HEADER, at + CHIP_HEADER + stored);
    chips.push({ kind, bank: word(bytes, at + 10), address, data });
    at += CHIP_HEADER + stored;
  }
  if (chips.length === 0) throw new MediaError('the cartridge has no chip', { where: `offset ${hex(at)}` });
  return {
    name: text(bytes, 0x20, 32).replace(/\0.*$/s, '').trim(),
    hardware: word(bytes, 0x16),
    revision: bytes[0x1a]!,
    exrom: bytes[0x18] === 0,
    game: bytes[0x19] === 0,
    chips,
    warnings,
  };
}
