import { DisplayTerminal, type DisplayTerminalOptions } from '../src/index.ts';

/** A terminal with what it told its surroundings. */
export interface Rig {
  readonly terminal: DisplayTerminal;
  readonly replies: number[];
  readonly bellTimes: number[];
  /** Sends text or bytes to the terminal, one per tick. */
  send(...parts: (string | number)[]): void;
  /** Text of a row, blanks at the right cut off. */
  row(n: number): string;
  cursor(): [column: number, row: number];
  attribute(column: number, row: number): number;
}

type Distributive<T> = T extends unknown ? Omit<T, 'reply' | 'bell'> : never;

export function rig(options: Distributive<DisplayTerminalOptions>): Rig {
  const replies: number[] = [];
  const bellTimes: number[] = [];
  const terminal = new DisplayTerminal({
    ...options,
    reply: (byte: number) => replies.push(byte),
    bell: (t: number) => bellTimes.push(t),
  } as DisplayTerminalOptions);
  let t = 0;
  const { screen } = terminal;
  return {
    terminal,
    replies,
    bellTimes,
    send(...parts) {
      for (const part of parts) {
        if (typeof part === 'number') terminal.receive(part, t++);
        else for (const c of part) terminal.receive(c.charCodeAt(0), t++);
      }
    },
    row(n) {
      const cells = screen.characters.subarray(n * screen.columns, (n + 1) * screen.columns);
      return String.fromCodePoint(...cells).trimEnd();
    },
    cursor: () => [screen.cursorColumn, screen.cursorRow],
    attribute: (column, row) => screen.attributes[row * screen.columns + column]!,
  };
}

export const ESC = '\x1b';
