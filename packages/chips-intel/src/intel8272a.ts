import { type EventId, type Scheduler, StateError, type StateIo } from '@backplane/kernel';
import * as op from './intel8272a/commands.ts';
import type { FloppyDrive } from './intel8272a/drive.ts';
import { FdcTiming } from './intel8272a/timing.ts';
import { FdcTransfer } from './intel8272a/transfer.ts';

/*
 * Intel 8272A (NEC uPD765A) floppy disk controller: registers, commands, seeks and interrupts
 *
 * Sources: Intel, "8272A Single/Double Density Floppy Disk Controller" (data sheet, order number 210606); NEC,
 * "uPD765A/uPD765B" data sheet; Intel application note AP-121 (interrupts, order of commands).
 *
 * There are events for step pulses and for commands that transfer data (intel8272a/transfer.ts), and one after RESET; none
 * while the controller waits for a command, or for a disk that does not turn.
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

/** Step pulses after which RECALIBRATE gives up. */
const RECALIBRATE_STEPS = 77;
/** Milliseconds after RESET at 500 kbit/s until the ready lines have been polled. */
const POLL_MS = 1.024;
const UNITS = 4;

/** An 8272A, for a card that wires it by methods; `Intel8272APart` is the same as a part. */
export class Intel8272A {
  readonly #host: Intel8272AHost;
  readonly #scheduler: Scheduler;
  readonly #version: number;
  readonly #timing: FdcTiming;
  readonly #transfer: FdcTransfer;
  /** Step pulses of each unit, the poll after RESET. */
  readonly #stepEvents: readonly EventId[];
  readonly #pollEvent: EventId;

  #phase = IDLE;
  /** RESET is on. */
  #held = false;
  readonly #command = new Uint8Array(9);
  #taken = 0;
  readonly #result = new Uint8Array(7);
  #given = 0;
  #resultLength = 0;
  /** Tick from which RQM is on in the command and result phases. */
  #requestAt = 0;
  #nonDma = false;

  /** Result of a seek that has not been fetched, or 0; per unit. */
  readonly #seekEnd = new Uint8Array(UNITS);
  /** Present cylinder number, and that of a seek. */
  readonly #pcn = new Uint8Array(UNITS);
  readonly #target = new Uint8Array(UNITS);
  /** Step pulses still allowed while recalibrating, −1 while seeking. */
  readonly #pulses = new Int32Array(UNITS);
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
    this.#version = model === 'uPD765B' ? 0x90 : 0x80;
    this.#timing = new FdcTiming(ticksPerSecond);
    this.#transfer = new FdcTransfer(scheduler, id, this.#timing, this.#command, {
      drive: (unit) => host.drive(unit),
      ready: (unit) => host.ready(unit),
      request: (on, t) => this.#request(on, t),
      done: (code, t) => this.#done(code, t),
    });
    this.#stepEvents = [0, 1, 2, 3].map((unit) => scheduler.allocate(`${id}.step${unit}`, (t) => this.#pulse(unit, t)));
    this.#pollEvent = scheduler.allocate(`${id}.poll`, (t) => this.#poll(t));
  }

  // ---------------------------------------------------------------- reset, rate

  /** Power-on: RESET, and nothing has been specified. */
  powerOn(t: number): void {
    this.#timing.powerOn();
    this.#transfer.powerOn();
    this.#nonDma = false;
    this.#pcn.fill(0);
    this.#target.fill(0);
    this.#pulses.fill(0);
    this.#command.fill(0);
    this.#result.fill(0);
    this.#given = this.#resultLength = this.#requestAt = 0;
    this.#held = false;
    this.#idle(t);
  }

  /** RESET. What SPECIFY has set stays. While it is on nothing is accepted; when it ends, ready lines are polled. */
  setReset(on: boolean, t: number): void {
    if (on === this.#held) return;
    this.#held = on;
    this.#idle(t);
    if (!on) this.#scheduler.at(this.#pollEvent, t + this.#timing.ticks(POLL_MS));
  }

  #idle(t: number): void {
    this.#scheduler.cancel(this.#pollEvent);
    for (const event of this.#stepEvents) this.#scheduler.cancel(event);
    this.#phase = IDLE;
    this.#taken = 0;
    this.#driveBusy = this.#readyChanged = this.#readyLines = 0;
    this.#seekEnd.fill(0);
    this.#transfer.reset(t);
    this.#readyInt = this.#resultInt = this.#byteInt = false;
    this.#updateInt(t);
  }

  /**
   * Sets the data rate: 500 kbit/s with a clock of 8 MHz, 300 with 4.8, 250 with 4, 1000 with 16. Takes effect with the
   * next sector, step or command.
   */
  setDataRate(kbps: number): void {
    this.#timing.kbps = kbps;
  }

  get dataRate(): number {
    return this.#timing.kbps;
  }

  /**
   * A drive's signals have changed by themselves at tick `t` (disk in or out, motor up to speed, another drive selected,
   * ready): what depends on them is looked at anew.
   */
  driveChanged(t: number): void {
    if (this.#held) return;
    const lines = this.#ready();
    if (lines !== this.#readyLines && this.#scheduler.timeOf(this.#pollEvent) === Number.POSITIVE_INFINITY) {
      this.#readyChanged |= lines ^ this.#readyLines;
      this.#readyLines = lines;
      this.#readyInt = true;
      this.#updateInt(t);
    }
    if (this.#phase === EXECUTION) this.#transfer.driveChanged(t);
  }

  #ready(): number {
    let lines = 0;
    for (let unit = 0; unit < UNITS; unit++) if (this.#host.ready(unit)) lines |= 1 << unit;
    return lines;
  }

  /** Ready lines are polled between commands. All were off while RESET was on. */
  #poll(t: number): void {
    if (this.#phase !== IDLE) {
      this.#scheduler.at(this.#pollEvent, t + this.#timing.ticks(POLL_MS));
      return;
    }
    this.#readyLines = this.#readyChanged = this.#ready();
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
    for (let unit = 0; unit < UNITS; unit++) if (this.#seekEnd[unit] !== 0) return true;
    return false;
  }

  /** DRQ, or INT and RQM in non-DMA mode. */
  #request(on: boolean, t: number): void {
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
    return this.#transfer.dmaRead(t);
  }

  /** DACK and WR: it gives one. */
  dmaWrite(value: number, t: number): void {
    this.#transfer.dmaWrite(value, t);
  }

  /** DACK without RD or WR, as in the verify transfers of an 8237A: the request is answered and no byte moves. */
  dmaVerify(t: number): void {
    this.#transfer.dmaVerify(t);
  }

  /** TC: the byte that was just transferred was the last. */
  terminalCount(t: number): void {
    this.#transfer.terminalCount(t);
  }

  // ---------------------------------------------------------------- registers

  /** Main status register at tick `t`. */
  status(t: number): number {
    if (this.#held) return 0;
    let value = this.#driveBusy;
    if (this.#phase !== IDLE) value |= op.MSR_BUSY;
    if (this.#phase === EXECUTION) {
      if (!this.#nonDma || (this.#command[0]! & 0x1f) === op.READ_ID) return value;
      value |= op.MSR_NON_DMA;
      if (this.#transfer.reading) value |= op.MSR_OUT;
      return this.#transfer.requesting ? value | op.MSR_REQUEST : value;
    }
    if (this.#phase === RESULT) value |= op.MSR_OUT;
    return t >= this.#requestAt ? value | op.MSR_REQUEST : value;
  }

  /** Data register: a result byte, or a data byte in non-DMA mode. */
  readData(t: number): number {
    if (this.#phase === EXECUTION && this.#nonDma) return this.#transfer.dmaRead(t);
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
      if (this.#nonDma) this.#transfer.dmaWrite(value, t);
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
    this.#requestAt = t + this.#timing.startTicks();
  }

  // ---------------------------------------------------------------- commands

  #execute(t: number): void {
    const operation = this.#command[0]! & 0x1f;
    const a = this.#command[1]!;
    const b = this.#command[2]!;
    const unit = a & 3;
    switch (operation) {
      case op.SPECIFY:
        this.#timing.stepRate = a >> 4;
        this.#timing.headUnload = a & 15;
        this.#timing.headLoad = b >> 1;
        this.#nonDma = (b & 1) !== 0;
        this.#phase = IDLE;
        break;
      case op.SENSE_DRIVE:
        this.#give(this.#driveStatus(a & 7));
        break;
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
        if (op.LENGTHS[operation] === 1) this.#give(op.ST0_INVALID);
        else {
          this.#phase = EXECUTION;
          this.#transfer.begin(t);
        }
    }
  }

  /** Status register 3. @param selector head and unit, as in the command */
  #driveStatus(selector: number): number {
    const unit = selector & 3;
    const drive = this.#host.drive(unit);
    let st3 = selector;
    if (this.#host.ready(unit)) st3 |= op.ST3_READY;
    if (drive?.fault()) st3 |= op.ST3_FAULT;
    if (drive?.writeProtected()) st3 |= op.ST3_PROTECTED;
    if (drive?.trackZero()) st3 |= op.ST3_TRACK_0;
    if (drive?.twoSided()) st3 |= op.ST3_TWO_SIDED;
    return st3;
  }

  /** The result phase. */
  #give(...bytes: readonly number[]): void {
    this.#result.fill(0);
    for (const [i, byte] of bytes.entries()) this.#result[i] = byte;
    this.#resultLength = bytes.length;
    this.#given = 0;
    this.#phase = RESULT;
  }

  /** A command that transfers data has ended: seven bytes, and INT. */
  #done(code: number, t: number): void {
    const { st0, st1, st2, head, unit } = this.#transfer;
    const [, , c = 0, h = 0, r = 0, n = 0] = this.#command;
    this.#give(code | st0 | (head << 2) | unit, st1, st2, c, h, r, n);
    this.#requestAt = t;
    this.#resultInt = true;
    this.#updateInt(t);
  }

  /** Ends of seeks come before changes of ready lines, of which INT tells once, whatever units they are of. */
  #senseInterrupt(): void {
    this.#readyInt = false;
    for (let unit = 0; unit < UNITS; unit++) {
      const st0 = this.#seekEnd[unit]!;
      if (st0 === 0) continue;
      this.#seekEnd[unit] = 0;
      this.#driveBusy &= ~(1 << unit);
      this.#give(st0, this.#pcn[unit]!);
      return;
    }
    for (let unit = 0; unit < UNITS; unit++) {
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
    this.#driveBusy |= 1 << unit;
    this.#scheduler.at(this.#stepEvents[unit]!, t + this.#timing.startTicks());
  }

  /** Time for a step pulse of a unit, or for the end of its seek. */
  #pulse(unit: number, t: number): void {
    if (!this.#host.ready(unit)) {
      this.#endSeek(unit, op.ST0_ABNORMAL | op.ST0_NOT_READY, t);
      return;
    }
    const recalibrating = this.#pulses[unit]! >= 0;
    const away = this.#target[unit]! - this.#pcn[unit]!;
    if (recalibrating ? this.#host.drive(unit)?.trackZero() : away === 0) this.#endSeek(unit, op.ST0_SEEK_END, t);
    else if (!recalibrating) {
      this.#pcn[unit] = this.#pcn[unit]! + Math.sign(away);
      this.#move(unit, away > 0, t);
    } else if (this.#pulses[unit] === 0) {
      this.#endSeek(unit, op.ST0_ABNORMAL | op.ST0_SEEK_END | op.ST0_EQUIPMENT, t);
    } else {
      this.#pulses[unit]!--;
      this.#move(unit, false, t);
    }
  }

  #move(unit: number, inward: boolean, t: number): void {
    this.#scheduler.at(this.#stepEvents[unit]!, t + this.#timing.stepTicks());
    this.#host.drive(unit)?.step(inward, t);
    if (this.#phase === EXECUTION && this.#transfer.unit === unit) this.#transfer.driveChanged(t);
  }

  #endSeek(unit: number, st0: number, t: number): void {
    this.#seekEnd[unit] = st0 | unit;
    this.#updateInt(t);
  }

  // ---------------------------------------------------------------- state

  state(io: StateIo): void {
    this.#phase = io.number('phase', this.#phase);
    this.#held = io.bool('held', this.#held);
    io.bytes('command', this.#command);
    this.#taken = io.number('taken', this.#taken);
    io.bytes('result', this.#result);
    this.#given = io.number('given', this.#given);
    this.#resultLength = io.number('resultLength', this.#resultLength);
    this.#requestAt = io.number('requestAt', this.#requestAt);
    this.#nonDma = io.bool('nonDma', this.#nonDma);
    io.bytes('seekEnd', this.#seekEnd);
    io.bytes('pcn', this.#pcn);
    io.bytes('target', this.#target);
    io.ints('pulses', this.#pulses);
    this.#driveBusy = io.number('driveBusy', this.#driveBusy);
    this.#readyChanged = io.number('readyChanged', this.#readyChanged);
    this.#readyLines = io.number('readyLines', this.#readyLines);
    this.#readyInt = io.bool('readyInt', this.#readyInt);
    this.#resultInt = io.bool('resultInt', this.#resultInt);
    this.#byteInt = io.bool('byteInt', this.#byteInt);
    this.#int = io.bool('int', this.#int);
    io.section('timing', 1, (s) => this.#timing.state(s));
    io.section('transfer', 1, (s) => this.#transfer.state(s));
    const sane = this.#phase >= IDLE && this.#phase <= RESULT && this.#taken <= 9 && this.#given <= 7;
    if (!sane || !(this.#timing.kbps > 0)) {
      throw new StateError('The state of the floppy disk controller makes no sense: the snapshot is damaged.');
    }
  }
}
