import { EventEmitter } from 'node:events';
import type { SessionStop } from '@backplane/session';
import { exitCodeOf, finish, Interrupts } from './ending.ts';
import { UsageError } from './errors.ts';
import { tell } from './output.ts';
import { inputHints, limitOf, limitReached, type PreparedRun } from './prepare.ts';
import { escapeKey } from './terminal/escape-key.ts';
import { RawConsole } from './terminal/index.ts';
import type { RawInput } from './terminal/raw-console.ts';

/** Bytes of standard input that wait in the machine at most. */
const INPUT_AHEAD = 65_536;

/**
 * Runs a machine whose console is standard input and output.
 * @param untilEnd `guest`: the run ends when the guest ends it, and is told of the end of input; `input`: it ends when
 *   the input has ended and the guest waits for more
 */
export async function runRaw(run: PreparedRun, untilEnd: 'guest' | 'input'): Promise<number> {
  const { session, entry, args } = run;
  const terminal = entry.terminal;
  if (terminal === undefined)
    throw new UsageError(`${entry.definition.id} has no console for standard input and output.`);
  const interrupts = new Interrupts(() => session.stop());
  const hints = inputHints(session, terminal.input);
  let inputEnded = false;
  let outputClosed = false;
  const tty =
    process.stdin.isTTY === true
      ? new RawTty(args.escapeKey ?? 'ctrl-]', () => {
          interrupts.code ??= 130;
          session.stop();
        })
      : null;
  const raw = new RawConsole({
    send: (bytes) => session.feed(bytes),
    room: () => INPUT_AHEAD - session.fed,
    ended: () => {
      inputEnded = true;
    },
    closed: () => {
      outputClosed = true;
      session.stop();
    },
    ...(tty === null ? {} : { input: tty }),
  });
  session.machine.onOutput(terminal.output, (value) => raw.write(value));
  session.machine.onEvent((event) => {
    if (event.kind === 'note' && event.text !== undefined) tell(event.text);
  });
  const limit = limitOf(run);
  let endTold = false;
  session.onSlice(() => {
    if (!inputEnded || endTold || session.fed > 0 || (hints.pending ?? 0) > 0) return;
    if (untilEnd === 'guest' && terminal.end !== undefined) {
      endTold = true;
      session.input(terminal.end, true);
    } else if (session.idle) session.stop();
  });
  let reason: SessionStop;
  try {
    raw.open();
    reason = await session.run({ ticks: Math.max(0, limit.tick - session.machine.tick) });
  } finally {
    interrupts.close();
    await raw.close();
    tty?.close();
    finish(run);
  }
  if (outputClosed) return 141;
  if (interrupts.code !== null) return interrupts.code;
  const code = exitCodeOf(run, reason);
  if (code !== null) return code;
  return reason === 'limit' ? limitReached(limit) : 0;
}

/** A terminal as standard input: every key goes to the guest at once, but the one that ends the run. */
class RawTty extends EventEmitter implements RawInput {
  readonly #escape: number;
  readonly #quit: () => void;

  constructor(key: string, quit: () => void) {
    super();
    const { name } = escapeKey(key);
    const letter = /^ctrl-(.)$/.exec(name)?.[1];
    if (letter === undefined) throw new UsageError(`--escape-key ${key}: without a screen it takes Ctrl and a letter.`);
    this.#escape = letter.toUpperCase().charCodeAt(0) & 0x1f;
    this.#quit = quit;
    process.stdin.setRawMode(true);
    process.on('exit', this.#restore);
    process.stdin.on('data', this.#data);
    process.stdin.on('end', this.#end);
  }

  resume(): void {
    process.stdin.resume();
  }

  pause(): void {
    process.stdin.pause();
  }

  close(): void {
    this.#restore();
    process.off('exit', this.#restore);
    process.stdin.off('data', this.#data);
    process.stdin.off('end', this.#end);
    process.stdin.pause();
  }

  readonly #restore = (): void => {
    process.stdin.setRawMode(false);
  };

  readonly #data = (bytes: Uint8Array): void => {
    const at = bytes.indexOf(this.#escape);
    if (at >= 0) this.#quit();
    const part = at < 0 ? bytes : bytes.subarray(0, at);
    if (part.length > 0) this.emit('data', part);
  };

  readonly #end = (): void => {
    this.emit('end');
  };
}
