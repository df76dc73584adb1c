/**
 * Commands on channel 15.
 *
 * Source: VIC-1541 User's Manual, chapters 4 to 7; *Inside Commodore DOS*, chapters 2 and 6.
 */
import {
  CBM_BLOCK,
  CBM_REL,
  type CbmEntry,
  CbmError,
  type CbmFileSystem,
  isCbmPattern,
  matchesCbmPattern,
} from '@backplane/media';
import type { CbmDos } from './dos.ts';
import { parseNumbers, parsePatterns, splitDrive } from './names.ts';
import { createRelative, readRecord, recordCount, writeRecord } from './relative.ts';

/** End of the drive's memory, and of the copy of it that its address decoding shows. */
const MEMORY_MASK = 0x7ff;
const MEMORY_END = 0x1800;

/**
 * Runs a command line. The status is set by what happens, unless an error is thrown.
 * @param raw the line as it came, with the CR that PRINT# puts behind it
 * @throws CbmError
 */
export function runCommand(dos: CbmDos, raw: string, t: number): void {
  dos.setStatus(0);
  const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
  switch (line.slice(0, 1)) {
    case '':
      return;
    case 'I':
      initialise(dos);
      return;
    case 'N':
      format(dos, line);
      return;
    case 'S':
      scratch(dos, argument(line));
      return;
    case 'R':
      rename(dos, argument(line));
      return;
    case 'C':
      copy(dos, argument(line));
      return;
    case 'V':
      dos.checkWritable();
      for (let n = 0; n < dos.channels.length; n++) dos.closeChannel(n);
      dos.fs.validate();
      return;
    case 'P':
      if (line.length < 4) throw new CbmError(30);
      dos.position(code(line, 1) & 0x0f, code(line, 2) | (code(line, 3) << 8), code(line, 4));
      return;
    case 'B':
      block(dos, line, t);
      return;
    case 'U':
      user(dos, line, t);
      return;
    case 'M':
      memory(dos, raw, line.length, t);
      return;
    default:
      throw new CbmError(31);
  }
}

/** Code of a character, 0 behind the end. */
function code(text: string, at: number): number {
  return at < text.length ? text.charCodeAt(at) & 0xff : 0;
}

/** What follows the command's word, with the drive number: `S0:A,B` → `0:A,B`. @throws CbmError 34 if nothing does */
function argument(line: string): string {
  const colon = line.indexOf(':');
  if (colon < 0) throw new CbmError(34);
  const drive = /[0-9]*$/.exec(line.slice(0, colon))![0];
  const text = `${drive}:${line.slice(colon + 1)}`;
  if (text.length === drive.length + 1) throw new CbmError(34);
  return text;
}

function initialise(dos: CbmDos): void {
  // a real drive reads the map into its memory; here every access reads the disk
  dos.fs.header();
}

function format(dos: CbmDos, line: string): void {
  const text = splitDrive(argument(line));
  const [name = '', id] = text.split(',');
  if (name === '') throw new CbmError(34);
  dos.checkWritable();
  for (let n = 0; n < dos.channels.length; n++) dos.channels[n] = null;
  dos.fs.format(name.slice(0, 16), id === undefined || id === '' ? null : id.slice(0, 2).padEnd(2, '\xa0'));
}

function scratch(dos: CbmDos, text: string): void {
  const patterns = parsePatterns(text);
  dos.checkWritable();
  const fs = dos.fs;
  let count = 0;
  for (const entry of fs.entries()) {
    const meant = patterns.some(
      ({ pattern, type }) =>
        pattern !== '' && matchesCbmPattern(pattern, entry.name) && (type === undefined || type === entry.type),
    );
    if (!meant || entry.locked || isOpen(dos, entry)) continue;
    fs.deleteFile(entry);
    count++;
  }
  dos.setStatus(1, count % 100);
}

/** True if a channel writes to a file or has its records. */
function isOpen(dos: CbmDos, entry: CbmEntry): boolean {
  return dos.channels.some(
    (channel) =>
      channel !== null &&
      channel.entryTrack === entry.track &&
      channel.entrySector === entry.sector &&
      channel.entrySlot === entry.slot,
  );
}

/** Splits `new=old`. @throws CbmError 30 without `=`, 33 for a new name that is a pattern, 34 for an empty one */
function splitEquals(text: string): readonly [string, string] {
  const equals = text.indexOf('=');
  if (equals < 0) throw new CbmError(30);
  const name = splitDrive(text.slice(0, equals));
  if (name === '' || equals === text.length - 1) throw new CbmError(34);
  if (isCbmPattern(name)) throw new CbmError(33);
  return [name, text.slice(equals + 1)];
}

function existing(fs: CbmFileSystem, pattern: string): CbmEntry {
  const entry = fs.entries().find((e) => matchesCbmPattern(pattern, e.name));
  if (entry === undefined) throw new CbmError(62);
  return entry;
}

function rename(dos: CbmDos, text: string): void {
  const [name, old] = splitEquals(text);
  dos.checkWritable();
  const fs = dos.fs;
  const entry = existing(fs, splitDrive(old));
  fs.renameFile(entry, name.slice(0, 16));
}

function copy(dos: CbmDos, text: string): void {
  const [name, list] = splitEquals(text);
  dos.checkWritable();
  const fs = dos.fs;
  const sources = list.split(',').map((field) => existing(fs, splitDrive(field)));
  for (const source of sources) if (!source.closed) throw new CbmError(60);
  const first = sources[0]!;
  if (first.type === CBM_REL || sources.some((source) => source.type === CBM_REL)) {
    if (sources.length > 1) throw new CbmError(64);
    copyRelative(fs, first, name);
    return;
  }
  const contents = sources.map((source) => fs.readFile(source));
  const whole = new Uint8Array(contents.reduce((sum, bytes) => sum + bytes.length, 0));
  let at = 0;
  for (const bytes of contents) {
    whole.set(bytes, at);
    at += bytes.length;
  }
  fs.writeFile(name.slice(0, 16), first.type, whole);
}

function copyRelative(fs: CbmFileSystem, source: CbmEntry, name: string): void {
  let copied = createRelative(fs, name.slice(0, 16), CBM_REL, source.recordLength);
  const records = recordCount(fs, source);
  for (let record = 0; record < records; record++) {
    const bytes = readRecord(fs, source, record);
    if (bytes !== undefined) copied = writeRecord(fs, copied, record, bytes);
  }
}

// ---------------------------------------------------------------- blocks

/** Reads a block into a channel's buffer; what is readable of a bad one is there too. @throws CbmError */
function readBlock(dos: CbmDos, channel: number, drive: number, track: number, sector: number): Uint8Array {
  if (drive !== 0) throw new CbmError(74);
  const { disk } = dos.fs;
  const target = dos.buffer(dos.direct(channel).buffer);
  const error = disk.exists(track, sector) ? disk.errorAt(track, sector) : 66;
  if (error === 22 || error === 23 || error === 24) target.set(disk.raw(track, sector)!);
  target.set(disk.read(track, sector));
  return target;
}

function writeBlock(dos: CbmDos, channel: number, drive: number, track: number, sector: number): void {
  if (drive !== 0) throw new CbmError(74);
  dos.fs.disk.write(track, sector, dos.buffer(dos.direct(channel).buffer));
}

/** U1: the whole block, from its first byte. */
function userRead(dos: CbmDos, text: string): void {
  const [n, drive, track, sector] = parseNumbers(text, 4) as [number, number, number, number];
  const channel = dos.direct(n);
  channel.fresh = false;
  channel.at = 0;
  channel.end = CBM_BLOCK - 1;
  readBlock(dos, n, drive, track, sector);
}

function userWrite(dos: CbmDos, text: string): void {
  const [n, drive, track, sector] = parseNumbers(text, 4) as [number, number, number, number];
  writeBlock(dos, n, drive, track, sector);
}

function block(dos: CbmDos, line: string, t: number): void {
  const dash = line.indexOf('-');
  if (dash < 0) throw new CbmError(31);
  const text = line.slice(dash + 2);
  switch (line.slice(dash + 1, dash + 2)) {
    case 'R': {
      // the block's first byte tells which is its last one
      const [n, drive, track, sector] = parseNumbers(text, 4) as [number, number, number, number];
      const channel = dos.direct(n);
      const data = readBlock(dos, n, drive, track, sector);
      channel.fresh = false;
      channel.at = 1;
      channel.end = data[0]!;
      return;
    }
    case 'W': {
      const [n, drive, track, sector] = parseNumbers(text, 4) as [number, number, number, number];
      const channel = dos.direct(n);
      dos.buffer(channel.buffer)[0] = (channel.at - 1) & 0xff;
      writeBlock(dos, n, drive, track, sector);
      return;
    }
    case 'P': {
      const [n, position] = parseNumbers(text, 2) as [number, number];
      const channel = dos.direct(n);
      channel.fresh = false;
      channel.at = position;
      return;
    }
    case 'A':
      allocate(dos, parseNumbers(text, 3) as [number, number, number]);
      return;
    case 'F': {
      const [drive, track, sector] = parseNumbers(text, 3) as [number, number, number];
      if (drive !== 0) throw new CbmError(74);
      dos.checkWritable();
      if (!dos.fs.disk.exists(track, sector)) throw new CbmError(66, track, sector);
      dos.fs.free(track, sector);
      return;
    }
    case 'E':
      userRead(dos, text);
      dos.note('block-execute: this drive has no processor; the block was read and not run', t);
      return;
    default:
      throw new CbmError(31);
  }
}

function allocate(dos: CbmDos, [drive, track, sector]: readonly [number, number, number]): void {
  if (drive !== 0) throw new CbmError(74);
  dos.checkWritable();
  const fs = dos.fs;
  const { layout } = fs.disk;
  if (!fs.disk.exists(track, sector)) throw new CbmError(66, track, sector);
  if (fs.allocate(track, sector)) return;
  // the status names the next block that is free
  for (let on = track; on <= layout.mappedTracks; on++) {
    if (on === layout.directoryTrack && on !== track) continue;
    for (let s = on === track ? sector + 1 : 0; s < layout.sectorsOn(on); s++) {
      if (fs.isFree(on, s)) throw new CbmError(65, on, s);
    }
  }
  throw new CbmError(65);
}

// ---------------------------------------------------------------- user commands, memory

function user(dos: CbmDos, line: string, t: number): void {
  const letter = line.slice(1, 2);
  switch (letter) {
    case '1':
    case 'A':
      userRead(dos, line.slice(2));
      return;
    case '2':
    case 'B':
      userWrite(dos, line.slice(2));
      return;
    case '0':
      return;
    case '9':
    case 'I':
      // UI+ and UI- choose the speed for a C64 or a VIC-20: this drive suits both
      if (line[2] === '+' || line[2] === '-') return;
      dos.setStatus(73);
      return;
    case ':':
    case 'J':
      dos.reset();
      return;
    default:
      if ((letter >= '3' && letter <= '8') || (letter >= 'C' && letter <= 'H')) {
        dos.note(`U${letter}: this drive has no processor; nothing was run`, t);
        return;
      }
      throw new CbmError(31);
  }
}

/** @param length of the line without a CR behind it; that may be the last byte of M-W all the same */
function memory(dos: CbmDos, line: string, length: number, t: number): void {
  const address = code(line, 3) | (code(line, 4) << 8);
  switch (line.slice(0, 3)) {
    case 'M-R': {
      if (line.length < 5) throw new CbmError(31);
      if (length <= 5) {
        // without a count one byte comes in front of the status, and is not marked as the last one
        dos.answerBefore(readMemory(dos, address));
        return;
      }
      const count = code(line, 5) || CBM_BLOCK;
      dos.answerWith(Uint8Array.from({ length: count }, (_, i) => readMemory(dos, (address + i) & 0xffff)));
      return;
    }
    case 'M-W': {
      if (line.length < 6) throw new CbmError(31);
      const count = code(line, 5);
      for (let i = 0; i < count && 6 + i < line.length; i++) {
        const at = (address + i) & 0xffff;
        if (at < MEMORY_END) dos.memory[at & MEMORY_MASK] = code(line, 6 + i);
      }
      return;
    }
    case 'M-E':
      dos.note(`memory-execute: this drive has no processor; what is at ${hex(address)} was not run`, t);
      return;
    default:
      throw new CbmError(31);
  }
}

/**
 * The end of the memory of a 1541: programs look there to know what kind of drive they have before them. These are the
 * bytes that the test program `drivemem` of VICE's collection prints for FFF9h to FFFFh.
 */
const TOP = [5, 1, 255, 160, 234, 103, 254];

/** RAM, its copies, and the end of memory; otherwise a virtual drive has no ROM that could be read. */
function readMemory(dos: CbmDos, address: number): number {
  if (address < MEMORY_END) return dos.memory[address & MEMORY_MASK]!;
  return TOP[address - (0x10000 - TOP.length)] ?? 0;
}

function hex(value: number): string {
  return `${value.toString(16).toUpperCase().padStart(4, '0')}h`;
}
