import { writeSync } from 'node:fs';

/** The part of `process.stdin` that is used here. */
export interface TtyInput extends NodeJS.EventEmitter {
  setRawMode?(raw: boolean): unknown;
  resume(): unknown;
  pause(): unknown;
}

/** The part of `process.stdout` that is used here. */
export interface TtyOutput extends NodeJS.EventEmitter {
  readonly columns?: number;
  readonly rows?: number;
  readonly fd?: number;
  write(text: string): boolean;
}

/** Signals that end the program. */
export type EndSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'SIGQUIT';

const END_SIGNALS: readonly EndSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'];

/** What a HostTty reports. */
export interface TtyEvents {
  /** Bytes from the keyboard. */
  data(bytes: Uint8Array): void;
  /** The window has another size, or the program is back in the foreground: everything has to be drawn. */
  redraw(): void;
  /** The keyboard or the window is gone for good. The terminal has been restored as far as it is there. */
  gone(): void;
  /**
   * A signal wants the program to end; the terminal has been restored. When the promise is fulfilled (or at once) the
   * signal takes its normal course. A second signal does not wait.
   */
  end(signal: EndSignal): void | Promise<void>;
}

/*
 * Modes (DEC private modes, XTerm Control Sequences): 1049 alternate screen, 7 autowrap, 2004 bracketed paste,
 * 2026 synchronised update, 25 cursor; DECSCUSR for the cursor's shape.
 */
const ENTER = '\x1b[?1049h\x1b[?7l\x1b[?2004h';
const LEAVE = '\x1b[?2026l\x1b[?2004l\x1b[?7h\x1b[m\x1b[0 q\x1b[?25h\x1b[?1049l';

/** A write that takes longer, in ms, went over a slow line. */
const SLOW_MS = 4;

/**
 * The host's terminal in raw mode on its alternate screen, and the guarantee that it is put back: when the program
 * ends in any way in which code still runs (return, exit, signal, exception), when it is suspended, when its input ends.
 */
export class HostTty {
  readonly #input: TtyInput;
  readonly #output: TtyOutput;
  readonly #events: TtyEvents;
  readonly #cursor: string;
  /** Further modes: sent on entering after everything else, and in front of everything else on leaving. */
  readonly #also: { readonly enter: string; readonly leave: string }[];
  /** No writing before this time, in ms: a terminal that takes long to take it gets as long to rest. */
  #restUntil = Number.NEGATIVE_INFINITY;
  #opened = false;
  /** True while the terminal is in our modes. */
  #entered = false;
  #blocked = false;
  #ending = false;
  #lost = false;

  /**
   * @param cursor DECSCUSR sequence sent on entering, or ''
   * @param also sent on entering as well (questions to the terminal)
   */
  constructor(input: TtyInput, output: TtyOutput, events: TtyEvents, cursor = '', also = '') {
    this.#also = [{ enter: also, leave: '' }];
    this.#input = input;
    this.#output = output;
    this.#events = events;
    this.#cursor = cursor;
  }

  get columns(): number {
    return Math.max(1, this.#output.columns || 80);
  }

  get rows(): number {
    return Math.max(1, this.#output.rows || 24);
  }

  /** True while output can be taken: the terminal is entered and what was written has gone out. */
  get ready(): boolean {
    return this.#entered && !this.#blocked && performance.now() >= this.#restUntil;
  }

  /** Enters a further mode, until the terminal is left. @param leave what ends it */
  also(enter: string, leave: string): void {
    this.#also.push({ enter, leave });
    this.write(enter);
  }

  /** Enters raw mode and the alternate screen and starts listening. */
  open(): void {
    if (this.#opened) return;
    this.#opened = true;
    process.on('exit', this.#restore);
    process.on('uncaughtExceptionMonitor', this.#restore);
    for (const signal of END_SIGNALS) process.on(signal, this.#signal);
    if (process.platform !== 'win32') {
      process.on('SIGTSTP', this.#stop);
      process.on('SIGCONT', this.#continue);
    }
    this.#input.on('data', this.#data);
    this.#input.on('end', this.#gone);
    this.#input.on('close', this.#gone);
    this.#input.on('error', this.#gone);
    this.#output.on('resize', this.#resize);
    this.#output.on('drain', this.#drain);
    this.#output.on('error', this.#gone);
    this.#enter();
    this.#input.resume();
  }

  /** Puts the terminal back as it was and stops listening. */
  close(): void {
    if (!this.#opened) return;
    this.#opened = false;
    this.#restore();
    process.off('exit', this.#restore);
    process.off('uncaughtExceptionMonitor', this.#restore);
    for (const signal of END_SIGNALS) process.off(signal, this.#signal);
    process.off('SIGTSTP', this.#stop);
    process.off('SIGCONT', this.#continue);
    this.#input.off('data', this.#data);
    this.#input.off('end', this.#gone);
    this.#input.off('close', this.#gone);
    this.#output.off('resize', this.#resize);
    this.#output.off('drain', this.#drain);
    // the error listeners stay: a window that is gone may still report it, which must not be an uncaught exception
    this.#input.pause();
  }

  /** Writes, if the terminal is entered. */
  write(text: string): void {
    if (!this.#entered || text === '') return;
    const start = performance.now();
    if (!this.#output.write(text)) this.#blocked = true;
    // terminals are written to synchronously on most systems: a slow line would hold up the machine
    const end = performance.now();
    if (end - start >= SLOW_MS) this.#restUntil = end + (end - start);
  }

  /** Suspends the program and its process group, as Ctrl-Z does in a shell. */
  suspend(): void {
    if (process.platform !== 'win32') process.kill(0, 'SIGTSTP');
  }

  #raw(raw: boolean): void {
    try {
      this.#input.setRawMode?.(raw);
    } catch {
      // the terminal is gone
    }
  }

  #enter(): void {
    // a shell may have changed the modes meanwhile, and setting the same mode again would be left out
    this.#raw(false);
    this.#raw(true);
    this.#entered = true;
    this.#blocked = false;
    this.write(ENTER + this.#cursor + this.#also.map((m) => m.enter).join(''));
  }

  readonly #restore = (): void => {
    if (!this.#entered) return;
    this.#entered = false;
    this.#put(this.#also.reduceRight((all, { leave }) => all + leave, '') + LEAVE);
    this.#raw(false);
  };

  /** Writes at once: in an exit handler nothing asynchronous happens any more. */
  #put(text: string): void {
    const { fd } = this.#output;
    if (fd === undefined) {
      this.#output.write(text);
      return;
    }
    let bytes = Buffer.from(text);
    for (let attempts = 0; bytes.length > 0 && attempts < 1000; attempts++) {
      try {
        bytes = bytes.subarray(writeSync(fd, bytes));
      } catch (e) {
        if ((e as NodeJS.ErrnoException).code !== 'EAGAIN') return;
      }
    }
  }

  readonly #data = (chunk: Uint8Array): void => this.#events.data(chunk);

  readonly #resize = (): void => {
    if (this.#entered) this.#events.redraw();
  };

  readonly #drain = (): void => {
    this.#blocked = false;
  };

  readonly #gone = (): void => {
    if (!this.#opened || this.#ending) return;
    this.#ending = true;
    this.#lost = true;
    this.#restore();
    this.#events.gone();
  };

  readonly #signal = (signal: NodeJS.Signals): void => {
    this.#restore();
    const die = (): void => {
      this.close();
      // with no listener left the signal does what it does to any program
      if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
    };
    if (this.#ending) {
      // the hang-up of a window whose end was noticed before is no second request
      if (!(this.#lost && signal === 'SIGHUP')) die();
      return;
    }
    this.#ending = true;
    Promise.resolve(this.#events.end(signal as EndSignal)).then(die, die);
  };

  readonly #stop = (): void => {
    this.#restore();
    process.kill(process.pid, 'SIGSTOP');
  };

  readonly #continue = (): void => {
    if (!this.#opened || this.#ending) return;
    this.#enter();
    this.#events.redraw();
  };
}
