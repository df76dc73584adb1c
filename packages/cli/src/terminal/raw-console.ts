/** The part of `process.stdin` that is used here. */
export interface RawInput extends NodeJS.EventEmitter {
  resume(): unknown;
  pause(): unknown;
}

/** The part of `process.stdout` that is used here. */
export interface RawOutput extends NodeJS.EventEmitter {
  write(bytes: Uint8Array, written?: () => void): boolean;
}

/** A console without a screen: the guest's bytes as they are, for pipes and files. */
export interface RawConsoleOptions {
  /** Input for the guest. At most `room()` bytes at a time. */
  send(bytes: Uint8Array): void;
  /** How many bytes the guest's input takes at the moment. Default: any number. */
  room?(): number;
  /** The host's input has ended and all of it has been sent. Called once. */
  ended(): void;
  /** Nobody reads the output any more (the pipe is closed). Called once. */
  closed(): void;
  /** Line ends: `lf` makes CR LF to LF on output and LF to CR on input, `raw` leaves all bytes. Default `lf`. */
  readonly newline?: 'lf' | 'raw';
  /** Default `process.stdin`. Null: no input; `ended` is called on `open`. */
  readonly input?: RawInput | null;
  /** Default `process.stdout`. */
  readonly output?: RawOutput;
}

const CR = 0x0d;
const LF = 0x0a;
/** Input that is kept here at most before the host is made to wait. */
const INPUT_AHEAD = 65_536;
/** Output that is collected before it is written. */
const OUTPUT_BLOCK = 16_384;
const PUMP_MS = 4;

/**
 * Passes the guest's bytes to standard output and standard input to the guest. Output is collected until the host's
 * event loop turns; a line end that is split between two writes is put together.
 */
export class RawConsole {
  readonly #options: RawConsoleOptions;
  readonly #input: RawInput | null;
  readonly #output: RawOutput;
  readonly #convert: boolean;
  #collected: number[] = [];
  #flushing: NodeJS.Immediate | null = null;
  /** Output ended with a CR that waits for what follows. */
  #heldCr = false;
  /** Input ended with a CR: an LF that follows belongs to it. */
  #afterCr = false;
  #queue: Uint8Array = new Uint8Array(0);
  #atEnd = false;
  #told = false;
  #broken = false;
  #pump: NodeJS.Timeout | null = null;

  constructor(options: RawConsoleOptions) {
    this.#options = options;
    this.#input = options.input === undefined ? process.stdin : options.input;
    this.#output = options.output ?? process.stdout;
    this.#convert = (options.newline ?? 'lf') === 'lf';
  }

  /** Starts to listen. */
  open(): void {
    this.#output.on('error', this.#outputError);
    if (!this.#input) {
      this.#inputEnd();
      return;
    }
    this.#input.on('data', this.#inputData);
    this.#input.on('end', this.#inputEnd);
    this.#input.on('close', this.#inputEnd);
    this.#input.on('error', this.#inputEnd);
    this.#input.resume();
  }

  /** True if nobody reads the output any more. */
  get outputClosed(): boolean {
    return this.#broken;
  }

  /** A byte from the guest. */
  write(byte: number): void {
    if (this.#broken) return;
    if (this.#convert) {
      if (this.#heldCr) {
        this.#heldCr = false;
        if (byte !== LF) this.#collected.push(CR);
      }
      if (byte === CR) {
        this.#heldCr = true;
        return;
      }
    }
    this.#collected.push(byte & 0xff);
    if (this.#collected.length >= OUTPUT_BLOCK) this.#flush();
    else this.#flushing ??= setImmediate(() => this.#flush());
  }

  /** Sends what the guest has room for; called by itself every few milliseconds while something waits. */
  feed(): void {
    while (this.#queue.length > 0) {
      const room = Math.floor(this.#options.room?.() ?? Number.POSITIVE_INFINITY);
      if (!(room > 0)) break;
      const part = this.#queue.slice(0, Math.min(room, this.#queue.length));
      this.#queue = this.#queue.subarray(part.length);
      this.#options.send(part);
    }
    if (this.#queue.length > 0) {
      this.#pump ??= setInterval(() => this.feed(), PUMP_MS);
      return;
    }
    if (this.#pump) clearInterval(this.#pump);
    this.#pump = null;
    if (this.#atEnd && !this.#told) {
      this.#told = true;
      this.#options.ended();
    } else if (!this.#atEnd) {
      this.#input?.resume();
    }
  }

  /** Writes what is left and stops listening. Resolves when the output has taken everything. */
  async close(): Promise<void> {
    if (this.#pump) clearInterval(this.#pump);
    this.#pump = null;
    this.#queue = new Uint8Array(0);
    this.#told = true;
    if (this.#heldCr) this.#collected.push(CR);
    this.#heldCr = false;
    if (this.#input) {
      this.#input.off('data', this.#inputData);
      this.#input.off('end', this.#inputEnd);
      this.#input.off('close', this.#inputEnd);
      this.#input.pause();
    }
    this.#flush();
    // the error listeners stay: a broken pipe may be reported late, which must not be an uncaught exception
    if (!this.#broken) {
      await new Promise<void>((resolve) => {
        this.#output.once('error', () => resolve());
        this.#output.write(new Uint8Array(0), () => resolve());
      });
    }
  }

  #flush(): void {
    if (this.#flushing) clearImmediate(this.#flushing);
    this.#flushing = null;
    if (this.#collected.length === 0 || this.#broken) return;
    const bytes = Uint8Array.from(this.#collected);
    this.#collected = [];
    this.#output.write(bytes);
  }

  readonly #outputError = (): void => {
    if (this.#broken) return;
    this.#broken = true;
    this.#collected = [];
    this.#options.closed();
  };

  readonly #inputData = (chunk: Uint8Array): void => {
    const bytes = this.#convert ? this.#toCr(chunk) : chunk;
    const joined = new Uint8Array(this.#queue.length + bytes.length);
    joined.set(this.#queue);
    joined.set(bytes, this.#queue.length);
    this.#queue = joined;
    if (joined.length > INPUT_AHEAD) this.#input?.pause();
    this.feed();
  };

  /** LF and CR LF become CR, the code of the Return key. */
  #toCr(chunk: Uint8Array): Uint8Array {
    const bytes: number[] = [];
    for (const byte of chunk) {
      if (byte !== LF) bytes.push(byte);
      else if (!this.#afterCr) bytes.push(CR);
      this.#afterCr = byte === CR;
    }
    return Uint8Array.from(bytes);
  }

  readonly #inputEnd = (): void => {
    if (this.#atEnd) return;
    this.#atEnd = true;
    this.feed();
  };
}
