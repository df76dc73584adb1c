/**
 * Records of a relative file as its channel reads and writes them: one at a time, in `Channel.bytes`. A record that is
 * written goes to the disk when the talker has finished, and the channel to the next one.
 *
 * Source: VIC-1541 User's Manual, chapter "Relative files".
 */
import { CBM_REL, type CbmEntry, CbmError } from '@backplane/media';
import type { Channel } from './channel.ts';
import type { CbmDos } from './dos.ts';
import { readRecord, recordCount, writeRecord } from './relative.ts';

/** @throws CbmError 62 if the file has gone */
function entryOf(dos: CbmDos, channel: Channel): CbmEntry {
  const entry = dos.fs.entryAt(channel.entryTrack, channel.entrySector, channel.entrySlot);
  if (entry === undefined || entry.type !== CBM_REL || entry.recordLength !== channel.recordLength) {
    throw new CbmError(62);
  }
  return entry;
}

/** Reads the record at which the channel stands; if there is none, the status tells and `ended` stays set. */
export function loadRecord(dos: CbmDos, channel: Channel): void {
  dos.attempt(() => {
    const bytes = readRecord(dos.fs, entryOf(dos, channel), channel.record);
    if (bytes === undefined) throw new CbmError(50);
    channel.bytes = bytes;
    channel.ended = channel.at >= bytes.length;
    if (channel.ended) channel.at = 0;
  });
}

/** Takes a byte for the record. Bytes beyond its end are told when it is written. */
export function writeRecordByte(dos: CbmDos, channel: Channel, byte: number): void {
  if (!channel.dirty) {
    // what stands before the position in the record stays
    const kept = channel.at;
    channel.dirty = true;
    const bytes = new Uint8Array(channel.recordLength);
    dos.attempt(() => {
      const old = kept === 0 ? undefined : readRecord(dos.fs, entryOf(dos, channel), channel.record);
      if (old !== undefined) bytes.set(old.subarray(0, kept));
    });
    channel.bytes = bytes;
  }
  if (channel.at < channel.recordLength) channel.bytes[channel.at++] = byte;
  else channel.at = channel.recordLength + 1;
}

/** Writes the record if bytes of it have come, and goes to the next one. */
export function flushRecord(dos: CbmDos, channel: Channel): void {
  if (!channel.dirty) return;
  const overflow = channel.at > channel.recordLength;
  dos.attempt(() => {
    dos.checkWritable();
    writeRecord(dos.fs, entryOf(dos, channel), channel.record, channel.bytes);
    if (overflow) throw new CbmError(51);
  });
  channel.dirty = false;
  channel.record++;
  channel.at = 0;
  channel.ended = true;
}

/**
 * Goes to a record and a byte in it.
 * @param record from 1; 0 counts as 1
 * @param position from 1; 0 counts as 1
 * @throws CbmError 51 beyond the record, 50 if the file has no such record (writing makes it)
 */
export function goToRecord(dos: CbmDos, channel: Channel, record: number, position: number): void {
  flushRecord(dos, channel);
  channel.record = Math.max(1, record) - 1;
  channel.at = Math.max(1, position) - 1;
  channel.ended = true;
  if (channel.at >= channel.recordLength) {
    channel.at = 0;
    throw new CbmError(51);
  }
  if (channel.record >= recordCount(dos.fs, entryOf(dos, channel))) throw new CbmError(50);
}
