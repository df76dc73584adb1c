import { type EventId, type Scheduler, StateError, type StateIo } from '@backplane/kernel';
import * as op from './commands.ts';
import {
  bytesToData,
  CRC_BYTES,
  type FdcTrack,
  type FloppyDrive,
  formatFraming,
  ID_BYTES,
  indexBefore,
  passes,
} from './drive.ts';
import type { FdcTiming } from './timing.ts';

/*
 * The execution phase of commands that read or write
 *
 * The disk turns in closed form: which sector comes next, and when, follows from the tick. There are events for each byte
 * that is transferred and for the ends of sectors and searches, one at a time; none while no disk turns.
 */

/* What comes next. */
const NOTHING = 0;
/** The head is being loaded; then the search begins. */
const HEAD_LOAD = 1;
/** It waits for an index pulse. */
const INDEX = 2;
/** Sector found: bytes come from the disk. */
const READ_BYTES = 3;
/** Sector found: bytes go to the disk. */
const WRITE_BYTES = 4;
/** Bytes of the disk are compared with those of the processor. */
const SCAN_BYTES = 5;
/** The data field is over. */
const SECTOR_END = 6;
/** A sector passes that is not wanted. */
const SKIP = 7;
/** The search ends with what `#fail1` and `#fail2` say. */
const FAILED = 8;
/** An identification field passes whose bytes are the result of READ ID. */
const ID_READ = 9;
/** Identification fields of a track that is being formatted. */
const FORMAT_BYTES = 10;
/** The rest of a formatted track, up to the index pulse. */
const FORMAT_END = 11;
/** No disk turns: the controller waits for index pulses. */
const NO_INDEX = 12;

/** Room for the largest sector (size code 7). */
const LARGEST = 16384;
/** What the execution needs of the rest of the controller. */
export interface TransferPort {
  /** The drive that US1 and US0 select. */
  drive(unit: number): FloppyDrive | null;
  /** RDY of a unit. */
  ready(unit: number): boolean;
  /** DRQ. */
  request(on: boolean, t: number): void;
  /** The result phase begins, with this interrupt code. */
  done(code: number, t: number): void;
}

/** Executes one command at a time. */
export class FdcTransfer {
  /** A byte is asked for and has not been answered. */
  requesting = false;
  unit = 0;
  head = 0;
  /** Bits of the status registers, without interrupt code, head and unit. */
  st0 = 0;
  st1 = 0;
  st2 = 0;

  readonly #port: TransferPort;
  readonly #scheduler: Scheduler;
  readonly #timing: FdcTiming;
  readonly #event: EventId;
  /** Bytes of the command; C, H, R and N become those of the result. */
  readonly #command: Uint8Array;
  #step = NOTHING;
  /** Unit whose head is loaded, −1 none, and the tick at which it is unloaded. */
  #loaded = -1;
  #unloadAt = 0;
  #tc = false;
  #fail1 = 0;
  #fail2 = 0;
  /** Index of the sector on its track, tick of its ID mark, ticks of a byte. */
  #sector = 0;
  #start = 0;
  #byteTicks = 0;
  #deleted = false;
  #dataError = false;
  /** Byte of the sector that is transferred, and how many are. */
  #at = 0;
  #length = 0;
  /** The disk was taken away while the sector passed. */
  #lost = false;
  /** A scan found a byte that differs; one that does not meet the condition. */
  #differs = false;
  #unmet = false;
  /** Sectors that are done. */
  #sectorsRead = 0;
  readonly #buffer = new Uint8Array(LARGEST);

  constructor(scheduler: Scheduler, id: string, timing: FdcTiming, command: Uint8Array, port: TransferPort) {
    this.#scheduler = scheduler;
    this.#timing = timing;
    this.#command = command;
    this.#port = port;
    this.#event = scheduler.allocate(`${id}.next`, (t) => this.#next(t));
  }

  /** Power-on. */
  powerOn(): void {
    this.#buffer.fill(0);
    this.unit = this.head = this.#sector = this.#start = this.#byteTicks = this.#at = this.#length = 0;
    this.st0 = this.st1 = this.st2 = this.#fail1 = this.#fail2 = this.#sectorsRead = this.#unloadAt = 0;
    this.#deleted = this.#dataError = this.#differs = this.#unmet = false;
  }

  /** RESET: the command is forgotten. */
  reset(t: number): void {
    this.#scheduler.cancel(this.#event);
    this.#step = NOTHING;
    this.#loaded = -1;
    this.#tc = this.#lost = false;
    this.#request(false, t);
  }

  #request(on: boolean, t: number): void {
    if (on === this.requesting) return;
    this.requesting = on;
    this.#port.request(on, t);
  }

  /** Bytes go to the processor at present. */
  get reading(): boolean {
    return this.#step === READ_BYTES;
  }

  /** Signals of the drive have changed by themselves: what depends on them is looked at anew. */
  driveChanged(t: number): void {
    if (this.#step === NOTHING || this.#step === HEAD_LOAD) return;
    if (!this.#port.ready(this.unit)) {
      this.st0 |= op.ST0_NOT_READY;
      this.#finish(op.ST0_READY_CHANGED, t);
      return;
    }
    const turning = (this.#port.drive(this.unit)?.revolution(t) ?? 0) > 0;
    switch (this.#step) {
      case READ_BYTES:
      case WRITE_BYTES:
      case SCAN_BYTES:
      case SECTOR_END:
        // the sector under the head is gone: what is read of it has a wrong check sum, what is written is lost
        this.#lost = true;
        break;
      case FORMAT_BYTES:
      case FORMAT_END:
        this.#lost = true;
        // a format waits for the index pulse: if none comes any more, the loss of the disk ends it
        if (!turning) this.#fault(t);
        break;
      default:
        if (turning) this.#search(t);
        else this.#wait(NO_INDEX, Number.POSITIVE_INFINITY);
    }
  }

  // ---------------------------------------------------------------- bus

  /** DACK and RD: the processor's side takes a byte. */
  dmaRead(t: number): number {
    if (!this.requesting || this.#step !== READ_BYTES) return 0xff;
    const value = this.#buffer[this.#at]!;
    this.#served(t);
    return value;
  }

  /** DACK and WR: it gives one. */
  dmaWrite(value: number, t: number): void {
    if (!this.requesting) return;
    if (this.#step === SCAN_BYTES) this.#compare(value);
    else if (this.#step === WRITE_BYTES || this.#step === FORMAT_BYTES) this.#buffer[this.#at] = value;
    else return;
    this.#served(t);
  }

  /** DACK without RD or WR, as in the verify transfers of an 8237A: the request is answered and no byte moves. */
  dmaVerify(t: number): void {
    if (this.requesting) this.#served(t);
  }

  #served(t: number): void {
    this.#request(false, t);
    this.#at++;
  }

  /** TC: the byte that was just transferred was the last. */
  terminalCount(t: number): void {
    if (this.#step === NOTHING || this.#tc) return;
    this.#tc = true;
    this.#request(false, t);
    switch (this.#step) {
      case READ_BYTES:
      case SCAN_BYTES:
        this.#wait(SECTOR_END, this.#sectorEndAt());
        break;
      case WRITE_BYTES:
        this.#buffer.fill(0, this.#at, this.#length);
        this.#wait(SECTOR_END, this.#sectorEndAt());
        break;
      case SECTOR_END:
      case FORMAT_BYTES:
      case FORMAT_END:
        break;
      default:
        // between two sectors the transfer is complete; before the first one there is nothing to end
        if (this.#sectorsRead > 0) this.#finish(0, t);
        else this.#tc = false;
    }
  }

  get #operation(): number {
    return this.#command[0]! & 0x1f;
  }

  get #multiTrack(): boolean {
    return (this.#command[0]! & 0x80) !== 0;
  }

  get #encoding(): 'fm' | 'mfm' {
    return (this.#command[0]! & 0x40) !== 0 ? 'mfm' : 'fm';
  }

  get #skip(): boolean {
    return (this.#command[0]! & 0x20) !== 0;
  }
  // ---------------------------------------------------------------- searching

  /** Begins a command that reads or writes: loads the head. */
  begin(t: number): void {
    const selector = this.#command[1]!;
    this.unit = selector & 3;
    this.head = (selector >> 2) & 1;
    this.st0 = this.st1 = this.st2 = 0;
    this.#tc = this.#lost = false;
    this.#sectorsRead = 0;
    this.#at = 0;
    const loaded = this.#loaded === this.unit && t < this.#unloadAt;
    this.#loaded = this.unit;
    this.#unloadAt = Number.POSITIVE_INFINITY;
    const time = loaded ? this.#timing.startTicks() : this.#timing.headLoadTicks();
    this.#wait(HEAD_LOAD, t + time);
  }

  #wait(step: number, tick: number): void {
    this.#step = step;
    this.#scheduler.at(this.#event, Math.ceil(tick));
  }

  #next(t: number): void {
    switch (this.#step) {
      case HEAD_LOAD:
        this.#headLoaded(t);
        break;
      case INDEX:
        if (this.#operation === op.FORMAT_TRACK) this.#beginFormat(t);
        else this.#findNext(t);
        break;
      case READ_BYTES:
        this.#readByte(t);
        break;
      case WRITE_BYTES:
        this.#writeByte(t);
        break;
      case SCAN_BYTES:
        this.#scanByte(t);
        break;
      case SECTOR_END:
        this.#sectorEnd(t);
        break;
      case SKIP:
        this.#sectorDone(t);
        break;
      case FAILED:
        this.st1 |= this.#fail1;
        this.st2 |= this.#fail2;
        this.#finish(op.ST0_ABNORMAL, t);
        break;
      case ID_READ:
        this.#finish(0, t);
        break;
      case FORMAT_BYTES:
        this.#formatByte(t);
        break;
      case FORMAT_END:
        this.#formatEnd(t);
        break;
    }
  }

  #headLoaded(t: number): void {
    const drive = this.#port.drive(this.unit);
    if (!this.#port.ready(this.unit)) {
      this.st0 |= op.ST0_NOT_READY;
      this.#finish(op.ST0_ABNORMAL, t);
      return;
    }
    if (this.#writes() && drive?.writeProtected()) {
      this.st1 |= op.ST1_NOT_WRITABLE;
      this.#finish(op.ST0_ABNORMAL, t);
      return;
    }
    this.#search(t);
  }

  #writes(): boolean {
    const operation = this.#operation;
    return operation === op.WRITE_DATA || operation === op.WRITE_DELETED || operation === op.FORMAT_TRACK;
  }

  /** Starts to look for what the command needs next, from tick `t` on. */
  #search(t: number): void {
    const drive = this.#port.drive(this.unit);
    const revolution = drive?.revolution(t) ?? 0;
    if (drive === null || revolution <= 0) {
      this.#wait(NO_INDEX, Number.POSITIVE_INFINITY);
      return;
    }
    const operation = this.#operation;
    const fromIndex = operation === op.FORMAT_TRACK || (operation === op.READ_TRACK && this.#sectorsRead === 0);
    if (fromIndex) this.#wait(INDEX, indexBefore(t, revolution) + revolution);
    else if (operation === op.READ_TRACK || operation === op.READ_ID) this.#findNext(t);
    else this.#findSector(drive, revolution, t);
  }

  #track(drive: FloppyDrive): FdcTrack | null {
    const track = drive.track(this.head, drive.rate(this.#timing.kbps));
    return track === null || track.encoding !== this.#encoding || track.sectors.length === 0 ? null : track;
  }

  /** The search ends without success at the second index pulse. */
  #notFound(t: number, revolution: number, st1: number, st2: number): void {
    this.#fail1 = st1;
    this.#fail2 = st2;
    this.#wait(FAILED, indexBefore(t, revolution) + 2 * revolution);
  }

  /** Finds the sector with the address in the command. */
  #findSector(drive: FloppyDrive, revolution: number, t: number): void {
    const track = this.#track(drive);
    if (track === null) {
      this.#notFound(t, revolution, op.ST1_MISSING_MARK, 0);
      return;
    }
    const { sectors, capacity } = track;
    const [, , c, h, r, n] = this.#command;
    let best = Number.POSITIVE_INFINITY;
    let st2 = 0;
    for (let i = 0; i < sectors.length; i++) {
      const sector = sectors[i]!;
      if (sector.c !== c)
        st2 |= sector.c === 0xff ? op.ST2_BAD_CYLINDER | op.ST2_WRONG_CYLINDER : op.ST2_WRONG_CYLINDER;
      if (sector.c !== c || sector.h !== h || sector.r !== r || sector.n !== n) continue;
      const at = passes(sector.position, t, revolution, capacity);
      if (at >= best) continue;
      best = at;
      this.#sector = i;
    }
    if (best === Number.POSITIVE_INFINITY) this.#notFound(t, revolution, op.ST1_NO_DATA, st2);
    else this.#found(track, best, revolution);
  }

  /** Finds whichever sector comes next: READ TRACK, READ ID. */
  #findNext(t: number): void {
    const drive = this.#port.drive(this.unit);
    const revolution = drive?.revolution(t) ?? 0;
    if (drive === null || revolution <= 0) {
      this.#wait(NO_INDEX, Number.POSITIVE_INFINITY);
      return;
    }
    const track = this.#track(drive);
    if (track === null) {
      this.#notFound(t, revolution, op.ST1_MISSING_MARK, 0);
      return;
    }
    const reading = this.#operation === op.READ_ID;
    let best = Number.POSITIVE_INFINITY;
    for (let i = 0; i < track.sectors.length; i++) {
      if (reading && track.sectors[i]!.idError) continue;
      const at = passes(track.sectors[i]!.position, t, revolution, track.capacity);
      if (at >= best) continue;
      best = at;
      this.#sector = i;
    }
    if (best === Number.POSITIVE_INFINITY) this.#notFound(t, revolution, op.ST1_NO_DATA, 0);
    else this.#found(track, best, revolution);
  }

  /** The ID mark of sector `#sector` comes to the head at tick `start`. */
  #found(track: FdcTrack, start: number, revolution: number): void {
    const sector = track.sectors[this.#sector]!;
    const byte = revolution / track.capacity;
    this.#start = start;
    this.#byteTicks = byte;
    this.#at = 0;
    this.#lost = false;
    this.#deleted = sector.deleted;
    this.#dataError = sector.dataError;
    const operation = this.#operation;
    const idEnd = start + ID_BYTES * byte;
    if (operation === op.READ_ID) {
      for (const [i, value] of [sector.c, sector.h, sector.r, sector.n].entries()) this.#command[2 + i] = value;
      this.#wait(ID_READ, idEnd);
      return;
    }
    const wholeTrack = operation === op.READ_TRACK;
    if (sector.idError) {
      this.st1 |= op.ST1_DATA_ERROR;
      if (!wholeTrack) {
        this.#fail1 = this.#fail2 = 0;
        this.#wait(FAILED, idEnd);
        return;
      }
    }
    if (wholeTrack) {
      const [, , c, h, r, n] = this.#command;
      if (sector.c !== c || sector.h !== h || sector.r !== r || sector.n !== n) this.st1 |= op.ST1_NO_DATA;
    }
    const size = 128 << (this.#command[5]! & 7);
    this.#length = this.#command[5] === 0 ? this.#partOf128() : size;
    const toData = bytesToData(track.encoding);
    if (operation === op.WRITE_DATA || operation === op.WRITE_DELETED) {
      this.#buffer.fill(0, 0, size);
      this.#deleted = operation === op.WRITE_DELETED;
      this.#wait(WRITE_BYTES, start + (toData - 1) * byte);
      return;
    }
    if (sector.size === 0) {
      this.#fail1 = op.ST1_MISSING_MARK;
      this.#fail2 = op.ST2_MISSING_MARK;
      this.#wait(FAILED, start + toData * byte);
      return;
    }
    const wantsDeleted = operation === op.READ_DELETED;
    if (!wholeTrack && sector.deleted !== wantsDeleted) {
      this.st2 |= op.ST2_CONTROL_MARK;
      if (this.#skip) {
        this.#wait(SKIP, this.#sectorEndAt());
        return;
      }
    }
    const data = this.#port.drive(this.unit)!.read(this.head, this.#sector);
    this.#buffer.fill(0, 0, size);
    if (data === undefined) this.#dataError = true;
    else this.#buffer.set(data.length > size ? data.subarray(0, size) : data);
    this.#differs = this.#unmet = false;
    this.#wait(this.#scans() ? SCAN_BYTES : READ_BYTES, start + (toData + 1) * byte);
  }

  #scans(): boolean {
    const operation = this.#operation;
    return operation === op.SCAN_EQUAL || operation === op.SCAN_LOW || operation === op.SCAN_HIGH;
  }

  /** Bytes that are transferred of a sector of 128: with size code 0, DTL says how many. */
  #partOf128(): number {
    const dtl = this.#command[8]!;
    return this.#scans() || dtl === 0 || dtl > 128 ? 128 : dtl;
  }

  /** Tick at which the check sum of the data field has passed, or been written. */
  #sectorEndAt(): number {
    const size = 128 << (this.#command[5]! & 7);
    return this.#start + (bytesToData(this.#encoding) + size + CRC_BYTES) * this.#byteTicks;
  }

  // ---------------------------------------------------------------- bytes of a sector

  /** The tick at which byte `n` of the data field has passed the head. */
  #byteAt(n: number): number {
    return this.#start + (bytesToData(this.#encoding) + n + 1) * this.#byteTicks;
  }

  #overrun(t: number): boolean {
    if (!this.requesting) return false;
    this.#request(false, t);
    this.st1 |= op.ST1_OVERRUN;
    this.#finish(op.ST0_ABNORMAL, t);
    return true;
  }

  #readByte(t: number): void {
    if (this.#overrun(t)) return;
    if (this.#at >= this.#length) {
      this.#sectorEnd(t);
      return;
    }
    // whoever answers the request at once may end the transfer: what comes next is set before
    const last = this.#at + 1 >= this.#length;
    this.#wait(READ_BYTES, last ? this.#sectorEndAt() : this.#byteAt(this.#at + 1));
    this.#request(true, t);
  }

  /** Each byte is asked for one byte before it is written. */
  #writeByte(t: number): void {
    if (this.#overrun(t)) return;
    if (this.#at >= this.#length) {
      this.#wait(SECTOR_END, this.#sectorEndAt());
      return;
    }
    this.#wait(WRITE_BYTES, this.#byteAt(this.#at - 1));
    this.#request(true, t);
  }

  #scanByte(t: number): void {
    if (this.#overrun(t)) return;
    if (this.#at >= this.#length) {
      this.#sectorEnd(t);
      return;
    }
    const last = this.#at + 1 >= this.#length;
    this.#wait(SCAN_BYTES, last ? this.#sectorEndAt() : this.#byteAt(this.#at + 1));
    this.#request(true, t);
  }

  /** FFh on either side meets every condition. */
  #compare(value: number): void {
    const disk = this.#buffer[this.#at]!;
    if (value === 0xff || disk === 0xff || value === disk) return;
    this.#differs = true;
    const operation = this.#operation;
    if (operation === op.SCAN_EQUAL || (operation === op.SCAN_LOW ? disk > value : disk < value)) this.#unmet = true;
  }

  #sectorEnd(t: number): void {
    if (this.#overrun(t)) return;
    const operation = this.#operation;
    if (operation === op.WRITE_DATA || operation === op.WRITE_DELETED) {
      const size = 128 << (this.#command[5]! & 7);
      const drive = this.#port.drive(this.unit);
      const written =
        !this.#lost && drive?.write(this.head, this.#sector, this.#buffer.subarray(0, size), this.#deleted) === true;
      if (!written) {
        this.#fault(t);
        return;
      }
      this.#sectorDone(t);
      return;
    }
    if (this.#dataError || this.#lost) {
      this.st1 |= op.ST1_DATA_ERROR;
      this.st2 |= op.ST2_DATA_ERROR;
      if (operation !== op.READ_TRACK) {
        this.#finish(op.ST0_ABNORMAL, t);
        return;
      }
    }
    if (this.#scans() && !this.#unmet) {
      this.st2 = (this.st2 & ~op.ST2_SCAN_NOT) | (this.#differs ? 0 : op.ST2_SCAN_EQUAL);
      this.#finish(0, t);
      return;
    }
    if (this.#scans()) this.st2 |= op.ST2_SCAN_NOT;
    // a sector with the other mark ends the command, and its address stays
    if ((this.st2 & op.ST2_CONTROL_MARK) !== 0 && !this.#skip && operation !== op.READ_TRACK) {
      this.#finish(0, t);
      return;
    }
    this.#sectorDone(t);
  }

  /** The drive reports a fault: what was to be written is not on the disk. */
  #fault(t: number): void {
    this.#request(false, t);
    this.st0 |= op.ST0_EQUIPMENT;
    this.#finish(op.ST0_ABNORMAL, t);
  }

  /** A sector is over: the next one, or the end. */
  #sectorDone(t: number): void {
    this.#sectorsRead++;
    const command = this.#command;
    const eot = command[6]!;
    const operation = this.#operation;
    if (operation === op.READ_TRACK) {
      if (this.#tc || this.#sectorsRead >= eot) {
        const ended = this.#tc;
        if (!ended) this.st1 |= op.ST1_END;
        command[4] = (command[4]! + 1) & 0xff;
        this.#finish(ended ? 0 : op.ST0_ABNORMAL, t);
        return;
      }
      command[4] = (command[4]! + 1) & 0xff;
      this.#search(t);
      return;
    }
    const step = this.#scans() ? (command[8]! === 2 ? 2 : 1) : 1;
    const last = command[4] === eot || (step === 2 && command[4]! + 1 === eot);
    const otherSide = last && this.#multiTrack && this.head === 0;
    if (last && !otherSide && !this.#tc) {
      if (this.#scans()) {
        this.#finish(0, t);
        return;
      }
      this.st1 |= op.ST1_END;
      this.#finish(op.ST0_ABNORMAL, t);
      return;
    }
    if (!last) command[4] = (command[4]! + step) & 0xff;
    else {
      command[4] = 1;
      if (this.#multiTrack) {
        if (this.head === 1) command[2] = (command[2]! + 1) & 0xff;
        command[3] = command[3]! ^ 1;
        if (!this.#tc) this.head = 1;
      } else command[2] = (command[2]! + 1) & 0xff;
    }
    if (this.#tc) this.#finish(0, t);
    else this.#search(t);
  }

  // ---------------------------------------------------------------- format

  /** Command bytes of FORMAT TRACK: size code, sectors, GAP3, filler. */
  #beginFormat(t: number): void {
    const drive = this.#port.drive(this.unit);
    const revolution = drive?.revolution(t) ?? 0;
    if (drive === null || revolution <= 0) {
      this.#wait(NO_INDEX, Number.POSITIVE_INFINITY);
      return;
    }
    const kbps = drive.rate(this.#timing.kbps);
    this.#byteTicks = ((this.#encoding === 'fm' ? 16 : 8) * this.#timing.ticksPerMs) / kbps;
    this.#start = t;
    this.#at = 0;
    this.#length = 4 * this.#command[3]!;
    this.#buffer.fill(0, 0, this.#length);
    this.#lost = false;
    if (this.#length === 0) this.#wait(FORMAT_END, t + revolution);
    else this.#wait(FORMAT_BYTES, this.#formatByteAt(0));
  }

  /** Tick at which a byte of an identification field has to be there; it is asked for one byte earlier. */
  #formatByteAt(n: number): number {
    const { toId, sector } = formatFraming(this.#encoding);
    const whole = sector + (128 << (this.#command[2]! & 7)) + this.#command[4]!;
    return this.#start + (toId + (n >> 2) * whole + (n & 3)) * this.#byteTicks;
  }

  #formatByte(t: number): void {
    if (this.#overrun(t)) return;
    const revolution = this.#port.drive(this.unit)?.revolution(t) ?? 0;
    const index = this.#start + revolution;
    if (this.#at >= this.#length) {
      this.#wait(FORMAT_END, Math.max(index, t));
      return;
    }
    const next = this.#formatByteAt(this.#at + 1);
    if (this.#tc || next > index) {
      // the index hole comes round before all sectors are written: what there is room for counts
      this.#length = this.#at & ~3;
      this.#wait(FORMAT_END, Math.max(index, t));
      return;
    }
    this.#wait(FORMAT_BYTES, next);
    this.#request(true, t);
  }

  #formatEnd(t: number): void {
    const drive = this.#port.drive(this.unit);
    const written =
      !this.#lost &&
      drive?.format(this.head, {
        encoding: this.#encoding,
        kbps: drive.rate(this.#timing.kbps),
        ids: this.#buffer.subarray(0, this.#length),
        n: this.#command[2]! & 7,
        gap3: this.#command[4]!,
        filler: this.#command[5]!,
      }) === true;
    if (!written) this.#fault(t);
    else this.#finish(0, t);
  }
  #finish(code: number, t: number): void {
    this.#scheduler.cancel(this.#event);
    this.#step = NOTHING;
    this.#request(false, t);
    this.#unloadAt = t + this.#timing.headUnloadTicks();
    this.#port.done(code, t);
  }

  // ---------------------------------------------------------------- state

  state(io: StateIo): void {
    this.#step = io.number('step', this.#step);
    this.requesting = io.bool('requesting', this.requesting);
    this.#loaded = io.number('loaded', this.#loaded);
    this.#unloadAt = io.number('unloadAt', this.#unloadAt);
    this.unit = io.number('unit', this.unit);
    this.head = io.number('head', this.head);
    this.st0 = io.number('st0', this.st0);
    this.st1 = io.number('st1', this.st1);
    this.st2 = io.number('st2', this.st2);
    this.#tc = io.bool('tc', this.#tc);
    this.#fail1 = io.number('fail1', this.#fail1);
    this.#fail2 = io.number('fail2', this.#fail2);
    this.#sector = io.number('sector', this.#sector);
    this.#start = io.number('start', this.#start);
    this.#byteTicks = io.number('byteTicks', this.#byteTicks);
    this.#deleted = io.bool('deleted', this.#deleted);
    this.#dataError = io.bool('dataError', this.#dataError);
    this.#at = io.number('at', this.#at);
    this.#length = io.number('length', this.#length);
    this.#lost = io.bool('lost', this.#lost);
    this.#differs = io.bool('differs', this.#differs);
    this.#unmet = io.bool('unmet', this.#unmet);
    this.#sectorsRead = io.number('sectorsRead', this.#sectorsRead);
    this.#bufferState(io);
  }

  /** Only a sector in transit matters; what older ones have left behind does not. */
  #bufferState(io: StateIo): void {
    const transit = this.#step >= READ_BYTES && this.#step <= FORMAT_END;
    const formats = this.#operation === op.FORMAT_TRACK;
    const size = formats ? 4 * this.#command[3]! : 128 << (this.#command[5]! & 7);
    const used = transit ? size : 0;
    const stored = io.blob('buffer', this.#buffer.subarray(0, used));
    if (!io.loading) return;
    const sane = stored.length === used && this.#at >= 0 && this.#at <= LARGEST && this.#length <= LARGEST;
    if (!sane || this.#step > NO_INDEX) {
      throw new StateError('The state of the floppy disk controller makes no sense: the snapshot is damaged.');
    }
    this.#buffer.fill(0);
    this.#buffer.set(stored);
  }
}
