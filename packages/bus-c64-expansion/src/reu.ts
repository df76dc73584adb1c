import {
  type CardDefinition,
  type ClockDomain,
  type Device,
  defineCard,
  definePart,
  type EventId,
  type PartContext,
  type ResetKind,
  type Scheduler,
  type StateIo,
  WiringError,
} from '@backplane/kernel';
import type { ExpansionPort } from './expansion.ts';

/*
 * RAM expansion unit: the 1700, 1764 and 1750 with their MOS 8726 RAM expansion controller, and larger ones
 *
 * Sources: Commodore, "1764 RAM Expansion Module User's Guide" (registers, appendix); Robin Harbron, "Programming the
 * Commodore RAM Expansion Units", C=Hacking 9; Wolfgang Moser, "Commodore REU: technical information".
 */

/** Registers, by their offset in I/O 2. They repeat every 32 bytes. */
const STATUS = 0;
const COMMAND = 1;
const C64_LOW = 2;
const C64_HIGH = 3;
const REU_LOW = 4;
const REU_HIGH = 5;
const REU_BANK = 6;
const LENGTH_LOW = 7;
const LENGTH_HIGH = 8;
const MASK = 9;
const CONTROL = 10;

/** Status: read only, bits 7–5 are cleared by reading. */
const PENDING = 0x80;
const END_OF_BLOCK = 0x40;
const FAULT = 0x20;
/** The RAM chips hold 256 Kbit each: all but the 1700. */
const LARGE_CHIPS = 0x10;

/** Command register. */
const EXECUTE = 0x80;
const AUTOLOAD = 0x20;
/** Start at once, not with the next write to FF00h. */
const NOW = 0x10;

/** Interrupt mask register. */
const ENABLE = 0x80;

/** Address control register. */
const FIX_C64 = 0x80;
const FIX_REU = 0x40;

const TO_REU = 0;
const TO_C64 = 1;
const SWAP = 2;

/** Cycles from the fall of BA on in which the VIC does not use the bus yet. */
const BA_CYCLES = 3;

/** What the write to which a transfer waits goes to. */
const TRIGGER = 0xff00;

export interface ReuOptions {
  /** Bytes of RAM: a power of two, 128 KB to 16 MB. */
  readonly size: number;
}

type Context = PartContext<'irq' | 'dma', never>;

/** A RAM expansion unit. */
export class Reu implements Device {
  readonly stateVersion = 1;
  readonly ram: Uint8Array;
  readonly #ctx: Context;
  readonly #clock: ClockDomain;
  readonly #scheduler: Scheduler;
  readonly #event: EventId;
  #port: ExpansionPort | null = null;
  /** Address bits above 16 that the registers hold; the others read 1. */
  readonly #bankBits: number;
  readonly #addressMask: number;

  #status = 0;
  #command = 0;
  #c64 = 0;
  #reu = 0;
  #length = 0;
  #mask = 0;
  #control = 0;
  /** What autoload puts back, and what a write to one byte of a register pair takes the other from. */
  #c64Base = 0;
  #reuBase = 0;
  #lengthBase = 0;
  /** A transfer is under way. */
  #running = false;
  /** The first cycle of the transfer has been made. */
  #begun = false;
  /** Tick of the write that started the transfer. */
  #startedAt = 0;
  /** What is at FF00h after a write there that goes nowhere, −1 = none has been. */
  #lost = -1;
  /** The controller itself is on the computer's bus. */
  #busy = false;
  /** Cycles for which the controller has seen BA low. */
  #hold = 0;
  /** Sprite 0 had its DMA on in the cycle before. */
  #sprite0 = false;
  /** Swap: the byte that goes to the REU, and whether the next cycle is the write to the computer. */
  #swapped = 0;
  #swapWrites = false;
  /** Verify: a difference has been found, one more pair is looked at. */
  #faulty = false;
  /** The byte that was last on the bus between the controller and its RAM. */
  #latch = 0;
  /** The transfer begins when FF00h is written. */
  #waiting = false;
  #unwatch: (() => void) | null = null;

  constructor(ctx: Context, { size }: ReuOptions) {
    if (!Number.isInteger(Math.log2(size)) || size < 0x20000 || size > 0x1000000) {
      throw new WiringError(`A RAM expansion has 128 KB to 16 MB, a power of two; ${size} bytes are not.`);
    }
    this.#ctx = ctx;
    this.#clock = ctx.clock;
    this.#scheduler = ctx.scheduler;
    this.ram = new Uint8Array(size);
    this.#addressMask = size - 1;
    // the controller has three bank bits; larger units add the others outside
    this.#bankBits = size > 0x80000 ? 0xff : 0x07;
    this.#event = ctx.scheduler.allocate(`${ctx.id}.transfer`, (t) => this.#transfer(t));
  }

  attach(peers: Readonly<Record<string, Device>>): void {
    const port = peers.port as unknown as ExpansionPort | undefined;
    if (port === undefined) throw new WiringError('A RAM expansion needs its peer `port`, the expansion port.');
    this.#port = port;
    port.plug({
      roml: null,
      romh: null,
      readIo: (offset, t) => (offset < 0x100 ? undefined : this.#read(offset & 0x1f, t)),
      peekIo: (offset) => (offset < 0x100 ? undefined : this.#value(offset & 0x1f)),
      writeIo: (offset, value, t) => {
        if (offset >= 0x100) this.#write(offset & 0x1f, value, t);
      },
    });
  }

  reset(kind: ResetKind, t: number): void {
    if (kind === 'power') powerUp(this.ram);
    this.#status = this.ram.length > 0x20000 ? LARGE_CHIPS : 0;
    this.#command = NOW;
    this.#c64 = this.#c64Base = 0;
    this.#reu = this.#reuBase = 0;
    this.#length = this.#lengthBase = 0xffff;
    this.#mask = 0;
    this.#control = 0;
    this.#running = false;
    this.#startedAt = 0;
    this.#begun = false;
    this.#lost = -1;
    this.#hold = 0;
    this.#sprite0 = false;
    this.#swapped = 0;
    this.#swapWrites = false;
    this.#faulty = false;
    this.#latch = 0;
    this.#arm(false);
    this.#scheduler.cancel(this.#event);
    this.#ctx.out.irq.drive(false, t);
    this.#ctx.out.dma.drive(false, t);
  }

  // ---------------------------------------------------------------- registers

  #value(register: number): number {
    switch (register) {
      case STATUS:
        return this.#status;
      case COMMAND:
        return this.#command;
      case C64_LOW:
        return this.#c64 & 0xff;
      case C64_HIGH:
        return this.#c64 >> 8;
      case REU_LOW:
        return this.#reu & 0xff;
      case REU_HIGH:
        return (this.#reu >> 8) & 0xff;
      case REU_BANK:
        return (this.#reu >> 16) | (~this.#bankBits & 0xff);
      case LENGTH_LOW:
        return this.#length & 0xff;
      case LENGTH_HIGH:
        return this.#length >> 8;
      case MASK:
        return this.#mask | 0x1f;
      case CONTROL:
        return this.#control | 0x3f;
      default:
        return 0xff;
    }
  }

  #read(register: number, t: number): number {
    const value = this.#value(register);
    if (register === STATUS) {
      this.#status &= ~(PENDING | END_OF_BLOCK | FAULT);
      this.#ctx.out.irq.drive(false, t);
    }
    return value;
  }

  #write(register: number, value: number, t: number): void {
    if (this.#running && this.#isLost(t)) return;
    switch (register) {
      case COMMAND:
        this.#command = value;
        this.#arm((value & (EXECUTE | NOW)) === EXECUTE);
        if ((value & (EXECUTE | NOW)) === (EXECUTE | NOW)) this.#start(t);
        break;
      case C64_LOW:
        this.#c64 = this.#c64Base = (this.#c64Base & 0xff00) | value;
        break;
      case C64_HIGH:
        this.#c64 = this.#c64Base = (this.#c64Base & 0xff) | (value << 8);
        break;
      case REU_LOW:
        // a write to one byte of the address takes the other one from what was last written, the bank stays
        this.#reuBase = (this.#reuBase & 0xffff00) | value;
        this.#reu = (this.#reu & 0xff0000) | (this.#reuBase & 0xffff);
        break;
      case REU_HIGH:
        this.#reuBase = (this.#reuBase & 0xff00ff) | (value << 8);
        this.#reu = (this.#reu & 0xff0000) | (this.#reuBase & 0xffff);
        break;
      case REU_BANK:
        this.#reuBase = (this.#reuBase & 0xffff) | ((value & this.#bankBits) << 16);
        this.#reu = (this.#reu & 0xffff) | ((value & this.#bankBits) << 16);
        break;
      case LENGTH_LOW:
        this.#length = this.#lengthBase = (this.#lengthBase & 0xff00) | value;
        break;
      case LENGTH_HIGH:
        this.#length = this.#lengthBase = (this.#lengthBase & 0xff) | (value << 8);
        break;
      case MASK:
        this.#mask = value & 0xe0;
        this.#interrupt(t);
        break;
      case CONTROL:
        this.#control = value & 0xc0;
        break;
    }
  }

  #interrupt(t: number): void {
    if ((this.#mask & ENABLE) === 0) return;
    if ((this.#mask & this.#status & (END_OF_BLOCK | FAULT)) === 0) return;
    this.#status |= PENDING;
    this.#ctx.out.irq.drive(true, t);
  }

  // ---------------------------------------------------------------- transfer

  /** Waits for the write to FF00h, or no longer. */
  #arm(on: boolean): void {
    if (on === this.#waiting) return;
    this.#waiting = on;
    this.#watch();
  }

  #watch(): void {
    if (!this.#waiting) {
      this.#unwatch?.();
      this.#unwatch = null;
    } else {
      this.#unwatch ??= this.#port!.space.watchWrites(TRIGGER, TRIGGER, (address, _value, t) => {
        if (address !== TRIGGER || !this.#waiting) return;
        if (!this.#running) this.#start(t);
        else if (this.#isLost(t)) this.#lost = this.#port!.space.peekRam(TRIGGER);
      });
    }
  }

  /**
   * DMA takes the processor off the bus at once, but it stands still only when it reads: the second write of a
   * read-modify-write instruction, a cycle after the one that started the transfer, goes nowhere.
   */
  #isLost(t: number): boolean {
    return !this.#busy && this.#clock.cycleAt(t) === this.#clock.cycleAt(this.#startedAt) + 1;
  }

  /** Undoes the write that goes nowhere, before anybody reads the byte. */
  #undoLost(): void {
    if (this.#lost < 0) return;
    this.#port!.space.poke(TRIGGER, this.#lost);
    this.#lost = -1;
  }

  /** Takes the bus: the processor stands still from the next cycle on in which it reads. */
  #start(t: number): void {
    if (this.#running) return;
    this.#running = true;
    this.#startedAt = t;
    this.#begun = false;
    this.#hold = 0;
    this.#sprite0 = (this.#port!.spriteDma(t) & 1) !== 0;
    this.#swapped = 0;
    this.#swapWrites = false;
    this.#ctx.out.dma.drive(true, t);
    this.#scheduler.at(this.#event, this.#clock.tickOf(this.#clock.cycleAt(t + 1)));
  }

  /** A cycle of the transfer. Each is an event of its own, so that a transfer never runs ahead of the machine. */
  #transfer(t: number): void {
    this.#undoLost();
    if (!this.#running) {
      this.#finish(t);
      return;
    }
    const port = this.#port!;
    const sprite0 = (port.spriteDma(t) & 1) !== 0;
    // when the DMA of sprite 0 is turned on, BA falls too late in the cycle for the controller to notice
    const held = port.baLow(t) && (this.#sprite0 || !sprite0);
    this.#sprite0 = sprite0;
    this.#hold = held ? Math.min(this.#hold + 1, BA_CYCLES + 1) : 0;
    // the first cycle of a transfer waits for BA
    this.#begun ||= !held;
    if (this.#begun) {
      if ((this.#command & 3) === SWAP) this.#swapCycle(held, t);
      // a write that is not the last one notices BA a cycle late
      else if (!held || (this.#hold === 1 && (this.#command & 3) === TO_C64 && this.#length !== 1)) this.#cycle(t);
    }
    this.#scheduler.at(this.#event, this.#clock.tickOf(this.#clock.cycleAt(t) + 1));
  }

  /**
   * Reads and writes take turns whether the controller has the bus or not. In the cycles in which the VIC does not use
   * the bus yet it reads all the same; a byte counts once it has been written while BA is high.
   */
  #swapCycle(held: boolean, t: number): void {
    const writes = this.#swapWrites;
    this.#swapWrites = !writes;
    if (!writes) {
      if (this.#hold <= BA_CYCLES) this.#swapped = this.#get(t);
    } else if (!held || this.#length === 1) {
      const at = this.#reu & this.#addressMask;
      this.#put(this.#load(at), t);
      this.#store(at, this.#swapped);
      this.#advance();
    }
  }

  #get(t: number): number {
    this.#busy = true;
    const value = this.#port!.space.read(this.#c64, t);
    this.#busy = false;
    return value;
  }

  #put(value: number, t: number): void {
    this.#busy = true;
    this.#port!.space.write(this.#c64, value, t);
    this.#busy = false;
  }

  /** One cycle on the bus. */
  #cycle(t: number): void {
    const at = this.#reu & this.#addressMask;
    switch (this.#command & 3) {
      case TO_REU:
        this.#store(at, this.#get(t));
        break;
      case TO_C64:
        this.#put(this.#load(at), t);
        break;
      default:
        this.#verify(this.#get(t) === this.#load(at));
        return;
    }
    this.#advance();
  }

  /**
   * A difference ends the transfer, but the controller compares one pair more, without counting it: if that was the last
   * one, and equal, the end of the block is told as well.
   */
  #verify(equal: boolean): void {
    if (this.#faulty) {
      if (equal && this.#length === 1) this.#status |= END_OF_BLOCK;
      this.#faulty = this.#running = false;
      return;
    }
    const last = this.#length === 1;
    if (!equal) this.#status |= FAULT;
    this.#advance();
    if (!equal && !last) this.#faulty = true;
  }

  /** The 1764 has the sockets of a 1750 and half the chips: nothing answers in the upper four banks. */
  #populated(address: number): boolean {
    return this.ram.length !== 0x40000 || (address & 0x40000) === 0;
  }

  /** A place without a chip shows what was last on the unit's own bus. */
  #load(at: number): number {
    if (this.#populated(this.#reu)) this.#latch = this.ram[at]!;
    return this.#latch;
  }

  #store(at: number, value: number): void {
    this.#latch = value;
    if (this.#populated(this.#reu)) this.ram[at] = value;
  }

  #advance(): void {
    if ((this.#control & FIX_C64) === 0) this.#c64 = (this.#c64 + 1) & 0xffff;
    if ((this.#control & FIX_REU) === 0) {
      // the counter has as many bits as the registers
      const bits = (this.#bankBits << 16) | 0xffff;
      this.#reu = (this.#reu & ~bits) | ((this.#reu + 1) & bits);
    }
    if (this.#length === 1) {
      this.#status |= END_OF_BLOCK;
      this.#running = false;
    } else this.#length = (this.#length - 1) & 0xffff;
  }

  /** The processor has the bus again, in the cycle that starts at `t`. */
  #finish(t: number): void {
    // after a transfer to the computer the controller has fetched the next byte already
    if ((this.#command & 3) === TO_C64) this.#load(this.#reu & this.#addressMask);
    this.#command = (this.#command & ~EXECUTE) | NOW;
    this.#arm(false);
    if ((this.#command & AUTOLOAD) !== 0) {
      this.#c64 = this.#c64Base;
      this.#reu = this.#reuBase;
      this.#length = this.#lengthBase;
    }
    this.#ctx.out.dma.drive(false, t);
    this.#interrupt(t);
  }

  // ---------------------------------------------------------------- state

  state(io: StateIo): void {
    io.bytes('ram', this.ram);
    this.#status = io.number('status', this.#status);
    this.#command = io.number('command', this.#command);
    this.#c64 = io.number('c64', this.#c64);
    this.#reu = io.number('reu', this.#reu);
    this.#length = io.number('length', this.#length);
    this.#mask = io.number('mask', this.#mask);
    this.#control = io.number('control', this.#control);
    this.#c64Base = io.number('c64Base', this.#c64Base);
    this.#reuBase = io.number('reuBase', this.#reuBase);
    this.#lengthBase = io.number('lengthBase', this.#lengthBase);
    this.#running = io.bool('running', this.#running);
    this.#startedAt = io.number('startedAt', this.#startedAt);
    this.#begun = io.bool('begun', this.#begun);
    this.#lost = io.number('lost', this.#lost);
    this.#hold = io.number('hold', this.#hold);
    this.#sprite0 = io.bool('sprite0', this.#sprite0);
    this.#swapped = io.number('swapped', this.#swapped);
    this.#swapWrites = io.bool('swapWrites', this.#swapWrites);
    this.#faulty = io.bool('faulty', this.#faulty);
    this.#latch = io.number('latch', this.#latch);
    this.#waiting = io.bool('waiting', this.#waiting);
  }

  rederive(): void {
    this.#watch();
  }
}

/**
 * RAM comes up with FFh 00h 00h FFh repeated, inverted in every other 128K: what a 1764 with 256K showed (VICE test
 * programs, REU/raminitpattern).
 */
function powerUp(ram: Uint8Array): void {
  for (let at = 0; at < 0x20000; at++) ram[at] = (at & 3) === 0 || (at & 3) === 3 ? 0xff : 0;
  for (let at = 0x20000; at < ram.length; at += 0x20000) ram.copyWithin(at, 0, 0x20000);
  for (let half = 0x20000; half < ram.length; half += 0x40000) {
    for (let at = half; at < half + 0x20000; at++) ram[at]! ^= 0xff;
  }
}

export const ReuPart = definePart({
  type: 'Mos8726',
  title: 'RAM expansion with its MOS 8726 controller',
  pins: { irq: 'out', dma: 'out' },
  create: (ctx, options: ReuOptions) => new Reu(ctx, options),
});

const MODELS = [
  [128, 'Commodore 1700'],
  [256, 'Commodore 1764'],
  [512, 'Commodore 1750'],
  [1024, ''],
  [2048, ''],
  [4096, ''],
  [8192, ''],
  [16384, ''],
] as const;

/** Cards by name: `reu128k` to `reu16384k`. */
export const REU_CARDS: Readonly<Record<string, CardDefinition>> = Object.fromEntries(
  MODELS.map(([kilobytes, name]) => [
    `reu${kilobytes}k`,
    defineCard({
      id: `reu${kilobytes}k`,
      title: `RAM expansion, ${kilobytes} KB${name === '' ? '' : ` (${name})`}`,
      fits: 'c64-expansion',
      parts: {
        reu: { type: ReuPart, clock: 'phi2', peers: { port: 'port' }, options: { size: kilobytes * 1024 } },
      },
      lines: { irq: { from: ['reu.irq'] }, dma: { from: ['reu.dma'] } },
    }),
  ]),
);
