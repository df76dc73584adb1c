import type { ClockDomain, InputPin, OutputPin, Scheduler } from '@backplane/kernel';
import type { BusHolder, ProcessorBus } from './bus-holder.ts';
import { ALWAYS, type Core, NEVER } from './core.ts';

/** A bus master that keeps the bus in the middle of an instruction is waited for at most so many clocks. */
const LONGEST = 0x100000;
/** A request seen so many clocks before a T1 goes first: by T2 of the bus cycle before, or in an idle clock. */
const NOTICE = 3;

/** Clocks after which it no longer matters when the bus came back. */
const PAST = 0x10000;

/** The pins that decide who has the bus and how long a cycle takes. */
export interface ArbiterContext {
  readonly clock: ClockDomain;
  readonly scheduler: Scheduler;
  readonly hold: InputPin;
  readonly ready: InputPin;
  readonly hlda: OutputPin;
}

/** Wait states that the board's ready logic inserts by itself. */
export interface FixedWaits {
  readonly memory: number;
  readonly io: number;
  readonly acknowledge: number;
}

/**
 * HOLD, HLDA and READY.
 *
 * The bus is given away as the data sheet has it for local bus exchange: during T4 of the cycle in which the request was
 * seen by T2, or a clock after the request if the bus is idle; not between the two cycles of a word at an odd address or
 * of an interrupt acknowledge, and not while LOCK is active. Meanwhile the execution unit goes on until it needs the
 * bus. So that requests and READY come at their clock and not at the end of an instruction, the events of the machine
 * are run before a bus cycle that comes after them.
 */
export class Arbiter implements ProcessorBus {
  readonly #ctx: ArbiterContext;
  readonly #waits: FixedWaits;
  #core: Core;
  #holdOn = false;
  /** The first cycle in which HOLD is seen. */
  #holdCycle = 0;
  #granted = false;
  /** The first cycle in which a T1 can be again. */
  #resume = -PAST;
  /** Board logic that takes the bus without HOLD and stretches cycles by READY. */
  #board: BusHolder | null = null;
  /** The cycle since which LOCK is active, or Infinity, and the one in which it last went away. */
  #lockedFrom = Number.POSITIVE_INFINITY;
  #unlockedAt = 0;
  /** Something is pending that only a look at an instruction boundary can settle. */
  onRequest: () => void = () => {};

  constructor(ctx: ArbiterContext, core: Core, waits: FixedWaits) {
    this.#ctx = ctx;
    this.#core = core;
    this.#waits = waits;
    this.use(core);
    ctx.hold.listen((level, t) => {
      if (level) this.#request(t);
      else this.#release(t);
    });
    ctx.ready.listen(() => {
      this.#core.bound = ALWAYS;
    });
  }

  /** Another engine goes on in place of the one so far. */
  use(core: Core): void {
    this.#core = core;
    core.plainWait = this.#waits.memory;
    core.plainIoWait = this.#waits.io;
    core.plainAckWait = this.#waits.acknowledge;
    core.unhold();
  }

  /** Wires the board logic that answers in place of HOLD and READY. */
  attach(board: BusHolder): void {
    this.#board = board;
    board.attachProcessor(this);
  }

  get attached(): boolean {
    return this.#board !== null;
  }

  /** Wait states of the next bus cycle: those of READY, and the board's own behind or, for the `board`, within them. */
  #setWaits(late: number): void {
    const core = this.#core;
    if (late <= 0) {
      core.unhold();
      return;
    }
    const { memory, io, acknowledge } = this.#waits;
    // a command that comes late has had the first wait state of its device meanwhile
    const within = this.#board === null ? 0 : 1;
    core.held = within === 0 ? 0 : late;
    core.wait = late + (memory > within ? memory - within : 0);
    core.ioWait = late + (io > within ? io - within : 0);
    core.ackWait = late + (acknowledge > within ? acknowledge - within : 0);
    core.absorbed = within === 0 ? 0 : memory === 0 ? 1 : 0;
    core.ioAbsorbed = within === 0 ? 0 : io === 0 ? 1 : 0;
  }

  // ProcessorBus

  changed(): void {
    this.#core.bound = ALWAYS;
    this.#core.boardBound = ALWAYS;
  }

  passiveFrom(): number {
    const core = this.#core;
    const from = core.base + core.busT4 - 1;
    return Math.max(from, this.#unlockedAt);
  }

  passiveUntil(): number {
    const core = this.#core;
    if (core.accessing) return Number.NEGATIVE_INFINITY;
    // the byte that comes next may be a LOCK prefix
    return core.base + Math.min(core.nextCycle(), core.t + 1, this.#lockedFrom - core.base);
  }

  /** LOCK goes on or off in clock `t`. */
  locks(on: boolean, t: number): void {
    const core = this.#core;
    const cycle = core.base + t;
    if (this.#board === null) return;
    if (on) {
      // what comes before LOCK is not kept back by it
      core.settle(core.t);
      this.#board.pass(this.passiveFrom(), Math.min(cycle, core.base + core.nextCycle()));
      this.#lockedFrom = cycle;
    } else {
      this.#lockedFrom = Number.POSITIVE_INFINITY;
      this.#unlockedAt = cycle;
    }
    this.changed();
  }

  /** True while HOLD is on and the bus has not been given away yet. */
  get requested(): boolean {
    return this.#holdOn && !this.#granted;
  }

  get granted(): boolean {
    return this.#granted;
  }

  /** The first cycle that starts after tick `t`: a change at `t` is seen there. */
  #seen(t: number): number {
    return this.#ctx.clock.cycleAt(t + 1);
  }

  #request(t: number): void {
    this.#holdOn = true;
    this.#holdCycle = this.#seen(t);
    this.#core.bound = ALWAYS;
    this.onRequest();
    this.tryGrant();
  }

  #release(t: number): void {
    this.#holdOn = false;
    if (!this.#granted) return;
    this.#granted = false;
    const seen = this.#seen(t);
    this.#resume = seen + 2;
    this.#ctx.hlda.drive(false, this.#ctx.clock.tickOf(seen + 1));
  }

  /** LOCK is no longer active from the present clock on. */
  unlock(): void {
    if (!this.requested) return;
    this.#holdCycle = Math.max(this.#holdCycle, this.#core.base + this.#core.t);
    this.tryGrant();
  }

  /** Gives the bus away if no bus cycle can come before that. */
  tryGrant(): void {
    const core = this.#core;
    if (this.requested && core.locked === 0 && this.#holdCycle <= core.base + core.nextCycle() - NOTICE) this.#grant();
  }

  #grant(): void {
    this.#granted = true;
    const core = this.#core;
    const t4 = core.base + core.busT4;
    const cycle = Math.max(this.#holdCycle + 1, t4 > this.#holdCycle ? t4 : 0);
    this.#ctx.hlda.drive(true, this.#ctx.clock.tickOf(cycle));
  }

  /** Works out `bound` of the core: up to it no event can change HOLD or READY. */
  refresh(): void {
    const core = this.#core;
    const { hold, ready, clock, scheduler } = this.#ctx;
    if (this.#board !== null) {
      // it tells by itself when something changes
      core.polled = false;
      this.#refreshBoard(this.#board);
      return;
    }
    if (!hold.connected && !ready.connected) {
      core.polled = false;
      core.bound = NEVER;
      return;
    }
    // the next cycle can lie in the past as yet, where the bus was not free
    const late = this.#resume - core.base > Math.min(core.t, core.nextCycle());
    if (
      this.#holdOn ||
      this.#granted ||
      late ||
      (ready.connected && !ready.level) ||
      core.wait !== this.#waits.memory
    ) {
      core.bound = ALWAYS;
      return;
    }
    const { next } = scheduler;
    // READY is looked at two clocks after T1
    core.bound = next === Number.POSITIVE_INFINITY ? NEVER : Math.min(clock.cycleAt(next) - core.base - 2, NEVER) | 0;
  }

  #refreshBoard(board: BusHolder): void {
    const core = this.#core;
    const bound = board.bound() - core.base;
    core.boardBound = bound >= NEVER ? NEVER : bound <= ALWAYS ? ALWAYS : bound | 0;
    // the wait states of one cycle are not those of the next
    core.bound = core.held !== 0 ? ALWAYS : core.boardBound;
  }

  #askBoard(board: BusHolder, t1: number): number {
    const core = this.#core;
    const { base } = core;
    const cycle = base + t1;
    const t3 = base + core.busT4 - 1;
    const from = Math.max(t3, this.#unlockedAt);
    const until = Math.min(this.#lockedFrom, cycle);
    // fields of the core stay small integers, whatever the cycles since power-on are
    const late = (board.hold(from, until, cycle) - cycle - 2) | 0;
    if (late > 0) this.#setWaits(late);
    else if (core.held !== 0) core.unhold();
    this.#refreshBoard(board);
    return t1;
  }

  /** See CoreHost. */
  arbitrate(t1: number, release: boolean): number {
    if (this.#board !== null) return this.#askBoard(this.#board, t1);
    const core = this.#core;
    const { clock } = this.#ctx;
    let at = Math.max(t1, this.#resume - core.base) | 0;
    for (;;) {
      this.#runEvents(clock.tickOf(core.base + at));
      if (!release) break;
      if (this.requested && core.locked === 0 && this.#holdCycle <= core.base + at - NOTICE) this.#grant();
      if (!this.#granted) break;
      at = this.#awaitRelease(at);
      if (this.#granted) break;
    }
    at = Math.max(at, this.#resume - core.base) | 0;
    const late = this.readyWaits(at + 2);
    this.#setWaits(late);
    this.refresh();
    return at;
  }

  #runEvents(tick: number): void {
    const { scheduler } = this.#ctx;
    if (scheduler.next <= tick) scheduler.runUntil(tick);
  }

  #awaitRelease(t1: number): number {
    const core = this.#core;
    const { scheduler, clock } = this.#ctx;
    const latest = clock.tickOf(core.base + t1 + LONGEST);
    while (this.#granted && scheduler.next <= latest) scheduler.runUntil(scheduler.next);
    return this.#granted ? t1 + LONGEST : Math.max(t1, this.#resume - core.base) | 0;
  }

  /** After a slow access: see CoreHost. */
  afterSlowAccess(t3: number): number {
    this.refresh();
    return this.readyWaits(t3);
  }

  /** Wait states that READY asks for, looked at first in clock `t3`. A pin that nothing is wired to is ready. */
  readyWaits(t3: number): number {
    const { ready, clock } = this.#ctx;
    if (!ready.connected) return 0;
    const core = this.#core;
    let n = 0;
    for (; n < LONGEST; n++) {
      const tick = clock.tickOf(core.base + t3 + n);
      this.#runEvents(tick);
      if (ready.at(tick)) break;
    }
    return n;
  }

  /** Power-on and RESET: the bus is the processor's again; a request that is still there counts from `cycle`. */
  reset(cycle: number, t: number): void {
    this.#granted = false;
    this.#resume = cycle - PAST;
    this.#holdOn = this.#ctx.hold.level;
    this.#holdCycle = cycle;
    this.#ctx.hlda.drive(false, t);
    this.#lockedFrom = Number.POSITIVE_INFINITY;
    this.#unlockedAt = cycle;
    this.changed();
  }

  /** LOCK as a board sees it, relative to cycle `now`, and back. */
  saveLock(now: number): number[] {
    const locked = this.#lockedFrom !== Number.POSITIVE_INFINITY;
    return [
      locked ? 1 : 0,
      locked ? Math.max(this.#lockedFrom - now, -PAST) : 0,
      Math.max(this.#unlockedAt - now, -PAST),
    ];
  }

  loadLock(numbers: Int32Array, now: number): void {
    this.#lockedFrom = numbers[0] !== 0 ? now + numbers[1]! : Number.POSITIVE_INFINITY;
    this.#unlockedAt = now + numbers[2]!;
    this.changed();
  }

  /** Numbers for the state, relative to cycle `now`, and back. */
  save(now: number): number[] {
    return [
      this.#holdOn ? 1 : 0,
      this.#holdOn && !this.#granted ? this.#holdCycle - now : 0,
      this.#granted ? 1 : 0,
      // a cycle that lies a little in the past as yet may still have to wait for it
      Math.max(this.#resume - now, -PAST),
    ];
  }

  load(numbers: Int32Array, now: number): void {
    this.#holdOn = numbers[0] !== 0;
    this.#holdCycle = now + numbers[1]!;
    this.#granted = numbers[2] !== 0;
    this.#resume = now + numbers[3]!;
    this.#core.bound = ALWAYS;
  }
}
