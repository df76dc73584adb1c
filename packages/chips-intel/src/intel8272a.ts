import {
  type Device,
  definePart,
  type EventId,
  type PartContext,
  type Scheduler,
  StateError,
  type StateIo,
} from '@backplane/kernel';
import * as op from './intel8272a/commands.ts';
import {
  bytesToData,
  CRC_BYTES,
  type FdcTrack,
  type FloppyDrive,
  formatFraming,
  ID_BYTES,
  indexBefore,
  passes,
} from './intel8272a/drive.ts';

/*
 * Intel 8272A (NEC uPD765A) floppy disk controller
 *
 * Sources: Intel, "8272A Single/Double Density Floppy Disk Controller" (data sheet, order number 210606); NEC,
 * "uPD765A/uPD765B" data sheet; Intel application note AP-116 (interrupts, sequence of results).
 *
 * The disk turns in closed form: which sector comes next, and when, follows from the tick. There are events for each byte
 * that is transferred, for the end of a sector or of a search, and for each step pulse of a seek; none while the
 * controller waits for a command, or for a disk that does not turn.
 */

/** Which chip: the 8272A and uPD765A answer VERSION as an invalid command (80h), the uPD765B with 90h. */
export type Intel8272AModel = '8272A' | 'uPD765A' | 'uPD765B';

/** What the controller is wired to. */
export interface Intel8272AHost {
  /** The drive that US1 and US0 select; null if none answers: its lines are all off then. */
  drive(unit: number): FloppyDrive | null;
  /** RDY of a unit. */
  ready(unit: number): boolean;
  /** INT. */
  interrupt(on: boolean, t: number): void;
  /** DRQ. */
  dataRequest(on: boolean, t: number): void;
}

const IDLE = 0;
const COMMAND = 1;
const EXECUTION = 2;
const RESULT = 3;

/** What the controller does next in the execution phase. */
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
/** Microseconds from one access of the data register until RQM is on again, at most. */
const RQM_MICROSECONDS = 12;
/** Step pulses after which RECALIBRATE gives up. */
const RECALIBRATE_STEPS = 77;
/** Milliseconds after RESET at 500 kbit/s until the ready lines have been polled. */
const POLL_MS = 1.024;

/** An 8272A, for a card that wires it by methods; `Intel8272APart` is the same as a part. */
export class Intel8272A {
  readonly #host: Intel8272AHost;
  readonly #scheduler: Scheduler;
  readonly #ticksPerMs: number;
  readonly #version: number;
  /** Next thing of the execution phase, step pulses of each unit, the poll after RESET. */
  readonly #event: EventId;
  readonly #stepEvents: readonly EventId[];
  readonly #pollEvent: EventId;

  #phase = IDLE;
  #step = NOTHING;
  /** RESET is on. */
  #held = false;
  readonly #command = new Uint8Array(9);
  #taken = 0;
  readonly #result = new Uint8Array(7);
  #given = 0;
  #resultLength = 0;
  /** Tick from which RQM is on in the command and result phases. */
  #requestAt = 0;
  /** Data rate in kbit/s: 500, 300, 250, 1000. The clock goes with it, so all times do. */
  #kbps = 250;

  /** SPECIFY. */
  #stepRate = 0;
  #headUnload = 0;
  #headLoad = 0;
  #nonDma = false;

  /** Unit whose head is loaded, −1 none, and the tick at which it is unloaded. */
  #loaded = -1;
  #unloadAt = 0;

  /** Result of a seek that has not been fetched, or 0; per unit. */
  readonly #seekEnd = new Uint8Array(4);
  readonly #pcn = new Uint8Array(4);
  readonly #target = new Uint8Array(4);
  /** Step pulses still allowed while recalibrating, −1 while seeking; only where `#seeking` has its bit. */
  readonly #pulses = new Int32Array(4);
  #seeking = 0;
  /** Units whose seek has not been answered by SENSE INTERRUPT: busy bits of the main status. */
  #driveBusy = 0;
  /** Units whose ready line has changed, the lines as they were, and whether INT tells of it. */
  #readyChanged = 0;
  #readyLines = 0;
  #readyInt = false;
  /** INT because of a result, or of a byte in non-DMA mode. */
  #resultInt = false;
  #byteInt = false;
  #int = false;
  #drq = false;

  /** Execution of a command that transfers data. */
  #unit = 0;
  #head = 0;
  #st0 = 0;
  #st1 = 0;
  #st2 = 0;
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
  /** Sectors read by READ TRACK. */
  #sectorsRead = 0;
  readonly #buffer = new Uint8Array(LARGEST);

  /**
   * @param id for names of events
   * @param ticksPerSecond of the scheduler
   */
  constructor(
    scheduler: Scheduler,
    id: string,
    ticksPerSecond: number,
    host: Intel8272AHost,
    model: Intel8272AModel = '8272A',
  ) {
    this.#host = host;
    this.#scheduler = scheduler;
    this.#ticksPerMs = ticksPerSecond / 1000;
    this.#version = model === 'uPD765B' ? 0x90 : 0x80;
    this.#event = scheduler.allocate(`${id}.next`, (t) => this.#next(t));
    this.#stepEvents = [0, 1, 2, 3].map((unit) => scheduler.allocate(`${id}.step${unit}`, (t) => this.#pulse(unit, t)));
    this.#pollEvent = scheduler.allocate(`${id}.poll`, (t) => this.#poll(t));
  }

  /** Ticks of a time that the data sheet gives for 500 kbit/s. */
  #ms(ms: number): number {
    return Math.round((ms * this.#ticksPerMs * 500) / this.#kbps);
  }

  // ---------------------------------------------------------------- reset, rate

  /** Power-on: RESET, and nothing has been specified. */
  powerOn(t: number): void {
    this.#kbps = 250;
    this.#stepRate = this.#headUnload = this.#headLoad = 0;
    this.#nonDma = false;
    this.#pcn.fill(0);
    this.#target.fill(0);
    this.#pulses.fill(0);
    this.#buffer.fill(0);
    this.#command.fill(0);
    this.#result.fill(0);
    this.#given = this.#resultLength = 0;
    this.#requestAt = 0;
    this.#unit = this.#head = this.#sector = this.#start = this.#byteTicks = this.#at = this.#length = 0;
    this.#st0 = this.#st1 = this.#st2 = this.#fail1 = this.#fail2 = this.#sectorsRead = this.#unloadAt = 0;
    this.#deleted = this.#dataError = this.#differs = this.#unmet = false;
    this.#held = false;
    this.#idle(t);
  }

  /** RESET. What SPECIFY has set stays. While it is on nothing is accepted; when it ends, ready lines are polled. */
  setReset(on: boolean, t: number): void {
    if (on === this.#held) return;
    this.#held = on;
    this.#idle(t);
    this.#readyLines = 0;
    if (!on) this.#scheduler.at(this.#pollEvent, t + this.#ms(POLL_MS));
  }

  #idle(t: number): void {
    this.#scheduler.cancel(this.#event);
    this.#scheduler.cancel(this.#pollEvent);
    for (const event of this.#stepEvents) this.#scheduler.cancel(event);
    this.#phase = IDLE;
    this.#step = NOTHING;
    this.#taken = 0;
    this.#loaded = -1;
    this.#seeking = this.#driveBusy = this.#readyChanged = this.#readyLines = 0;
    this.#seekEnd.fill(0);
    this.#readyInt = this.#resultInt = this.#byteInt = this.#tc = this.#lost = false;
    this.#request(false, t);
    this.#updateInt(t);
  }

  /**
   * Sets the data rate: 500 kbit/s with a clock of 8 MHz, 300 with 4.8, 250 with 4, 1000 with 16. Takes effect with the
   * next sector, step or command.
   */
  setDataRate(kbps: number): void {
    this.#kbps = kbps;
  }

  get dataRate(): number {
    return this.#kbps;
  }

  /**
   * A drive's signals have changed by themselves at tick `t` (disk in or out, motor up to speed, another drive selected,
   * ready): what depends on them is looked at anew.
   */
  driveChanged(t: number): void {
    if (this.#held) return;
    let lines = 0;
    for (let unit = 0; unit < 4; unit++) if (this.#host.ready(unit)) lines |= 1 << unit;
    if (lines !== this.#readyLines && this.#scheduler.timeOf(this.#pollEvent) === Number.POSITIVE_INFINITY) {
      this.#readyChanged |= lines ^ this.#readyLines;
      this.#readyLines = lines;
      this.#readyInt = true;
      this.#updateInt(t);
    }
    if (this.#phase !== EXECUTION || this.#step === HEAD_LOAD) return;
    if (!this.#host.ready(this.#unit)) {
      this.#st0 |= op.ST0_NOT_READY;
      this.#finish(op.ST0_READY_CHANGED, t);
      return;
    }
    const turning = (this.#host.drive(this.#unit)?.revolution(t) ?? 0) > 0;
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

  #poll(t: number): void {
    if (this.#phase !== IDLE) {
      this.#scheduler.at(this.#pollEvent, t + this.#ms(POLL_MS));
      return;
    }
    this.#readyLines = 0;
    for (let unit = 0; unit < 4; unit++) if (this.#host.ready(unit)) this.#readyLines |= 1 << unit;
    this.#readyChanged |= this.#readyLines;
    this.#readyInt = this.#readyChanged !== 0;
    this.#updateInt(t);
  }

  // ---------------------------------------------------------------- pins

  /** INT. Ends of seeks and changes of ready lines are told between commands only. */
  #updateInt(t: number): void {
    const seeks = this.#phase === IDLE && (this.#readyInt || this.#anySeekEnd());
    const on = this.#resultInt || this.#byteInt || seeks;
    if (on === this.#int) return;
    this.#int = on;
    this.#host.interrupt(on, t);
  }

  #anySeekEnd(): boolean {
    for (let unit = 0; unit < 4; unit++) if (this.#seekEnd[unit] !== 0) return true;
    return false;
  }

  /** DRQ, or INT and RQM in non-DMA mode. */
  #request(on: boolean, t: number): void {
    if (on === this.#drq) return;
    this.#drq = on;
    if (this.#nonDma) {
      this.#byteInt = on;
      this.#updateInt(t);
    } else this.#host.dataRequest(on, t);
  }

  /** INT is on. */
  get interrupting(): boolean {
    return this.#int;
  }

  /** DACK and RD: the processor's side takes a byte. */
  dmaRead(t: number): number {
    if (!this.#drq || this.#step !== READ_BYTES) return 0xff;
    const value = this.#buffer[this.#at]!;
    this.#served(t);
    return value;
  }

  /** DACK and WR: it gives one. */
  dmaWrite(value: number, t: number): void {
    if (!this.#drq) return;
    if (this.#step === SCAN_BYTES) this.#compare(value);
    else if (this.#step === WRITE_BYTES || this.#step === FORMAT_BYTES) this.#buffer[this.#at] = value;
    else return;
    this.#served(t);
  }

  /** DACK without RD or WR, as in the verify transfers of an 8237A: the request is answered and no byte moves. */
  dmaVerify(t: number): void {
    if (this.#drq) this.#served(t);
  }

  #served(t: number): void {
    this.#request(false, t);
    this.#at++;
  }

  /** TC: the byte that was just transferred was the last. */
  terminalCount(t: number): void {
    if (this.#phase !== EXECUTION || this.#tc) return;
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

  // ---------------------------------------------------------------- registers

  /** Main status register at tick `t`. */
  status(t: number): number {
    if (this.#held) return 0;
    let value = this.#driveBusy;
    switch (this.#phase) {
      case EXECUTION:
        value |= op.MSR_BUSY;
        if (!this.#nonDma || !this.#transfers()) break;
        value |= op.MSR_NON_DMA;
        if (this.#step === READ_BYTES) value |= op.MSR_OUT;
        if (this.#drq) value |= op.MSR_REQUEST;
        break;
      case RESULT:
        value |= op.MSR_BUSY | op.MSR_OUT;
        if (t >= this.#requestAt) value |= op.MSR_REQUEST;
        break;
      default:
        if (this.#phase === COMMAND) value |= op.MSR_BUSY;
        if (t >= this.#requestAt) value |= op.MSR_REQUEST;
    }
    return value;
  }

  #transfers(): boolean {
    return this.#operation !== op.READ_ID;
  }

  /** Data register: a result byte, or a data byte in non-DMA mode. */
  readData(t: number): number {
    if (this.#phase === EXECUTION && this.#nonDma && this.#step === READ_BYTES) return this.dmaRead(t);
    if (this.#phase !== RESULT) return 0xff;
    const value = this.#result[this.#given++]!;
    this.#resultInt = false;
    this.#busyUntil(t);
    if (this.#given === this.#resultLength) this.#phase = IDLE;
    this.#updateInt(t);
    return value;
  }

  /** What {@link readData} would give. */
  peekData(): number {
    return this.#phase === RESULT ? this.#result[this.#given]! : 0xff;
  }

  /** Data register: a command byte, or a data byte in non-DMA mode. */
  writeData(value: number, t: number): void {
    if (this.#held || this.#phase === RESULT) return;
    if (this.#phase === EXECUTION) {
      if (this.#nonDma) this.dmaWrite(value, t);
      return;
    }
    if (this.#phase === IDLE) {
      this.#phase = COMMAND;
      this.#taken = 0;
    }
    this.#command[this.#taken++] = value;
    this.#busyUntil(t);
    if (this.#taken >= op.LENGTHS[this.#command[0]! & 0x1f]!) this.#execute(t);
    this.#updateInt(t);
  }

  #busyUntil(t: number): void {
    this.#requestAt = t + Math.round((RQM_MICROSECONDS * this.#ticksPerMs) / 1000);
  }

  // ---------------------------------------------------------------- commands

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

  #execute(t: number): void {
    const [, a = 0, b = 0] = this.#command;
    const unit = a & 3;
    switch (this.#operation) {
      case op.SPECIFY:
        this.#stepRate = a >> 4;
        this.#headUnload = a & 15;
        this.#headLoad = b >> 1;
        this.#nonDma = (b & 1) !== 0;
        this.#phase = IDLE;
        break;
      case op.SENSE_DRIVE: {
        const drive = this.#host.drive(unit);
        let st3 = a & 7;
        if (this.#host.ready(unit)) st3 |= op.ST3_READY;
        if (drive?.fault()) st3 |= op.ST3_FAULT;
        if (drive?.writeProtected()) st3 |= op.ST3_PROTECTED;
        if (drive?.trackZero()) st3 |= op.ST3_TRACK_0;
        if (drive?.twoSided()) st3 |= op.ST3_TWO_SIDED;
        this.#give(st3);
        break;
      }
      case op.SENSE_INTERRUPT:
        this.#senseInterrupt();
        break;
      case op.RECALIBRATE:
        this.#pcn[unit] = 0;
        this.#beginSeek(unit, 0, RECALIBRATE_STEPS, t);
        break;
      case op.SEEK:
        this.#beginSeek(unit, b, -1, t);
        break;
      case op.VERSION:
        this.#give(this.#version);
        break;
      default:
        if (op.LENGTHS[this.#operation] === 1) this.#give(op.ST0_INVALID);
        else this.#begin(t);
    }
  }

  /** A result without an interrupt. */
  #give(...bytes: readonly number[]): void {
    this.#result.fill(0);
    for (const [i, byte] of bytes.entries()) this.#result[i] = byte;
    this.#resultLength = bytes.length;
    this.#given = 0;
    this.#phase = RESULT;
  }

  /** Ends of seeks come before changes of ready lines, of which INT tells once, whatever units they are of. */
  #senseInterrupt(): void {
    this.#readyInt = false;
    for (let unit = 0; unit < 4; unit++) {
      const st0 = this.#seekEnd[unit]!;
      if (st0 === 0) continue;
      this.#seekEnd[unit] = 0;
      this.#driveBusy &= ~(1 << unit);
      this.#give(st0, this.#pcn[unit]!);
      return;
    }
    for (let unit = 0; unit < 4; unit++) {
      if ((this.#readyChanged & (1 << unit)) === 0) continue;
      this.#readyChanged &= ~(1 << unit);
      const ready = (this.#readyLines & (1 << unit)) !== 0;
      this.#give(op.ST0_READY_CHANGED | (ready ? 0 : op.ST0_NOT_READY) | unit, this.#pcn[unit]!);
      return;
    }
    this.#give(op.ST0_INVALID);
  }

  // ---------------------------------------------------------------- seeks

  #beginSeek(unit: number, cylinder: number, pulses: number, t: number): void {
    this.#phase = IDLE;
    this.#target[unit] = cylinder;
    this.#pulses[unit] = pulses;
    this.#seekEnd[unit] = 0;
    this.#seeking |= 1 << unit;
    this.#driveBusy |= 1 << unit;
    this.#scheduler.at(this.#stepEvents[unit]!, t + this.#ticksOfStart());
  }

  /** From the last command byte to the first step pulse or to INT. */
  #ticksOfStart(): number {
    return Math.max(1, Math.round((RQM_MICROSECONDS * this.#ticksPerMs) / 1000));
  }

  /** Step rate time: 16 ms for 0, 1 ms for 15, at 500 kbit/s. */
  #pulse(unit: number, t: number): void {
    const drive = this.#host.drive(unit);
    if (!this.#host.ready(unit)) {
      this.#endSeek(unit, op.ST0_ABNORMAL | op.ST0_NOT_READY, t);
      return;
    }
    if (this.#pulses[unit]! >= 0) {
      if (drive?.trackZero()) this.#endSeek(unit, op.ST0_SEEK_END, t);
      else if (this.#pulses[unit] === 0) {
        this.#endSeek(unit, op.ST0_ABNORMAL | op.ST0_SEEK_END | op.ST0_EQUIPMENT, t);
      } else {
        this.#pulses[unit]!--;
        this.#move(unit, drive, false, t);
      }
      return;
    }
    const away = this.#target[unit]! - this.#pcn[unit]!;
    if (away === 0) this.#endSeek(unit, op.ST0_SEEK_END, t);
    else {
      this.#pcn[unit] = this.#pcn[unit]! + Math.sign(away);
      this.#move(unit, drive, away > 0, t);
    }
  }

  #move(unit: number, drive: FloppyDrive | null, inward: boolean, t: number): void {
    this.#scheduler.at(this.#stepEvents[unit]!, t + this.#ms(16 - this.#stepRate));
    drive?.step(inward, t);
    if (this.#phase === EXECUTION && this.#unit === unit) this.driveChanged(t);
  }

  #endSeek(unit: number, st0: number, t: number): void {
    this.#seeking &= ~(1 << unit);
    this.#seekEnd[unit] = st0 | unit;
    this.#updateInt(t);
  }

  // ---------------------------------------------------------------- searching

  /** Begins a command that reads or writes: loads the head. */
  #begin(t: number): void {
    const selector = this.#command[1]!;
    this.#unit = selector & 3;
    this.#head = (selector >> 2) & 1;
    this.#phase = EXECUTION;
    this.#st0 = this.#st1 = this.#st2 = 0;
    this.#tc = this.#lost = false;
    this.#sectorsRead = 0;
    this.#at = 0;
    const loaded = this.#loaded === this.#unit && t < this.#unloadAt;
    this.#loaded = this.#unit;
    this.#unloadAt = Number.POSITIVE_INFINITY;
    const time = loaded ? this.#ticksOfStart() : this.#ms(2 * (this.#headLoad === 0 ? 128 : this.#headLoad));
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
        this.#st1 |= this.#fail1;
        this.#st2 |= this.#fail2;
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
    const drive = this.#host.drive(this.#unit);
    if (!this.#host.ready(this.#unit)) {
      this.#st0 |= op.ST0_NOT_READY;
      this.#finish(op.ST0_ABNORMAL, t);
      return;
    }
    if (this.#writes() && drive?.writeProtected()) {
      this.#st1 |= op.ST1_NOT_WRITABLE;
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
    const drive = this.#host.drive(this.#unit);
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
    const track = drive.track(this.#head, drive.rate(this.#kbps));
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
    const drive = this.#host.drive(this.#unit);
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
      this.#st1 |= op.ST1_DATA_ERROR;
      if (!wholeTrack) {
        this.#fail1 = this.#fail2 = 0;
        this.#wait(FAILED, idEnd);
        return;
      }
    }
    if (wholeTrack) {
      const [, , c, h, r, n] = this.#command;
      if (sector.c !== c || sector.h !== h || sector.r !== r || sector.n !== n) this.#st1 |= op.ST1_NO_DATA;
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
      this.#st2 |= op.ST2_CONTROL_MARK;
      if (this.#skip) {
        this.#wait(SKIP, this.#sectorEndAt());
        return;
      }
    }
    const data = this.#host.drive(this.#unit)!.read(this.#head, this.#sector);
    this.#buffer.fill(0, 0, size);
    if (data !== undefined) this.#buffer.set(data.length > size ? data.subarray(0, size) : data);
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
    if (!this.#drq) return false;
    this.#request(false, t);
    this.#st1 |= op.ST1_OVERRUN;
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
      const drive = this.#host.drive(this.#unit);
      const written =
        !this.#lost && drive?.write(this.#head, this.#sector, this.#buffer.subarray(0, size), this.#deleted) === true;
      if (!written) {
        this.#fault(t);
        return;
      }
      this.#sectorDone(t);
      return;
    }
    if (this.#dataError || this.#lost) {
      this.#st1 |= op.ST1_DATA_ERROR;
      this.#st2 |= op.ST2_DATA_ERROR;
      if (operation !== op.READ_TRACK) {
        this.#finish(op.ST0_ABNORMAL, t);
        return;
      }
    }
    if (this.#scans() && !this.#unmet) {
      this.#st2 = (this.#st2 & ~op.ST2_SCAN_NOT) | (this.#differs ? 0 : op.ST2_SCAN_EQUAL);
      this.#finish(0, t);
      return;
    }
    if (this.#scans()) this.#st2 |= op.ST2_SCAN_NOT;
    // a sector with the other mark ends the command, and its address stays
    if ((this.#st2 & op.ST2_CONTROL_MARK) !== 0 && !this.#skip && operation !== op.READ_TRACK) {
      this.#finish(0, t);
      return;
    }
    this.#sectorDone(t);
  }

  /** The drive reports a fault: what was to be written is not on the disk. */
  #fault(t: number): void {
    this.#request(false, t);
    this.#st0 |= op.ST0_EQUIPMENT;
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
        if (!ended) this.#st1 |= op.ST1_END;
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
    const otherSide = last && this.#multiTrack && this.#head === 0;
    if (last && !otherSide && !this.#tc) {
      if (this.#scans()) {
        this.#finish(0, t);
        return;
      }
      this.#st1 |= op.ST1_END;
      this.#finish(op.ST0_ABNORMAL, t);
      return;
    }
    if (!last) command[4] = (command[4]! + step) & 0xff;
    else {
      command[4] = 1;
      if (this.#multiTrack) {
        if (this.#head === 1) command[2] = (command[2]! + 1) & 0xff;
        command[3] = command[3]! ^ 1;
        if (!this.#tc) this.#head = 1;
      } else command[2] = (command[2]! + 1) & 0xff;
    }
    if (this.#tc) this.#finish(0, t);
    else this.#search(t);
  }

  // ---------------------------------------------------------------- format

  /** Command bytes of FORMAT TRACK: size code, sectors, GAP3, filler. */
  #beginFormat(t: number): void {
    const drive = this.#host.drive(this.#unit);
    const revolution = drive?.revolution(t) ?? 0;
    if (drive === null || revolution <= 0) {
      this.#wait(NO_INDEX, Number.POSITIVE_INFINITY);
      return;
    }
    const kbps = drive.rate(this.#kbps);
    this.#byteTicks = ((this.#encoding === 'fm' ? 16 : 8) * this.#ticksPerMs) / kbps;
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
    const revolution = this.#host.drive(this.#unit)?.revolution(t) ?? 0;
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
    const drive = this.#host.drive(this.#unit);
    const written =
      !this.#lost &&
      drive?.format(this.#head, {
        encoding: this.#encoding,
        kbps: drive.rate(this.#kbps),
        ids: this.#buffer.subarray(0, this.#length),
        n: this.#command[2]! & 7,
        gap3: this.#command[4]!,
        filler: this.#command[5]!,
      }) === true;
    if (!written) this.#fault(t);
    else this.#finish(0, t);
  }

  // ---------------------------------------------------------------- results

  /** Ends the execution phase: seven bytes of result, and INT. */
  #finish(code: number, t: number): void {
    this.#scheduler.cancel(this.#event);
    this.#step = NOTHING;
    this.#request(false, t);
    this.#unloadAt = t + this.#ms(16 * (this.#headUnload === 0 ? 16 : this.#headUnload));
    const [, , c = 0, h = 0, r = 0, n = 0] = this.#command;
    const st0 = code | this.#st0 | (this.#head << 2) | this.#unit;
    this.#give(st0, this.#st1, this.#st2, c, h, r, n);
    this.#requestAt = t;
    this.#resultInt = true;
    this.#updateInt(t);
  }

  // ---------------------------------------------------------------- state

  state(io: StateIo): void {
    this.#phase = io.number('phase', this.#phase);
    this.#step = io.number('step', this.#step);
    this.#held = io.bool('held', this.#held);
    io.bytes('command', this.#command);
    this.#taken = io.number('taken', this.#taken);
    io.bytes('result', this.#result);
    this.#given = io.number('given', this.#given);
    this.#resultLength = io.number('resultLength', this.#resultLength);
    this.#requestAt = io.number('requestAt', this.#requestAt);
    this.#kbps = io.number('kbps', this.#kbps);
    this.#stepRate = io.number('stepRate', this.#stepRate);
    this.#headUnload = io.number('headUnload', this.#headUnload);
    this.#headLoad = io.number('headLoad', this.#headLoad);
    this.#nonDma = io.bool('nonDma', this.#nonDma);
    this.#loaded = io.number('loaded', this.#loaded);
    this.#unloadAt = io.number('unloadAt', this.#unloadAt);
    io.bytes('seekEnd', this.#seekEnd);
    io.bytes('pcn', this.#pcn);
    io.bytes('target', this.#target);
    io.ints('pulses', this.#pulses);
    this.#seeking = io.number('seeking', this.#seeking);
    this.#driveBusy = io.number('driveBusy', this.#driveBusy);
    this.#readyChanged = io.number('readyChanged', this.#readyChanged);
    this.#readyLines = io.number('readyLines', this.#readyLines);
    this.#readyInt = io.bool('readyInt', this.#readyInt);
    this.#resultInt = io.bool('resultInt', this.#resultInt);
    this.#byteInt = io.bool('byteInt', this.#byteInt);
    this.#int = io.bool('int', this.#int);
    this.#drq = io.bool('drq', this.#drq);
    this.#unit = io.number('unit', this.#unit);
    this.#head = io.number('head', this.#head);
    this.#st0 = io.number('st0', this.#st0);
    this.#st1 = io.number('st1', this.#st1);
    this.#st2 = io.number('st2', this.#st2);
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
    const transit = this.#phase === EXECUTION && this.#step >= READ_BYTES && this.#step <= FORMAT_END;
    const formats = this.#operation === op.FORMAT_TRACK;
    const size = formats ? 4 * this.#command[3]! : 128 << (this.#command[5]! & 7);
    const used = transit ? size : 0;
    const stored = io.blob('buffer', this.#buffer.subarray(0, used));
    if (!io.loading) return;
    const sane = stored.length === used && this.#at >= 0 && this.#at <= LARGEST && this.#length <= LARGEST;
    if (!sane || this.#phase > RESULT || this.#step > NO_INDEX || this.#taken > 9 || this.#given > 7) {
      throw new StateError('The state of the floppy disk controller makes no sense: the snapshot is damaged.');
    }
    this.#buffer.fill(0);
    this.#buffer.set(stored);
  }
}

const PINS = { int: 'out', drq: 'out', reset: 'in', tc: 'in' } as const;

/**
 * An 8272A with pins. Registers: 0 main status, 1 data. Drives are connected by {@link connect}; DACK is `dmaRead`,
 * `dmaWrite` of {@link chip}. RDY of a unit is on while a drive is connected and its disk turns.
 */
export class Intel8272ADevice implements Device {
  readonly stateVersion = 1;
  readonly io;
  readonly chip: Intel8272A;
  readonly #drives: (FloppyDrive | null)[] = [null, null, null, null];

  constructor(ctx: PartContext<'int' | 'drq', 'reset' | 'tc'>, { model }: { readonly model?: Intel8272AModel } = {}) {
    const { scheduler } = ctx;
    const host: Intel8272AHost = {
      drive: (unit) => this.#drives[unit] ?? null,
      ready: (unit) => (this.#drives[unit]?.revolution(scheduler.now) ?? 0) > 0,
      interrupt: (on, t) => ctx.out.int.drive(on, t),
      dataRequest: (on, t) => ctx.out.drq.drive(on, t),
    };
    this.chip = new Intel8272A(scheduler, ctx.id, ctx.ticksPerSecond, host, model);
    ctx.in.reset.listen((on, t) => this.chip.setReset(on, t));
    ctx.in.tc.listen((on, t) => {
      if (on) this.chip.terminalCount(t);
    });
    this.io = {
      registers: {
        read: (offset: number, t: number) => ((offset & 1) === 0 ? this.chip.status(t) : this.chip.readData(t)),
        peek: (offset: number) => ((offset & 1) === 0 ? this.chip.status(scheduler.now) : this.chip.peekData()),
        write: (offset: number, value: number, t: number) => {
          if ((offset & 1) === 1) this.chip.writeData(value, t);
        },
      },
    };
  }

  /** Connects a drive as unit 0 to 3. Call `chip.driveChanged` when its signals change by themselves. */
  connect(unit: number, drive: FloppyDrive): void {
    this.#drives[unit] = drive;
  }

  reset(kind: 'power' | 'reset', t: number): void {
    if (kind === 'power') this.chip.powerOn(t);
    this.chip.setReset(true, t);
    this.chip.setReset(false, t);
  }

  state(io: StateIo): void {
    this.chip.state(io);
  }
}

export const Intel8272APart = definePart({
  type: 'Intel8272A',
  title: 'Intel 8272A floppy disk controller',
  pins: PINS,
  io: { registers: { size: 2, title: 'floppy disk controller' } },
  create: (ctx, options: { readonly model?: Intel8272AModel }) => new Intel8272ADevice(ctx, options),
});
