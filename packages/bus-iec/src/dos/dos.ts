/**
 * The disk operating system of a virtual drive: channels, files, status.
 *
 * It is written from what the manuals tell, not from any drive's program, and does at once what a drive needs time for.
 * Everything that is written is on the medium when the method returns. Errors never leave it: they become the status
 * that channel 15 tells.
 *
 * Sources: VIC-1541 User's Manual; Immers and Neufeld, *Inside Commodore DOS*.
 */
import { StateError, type StateIo } from '@backplane/kernel';
import {
  CBM_BLOCK,
  CBM_MESSAGES,
  CBM_NAME_LENGTH,
  CBM_PRG,
  CBM_REL,
  type CbmDisk,
  type CbmEntry,
  CbmError,
  CbmFileSystem,
  cbmBytes,
  isCbmPattern,
  matchesCbmPattern,
  nameField,
} from '@backplane/media';
import { CHANNEL_BYTES, CHANNEL_DIRECT, CHANNEL_READ, CHANNEL_RELATIVE, CHANNEL_WRITE, Channel } from './channel.ts';
import { runCommand } from './commands.ts';
import { directoryListing } from './listing.ts';
import { defaultType, type FileSpec, parseFileSpec } from './names.ts';
import { flushRecord, goToRecord, loadRecord, writeRecordByte } from './records.ts';
import { createRelative } from './relative.ts';

/** Channels for data; 15 is the command channel. */
export const DATA_CHANNELS = 15;
export const COMMAND_CHANNEL = 15;
/** Buffers for channels, at 0300h, 0400h …; the one at 0700h is the map's. */
export const BUFFERS = 4;
const BUFFER_AT = 0x300;
/** The drive's memory. */
const MEMORY = 0x800;
/** Where a drive keeps the numbers that it answers to as listener (+ 20h) and talker (+ 40h). */
const LISTEN_NUMBER = 0x77;
const TALK_NUMBER = 0x78;
const CR = 0x0d;
const LAST = 0x100;

/** Tells the host something that is worth knowing. */
export type Note = (text: string, t: number) => void;

export class CbmDos {
  /** What is in the drive. */
  disk: CbmDisk | null = null;
  readonly memory = new Uint8Array(MEMORY);
  readonly channels: (Channel | null)[] = new Array<Channel | null>(DATA_CHANNELS).fill(null);
  readonly #note: Note;
  /** The user has been told that this drive runs no code. */
  #told = false;
  #unit: number;
  /** The status or what a command has answered, as channel 15 sends it. */
  #answer: Uint8Array = cbmBytes('');
  #answerAt = 0;
  /** First block of the program that was loaded last: what `LOAD"*"` means; 0 = none. */
  #lastTrack = 0;
  #lastSector = 0;

  /** @param unit device number, 4–30 */
  constructor(unit: number, note: Note) {
    this.#unit = unit;
    this.#note = note;
    this.reset();
  }

  get listenAddress(): number {
    return this.memory[LISTEN_NUMBER]! & 0x1f;
  }

  get talkAddress(): number {
    return this.memory[TALK_NUMBER]! & 0x1f;
  }

  /** As after power-on: nothing is open, and the status is message 73. What was not closed is lost. */
  reset(): void {
    this.memory.fill(0);
    this.memory[LISTEN_NUMBER] = 0x20 | this.#unit;
    this.memory[TALK_NUMBER] = 0x40 | this.#unit;
    this.channels.fill(null);
    this.#lastTrack = 0;
    this.#lastSector = 0;
    this.#told = false;
    this.setStatus(73);
  }

  /** Tells the user, once until the next reset, that something was asked for that takes a drive with a processor. */
  note(text: string, t: number): void {
    if (!this.#told) this.#note(text, t);
    this.#told = true;
  }

  /** Device number from now on; the next power-on keeps it. */
  setUnit(unit: number): void {
    this.#unit = unit;
    this.memory[LISTEN_NUMBER] = 0x20 | unit;
    this.memory[TALK_NUMBER] = 0x40 | unit;
  }

  /** Another disk. Files that were open cannot be used any more. */
  insert(disk: CbmDisk | null): void {
    this.disk = disk;
    this.channels.fill(null);
    this.#lastTrack = 0;
    this.#lastSector = 0;
  }

  state(io: StateIo): void {
    io.bytes('memory', this.memory);
    this.#told = io.bool('told', this.#told);
    this.#answer = io.blob('answer', this.#answer);
    this.#answerAt = io.number('answerAt', this.#answerAt);
    this.#lastTrack = io.number('lastTrack', this.#lastTrack);
    this.#lastSector = io.number('lastSector', this.#lastSector);
    for (let n = 0; n < DATA_CHANNELS; n++) {
      const kind = io.number(`channel ${n}`, this.channels[n]?.kind ?? 0);
      if (!io.loading && kind === 0) continue;
      if (io.loading) {
        if (!(kind >= 0 && kind <= CHANNEL_RELATIVE)) throw new StateError(`A drive has no channels of kind ${kind}.`);
        this.channels[n] = kind === 0 ? null : new Channel(kind);
      }
      if (kind !== 0) io.section(`open ${n}`, 1, (s) => this.channels[n]!.state(s));
    }
  }

  // ---------------------------------------------------------------- status

  /** Sets what channel 15 tells. */
  setStatus(code: number, first = 0, second = 0): void {
    const two = (n: number): string => String(n).padStart(2, '0');
    this.answerWith(cbmBytes(`${two(code)},${CBM_MESSAGES[code] ?? ''},${two(first)},${two(second)}\r`));
  }

  /** Bytes that channel 15 sends instead of the status. */
  answerWith(bytes: Uint8Array): void {
    this.#answer = bytes;
    this.#answerAt = 0;
  }

  /** A byte that channel 15 sends before the status. */
  answerBefore(byte: number): void {
    this.answerWith(Uint8Array.of(byte, ...this.#answer));
  }

  /** Does something; a DOS error becomes the status. @returns true if there was none */
  attempt(action: () => void): boolean {
    try {
      action();
      return true;
    } catch (error) {
      if (!(error instanceof CbmError)) throw error;
      this.setStatus(error.code, error.track, error.sector);
      return false;
    }
  }

  /** The file system of the disk. @throws CbmError 74 if there is none */
  get fs(): CbmFileSystem {
    if (this.disk === null) throw new CbmError(74);
    return new CbmFileSystem(this.disk);
  }

  /** @throws CbmError 26 if the disk is write-protected */
  checkWritable(): void {
    if (this.fs.disk.medium.writeProtected) throw new CbmError(26);
  }

  // ---------------------------------------------------------------- buffers

  /** A buffer's bytes in the drive's memory. */
  buffer(n: number): Uint8Array {
    return this.memory.subarray(BUFFER_AT + n * CBM_BLOCK, BUFFER_AT + (n + 1) * CBM_BLOCK);
  }

  /** @throws CbmError 70 if none is free, or the wanted one is not */
  #takeBuffer(wanted = -1): number {
    const used = new Set(this.channels.map((channel) => channel?.buffer ?? -1));
    for (let n = 0; n < BUFFERS; n++) if (!used.has(n) && (wanted < 0 || wanted === n)) return n;
    throw new CbmError(70);
  }

  // ---------------------------------------------------------------- open and close

  /** A command line or the name of an OPEN has arrived. */
  line(channel: number, text: string, tooLong: boolean, t: number): void {
    if (channel === COMMAND_CHANNEL) {
      if (tooLong) this.setStatus(32);
      else this.attempt(() => runCommand(this, text, t));
      return;
    }
    this.closeChannel(channel);
    this.attempt(() => {
      if (tooLong) throw new CbmError(32);
      this.setStatus(0);
      this.channels[channel] = this.#open(channel, text);
    });
  }

  #open(n: number, text: string): Channel {
    if (text.startsWith('#')) return this.#openBuffer(text);
    if (text.startsWith('$')) return n === 0 ? this.#openListing(text) : this.#openDirectory();
    const spec = parseFileSpec(text);
    const mode = n === 0 ? 'read' : n === 1 ? 'write' : spec.mode;
    if (spec.type === CBM_REL || (mode === undefined && this.#find(spec)?.type === CBM_REL)) {
      return this.#openRelative(spec);
    }
    if (mode === 'write') return this.#openWrite(spec, spec.type ?? defaultType(n));
    if (mode === 'append') return this.#openAppend(spec);
    return this.#openRead(n, spec, mode === 'modify');
  }

  #openBuffer(text: string): Channel {
    const digits = text.slice(1).trim();
    const wanted = /^[0-9]+$/.test(digits) ? Number(digits) : -1;
    const channel = new Channel(CHANNEL_DIRECT);
    channel.buffer = this.#takeBuffer(wanted);
    channel.fresh = true;
    channel.end = CBM_BLOCK - 1;
    return channel;
  }

  #openListing(text: string): Channel {
    const channel = new Channel(CHANNEL_BYTES);
    channel.bytes = directoryListing(this.fs, text.slice(1));
    return channel;
  }

  /** `$` on a channel other than LOAD's is the directory as it is on the disk. */
  #openDirectory(): Channel {
    const channel = new Channel(CHANNEL_READ);
    channel.buffer = this.#takeBuffer();
    this.#load(channel, this.fs.disk.layout.directoryTrack, 0);
    return channel;
  }

  #find(spec: FileSpec): CbmEntry | undefined {
    const matching = this.fs.entries().filter((entry) => matchesCbmPattern(spec.name, entry.name));
    return matching.find((entry) => spec.type === undefined || entry.type === spec.type) ?? matching[0];
  }

  #openRead(n: number, spec: FileSpec, modify: boolean): Channel {
    const fs = this.fs;
    let entry: CbmEntry | undefined;
    if (n === 0 && spec.again && this.#lastTrack !== 0) {
      // the program that was loaded last
      entry = fs
        .entries()
        .find((e) => e.firstTrack === this.#lastTrack && e.firstSector === this.#lastSector && e.type === CBM_PRG);
    }
    const type = spec.type ?? (n === 0 ? CBM_PRG : undefined);
    entry ??= this.#find(type === undefined ? spec : { ...spec, type });
    if (entry === undefined) throw new CbmError(62);
    if (type !== undefined && entry.type !== type) throw new CbmError(64);
    if (!entry.closed && !modify) throw new CbmError(60);
    const channel = new Channel(CHANNEL_READ);
    channel.buffer = this.#takeBuffer();
    channel.type = entry.type;
    this.#load(channel, entry.firstTrack, entry.firstSector);
    if (entry.type === CBM_PRG) {
      this.#lastTrack = entry.firstTrack;
      this.#lastSector = entry.firstSector;
    }
    return channel;
  }

  #openWrite(spec: FileSpec, type: number): Channel {
    if (isCbmPattern(spec.name)) throw new CbmError(33);
    this.checkWritable();
    const fs = this.fs;
    const old = fs.find(spec.name);
    if (old !== undefined && !spec.replace) throw new CbmError(63);
    if (old !== undefined && old.type !== type) throw new CbmError(64);
    if (old?.locked === true) throw new CbmError(63);
    const channel = new Channel(CHANNEL_WRITE);
    channel.buffer = this.#takeBuffer();
    const place = old ?? fs.freeSlot();
    const first = fs.allocateFirst();
    channel.type = type;
    channel.track = channel.firstTrack = first.track;
    channel.sector = channel.firstSector = first.sector;
    channel.entryTrack = place.track;
    channel.entrySector = place.sector;
    channel.entrySlot = place.slot;
    channel.blocks = 1;
    channel.at = 2;
    channel.replacing = old !== undefined;
    channel.name = old?.name ?? spec.name.slice(0, CBM_NAME_LENGTH);
    this.buffer(channel.buffer).fill(0);
    // a replaced file stays what it is until its new content is complete
    if (old === undefined) {
      fs.putEntry({
        track: place.track,
        sector: place.sector,
        slot: place.slot,
        field: nameField(spec.name),
        name: spec.name,
        type,
        closed: false,
        locked: false,
        firstTrack: first.track,
        firstSector: first.sector,
        sideTrack: 0,
        sideSector: 0,
        recordLength: 0,
        blocks: 0,
      });
    }
    return channel;
  }

  #openAppend(spec: FileSpec): Channel {
    this.checkWritable();
    const fs = this.fs;
    const entry = this.#find(spec);
    if (entry === undefined) throw new CbmError(62);
    if (entry.type === CBM_REL || (spec.type !== undefined && spec.type !== entry.type)) throw new CbmError(64);
    if (!entry.closed) throw new CbmError(60);
    const chain = fs.chain(entry.firstTrack, entry.firstSector);
    const last = chain.at(-1);
    if (last === undefined) throw new CbmError(67, entry.firstTrack, entry.firstSector);
    const channel = new Channel(CHANNEL_WRITE);
    channel.buffer = this.#takeBuffer();
    const block = fs.disk.read(last.track, last.sector);
    this.buffer(channel.buffer).set(block);
    channel.type = entry.type;
    channel.track = last.track;
    channel.sector = last.sector;
    channel.firstTrack = entry.firstTrack;
    channel.firstSector = entry.firstSector;
    channel.entryTrack = entry.track;
    channel.entrySector = entry.sector;
    channel.entrySlot = entry.slot;
    channel.blocks = chain.length;
    channel.at = Math.max(2, block[1]! + 1);
    channel.name = entry.name;
    fs.putEntry({ ...entry, closed: false });
    return channel;
  }

  #openRelative(spec: FileSpec): Channel {
    const fs = this.fs;
    let entry = this.#find(spec);
    if (entry === undefined) {
      if (spec.recordLength === 0 || spec.recordLength > 254) throw new CbmError(spec.recordLength === 0 ? 62 : 50);
      if (isCbmPattern(spec.name)) throw new CbmError(33);
      this.checkWritable();
      entry = createRelative(fs, spec.name, CBM_REL, spec.recordLength);
    }
    if (entry.type !== CBM_REL) throw new CbmError(64);
    if (entry.recordLength === 0) throw new CbmError(67, entry.sideTrack, entry.sideSector);
    if (spec.recordLength !== 0 && spec.recordLength !== entry.recordLength) throw new CbmError(50);
    const channel = new Channel(CHANNEL_RELATIVE);
    channel.buffer = this.#takeBuffer();
    channel.recordLength = entry.recordLength;
    channel.entryTrack = entry.track;
    channel.entrySector = entry.sector;
    channel.entrySlot = entry.slot;
    channel.ended = true;
    return channel;
  }

  /** Ends a channel; what was written is completed. Channel 15 ends all. */
  closeChannel(n: number): void {
    if (n === COMMAND_CHANNEL) {
      for (let i = 0; i < DATA_CHANNELS; i++) this.closeChannel(i);
      return;
    }
    const channel = this.channels[n];
    if (channel == null) return;
    if (channel.kind === CHANNEL_WRITE && !channel.ended) this.attempt(() => this.#closeWrite(channel));
    if (channel.kind === CHANNEL_RELATIVE) flushRecord(this, channel);
    this.channels[n] = null;
  }

  #closeWrite(channel: Channel): void {
    const fs = this.fs;
    const buffer = this.buffer(channel.buffer);
    // a file has one byte at least
    if (channel.at === 2) buffer[channel.at++] = CR;
    buffer[0] = 0;
    buffer[1] = channel.at - 1;
    fs.disk.write(channel.track, channel.sector, buffer);
    const entry = fs.entryAt(channel.entryTrack, channel.entrySector, channel.entrySlot);
    if (entry?.name !== channel.name || entry.closed !== channel.replacing) {
      // the entry has gone, or another file has it
      throw new CbmError(62);
    }
    fs.putEntry({
      ...entry,
      closed: true,
      type: channel.type,
      firstTrack: channel.firstTrack,
      firstSector: channel.firstSector,
      blocks: channel.blocks,
    });
    if (channel.replacing) fs.freeChain(entry.firstTrack, entry.firstSector);
  }

  // ---------------------------------------------------------------- reading

  /** Reads a block into a channel's buffer. @throws CbmError */
  #load(channel: Channel, track: number, sector: number): void {
    const { disk } = this.fs;
    if (!disk.exists(track, sector)) throw new CbmError(67, track, sector);
    const block = disk.read(track, sector);
    this.buffer(channel.buffer).set(block);
    channel.track = track;
    channel.sector = sector;
    channel.at = 2;
    channel.end = block[0] === 0 ? block[1]! : CBM_BLOCK - 1;
    channel.ended = block[0] === 0 && channel.end < 2;
  }

  /** The byte that a channel sends next, + 256 if it is the last one; −1 if there is none. */
  next(n: number): number {
    if (n === COMMAND_CHANNEL) {
      const last = this.#answerAt === this.#answer.length - 1;
      return this.#answer[this.#answerAt]! | (last ? LAST : 0);
    }
    const channel = this.channels[n];
    if (channel == null) return -1;
    switch (channel.kind) {
      case CHANNEL_READ: {
        if (channel.ended) return -1;
        const buffer = this.buffer(channel.buffer);
        return buffer[channel.at]! | (buffer[0] === 0 && channel.at === channel.end ? LAST : 0);
      }
      case CHANNEL_BYTES:
        if (channel.at >= channel.bytes.length) return -1;
        return channel.bytes[channel.at]! | (channel.at === channel.bytes.length - 1 ? LAST : 0);
      case CHANNEL_DIRECT:
        if (channel.fresh) return channel.buffer | LAST;
        return this.buffer(channel.buffer)[channel.at]! | (channel.at === channel.end ? LAST : 0);
      case CHANNEL_RELATIVE:
        if (channel.dirty) flushRecord(this, channel);
        if (channel.ended) loadRecord(this, channel);
        if (channel.ended) return CR | LAST;
        return channel.bytes[channel.at]! | (channel.at >= channel.bytes.length - 1 ? LAST : 0);
      default:
        return -1;
    }
  }

  /** The byte of `next` has arrived. */
  sent(n: number): void {
    if (n === COMMAND_CHANNEL) {
      if (++this.#answerAt >= this.#answer.length) this.setStatus(0);
      return;
    }
    const channel = this.channels[n];
    if (channel == null) return;
    switch (channel.kind) {
      case CHANNEL_READ:
        this.#sentRead(channel);
        break;
      case CHANNEL_BYTES:
        channel.at++;
        break;
      case CHANNEL_DIRECT:
        if (channel.fresh) channel.fresh = false;
        else channel.at = channel.at === channel.end ? 0 : (channel.at + 1) & 0xff;
        break;
      case CHANNEL_RELATIVE:
        if (channel.ended || ++channel.at < channel.bytes.length) break;
        channel.record++;
        channel.at = 0;
        channel.ended = true;
        break;
    }
  }

  #sentRead(channel: Channel): void {
    if (channel.at < channel.end) {
      channel.at++;
      return;
    }
    const buffer = this.buffer(channel.buffer);
    channel.ended = true;
    if (buffer[0] !== 0) this.attempt(() => this.#load(channel, buffer[0]!, buffer[1]!));
  }

  // ---------------------------------------------------------------- writing

  /** Whether a channel takes bytes. */
  takes(n: number): boolean {
    if (n === COMMAND_CHANNEL) return true;
    const channel = this.channels[n];
    if (channel == null) return false;
    if (channel.kind === CHANNEL_WRITE) return !channel.ended;
    return channel.kind === CHANNEL_DIRECT || channel.kind === CHANNEL_RELATIVE;
  }

  /** A byte for a data channel. @returns false if it could not be taken */
  write(n: number, byte: number, last: boolean): boolean {
    const channel = this.channels[n];
    if (channel == null || !this.takes(n)) return false;
    switch (channel.kind) {
      case CHANNEL_WRITE:
        if (channel.at === CBM_BLOCK && !this.attempt(() => this.#nextBlock(channel))) {
          channel.ended = true;
          return false;
        }
        this.buffer(channel.buffer)[channel.at++] = byte;
        return true;
      case CHANNEL_DIRECT:
        channel.fresh = false;
        this.buffer(channel.buffer)[channel.at] = byte;
        channel.at = (channel.at + 1) & 0xff;
        return true;
      default:
        writeRecordByte(this, channel, byte);
        if (last) flushRecord(this, channel);
        return true;
    }
  }

  /** The talker has finished: a record that is being written is complete. */
  endOfTransmission(n: number): void {
    const channel = this.channels[n];
    if (channel?.kind === CHANNEL_RELATIVE && channel.dirty) flushRecord(this, channel);
  }

  #nextBlock(channel: Channel): void {
    const fs = this.fs;
    const next = fs.allocateNext({ track: channel.track, sector: channel.sector });
    const buffer = this.buffer(channel.buffer);
    buffer[0] = next.track;
    buffer[1] = next.sector;
    fs.disk.write(channel.track, channel.sector, buffer);
    buffer.fill(0);
    channel.track = next.track;
    channel.sector = next.sector;
    channel.blocks++;
    channel.at = 2;
  }

  /**
   * The P command: see `goToRecord`.
   * @throws CbmError 70 without such a channel, 64 if it is no relative file's, 51 beyond the record, 50 no such record
   */
  position(n: number, record: number, position: number): void {
    const channel = this.channels[n];
    if (channel == null) throw new CbmError(70);
    if (channel.kind !== CHANNEL_RELATIVE) throw new CbmError(64);
    goToRecord(this, channel, record, position);
  }

  /** A channel that has a buffer of its own. @throws CbmError 70 */
  direct(n: number): Channel {
    const channel = this.channels[n];
    if (channel?.kind !== CHANNEL_DIRECT) throw new CbmError(70);
    return channel;
  }
}
