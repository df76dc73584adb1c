import {
  type BusObserver,
  type Device,
  definePart,
  type IoTarget,
  type PartContext,
  type Processor,
  type StateIo,
} from '../../src/index.ts';

/**
 * A processor that is only a clock: in cycle n it reads n mod 64K, and writes n to the first 256 bytes. Every 16 cycles
 * it looks at `wait`, and skips the write while that is on. It stops by the cycle.
 */
export class Walker implements Processor {
  readonly granularity = 'cycle';
  readonly stateVersion = 1;
  readonly registers = [{ name: 'sum', bits: 32 }];
  readonly pc = 0;
  readonly atBoundary = true;
  cycles = 0;
  sum = 0;
  readonly ctx: PartContext<'busy', 'wait'>;
  #limit = 0;

  constructor(ctx: PartContext<'busy', 'wait'>) {
    this.ctx = ctx;
  }

  get space() {
    return this.ctx.space!;
  }

  reset(): void {
    this.cycles = 0;
    this.sum = 0;
  }

  run(limit: number): void {
    this.#limit = limit;
    while (this.cycles < this.#limit) {
      const n = this.cycles;
      const t = this.ctx.clock.tickOf(n);
      this.sum = (Math.imul(this.sum, 31) + this.space.read(n & 0xffff, t)) | 0;
      if (n % 16 !== 0 || !this.ctx.in.wait.at(t)) this.space.write(n & 0xff, n & 0xff, t);
      this.ctx.out.busy.drive((n & 64) !== 0, t);
      this.cycles++;
    }
  }

  stop(limit: number): void {
    this.#limit = Math.min(this.#limit, limit);
  }

  step(): void {
    this.run(this.cycles + 1);
  }

  getRegister(): number {
    return this.sum;
  }

  setRegister(_name: string, value: number): void {
    this.sum = value | 0;
  }

  observe(_observer: BusObserver | null): void {}

  disassemble() {
    return { length: 1, text: '' };
  }

  state(io: StateIo): void {
    this.cycles = io.number('cycles', this.cycles);
    this.sum = io.number('sum', this.sum);
  }
}

export const WalkerPart = definePart({
  type: 'Walker',
  title: 'Walking processor',
  processor: true,
  pins: { busy: 'out', wait: 'in' },
  create: (ctx) => new Walker(ctx),
});

export interface LatchOptions {
  /** What register 0 holds after a reset. */
  readonly start: number;
}

/**
 * A latch of four registers for tests. Register 0 is kept; a write to register 1 selects the view of that number; to
 * register 2 ends the run with that code; to register 3 sends the byte to the output. A beat every 1000 ticks toggles
 * `beat`. Input `knob` sets register 0, `type` adds the length of the text to it; bay `slot` holds a number.
 */
export class Latch implements Device {
  readonly stateVersion = 2;
  readonly io: { readonly registers: IoTarget };
  value = 0;
  medium: unknown = null;
  readonly #ctx: PartContext<'beat', 'hold'>;
  readonly #start: number;
  readonly #event: number;

  constructor(ctx: PartContext<'beat', 'hold'>, options: LatchOptions) {
    this.#ctx = ctx;
    this.#start = options.start;
    this.#event = ctx.scheduler.allocate(`${ctx.id}.beat`, (t) => {
      ctx.out.beat.drive(!ctx.out.beat.on, t);
      ctx.scheduler.at(this.#event, t + 1000);
    });
    this.io = {
      registers: {
        read: () => this.value,
        write: (offset, value, t) => {
          if (offset === 0) this.value = value;
          else if (offset === 1) ctx.space!.select(value);
          else if (offset === 2) ctx.emit({ kind: 'exit', code: value }, t);
          else ctx.output('tx', value, t);
        },
        peek: () => this.value,
      },
    };
  }

  input(name: string, value: unknown, t: number): void {
    if (name === 'knob') this.value = Number(value) & 0xff;
    else if (name === 'type') this.value = (this.value + (value as string).length) & 0xff;
    else if (value === true) this.#ctx.emit({ kind: 'power-off' }, t);
  }

  insert(_bay: string, medium: unknown): void {
    if (medium !== null && typeof medium !== 'number') throw new TypeError('The slot takes a number.');
    this.medium = medium;
  }

  acknowledge(): number {
    return 0x42;
  }

  reset(_kind: string, t: number): void {
    this.value = this.#start;
    this.#ctx.scheduler.at(this.#event, t + 1000);
  }

  state(io: StateIo): void {
    this.value = io.number('value', this.value);
    if (io.version >= 2) io.string('model', 'latch');
  }
}

export const LatchPart = definePart({
  type: 'Latch',
  title: 'Latch for tests',
  pins: { beat: 'out', hold: 'in' },
  io: { registers: { size: 4 } },
  inputs: {
    knob: { kind: 'number' },
    type: { kind: 'bytes' },
    button: { kind: 'button' },
    label: { kind: 'text' },
  },
  outputs: { tx: { title: 'bytes' } },
  bays: { slot: { medium: 'number' } },
  create: (ctx, options: LatchOptions) => new Latch(ctx, options),
});
