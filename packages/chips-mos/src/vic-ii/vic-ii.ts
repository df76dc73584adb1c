import {
  type Device,
  type EventId,
  type IoTarget,
  type PartContext,
  type ResetKind,
  ratio,
  SLOW,
  type StateIo,
  type VideoOutput,
} from '@backplane/kernel';
import { BaPredictor } from './ba.ts';
import { type VicBus, VicEngine } from './engine.ts';
import { MODELS, PALETTE, type VicModel, type VicModelName } from './models.ts';
import { CLEARING } from './painter.ts';
import { FetchWatch } from './watch.ts';

export interface VicIiOptions {
  readonly model: VicModelName;
}

/** Bits of a register that are not there; they read 1. */
const UNUSED = new Uint8Array(64).fill(0xff);
UNUSED.fill(0, 0, 0x16);
UNUSED.fill(0, 0x17, 0x20);
UNUSED.fill(0xf0, 0x20, 0x2f);
UNUSED[0x16] = 0xc0;
UNUSED[0x18] = 0x01;
UNUSED[0x19] = 0x70;
UNUSED[0x1a] = 0xf0;

/** Cycle (from 0) before which a sprite that is not out cannot collide. */
const SPRITES_ON = 57;

/** A VIC-II. It catches up lazily; events are armed for edges of BA and of its interrupt. */
export class VicII implements Device {
  readonly stateVersion = 1;
  readonly model: VicModel;
  readonly io: { readonly registers: IoTarget };
  readonly video: VideoOutput;
  readonly engine: VicEngine;

  readonly #ctx: PartContext<'irq' | 'ba', 'lp'>;
  readonly #predictor: BaPredictor;
  readonly #watch: FetchWatch;
  readonly #frameCycles: number;
  /** Cycles the engine has done since power-on. */
  #done = 0;
  #latch = 0;
  #bus: VicBus | null = null;
  #penX = 0;
  #penY = 0;
  #penDone = false;
  readonly #baEvent: EventId;
  readonly #rasterEvent: EventId;
  readonly #collisionEvent: EventId;
  readonly #penEvent: EventId;
  /** Cycle from which the predictor's next distance counts. */
  #predicted = 0;
  readonly #busEvent: EventId;

  constructor(ctx: PartContext<'irq' | 'ba', 'lp'>, options: VicIiOptions) {
    this.#ctx = ctx;
    const model = MODELS[options.model];
    this.model = model;
    this.engine = new VicEngine(model);
    this.#predictor = new BaPredictor(this.engine);
    this.#frameCycles = model.cycles * model.lines;
    this.#watch = new FetchWatch(ctx.space, this.engine, (_address, _value, t) => this.#memoryWritten(t));
    this.io = {
      registers: {
        read: (offset, t) => this.#read(offset & 63, t),
        write: (offset, value, t) => this.#write(offset & 63, value, t),
        peek: (offset) => this.#peek(offset & 63),
      },
    };
    const id = ctx.id;
    this.#baEvent = ctx.scheduler.allocate(`${id}.ba`, (t) => this.#baEdge(t));
    this.#rasterEvent = ctx.scheduler.allocate(`${id}.raster`, (t) => this.#rasterMatch(t));
    this.#collisionEvent = ctx.scheduler.allocate(`${id}.collision`, (t) => this.#collisionDue(t));
    this.#penEvent = ctx.scheduler.allocate(`${id}.pen`, (t) => this.#penRearm(t));
    this.#busEvent = ctx.scheduler.allocate(`${id}.bus`, (t) => this.#busDue(t));
    ctx.in.lp.listen((on, t) => {
      if (on) this.#penTrigger(t);
    });
    this.video = this.#output();
  }

  #output(): VideoOutput {
    const { model, engine } = this;
    const device = this;
    return {
      pixels: engine.painter.pixels,
      width: model.cycles * 8,
      height: model.lines,
      palette: PALETTE,
      visible: model.visible,
      pixelAspect: ratio(model.aspect.num, model.aspect.den),
      refresh: ratio(model.crystal, model.divider * model.cycles * model.lines),
      get frame() {
        return Math.floor(Math.max(device.#done - model.topLine * model.cycles, 0) / device.#frameCycles);
      },
      get enabled() {
        return engine.painter.enabled;
      },
      set enabled(on: boolean) {
        device.sync(device.#ctx.scheduler.now);
        engine.painter.enabled = on;
      },
      draw: (t) => device.sync(t),
      frameEnd: (t) => {
        const { clock } = device.#ctx;
        const top = model.topLine * model.cycles;
        const n = device.#frameCycles;
        let k = clock.cycleAt(t + 1) - top;
        k = Math.ceil(Math.max(k, 0) / n) * n + top;
        return clock.tickOf(k);
      },
    };
  }

  /** Connects colour RAM (1,024 nibbles). Called while wiring. */
  connect(colour: Uint8Array): void {
    this.engine.colour = colour;
  }

  /**
   * Connects the data bus: `read` gives the byte on it in the processor's last cycle, which is what the chip reads when
   * it wants the bus at once (in the first three cycles of BA). A processor that BA holds shows what it wants to read.
   * Called while wiring; FFh without it.
   */
  connectDataBus(read: () => number): void {
    this.engine.cpuData = read;
  }

  /** Another bank, or another map, from tick `t` on. */
  selectBus(bus: VicBus, t: number): void {
    if (bus === this.#bus) return;
    this.sync(t);
    this.#bus = bus;
    this.#takeBus();
    this.#changed();
  }

  /** Until the board connects something else: the processor's first 16K, as it reads them. */
  #firstBus(): VicBus | null {
    const { space } = this.#ctx;
    if (space === null) return null;
    const pages = space.readBase.slice(0, 64).map((base) => (base === SLOW ? 0 : base));
    return { memory: space.memory, pages, cpuPages: Int32Array.from(pages, (_, p) => p) };
  }

  #takeBus(): void {
    const bus = this.#bus;
    if (bus === null) return;
    this.engine.memory = bus.memory;
    this.engine.pages = bus.pages;
    this.#watch.select(bus);
  }

  /** The byte on the data bus in φ1 of the cycle of `t`. */
  phi1Data(t: number): number {
    this.sync(t);
    return this.engine.phi1;
  }

  /** Sprites whose DMA is on in the cycle of `t`, a bit for each. */
  spriteDma(t: number): number {
    this.sync(t);
    return this.engine.dma;
  }

  /** Where the beam is at `t`: raster line and cycle (from 1). */
  beam(t: number): { readonly line: number; readonly cycle: number } {
    const k = (this.#ctx.clock.cycleAt(t + 1) - 1) % this.#frameCycles;
    const cycle = k % this.model.cycles;
    return { line: (k - cycle) / this.model.cycles, cycle: cycle + 1 };
  }

  reset(kind: ResetKind, t: number): void {
    if (kind === 'reset') {
      this.sync(t);
      return;
    }
    this.#done = 0;
    this.#latch = 0;
    this.#penX = this.#penY = 0;
    this.#penDone = false;
    this.engine.power();
    this.#bus ??= this.#firstBus();
    this.#takeBus();
    this.#changed();
    this.#armRaster(0);
    this.#ctx.scheduler.at(this.#penEvent, this.#ctx.clock.tickOf(this.#frameCycles));
  }

  /** Up to φ1 of the cycle in which `t` lies. */
  sync(t: number): void {
    this.#runTo(this.#ctx.clock.cycleAt(t + 1));
  }

  #runTo(cycle: number): void {
    const n = cycle - this.#done;
    if (n <= 0) return;
    this.#done = cycle;
    this.engine.run(n);
    this.#takeLatch();
  }

  #takeLatch(): void {
    const { painter } = this.engine;
    if (painter.latch !== 0) {
      this.#latch |= painter.latch;
      painter.latch = 0;
    }
  }

  /** Registers or the bank were written: what was predicted from them is predicted again. */
  #changed(): void {
    this.#predictor.reset();
    this.#predicted = this.#done;
    this.#armBa();
    this.#watch.update();
    if ((this.engine.regs[0x1a]! & 6) !== 0) this.#armCollision(this.#ctx.clock.tickOf(Math.max(this.#done - 1, 0)));
    // BA falls in the very next cycle: the chip may read before it has the bus
    if (this.#predictor.low && this.#predicted === this.#done + 1) this.#armBus(this.#done + 1);
  }

  #armBus(cycle: number): void {
    this.#ctx.scheduler.at(this.#busEvent, this.#ctx.clock.tickOf(cycle));
  }

  /** The processor has made its access of the cycle before this one: the chip takes what it sees on the data bus. */
  #busDue(t: number): void {
    this.sync(t);
    if (this.engine.baLow !== 0 && this.engine.baLow < 4) this.#armBus(this.#done);
  }

  #armBa(): void {
    const distance = this.#predictor.next();
    this.#predicted += distance;
    const { scheduler, clock } = this.#ctx;
    // a cycle done is counted from 1: the one after `done` cycles has number `done`
    scheduler.at(this.#baEvent, distance === Number.POSITIVE_INFINITY ? distance : clock.tickOf(this.#predicted - 1));
  }

  #baEdge(t: number): void {
    this.#ctx.out.ba.drive(this.#predictor.low, t);
    this.#armBa();
  }

  // ---------------------------------------------------------------- interrupts

  #drive(t: number): void {
    this.#ctx.out.irq.drive((this.#latch & this.engine.regs[0x1a]! & 15) !== 0, t);
  }

  /** The raster counter in cycle `k`. */
  #rasterAt(k: number): number {
    const inFrame = k % this.#frameCycles;
    if (inFrame === 0) return this.model.lines - 1;
    const cycle = inFrame % this.model.cycles;
    return (inFrame - cycle) / this.model.cycles;
  }

  get #compare(): number {
    const { regs } = this.engine;
    return regs[0x12]! | ((regs[0x11]! & 0x80) << 1);
  }

  /** Arms the next match that begins in cycle `from` or later. */
  #armRaster(from: number): void {
    const { scheduler, clock } = this.#ctx;
    const compare = this.#compare;
    if (compare >= this.model.lines) {
      scheduler.cancel(this.#rasterEvent);
      return;
    }
    const place = compare === 0 ? 1 : compare * this.model.cycles;
    const n = this.#frameCycles;
    let k = from - (from % n) + place;
    if (k < from) k += n;
    scheduler.at(this.#rasterEvent, clock.tickOf(k));
  }

  #rasterMatch(t: number): void {
    this.#latch |= 1;
    this.#drive(t);
    this.#armRaster(this.#ctx.clock.cycleAt(t) + 1);
  }

  /** A collision may interrupt in this cycle. */
  #collisionDue(t: number): void {
    this.sync(t);
    this.#drive(t);
    this.#armCollision(t);
  }

  /**
   * While a collision could interrupt, the chip is looked at in every cycle in which sprites are out, or else from the
   * cycle on in which they are switched on, in this line or the next.
   */
  #armCollision(t: number): void {
    const { scheduler, clock } = this.#ctx;
    const { regs, painter, dma } = this.engine;
    const possible = regs[0x1a]! & 6 & ~this.#latch;
    const out = painter.display | painter.displayLate | painter.active;
    if (possible === 0 || (out | dma | regs[0x15]!) === 0) {
      scheduler.cancel(this.#collisionEvent);
      return;
    }
    let k = clock.cycleAt(t + 1);
    if (out === 0) {
      const cycle = k % this.model.cycles;
      k += cycle <= SPRITES_ON ? SPRITES_ON - cycle : SPRITES_ON - cycle + this.model.cycles;
    }
    scheduler.at(this.#collisionEvent, clock.tickOf(k));
  }

  // ---------------------------------------------------------------- light pen

  #penTrigger(t: number): void {
    if (this.#penDone) return;
    this.#penDone = true;
    const k = this.#ctx.clock.cycleAt(t);
    const cycle = (k % this.#frameCycles) % this.model.cycles;
    const { xs } = this.engine.painter;
    this.#penX = (xs[(cycle * 8 + (this.model.hmos ? 18 : 20)) % xs.length]! >> 1) & 0xff;
    this.#penY = this.#rasterAt(k) & 0xff;
    this.#latch |= 8;
    this.#drive(t);
  }

  /** A new frame: the latch opens again, and takes the pin if it is still low. */
  #penRearm(t: number): void {
    this.#watch.age();
    this.#penDone = false;
    if (this.#ctx.in.lp.level) this.#penTrigger(t);
    const { scheduler, clock } = this.#ctx;
    scheduler.at(this.#penEvent, clock.tickOf(clock.cycleAt(t) + this.#frameCycles));
  }

  // ---------------------------------------------------------------- registers

  #read(reg: number, t: number): number {
    const value = this.#readRegister(reg, t);
    this.#ownBus(value, t);
    return value;
  }

  /**
   * A register access at `t` puts a byte on the chip's own data bus, where a sprite that is enabled may take
   * it for its data. */
  #ownBus(value: number, t: number): void {
    const k = this.#ctx.clock.cycleAt(t) % this.#frameCycles;
    const cycle = (k % this.model.cycles) + 1;
    if ((cycle > 10 && cycle < this.model.sprite0) || this.engine.regs[0x15] === 0) return;
    const { busLine, busByte } = this.engine;
    // what was noted there has to be used first
    if (busLine[cycle]! >= 0) this.sync(t);
    if (busLine[cycle]! < 0) this.engine.busUsed++;
    busLine[cycle] = (k - cycle + 1) / this.model.cycles;
    busByte[cycle] = value;
  }

  #readRegister(reg: number, t: number): number {
    switch (reg) {
      case 0x11:
        return (this.engine.regs[0x11]! & 0x7f) | ((this.#rasterAt(this.#ctx.clock.cycleAt(t)) >> 1) & 0x80);
      case 0x12:
        return this.#rasterAt(this.#ctx.clock.cycleAt(t)) & 0xff;
      case 0x19:
      case 0x1e:
      case 0x1f:
        this.sync(t);
        this.#drive(t);
        break;
    }
    const value = this.#value(reg);
    const { painter } = this.engine;
    if (reg === 0x1e) {
      painter.spriteSprite = 0;
      painter.mutedSprites = CLEARING;
      this.#armCollision(t);
    } else if (reg === 0x1f) {
      painter.spriteData = 0;
      painter.mutedData = CLEARING;
      this.#armCollision(t);
    }
    return value;
  }

  #value(reg: number): number {
    const { regs, painter } = this.engine;
    switch (reg) {
      case 0x13:
        return this.#penX;
      case 0x14:
        return this.#penY;
      case 0x19:
        return this.#latch | 0x70 | ((this.#latch & regs[0x1a]! & 15) !== 0 ? 0x80 : 0);
      case 0x1e:
        return painter.spriteSprite;
      case 0x1f:
        return painter.spriteData;
    }
    return regs[reg]! | UNUSED[reg]!;
  }

  #peek(reg: number): number {
    const { now } = this.#ctx.scheduler;
    this.sync(now);
    const raster = this.#rasterAt(this.#ctx.clock.cycleAt(now));
    if (reg === 0x11) return (this.engine.regs[0x11]! & 0x7f) | ((raster >> 1) & 0x80);
    return reg === 0x12 ? raster & 0xff : this.#value(reg);
  }

  #write(reg: number, value: number, t: number): void {
    this.sync(t);
    const { engine } = this;
    engine.dataBus(value);
    this.#ownBus(value, t);
    if (reg > 0x2e) return;
    const k = this.#ctx.clock.cycleAt(t);
    switch (reg) {
      case 0x13:
      case 0x14:
      case 0x1e:
      case 0x1f:
        return;
      case 0x19:
        this.#latch &= ~value & 15;
        this.#drive(t);
        this.#armCollision(t);
        return;
      case 0x1a:
        engine.regs[0x1a] = value & 15;
        this.#drive(t);
        this.#armCollision(t);
        return;
      case 0x11:
      case 0x12: {
        const before = this.#compare;
        if (reg === 0x11) engine.write(reg, value);
        else engine.regs[reg] = value;
        const compare = this.#compare;
        if (compare !== before) {
          const next = this.#rasterAt(k + 1);
          const matched = before === this.#rasterAt(k);
          if (next === compare && !matched) {
            this.#ctx.scheduler.at(this.#rasterEvent, this.#ctx.clock.tickOf(k + 1));
          } else this.#armRaster(next === compare ? k + 2 : k + 1);
        }
        if (reg === 0x11) this.#changed();
        return;
      }
    }
    engine.write(reg, reg >= 0x20 ? value & 15 : value);
    if ((reg < 0x10 && (reg & 1) !== 0) || reg === 0x15 || reg === 0x17) this.#changed();
    else if (reg === 0x18) this.#watch.update();
  }

  #memoryWritten(t: number): void {
    this.sync(t);
  }

  // ---------------------------------------------------------------- state

  state(io: StateIo): void {
    if (!io.loading) this.sync(this.#ctx.scheduler.now);
    this.#done = io.number('done', this.#done);
    this.#latch = io.number('latch', this.#latch);
    this.#penX = io.number('penX', this.#penX);
    this.#penY = io.number('penY', this.#penY);
    this.#penDone = io.bool('penDone', this.#penDone);
    this.engine.state(io);
  }

  rederive(): void {
    this.engine.rederive();
    this.#takeBus();
    this.#changed();
  }
}
