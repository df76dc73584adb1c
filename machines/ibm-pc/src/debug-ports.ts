import { type Device, definePart, type IoTarget, type PartContext, type StateIo } from '@backplane/kernel';

/*
 * Ports for test programs and for the BIOS of this project
 *
 * No PC has them; emulators do. They decode all 16 address bits.
 *
 * | port | |
 * | --- | --- |
 * | E8h | read: which device to boot from (option `boot`) |
 * | E9h | write: a byte for the host's stream `debug`; reads E9h if it is there |
 * | 501h | write: ends the run with that exit code, or as QEMU's isa-debug-exit makes it: twice the value, and one |
 * | 8900h | write: the text `Shutdown`, a letter at a time, switches the machine off |
 */

/** What a PC has at these ports: nothing. */
const OPEN_BUS = 0xff;
const CONSOLE = 0xe9;
const SHUTDOWN = [...'Shutdown'].map((c) => c.charCodeAt(0));

/** Values of port E8h. */
export const BOOT_ORDERS = { auto: OPEN_BUS, a: 0, c: 1, 'a-only': 2, 'c-only': 3 } as const;

/** How a value at port 501h becomes an exit code. */
export const EXIT_RULES = ['value', 'qemu'] as const;

export interface DebugPortsOptions {
  /** Whether all but E8h answers. */
  readonly enabled: boolean;
  readonly exit: (typeof EXIT_RULES)[number];
  /** Name of a boot order. */
  readonly boot: keyof typeof BOOT_ORDERS;
}

export class DebugPorts implements Device {
  readonly stateVersion = 1;
  readonly io: Readonly<Record<'boot' | 'console' | 'exit' | 'power', IoTarget>>;
  /** Letters of `Shutdown` that have come. */
  #letters = 0;

  constructor(ctx: PartContext, { enabled, boot, exit }: DebugPortsOptions) {
    const writeOnly = (write: IoTarget['write'], value: number = OPEN_BUS): IoTarget => ({
      read: () => value,
      peek: () => value,
      write: enabled ? write : () => {},
    });
    this.io = {
      boot: { read: () => BOOT_ORDERS[boot], peek: () => BOOT_ORDERS[boot], write: () => {} },
      console: writeOnly((_offset, value, t) => ctx.output('console', value, t), enabled ? CONSOLE : OPEN_BUS),
      exit: writeOnly((_offset, value, t) =>
        ctx.emit({ kind: 'exit', code: exit === 'qemu' ? 2 * value + 1 : value }, t),
      ),
      power: writeOnly((_offset, value, t) => {
        this.#letters = value === SHUTDOWN[this.#letters] ? this.#letters + 1 : value === SHUTDOWN[0] ? 1 : 0;
        if (this.#letters < SHUTDOWN.length) return;
        this.#letters = 0;
        ctx.emit({ kind: 'power-off' }, t);
      }),
    };
  }

  reset(): void {
    this.#letters = 0;
  }

  state(io: StateIo): void {
    this.#letters = io.number('letters', this.#letters);
  }
}

export const DebugPortsPart = definePart({
  type: 'PcDebugPorts',
  title: 'Ports for test programs',
  io: {
    boot: { size: 1, title: 'boot order' },
    console: { size: 1, title: 'console' },
    exit: { size: 1, title: 'end of the run' },
    power: { size: 1, title: 'power switch' },
  },
  outputs: { console: { title: 'what programs write to port E9h' } },
  create: (ctx, options: DebugPortsOptions) => new DebugPorts(ctx, options),
});
