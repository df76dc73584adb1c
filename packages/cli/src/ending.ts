import type { SessionStop } from '@backplane/session';
import { tell } from './output.ts';
import type { PreparedRun } from './prepare.ts';
import { saveResults } from './prepare.ts';

/** The exit code that a run ends with when the guest or the user ended it; null if neither did. */
export function exitCodeOf(run: PreparedRun, reason: SessionStop): number | null {
  const event = run.session.stopEvent;
  switch (reason) {
    case 'exit':
      if (event?.text !== undefined) tell(event.text);
      return (event?.code ?? 0) & 0xff;
    case 'power-off':
      return 0;
    case 'jam':
      tell(`the processor has stopped for good${event?.text === undefined ? '' : `: ${event.text}`}`);
      return 1;
    default:
      return null;
  }
}

/** Saves what was asked for and gives everything of the host's back. */
export function finish(run: PreparedRun): void {
  try {
    try {
      run.captures.finish();
    } finally {
      saveResults(run);
    }
  } finally {
    try {
      run.streams.close();
    } finally {
      for (const note of run.media.close()) tell(note);
    }
  }
}

/** Watches for the signals that end a run without a terminal. */
export class Interrupts {
  /** Exit code after a signal (130 for SIGINT), or null. */
  code: number | null = null;
  readonly #stop: () => void;
  readonly #handlers: readonly (readonly [NodeJS.Signals, () => void])[];

  /** @param stop ends the run in progress */
  constructor(stop: () => void) {
    this.#stop = stop;
    const handler = (code: number) => () => {
      // a second signal does not wait for an orderly end
      if (this.code !== null) process.exit(code);
      this.code = code;
      this.#stop();
    };
    this.#handlers = [
      ['SIGINT', handler(130)],
      ['SIGTERM', handler(143)],
      ['SIGHUP', handler(129)],
    ];
    for (const [signal, listener] of this.#handlers) process.on(signal, listener);
  }

  close(): void {
    for (const [signal, listener] of this.#handlers) process.off(signal, listener);
  }
}
