import {
  type AddressSpace,
  type BusObserver,
  type Device,
  type Disassembly,
  definePart,
  type InputPin,
  type PartContext,
  type Processor,
  type ResetKind,
  StateError,
  type StateIo,
  WiringError,
} from '@backplane/kernel';
import { Arbiter } from './arbiter.ts';
import { isBusHolder } from './bus-holder.ts';
import { ALWAYS, type Core, type CoreHost, NEVER } from './core.ts';
import { disassemble } from './disassemble.ts';
import { FLAG } from './flags.ts';
import { ClockedCore } from './generated/clocked.ts';
import { EventCore } from './generated/event.ts';
import { ObservedCore } from './generated/observed.ts';
import { getRegister, instructionPointer, REGISTERS, setRegister } from './registers.ts';
import type { BusKind, BusTrace } from './trace.ts';
import { INTEL_8086, INTEL_8088, type Variant } from './variants.ts';

/*
 * Intel 8086 and 8088
 *
 * The instructions and the bus interface unit are generated from the table (`table.ts`) as engines over one set of
 * registers: a fast one, and one that tells an observer what the bus does. This file is what happens between
 * instructions and between repeat steps: interrupts, TRAP, HLT, WAIT and LOCK.
 *
 * INTR and NMI are looked at in the last clock of an instruction: a line that changed by the start of that clock counts.
 * The ticks that come with line changes decide this, so it does not depend on how a run is sliced.
 */

/** Settings of the part. */
export interface Intel8086Options {
  /** Wait states that the board inserts into every memory cycle, 0–100; 0 if absent. */
  readonly memoryWaits?: number;
  /** Wait states that the board inserts into every I/O cycle, 0–100; 0 if absent. */
  readonly ioWaits?: number;
  /** The same for interrupt acknowledge cycles; as `ioWaits` if absent. */
  readonly acknowledgeWaits?: number;
  /** `event` (the default), or `clocked`, a slower engine that does the same and is there to be compared with. */
  readonly engine?: 'event' | 'clocked';
}

/** The pins that the core uses; asserted means active, whatever voltage that is. */
export type Intel8086Context = Pick<
  PartContext<'hlda' | 'lock', 'intr' | 'nmi' | 'test' | 'ready' | 'hold'>,
  'id' | 'clock' | 'scheduler' | 'in' | 'out' | 'space' | 'ports'
>;

/** Clocks that one pass of the inner loops may take, and after which counting begins again, so that they stay small. */
const CHUNK = 0x1000000;
/** Clocks from the release of RESET to the first T1 (8086 data sheet, "RESET and initialization": about 10). */
const RESET_CLOCKS = 10;
/** Clocks between two looks at TEST (iAPX 86, 88 User's Manual, table 2-21: WAIT takes 3 + 5n). */
const TEST_PERIOD = 5;

const INTERRUPT = { trap: 1, nmi: 2 } as const;
/** IF or TF: something may have to be done between instructions. */
const WATCHFUL = FLAG.trap | FLAG.interrupt;

/** An 8086 or 8088 with its bus, as a part of a machine. */
export class Intel8086 implements Processor, CoreHost {
  readonly granularity = 'instruction';
  readonly stateVersion = 1;
  readonly registers = REGISTERS;
  readonly variant: Variant;

  readonly #ctx: Intel8086Context;
  readonly #intr: InputPin;
  readonly #arbiter: Arbiter;
  readonly #ownCore: Core;
  #observedCore: ObservedCore | null = null;
  /** The engine in use: registers and bus. */
  #core: Core;
  #observer: BusObserver | null = null;
  #trace: BusTrace | null = null;

  /** The limit of the present run, in clocks since power-on. */
  #limit = 0;
  /** The same, or the end of the present chunk, as a value of `core.t`. */
  #end = 0;
  /** Something may have to be done before the next instruction. */
  #attention = true;
  #running = false;
  /** The engine is to be changed at the next boundary. */
  #retraceLater = false;

  #nmiPending = false;
  #nmiTick = 0;
  /** TF was set when the last instruction began. */
  #trapPending = false;

  /** The sampled level that came with a loaded state belongs to this cycle. */
  #loadedCycle = -1;
  #loadedIntr = false;

  constructor(ctx: Intel8086Context, variant: Variant, options: Intel8086Options = {}) {
    const { space } = ctx;
    if (space === null || space.bits !== 20) {
      throw new WiringError(
        `${variant.name} "${ctx.id}" needs an address space of 20 bits${space === null ? '' : `, not ${space.bits}`}. ` +
          'Name one as its `space`.',
      );
    }
    const engine: string = options.engine ?? 'event';
    if (engine !== 'event' && engine !== 'clocked') {
      throw new WiringError(`${variant.name} "${ctx.id}": there is no engine "${engine}". Choose event or clocked.`);
    }
    const memory = waitStates(ctx, variant, 'memoryWaits', options.memoryWaits);
    const io = waitStates(ctx, variant, 'ioWaits', options.ioWaits);
    const acknowledge = waitStates(ctx, variant, 'acknowledgeWaits', options.acknowledgeWaits ?? io);
    this.#ctx = ctx;
    this.variant = variant;
    const Engine = engine === 'event' ? EventCore : ClockedCore;
    this.#core = this.#ownCore = new Engine(variant, space, ctx.ports, ctx.clock, this);
    const { hold, ready } = ctx.in;
    this.#arbiter = new Arbiter(
      { clock: ctx.clock, scheduler: ctx.scheduler, hold, ready, hlda: ctx.out.hlda },
      this.#core,
      { memory, io, acknowledge },
    );
    this.#arbiter.onRequest = () => this.#raise();
    this.#intr = ctx.in.intr;
    this.#intr.listen((_, t) => {
      // a change before the sampling point overrules the level that a state was loaded with
      if (this.#loadedCycle >= 0 && t <= ctx.clock.tickOf(this.#loadedCycle - 1)) this.#loadedCycle = -1;
      this.#raise();
    });
    ctx.in.nmi.listen((level, t) => {
      if (!level) return;
      if (!this.#nmiPending) this.#nmiTick = t;
      this.#nmiPending = true;
      this.#raise();
    });
    ctx.in.test.listen(() => this.#raise());
  }

  /** Has the board look at the pins before the next instruction or repeat step. */
  #raise(): void {
    this.#attention = true;
    this.#core.stopAt = 0;
  }

  /**
   * A peer named `board` is logic that takes the bus while the status lines are passive and stretches bus cycles by
   * READY, as that of the IBM PC; see BusHolder. HOLD and READY are then not wired.
   */
  attach(peers: Readonly<Record<string, Device>>): void {
    const { id, in: pins } = this.#ctx;
    for (const [name, part] of Object.entries(peers)) {
      if (name !== 'board' || !isBusHolder(part)) {
        throw new WiringError(
          `${this.variant.name} "${id}": a peer is the board's bus logic, under the name \`board\`; "${name}" is not.`,
        );
      }
      if (pins.hold.connected || pins.ready.connected) {
        throw new WiringError(`${this.variant.name} "${id}" has a \`board\`: take the lines on HOLD and READY away.`);
      }
      this.#arbiter.attach(part);
    }
  }

  get cycles(): number {
    return this.#core.base + this.#core.t;
  }

  get space(): AddressSpace {
    return this.#core.space;
  }

  /** Linear address, 0–FFFFFh. */
  get pc(): number {
    return ((this.#core.segments[1]! << 4) + instructionPointer(this.#core)) & 0xfffff;
  }

  /** False between two repeat steps of a string instruction, where a run can stop as well. */
  get atBoundary(): boolean {
    return this.#core.repeating === 0;
  }

  /** The engine in use, for tests and for code that needs registers faster than by name. */
  get core(): Core {
    return this.#core;
  }

  /** Clears the flags, IP, DS, ES and SS, sets CS to FFFFh and empties the queue; power clears the other registers too. */
  reset(kind: ResetKind, t: number): void {
    const core = this.#core;
    const start = this.#ctx.clock.cycleAt(t);
    if (kind === 'reset') core.t += Math.max(start - this.cycles, 0);
    if (kind === 'power') {
      core.base = start;
      core.t = 0;
      core.words.fill(0);
      core.offset = 0;
      core.segment = 0;
    }
    core.segments.fill(0);
    core.segments[1] = 0xffff;
    core.ip = 0;
    core.setFlags(0);
    core.override = -1;
    core.repeat = 0;
    core.shadow = -1;
    core.halted = 0;
    core.waiting = 0;
    core.locked = 0;
    core.refill(RESET_CLOCKS);
    this.#nmiPending = false;
    this.#trapPending = false;
    this.#loadedCycle = -1;
    this.#ctx.out.lock.drive(false, t);
    this.#arbiter.reset(this.cycles, t);
    this.#raise();
  }

  run(limit: number): void {
    this.#limit = limit;
    this.#running = true;
    try {
      this.#runToLimit();
      // events come next: bus cycles that began before them have to ask the board first
      if (this.#arbiter.attached) this.#core.settle(this.#core.t);
    } finally {
      this.#running = false;
    }
  }

  #runToLimit(): void {
    for (;;) {
      if (this.#retraceLater) this.#applyTrace();
      const core = this.#core;
      if (core.t > CHUNK) this.#rebase();
      const left = this.#limit - core.base;
      if (core.t >= left) return;
      this.#end = Math.min(left, core.t + CHUNK) | 0;
      if (this.#attention && this.#serve()) continue;
      this.#arbiter.refresh();
      core.reload();
      core.stopAt = this.#attention ? 0 : this.#end;
      const trap = (core.control & FLAG.trap) !== 0;
      core.run();
      if (trap) this.#trapPending = true;
      if (core.stopAt < this.#end) this.#attention = true;
    }
  }

  /** Starts counting clocks again from 0. */
  #rebase(): void {
    const core = this.#core;
    const { t } = core;
    core.base += t;
    core.t = 0;
    if (core.event !== NEVER) core.event -= t;
    if (core.prefetch !== NEVER) core.prefetch -= t;
    // the bus interface unit may be behind, so that T4 is a little in the past
    core.busT4 = Math.max(core.busT4 - t, -0x10000);
    core.shadow = core.shadow === t ? 0 : -1;
    core.bound = ALWAYS;
    core.boardBound = ALWAYS;
  }

  stop(limit: number): void {
    const core = this.#core;
    // an event was armed: it may move HOLD or READY
    this.#arbiter.refresh();
    if (limit >= this.#limit) return;
    this.#limit = limit;
    const end = Math.min(Math.max(limit - core.base, 0), this.#end) | 0;
    if (end < core.stopAt) core.stopAt = end;
    this.#end = end;
  }

  step(): void {
    // a repeated string instruction has at most 65,536 steps
    for (let n = 0; n <= 0x10000; n++) {
      this.run(this.cycles + 1);
      if (this.#core.repeating === 0) return;
    }
  }

  /** The tick by which a line must have changed to be seen at this boundary. */
  #sampleTick(): number {
    const cycle = this.cycles;
    return cycle === 0 ? -1 : this.#ctx.clock.tickOf(cycle - 1);
  }

  #intrSampled(): boolean {
    return this.cycles === this.#loadedCycle ? this.#loadedIntr : this.#intr.at(this.#sampleTick() + 1);
  }

  /**
   * What the pins, TF, HLT and WAIT ask for at a boundary.
   * @returns true if time passed: the caller looks at the limit again
   */
  #serve(): boolean {
    const core = this.#core;
    if (core.locked !== 0 && core.repeating === 0) {
      core.locked = 0;
      this.lock(false, core.t);
      this.#arbiter.unlock();
    }
    if (this.#arbiter.requested) this.#arbiter.tryGrant();
    const intr = (core.control & FLAG.interrupt) !== 0 && this.#intrSampled();
    const nmi = this.#nmiPending && this.#nmiTick <= this.#sampleTick();
    if ((nmi || intr || this.#trapPending) && core.shadow !== core.t) {
      this.#takeInterrupt(nmi, intr);
      return true;
    }
    const late =
      this.#nmiPending ||
      this.#arbiter.requested ||
      ((core.control & FLAG.interrupt) !== 0 && (this.#intr.level || intr !== this.#intr.level));
    if (core.halted !== 0) {
      core.t = late ? core.t + 1 : this.#end;
      return true;
    }
    if (core.waiting !== 0) {
      if (this.test(core.t)) {
        core.waiting = 0;
      } else {
        core.settle(core.t);
        // without a change of the pin, nothing can come of looking at it
        const looks = late || this.#ctx.in.test.level ? 1 : Math.ceil((this.#end - core.t) / TEST_PERIOD);
        core.t += looks * TEST_PERIOD;
        return true;
      }
    }
    this.#attention = late || this.#trapPending || core.locked !== 0 || (core.control & FLAG.trap) !== 0;
    return false;
  }

  /** NMI goes before INTR, and both before TRAP, whose handler is then entered on top. */
  #takeInterrupt(nmi: boolean, intr: boolean): void {
    const core = this.#core;
    if (core.repeating !== 0) {
      core.leaveRepeat();
      return;
    }
    core.halted = 0;
    if (core.waiting !== 0) {
      // WAIT is executed again afterwards
      core.waiting = 0;
      core.ip = (core.ip - 1) & 0xffff;
    }
    this.#arbiter.refresh();
    core.reload();
    if (nmi) {
      this.#nmiPending = false;
      core.interrupt(INTERRUPT.nmi);
    } else if (intr) {
      core.acknowledge();
    } else {
      this.#trapPending = false;
      core.interrupt(INTERRUPT.trap);
    }
  }

  // CoreHost

  arbitrate(t1: number, release: boolean): number {
    return this.#arbiter.arbitrate(t1, release);
  }

  afterSlowAccess(t3: number): number {
    return this.#arbiter.afterSlowAccess(t3);
  }

  lock(on: boolean, t: number): void {
    this.#ctx.out.lock.drive(on, this.#core.tick(t));
    this.#arbiter.locks(on, t);
  }

  acknowledge(t: number): number {
    const { scheduler, ports } = this.#ctx;
    const tick = this.#core.tick(t);
    if (scheduler.next <= tick) scheduler.runUntil(tick);
    return ports === null ? 0xff : ports.acknowledge(tick) & 0xff;
  }

  test(t: number): boolean {
    return this.#ctx.in.test.at(this.#core.tick(t));
  }

  halt(): void {
    this.#raise();
  }

  getRegister(name: string): number {
    return getRegister(this.#core, name);
  }

  /** Sets a register; a new CS or IP ends HLT, WAIT and a repeated instruction, and empties the queue. */
  setRegister(name: string, value: number): void {
    const core = this.#core;
    const lower = name.toLowerCase();
    const jumps = lower === 'cs' || lower === 'ip';
    if (jumps && this.#arbiter.attached) this.#endBusCycle();
    setRegister(core, name, value);
    if (jumps) core.halted = core.waiting = 0;
    if ((core.control & WATCHFUL) !== 0) this.#raise();
  }

  /** A board knows how long it stretches the bus cycle under way, which may be long: its T4 comes first. */
  #endBusCycle(): void {
    const core = this.#core;
    if (core.t > core.busT4) return;
    const after = core.busT4 + 1;
    if (core.shadow === core.t) core.shadow = after;
    core.t = after;
  }

  /** In the observer's `extra`: bits 0–2 as in `BusTrace`, bit 3 = the high data lane is used, bits 8 and up = TW states. */
  observe(observer: BusObserver | null): void {
    this.#observer = observer;
    this.#retrace();
  }

  /** Watches the bus and the queue in more detail than `observe` can (null ends it). */
  watch(trace: BusTrace | null): void {
    this.#trace = trace;
    this.#retrace();
  }

  #retrace(): void {
    if (this.#running) {
      // in the middle of an instruction the engine cannot be changed
      this.#retraceLater = true;
      this.#raise();
    } else {
      this.#applyTrace();
    }
  }

  #applyTrace(): void {
    this.#retraceLater = false;
    const observer = this.#observer;
    const outer = this.#trace;
    if (observer === null && outer === null) {
      this.#use(this.#ownCore);
      this.#ownCore.trace = null;
      return;
    }
    const trace: BusTrace = {
      cycle(kind, clock, waits, address, data, high, bus, status) {
        outer?.cycle(kind, clock, waits, address, data, high, bus, status);
        // a byte in the high lane is reported as a byte
        const value = high && (address & 1) !== 0 ? data >> 8 : data;
        observer?.bus(OBSERVED[kind], address, value, clock, status | (high ? 8 : 0) | (waits << 8));
      },
      queue(operation, clock, byte) {
        outer?.queue(operation, clock, byte);
      },
      adder(clock, address, byte) {
        outer?.adder(clock, address, byte);
      },
    };
    if (this.#ownCore instanceof EventCore) {
      const { space, ports, clock } = this.#ctx;
      this.#observedCore ??= new ObservedCore(this.variant, space!, ports, clock, this);
      this.#use(this.#observedCore);
    }
    this.#core.trace = trace;
  }

  /** Goes on with another engine over the same bus interface unit. */
  #use(core: Core): void {
    if (core === this.#core) return;
    core.copy(this.#core);
    this.#core = core;
    this.#arbiter.use(core);
    this.#arbiter.refresh();
    this.#raise();
  }

  disassemble(address: number, peek: (address: number) => number): Disassembly {
    return disassemble(address, peek, this.#core.segments[1]!);
  }

  state(io: StateIo): void {
    const core = this.#core;
    const sampleTick = this.#sampleTick();
    const intr = this.#intrSampled();
    if (!io.loading) this.#rebase();
    const now = io.number('cycles', this.cycles);
    core.base = now;
    core.t = 0;
    for (const [n, name] of ['ax', 'cx', 'dx', 'bx', 'sp', 'bp', 'si', 'di'].entries()) {
      core.words[n] = io.number(name, core.words[n]!);
    }
    for (const [n, name] of ['es', 'cs', 'ss', 'ds'].entries()) core.segments[n] = io.number(name, core.segments[n]!);
    core.ip = io.number('ip', core.ip) & 0xffff;
    core.setFlags(io.number('flags', core.getFlags()));
    // the latches of the last memory operand show in LEA and far pointers with a register
    core.segment = io.number('operandSegment', core.segment) & 3;
    core.offset = io.number('operandOffset', core.offset) & 0xffff;
    const repeating = io.number('repeating', core.repeating);
    const repeat = io.number('repeat', repeating === 0 ? 0 : core.repeat);
    const override = io.number('override', repeating === 0 ? -1 : core.override);
    io.section('bus', 1, (bus) => core.visitBus(bus));
    // an emptied queue ends a repeated instruction, so these come after it
    core.repeating = repeating;
    core.repeat = repeat;
    core.override = override;
    core.halted = io.bool('halted', core.halted !== 0) ? 1 : 0;
    core.waiting = io.bool('waiting', core.waiting !== 0) ? 1 : 0;
    core.locked = io.bool('locked', core.locked !== 0) ? 1 : 0;
    core.shadow = io.bool('shadow', core.shadow === core.t) ? 0 : -1;
    this.#trapPending = io.bool('trap', this.#trapPending);
    this.#loadedIntr = io.bool('intr', intr);
    this.#nmiPending = io.bool('nmi', this.#nmiPending);
    const late = io.bool('nmiLate', this.#nmiPending && this.#nmiTick > sampleTick);
    const hold = Int32Array.from(this.#arbiter.save(now));
    io.ints('hold', hold);
    if (this.#arbiter.attached) {
      const lock = Int32Array.from(this.#arbiter.saveLock(now));
      io.ints('lock', lock);
      if (io.loading) this.#arbiter.loadLock(lock, now);
    }
    if (!io.loading) return;
    if (repeating !== 0 && (repeating < 0xa4 || repeating > 0xaf || override < -1 || override > 3)) {
      throw new StateError(`The ${this.variant.name} cannot repeat opcode ${repeating}: the snapshot is damaged.`);
    }
    this.#arbiter.load(hold, now);
    this.#loadedCycle = now;
    this.#nmiTick = late ? this.#ctx.clock.tickOf(now) : -1;
    this.rederive();
  }

  rederive(): void {
    this.#core.reload();
    this.#raise();
  }
}

const OBSERVED: Readonly<Record<BusKind, 'fetch' | 'read' | 'write' | 'in' | 'out' | 'ack' | 'halt'>> = {
  CODE: 'fetch',
  MEMR: 'read',
  MEMW: 'write',
  IOR: 'in',
  IOW: 'out',
  INTA: 'ack',
  HALT: 'halt',
};

function waitStates(ctx: Intel8086Context, variant: Variant, name: string, value = 0): number {
  if (!Number.isInteger(value) || value < 0 || value > 100) {
    throw new WiringError(`${variant.name} "${ctx.id}": \`${name}\` is ${value}; it takes a whole number, 0 to 100.`);
  }
  return value;
}

const PINS = { intr: 'in', nmi: 'in', test: 'in', ready: 'in', hold: 'in', hlda: 'out', lock: 'out' } as const;

/** The 8086, with its 16-bit bus, as a part of a machine. */
export const Intel8086Part = definePart({
  type: 'Intel8086',
  title: 'Intel 8086 CPU',
  processor: true,
  pins: PINS,
  create: (ctx, options: Intel8086Options) => new Intel8086(ctx, INTEL_8086, options),
});

/** The 8088, with its 8-bit bus, as a part of a machine. */
export const Intel8088Part = definePart({
  type: 'Intel8088',
  title: 'Intel 8088 CPU',
  processor: true,
  pins: PINS,
  create: (ctx, options: Intel8086Options) => new Intel8086(ctx, INTEL_8088, options),
});
