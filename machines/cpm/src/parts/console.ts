import {
  type Device,
  definePart,
  type InputValue,
  type PartContext,
  type StateIo,
  type TextScreen,
} from '@backplane/kernel';
import { DisplayTerminal, type TerminalModel } from '@backplane/terminals';

/** Empty status polls in a row, each soon after the last, after which the guest is taken to wait for a key. */
const WAITING_POLLS = 256;
/** Polls further apart than this many clock cycles are not a waiting loop: the guest does something in between. */
const POLL_GAP = 4000;
/** Ctrl-Z: CP/M's end of file. */
const END_OF_FILE = 0x1a;
/** Ends of file handed out. A guest that asks the status first is left without a key then; one that does not, ends. */
const MOST_ENDS = 64;
/**
 * Polls for a key, with nothing sent in between, after which a guest is taken to wait for input that has ended. One that
 * computes and looks for a break key now and then has sent something by then, as a rule.
 */
const PATIENCE = 1_500_000;
/** The same for a guest that has had its ends of file; then the run is ended. */
const MOST_SILENT_POLLS = 4_000_000;

export interface ConsoleOptions {
  /** Which terminal stands at the other end of the serial line. */
  readonly terminal: TerminalModel;
}

/**
 * The serial console, ports 00h (status) and 01h (data), with the display terminal at its other end.
 *
 * Host side: `rx` takes bytes as typed, `key` the name of a key of the terminal, `end` tells that nothing more will be
 * typed: a guest that then waits for input reads 1Ah, and one that goes on reading is stopped. A guest that looks for
 * a key now and then while it computes is told that there is none, and gets 1Ah only if it keeps silent for long. `tx`
 * streams what the guest sends to the terminal.
 */
export class ConsolePort implements Device {
  readonly stateVersion = 1;
  readonly io: { readonly registers: ConsoleRegisters };
  readonly terminal: DisplayTerminal;
  readonly #ctx: PartContext;
  /** Bytes on their way from the keyboard; the first unread one is at `#head`. */
  #queue: number[] = [];
  #head = 0;
  #ended = false;
  #endsRead = 0;
  #emptyPolls = 0;
  #lastPoll = 0;
  /** Polls after the end of input since the guest last sent something or read an end of file. */
  #silentPolls = 0;

  constructor(ctx: PartContext, options: ConsoleOptions) {
    this.#ctx = ctx;
    this.terminal = new DisplayTerminal({
      model: options.terminal,
      reply: (byte) => {
        this.#queue.push(byte);
      },
    });
    this.io = { registers: new ConsoleRegisters(this) };
  }

  get screen(): TextScreen {
    return this.terminal.screen;
  }

  /** True while the guest does nothing but poll for a key that may still come. A hint for pacing. */
  get idle(): boolean {
    return this.#emptyPolls >= WAITING_POLLS && this.pending === 0 && !this.#ended;
  }

  /** Bytes typed and not yet read. */
  get pending(): number {
    return this.#queue.length - this.#head;
  }

  /** True if the guest would read a character now. */
  get ready(): boolean {
    return this.pending > 0 || (this.#ended && this.#emptyPolls >= WAITING_POLLS);
  }

  /** What the status tells. */
  get offered(): boolean {
    if (this.pending > 0) return true;
    if (!this.ready || this.#endsRead >= MOST_ENDS) return false;
    return this.#endsRead > 0 || this.#silentPolls >= PATIENCE;
  }

  /** The character that a read would give. */
  get next(): number {
    return this.pending > 0 ? this.#queue[this.#head]! : this.ready ? END_OF_FILE : 0;
  }

  /** A status read at tick `t`. */
  poll(t: number): boolean {
    if (this.pending === 0) {
      const gap = POLL_GAP * this.#ctx.clock.num;
      this.#emptyPolls = t - this.#lastPoll <= gap ? Math.min(this.#emptyPolls + 1, WAITING_POLLS) : 1;
      this.#lastPoll = t;
      if (this.#ended && ++this.#silentPolls > MOST_SILENT_POLLS && this.#endsRead >= MOST_ENDS) {
        this.#giveUp('The program waits for input that has ended.', t);
      }
    }
    return this.offered;
  }

  /** The guest reads the data port: false while it has to wait for a character. */
  hold(): boolean {
    if (this.pending === 0) this.#emptyPolls = WAITING_POLLS;
    return this.ready;
  }

  /** A data read at tick `t`. */
  take(t: number): number {
    const value = this.next;
    if (this.pending > 0) {
      this.#head++;
      if (this.#head === this.#queue.length) {
        this.#queue = [];
        this.#head = 0;
      }
    } else if (value === END_OF_FILE) {
      this.#endsRead++;
      if (this.#endsRead > MOST_ENDS) this.#giveUp('The program keeps reading after the end of its input.', t);
    }
    this.#emptyPolls = 0;
    return value;
  }

  #giveUp(text: string, t: number): void {
    this.#ctx.emit({ kind: 'exit', code: 1, text }, t);
  }

  /** The guest sends a character at tick `t`. */
  send(value: number, t: number): void {
    this.#emptyPolls = 0;
    this.#silentPolls = 0;
    this.terminal.receive(value, t);
    this.#ctx.output('tx', value, t);
  }

  input(name: string, value: InputValue): void {
    if (name === 'end') {
      this.#ended = value === true;
      return;
    }
    if (name === 'key') {
      for (const byte of this.terminal.key(String(value)) ?? []) this.#queue.push(byte);
      return;
    }
    if (typeof value === 'string') for (const c of value) this.#queue.push((c.codePointAt(0) ?? 0) & 0xff);
    else for (const byte of value as Uint8Array) this.#queue.push(byte);
  }

  reset(kind: 'power' | 'reset', t: number): void {
    this.#queue = [];
    this.#head = 0;
    this.#emptyPolls = 0;
    this.#lastPoll = 0;
    if (kind === 'reset') return;
    this.#ended = false;
    this.#endsRead = 0;
    this.#silentPolls = 0;
    this.terminal.reset(kind, t);
  }

  state(io: StateIo): void {
    const queue = io.blob('queue', Uint8Array.from(this.#queue.slice(this.#head)));
    if (io.loading) {
      this.#queue = [...queue];
      this.#head = 0;
    }
    this.#ended = io.bool('ended', this.#ended);
    this.#endsRead = io.number('endsRead', this.#endsRead);
    this.#emptyPolls = io.number('emptyPolls', this.#emptyPolls);
    this.#lastPoll = io.number('lastPoll', this.#lastPoll);
    this.#silentPolls = io.number('silentPolls', this.#silentPolls);
    this.terminal.state(io);
  }
}

export class ConsoleRegisters {
  readonly #port: ConsolePort;
  constructor(port: ConsolePort) {
    this.#port = port;
  }
  read(offset: number, t: number): number {
    if (offset === 1) return this.#port.take(t);
    return this.#port.poll(t) ? 0xff : 0x00;
  }
  /** Reading the data port holds the processor until there is a character. */
  ready(offset: number): boolean {
    return offset !== 1 || this.#port.hold();
  }
  write(offset: number, value: number, t: number): void {
    if (offset === 1) this.#port.send(value, t);
  }
  peek(offset: number): number {
    if (offset === 1) return this.#port.next;
    return this.#port.offered ? 0xff : 0x00;
  }
}

export const Console = definePart({
  type: 'SerialConsole',
  title: 'Serial console with a display terminal',
  io: { registers: { size: 2, title: 'status, data' } },
  inputs: {
    rx: { kind: 'bytes', title: 'characters typed' },
    key: { kind: 'text', title: 'a key of the terminal, by name' },
    end: { kind: 'button', title: 'no more input will come' },
  },
  outputs: { tx: { title: 'characters sent to the terminal' } },
  create: (ctx, options: ConsoleOptions) => new ConsolePort(ctx, options),
});
