import {
  ClockDomain,
  InputPin,
  Line,
  type LineListener,
  loadState,
  type MachineEvent,
  OutputPin,
  type PartContext,
  ratio,
  Scheduler,
  type StateIo,
  saveState,
} from '@backplane/kernel';
import type { CbmDisk } from '@backplane/media';
import { VirtualDrive } from '../src/index.ts';

/** How a computer's program handles the lines. Times in µs. */
export interface HostTiming {
  readonly ticksPerSecond: number;
  /** From one look at the lines to the next. A level is believed if it is the same 4 µs later. */
  readonly loop: number;
  /** Bit set-up and bit valid when sending. */
  readonly setUp: number;
  readonly valid: number;
  /** Pauses that the picture forces on the processor, and how often: every so many looks. */
  readonly pause?: number;
  readonly every?: number;
}

/** A C64: its picture stops the processor for 43 cycles every eighth line, with sprites for 62. */
export const PAL: HostTiming = { ticksPerSecond: 17_734_472, loop: 11.2, setUp: 45, valid: 22, pause: 62.9, every: 5 };
export const NTSC: HostTiming = { ticksPerSecond: 14_318_180, loop: 10.8, setUp: 45, valid: 22, pause: 60.6, every: 7 };
/** The shortest times of the published table. */
export const FASTEST: HostTiming = { ticksPerSecond: 1_000_000, loop: 5, setUp: 20, valid: 20 };
/** A program that is slow, within the limits. */
export const SLOW: HostTiming = { ticksPerSecond: 8_000_000, loop: 30, setUp: 300, valid: 250 };

/** A drive in a socket of its own, so that another can take its place in the middle of anything. */
class Socket {
  readonly id: string;
  readonly outputs: Readonly<Record<string, OutputPin>>;
  drive!: VirtualDrive;
  scheduler!: Scheduler;
  readonly #inputs: Readonly<Record<string, InputPin>>;
  #listeners: { pin: string; listener: LineListener }[] = [];
  readonly #bench: SerialHost;

  constructor(bench: SerialHost, id: string) {
    this.#bench = bench;
    this.id = id;
    const input = (name: string): InputPin => {
      const pin = new InputPin(`${id}.${name}`);
      pin.connect(bench.lines[name]!);
      bench.lines[name]!.listen((on, t) => {
        for (const { pin: of, listener } of this.#listeners) if (of === name) listener(on, t);
      });
      return pin;
    };
    const output = (name: string): OutputPin => {
      const pin = new OutputPin(`${id}.${name}`);
      pin.connect(bench.lines[name]!);
      return pin;
    };
    this.outputs = { clk: output('clk'), data: output('data') };
    this.#inputs = { atn: input('atn'), clk: input('clk'), data: input('data'), reset: input('reset') };
    this.make();
  }

  /** A drive fresh from the box. */
  make(): void {
    this.scheduler = new Scheduler();
    this.#listeners = [];
    const listening = Object.fromEntries(
      Object.entries(this.#inputs).map(([name, pin]) => [
        name,
        {
          listen: (listener: LineListener) => this.#listeners.push({ pin: name, listener }),
          at: (t: number) => pin.at(t),
          get level() {
            return pin.level;
          },
        },
      ]),
    );
    this.drive = new VirtualDrive({
      id: this.id,
      clock: new ClockDomain('drive', ratio(1)),
      ticksPerSecond: this.#bench.timing.ticksPerSecond,
      scheduler: this.scheduler,
      out: this.outputs,
      in: listening,
      space: null,
      ports: null,
      rom: null,
      emit: (event: Omit<MachineEvent, 'tick' | 'source'>) => this.#bench.notes.push(event.text ?? event.kind),
      output: () => {},
    } as unknown as PartContext);
  }

  state(io: StateIo): void {
    io.section('events', 1, (s) => this.scheduler.state(s));
    io.section('drive', this.drive.stateVersion, (s) => this.drive.state(s));
    if (io.loading) this.scheduler.now = this.#bench.tick;
  }

  /** Puts another drive in its place that has only what a snapshot holds. */
  exchange(disk: CbmDisk | null): void {
    const saved = saveState(this);
    this.make();
    this.drive.insert('disk', disk);
    loadState(this, saved);
  }
}

/** The computer's side of the serial bus as its programs drive it, bit by bit, with any number of drives. */
export class SerialHost {
  readonly timing: HostTiming;
  readonly lines: Readonly<Record<string, Line>>;
  readonly sockets: Socket[];
  readonly notes: string[] = [];
  tick = 0;
  /** Called before each look at the lines. */
  onLook: () => void = () => {};
  #looks = 0;
  readonly #atn = new OutputPin('host.atn');
  readonly #clk = new OutputPin('host.clk');
  readonly #data = new OutputPin('host.data');
  readonly #reset = new OutputPin('host.reset');

  constructor(disks: readonly (CbmDisk | null)[], timing: HostTiming = PAL) {
    this.timing = timing;
    this.lines = {
      atn: new Line('atn'),
      clk: new Line('clk'),
      data: new Line('data'),
      reset: new Line('reset'),
    };
    this.#atn.connect(this.lines.atn!);
    this.#clk.connect(this.lines.clk!);
    this.#data.connect(this.lines.data!);
    this.#reset.connect(this.lines.reset!);
    this.sockets = disks.map((_, i) => new Socket(this, `drive${8 + i}.drive`));
    disks.forEach((disk, i) => {
      this.drive(8 + i).insert('disk', disk);
    });
  }

  drive(number: number): VirtualDrive {
    return this.sockets[number - 8]!.drive;
  }

  /** Lets µs pass. */
  pass(microseconds: number): void {
    const end = this.tick + Math.max(1, Math.round((microseconds * this.timing.ticksPerSecond) / 1e6));
    for (;;) {
      let first: Socket | undefined;
      for (const socket of this.sockets) {
        if (socket.scheduler.next <= end && socket.scheduler.next < (first?.scheduler.next ?? Infinity)) first = socket;
      }
      if (first === undefined) break;
      this.tick = Math.max(this.tick, first.scheduler.next);
      first.scheduler.runUntil(first.scheduler.next);
    }
    for (const socket of this.sockets) socket.scheduler.runUntil(end);
    this.tick = end;
  }

  #look(): void {
    this.onLook();
    const { loop, pause = 0, every = 0 } = this.timing;
    this.#looks++;
    this.pass(loop + (every > 0 && this.#looks % every === 0 ? pause : 0));
  }

  get clk(): boolean {
    return this.lines.clk!.at(this.tick);
  }

  get data(): boolean {
    return this.lines.data!.at(this.tick);
  }

  /** Waits until a line has a level. @returns false if it has not after so many µs */
  #until(line: 'clk' | 'data', on: boolean, limit: number): boolean {
    const end = this.tick + (limit * this.timing.ticksPerSecond) / 1e6;
    for (;;) {
      this.#look();
      const first = this[line];
      this.pass(4);
      if (this[line] === on && first === on) return true;
      if (this.tick > end) return false;
    }
  }

  #must(line: 'clk' | 'data', on: boolean, what: string): void {
    if (!this.#until(line, on, 100_000)) throw new Error(`${what}: ${line} never became ${on ? 'low' : 'high'}`);
  }

  // ---------------------------------------------------------------- bytes

  /** Sends a byte. @returns what went wrong, or `ok` */
  send(byte: number, eoi = false): 'ok' | 'absent' | 'timeout' {
    this.#data.drive(false, this.tick);
    this.#look();
    if (!this.data) return 'absent';
    this.#clk.drive(false, this.tick);
    this.#must('data', false, 'ready for data');
    if (eoi) {
      this.#must('data', true, 'EOI acknowledge');
      this.#must('data', false, 'end of EOI acknowledge');
    }
    this.#clk.drive(true, this.tick);
    for (let bit = 0; bit < 8; bit++) {
      this.#data.drive(((byte >> bit) & 1) === 0, this.tick);
      this.pass(this.timing.setUp);
      this.onLook();
      this.#clk.drive(false, this.tick);
      this.pass(this.timing.valid);
      this.#clk.drive(true, this.tick);
      this.#data.drive(false, this.tick);
    }
    return this.#until('data', true, 1000) ? 'ok' : 'timeout';
  }

  /** Takes a byte. `timeout`: the talker has nothing to say. */
  receive(): { byte: number; eoi: boolean } | 'timeout' {
    this.#must('clk', false, 'talker ready');
    this.#data.drive(false, this.tick);
    let eoi = false;
    if (!this.#until('clk', true, 256)) {
      eoi = true;
      this.#data.drive(true, this.tick);
      this.pass(60);
      this.#data.drive(false, this.tick);
      if (!this.#until('clk', true, 256)) return 'timeout';
    }
    let byte = 0;
    for (let bit = 0; bit < 8; bit++) {
      this.#must('clk', false, `bit ${bit}`);
      if (this.clk) throw new Error(`bit ${bit} was too short`);
      if (!this.data) byte |= 1 << bit;
      this.#must('clk', true, `end of bit ${bit}`);
    }
    this.#data.drive(true, this.tick);
    return { byte, eoi };
  }

  // ---------------------------------------------------------------- commands

  /** Sends commands under ATN. @returns false if nobody is on the bus */
  attention(...bytes: number[]): boolean {
    this.#atn.drive(true, this.tick);
    this.#clk.drive(true, this.tick);
    this.#data.drive(false, this.tick);
    for (const byte of bytes) {
      this.pass(1000);
      if (this.send(byte) !== 'ok') {
        this.release();
        return false;
      }
    }
    return true;
  }

  /** Ends ATN; the computer stays the talker. */
  attentionEnds(): void {
    this.#atn.drive(false, this.tick);
    this.pass(20);
  }

  /** Ends ATN and lets the device talk. */
  turnAround(): void {
    this.#data.drive(true, this.tick);
    this.#atn.drive(false, this.tick);
    this.pass(4);
    this.#clk.drive(false, this.tick);
    this.#must('clk', true, 'talk-attention acknowledge');
  }

  /** Lets go of all lines. */
  release(): void {
    this.#atn.drive(false, this.tick);
    this.#clk.drive(false, this.tick);
    this.#data.drive(false, this.tick);
    this.pass(100);
  }

  /** Pulls RESET for some µs. */
  reset(microseconds = 100): void {
    this.#reset.drive(true, this.tick);
    this.pass(microseconds);
    this.#reset.drive(false, this.tick);
    this.pass(100);
  }

  unlisten(): void {
    this.attention(0x3f);
    this.release();
  }

  untalk(): void {
    this.attention(0x5f);
    this.release();
  }

  // ---------------------------------------------------------------- what BASIC does

  /** @returns false if the device is not present */
  open(device: number, channel: number, name: string): boolean {
    if (!this.attention(0x20 | device, 0xf0 | channel)) return false;
    this.attentionEnds();
    for (let i = 0; i < name.length; i++) {
      if (this.send(name.charCodeAt(i), i === name.length - 1) !== 'ok') {
        this.release();
        return false;
      }
    }
    this.unlisten();
    return true;
  }

  close(device: number, channel: number): void {
    this.attention(0x20 | device, 0xe0 | channel);
    this.release();
    this.unlisten();
  }

  /** PRINT#. @returns bytes that were taken */
  print(device: number, channel: number, bytes: string | Uint8Array): number {
    const list = typeof bytes === 'string' ? Uint8Array.from(bytes, (c) => c.charCodeAt(0)) : bytes;
    this.attention(0x20 | device, 0x60 | channel);
    this.attentionEnds();
    let taken = 0;
    for (let i = 0; i < list.length; i++) {
      if (this.send(list[i]!, i === list.length - 1) !== 'ok') break;
      taken++;
    }
    this.unlisten();
    return taken;
  }

  /** Reads until EOI, or so many bytes. `complete` is false if the talker fell silent. */
  read(device: number, channel: number, most = Infinity): { bytes: Uint8Array; eoi: boolean; complete: boolean } {
    const bytes: number[] = [];
    let eoi = false;
    let complete = true;
    this.attention(0x40 | device, 0x60 | channel);
    this.turnAround();
    while (!eoi && bytes.length < most) {
      const got = this.receive();
      if (got === 'timeout') {
        complete = false;
        break;
      }
      bytes.push(got.byte);
      eoi = got.eoi;
    }
    this.untalk();
    return { bytes: Uint8Array.from(bytes), eoi, complete };
  }

  /** Reads as text. */
  text(device: number, channel: number, most = Infinity): string {
    return String.fromCharCode(...this.read(device, channel, most).bytes);
  }

  /** The status of a drive, without the CR. */
  status(device = 8): string {
    return this.text(device, 15).replace(/\r$/, '');
  }

  /** Sends a command and reads the status. */
  command(line: string, device = 8): string {
    this.print(device, 15, `${line}\r`);
    return this.status(device);
  }

  /** LOAD. Null if the file was not found. */
  load(name: string, device = 8): Uint8Array | null {
    if (!this.open(device, 0, name)) return null;
    const { bytes, complete } = this.read(device, 0);
    this.close(device, 0);
    return complete ? bytes : null;
  }

  /** SAVE. */
  save(name: string, bytes: Uint8Array, device = 8): number {
    this.open(device, 1, name);
    const taken = this.print(device, 1, bytes);
    this.close(device, 1);
    return taken;
  }

  /** Writes a file on channel 2. */
  write(name: string, bytes: string | Uint8Array, device = 8): number {
    this.open(device, 2, name);
    const taken = this.print(device, 2, bytes);
    this.close(device, 2);
    return taken;
  }
}
