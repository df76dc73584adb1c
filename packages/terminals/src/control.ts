import type { StateIo } from '@backplane/kernel';

/** What a model's control logic tells its surroundings. */
export interface ControlOutput {
  /** Sends bytes to the computer (identification, answer-back, cursor report). */
  reply(bytes: readonly number[], t: number): void;
  /** Sounds the bell. */
  bell(t: number): void;
}

/** The control logic of one model of terminal: it interprets what the computer sends and encodes the keyboard. */
export interface TerminalControl {
  /** Power-on condition of the modes and of the sequence in progress. */
  reset(): void;
  /** Takes one byte from the line at tick `t`. */
  receive(byte: number, t: number): void;
  /** Bytes that a key sends, or null if the keyboard has no such key. */
  key(name: string): readonly number[] | null;
  /** Visits the modes and the sequence in progress. */
  state(io: StateIo): void;
}

/**
 * Bytes of an answer-back message.
 * @param longest number of characters that the terminal has room for
 * @throws RangeError if the message is longer or not ASCII
 */
export function answerBackBytes(text: string, longest: number): readonly number[] {
  if (text.length > longest || /[^\0-\x7f]/.test(text)) {
    throw new RangeError(`answerBack is at most ${longest} ASCII characters, not ${JSON.stringify(text)}.`);
  }
  return [...text].map((c) => c.charCodeAt(0));
}
