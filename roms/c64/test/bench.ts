import { standalone6502 } from '@backplane/cpu-6502';
import { AddressSpace, Scheduler } from '@backplane/kernel';

/** φ2 cycles per raster line and lines per frame. */
const VIDEO = { pal: [63, 312], ntsc: [65, 263] } as const;

/** What the KERNAL finds at A000h on the bench: jumps to a program at C100h (both starts). */
const NO_BASIC = [0x00, 0xc1, 0x00, 0xc1];

/** Offsets of the control registers of timers A, B of CIA 1, A, B of CIA 2. */
const CONTROL = [0xc0e, 0xc0f, 0xd0e, 0xd0f];

/** Number of the timer that has a register. */
function timerAt(offset: number): number {
  return (offset >= 0xd00 ? 2 : 0) + ((offset & 15) >= 6 ? 1 : 0);
}

/** Registers after a call. */
export interface Registers {
  readonly a: number;
  readonly x: number;
  readonly y: number;
  readonly p: number;
  readonly carry: boolean;
  readonly zero: boolean;
}

export interface BenchOptions {
  readonly kernal: Uint8Array;
  /** 8 KB for A000h; without it both starts of BASIC lead to C100h. */
  readonly basic?: Uint8Array;
  readonly video?: keyof typeof VIDEO;
  /** Bytes at 8000h that cannot be written. */
  readonly cartridge?: Uint8Array;
  /** Address from which on there is no RAM. */
  readonly ramEnd?: number;
}

/** A device at the other end of the serial bus; 1 is a line pulled low. */
export interface SerialDevice {
  /** Lines that the device pulls at cycle t, CLK in bit 0 and DATA in bit 1, given what the computer pulls (ATN 4). */
  lines(host: { atn: boolean; clk: boolean; data: boolean }, t: number): number;
}

/**
 * As much of a Commodore 64 as its KERNAL needs: 6510, RAM, ROMs (always mapped), keyboard, raster counter, the timers
 * and interrupt registers of CIA 1, cassette pulses, serial lines. No bad lines, no sprites.
 */
export class Bench {
  readonly cpu;
  readonly space: AddressSpace;
  /** Keys held down, matrix codes. */
  readonly keys = new Set<number>();
  serial: SerialDevice | undefined;
  /** Cycles at which the cassette's FLAG edges come, rising; only while the motor is on is time counted. */
  pulses: number[] = [];
  /** A cassette button is down. */
  play = false;
  /** Cycles at which the KERNAL changed the cassette write line, and the level. */
  readonly written: { t: number; level: boolean }[] = [];
  /** Cycles at which the RS-232 receive line falls (even places) and rises. */
  edges: number[] = [];
  /** What was written to the port of CIA 2: level of the RS-232 send line. */
  readonly sent: { t: number; level: boolean }[] = [];
  readonly io = new Uint8Array(0x1000);
  readonly #drive;
  readonly #video: readonly [number, number];
  readonly #icr = [0, 0];
  readonly #mask = [0, 0];
  readonly #interrupt = [false, false];
  readonly #latch = [0xffff, 0xffff, 0xffff, 0xffff];
  readonly #count = [0xffff, 0xffff, 0xffff, 0xffff];
  readonly #since = [0, 0, 0, 0];
  #pulse = 0;
  #edge = 0;
  #tapeTime = 0;
  #motorSince = -1;
  #port = 0;

  constructor({ kernal, basic, video = 'pal', cartridge, ramEnd = 0x10000 }: BenchOptions) {
    this.#video = VIDEO[video];
    const scheduler = new Scheduler();
    const space = new AddressSpace('memory', 16, scheduler);
    const ram = space.addMemory(0x10000);
    const rom = space.addMemory(0x4000);
    const low = Uint8Array.from([...NO_BASIC, ...new Uint8Array(0x1ffc)]);
    space.memory.set(basic ?? low, rom);
    space.memory.set(kernal, rom + 0x2000);
    const cart = space.addMemory(0x2000);
    if (cartridge !== undefined) space.memory.set(cartridge, cart);
    const io = {
      read: (offset: number, t: number) => this.#read(offset, t),
      write: (offset: number, value: number, t: number) => this.#write(offset, value, t),
      peek: (offset: number) => this.io[offset]!,
    };
    const top = Math.min(ramEnd, 0x8000) - 1;
    space.addView('c64', [
      { from: 0, to: top, name: 'ram', memory: ram },
      ...(cartridge !== undefined
        ? [{ from: 0x8000, to: 0x9fff, name: 'cartridge', memory: cart, write: false as const }]
        : ramEnd > 0x8000
          ? [{ from: 0x8000, to: 0x9fff, name: 'ram', memory: ram + 0x8000 }]
          : []),
      { from: 0xa000, to: 0xbfff, name: 'basic', memory: rom, write: false },
      { from: 0xa000, to: 0xcfff, name: 'ram', memory: ram + 0xa000, read: false },
      { from: 0xc000, to: 0xcfff, name: 'ram', memory: ram + 0xc000, write: false },
      { from: 0xd000, to: 0xdfff, name: 'io', io },
      { from: 0xe000, to: 0xffff, name: 'kernal', memory: rom + 0x2000, write: false },
      { from: 0xe000, to: 0xffff, name: 'ram', memory: ram + 0xe000, read: false },
    ]);
    this.space = space;
    const alone = standalone6502({ scheduler, space, variant: '6510', port: { pullUp: 0x17, pullDown: 0x20 } });
    this.cpu = alone.cpu;
    this.#drive = alone.drive;
    this.cpu.connect({ portChanged: (value: number, t: number) => this.#portChanged(value, t) });
  }

  /** What the processor would read, without side effects; addresses 0 and 1 are the processor's port. */
  peek(address: number): number {
    if (address < 2) return this.cpu.getRegister(address === 0 ? 'ddr' : 'port');
    return this.space.peek(address);
  }
  word(address: number): number {
    return this.peek(address) | (this.peek(address + 1) << 8);
  }
  bytes(address: number, length: number): number[] {
    return Array.from({ length }, (_, i) => this.peek(address + i));
  }
  poke(address: number, ...bytes: number[]): void {
    bytes.forEach((byte, i) => {
      const at = address + i;
      if (at < 2) this.cpu.setRegister(at === 0 ? 'ddr' : 'port', byte);
      else if (at >= 0xd000 && at < 0xe000) this.#write(at - 0xd000, byte, this.cpu.cycles);
      else this.space.poke(at, byte);
    });
  }

  /** Runs for so many cycles. */
  run(cycles: number): this {
    const end = this.cpu.cycles + cycles;
    while (this.cpu.cycles < end) {
      const now = this.cpu.cycles;
      this.#update(now);
      this.cpu.run(Math.min(end, Math.max(now + 1, this.#nextEvent(now))));
      if (this.cpu.cycles === now) break;
    }
    this.#update(this.cpu.cycles);
    return this;
  }

  /** Runs until the processor is about to execute the instruction at `pc`. @throws Error after `limit` cycles */
  until(pc: number, limit = 3_000_000): this {
    const end = this.cpu.cycles + limit;
    while (this.cpu.getRegister('pc') !== pc) {
      if (this.cpu.cycles > end) {
        throw new Error(
          `${pc.toString(16)} not reached, but ${this.cpu.getRegister('pc').toString(16)}.\n${this.text}`,
        );
      }
      this.run(1);
    }
    return this;
  }

  /** Puts the program "JMP to itself" at C100h and boots into it. */
  boot(limit = 3_000_000): this {
    this.poke(0xc100, 0x4c, 0x00, 0xc1);
    const end = this.cpu.cycles + limit;
    while (this.cpu.getRegister('pc') < 0xc100 || this.cpu.getRegister('pc') > 0xc102) {
      if (this.cpu.cycles > end) throw new Error('It does not come to BASIC.');
      this.run(100);
    }
    return this;
  }

  /** Calls a subroutine from C000h. @throws Error if it does not come back within `limit` cycles */
  call(
    address: number,
    regs: { a?: number; x?: number; y?: number; carry?: boolean; sei?: boolean } = {},
    limit = 10_000_000,
  ): Registers {
    this.poke(0xc000, 0x20, address & 0xff, address >> 8, 0x4c, 0x03, 0xc0);
    this.cpu.setRegister('pc', 0xc000);
    this.cpu.setRegister('a', regs.a ?? 0);
    this.cpu.setRegister('x', regs.x ?? 0);
    this.cpu.setRegister('y', regs.y ?? 0);
    this.cpu.setRegister('p', (regs.carry === true ? 1 : 0) | (regs.sei === true ? 4 : 0));
    const end = this.cpu.cycles + limit;
    for (;;) {
      this.run(50);
      const pc = this.cpu.getRegister('pc');
      if (pc >= 0xc003 && pc <= 0xc005) break;
      if (this.cpu.cycles > end) {
        throw new Error(`${address.toString(16)} does not come back (${pc.toString(16)}).\n${this.text}`);
      }
    }
    const p = this.cpu.getRegister('p');
    const [a, x, y] = (['a', 'x', 'y'] as const).map((r) => this.cpu.getRegister(r)) as [number, number, number];
    return { a, x, y, p, carry: (p & 1) !== 0, zero: (p & 2) !== 0 };
  }

  nmi(): void {
    this.#drive('nmi', true, this.cpu.cycles);
    this.run(10);
    this.#drive('nmi', false, this.cpu.cycles);
  }

  /** Screen codes as characters of the upper case set, rows without blanks at their ends; reversed ones are marked. */
  rows(): string[] {
    return Array.from({ length: 25 }, (_, row) =>
      this.bytes((this.peek(0x288) << 8) + row * 40, 40)
        .map(glyph)
        .join('')
        .trimEnd(),
    );
  }
  get text(): string {
    return this.rows().join('\n').trimEnd();
  }

  #raster(t: number): number {
    return Math.floor(t / this.#video[0]) % this.#video[1];
  }

  #read(offset: number, t: number): number {
    if (offset < 0x400) {
      const register = offset & 0x3f;
      const line = this.#raster(t);
      if (register === 0x11) return (this.io[register]! & 0x7f) | ((line >> 1) & 0x80);
      return register === 0x12 ? line & 0xff : this.io[register]!;
    }
    switch (offset) {
      case 0xc01:
        return this.#matrix();
      case 0xc04:
      case 0xc05:
      case 0xc06:
      case 0xc07:
      case 0xd04:
      case 0xd05:
      case 0xd06:
      case 0xd07: {
        const value = this.#timer(timerAt(offset), t);
        return offset & 1 ? value >> 8 : value & 0xff;
      }
      case 0xc0d:
      case 0xd0d: {
        this.#update(t);
        const chip = offset === 0xc0d ? 0 : 1;
        const value = this.#icr[chip]! | (this.#interrupt[chip]! ? 0x80 : 0);
        this.#icr[chip] = 0;
        this.#setInterrupt(chip, t, true);
        return value;
      }
      case 0xd01:
        return (this.io[offset]! & 0xfe) | (this.#received(t) ? 1 : 0);
      case 0xd00:
        return this.#bus(t);
      default:
        return this.io[offset]!;
    }
  }

  #write(offset: number, value: number, t: number): void {
    if (offset < 0x400) {
      this.io[offset & 0x3f] = value;
      return;
    }
    this.io[offset] = value;
    switch (offset) {
      case 0xc04:
      case 0xc06:
      case 0xd04:
      case 0xd06: {
        const n = timerAt(offset);
        this.#latch[n] = (this.#latch[n]! & 0xff00) | value;
        break;
      }
      case 0xc05:
      case 0xc07:
      case 0xd05:
      case 0xd07: {
        const n = timerAt(offset);
        this.#latch[n] = (this.#latch[n]! & 0xff) | (value << 8);
        if ((this.io[CONTROL[n]!]! & 1) === 0) this.#count[n] = this.#latch[n]!;
        break;
      }
      case 0xc0d:
      case 0xd0d: {
        const chip = offset === 0xc0d ? 0 : 1;
        if (value & 0x80) this.#mask[chip]! |= value & 0x1f;
        else this.#mask[chip]! &= ~value;
        this.#setInterrupt(chip, t);
        break;
      }
      case 0xc0e:
      case 0xc0f:
      case 0xd0e:
      case 0xd0f: {
        const n = CONTROL.indexOf(offset);
        if (value & 0x10) this.#count[n] = this.#latch[n]!;
        this.io[offset] = value & 0xef;
        this.#since[n] = t;
        break;
      }
      case 0xd00:
        this.sent.push({ t, level: (value & 4) !== 0 });
        break;
      default:
    }
    this.cpu.stop(this.cpu.cycles + 1);
  }

  #matrix(): number {
    const select = this.io[0xc00]! | (~this.io[0xc02]! & 0xff);
    let rows = 0xff;
    for (const key of this.keys) if ((select & (1 << (key >> 3))) === 0) rows &= ~(1 << (key & 7));
    return rows;
  }

  #bus(t: number): number {
    const out = this.io[0xd00]!;
    const host = { atn: (out & 8) !== 0, clk: (out & 16) !== 0, data: (out & 32) !== 0 };
    const device = this.serial?.lines(host, t) ?? 0;
    const clk = host.clk || (device & 1) !== 0;
    const data = host.data || (device & 2) !== 0;
    return (out & 0x3f) | (clk ? 0 : 0x40) | (data ? 0 : 0x80);
  }

  /** Present value of a timer; moves its start on and notes underflows. */
  #timer(n: number, t: number): number {
    const control = this.io[CONTROL[n]!]!;
    if ((control & 1) === 0) return this.#count[n]!;
    let left = this.#count[n]! - (t - this.#since[n]!);
    while (left < 0) {
      this.#icr[n >> 1]! |= 1 << (n & 1);
      if (control & 8) {
        this.io[CONTROL[n]!]! &= 0xfe;
        this.#count[n] = this.#latch[n]!;
        this.#since[n] = t;
        return this.#latch[n]!;
      }
      left += this.#latch[n]! + 1;
    }
    this.#count[n] = left;
    this.#since[n] = t;
    return left;
  }

  #update(t: number): void {
    for (const n of [0, 1, 2, 3]) this.#timer(n, t);
    while (this.#edge < this.edges.length && this.edges[this.#edge]! <= t) {
      if ((this.#edge & 1) === 0) this.#icr[1]! |= 0x10;
      this.#edge++;
    }
    if (this.#motorSince >= 0) {
      this.#tapeTime += t - this.#motorSince;
      this.#motorSince = t;
      while (this.#pulse < this.pulses.length && this.pulses[this.#pulse]! <= this.#tapeTime) {
        this.#icr[0]! |= 0x10;
        this.#pulse++;
      }
    }
    this.#setInterrupt(0, t);
    this.#setInterrupt(1, t);
    const sense = this.play ? 0 : 0x10;
    this.cpu.setPortInput(0x10, sense);
  }

  /** CIA 1 pulls IRQ, CIA 2 NMI, until the register is read. */
  #setInterrupt(chip: number, t: number, read = false): void {
    const on = (this.#interrupt[chip]! && !read) || (this.#icr[chip]! & this.#mask[chip]!) !== 0;
    if (on !== this.#interrupt[chip]) {
      this.#interrupt[chip] = on;
      this.#drive(chip === 0 ? 'irq' : 'nmi', on, t);
    }
  }

  /** Level of the RS-232 receive line. */
  #received(t: number): boolean {
    let level = true;
    for (let i = Math.max(0, this.#edge - 40); i < this.edges.length && this.edges[i]! <= t; i++) level = (i & 1) === 1;
    return level;
  }

  #nextEvent(now: number): number {
    let next = now + 1000;
    for (const n of [0, 1, 2, 3]) {
      if (this.io[CONTROL[n]!]! & 1) next = Math.min(next, this.#since[n]! + this.#count[n]! + 1);
    }
    if (this.#motorSince >= 0 && this.#pulse < this.pulses.length) {
      next = Math.min(next, now + this.pulses[this.#pulse]! - this.#tapeTime);
    }
    if (this.#edge < this.edges.length) next = Math.min(next, Math.max(now + 1, this.edges[this.#edge]!));
    return next;
  }

  #portChanged(value: number, t: number): void {
    const motor = (value & 0x20) === 0 && this.play;
    if (motor && this.#motorSince < 0) this.#motorSince = t;
    if (!motor && this.#motorSince >= 0) {
      this.#tapeTime += t - this.#motorSince;
      this.#motorSince = -1;
    }
    if ((value ^ this.#port) & 8) this.written.push({ t, level: (value & 8) !== 0 });
    this.#port = value;
    this.cpu.stop(this.cpu.cycles + 1);
  }
}

/** A screen code of the upper case set; reversed characters have a combining low line, graphics are `·`. */
function glyph(code: number): string {
  const plain = code & 0x7f;
  const char =
    plain === 0 ? '@' : plain < 0x1b ? String.fromCharCode(plain + 0x40) : plain < 0x20 ? '[£]↑←'[plain - 0x1b]! : '';
  const text = char !== '' ? char : plain < 0x40 ? String.fromCharCode(plain) : `<${plain.toString(16)}>`;
  return code & 0x80 ? `~${text}` : text;
}
