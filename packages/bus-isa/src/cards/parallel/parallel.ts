import {
  type CardDefinition,
  type Device,
  defineCard,
  definePart,
  type EventId,
  type IoTarget,
  type PartContext,
  type ResetKind,
  type StateIo,
  WiringError,
} from '@backplane/kernel';

/*
 * Printer adapter, with a printer on its cable or nothing
 *
 * Registers: 0 = data (can be read back), 1 = status, 2 = control. The adapter raises its interrupt when −ACK ends, if
 * control bit 4 lets it; the line falls with the next −ACK. (The real one passes −ACK on, so that it also asks when the
 * bit is set.)
 *
 * The printer takes a byte at the beginning of the strobe, is busy for a while, and pulls −ACK at its end. While −INIT is
 * low it is busy and takes nothing; so it is after a reset, until a program has written the control register. With AUTO
 * FEED it adds a line feed to each carriage return. It is always on line; what it takes goes to a stream of the host.
 * Whether anybody reads that, it cannot know. With nothing on the cable the status lines float high: busy, out of paper.
 *
 * Sources: IBM, "Technical Reference, Printer Adapter": registers, interrupt; Epson, "MX-80 User's Manual", parallel
 * interface: the order of strobe, BUSY and −ACK.
 */

export interface ParallelPortOptions {
  /** What is on the cable; `printer` if absent. */
  readonly plug?: 'printer' | 'none';
}

type Context = PartContext<'irq', never>;

// status: as read
const NOT_BUSY = 0x80;
const NOT_ACK = 0x40;
const PAPER_END = 0x20;
const SELECTED = 0x10;
const NOT_ERROR = 0x08;
/** Bits 2–0 are not driven. */
const UNDRIVEN = 0x07;
const NOTHING = NOT_ACK | PAPER_END | SELECTED | NOT_ERROR | UNDRIVEN;

// control: as written
const STROBE = 0x01;
const AUTO_FEED = 0x02;
const NOT_INIT = 0x04;
const INTERRUPT = 0x10;
const CONTROL = 0x1f;

/** Seconds from the strobe to −ACK, and of −ACK. */
const TAKING = 20e-6;
const ACKNOWLEDGING = 5e-6;

const READY = 0;
const TAKES = 1;
const ACKNOWLEDGES = 2;

const CR = 0x0d;
const LF = 0x0a;

export class ParallelPort implements Device {
  readonly stateVersion = 1;
  readonly io: Readonly<Record<'registers', IoTarget>>;
  readonly #ctx: Context;
  readonly #printer: boolean;
  readonly #event: EventId;
  #data = 0;
  #control = 0;
  /** What the printer is doing. */
  #phase = READY;
  /** An −ACK has ended. */
  #acknowledged = false;

  constructor(ctx: Context, { plug = 'printer' }: ParallelPortOptions) {
    if (plug !== 'printer' && plug !== 'none') {
      throw new WiringError(`Printer adapter "${ctx.id}" cannot have "${plug}" on its cable. Choose printer or none.`);
    }
    this.#ctx = ctx;
    this.#printer = plug === 'printer';
    this.#event = ctx.scheduler.allocate(`${ctx.id}.printer`, (t) => this.#next(t));
    this.io = {
      registers: {
        read: (offset) => this.#read(offset),
        write: (offset, value, t) => this.#write(offset, value, t),
        peek: (offset) => this.#read(offset),
      },
    };
  }

  #read(offset: number): number {
    switch (offset) {
      case 0:
        return this.#data;
      case 1:
        return this.#status;
      case 2:
        return this.#control | (~CONTROL & 0xff);
      default:
        return 0xff;
    }
  }

  get #status(): number {
    if (!this.#printer) return NOTHING;
    const busy = this.#phase !== READY || (this.#control & NOT_INIT) === 0;
    const acknowledges = this.#phase === ACKNOWLEDGES;
    return (busy ? 0 : NOT_BUSY) | (acknowledges ? 0 : NOT_ACK) | SELECTED | NOT_ERROR | UNDRIVEN;
  }

  #write(offset: number, value: number, t: number): void {
    if (offset === 0) this.#data = value;
    else if (offset === 2) this.#writeControl(value & CONTROL, t);
  }

  #writeControl(value: number, t: number): void {
    const rises = value & ~this.#control;
    this.#control = value;
    if (this.#printer) {
      if ((value & NOT_INIT) === 0) this.#rest();
      else if ((rises & STROBE) !== 0 && this.#phase === READY) this.#take(t);
    }
    this.#update(t);
  }

  /** The printer takes what is on the data lines. */
  #take(t: number): void {
    this.#phase = TAKES;
    this.#ctx.scheduler.at(this.#event, this.#later(t, TAKING));
    this.#ctx.output('printer', this.#data, t);
    if (this.#data === CR && (this.#control & AUTO_FEED) !== 0) this.#ctx.output('printer', LF, t);
  }

  #later(t: number, seconds: number): number {
    return t + Math.max(1, Math.round(seconds * this.#ctx.ticksPerSecond));
  }

  #next(t: number): void {
    if (this.#phase === TAKES) {
      this.#phase = ACKNOWLEDGES;
      this.#acknowledged = false;
      this.#ctx.scheduler.at(this.#event, this.#later(t, ACKNOWLEDGING));
    } else {
      this.#phase = READY;
      this.#acknowledged = true;
    }
    this.#update(t);
  }

  #update(t: number): void {
    if ((this.#control & INTERRUPT) === 0) this.#acknowledged = false;
    this.#ctx.out.irq.drive(this.#acknowledged, t);
  }

  /** The printer begins anew. */
  #rest(): void {
    this.#phase = READY;
    this.#acknowledged = false;
    this.#ctx.scheduler.cancel(this.#event);
  }

  reset(kind: ResetKind, t: number): void {
    if (kind === 'power') this.#data = 0;
    this.#control = 0;
    this.#rest();
    this.#update(t);
  }

  state(io: StateIo): void {
    this.#data = io.number('data', this.#data) & 0xff;
    this.#control = io.number('control', this.#control) & CONTROL;
    this.#phase = io.number('phase', this.#phase);
    this.#acknowledged = io.bool('acknowledged', this.#acknowledged);
  }
}

/**
 * A printer adapter: window `registers` (3), pin `irq`, stream `printer`. Cards that have one beside something else, such
 * as the monochrome display adapter, place this part.
 */
export const ParallelPortPart = definePart({
  type: 'IbmPrinterAdapter',
  title: 'Printer adapter',
  pins: { irq: 'out' },
  io: { registers: { size: 3, title: 'data, status, control' } },
  outputs: { printer: { title: 'what the printer takes' } },
  create: (ctx: Context, options: ParallelPortOptions) => new ParallelPort(ctx, options),
});

function parallelCard(id: string, base: number, irq: 'irq5' | 'irq7', plug: 'printer' | 'none'): CardDefinition {
  const at = `${base.toString(16).toUpperCase()}h`;
  return defineCard({
    id,
    title: `Printer adapter at ${at}${plug === 'none' ? ', nothing connected' : ''}`,
    fits: 'isa8',
    parts: { parallel: { type: ParallelPortPart, clock: 'clk', options: { plug } } },
    ports: { io: [{ from: base, to: base + 2, io: 'parallel.registers' }] },
    lines: { [irq]: { from: ['parallel.irq'] } },
    ...(plug === 'none' ? {} : { outputs: { printer: { title: `printer at ${at}`, from: 'parallel.printer' } } }),
  });
}

/** Cards by name. */
export const PARALLEL_CARDS: Readonly<Record<string, CardDefinition>> = {
  parallel: parallelCard('parallel', 0x378, 'irq7', 'printer'),
  'parallel-278': parallelCard('parallel-278', 0x278, 'irq5', 'printer'),
  'parallel-3bc': parallelCard('parallel-3bc', 0x3bc, 'irq7', 'printer'),
  'parallel-empty': parallelCard('parallel-empty', 0x378, 'irq7', 'none'),
};
