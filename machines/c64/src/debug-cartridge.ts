import { type Device, definePart, type IoTarget, type PartContext, type StateIo, WiringError } from '@backplane/kernel';

/** The SID's register at the address that the debug cartridge listens to. */
const SID_REGISTER = 0x1f;

export interface DebugCartridgeOptions {
  /** It is plugged in. */
  readonly enabled: boolean;
}

/**
 * A write-only register at D7FF by which test programs end a run: the first byte written there, while I/O is mapped, is
 * the exit code. The SID mirror at this address gets the byte as well.
 */
export class DebugCartridge implements Device {
  readonly stateVersion = 1;
  readonly io: { readonly register: IoTarget };
  readonly #enabled: boolean;
  #sid: IoTarget | null = null;
  #written = false;

  constructor(ctx: PartContext, options: DebugCartridgeOptions) {
    this.#enabled = options.enabled;
    this.io = {
      register: {
        read: (_offset, t) => this.#sid!.read(SID_REGISTER, t),
        write: (_offset, value, t) => {
          this.#sid!.write(SID_REGISTER, value, t);
          if (!this.#enabled || this.#written) return;
          this.#written = true;
          ctx.emit({ kind: 'exit', code: value }, t);
        },
        peek: () => this.#sid!.peek(SID_REGISTER),
      },
    };
  }

  attach(peers: Readonly<Record<string, Device>>): void {
    const registers = peers.sid?.io?.registers;
    if (registers === undefined) throw new WiringError('The debug cartridge needs its peer `sid`.');
    this.#sid = registers;
  }

  reset(): void {
    this.#written = false;
  }

  state(io: StateIo): void {
    this.#written = io.bool('written', this.#written);
  }
}

export const DebugCartridgePart = definePart({
  type: 'DebugCartridge',
  title: 'Debug cartridge: a byte written to D7FFh ends the run',
  io: { register: { size: 1 } },
  create: (ctx, options: DebugCartridgeOptions) => new DebugCartridge(ctx, options),
});
