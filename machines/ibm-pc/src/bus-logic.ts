import { type DmaBus, type DmaChannel, type DmaType, Intel8237A, Intel8253 } from '@backplane/chips-intel';
import type { BusHolder, ProcessorBus } from '@backplane/cpu-8086';
import {
  type AddressSpace,
  type ClockDomain,
  type Device,
  definePart,
  type EventId,
  type PartContext,
  type Scheduler,
  type StateIo,
  WiringError,
} from '@backplane/kernel';
import { DmaPage } from './dma-page.ts';

/*
 * How the DMA controller of the PC gets the bus
 *
 * The board does not ask the 8088 by RQ/GT. Its logic, in clocks (a clock begins with the falling edge of CLK, its middle
 * is the rising edge):
 *
 * | clock | edge | what |
 * | --- | --- | --- |
 * | s | middle | a flip-flop takes S0 and S1 and S2 (all high: no bus cycle) and LOCK (off) and HRQ |
 * | s + 1 | start | HOLDA, which stays until HRQ goes; the 8237A sees it in the middle of this clock |
 * | s + 1 | middle | AEN: the 8288 and the address latches are off the bus |
 * | s + 2 | middle | DMA WAIT, from which the 8284A makes READY low at the start of s + 3 |
 * | s + 2 – s + 5 | | S1, S2, S3, S4; one wait state more with IOR, or with IOW or MEMR that come in time |
 * | h | middle | in S4 HRQ goes away, HOLDA with it; AEN follows in the middle of h + 1, DMA WAIT in that of h + 2 |
 * | h + 4 | start | READY is high again (the 8284A takes two edges to see it) |
 *
 * The status lines are passive from T3 or the last TW to T4, and while there is no bus cycle. A cycle that begins meanwhile
 * has its T1 and T2 as ever and waits in T3: where bus cycles follow each other without a gap, a refresh costs 5 clocks,
 * or 6 if the request comes with T4.
 *
 * Requests for refresh come from counter 1 of the 8253: its rising edge sets the flip-flop DRQ0, and DACK0 clears it.
 *
 * Sources: IBM, *Personal Computer Technical Reference* (1984), system board logic diagrams, sheets 1 and 2 (U67, U82,
 * U98, 8284A), and "Microprocessor": a refresh takes four clocks, every other transfer five; Intel data sheets 8088
 * (status lines, READY), 8284A (READY synchronization), 8237A. Checked against times measured on a PC, which Michael
 * Abrash published in *Zen of Assembly Language* (1990), chapters 4 and 5; see README.md.
 */

/** From the S4 in which HRQ goes to the clock in which READY is high. */
const READY_AFTER_HRQ = 4;
/** From the clock in which the status lines are taken to the S4 of a refresh. */
const REFRESH_S4 = 5;
/** The flip-flop DRQ0 misses an edge whose HRQ would be taken up to so many clocks after the grant: DACK0 is active. */
const REFRESH_DEAF = 7;
/** From the grant of a refresh to the first clock in which the next HRQ can be taken. */
const REFRESH_AGAIN = 8;
/** Refreshes that follow each other faster are stepped. */
const SHORTEST_PERIOD = 8;
/** A master that keeps the bus is waited for at most so many clocks. */
const LONGEST = 0x100000;

const NEVER = Number.POSITIVE_INFINITY;

export interface BusLogicOptions {
  /** False steps every refresh by events instead of working it out; it does the same, and is there to be compared with. */
  readonly predict?: boolean;
}

/** DRQ0, HOLDA, AEN and DMA WAIT. */
export class BusLogic implements Device, BusHolder, DmaBus {
  readonly stateVersion = 1;
  readonly #id: string;
  readonly #clock: ClockDomain;
  readonly #scheduler: Scheduler;
  readonly #space: AddressSpace;
  readonly #mayPredict: boolean;
  readonly #lookEvent: EventId;
  readonly #grantEvent: EventId;
  #cpu: ProcessorBus | null = null;
  #pit!: Intel8253;
  #dma!: Intel8237A;
  #pages!: DmaPage;

  #hrq = false;
  /** The first clock in whose middle HRQ can be taken. */
  #sample = 0;
  #holda = false;
  /** The first clock in which READY is high after the last service. */
  #ready = 0;
  /** No bus cycle has been told of `#ready` yet. */
  #owed = false;

  /** Refreshes are worked out, not stepped. */
  #predicted = false;
  /** Tick of the next edge of OUT1 that is not accounted for, and the clock in which its HRQ could be taken. */
  #edge = 0;
  #edgeSample = 0;
  /** Ticks between edges, and clocks, if they are whole. */
  #period = 0;
  #clocks = 0;
  /** The clock in which the last refresh that was worked out was granted; 0 if there was none since. */
  #granted = 0;
  /** OUT1 at the last look, while stepping. */
  #out = false;
  /** DACK0 is active until this tick. */
  #deafUntil = 0;

  constructor(ctx: PartContext, { predict = true }: BusLogicOptions = {}) {
    const { space } = ctx;
    if (space === null || space.bits !== 20) {
      throw new WiringError(`Bus logic "${ctx.id}" needs the processor's address space of 20 bits as its \`space\`.`);
    }
    this.#id = ctx.id;
    this.#clock = ctx.clock;
    this.#scheduler = ctx.scheduler;
    this.#space = space;
    this.#mayPredict = predict;
    this.#grantEvent = ctx.scheduler.allocate(`${ctx.id}.grant`, (t) => this.#tryGrant(t));
    this.#lookEvent = ctx.scheduler.allocate(`${ctx.id}.refresh`, (t) => this.#look(t));
  }

  attach({ pit, dma, pages }: Readonly<Record<string, Device>>): void {
    if (!(pit instanceof Intel8253) || !(dma instanceof Intel8237A) || !(pages instanceof DmaPage)) {
      throw new WiringError(
        `Bus logic "${this.#id}" has three peers: \`pit\` (8253), \`dma\` (8237A), \`pages\` (DmaPage).`,
      );
    }
    this.#pit = pit;
    this.#dma = dma;
    this.#pages = pages;
    dma.useBus(this);
    pit.onChange(1, (t) => this.#reprogrammed(t));
  }

  attachProcessor(bus: ProcessorBus): void {
    this.#cpu = bus;
  }

  /** Power: DRQ0 and all flip-flops are off. RESET: the 8237A gives HRQ up by itself. */
  reset(kind: 'power' | 'reset', t: number): void {
    this.#hrq = this.#holda = this.#owed = false;
    this.#ready = this.#sample = 0;
    if (kind === 'reset') {
      this.#dma.request(0, false, t);
      this.#step(t);
      this.#out = this.#pit.level(1, t);
      return;
    }
    this.#predicted = this.#out = false;
    this.#edge = this.#edgeSample = this.#period = this.#clocks = 0;
    this.#deafUntil = this.#granted = 0;
    this.#scheduler.cancel(this.#lookEvent);
    this.#scheduler.cancel(this.#grantEvent);
  }

  // ---------------------------------------------------------------- the processor's side

  bound(): number {
    if (this.#holda || this.#owed) return -NEVER;
    if (this.#hrq) return this.#sample + 1;
    if (!this.#predicted) return this.#nextEvent();
    const next = this.#edgeSample + 1;
    return this.#dma.quiet ? next : Math.min(next, this.#nextEvent());
  }

  /** The first T1 that the next event can matter to. */
  #nextEvent(): number {
    const { next } = this.#scheduler;
    return next === NEVER ? next : this.#clock.cycleAt(next) + 1;
  }

  hold(from: number, until: number, t1: number): number {
    if (this.#predicted && this.#clocks !== 0 && this.#dma.quiet) {
      const sample = this.#edgeSample;
      const next = sample + this.#clocks;
      const s = Math.max(sample, from);
      if (s < until && next >= until && next > s + REFRESH_DEAF) {
        // one refresh, as nearly always
        this.#granted = s;
        this.#ready = s + REFRESH_S4 + READY_AFTER_HRQ;
        this.#owed = false;
        this.#edge += this.#period;
        this.#edgeSample = next;
        this.#dma.served(1);
        return this.#ready;
      }
    }
    if (!this.#predicted || !this.#dma.quiet) this.#runEvents(from, until, t1);
    while (!this.#predicted) {
      this.#grant(from, until);
      if (!this.#holda) break;
      const latest = this.#clock.tickOf(t1 + LONGEST);
      while (this.#holda && this.#scheduler.next <= latest) this.#scheduler.runUntil(this.#scheduler.next);
      if (this.#holda) return t1 + LONGEST;
    }
    if (this.#predicted) this.#refresh(from, until, NEVER);
    this.#owed = false;
    return this.#ready;
  }

  pass(from: number, until: number): void {
    if (until <= from) return;
    if (!this.#predicted || !this.#dma.quiet) this.#runEvents(from, until, until);
    if (!this.#predicted) return;
    const before = this.#ready;
    this.#refresh(from, until, NEVER);
    if (this.#ready !== before) this.#owed = true;
  }

  /** Runs the events up to a T1, one by one: each may lead to a grant, from which earlier ones than the others follow. */
  #runEvents(from: number, until: number, t1: number): void {
    const tick = this.#clock.tickOf(t1);
    for (;;) {
      this.#grant(from, until);
      if (this.#scheduler.next > tick) return;
      this.#scheduler.runUntil(this.#scheduler.next);
    }
  }

  /** HOLDA, if the status lines are taken as passive before cycle `until`. */
  #grant(from: number, until: number): void {
    if (!this.#hrq || this.#holda) return;
    const s = Math.max(this.#sample, from);
    if (s >= until) return;
    this.#holda = true;
    this.#scheduler.cancel(this.#grantEvent);
    this.#dma.hlda(this.#clock.tickOf(s + 1));
  }

  // ---------------------------------------------------------------- refresh worked out

  /** Passes the refreshes that are granted from cycle `from` to before `until` and asked for by tick `latest`. */
  #refresh(from: number, until: number, latest: number): void {
    let sample = this.#edgeSample;
    if (sample >= until) return;
    let edge = this.#edge;
    let served = 0;
    const period = this.#period;
    const clocks = this.#clocks;
    while (sample < until && edge <= latest) {
      const s = Math.max(sample, from);
      if (s >= until) break;
      served++;
      this.#granted = s;
      this.#ready = s + REFRESH_S4 + READY_AFTER_HRQ;
      do {
        edge += period;
        sample = clocks !== 0 ? sample + clocks : this.#sampleOf(edge);
      } while (sample <= s + REFRESH_DEAF);
      if (clocks !== 0 && sample + clocks < until && sample >= from && latest === NEVER) {
        // nobody was on the bus: one refresh a period
        const skipped = Math.floor((until - 1 - sample) / clocks);
        served += skipped;
        sample += skipped * clocks;
        edge += skipped * period;
      }
    }
    if (served === 0) return;
    this.#edge = edge;
    this.#edgeSample = sample;
    this.#dma.served(served);
  }

  /** True if no bus cycle can be stretched by the last service any more. */
  #seen(): boolean {
    return this.#ready <= (this.#cpu?.passiveUntil() ?? 0) + 2;
  }

  /** The first clock in which the HRQ can be taken that an edge of OUT1 at tick `edge` leads to. */
  #sampleOf(edge: number): number {
    return this.#clock.cycleAt(edge + 1) + 1;
  }

  /** Goes over to stepping at tick `t`. */
  #step(t: number): void {
    if (!this.#predicted) return;
    this.#passKnown(t);
    this.#predicted = false;
    this.#deafUntil = this.#granted === 0 ? 0 : this.#clock.tickOf(this.#granted + REFRESH_S4 + 1);
    if (this.#edge <= t) {
      this.#out = this.#pit.level(1, t);
      this.#scheduler.at(this.#lookEvent, this.#pit.nextChange(1, t));
      this.#dma.request(0, true, this.#edge);
    } else {
      // refreshes after `t` may have been passed already, where a bus cycle lay ahead of the request that ends this
      this.#out = false;
      this.#scheduler.at(this.#lookEvent, this.#edge);
    }
    this.#cpu?.changed();
  }

  /** Passes the refreshes asked for by tick `latest` whose grant no bus cycle can put off any more. */
  #passKnown(latest: number): void {
    const before = this.#ready;
    if (this.#cpu !== null) this.#refresh(this.#cpu.passiveFrom(), this.#cpu.passiveUntil(), latest);
    if (this.#ready !== before) this.#owed = true;
  }

  /** Goes over to working refreshes out at tick `t`, if nothing else is going on. */
  #predict(t: number): void {
    if (this.#predicted || !this.#mayPredict || this.#hrq || !this.#dma.refreshes || this.#dma.requested(0)) return;
    if (this.#scheduler.timeOf(this.#lookEvent) <= t) return;
    const wave = this.#pit.period(1, t);
    const { num, den } = this.#pit.clock;
    if (wave === null || den !== 1) return;
    this.#period = wave.cycles * num;
    const clocks = (this.#period * this.#clock.den) / this.#clock.num;
    if (clocks < SHORTEST_PERIOD) return;
    this.#clocks = Number.isInteger(clocks) ? clocks : 0;
    this.#edge = wave.start + this.#period;
    while (this.#edge < this.#deafUntil) this.#edge += this.#period;
    this.#deafUntil = 0;
    this.#granted = 0;
    this.#edgeSample = this.#sampleOf(this.#edge);
    this.#predicted = true;
    this.#scheduler.cancel(this.#lookEvent);
    this.#cpu?.changed();
  }

  // ---------------------------------------------------------------- refresh stepped

  /** Counter 1 is about to be programmed. */
  #reprogrammed(t: number): void {
    this.#step(t);
    this.#out = this.#pit.level(1, t);
    this.#scheduler.at(this.#lookEvent, t);
    this.#cpu?.changed();
  }

  /** OUT1 may have changed. */
  #look(t: number): void {
    const out = this.#pit.level(1, t);
    const rises = out && !this.#out;
    this.#out = out;
    this.#scheduler.at(this.#lookEvent, this.#pit.nextChange(1, t));
    if (rises && t >= this.#deafUntil) this.#dma.request(0, true, t);
    this.#predict(t);
  }

  // ---------------------------------------------------------------- the DMA controller's side

  holdRequest(on: boolean, t: number): void {
    const cycle = this.#clock.cycleAt(t);
    this.#hrq = on;
    if (on) {
      // HRQ cannot come again before the SI that follows a refresh
      this.#sample = Math.max(cycle + 1, this.#granted + REFRESH_AGAIN);
      this.#tryGrant(t);
    } else {
      this.#holda = false;
      this.#scheduler.cancel(this.#grantEvent);
      this.#ready = cycle + READY_AFTER_HRQ;
      this.#owed = true;
      this.#predict(t);
    }
    this.#cpu?.changed();
  }

  /** Grants the bus if nothing can come before that; else looks again later, since a processor may have no bus cycles. */
  #tryGrant(t: number): void {
    const until = this.#cpu?.passiveUntil() ?? 0;
    this.#grant(this.#cpu?.passiveFrom() ?? 0, until);
    if (this.#holda) return;
    const later = Math.max(this.#sample, this.#clock.cycleAt(t), until) + 1;
    this.#scheduler.at(this.#grantEvent, this.#clock.tickOf(later));
  }

  dack(channel: DmaChannel, t: number): void {
    if (channel !== 0) return;
    this.#deafUntil = this.#clock.tickOf(this.#clock.cycleAt(t) + 1);
    this.#dma.request(0, false, t);
  }

  /** The board's ready logic: a clock for IOR, IOW or MEMR, but not for MEMR of a refresh, nor for IOW that comes late. */
  waits(channel: DmaChannel, type: DmaType, extended: boolean): number {
    if (type === 'verify') return 0;
    return channel === 0 && type === 'read' && !extended ? 0 : 1;
  }

  readMemory(channel: DmaChannel, address: number, t: number): number {
    return this.#space.read((this.#pages.page(channel) << 16) | address, t);
  }

  writeMemory(channel: DmaChannel, address: number, value: number, t: number): void {
    this.#space.write((this.#pages.page(channel) << 16) | address, value, t);
  }

  beforeChange(t: number): void {
    this.#step(t);
  }

  afterChange(t: number): void {
    this.#predict(t);
    this.#cpu?.changed();
  }

  catchUp(): void {
    // a request of another channel may come before a refresh that no bus cycle can put off
    if (this.#predicted) this.#passKnown(this.#dma.quiet ? NEVER : this.#scheduler.next - 1);
  }

  pending(t: number): boolean {
    return this.#predicted && this.#edge <= t;
  }

  state(io: StateIo): void {
    if (!io.loading) this.catchUp();
    this.#hrq = io.bool('hrq', this.#hrq);
    this.#sample = io.number('sample', this.#hrq ? this.#sample : 0);
    this.#holda = io.bool('holda', this.#holda);
    this.#ready = io.number('ready', this.#seen() ? 0 : this.#ready);
    this.#granted = io.number('granted', this.#granted);
    this.#predicted = io.bool('predicted', this.#predicted);
    this.#edge = io.number('edge', this.#predicted ? this.#edge : 0);
    this.#period = io.number('period', this.#predicted ? this.#period : 0);
    this.#out = io.bool('out', !this.#predicted && this.#out);
    this.#deafUntil = io.number('deafUntil', this.#deafUntil);
    if (io.loading) this.rederive();
  }

  /** After a load. */
  rederive(): void {
    this.#owed = this.#ready !== 0;
    this.#edgeSample = this.#sampleOf(this.#edge);
    const clocks = (this.#period * this.#clock.den) / this.#clock.num;
    this.#clocks = Number.isInteger(clocks) ? clocks : 0;
    this.#cpu?.changed();
  }
}

export const BusLogicPart = definePart({
  type: 'BusLogic',
  title: 'bus control: refresh, DMA and READY',
  create: (ctx, options: BusLogicOptions) => new BusLogic(ctx, options),
});
