import { type AddressSpace, type BusObserver, type ClockDomain, SLOW } from '@backplane/kernel';
import { FETCH_ONLY_SLOT, FETCH_SLOT, INTERRUPT_SLOT, RESET_SLOT } from './generated/program.ts';
import type { Port6510 } from './port.ts';
import type { Program } from './program.ts';

/*
 * What the engines of the 6502 share: registers, bus, pins and interrupt logic
 *
 * Time inside a run is `base + now`, in φ2 cycles; `now` stays a small integer. Every change of a pin carries the cycle
 * in which it happened, so the order in which devices and processor are brought up to date decides nothing.
 *
 * Attention. Three fields tell the engines when to look up from their work:
 * - `horizonOrLimit`: the first cycle before which `attend` must be called: the limit, the board's horizon, or at once
 *   (−1) because a pin changed or RDY holds the processor. The stepped engine compares it in each cycle.
 * - `fastLimit`: the last cycle at which the fast engine may begin an instruction, or −1 if it may not run.
 * - `attention`: interrupts must be looked at when the next opcode is fetched.
 */

/** A cycle number that is not reached. As `nmiWindow`: the interrupt sequence is not about to fetch its vector. */
export const NEVER = 0x3fffffff;
/** Opcodes that change I in their last cycle. */
const CLI = 0x58;
const SEI = 0x78;
/** Longest instruction, in cycles: the fast engine keeps this distance. */
export const LONGEST = 8;
/** A level older than this many cycles is all that interrupt logic can see. */
const SETTLED = 4;
/** Page bases while the bus is observed: every access takes the slow path. */
const ALL_SLOW = new Int32Array(256).fill(SLOW);

/** `waiting`: WAI until an interrupt, STP until RESET. */
export const WAITING = 1;
export const STOPPED = 2;
const STP = 0xdb;

/** Constants of the opcodes that depend on the analogue properties of a chip. */
export interface MagicConstants {
  /** ANE: `A = (A | ane) & X & operand`. */
  readonly ane: number;
  /** ANE, when RDY has held its operand read. */
  readonly aneHeld: number;
  /** LXA: `A = X = (A | lxa) & operand`. */
  readonly lxa: number;
}

/** What the processor tells its board. */
export interface BoardHooks {
  /**
   * The horizon has been reached: called before the bus access of `cycle`. The board brings its devices up to date,
   * changes pins and views as needed, and sets the next horizon. Until it does, it is called in every cycle.
   */
  atHorizon(cycle: number): void;
  /** 6510: the pins of the port may have changed. `pins` are the levels of P0–P7; `t` is in ticks. */
  portChanged(pins: number, t: number): void;
  /**
   * 6510: a write to address 0 or 1 goes to the port, and the bus shows whatever else is on it. The byte that memory
   * there takes, or −1 for none.
   */
  byteBeneathPort(address: number, t: number): number;
  /** A JAM opcode or STP has been executed: the processor has stopped for good. */
  jammed(opcode: number, t: number): void;
}

export const NO_BOARD: BoardHooks = {
  atHorizon() {},
  portChanged() {},
  byteBeneathPort: () => -1,
  jammed() {},
};

/** Registers, bus and pins of a 6502. One class for all variants. */
export class Core6502 {
  pc = 0;
  a = 0;
  x = 0;
  y = 0;
  s = 0;
  /** N and Z: Z is set if the low byte is 0, N if bit 7 or bit 8 is 1. */
  nz = 1;
  c = 0;
  v = 0;
  /** D: 0 clear, 1 set, 2 set on a chip without decimal arithmetic. */
  d = 0;
  i = 1;
  /** Effective address latch. */
  ea = 0;
  /** Second operand latch. */
  t = 0;
  /** Slot of the micro-program that is executed next. */
  upc = RESET_SLOT;

  /** Cycle that is executed next, counted from `base`. */
  now = 0;
  /** Cycles since power-on that `now` counts from. */
  base = 0;
  /** First cycle that must not be executed. */
  limit = 0;
  /** The board's horizon. */
  horizon = NEVER;
  horizonOrLimit = -1;
  fastLimit = -1;
  attention = 0;
  /** Cycles by which slow accesses have stretched the clock and that have not been counted yet. */
  stretched = 0;
  /** SO has set V and the engine has not taken notice yet. */
  overflowSet = 0;

  /** Page bases, those of the space or ALL_SLOW. */
  readBase: Int32Array;
  writeBase: Int32Array;
  /** Last address of the on-chip port: 1, or −1 if there is none. */
  readonly portTop: number;
  readonly port: Port6510 | null;
  /** What SED makes of `d`. */
  readonly decimal: number;
  readonly ane: number;
  readonly aneHeld: number;
  readonly lxa: number;
  readonly space: AddressSpace;
  readonly clock: ClockDomain;
  board: BoardHooks = NO_BOARD;
  observer: BusObserver | null = null;

  // IRQ: present level, and the cycles of its last three changes, newest first
  irq = 0;
  irq0 = -SETTLED;
  irq1 = -SETTLED;
  irq2 = -SETTLED;
  /** NMI: present level, an edge that has not been served, and its cycle. */
  nmi = 0;
  nmiPending = 0;
  nmiAt = -SETTLED;
  /**
   * While a sequence fetches the vector of IRQ or BRK, NMI edges are not latched, but the line is looked at again when
   * it has: the cycle from which on edges are concerned.
   */
  nmiWindow = NEVER;
  /** An interrupt that a taken branch has seen in its second cycle. */
  latched = 0;
  /** I as it was before CLI, SEI or PLP changed it in cycle `iChanged`. */
  iBefore = 1;
  iChanged = -SETTLED;
  /** RDY is low. */
  notReady = 0;
  /** The present bus cycle is being repeated because of RDY. */
  held = 0;
  /** Last cycle that ended such a repetition. */
  heldUntil = -SETTLED;
  so = 0;
  /** Cycle from which on SO's edge shows in V. */
  overflowAt = NEVER;
  /** Cycle up to which an edge of SO is lost because an instruction writes V. */
  vWritten = -SETTLED;
  /** RESET is low. */
  inReset = 0;
  /** RESET has been released: the sequence starts. */
  resetDue = 0;
  /** 65C02: WAITING after WAI, STOPPED after STP, else 0. */
  waiting = 0;
  readonly program: Program;
  // tables of the program
  readonly code: Uint8Array;
  readonly polls: Uint8Array;
  readonly unheld: Uint8Array;

  constructor(
    space: AddressSpace,
    clock: ClockDomain,
    program: Program,
    port: Port6510 | null,
    decimal: boolean,
    constants: MagicConstants,
  ) {
    this.space = space;
    this.clock = clock;
    this.program = program;
    this.code = program.code;
    this.polls = program.polls;
    this.unheld = program.unheld;
    this.port = port;
    this.portTop = port === null ? -1 : 1;
    this.decimal = decimal ? 1 : 2;
    this.ane = constants.ane;
    this.aneHeld = constants.aneHeld;
    this.lxa = constants.lxa;
    this.readBase = space.readBase;
    this.writeBase = space.writeBase;
  }

  // ---------------------------------------------------------------- P

  /** P with bit 5 set and B clear. */
  getP(): number {
    const { nz } = this;
    const n = (nz & 0x180) !== 0 ? 0x80 : 0;
    const z = (nz & 0xff) === 0 ? 0x02 : 0;
    return n | (this.v << 6) | 0x20 | (this.d !== 0 ? 0x08 : 0) | (this.i << 2) | z | this.c;
  }

  setP(p: number): void {
    this.c = p & 1;
    this.d = (p & 0x08) !== 0 ? this.decimal : 0;
    this.v = (p >> 6) & 1;
    this.nz = ((p & 0x80) << 1) | (((p >> 1) & 1) ^ 1);
    this.setInterruptDisable((p >> 2) & 1);
  }

  /** I changes with effect on the next look at IRQ (RTI, interrupt entry). */
  setInterruptDisable(i: number): void {
    this.i = i;
    if (i === 0 && this.irq !== 0) this.#look();
  }

  /**
   * I changes at the end of CLI, SEI or PLP in cycle `now`: too late for the look at IRQ in the same cycle.
   * @param early RDY has repeated the cycle, so that the last look already sees the change (CLI, SEI)
   */
  changeInterruptDisable(i: number, now: number, early: boolean): void {
    if (!early) {
      this.iBefore = this.i;
      this.iChanged = now;
    }
    this.i = i;
    if (i === 0 && (this.irq !== 0 || this.irq0 >= now)) this.#look();
  }

  // ---------------------------------------------------------------- bus

  /** The tick at which cycle `now` of this run starts. */
  tick(now: number): number {
    return this.clock.tickOf(this.base + now);
  }

  /** The slow path of a read: port, device, watched page or observed bus. */
  read(address: number, now: number): number {
    return this.#read('read', address, now);
  }

  /** The same for an opcode. */
  fetch(address: number, now: number): number {
    return this.#read('fetch', address, now);
  }

  #read(kind: 'read' | 'fetch', address: number, now: number): number {
    const { space } = this;
    this.now = now;
    let value: number;
    if (address <= this.portTop) {
      value = this.port!.read(address, this.base + now);
    } else {
      const base = space.readBase[address >> 8]!;
      if (base !== SLOW) value = space.memory[base + address]!;
      else {
        value = space.readSlow(address, this.tick(now));
        if (space.stretch !== 0) this.#stretch();
      }
    }
    if (this.observer !== null) this.observer.bus(kind, address, value, this.base + now, 0);
    this.takeView();
    return value;
  }

  /** The slow path of a write. */
  write(address: number, value: number, now: number): void {
    const { space } = this;
    this.now = now;
    if (this.observer !== null) this.observer.bus('write', address, value, this.base + now, 0);
    if (address <= this.portTop) {
      this.#writePort(address, value);
    } else {
      const base = space.writeBase[address >> 8]!;
      if (base !== SLOW) space.memory[base + address] = value;
      else {
        space.writeSlow(address, value, this.tick(now));
        if (space.stretch !== 0) this.#stretch();
      }
    }
    this.takeView();
  }

  #writePort(address: number, value: number): void {
    const t = this.tick(this.now);
    const beneath = this.board.byteBeneathPort(address, t);
    if (beneath >= 0) this.space.write(address, beneath, t);
    this.setPort(address, value);
  }

  /** Stores into the port's direction (0) or data (1) register. */
  setPort(address: number, value: number): void {
    this.port!.write(address, value, this.base + this.now);
    this.tellPort();
  }

  /** Tells the board the levels of the port's pins. */
  tellPort(): void {
    this.board.portChanged(this.port!.pins(this.base + this.now), this.tick(this.now));
  }

  #stretch(): void {
    this.stretched += this.space.stretch;
    this.interrupt();
  }

  /** Takes over the view of memory that is in force. */
  takeView(): void {
    if (this.observer !== null) {
      this.readBase = ALL_SLOW;
      this.writeBase = ALL_SLOW;
    } else {
      this.readBase = this.space.readBase;
      this.writeBase = this.space.writeBase;
    }
  }

  // ---------------------------------------------------------------- attention

  /** Makes the engines call `attend` before the next bus cycle. */
  interrupt(): void {
    this.horizonOrLimit = -1;
    this.fastLimit = -1;
  }

  #look(): void {
    this.attention = 1;
    this.fastLimit = -1;
  }

  /** Computes what the engines compare from what they depend on. */
  refresh(): void {
    const end = Math.min(this.limit, this.horizon, this.overflowAt);
    const busy = this.notReady | this.held | this.inReset | this.resetDue | this.stretched | this.waiting;
    this.horizonOrLimit = busy !== 0 ? -1 : end;
    this.fastLimit = (busy | this.attention) !== 0 || this.observer !== null ? -1 : Math.max(end - LONGEST, -1);
  }

  /**
   * Called before the bus cycle at `now`, when something asked for it.
   * @returns the cycle in which the next bus access takes place; at or after `limit` if the run is over
   */
  attend(now: number): number {
    for (;;) {
      now += this.stretched;
      this.stretched = 0;
      this.now = now;
      if (now >= this.limit) break;
      if (now >= this.horizon) this.board.atHorizon(this.base + now);
      if (now >= this.limit) break;
      if (now >= this.overflowAt) {
        // an operation that writes V at about the same time wins
        if (this.overflowAt > this.vWritten) this.overflowSet = 1;
        this.overflowAt = NEVER;
      }
      if (this.inReset !== 0) {
        now = this.#idle(now);
        continue;
      }
      if (this.resetDue !== 0) this.#startReset();
      if (this.waiting !== 0) {
        if (!this.#wakes(now)) {
          now = this.#changing(now) ? now + 1 : this.#idle(now);
          continue;
        }
        this.waiting = 0;
      }
      const operation = this.code[this.upc]!;
      if (this.notReady === 0 || this.unheld[operation]! !== 0) {
        if (this.held !== 0) {
          this.held = 0;
          this.heldUntil = now;
        }
        break;
      }
      if (operation === 0) {
        // interrupts are looked at in the last cycle of an instruction, which is over
        this.upc = this.attention !== 0 && this.poll(now) ? INTERRUPT_SLOT : FETCH_ONLY_SLOT;
      }
      const first = this.held === 0;
      this.held = 1;
      const next = this.#idle(now);
      if (this.polls[this.upc]! !== 0) {
        this.#pollHeld(now, first ? this.i : this.#comingI());
        if (next - now > 1) this.#pollHeld(next - 1, this.#comingI());
      }
      now = next;
    }
    this.takeView();
    this.refresh();
    return now;
  }

  /** The cycle up to which nothing can change by itself. */
  #idle(now: number): number {
    const next = Math.min(this.limit, this.horizon, this.overflowAt);
    return next > now ? next : now + 1;
  }

  /** Moves `base` so that `now` stays small. */
  rebase(): void {
    const by = this.now;
    this.base += by;
    this.now = 0;
    if (this.horizon !== NEVER) this.horizon = Math.max(this.horizon - by, -1);
    if (this.overflowAt !== NEVER) this.overflowAt -= by;
    this.irq0 = Math.max(this.irq0 - by, -SETTLED);
    this.irq1 = Math.max(this.irq1 - by, -SETTLED);
    this.irq2 = Math.max(this.irq2 - by, -SETTLED);
    this.nmiAt = Math.max(this.nmiAt - by, -SETTLED);
    if (this.nmiWindow !== NEVER) this.nmiWindow = Math.max(this.nmiWindow - by, -SETTLED);
    this.iChanged = Math.max(this.iChanged - by, -SETTLED);
    this.heldUntil = Math.max(this.heldUntil - by, -SETTLED);
    this.vWritten = Math.max(this.vWritten - by, -SETTLED);
  }

  // ---------------------------------------------------------------- pins

  /** The cycle, counted from `base`, in which tick `t` lies. */
  cycleOf(t: number): number {
    return this.clock.cycleAt(t + 1) - 1 - this.base;
  }

  setIrq(on: boolean, t: number): void {
    const level = on ? 1 : 0;
    if (level === this.irq) return;
    this.irq = level;
    this.irq2 = this.irq1;
    this.irq1 = this.irq0;
    this.irq0 = this.cycleOf(t);
    if (on) this.#look();
  }

  setNmi(on: boolean, t: number): void {
    const level = on ? 1 : 0;
    if (level === this.nmi) return;
    this.nmi = level;
    const cycle = this.cycleOf(t);
    // a pulse that was over before φ2 in which it would have been seen has not been
    if (!on && (this.nmiAt >= cycle || this.nmiAt >= this.nmiWindow)) this.nmiPending = 0;
    if (!on || this.nmiPending !== 0) return;
    this.nmiPending = 1;
    this.nmiAt = cycle;
    this.#look();
  }

  setNotReady(on: boolean): void {
    this.notReady = on ? 1 : 0;
    this.interrupt();
  }

  setSo(on: boolean, t: number): void {
    const level = on ? 1 : 0;
    if (level === this.so) return;
    this.so = level;
    if (!on) return;
    this.overflowAt = this.cycleOf(t) + 1;
    this.interrupt();
  }

  setReset(on: boolean): void {
    const level = on ? 1 : 0;
    if (level === this.inReset) return;
    this.inReset = level;
    if (!on) this.resetDue = 1;
    this.interrupt();
  }

  #startReset(): void {
    this.resetDue = 0;
    this.upc = RESET_SLOT;
    this.latched = 0;
    this.nmiPending = 0;
    this.nmiWindow = NEVER;
    this.waiting = 0;
    if (this.port === null) return;
    this.port.reset(false, this.base + this.now);
    this.tellPort();
  }

  // ---------------------------------------------------------------- interrupts

  /** The level of IRQ during φ2 of a cycle. */
  #irqIn(cycle: number): number {
    if (this.irq0 <= cycle) return this.irq;
    if (this.irq1 <= cycle) return this.irq ^ 1;
    return this.irq2 <= cycle ? this.irq : this.irq ^ 1;
  }

  /**
   * The look at the interrupt lines, for the opcode fetched in cycle `now`. It takes place in the cycle before, and what
   * it sees is the lines during φ2 of the cycle before that one.
   * @returns true if the opcode is replaced by the interrupt sequence
   */
  poll(now: number): boolean {
    const sample = now - 2;
    const disabled = this.iChanged === now - 1 ? this.iBefore : this.i;
    const taken =
      this.latched !== 0 ||
      (this.nmiPending !== 0 && this.nmiAt <= sample) ||
      (disabled === 0 && this.#irqIn(sample) !== 0);
    this.latched = 0;
    const irqAhead = this.i === 0 && (this.irq !== 0 || this.irq0 > sample);
    this.attention = this.nmiPending !== 0 || irqAhead ? 1 : 0;
    this.refresh();
    return taken;
  }

  /**
   * A branch that will be taken looks at the lines in its second cycle, `now`, and if it does not cross a page, not again
   * before the next opcode.
   */
  branchPoll(now: number): void {
    this.#pollHeld(now, this.i);
  }

  /** The look at the lines in the last cycle of an instruction, if RDY repeats it: what is seen once stays seen. */
  #pollHeld(now: number, disabled: number): void {
    const sample = now - 1;
    if ((this.nmiPending !== 0 && this.nmiAt <= sample) || (disabled === 0 && this.#irqIn(sample) !== 0)) {
      this.latched = 1;
      this.#look();
    }
  }

  /** I as it is from the first repetition on: CLI and SEI, unlike PLP, change it in each attempt at their last cycle. */
  #comingI(): number {
    const opcode = this.upc >> 3;
    return opcode === CLI ? 0 : opcode === SEI ? 1 : this.i;
  }

  /** The vector of BRK, IRQ and NMI, chosen while P is pushed in cycle `now`: an NMI takes over a sequence under way. */
  vector(now: number): number {
    if (this.nmiPending === 0 || this.nmiAt > now - 1) {
      this.nmiWindow = now;
      return 0xfffe;
    }
    this.nmiPending = 0;
    return 0xfffa;
  }

  /**
   * The low byte of a vector has been read in cycle `now`. The NMI latch is cleared with NMI's own: an edge up to this
   * cycle is lost. With another vector, edges since P was pushed are seen in the next cycle, if the line is still low.
   */
  vectorFetched(address: number, now: number): void {
    this.setInterruptDisable(1);
    if (address === 0xfffa) this.nmiPending = 0;
    else if (this.nmiAt >= this.nmiWindow) this.nmiAt = now + 1;
    this.nmiWindow = NEVER;
  }

  /**
   * 65C02: the vector of an interrupt sequence, chosen in its second cycle, `now`. An NMI that comes later waits until
   * the sequence is over. BRK is not concerned.
   */
  chooseVector(now: number): number {
    if (this.nmiPending === 0 || this.nmiAt > now - 3) return 0xfffe;
    this.nmiPending = 0;
    return 0xfffa;
  }

  // ---------------------------------------------------------------- WAI and STP

  /** WAI: nothing is done from the next cycle on until NMI's edge has come or IRQ is low, whatever I is. */
  waitForInterrupt(): void {
    this.waiting = WAITING;
    this.interrupt();
  }

  /** STP: nothing is done any more until RESET. */
  stopClock(now: number): void {
    this.waiting = STOPPED;
    this.interrupt();
    this.board.jammed(STP, this.tick(now));
  }

  /** What ends WAI was there by φ2 of two cycles ago, so that the next opcode's look at the lines sees it as well. */
  #wakes(now: number): boolean {
    if (this.waiting === STOPPED) return false;
    return (this.nmiPending !== 0 && this.nmiAt <= now - 2) || this.#irqIn(now - 2) !== 0;
  }

  /** The lines may have changed too recently for `#wakes` to have seen all of it. */
  #changing(now: number): boolean {
    return this.waiting === WAITING && (this.nmiPending !== 0 || this.irq !== 0 || this.irq0 > now - 2);
  }

  // ---------------------------------------------------------------- odd opcodes

  aneConstant(now: number): number {
    return this.heldUntil === now ? this.aneHeld : this.ane;
  }

  /**
   * SHA, SHX, SHY and TAS: what is ANDed into the byte stored, one more than the high byte of the address before
   * indexing. If RDY has held the cycle before, nothing is.
   */
  highMask(ea: number, indexed: number, now: number): number {
    if (this.heldUntil === now - 1) return 0xff;
    return indexed > 0xff ? ea >> 8 : ((ea >> 8) + 1) & 0xff;
  }

  /** A JAM opcode, to whose slots `upc` points, stops the processor. */
  enterJam(now: number): void {
    this.board.jammed(this.upc >> 3, this.tick(now));
  }

  /** The processor is between two instructions. */
  get atBoundary(): boolean {
    return this.code[this.upc]! < 2;
  }

  /** Abandons the instruction in progress. */
  toBoundary(): void {
    this.upc = FETCH_SLOT;
    this.held = 0;
    this.latched = 0;
    this.nmiWindow = NEVER;
    this.waiting = 0;
  }
}
