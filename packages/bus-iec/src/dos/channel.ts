import type { StateIo } from '@backplane/kernel';

/** What a channel is open for. */
export const CHANNEL_READ = 1;
export const CHANNEL_WRITE = 2;
/** Bytes that were made when it was opened: a directory listing. */
export const CHANNEL_BYTES = 3;
/** A buffer of the drive's memory (`#`). */
export const CHANNEL_DIRECT = 4;
/** A relative file. */
export const CHANNEL_RELATIVE = 5;

const NOTHING = new Uint8Array(0);

/** An open channel: numbers only, so that all of it can be saved. */
export class Channel {
  readonly kind: number;
  /** Number of its buffer in the drive's memory, −1 for none. */
  buffer = -1;
  /** Index of the next byte in the buffer, or in `bytes`. */
  at = 0;
  /** READ: index of the last byte in the buffer. */
  end = 0;
  /** READ, WRITE: block that is, or will be, in the buffer. */
  track = 0;
  sector = 0;
  /** Where the file's directory entry is. */
  entryTrack = 0;
  entrySector = 0;
  entrySlot = 0;
  /** WRITE: the file's first block. */
  firstTrack = 0;
  firstSector = 0;
  type = 0;
  /** WRITE: the file's name: its entry must still be there when the channel is closed. */
  name = '';
  blocks = 0;
  /** WRITE: an existing file is replaced when the channel is closed. */
  replacing = false;
  /** READ: nothing more can be read. WRITE: an error has happened, nothing more is taken. */
  ended = false;
  /** DIRECT: the number of the buffer has not been read yet. */
  fresh = false;
  /** RELATIVE: record, from 0, and the length of records. */
  record = 0;
  recordLength = 0;
  /** RELATIVE: bytes in `bytes` were written and belong on the disk. */
  dirty = false;
  /** BYTES: all of them. RELATIVE: the record that is being read or written. */
  bytes: Uint8Array = NOTHING;

  constructor(kind: number) {
    this.kind = kind;
  }

  state(io: StateIo): void {
    this.buffer = io.number('buffer', this.buffer);
    this.at = io.number('at', this.at);
    this.end = io.number('end', this.end);
    this.track = io.number('track', this.track);
    this.sector = io.number('sector', this.sector);
    this.entryTrack = io.number('entryTrack', this.entryTrack);
    this.entrySector = io.number('entrySector', this.entrySector);
    this.entrySlot = io.number('entrySlot', this.entrySlot);
    this.firstTrack = io.number('firstTrack', this.firstTrack);
    this.firstSector = io.number('firstSector', this.firstSector);
    this.type = io.number('type', this.type);
    this.name = io.string('name', this.name);
    this.blocks = io.number('blocks', this.blocks);
    this.replacing = io.bool('replacing', this.replacing);
    this.ended = io.bool('ended', this.ended);
    this.fresh = io.bool('fresh', this.fresh);
    this.record = io.number('record', this.record);
    this.recordLength = io.number('recordLength', this.recordLength);
    this.dirty = io.bool('dirty', this.dirty);
    this.bytes = io.blob('bytes', this.bytes);
  }
}
