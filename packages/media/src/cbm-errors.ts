/**
 * Error numbers of Commodore's disk operating system, and the error that carries one.
 *
 * Source: VIC-1541 User's Manual, appendix "Disk error messages"; Immers and Neufeld, *Inside Commodore DOS*, appendix B.
 */
import { MediaError } from './errors.ts';

/** Text of each message as the drive sends it, by number. `OK` begins with a space. */
export const CBM_MESSAGES: Readonly<Record<number, string>> = {
  0: ' OK',
  1: 'FILES SCRATCHED',
  20: 'READ ERROR',
  21: 'READ ERROR',
  22: 'READ ERROR',
  23: 'READ ERROR',
  24: 'READ ERROR',
  25: 'WRITE ERROR',
  26: 'WRITE PROTECT ON',
  27: 'READ ERROR',
  28: 'WRITE ERROR',
  29: 'DISK ID MISMATCH',
  30: 'SYNTAX ERROR',
  31: 'SYNTAX ERROR',
  32: 'SYNTAX ERROR',
  33: 'SYNTAX ERROR',
  34: 'SYNTAX ERROR',
  39: 'SYNTAX ERROR',
  50: 'RECORD NOT PRESENT',
  51: 'OVERFLOW IN RECORD',
  52: 'FILE TOO LARGE',
  60: 'WRITE FILE OPEN',
  61: 'FILE NOT OPEN',
  62: 'FILE NOT FOUND',
  63: 'FILE EXISTS',
  64: 'FILE TYPE MISMATCH',
  65: 'NO BLOCK',
  66: 'ILLEGAL TRACK OR SECTOR',
  67: 'ILLEGAL TRACK OR SECTOR',
  70: 'NO CHANNEL',
  71: 'DIR ERROR',
  72: 'DISK FULL',
  73: 'CBM DOS V2.6 1541',
  74: 'DRIVE NOT READY',
};

/** What the numbers mean, for people. */
const MEANINGS: Readonly<Record<number, string>> = {
  20: 'the block header was not found',
  21: 'there is no sync mark on the track',
  22: 'the data block is not there',
  23: 'the data block has a wrong check sum',
  24: 'the data block has bytes that are no GCR code',
  25: 'what was written reads back differently',
  26: 'the disk is write-protected',
  27: 'the block header has a wrong check sum',
  28: 'the data block is too long',
  29: 'the block carries the identification of another disk',
  34: 'there is no file name',
  52: 'the file is too large',
  60: 'the file was never closed',
  62: 'there is no such file',
  63: 'there is a file of this name already',
  64: 'the file is of another type',
  65: 'the block is in use',
  66: 'there is no such track or sector',
  67: 'a chain of blocks leads to a track or sector that does not exist',
  71: 'the block availability map contradicts itself',
  72: 'the disk or its directory is full',
  74: 'there is no disk that can be read',
};

/** What the owner of the disk can do about it. */
const HINTS: Readonly<Record<number, string>> = {
  20: 'Get another copy of the image',
  21: 'Get another copy of the image',
  22: 'Write the block afresh, or get another copy of the image',
  23: 'Write the block afresh, or get another copy of the image',
  24: 'Write the block afresh, or get another copy of the image',
  25: 'See why the host could not write the image',
  26: 'Insert it without write protection, or use another disk',
  27: 'Get another copy of the image',
  29: 'Get another copy of the image',
  34: 'Give one of up to 16 characters',
  52: 'A relative file has 720 blocks at most',
  60: 'Validate the disk; that takes the file away',
  62: 'Look at the directory for its name',
  63: 'Choose another name, or delete that file first',
  67: 'Copy what can be read to another disk',
  72: 'Delete files, or use another disk',
  74: 'Insert a formatted disk',
};

/** A DOS error. `code` is the number that the guest reads from the error channel, with a track and a sector. */
export class CbmError extends MediaError {
  readonly code: number;
  readonly track: number;
  readonly sector: number;

  constructor(code: number, track = 0, sector = 0, hint = '') {
    const meaning = MEANINGS[code] ?? (CBM_MESSAGES[code] ?? 'unknown error').toLowerCase();
    super(`${meaning} (DOS error ${code})`, {
      ...(track === 0 ? {} : { where: `track ${track}, sector ${sector}` }),
      hint: hint === '' ? (HINTS[code] ?? '') : hint,
    });
    this.name = 'CbmError';
    this.code = code;
    this.track = track;
    this.sector = sector;
  }
}
