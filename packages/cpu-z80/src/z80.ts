import {
  type AddressSpace,
  type BusObserver,
  type Disassembly,
  definePart,
  type InputPin,
  type PartContext,
  type Processor,
  type ResetKind,
  SLOW,
  type StateIo,
  WiringError,
} from '@backplane/kernel';
import { type CoreHost, Z80Core } from './core.ts';
import { disassemble } from './disassemble.ts';
import { FLAG } from './flags.ts';
import { execute, executeIndexed } from './generated/exact.ts';
import { runFast } from './generated/fast.ts';
import { getRegister, REGISTERS, setRegister } from './registers.ts';
import { train } from './train.ts';

/*
 * Zilog Z80
 *
 * The instructions are generated from the table (`table.ts`) as two engines over one set of registers: the fast one runs
 * as long as all accesses lead to plain memory, the exact one executes an instruction that meets a device, a port or the
 * interrupt logic, and every instruction while the bus is observed. This file is what happens between instructions:
 * interrupts, BUSREQ, RESET and HALT.
 *
 * INT, NMI and BUSREQ are sampled at the rising edge that starts the last T-state of an instruction: a line that rose
 * by that tick is served at the end of the instruction, one that rose later after the next one. The ticks that come
 * with line changes decide this, so it does not depend on how a run is sliced.
 */

/** Settings of the part. */
export interface Z80Options {
  /**
   * `nmos` (Z8400, the default) or `cmos` (Z84C00). On the CMOS part OUT (C),0 drives FFh instead of 00h, and an
   * interrupt accepted right after LD A,I or LD A,R leaves P/V alone.
   */
  readonly variant?: 'nmos' | 'cmos';
}

/** The pins that the core uses; asserted means active, whatever voltage that is. */
export type Z80Context = Pick<
  PartContext<'halt' | 'busack', 'int' | 'nmi' | 'busreq' | 'reset'>,
  'id' | 'clock' | 'scheduler' | 'in' | 'out' | 'space' | 'ports'
>;

/** T-states that one pass of the inner loops may take, so that their counters stay small integers. */
const CHUNK = 0x1000000;
/** A bus master that interrupts an instruction is waited for at most so many T-states. */
const LONGEST_GRANT = 0x10000;
/** No cycle number. */
const NEVER = -1;

/** T-states from the release of RESET to the first fetch (Z80 CPU User's Manual, "RESET"). */
const RESET_EXIT = 2;

/** A Zilog Z80 with its bus, as a part of a machine. */
export class Z80 implements Processor, CoreHost {
  readonly granularity = 'instruction';
  readonly stateVersion = 1;
  readonly registers = REGISTERS;
  /** Registers and bus, for tests and for code that needs them faster than by name. */
  readonly core: Z80Core;

  readonly #ctx: Z80Context;
  readonly #int: InputPin;
  readonly #busreq: InputPin;
  /** The limit of the present run, in T-states since power-on. */
  #limit = Number.NaN;
  /** The same, or the end of the present chunk, as a value of `core.t`. */
  #end = 0;
  /** Something may have to be done before the next instruction. */
  #attention = false;
  /** The next instruction must be the only one before the pins are looked at again. */
  #single = false;

  /** INT changed since it was sampled last. */
  #intChanged = false;
  #nmiPending = false;
  #nmiTick = 0;
  #busChanged = false;
  #granted = false;
  /** Cycle at which the core takes the bus back; NEVER while BUSREQ is still on. */
  #busResume = NEVER;
  #resetOn = false;
  /** Cycle of the first fetch after RESET was released; NEVER if no reset is going on. */
  #resetResume = NEVER;

  /** The sampled levels that came with a loaded state belong to this cycle. */
  #loadedCycle = NEVER;
  #loadedInt = false;
  #loadedBus = false;

  constructor(ctx: Z80Context, options: Z80Options = {}) {
    if (ctx.space === null || ctx.space.bits !== 16) {
      throw new WiringError(
        `Z80 "${ctx.id}" needs an address space of 16 bits${ctx.space === null ? '' : `, not ${ctx.space.bits}`}. ` +
          'Name one as its `space`.',
      );
    }
    const variant: string = options.variant ?? 'nmos';
    if (variant !== 'nmos' && variant !== 'cmos') {
      throw new WiringError(`Z80 "${ctx.id}": there is no variant "${variant}". Choose nmos or cmos.`);
    }
    this.#ctx = ctx;
    train();
    this.core = new Z80Core(ctx.space, ctx.ports, ctx.clock, variant === 'cmos');
    this.core.host = this;
    this.#int = ctx.in.int;
    this.#busreq = ctx.in.busreq;
    this.#int.listen((_, t) => {
      this.#overrule(t);
      this.#intChanged = true;
      this.#attention = true;
    });
    ctx.in.nmi.listen((level, t) => {
      if (!level) return;
      if (!this.#nmiPending) this.#nmiTick = t;
      this.#nmiPending = true;
      this.#attention = true;
    });
    this.#busreq.listen((level, t) => {
      this.#overrule(t);
      this.#busChanged = true;
      this.#attention = true;
      // the line is looked at on each rising edge while the bus is granted
      if (this.#granted) this.#busResume = level ? NEVER : ctx.clock.cycleAt(t) + 1;
    });
    ctx.in.reset.listen((level, t) => {
      this.#resetOn = level;
      this.#resetResume = ctx.clock.cycleAt(t) + (level ? 0 : RESET_EXIT);
      this.#attention = true;
    });
  }

  get cycles(): number {
    return this.core.base + this.core.t;
  }

  get space(): AddressSpace {
    return this.core.space;
  }

  get pc(): number {
    return this.core.pc;
  }

  get atBoundary(): boolean {
    return this.core.prefix === 0;
  }

  /** Power: all registers; the manual defines only PC, I, R, IM and IFF, and AF and SP are FFFFh on silicon. */
  reset(kind: ResetKind, t: number): void {
    const { core } = this;
    this.#resetRegisters();
    const start = this.#ctx.clock.cycleAt(t);
    if (kind === 'power') {
      core.b = core.c = core.d = core.e = core.h = core.l = 0xff;
      core.ix = core.iy = 0xffff;
      core.af2 = core.bc2 = core.de2 = core.hl2 = 0xffff;
      core.base = start;
    } else {
      core.base = Math.max(start, this.cycles);
    }
    core.t = 0;
    this.#nmiPending = false;
    this.#resetOn = this.#ctx.in.reset.level;
    this.#resetResume = this.#resetOn ? core.base : NEVER;
    this.#intChanged = true;
    this.#busChanged = true;
    this.#attention = true;
    this.#loadedCycle = NEVER;
    this.#drive(t);
  }

  #resetRegisters(): void {
    const { core } = this;
    core.a = core.f = 0xff;
    core.sp = 0xffff;
    core.pc = 0;
    core.i = core.r = 0;
    core.im = core.iff1 = core.iff2 = 0;
    core.wz = core.q = 0;
    core.ei = core.p = core.halted = core.prefix = 0;
    this.#granted = false;
    this.#busResume = NEVER;
  }

  /** Puts HALT and BUSACK out as the state has them. */
  #drive(t: number): void {
    this.#ctx.out.halt.drive(this.core.halted !== 0, t);
    this.#ctx.out.busack.drive(this.#granted, t);
  }

  run(limit: number): void {
    const { core } = this;
    this.#limit = limit;
    for (;;) {
      core.base += core.t;
      core.t = 0;
      const left = this.#limit - core.base;
      if (left <= 0) return;
      this.#end = Math.min(left, CHUNK) | 0;
      this.#runChunk();
    }
  }

  #runChunk(): void {
    const { core } = this;
    while (core.t < this.#end) {
      this.#single = false;
      if (this.#attention && this.#serve()) continue;
      if ((core.ei | core.p | core.prefix) === 0 && core.observer === null) {
        const before = core.t;
        runFast(core, this.#single ? before + 1 : this.#end);
        if (core.t >= this.#end || (this.#single && core.t !== before)) continue;
      }
      this.#executeExact();
    }
  }

  #executeExact(): void {
    const { core } = this;
    const { prefix } = core;
    if (core.ports?.holds === true && this.#isHeld()) return;
    core.ei = 0;
    core.p = 0;
    core.prefix = 0;
    if (prefix !== 0) executeIndexed(core, prefix);
    else execute(core, core.fetch());
    if (core.halted !== 0) this.#enterHalt();
  }

  /**
   * True if the next instruction reads a port whose device holds WAIT: then time passes, and it is looked at again at the
   * next event or input. The instruction is held before its first cycle, not in its input cycle, so that it can be given
   * up at any stop; and the device is asked as of that moment, so that it does not matter how often.
   */
  #isHeld(): boolean {
    const { core } = this;
    const { space } = core;
    let at = core.pc;
    let opcode = space.peek(at);
    // DD and FD change nothing about these instructions; a chain is at most followed once around memory
    for (let n = 0; (opcode === 0xdd || opcode === 0xfd) && n < 0x10000; n++) {
      at = (at + 1) & 0xffff;
      opcode = space.peek(at);
    }
    const next = space.peek((at + 1) & 0xffff);
    let port: number;
    if (opcode === 0xdb) port = (core.a << 8) | next;
    else if (opcode === 0xed && ((next & 0xc7) === 0x40 || (next & 0xe7) === 0xa2)) port = (core.b << 8) | core.c;
    else return false;
    if (core.ports!.ready(port, core.tick(core.t))) return false;
    core.t = this.#single ? core.t + 1 : Math.max(core.t, this.#end);
    return true;
  }

  #enterHalt(): void {
    this.#attention = true;
    this.#ctx.out.halt.drive(true, this.core.tick(this.core.t));
  }

  #leaveHalt(): void {
    if (this.core.halted === 0) return;
    this.core.halted = 0;
    this.#ctx.out.halt.drive(false, this.core.tick(this.core.t));
  }

  stop(limit: number): void {
    if (limit >= this.#limit) return;
    this.#limit = limit;
    this.#end = Math.min(this.#end, Math.max(limit - this.core.base, 0)) | 0;
  }

  step(): void {
    // a chain of DD and FD prefixes belongs to the instruction it ends in
    for (let n = 0; n < 0x10000; n++) {
      this.run(this.cycles + 1);
      if (this.core.prefix === 0) return;
    }
  }

  /** The tick by which a line must have risen to be served at this boundary. */
  #sampleTick(): number {
    const cycle = this.cycles;
    return cycle === 0 ? -1 : this.#ctx.clock.tickOf(cycle - 1);
  }

  /** Forgets the levels that a state was loaded with once a line changes before they were sampled. */
  #overrule(t: number): void {
    if (this.#loadedCycle !== NEVER && t <= this.#ctx.clock.tickOf(this.#loadedCycle - 1)) this.#loadedCycle = NEVER;
  }

  #intSampled(): boolean {
    return this.cycles === this.#loadedCycle ? this.#loadedInt : this.#int.at(this.#sampleTick() + 1);
  }

  #busSampled(): boolean {
    return this.cycles === this.#loadedCycle ? this.#loadedBus : this.#busreq.at(this.#sampleTick() + 1);
  }

  /**
   * What the pins and HALT ask for at an instruction boundary.
   * @returns true if time passed: the caller looks at the limit again
   */
  #serve(): boolean {
    const { core } = this;
    if (this.#resetResume !== NEVER) return this.#serveReset();
    if (this.#granted) return this.#serveGrant();
    let pending = core.halted !== 0;
    if (this.#busChanged || this.#busreq.level) {
      const sampled = this.#busSampled();
      this.#busChanged = sampled !== this.#busreq.level;
      if (sampled) {
        this.#grant();
        return true;
      }
      pending = true;
      if (this.#busreq.level) this.#single = true;
    }
    if (core.prefix !== 0) return false;
    if (this.#nmiPending) {
      if (this.#nmiTick <= this.#sampleTick()) {
        this.#acceptNmi();
        return true;
      }
      pending = true;
      this.#single = true;
    }
    if (this.#intChanged || this.#int.level) {
      const sampled = this.#intSampled();
      this.#intChanged = sampled !== this.#int.level;
      if (core.iff1 !== 0 && core.ei === 0) {
        if (sampled) {
          this.#acceptInt();
          return true;
        }
        if (this.#int.level) this.#single = true;
      }
      pending ||= this.#intChanged || this.#int.level;
    }
    this.#attention = pending;
    if (core.halted === 0) return false;
    this.#halt();
    return true;
  }

  #serveReset(): boolean {
    const { core } = this;
    this.#resetRegisters();
    this.#nmiPending = false;
    this.#drive(core.tick(core.t));
    const resume = this.#resetOn ? Number.POSITIVE_INFINITY : this.#resetResume - core.base;
    if (resume > this.#end) {
      core.t = Math.max(core.t, this.#end);
      return true;
    }
    core.t = Math.max(core.t, resume);
    this.#resetResume = NEVER;
    this.#intChanged = true;
    this.#busChanged = true;
    return true;
  }

  #grant(): void {
    this.#granted = true;
    this.#busResume = NEVER;
    this.#attention = true;
    this.#ctx.out.busack.drive(true, this.core.tick(this.core.t));
  }

  #ungrant(): void {
    this.#granted = false;
    this.#busResume = NEVER;
    this.#busChanged = true;
    this.#attention = true;
    this.#ctx.out.busack.drive(false, this.core.tick(this.core.t));
  }

  /** The bus is another master's: nothing happens until it is given back. */
  #serveGrant(): boolean {
    const { core } = this;
    const resume = this.#busResume === NEVER ? Number.POSITIVE_INFINITY : this.#busResume - core.base;
    if (resume > this.#end) {
      core.t = Math.max(core.t, this.#end);
    } else {
      core.t = Math.max(core.t, resume);
      this.#ungrant();
    }
    return true;
  }

  beforeAcknowledge(t: number): void {
    const { scheduler } = this.#ctx;
    if (scheduler.next <= t) scheduler.runUntil(t);
  }

  /**
   * A device has been accessed. If it asked for the bus, it gets it at the end of this very machine cycle: the events of
   * the machine run until it is given back, and the rest of the instruction is that much later.
   */
  afterSlowAccess(): void {
    if (!this.#busChanged || !this.#busreq.level || this.#granted) return;
    const { core } = this;
    const { scheduler, clock } = this.#ctx;
    const latest = clock.tickOf(this.cycles + LONGEST_GRANT);
    this.#grant();
    while (this.#busResume === NEVER && scheduler.next <= latest) scheduler.runUntil(scheduler.next);
    // a master that holds on keeps the bus from the end of the instruction on
    if (this.#busResume === NEVER) return;
    core.t = Math.max(core.t, this.#busResume - core.base);
    this.#ungrant();
  }

  /** Pushes PC and jumps, as all interrupts do. */
  #restart(address: number): void {
    const { core } = this;
    core.sp = (core.sp - 1) & 0xffff;
    core.write(core.sp, core.pc >> 8);
    core.sp = (core.sp - 1) & 0xffff;
    core.write(core.sp, core.pc & 0xff);
    core.pc = core.wz = address;
  }

  /** NMI: 5 T fetch whose data is ignored, two pushes; 11 T. IFF2 keeps what IFF1 was. */
  #acceptNmi(): void {
    const { core } = this;
    this.#nmiPending = false;
    this.#leaveHalt();
    core.ignoredFetch();
    core.t += 1;
    core.iff1 = 0;
    core.ei = core.p = core.q = 0;
    this.#restart(0x66);
  }

  /**
   * Maskable interrupt. The acknowledge cycle is an M1 cycle with two wait states of its own (6 T). Mode 0 executes the
   * byte it brings, and takes operand bytes from the same source; modes 1 and 2 take one T-state more before the pushes:
   * 13 T and 19 T in all.
   */
  #acceptInt(): void {
    const { core } = this;
    this.#leaveHalt();
    core.iff1 = core.iff2 = 0;
    // the flag is read while IFF2 is already being reset
    if (core.p !== 0 && !core.cmos) core.f &= ~FLAG.PV;
    core.p = core.q = 0;
    const data = core.acknowledge(6);
    if (core.im === 0) {
      core.acknowledging = true;
      execute(core, data);
      core.acknowledging = false;
      if (core.halted !== 0) this.#enterHalt();
      return;
    }
    core.t += 1;
    if (core.im === 1) {
      this.#restart(0x38);
      return;
    }
    this.#restart((core.i << 8) | data);
    const vector = core.pc;
    const low = core.read(vector);
    core.pc = core.wz = low | (core.read((vector + 1) & 0xffff) << 8);
  }

  /** HALT executes no-operations of 4 T, which count R, until an interrupt or RESET. */
  #halt(): void {
    const { core } = this;
    core.ei = core.p = core.q = 0;
    if (this.#single || core.observer !== null || core.space.readBase[core.pc >> 8] === SLOW) {
      core.ignoredFetch();
      return;
    }
    const fetches = Math.max(Math.ceil((this.#end - core.t) / 4), 1);
    core.t += fetches * 4;
    core.r = (core.r & 0x80) | ((core.r + fetches) & 0x7f);
  }

  getRegister(name: string): number {
    return getRegister(this.core, name);
  }

  setRegister(name: string, value: number): void {
    setRegister(this.core, name, value);
    this.#attention = true;
    this.#ctx.out.halt.drive(this.core.halted !== 0, this.core.tick(this.core.t));
  }

  observe(observer: BusObserver | null): void {
    this.core.observer = observer;
  }

  disassemble(address: number, peek: (address: number) => number): Disassembly {
    return disassemble(address, peek);
  }

  state(io: StateIo): void {
    const { core } = this;
    const sampleTick = this.#sampleTick();
    const int = this.#intSampled();
    const bus = this.#busSampled();
    core.base = io.number('cycles', this.cycles);
    core.t = 0;
    for (const name of ['a', 'f', 'b', 'c', 'd', 'e', 'h', 'l', 'ix', 'iy', 'sp', 'pc'] as const) {
      core[name] = io.number(name, core[name]);
    }
    for (const name of ['af2', 'bc2', 'de2', 'hl2'] as const) core[name] = io.number(name, core[name]);
    for (const name of ['i', 'r', 'im', 'iff1', 'iff2', 'wz', 'q', 'ei', 'p', 'halted', 'prefix'] as const) {
      core[name] = io.number(name, core[name]);
    }
    this.#loadedInt = io.bool('int', int);
    this.#loadedBus = io.bool('busreq', bus);
    this.#nmiPending = io.bool('nmi', this.#nmiPending);
    const late = io.bool('nmiLate', this.#nmiPending && this.#nmiTick > sampleTick);
    this.#granted = io.bool('granted', this.#granted);
    this.#busResume = io.number('busResume', this.#busResume);
    this.#resetOn = io.bool('reset', this.#resetOn);
    this.#resetResume = io.number('resetResume', this.#resetOn ? 0 : this.#resetResume);
    if (!io.loading) return;
    this.#loadedCycle = core.base;
    this.#nmiTick = late ? this.#ctx.clock.tickOf(core.base) : -1;
    this.rederive();
  }

  rederive(): void {
    this.#intChanged = true;
    this.#busChanged = true;
    this.#attention = true;
  }
}

/** The Z80 as a part of a machine. */
export const Z80Part = definePart({
  type: 'Z80',
  title: 'Zilog Z80 CPU',
  processor: true,
  pins: { int: 'in', nmi: 'in', busreq: 'in', reset: 'in', halt: 'out', busack: 'out' },
  create: (ctx, options: Z80Options) => new Z80(ctx, options),
});
