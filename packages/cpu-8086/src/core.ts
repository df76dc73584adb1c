import { type AddressSpace, type ClockDomain, type PortSpace, SLOW, StateError, type StateIo } from '@backplane/kernel';
import { FLAG, FLAGS_FIXED, PARITY } from './flags.ts';
import { type BusKind, type BusTrace, SEGMENT_STATUS } from './trace.ts';
import type { Variant } from './variants.ts';

/** A clock that never comes. */
export const NEVER = 0x3fffffff;

/** A clock before all others: what is due at or after it is due in any case, even in the past. */
export const ALWAYS = -NEVER;

/** States of the bus interface unit between the events that the fast engine looks at. */
export const PHASE = {
  /** No bus cycle, no prefetch due. */
  idle: 0,
  /** In a bus cycle, before the prefetch decision in its last T3 or TW. */
  cycle: 1,
  /** In a bus cycle, after the decision. */
  decided: 2,
  /** No bus cycle; the T1 of a prefetch is at `prefetch`. */
  due: 3,
  /** Prefetching is suspended until the queue is flushed. */
  suspended: 4,
} as const;

/** What a core needs of its board besides memory and ports. */
export interface CoreHost {
  /**
   * Asked before a bus cycle that would have its T1 at clock `t1` if `t1 >= bound`: another master may have the bus, and
   * READY may be low. Sets `wait`, `ioWait` and `bound`.
   * @param release false for the second cycle of a pair, before which the bus is not given away
   * @returns the clock of T1, at or after `t1`
   */
  arbitrate(t1: number, release: boolean): number;
  /**
   * Called after every slow access, with the clock in which READY is looked at: events may have been armed, lines may
   * have changed.
   * @returns wait states that READY asks for
   */
  afterSlowAccess(t3: number): number;
  /** Drives LOCK from clock `t` on. */
  lock(on: boolean, t: number): void;
  /** Byte from the interrupt controller; `t` is the clock of T2 of the first acknowledge cycle. */
  acknowledge(t: number): number;
  /** TEST as sampled at clock `t`. */
  test(t: number): boolean;
  /** HLT was executed. */
  halt(): void;
}

/** Fields that move from engine to engine. */
const COPIED = [
  't',
  'base',
  'stopAt',
  'ip',
  'control',
  'carry',
  'overflow',
  'auxiliary',
  'zero',
  'sign',
  'parity',
  'override',
  'repeat',
  'repeating',
  'segment',
  'offset',
  'shadow',
  'locked',
  'halted',
  'waiting',
  'event',
  'phase',
  'length',
  'inflight',
  'prefetch',
  'busT4',
  'head',
  'tail',
  'fetchIp',
  'wait',
  'ioWait',
  'ackWait',
  'held',
  'absorbed',
  'ioAbsorbed',
  'bound',
  'boardBound',
] as const satisfies readonly (keyof Core)[];

/**
 * Registers of the execution unit and of the bus interface unit. The engines generated from the table add what works
 * with them; this class is data, and what is too rare to be generated.
 *
 * Time is `base + t`, in clocks; `t` and all other clocks in fields stay small integers.
 */
export abstract class Core {
  /** Clocks since `base`: the next clock of the execution unit. */
  t = 0;
  /** Clocks from power-on to `t` = 0. */
  base = 0;
  /** The run ends at the first instruction or repeat step at or after this clock; 0 to have the board look at something. */
  stopAt = 0;

  /** AX CX DX BX SP BP SI DI, in the order of their numbers. */
  readonly words = new Uint16Array(8);
  /** The same as bytes: AL AH CL CH DL DH BL BH, then halves without a name. */
  readonly bytes = new Uint8Array(this.words.buffer);
  /** ES CS SS DS. */
  readonly segments = new Uint16Array(4);
  /** Offset of the next byte that the execution unit takes from the queue. */
  ip = 0;

  // the flags as what they are worked out from
  /** TF, IF and DF in their places. */
  control = 0;
  /** 0 or 1. */
  carry = 0;
  /** 0 or 1. */
  overflow = 0;
  /** AF is bit 4. */
  auxiliary = 0;
  /** ZF is whether this is 0. */
  zero = 1;
  /** SF is whether this is below 0. */
  sign = 0;
  /** PF is the parity of the low byte. */
  parity = 1;

  // within an instruction
  /** Segment register of the override prefix, or −1. */
  override = -1;
  /** F2 or F3 if such a prefix came before, else 0. */
  repeat = 0;
  /** Opcode of the string instruction that was left between two repeat steps, else 0. */
  repeating = 0;
  /** Segment register and offset of the memory operand. */
  segment = 0;
  offset = 0;
  /** 1 if the address of the operand is a 16-bit displacement alone. */
  direct = 0;
  /** Results of a division. */
  quotient = 0;
  remainder = 0;
  /** The clock right after an instruction that puts interrupts off until the next one has run. */
  shadow = -1;
  /** 1 after a LOCK prefix until the end of the instruction. */
  locked = 0;
  /** 1 while in HLT. */
  halted = 0;
  /** 1 while WAIT finds TEST inactive. */
  waiting = 0;

  // the bus interface unit
  /** Clock at which its state changes next: before it, nothing needs to be looked at. */
  event: number = NEVER;
  phase: number = PHASE.idle;
  /** Bytes in the queue. */
  length = 0;
  /** Bytes that the fetch under way brings. */
  inflight = 0;
  /** T1 of the next prefetch, or NEVER. */
  prefetch = NEVER;
  /** T4 of the bus cycle under way. */
  busT4 = 0;
  /** The queue: a ring of 8 places. */
  readonly queue = new Uint8Array(8);
  head = 0;
  tail = 0;
  /** Offset of the next code fetch. */
  fetchIp = 0;
  /** A fetch begins if no more bytes than this are in the queue or on their way. */
  readonly room: number;
  /** 1 with an 8-bit bus, else 0. */
  readonly narrow: number;
  /** Wait states of every memory cycle. */
  wait = 0;
  /** Wait states of every I/O cycle. */
  ioWait = 0;
  /** Wait states of interrupt acknowledge cycles. */
  ackWait = 0;
  /** Wait states of the next bus cycle in which another master has the bus: its command comes so much later, less one. */
  held = 0;
  /** 1 if the first wait state that a device adds falls into them. */
  absorbed = 0;
  /** The same in I/O cycles. */
  ioAbsorbed = 0;
  /** True during a slow access: how long the bus cycle lasts is not known yet. */
  accessing = false;
  /** False if nothing can come of `afterSlowAccess`. */
  polled = true;
  /** Wait states of the last slow access, beyond those of every cycle. */
  extra = 0;
  /** Bus cycles with their T1 at or after this clock ask first: the board, or for the wait states as they usually are. */
  bound = NEVER;
  /** Those with their T1 at or after this clock ask the board, if it is not `bound` that says so. */
  boardBound: number = ALWAYS;
  /** `wait`, `ioWait` and `ackWait` of a bus cycle that nobody else is in the way of. */
  plainWait = 0;
  plainIoWait = 0;
  plainAckWait = 0;

  // for the observed engines only
  /** High half of the internal word whose low half a byte write puts out. */
  high = 0;
  /** The word in which the byte read last is the low half. */
  latch = 0;
  /** The prefetch that is due became possible after the decision of the cycle before. */
  late = false;
  /** SUSP comes a clock before CORR: a prefetch that is chosen in between does not show. */
  early = false;

  memory: Uint8Array;
  readBase: Int32Array;
  writeBase: Int32Array;
  readonly space: AddressSpace;
  readonly ports: PortSpace | null;
  readonly clock: ClockDomain;
  readonly variant: Variant;
  trace: BusTrace | null = null;
  host: CoreHost;

  constructor(variant: Variant, space: AddressSpace, ports: PortSpace | null, clock: ClockDomain, host: CoreHost) {
    this.variant = variant;
    this.room = variant.room;
    this.narrow = variant.busBits === 8 ? 1 : 0;
    this.space = space;
    this.ports = ports;
    this.clock = clock;
    this.host = host;
    this.memory = space.memory;
    this.readBase = space.readBase;
    this.writeBase = space.writeBase;
  }

  /** Runs until `t >= stopAt`. Entered between instructions or repeat steps. */
  abstract run(): void;
  /** Enters the handler of interrupt `type`, `t` being the clock at which the next opcode would be taken. */
  abstract interrupt(type: number): void;
  /** Runs the two acknowledge cycles and enters the handler of the interrupt that the board names. */
  abstract acknowledge(): void;
  /** Leaves a string instruction between two repeat steps: IP goes back to its last prefix. */
  abstract leaveRepeat(): void;
  /** Empties the queue; the next bus cycle is a fetch from `ip`, with its T1 `delay` clocks from now. */
  abstract refill(delay: number): void;
  /**
   * Brings the bus interface unit to clock `t`: what it does before `t` is done then. For tests, since the execution unit
   * may move to `t` too.
   */
  abstract settle(t: number): void;
  /** The clock at which the execution unit would get the next byte from the queue; the byte stays there. For tests. */
  abstract firstByteAt(): number;

  /** The earliest clock at which the T1 of another bus cycle can be. */
  abstract nextCycle(): number;
  /** Puts the bus interface unit into the idle state. */
  protected abstract idleBus(): void;
  /** Numbers that say what the bus interface unit is doing, clocks relative to `t`. */
  protected abstract busState(): number[];
  /** Takes such numbers over; the clocks are relative to `t` = 0. */
  protected abstract setBusState(numbers: Int32Array): void;

  /** State of the bus interface unit. `t` is 0. @throws StateError if what is loaded cannot be one */
  visitBus(io: StateIo): void {
    const queue = new Uint8Array(8);
    const used = Math.min(this.length + this.inflight, 8);
    for (let n = 0; n < used; n++) queue[n] = this.queue[(this.head + n) & 7]!;
    const length = io.number('length', this.length);
    const inflight = io.number('inflight', this.inflight);
    const fetchIp = io.number('fetchIp', this.fetchIp);
    const numbers = Int32Array.from(this.busState());
    io.ints('unit', numbers);
    io.bytes('queue', queue);
    if (!io.loading) return;
    if (!(length >= 0 && inflight >= 0 && inflight <= 2 && length + inflight <= this.variant.queueLength)) {
      throw new StateError(`A queue of ${length} + ${inflight} bytes cannot be: the snapshot is damaged.`);
    }
    this.length = length;
    this.inflight = inflight;
    this.fetchIp = fetchIp & 0xffff;
    this.queue.set(queue);
    this.head = 0;
    this.tail = (length + inflight) & 7;
    this.setBusState(numbers);
  }

  /** Takes everything over from an engine with the same bus interface unit. */
  copy(other: Core): void {
    this.words.set(other.words);
    this.segments.set(other.segments);
    this.queue.set(other.queue);
    for (const field of COPIED) this[field] = other[field];
    this.reload();
  }

  protected emptyQueue(): void {
    this.idleBus();
    this.repeating = 0;
    this.length = 0;
    this.inflight = 0;
    this.head = 0;
    this.tail = 0;
    this.fetchIp = this.ip;
  }

  /** Sets the queue: its bytes are those before offset `ip` + their number, and the bus is idle. For tests. */
  loadQueue(bytes: readonly number[]): void {
    this.idleBus();
    this.length = bytes.length;
    this.queue.set(bytes);
    this.inflight = 0;
    this.head = 0;
    this.tail = bytes.length & 7;
    this.fetchIp = (this.ip + bytes.length) & 0xffff;
  }

  getFlags(): number {
    return (
      this.control |
      FLAGS_FIXED |
      this.carry |
      PARITY[this.parity & 0xff]! |
      (this.auxiliary & FLAG.auxiliary) |
      (this.zero === 0 ? FLAG.zero : 0) |
      (this.sign < 0 ? FLAG.sign : 0) |
      (this.overflow << 11)
    );
  }

  setFlags(flags: number): void {
    this.control = flags & (FLAG.trap | FLAG.interrupt | FLAG.direction);
    this.carry = flags & 1;
    this.overflow = (flags >> 11) & 1;
    this.auxiliary = flags & FLAG.auxiliary;
    this.zero = (flags & FLAG.zero) === 0 ? 1 : 0;
    this.sign = (flags & FLAG.sign) === 0 ? 0 : -1;
    this.parity = (flags & FLAG.parity) === 0 ? 1 : 0;
    // an interrupt or a trap may now be possible
    if ((flags & (FLAG.trap | FLAG.interrupt)) !== 0) this.stopAt = 0;
  }

  /** The tick at which clock `t` starts. */
  tick(t: number): number {
    return this.clock.tickOf(this.base + t);
  }

  /** Takes over what a slow access may have changed. */
  reload(): void {
    this.memory = this.space.memory;
    this.readBase = this.space.readBase;
    this.writeBase = this.space.writeBase;
  }

  /** A bus cycle at or after `bound`: see CoreHost.arbitrate. */
  protected ask(t1: number, release: boolean): number {
    if (this.held !== 0 && t1 < this.boardBound) {
      // the wait states of the cycle before are not those of this one
      this.unhold();
      this.bound = this.boardBound;
      return t1;
    }
    return this.host.arbitrate(t1, release);
  }

  /** The next bus cycle has the bus for itself. */
  unhold(): void {
    this.held = 0;
    this.wait = this.plainWait;
    this.ioWait = this.plainIoWait;
    this.ackWait = this.plainAckWait;
    this.absorbed = 0;
    this.ioAbsorbed = 0;
  }

  /** Reads one byte in the bus cycle that has its T1 at clock `t1`. Sets `extra`. */
  protected readDevice(address: number, t1: number): number {
    const base = this.readBase[address >> 8]!;
    if (base !== SLOW) {
      this.extra = 0;
      return this.memory[base + address]!;
    }
    this.accessing = true;
    const value = this.space.readSlow(address, this.#commandTick(t1));
    this.#afterAccess(this.space.stretch, this.absorbed, t1 + this.wait);
    return value;
  }

  /** Writes one byte in the bus cycle that has its T1 at clock `t1`. Sets `extra`. */
  protected writeDevice(address: number, value: number, t1: number): void {
    const base = this.writeBase[address >> 8]!;
    if (base !== SLOW) {
      this.extra = 0;
      this.memory[base + address] = value;
      return;
    }
    this.accessing = true;
    this.space.writeSlow(address, value, this.#commandTick(t1));
    this.#afterAccess(this.space.stretch, this.absorbed, t1 + this.wait);
  }

  /** Both bytes of a word at an even address, in one bus cycle: the slower of the two devices decides. */
  protected readDeviceWord(address: number, t1: number): number {
    const low = this.readDevice(address, t1);
    const { extra } = this;
    const value = low | (this.readDevice(address + 1, t1) << 8);
    if (extra > this.extra) this.extra = extra;
    return value;
  }

  protected writeDeviceWord(address: number, value: number, t1: number): void {
    this.writeDevice(address, value & 0xff, t1);
    const { extra } = this;
    this.writeDevice(address + 1, value >> 8, t1);
    if (extra > this.extra) this.extra = extra;
  }

  /** Reads a port. Without ports the bus floats high. Sets `extra`. */
  protected readPort(port: number, t1: number): number {
    this.extra = 0;
    if (this.ports === null) return 0xff;
    this.accessing = true;
    const value = this.ports.read(port, this.#commandTick(t1));
    this.#afterAccess(this.ports.stretch, this.ioAbsorbed, t1 + this.ioWait);
    return value;
  }

  protected writePort(port: number, value: number, t1: number): void {
    this.extra = 0;
    if (this.ports === null) return;
    this.accessing = true;
    this.ports.write(port, value, this.#commandTick(t1));
    this.#afterAccess(this.ports.stretch, this.ioAbsorbed, t1 + this.ioWait);
  }

  protected readPortWord(port: number, t1: number): number {
    const low = this.readPort(port, t1);
    const { extra } = this;
    const value = low | (this.readPort(port + 1, t1) << 8);
    if (extra > this.extra) this.extra = extra;
    return value;
  }

  protected writePortWord(port: number, value: number, t1: number): void {
    this.writePort(port, value & 0xff, t1);
    const { extra } = this;
    this.writePort(port + 1, value >> 8, t1);
    if (extra > this.extra) this.extra = extra;
  }

  /** The tick at which the command of the bus cycle with its T1 at clock `t1` comes: in T2, or when the bus is free. */
  #commandTick(t1: number): number {
    return this.clock.tickOf(this.base + t1 + (this.held > 0 ? this.held : 1));
  }

  #afterAccess(stretch: number, absorbed: number, t1: number): void {
    this.accessing = false;
    const extra = stretch > absorbed ? stretch - absorbed : 0;
    this.extra = this.polled ? extra + this.host.afterSlowAccess(t1 + 2 + extra) : extra;
    this.reload();
  }

  /** Tells the trace of a bus cycle that transfers a byte. `high` is the other half of the internal word, for writes. */
  protected traceByte(
    kind: BusKind,
    t1: number,
    t4: number,
    address: number,
    value: number,
    segment: number,
    high: number,
  ): void {
    if (this.trace === null) return;
    const odd = (address & 1) !== 0 && this.narrow === 0;
    const write = kind === 'MEMW' || kind === 'IOW';
    if (kind === 'MEMR') this.latch = value | (odd ? (address & 0xff) << 8 : address & 0xff00);
    const data = odd ? value << 8 : value;
    let bus = odd ? data | (write ? high : address & 0xff) : data | (write ? high << 8 : address & 0xff00);
    // the 8088 keeps the address on AD15–8 during the whole cycle
    if (this.narrow !== 0) bus = (address & 0xff00) | value;
    this.trace.cycle(kind, this.base + t1, t4 - t1 - 3, address, data, odd, bus, this.#status(segment));
  }

  /** Tells the trace of a bus cycle that transfers a word. */
  protected traceWord(kind: BusKind, t1: number, t4: number, address: number, value: number, segment: number): void {
    if (this.trace === null) return;
    this.trace.cycle(kind, this.base + t1, t4 - t1 - 3, address, value, true, value, this.#status(segment));
  }

  protected traceQueue(operation: 'F' | 'S' | 'E', t: number, byte: number): void {
    this.trace?.queue(operation, this.base + t, byte);
  }

  /** Tells the trace of a prefetch given up at its T1. */
  protected traceAbandoned(t: number, byte: boolean): void {
    const address = (this.segments[1]! << 4) + this.fetchIp;
    this.#traceAdder(t, address, byte && (address & 1) === 0);
  }

  /** Tells the trace of CORR: the corrected IP passes through the adder, in the place of a segment. */
  protected traceCorrection(t: number): void {
    this.#traceAdder(t, (this.ip << 4) | 0xf, false);
  }

  /** A18 shows S5, as there is no ALE. */
  #traceAdder(t: number, address: number, byte: boolean): void {
    const enabled = (this.control & FLAG.interrupt) !== 0 ? 0x40000 : 0;
    this.trace?.adder(this.base + t, (address & 0xbffff) | enabled, byte);
  }

  #status(segment: number): number {
    const code = segment < 0 ? 2 : SEGMENT_STATUS[segment]!;
    return code | ((this.control & FLAG.interrupt) !== 0 ? 4 : 0);
  }
}
