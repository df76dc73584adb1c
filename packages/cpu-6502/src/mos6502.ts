import {
  type AddressSpace,
  type BusObserver,
  type Disassembly,
  type PartContext,
  type Processor,
  type RegisterInfo,
  type ResetKind,
  type StateIo,
  WiringError,
} from '@backplane/kernel';
import { type BoardHooks, Core6502, NEVER, NO_BOARD, STOPPED } from './core.ts';
import { disassemble } from './disassemble.ts';
import { runFast } from './generated/fast.ts';
import { runFast65C02 } from './generated/fast-65c02.ts';
import { FETCH_ONLY_SLOT, FETCH_SLOT, RESET_SLOT } from './generated/program.ts';
import { runStepped } from './generated/stepped.ts';
import { runStepped65C02 } from './generated/stepped-65c02.ts';
import { Port6510, type PortOptions } from './port.ts';
import { getRegister, PORT_REGISTERS, REGISTERS, setRegister } from './registers.ts';
import { VARIANTS, type Variant, type VariantName } from './variants.ts';

/*
 * MOS 6502 and 6510, 65C02
 *
 * The bus cycles of every instruction come from a table, `table.ts` for NMOS and `table-65c02.ts` for CMOS, from each of
 * which two engines are generated: the stepped one executes a micro-operation a cycle and can stop anywhere, the fast one executes whole instructions while
 * nothing can happen to the processor. They hand over to each other at any bus cycle.
 */

/** Settings of the part. */
export interface Mos6502Options {
  /** `6502` (the default), `6510`, `2a03`, `65c02`, `r65c02` or `w65c02`. */
  readonly variant?: VariantName;
  /** Constant of ANE (8B), 0–FFh. EEh by default; many C64s show EFh. */
  readonly ane?: number;
  /** Constant of ANE when RDY has held its operand read; `ane` by default. A C64 that shows EFh has EEh here. */
  readonly aneHeld?: number;
  /** Constant of LXA (AB), 0–FFh. EEh by default. */
  readonly lxa?: number;
  /** 6510: how the pins of the port are connected. */
  readonly port?: PortOptions;
}

/** The pins that the core uses; asserted means pulled low. */
export type Mos6502Context = Pick<
  PartContext<never, 'irq' | 'nmi' | 'rdy' | 'so' | 'reset'>,
  'id' | 'clock' | 'in' | 'space' | 'emit'
>;

/** Cycles after which `now` is moved into `base`, so that it stays a small integer. */
const CHUNK = 0x10000000;
/** PC while power comes up, before RESET loads it. */
const POWER_PC = 0x00ff;
/** An age in cycles that no interrupt logic can tell from a greater one. */
const OLD = 4;

/** A MOS 6502, 6510, 2A03 or 65C02 with its bus, as a part of a machine. */
export class Mos6502 implements Processor {
  readonly granularity = 'cycle';
  readonly stateVersion = 1;
  readonly registers: readonly RegisterInfo[];
  readonly variant: VariantName;
  /** Registers and bus, for boards and tests that need them faster than by name. */
  readonly core: Core6502;

  readonly #ctx: Mos6502Context;
  /** Limit of the present run, in cycles since power-on. */
  #limit = 0;
  #horizon = Number.POSITIVE_INFINITY;

  constructor(ctx: Mos6502Context, options: Mos6502Options = {}) {
    this.variant = options.variant ?? '6502';
    const name = `${this.variant.toUpperCase()} "${ctx.id}"`;
    if (!Object.hasOwn(VARIANTS, this.variant)) {
      const known = Object.keys(VARIANTS).join(', ');
      throw new WiringError(`Processor "${ctx.id}": there is no variant "${this.variant}". Choose one of ${known}.`);
    }
    if (ctx.space === null || ctx.space.bits !== 16) {
      throw new WiringError(
        `${name} needs an address space of 16 bits${ctx.space === null ? '' : `, not ${ctx.space.bits}`}. ` +
          'Name one as its `space`.',
      );
    }
    const variant: Variant = VARIANTS[this.variant];
    if (options.port !== undefined && !variant.port) {
      throw new WiringError(`${name} has no I/O port, but \`port\` options are given. Choose variant 6510.`);
    }
    const constant = (key: 'ane' | 'aneHeld' | 'lxa', value: number): number => {
      if (Number.isInteger(value) && value >= 0 && value <= 0xff) return value;
      throw new WiringError(`${name}: the constant \`${key}\` is ${value}; it must be a byte, 0 to 255.`);
    };
    const { program } = variant;
    const given = (['ane', 'aneHeld', 'lxa'] as const).find((key) => program.cmos && options[key] !== undefined);
    if (given !== undefined) {
      throw new WiringError(`${name} has no such opcode: the constant \`${given}\` is for NMOS chips. Leave it out.`);
    }
    const ane = constant('ane', options.ane ?? 0xee);
    this.#ctx = ctx;
    const port = variant.port ? new Port6510(options.port) : null;
    this.core = new Core6502(ctx.space, ctx.clock, program, port, variant.decimal, {
      ane,
      aneHeld: constant('aneHeld', options.aneHeld ?? ane),
      lxa: constant('lxa', options.lxa ?? 0xee),
    });
    this.registers = variant.port ? PORT_REGISTERS : REGISTERS;
    this.connect({});
    ctx.in.irq.listen((level, t) => this.setIrq(level, t));
    ctx.in.nmi.listen((level, t) => this.setNmi(level, t));
    ctx.in.rdy.listen((level) => this.setRdy(level));
    ctx.in.so.listen((level, t) => this.setSo(level, t));
    ctx.in.reset.listen((level) => this.setReset(level));
  }

  /**
   * Connects what is not a line: the board's horizon and the 6510's port. Hooks that are left out do nothing. Called
   * while wiring.
   */
  connect(hooks: Partial<Omit<BoardHooks, 'jammed'>>): void {
    this.core.board = {
      ...NO_BOARD,
      ...hooks,
      jammed: (opcode, t) => {
        const hex = `${opcode.toString(16).padStart(2, '0').toUpperCase()}h`;
        const text = `The processor ${this.core.program.cmos ? 'executed STP' : 'fetched JAM'} (opcode ${hex}).`;
        this.#ctx.emit({ kind: 'jam', code: opcode, text }, t);
      },
    };
  }

  get cycles(): number {
    return this.core.base + this.core.now + this.core.stretched;
  }

  get space(): AddressSpace {
    return this.core.space;
  }

  get pc(): number {
    return this.core.pc;
  }

  /** Between two instructions, waiting after WAI, or stopped for good by a JAM opcode or STP. */
  get atBoundary(): boolean {
    return this.core.atBoundary || this.jammed;
  }

  /** A JAM opcode or STP has stopped the processor; only RESET helps. */
  get jammed(): boolean {
    const { core } = this;
    return core.waiting === STOPPED || core.program.instructions[core.upc >> 3]?.mnemonic === 'jam';
  }

  /**
   * Power sets all registers; RESET leaves A, X, Y and the flags except I (65C02: and D) as they are. Both start the seven-cycle
   * sequence that reads the stack three times and loads PC from FFFCh.
   */
  reset(kind: ResetKind, t: number): void {
    const { core } = this;
    const start = core.clock.cycleAt(t);
    if (kind === 'power') {
      core.a = core.x = core.y = core.s = 0;
      core.pc = POWER_PC;
      core.setP(0);
      core.base = start;
      core.irq = core.nmi = core.notReady = core.so = core.inReset = 0;
      core.irq0 = core.irq1 = core.irq2 = core.nmiAt = core.iChanged = core.heldUntil = core.vWritten = -OLD;
    } else {
      core.base = Math.max(start, this.cycles);
    }
    core.now = 0;
    core.ea = core.t = 0;
    core.i = core.iBefore = 1;
    core.upc = RESET_SLOT;
    core.stretched = core.overflowSet = core.held = core.latched = core.nmiPending = core.resetDue = core.waiting = 0;
    core.overflowAt = NEVER;
    core.nmiWindow = NEVER;
    core.attention = core.irq;
    this.setHorizon(this.#horizon);
    core.takeView();
    core.interrupt();
    if (core.port === null) return;
    core.port.reset(kind === 'power', core.base);
    core.tellPort();
  }

  // ---------------------------------------------------------------- running

  run(limit: number): void {
    const { core } = this;
    const { cmos } = core.program;
    this.#limit = limit;
    core.takeView();
    while (this.cycles < this.#limit) {
      if (core.now >= CHUNK) core.rebase();
      const left = this.#limit - core.base;
      core.limit = Math.min(left, 2 * CHUNK);
      core.refresh();
      while (core.now < core.limit) {
        if (core.now <= core.fastLimit && core.code[core.upc] === 0) {
          if (cmos) runFast65C02(core);
          else runFast(core);
          core.now += core.stretched;
          core.stretched = 0;
        }
        if (core.now >= core.limit) break;
        if (cmos) runStepped65C02(core);
        else runStepped(core);
      }
    }
  }

  stop(limit: number): void {
    if (limit >= this.#limit) return;
    const { core } = this;
    this.#limit = limit;
    core.limit = Math.min(core.limit, limit - core.base);
    core.interrupt();
  }

  /**
   * The next cycle before whose bus access the board wants to be called (`BoardHooks.atHorizon`): the earliest cycle in
   * which RDY, an interrupt line, SO or the memory view may change by anything but the processor's own accesses. At or
   * before the present cycle it means "in every cycle"; Infinity means never. Cheap: a subtraction and a compare.
   */
  setHorizon(cycle: number): void {
    const { core } = this;
    this.#horizon = cycle;
    const before = core.horizon;
    const relative = cycle - core.base;
    core.horizon = relative < NEVER ? Math.max(relative, -1) : NEVER;
    if (core.horizon < before) core.interrupt();
  }

  get horizon(): number {
    return this.#horizon;
  }

  /**
   * Executes one instruction or interrupt entry, or one cycle while WAI waits. Returns early if RDY or RESET holds the
   * processor, or after a JAM.
   */
  step(): void {
    const { core } = this;
    for (let n = 0; n < 16; n++) {
      this.run(this.cycles + 1);
      if (this.atBoundary || core.notReady !== 0 || core.inReset !== 0) return;
    }
  }

  // ---------------------------------------------------------------- pins, for boards that do without lines

  /** IRQ: level-sensitive. `t` in ticks; the level counts from the cycle in which `t` lies. */
  setIrq(on: boolean, t: number): void {
    this.core.setIrq(on, t);
  }

  /** NMI: `on` = low; the falling edge counts. */
  setNmi(on: boolean, t: number): void {
    this.core.setNmi(on, t);
  }

  /** RDY: `on` = low, not ready. Reads are repeated from the next bus cycle on; writes go on, but wait on a 65C02. */
  setRdy(on: boolean): void {
    this.core.setNotReady(on);
  }

  /** SO: `on` = low; the falling edge sets V. */
  setSo(on: boolean, t: number): void {
    this.core.setSo(on, t);
  }

  /** RESET: `on` = low. The processor stands still; the sequence starts in the next cycle after the release. */
  setReset(on: boolean): void {
    this.core.setReset(on);
  }

  /**
   * 6510: what drives the port's pins from outside.
   * @param mask pins that are driven at all
   */
  setPortInput(mask: number, levels: number): void {
    const { core } = this;
    if (core.port === null) return;
    core.port.setInput(mask, levels);
    core.tellPort();
  }

  /** 6510: present levels of P0–P7. 0 without a port. */
  get portPins(): number {
    const { core } = this;
    return core.port === null ? 0 : core.port.pins(core.base + core.now);
  }

  // ---------------------------------------------------------------- debugging

  getRegister(name: string): number {
    return getRegister(this.core, name);
  }

  setRegister(name: string, value: number): void {
    setRegister(this.core, name, value);
  }

  observe(observer: BusObserver | null): void {
    this.core.observer = observer;
    this.core.takeView();
    this.core.interrupt();
  }

  disassemble(address: number, peek: (address: number) => number): Disassembly {
    return disassemble(address, peek, this.core.program.instructions);
  }

  // ---------------------------------------------------------------- state

  state(io: StateIo): void {
    const { core } = this;
    for (const name of ['pc', 'a', 'x', 'y', 's'] as const) core[name] = io.number(name, core[name]);
    const p = io.number('p', core.getP());
    const cycles = io.number('cycles', this.cycles);
    // where in which instruction
    const program = io.number('program', core.atBoundary ? 0 : core.upc >> 3);
    const boundary = io.number('boundary', core.atBoundary ? 1 + core.code[core.upc]! : 0);
    const cycle = io.number('cycle', boundary !== 0 ? 0 : core.upc & 7);
    const live = boundary !== 0 ? 0 : core.program.live[core.upc]!;
    core.ea = io.number('ea', (live & 1) !== 0 ? core.ea : 0);
    core.t = io.number('t', (live & 2) !== 0 ? core.t : 0);
    const age = (of: number) => Math.min(core.now - of, OLD);
    const ages = new Int32Array([age(core.irq0), age(core.irq1), age(core.irq2)]);
    io.ints('irqAges', ages);
    core.irq = Number(io.bool('irq', core.irq !== 0));
    core.nmi = Number(io.bool('nmi', core.nmi !== 0));
    core.nmiPending = Number(io.bool('nmiPending', core.nmiPending !== 0));
    const nmiAge = io.number('nmiAge', core.nmiPending !== 0 ? age(core.nmiAt) : OLD);
    const window = io.number('nmiWindow', core.nmiWindow === NEVER ? -1 : age(core.nmiWindow));
    core.latched = Number(io.bool('latched', core.latched !== 0));
    const delayed = io.bool('iDelayed', core.iChanged === core.now - 1 && core.iBefore !== core.i);
    core.notReady = Number(io.bool('rdy', core.notReady !== 0));
    core.held = Number(io.bool('held', core.held !== 0));
    const wasHeld = io.bool('wasHeld', boundary === 0 && core.heldUntil === core.now - 1);
    core.so = Number(io.bool('so', core.so !== 0));
    const lost = core.overflowAt === NEVER || core.overflowAt <= core.vWritten;
    const overflow = io.number('overflow', lost ? -1 : Math.max(core.overflowAt - core.now, 0));
    const settling = io.number('vSettles', Math.max(core.vWritten - core.now + 1, 0));
    core.inReset = Number(io.bool('reset', core.inReset !== 0));
    core.resetDue = Number(io.bool('resetDue', core.resetDue !== 0));
    if (core.program.cmos) core.waiting = io.number('waiting', core.waiting);
    if (core.port !== null) io.section('port', 1, (s) => core.port!.state(s, cycles));
    if (!io.loading) return;
    core.base = cycles;
    core.now = core.stretched = core.overflowSet = 0;
    core.setP(p);
    core.upc = boundary === 0 ? program * 8 + cycle : boundary === 1 ? FETCH_SLOT : FETCH_ONLY_SLOT;
    [core.irq0, core.irq1, core.irq2] = [-ages[0]!, -ages[1]!, -ages[2]!];
    core.nmiAt = -nmiAge;
    core.nmiWindow = window < 0 ? NEVER : -window;
    core.iBefore = delayed ? core.i ^ 1 : core.i;
    core.iChanged = delayed ? -1 : -OLD;
    core.heldUntil = wasHeld ? -1 : -OLD;
    core.vWritten = settling - 1;
    core.overflowAt = overflow < 0 ? NEVER : overflow;
    core.attention = 1;
    this.rederive();
  }

  rederive(): void {
    const { core } = this;
    this.setHorizon(this.#horizon);
    core.takeView();
    core.interrupt();
    if (core.port !== null) core.tellPort();
  }
}
