import {
  CBM_DOS_TYPE,
  CBM_ID,
  CBM_TITLE,
  CBM_TYPES,
  type CbmEntry,
  type CbmFileSystem,
  matchesCbmPattern,
} from '@backplane/media';
import { parsePatterns } from './names.ts';

/** Where a directory listing wants to be loaded, and the link of each of its lines; BASIC makes both right. */
const LOAD_ADDRESS = [0x01, 0x04];
const LINK = [0x01, 0x01];
const REVERSE = 0x12;
const QUOTE = 0x22;
/** Characters of a line behind its number. */
const LINE = 27;

/**
 * The directory as a BASIC program, as `LOAD"$",8` gets it: the disk's name in reverse video, a line for each file with
 * its blocks as number, and the free blocks.
 * @param text what stands behind `$`: nothing, the drive, patterns with or without a colon before them
 * @throws CbmError if the disk cannot be read
 */
export function directoryListing(fs: CbmFileSystem, text: string): Uint8Array {
  const colon = text.indexOf(':');
  // without a colon a digit is the drive
  const [, drive = '', rest = ''] = /^([0-9]*)(.*)$/s.exec(text)!;
  const patterns = parsePatterns(colon < 0 ? `${drive}:${rest}` : text);
  const out: number[] = [...LOAD_ADDRESS, ...LINK, 0, 0, REVERSE, QUOTE];
  const header = fs.header();
  const visible = (byte: number): number => (byte === 0xa0 ? 0x20 : byte);
  for (let i = 0; i < 16; i++) out.push(visible(header[CBM_TITLE + i]!));
  out.push(QUOTE, 0x20, visible(header[CBM_ID]!), visible(header[CBM_ID + 1]!), 0x20);
  out.push(visible(header[CBM_DOS_TYPE]!), visible(header[CBM_DOS_TYPE + 1]!), 0);
  for (const entry of fs.entries()) {
    const wanted = patterns.some(
      ({ pattern, type }) =>
        matchesCbmPattern(pattern === '' ? '*' : pattern, entry.name) && (type === undefined || type === entry.type),
    );
    if (wanted) out.push(...LINK, ...entryLine(entry));
  }
  const free = fs.freeBlocks;
  out.push(...LINK, free & 0xff, free >> 8, ...codes('BLOCKS FREE.'.padEnd(25)), 0, 0, 0);
  return Uint8Array.from(out);
}

function codes(text: string): number[] {
  return Array.from(text, (c) => c.charCodeAt(0));
}

function entryLine(entry: CbmEntry): number[] {
  const { blocks, field } = entry;
  const pad = blocks < 10 ? 3 : blocks < 100 ? 2 : 1;
  const end = field.indexOf('\xa0');
  // the quote stands behind the name; what the field holds behind it is shown after the quote
  const name = end < 0 ? `${field}"` : `${field.slice(0, end)}"${field.slice(end + 1).replaceAll('\xa0', ' ')}`;
  const type = (CBM_TYPES as readonly string[])[entry.type] ?? '???';
  const line = `${' '.repeat(pad)}"${name.padEnd(17)}${entry.closed ? ' ' : '*'}${type}${entry.locked ? '<' : ' '}`;
  return [blocks & 0xff, blocks >> 8, ...codes(line.padEnd(LINE).slice(0, LINE)), 0];
}
