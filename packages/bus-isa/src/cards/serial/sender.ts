import { frameBits, frameCount, type SerialFormat, type SerialFrame } from '@backplane/chips-national';
import type { EventId, Scheduler, StateIo } from '@backplane/kernel';

const IDLE = 0;
const SENDING = 1;
const STOPPING = 2;

/** Sends bytes over a serial line, one after the other, each for as long as it takes. */
export class SerialSender {
  readonly #scheduler: Scheduler;
  readonly #event: EventId;
  readonly #deliver: (frame: SerialFrame, t: number) => void;
  /** A byte may be sent: the receiver is ready. */
  readonly #ready: () => boolean;
  /** Speed and format of the next byte. */
  readonly #settings: () => { readonly bitTicks: number; readonly format: SerialFormat };
  #queue: number[] = [];
  #phase = IDLE;
  #bits = 0;
  #count = 0;
  #bitTicks = 1;
  #stopBits = 1;
  #start = 0;

  constructor(
    ctx: { readonly id: string; readonly scheduler: Scheduler },
    line: {
      readonly deliver: (frame: SerialFrame, t: number) => void;
      readonly ready: () => boolean;
      readonly settings: () => { readonly bitTicks: number; readonly format: SerialFormat };
    },
  ) {
    this.#scheduler = ctx.scheduler;
    this.#deliver = line.deliver;
    this.#ready = line.ready;
    this.#settings = line.settings;
    this.#event = ctx.scheduler.allocate(`${ctx.id}.sender`, (t) => this.#next(t));
  }

  /** Bytes that wait. */
  get pending(): number {
    return this.#queue.length;
  }

  /** True while a byte is on the line or waits. */
  get busy(): boolean {
    return this.#phase !== IDLE || this.#queue.length > 0;
  }

  send(bytes: ArrayLike<number>, t: number): void {
    for (let n = 0; n < bytes.length; n++) this.#queue.push(bytes[n]! & 0xff);
    this.kick(t);
  }

  /** Begins at tick `t` if there is something to send and it may be sent. */
  kick(t: number): void {
    if (this.#phase === IDLE) this.#begin(t);
  }

  #begin(t: number): void {
    if (this.#queue.length === 0 || !this.#ready()) {
      this.#phase = IDLE;
      return;
    }
    const { bitTicks, format } = this.#settings();
    this.#bits = frameBits(this.#queue.shift()!, format);
    this.#count = frameCount(format);
    this.#bitTicks = bitTicks;
    this.#stopBits = format.stopBits;
    this.#start = t;
    this.#phase = SENDING;
    this.#scheduler.at(this.#event, Math.ceil(t + (this.#count + 0.5) * bitTicks));
  }

  #next(t: number): void {
    if (this.#phase === SENDING) {
      this.#phase = STOPPING;
      const end = Math.ceil(this.#start + (this.#count + this.#stopBits) * this.#bitTicks);
      this.#scheduler.at(this.#event, end);
      const frame = { bits: this.#bits, count: this.#count, bitTicks: this.#bitTicks, start: this.#start };
      this.#deliver(frame, t);
    } else this.#begin(Math.ceil(this.#start + (this.#count + this.#stopBits) * this.#bitTicks));
  }

  /** Forgets what waits and stops. */
  clear(): void {
    this.#queue = [];
    this.#phase = IDLE;
    this.#scheduler.cancel(this.#event);
    this.#bits = this.#count = this.#start = 0;
    this.#bitTicks = this.#stopBits = 1;
  }

  state(io: StateIo): void {
    this.#queue = [...io.blob('queue', Uint8Array.from(this.#queue))];
    this.#phase = io.number('phase', this.#phase);
    this.#bits = io.number('bits', this.#bits);
    this.#count = io.number('count', this.#count);
    this.#bitTicks = io.number('bitTicks', this.#bitTicks);
    this.#stopBits = io.number('stopBits', this.#stopBits);
    this.#start = io.number('start', this.#start);
  }
}
