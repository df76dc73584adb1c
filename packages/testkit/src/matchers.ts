import type { Machine } from '@backplane/kernel';
import { shownText } from './text.ts';

/** What a matcher answers to vitest and jest. */
export interface MatcherResult {
  readonly pass: boolean;
  message(): string;
}

/** The matchers as methods of `expect(machine)`, to declare them to the compiler: see the package's README. */
export interface MachineMatchers<R = unknown> {
  /** A text is on the screen, within one row. */
  toShowText(text: string | RegExp): R;
  /** A register of the first processor has a value. */
  toHaveRegister(name: string, value: number): R;
  /** Memory as the first processor sees it holds these bytes from an address on. No side effects. */
  toHaveBytes(address: number, bytes: ArrayLike<number>): R;
}

const hex = (bytes: ArrayLike<number>): string =>
  Array.from(bytes, (b) => b.toString(16).toUpperCase().padStart(2, '0')).join(' ');

/** Matchers for `expect.extend`. */
export const matchers = {
  toShowText(machine: Machine, text: string | RegExp): MatcherResult {
    const shown = machine.screen === null ? '' : shownText(machine.screen);
    const pass = shown
      .split('\n')
      .some((row) => (typeof text === 'string' ? row.includes(text) : row.search(text) >= 0));
    return {
      pass,
      message: () =>
        `expected the screen ${pass ? 'not ' : ''}to show ${String(text)}; it shows\n${shown || '(nothing)'}`,
    };
  },

  toHaveRegister(machine: Machine, name: string, value: number): MatcherResult {
    const found = machine.processor.getRegister(name);
    const pass = found === value;
    return {
      pass,
      message: () => `expected ${name} ${pass ? 'not ' : ''}to be ${hex([value])}h; it is ${hex([found])}h`,
    };
  },

  toHaveBytes(machine: Machine, address: number, bytes: ArrayLike<number>): MatcherResult {
    const { space } = machine.processor;
    const found = Array.from(bytes, (_, i) => space.peek(address + i));
    const pass = found.every((b, i) => b === bytes[i]);
    return {
      pass,
      message: () =>
        `expected ${address.toString(16).toUpperCase()}h ${pass ? 'not ' : ''}to hold ${hex(bytes)}; it holds ${hex(found)}`,
    };
  },
};
