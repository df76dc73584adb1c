import { type Device, definePart, type PartContext, type StateIo } from '@backplane/kernel';
import { Intel8272A, type Intel8272AHost, type Intel8272AModel } from '../intel8272a.ts';
import type { FloppyDrive } from './drive.ts';

/**
 * An 8272A with pins. Registers: 0 main status, 1 data. Drives are connected by {@link connect}; DACK is `dmaRead`,
 * `dmaWrite` of {@link chip}. RDY of a unit is on while a drive is connected and its disk turns.
 */
export class Intel8272ADevice implements Device {
  readonly stateVersion = 1;
  readonly io;
  readonly chip: Intel8272A;
  readonly #drives: (FloppyDrive | null)[] = [null, null, null, null];

  constructor(ctx: PartContext<'int' | 'drq', 'reset' | 'tc'>, { model }: { readonly model?: Intel8272AModel } = {}) {
    const { scheduler } = ctx;
    const host: Intel8272AHost = {
      drive: (unit) => this.#drives[unit] ?? null,
      ready: (unit) => (this.#drives[unit]?.revolution(scheduler.now) ?? 0) > 0,
      interrupt: (on, t) => ctx.out.int.drive(on, t),
      dataRequest: (on, t) => ctx.out.drq.drive(on, t),
    };
    this.chip = new Intel8272A(scheduler, ctx.id, ctx.ticksPerSecond, host, model);
    ctx.in.reset.listen((on, t) => this.chip.setReset(on, t));
    ctx.in.tc.listen((on, t) => {
      if (on) this.chip.terminalCount(t);
    });
    this.io = {
      registers: {
        read: (offset: number, t: number) => ((offset & 1) === 0 ? this.chip.status(t) : this.chip.readData(t)),
        peek: (offset: number) => ((offset & 1) === 0 ? this.chip.status(scheduler.now) : this.chip.peekData()),
        write: (offset: number, value: number, t: number) => {
          if ((offset & 1) === 1) this.chip.writeData(value, t);
        },
      },
    };
  }

  /** Connects a drive as unit 0 to 3. Call `chip.driveChanged` when its signals change by themselves. */
  connect(unit: number, drive: FloppyDrive): void {
    this.#drives[unit] = drive;
  }

  reset(kind: 'power' | 'reset', t: number): void {
    if (kind === 'power') this.chip.powerOn(t);
    this.chip.setReset(true, t);
    this.chip.setReset(false, t);
  }

  state(io: StateIo): void {
    this.chip.state(io);
  }
}

export const Intel8272APart = definePart({
  type: 'Intel8272A',
  title: 'Intel 8272A floppy disk controller',
  pins: { int: 'out', drq: 'out', reset: 'in', tc: 'in' },
  io: { registers: { size: 2, title: 'floppy disk controller' } },
  create: (ctx, options: { readonly model?: Intel8272AModel }) => new Intel8272ADevice(ctx, options),
});
