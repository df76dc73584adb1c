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
