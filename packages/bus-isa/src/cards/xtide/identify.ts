import type { HardDisk } from '@backplane/media';

/*
 * What IDENTIFY DRIVE returns: ANSI X3.221 (ATA-1) and X3.279 (ATA-2), table "Identify drive information"
 */

/** Sectors that READ and WRITE MULTIPLE transfer at most as one block. */
export const MOST_MULTIPLE = 16;

/** What the drive is set to, as IDENTIFY reports it. */
export interface DriveSettings {
  readonly cylinders: number;
  readonly heads: number;
  readonly sectors: number;
  /** Sectors of a block; 0 = READ and WRITE MULTIPLE are off. */
  readonly multiple: number;
}

/** First vendor-specific word: `BP`, then the heads and sectors with which the partitions were made (0 = as the drive). */
const VENDOR = 129;

/** Puts text into words, the first character in the upper half. */
function text(words: Uint16Array, at: number, count: number, string: string): void {
  const padded = string.padEnd(count * 2, ' ');
  for (let i = 0; i < count; i++) words[at + i] = (padded.charCodeAt(i * 2) << 8) | padded.charCodeAt(i * 2 + 1);
}

/**
 * The 256 words of IDENTIFY DRIVE.
 * @param serial at most 20 characters
 */
export function identifyWords(disk: HardDisk, settings: DriveSettings, serial: string): Uint16Array {
  const words = new Uint16Array(256);
  const { shape, blocks } = disk;
  words[0] = 0x0040; // not removable
  words[1] = shape.cylinders;
  words[3] = shape.heads;
  words[4] = shape.sectors * 512; // unformatted bytes of a track
  words[5] = 512; // of a sector
  words[6] = shape.sectors;
  text(words, 10, 10, serial);
  words[20] = 3; // two-ported buffer that reads ahead
  words[21] = shape.sectors; // its size in sectors
  words[22] = 4; // ECC bytes of the long commands
  text(words, 23, 4, '1.0');
  text(words, 27, 20, 'Backplane hard disk');
  words[47] = 0x8000 | MOST_MULTIPLE;
  words[49] = 0x0200; // LBA
  words[53] = 1; // words 54 to 58 are valid
  words[54] = settings.cylinders;
  words[55] = settings.heads;
  words[56] = settings.sectors;
  const current = settings.cylinders * settings.heads * settings.sectors;
  words[57] = current & 0xffff;
  words[58] = current >>> 16;
  if (settings.multiple !== 0) words[59] = 0x0100 | settings.multiple;
  words[60] = blocks & 0xffff;
  words[61] = blocks >>> 16;
  words[VENDOR] = 0x4250;
  words[VENDOR + 1] = disk.translation?.heads ?? 0;
  words[VENDOR + 2] = disk.translation?.sectors ?? 0;
  return words;
}
