import { type Device, definePart, type InputValue, type PartContext, type StateIo } from '@backplane/kernel';

/** The printer, ports 02h (status, always ready) and 03h (data). What is printed goes to the output `data`. */
export class PrinterPort implements Device {
  readonly stateVersion = 1;
  readonly io;

  constructor(ctx: PartContext) {
    this.io = {
      registers: {
        read: (offset: number) => this.io.registers.peek(offset),
        write: (offset: number, value: number, t: number) => {
          if (offset === 1) ctx.output('data', value, t);
        },
        peek: (offset: number) => (offset === 0 ? 0xff : 0x00),
      },
    };
  }

  reset(): void {}
  state(): void {}
}

export const Printer = definePart({
  type: 'PrinterPort',
  title: 'Printer port',
  io: { registers: { size: 2, title: 'status, data' } },
  outputs: { data: { title: 'characters printed' } },
  create: (ctx) => new PrinterPort(ctx),
});

/** Read from the reader when there is nothing: Ctrl-Z, CP/M's end of file. */
const NOTHING = 0x1a;

/** The auxiliary device, ports 04h (status) and 05h (data): a paper tape reader and punch, or a modem. */
export class AuxiliaryPort implements Device {
  readonly stateVersion = 1;
  readonly io;
  #queue: number[] = [];
  #head = 0;

  constructor(ctx: PartContext) {
    this.io = {
      registers: {
        read: (offset: number) => {
          const value = this.io.registers.peek(offset);
          if (offset === 1 && this.#head < this.#queue.length) this.#head++;
          return value;
        },
        write: (offset: number, value: number, t: number) => {
          if (offset === 1) ctx.output('tx', value, t);
        },
        peek: (offset: number) => {
          const waiting = this.#head < this.#queue.length;
          if (offset === 1) return waiting ? this.#queue[this.#head]! : NOTHING;
          return waiting ? 0xff : 0x00;
        },
      },
    };
  }

  input(_name: string, value: InputValue): void {
    this.#queue = this.#queue.slice(this.#head);
    this.#head = 0;
    if (typeof value === 'string') for (const c of value) this.#queue.push((c.codePointAt(0) ?? 0) & 0xff);
    else for (const byte of value as Uint8Array) this.#queue.push(byte);
  }

  reset(kind: 'power' | 'reset'): void {
    if (kind === 'reset') return;
    this.#queue = [];
    this.#head = 0;
  }

  state(io: StateIo): void {
    const queue = io.blob('queue', Uint8Array.from(this.#queue.slice(this.#head)));
    if (!io.loading) return;
    this.#queue = [...queue];
    this.#head = 0;
  }
}

export const Auxiliary = definePart({
  type: 'AuxiliaryPort',
  title: 'Auxiliary port (reader and punch)',
  io: { registers: { size: 2, title: 'status, data' } },
  inputs: { rx: { kind: 'bytes', title: 'bytes for the reader' } },
  outputs: { tx: { title: 'bytes punched' } },
  create: (ctx) => new AuxiliaryPort(ctx),
});

/**
 * Ports 28h to 2Fh: four more terminal lines, status and data each, to which nothing is connected. The status says
 * neither "character waiting" nor "ready to send", so systems for several users leave them alone; FFh would be an
 * endless stream of characters.
 */
export class OpenLines implements Device {
  readonly stateVersion = 1;
  readonly io = { registers: { read: () => 0x00, write: () => {}, peek: () => 0x00 } };

  reset(): void {}
  state(): void {}
}

export const TerminalLines = definePart({
  type: 'OpenLines',
  title: 'Four more terminal lines, not connected',
  io: { registers: { size: 8, title: 'status and data of lines 1 to 4' } },
  create: () => new OpenLines(),
});
