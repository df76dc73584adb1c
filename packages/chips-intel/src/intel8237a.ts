import {
  type ClockDomain,
  type Device,
  definePart,
  type EventId,
  type OutputPin,
  type PartContext,
  type Scheduler,
  StateError,
  type StateIo,
  WiringError,
} from '@backplane/kernel';

/*
 * Intel 8237A programmable DMA controller
 *
 * Source: Intel, "8237A High performance programmable DMA controller" (data sheet, order number 231466): "DMA
 * operation" (states SI, S0–S4, SW), "Transfer modes", "Transfer types", "Register description", "Software commands",
 * and the waveforms "DMA transfer", "Memory-to-memory transfer", "Compressed transfer".
 *
 * A clock begins with the falling edge of CLK. DREQ is looked at in each falling edge while the chip is idle (SI), HRQ
 * follows in the middle of the clock that begins then (S0). HLDA is looked at in the middle of a clock; S1 is the next
 * one. A transfer takes S1, S2, S3 and S4; the next one of the same service S2 to S4, and S1 too where A8–A15 change. With
 * compressed timing there is no S3. The board adds wait states. HRQ goes away in the middle of the last S4.
 */

/** A channel's number. */
export type DmaChannel = 0 | 1 | 2 | 3;

/** Kinds of transfers: none, device to memory, memory to device, memory to memory. */
export type DmaType = 'verify' | 'write' | 'read' | 'memory';

/** What is on the other side of a channel: a card whose DREQ and DACK go to it. */
export interface DmaClient {
  /** The byte that the device puts on the bus for a "write" transfer (device to memory). `t` is the tick of S4. */
  read(t: number): number;
  /** A byte that a "read" transfer (memory to device) brings. */
  write(value: number, t: number): void;
  /** A "verify" transfer: DACK without a byte. The device takes its request as answered. */
  verify?(t: number): void;
  /** EOP comes with the transfer that follows, the last one of the block. */
  terminalCount?(t: number): void;
}

/** The memory side, and the arbitration of a board that is not wired by pins. */
export interface DmaBus {
  /** A byte of memory; the board adds what is above A15. */
  readMemory(channel: DmaChannel, address: number, t: number): number;
  writeMemory(channel: DmaChannel, address: number, value: number, t: number): void;
  /**
   * Wait states (SW) of every transfer of this channel; those of a memory-to-memory transfer in all.
   * @param extended the write command comes a clock earlier (extended write)
   */
  waits(channel: DmaChannel, type: DmaType, extended: boolean): number;
  /** HRQ changed in the middle of the clock that starts at tick `t`. */
  holdRequest(on: boolean, t: number): void;
  /** DACK of a channel is active up to the end of the clock that starts at tick `t`, the S4 of a transfer. */
  dack?(channel: DmaChannel, t: number): void;
  /** Brings `served` up to date: the registers of channel 0 are about to be looked at. */
  catchUp?(): void;
  /** A program is about to change how requests are served. */
  beforeChange?(t: number): void;
  /** It has. */
  afterChange?(t: number): void;
  /** DREQ0 that the board works out by itself, for the status register; see `Intel8237A.served`. */
  pending?(t: number): boolean;
}

const MODE = { demand: 0, single: 1, block: 2, cascade: 3 } as const;
const TYPE = { verify: 0, write: 1, read: 2 } as const;
const TYPE_NAMES: readonly DmaType[] = ['verify', 'write', 'read', 'verify'];

const COMMAND = {
  memory: 0x01,
  hold: 0x02,
  disable: 0x04,
  compressed: 0x08,
  rotating: 0x10,
  extended: 0x20,
  dreqLow: 0x40,
  dackHigh: 0x80,
} as const;

/** Clocks of a memory-to-memory transfer: S11–S14 and S21–S24. */
const MEMORY_CLOCKS = 8;
/** From the last S4 to the first clock in which HRQ can come again: one SI. */
const IDLE_CLOCKS = 2;

const PINS = {
  dreq0: 'in',
  dreq1: 'in',
  dreq2: 'in',
  dreq3: 'in',
  hlda: 'in',
  eop: 'in',
  hrq: 'out',
  dack0: 'out',
  dack1: 'out',
  dack2: 'out',
  dack3: 'out',
  tc: 'out',
} as const;

type Context = PartContext<
  'hrq' | 'dack0' | 'dack1' | 'dack2' | 'dack3' | 'tc',
  'dreq0' | 'dreq1' | 'dreq2' | 'dreq3' | 'hlda' | 'eop'
>;

/** What the chip is doing. */
const STATE = { idle: 0, requesting: 1, granted: 2, serving: 3, cascaded: 4 } as const;

/**
 * An 8237A. A line on a `dreq` pin is on while the pin is high, one on a `dack` pin while the channel is acknowledged
 * (bit 7 of the command register is kept, and decides nothing), `tc` is EOP as an output and `eop` as an input. A board
 * uses either the pins or `useBus`, `request` and `hlda`.
 */
export class Intel8237A implements Device {
  readonly stateVersion = 1;
  readonly io;
  readonly #id: string;
  readonly #clock: ClockDomain;
  readonly #scheduler: Scheduler;
  readonly #hrq: OutputPin;
  readonly #tc: OutputPin;
  readonly #dack: readonly OutputPin[];
  /** HLDA, and then each S4. */
  readonly #event: EventId;
  readonly #clients: (DmaClient | null)[] = [null, null, null, null];
  #bus: DmaBus | null = null;

  // registers, by channel
  readonly #baseAddress = new Int32Array(4);
  readonly #baseCount = new Int32Array(4);
  readonly #address = new Int32Array(4);
  readonly #count = new Int32Array(4);
  /** Bits 7–2 of the mode register, shifted down by 2. */
  readonly #mode = new Int32Array(4);
  #command = 0;
  #mask = 0xf;
  /** Software requests. */
  #requests = 0;
  /** Channels that have reached TC since the status register was read. */
  #reached = 0;
  #temporary = 0;
  /** The byte pointer flip-flop: the next byte is the high one. */
  #high = false;
  /** Levels of the DREQ pins. */
  #dreq = 0;
  /** Channel of lowest priority. */
  #lowest = 3;

  #state: number = STATE.idle;
  /** The channel being served. */
  #channel = 0;
  /** First clock in which HRQ can rise again. */
  #idleFrom = 0;
  /** Transfers of channel 0 that the board has accounted for and that the registers do not show yet. */
  #served = 0;
  /** An external EOP ends the service with the present transfer. */
  #ended = false;

  constructor(ctx: Context) {
    this.#id = ctx.id;
    this.#clock = ctx.clock;
    this.#scheduler = ctx.scheduler;
    this.#hrq = ctx.out.hrq;
    this.#tc = ctx.out.tc;
    this.#dack = [ctx.out.dack0, ctx.out.dack1, ctx.out.dack2, ctx.out.dack3];
    this.#event = ctx.scheduler.allocate(`${ctx.id}.transfer`, (t) => {
      if (this.#state === STATE.granted) this.#choose(t);
      else this.#transfer(t);
    });
    [ctx.in.dreq0, ctx.in.dreq1, ctx.in.dreq2, ctx.in.dreq3].forEach((pin, n) => {
      pin.listen((on, t) => this.request(n as DmaChannel, on, t));
    });
    ctx.in.hlda.listen((on, t) => {
      if (on) this.hlda(t);
    });
    ctx.in.eop.listen((on) => {
      if (on && this.#state === STATE.serving) this.#ended = true;
    });
    this.io = {
      registers: {
        read: (offset: number, t: number) => this.#read(offset & 15, t),
        peek: (offset: number) => this.#peek(offset & 15),
        write: (offset: number, value: number, t: number) => this.#write(offset & 15, value, t),
      },
    };
  }

  // ---------------------------------------------------------------- the board's side

  /** Ties a channel to its device, once, while the machine is wired. @throws WiringError if it is taken */
  connect(channel: DmaChannel, client: DmaClient): void {
    if (!(channel >= 0 && channel <= 3))
      throw new WiringError(`DMA controller "${this.#id}" has no channel ${channel}.`);
    if (this.#clients[channel] !== null) {
      throw new WiringError(
        `Channel ${channel} of DMA controller "${this.#id}" is taken. Set one of the two cards to another channel.`,
      );
    }
    this.#clients[channel] = client;
  }

  /** Names the memory, and the board that answers HRQ. @throws WiringError if there is one already */
  useBus(bus: DmaBus): void {
    if (this.#bus !== null) throw new WiringError(`DMA controller "${this.#id}" has two buses. Wire it to one.`);
    this.#bus = bus;
  }

  /** DREQ of a channel goes high (or low) at tick `t`. */
  request(channel: DmaChannel, on: boolean, t: number): void {
    const bit = 1 << channel;
    if (((this.#dreq & bit) !== 0) === on) return;
    // a board that works refreshes out has to step them while others ask
    if (on && (this.#mask & bit) === 0) this.#bus?.beforeChange?.(t);
    this.#dreq = on ? this.#dreq | bit : this.#dreq & ~bit;
    if (this.#state === STATE.cascaded && channel === this.#channel && !on) {
      this.#dack[channel]!.drive(false, t);
      this.#release(this.#clock.tickOf(this.#clock.cycleAt(t + 1)));
      return;
    }
    this.#evaluate(t);
  }

  /** True while DREQ of a channel is high. */
  requested(channel: DmaChannel): boolean {
    return (this.#dreq & (1 << channel)) !== 0;
  }

  /** HRQ. */
  get holdRequest(): boolean {
    return this.#state !== STATE.idle;
  }

  /** True if no channel but 0 can make a request, whatever its DREQ does, unless a program changes a register. */
  get quiet(): boolean {
    return (this.#command & COMMAND.disable) !== 0 || ((this.#mask & 0xe) === 0xe && this.#requests === 0);
  }

  /**
   * True if the transfers of channel 0 are all alike and seen by nobody, so that a board may work them out and tell their
   * number by `served`: it reads or verifies for no device, by single or demand mode with autoinitialisation, with
   * DREQ high, fixed priority and normal timing, and nothing else asks or is being served.
   */
  get refreshes(): boolean {
    const mode = this.#mode[0]!;
    const kind = mode & 3;
    return (
      this.#state === STATE.idle &&
      (this.#command & ~COMMAND.dackHigh) === 0 &&
      (this.#mask & 1) === 0 &&
      this.#requests === 0 &&
      (this.#dreq & ~this.#mask) === 0 &&
      this.#clients[0] === null &&
      !this.#dack[0]!.connected &&
      !this.#tc.connected &&
      !this.#hrq.connected &&
      (mode & 4) !== 0 &&
      (kind === TYPE.read || kind === TYPE.verify) &&
      (mode >> 4 === MODE.single || mode >> 4 === MODE.demand)
    );
  }

  /** `n` more transfers of channel 0 took place (see `refreshes`). */
  served(n: number): void {
    this.#served += n;
  }

  /** Brings the registers of channel 0 up to the transfers that `served` told of. */
  #settle(): void {
    this.#bus?.catchUp?.();
    const n = this.#served;
    if (n === 0) return;
    this.#served = 0;
    const step = (this.#mode[0]! & 8) !== 0 ? -1 : 1;
    const count = this.#count[0]!;
    if (n <= count) {
      this.#count[0] = count - n;
      this.#address[0] = (this.#address[0]! + step * n) & 0xffff;
      return;
    }
    // TC came at least once: autoinitialisation
    this.#reached |= 1;
    const rest = (n - count - 1) % (this.#baseCount[0]! + 1);
    this.#count[0] = this.#baseCount[0]! - rest;
    this.#address[0] = (this.#baseAddress[0]! + step * rest) & 0xffff;
  }

  // ---------------------------------------------------------------- requests

  /** DREQ as asserted: bit 6 of the command register turns the sense round. */
  #asserted(): number {
    return (this.#command & COMMAND.dreqLow) !== 0 ? ~this.#dreq & 0xf : this.#dreq;
  }

  /** Channels that ask: software requests cannot be masked. */
  #asking(): number {
    if ((this.#command & COMMAND.disable) !== 0) return 0;
    return (this.#asserted() & ~this.#mask) | this.#requests;
  }

  /** The channel that is served next, or −1. */
  #highest(): number {
    const asking = this.#asking();
    if (asking === 0) return -1;
    const lowest = (this.#command & COMMAND.rotating) !== 0 ? this.#lowest : 3;
    for (let n = 1; n <= 4; n++) {
      const channel = (lowest + n) & 3;
      if ((asking & (1 << channel)) !== 0) return channel;
    }
    return -1;
  }

  /** In SI: raises HRQ if a channel asks. */
  #evaluate(t: number): void {
    if (this.#state !== STATE.idle || this.#asking() === 0) return;
    this.#state = STATE.requesting;
    this.#hold(true, this.#clock.tickOf(Math.max(this.#clock.cycleAt(t + 1), this.#idleFrom)));
  }

  #hold(on: boolean, t: number): void {
    this.#hrq.drive(on, t);
    this.#bus?.holdRequest(on, t);
  }

  /** HRQ goes away in the clock that starts at tick `t`. */
  #release(t: number): void {
    this.#state = STATE.idle;
    this.#idleFrom = this.#clock.cycleAt(t) + IDLE_CLOCKS;
    this.#hold(false, t);
    this.#evaluate(t);
  }

  // ---------------------------------------------------------------- transfers

  /** HLDA is active from tick `t` on: the clock that starts then is the last S0. It may be told ahead of time. */
  hlda(t: number): void {
    if (this.#state !== STATE.requesting) return;
    this.#state = STATE.granted;
    // in the course of that clock: requests that come with its start count
    this.#scheduler.at(this.#event, t + 1);
  }

  /** The last S0, before the clock that is the first to start at or after tick `t`: the highest request is served. */
  #choose(t: number): void {
    const clock = this.#clock.cycleAt(t) - 1;
    const channel = this.#highest();
    if (channel < 0) {
      // the request has gone meanwhile
      this.#release(this.#clock.tickOf(clock + 1));
      return;
    }
    this.#channel = channel;
    this.#ended = false;
    const memory = (this.#command & COMMAND.memory) !== 0 && channel === 0 && (this.#requests & 1) !== 0;
    const start = this.#clock.tickOf(clock + 1);
    if (!memory) this.#dack[channel]!.drive(true, start);
    if (!memory && this.#mode[channel]! >> 4 === MODE.cascade) {
      this.#state = STATE.cascaded;
      return;
    }
    this.#state = STATE.serving;
    this.#arm(clock, true);
  }

  get #memoryToMemory(): boolean {
    return (this.#command & COMMAND.memory) !== 0 && this.#channel === 0 && (this.#requests & 1) !== 0;
  }

  /** Sets the event for the S4 of the transfer that begins after `clock`; `first` = with S1. */
  #arm(clock: number, first: boolean): void {
    const channel = this.#channel as DmaChannel;
    const extended = (this.#command & COMMAND.extended) !== 0;
    let clocks: number;
    if (this.#memoryToMemory) {
      clocks = MEMORY_CLOCKS + (this.#bus?.waits(channel, 'memory', extended) ?? 0);
    } else {
      const compressed = (this.#command & (COMMAND.compressed | COMMAND.memory)) === COMMAND.compressed;
      const type = TYPE_NAMES[this.#mode[channel]! & 3]!;
      clocks = (compressed ? 2 : 3) + (first ? 1 : 0) + (this.#bus?.waits(channel, type, extended) ?? 0);
    }
    this.#scheduler.at(this.#event, this.#clock.tickOf(clock + clocks));
  }

  /** The last clock of a transfer, which starts at tick `t`. */
  #transfer(t: number): void {
    this.#settle();
    const memory = this.#memoryToMemory;
    const channel = this.#channel as DmaChannel;
    const counter = memory ? 1 : channel;
    const before = this.#address[channel]!;
    const last = this.#count[counter] === 0;
    // the device sees EOP while the byte is being transferred
    if (last && !memory) this.#clients[channel]?.terminalCount?.(t);
    if (memory) this.#copy(t);
    else this.#move(channel, t);
    if (last) this.#tc.drive(true, t);
    const done = last || this.#ended;
    this.#step(channel, memory && (this.#command & COMMAND.hold) !== 0);
    if (memory) this.#step(1, false);
    this.#count[counter] = (this.#count[counter]! - 1) & 0xffff;
    if (memory) this.#count[0] = (this.#count[0]! - 1) & 0xffff;
    if (done) this.#terminate(channel, counter);
    if (!memory) this.#bus?.dack?.(channel, t);
    if (!done && this.#continues(channel, memory)) {
      const wraps = ((before ^ this.#address[channel]!) & 0xff00) !== 0;
      this.#arm(this.#clock.cycleAt(t), wraps);
      return;
    }
    if ((this.#command & COMMAND.rotating) !== 0) this.#lowest = channel;
    const end = this.#clock.tickOf(this.#clock.cycleAt(t) + 1);
    this.#dack[channel]!.drive(false, end);
    this.#tc.drive(false, end);
    this.#release(t);
  }

  /** A transfer between a device and memory. */
  #move(channel: DmaChannel, t: number): void {
    const client = this.#clients[channel];
    const address = this.#address[channel]!;
    switch (this.#mode[channel]! & 3) {
      case TYPE.write: {
        // with no device on the bus, memory gets what it floats to
        const value = client == null ? 0xff : client.read(t) & 0xff;
        this.#bus?.writeMemory(channel, address, value, t);
        break;
      }
      case TYPE.read: {
        const value = this.#bus?.readMemory(channel, address, t) ?? 0xff;
        client?.write(value, t);
        break;
      }
      default:
        client?.verify?.(t);
    }
  }

  /** A memory-to-memory transfer: channel 0 names the source, 1 the destination. */
  #copy(t: number): void {
    this.#temporary = this.#bus?.readMemory(0, this.#address[0]!, t) ?? 0xff;
    this.#bus?.writeMemory(1, this.#address[1]!, this.#temporary, t);
  }

  #step(channel: number, hold: boolean): void {
    if (hold) return;
    const step = (this.#mode[channel]! & 8) !== 0 ? -1 : 1;
    this.#address[channel] = (this.#address[channel]! + step) & 0xffff;
  }

  #continues(channel: number, memory: boolean): boolean {
    if (memory) return true;
    switch (this.#mode[channel]! >> 4) {
      case MODE.block:
        return true;
      case MODE.demand:
        return ((this.#asserted() | this.#requests) & (1 << channel)) !== 0;
      default:
        return false;
    }
  }

  /** EOP, internal or external: status, request and mask bits, autoinitialisation. */
  #terminate(channel: number, counter: number): void {
    const bit = 1 << counter;
    this.#reached |= bit;
    this.#requests &= ~(bit | (1 << channel));
    if ((this.#mode[counter]! & 4) !== 0) {
      this.#address[counter] = this.#baseAddress[counter]!;
      this.#count[counter] = this.#baseCount[counter]!;
    } else {
      this.#mask |= bit;
    }
    if (channel === counter) return;
    // memory-to-memory: channel 0 as well
    if ((this.#mode[channel]! & 4) !== 0) {
      this.#address[channel] = this.#baseAddress[channel]!;
      this.#count[channel] = this.#baseCount[channel]!;
    }
  }

  // ---------------------------------------------------------------- registers

  #peek(offset: number): number {
    this.#settle();
    if (offset < 8) {
      const register = (offset & 1) === 0 ? this.#address : this.#count;
      const value = register[offset >> 1]!;
      return this.#high ? value >> 8 : value & 0xff;
    }
    if (offset === 8) return this.#reached | (this.#asserted() << 4);
    // the other addresses cannot be read: nothing drives the bus
    return offset === 13 ? this.#temporary : 0xff;
  }

  #read(offset: number, t: number): number {
    let value = this.#peek(offset);
    if (offset < 8) this.#high = !this.#high;
    if (offset === 8) {
      if (this.#bus?.pending?.(t) === true) value |= 0x10;
      this.#reached = 0;
    }
    return value;
  }

  #write(offset: number, value: number, t: number): void {
    this.#bus?.beforeChange?.(t);
    this.#settle();
    if (offset < 8) this.#writeWord(offset, value);
    else this.#control(offset, value);
    this.#evaluate(t);
    this.#bus?.afterChange?.(t);
  }

  /** A byte of an address or count goes to the base and the current register. */
  #writeWord(offset: number, value: number): void {
    const channel = offset >> 1;
    const [base, current] = (offset & 1) === 0 ? [this.#baseAddress, this.#address] : [this.#baseCount, this.#count];
    const keep = this.#high ? 0x00ff : 0xff00;
    const bits = this.#high ? value << 8 : value;
    base[channel] = (base[channel]! & keep) | bits;
    current[channel] = (current[channel]! & keep) | bits;
    this.#high = !this.#high;
  }

  #control(offset: number, value: number): void {
    const bit = 1 << (value & 3);
    switch (offset) {
      case 8:
        this.#command = value;
        break;
      case 9:
        this.#requests = (value & 4) !== 0 ? this.#requests | bit : this.#requests & ~bit;
        break;
      case 10:
        this.#mask = (value & 4) !== 0 ? this.#mask | bit : this.#mask & ~bit;
        break;
      case 11:
        this.#mode[value & 3] = value >> 2;
        break;
      case 12:
        this.#high = false;
        break;
      case 13:
        this.#clear();
        break;
      case 14:
        this.#mask = 0;
        break;
      default:
        this.#mask = value & 0xf;
    }
  }

  /** RESET and master clear: the mode registers, addresses and counts stay. */
  #clear(): void {
    this.#command = 0;
    this.#requests = 0;
    this.#reached = 0;
    this.#temporary = 0;
    this.#high = false;
    this.#mask = 0xf;
    this.#lowest = 3;
  }

  /** RESET acts as a master clear and ends what is going on; with power the other registers are cleared as well. */
  reset(kind: 'power' | 'reset', t: number): void {
    if (kind === 'power') {
      this.#served = 0;
    } else {
      this.#bus?.beforeChange?.(t);
      this.#settle();
    }
    this.#clear();
    this.#scheduler.cancel(this.#event);
    if (this.#state !== STATE.idle) {
      this.#state = STATE.idle;
      this.#dack[this.#channel]!.drive(false, t);
      this.#tc.drive(false, t);
      this.#hold(false, t);
    }
    this.#ended = false;
    if (kind === 'reset') return;
    for (const register of [this.#baseAddress, this.#baseCount, this.#address, this.#count, this.#mode])
      register.fill(0);
    this.#dreq = 0;
    this.#channel = 0;
    this.#idleFrom = 0;
  }

  state(io: StateIo): void {
    this.#settle();
    io.ints('baseAddress', this.#baseAddress);
    io.ints('baseCount', this.#baseCount);
    io.ints('address', this.#address);
    io.ints('count', this.#count);
    io.ints('mode', this.#mode);
    this.#command = io.number('command', this.#command);
    this.#mask = io.number('mask', this.#mask);
    this.#requests = io.number('requests', this.#requests);
    this.#reached = io.number('reached', this.#reached);
    this.#temporary = io.number('temporary', this.#temporary);
    this.#high = io.bool('high', this.#high);
    this.#dreq = io.number('dreq', this.#dreq);
    this.#lowest = io.number('lowest', this.#lowest);
    this.#state = io.number('state', this.#state);
    this.#channel = io.number('channel', this.#state < STATE.serving ? 0 : this.#channel);
    this.#idleFrom = io.number('idleFrom', this.#idleFrom);
    this.#ended = io.bool('ended', this.#ended);
    if (!(this.#state >= 0 && this.#state <= STATE.cascaded && this.#channel >= 0 && this.#channel <= 3)) {
      throw new StateError(`DMA controller "${this.#id}" cannot be in such a state: the snapshot is damaged.`);
    }
    this.#served = 0;
  }
}

export const Intel8237APart = definePart({
  type: 'Intel8237A',
  title: 'Intel 8237A DMA controller',
  pins: PINS,
  io: { registers: { size: 16, title: 'DMA controller' } },
  create: (ctx) => new Intel8237A(ctx),
});
