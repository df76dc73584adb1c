import type { StateIo } from '@backplane/kernel';

/*
 * Escape and control sequences in their general form (ECMA-48, section 5; ECMA-35, section 13)
 *
 *   ESC intermediates final              intermediates 20h–2Fh, final 30h–7Eh
 *   ESC [ prefix parameters … final      prefix 3Ch–3Fh, parameters of digits with ; between, final 40h–7Eh
 *   ESC ] … BEL, ESC P X ^ _ … ESC \     strings, which are dropped
 *
 * A control code inside a sequence takes effect at once and the sequence goes on (VT100 User Guide, chapter 3, "Control
 * characters"); ESC starts a new sequence, CAN and SUB end one. What is not of this form is read to its end and dropped.
 */

/** What a character means that the parser has taken. */
export const SEQUENCE = {
  /** Nothing yet, or nothing at all. */
  none: 0,
  /** It is a graphic character to show. */
  print: 1,
  /** It is a control code to obey. */
  control: 2,
  /** It completes an escape sequence: see `mark`. */
  escape: 3,
  /** It completes a control sequence: see `mark` and the parameters. */
  controlSequence: 4,
  /** It has broken a sequence off. */
  broken: 5,
} as const;

/** Where in a sequence the terminal is. The numbers are part of the saved state. */
const PLAIN = 0;
const ESCAPE = 1;
const ESCAPE_INTERMEDIATE = 2;
const CONTROL_SEQUENCE = 3;
const MALFORMED = 4;
const COMMAND_STRING = 5;
const SYSTEM_COMMAND = 6;
const LAST = SYSTEM_COMMAND;

const BEL = 0x07;
const CAN = 0x18;
const SUB = 0x1a;
const ESC = 0x1b;

/** Parameters that a sequence can have; those behind are dropped, as on the VT100. */
const PARAMETERS = 16;
/** Greater parameters count as this: more than any screen has. */
const GREATEST = 9999;
/** Stands for two or more intermediate characters, which no sequence of the terminals has. */
const SEVERAL = 1;

/** Takes apart what the computer sends. NUL and DEL have to be left out before. */
export class SequenceParser {
  readonly #strings: boolean;
  #sequence = PLAIN;
  /** The intermediate character of an escape sequence or the private prefix of a control sequence; 0: none. */
  mark = 0;
  readonly #parameters = new Int32Array(PARAMETERS);
  /** Number of the parameter being read, from 1; 0: none yet; PARAMETERS + 1: those that are dropped. */
  #count = 0;

  /** @param strings whether ESC ] P X ^ _ begin a string; otherwise they are sequences of two characters */
  constructor(strings: boolean) {
    this.#strings = strings;
  }

  /** How many parameters there are, at least one: none at all count as one that is absent. */
  get count(): number {
    return Math.min(Math.max(this.#count, 1), PARAMETERS);
  }

  /** A parameter, 0–9999; one that is absent or 0 stands for `fallback`. */
  parameter(i: number, fallback = 0): number {
    return this.#parameters[i] || fallback;
  }

  reset(): void {
    this.#sequence = PLAIN;
    this.#clear();
  }

  state(io: StateIo): void {
    this.#sequence = io.number('sequence', this.#sequence);
    if (!(this.#sequence >= PLAIN && this.#sequence <= LAST)) this.#sequence = PLAIN;
    this.mark = io.number('mark', this.mark);
    io.ints('parameters', this.#parameters);
    this.#count = Math.min(Math.max(io.number('parameterCount', this.#count) | 0, 0), PARAMETERS + 1);
  }

  /** Takes a code, 01h–7Eh, and tells what to do about it. */
  take(code: number): number {
    if (code < 0x20) return this.#control(code);
    switch (this.#sequence) {
      case PLAIN:
        return SEQUENCE.print;
      case ESCAPE:
        if (code >= 0x30) return this.#escape(code);
        this.mark = code;
        this.#sequence = ESCAPE_INTERMEDIATE;
        return SEQUENCE.none;
      case ESCAPE_INTERMEDIATE:
        if (code >= 0x30) {
          this.#sequence = PLAIN;
          return SEQUENCE.escape;
        }
        this.mark = SEVERAL;
        return SEQUENCE.none;
      case CONTROL_SEQUENCE:
        return this.#controlSequence(code);
      case MALFORMED:
        if (code >= 0x40) this.#sequence = PLAIN;
        return SEQUENCE.none;
      default:
        return SEQUENCE.none;
    }
  }

  #control(code: number): number {
    const inString = this.#sequence === COMMAND_STRING || this.#sequence === SYSTEM_COMMAND;
    if (code === ESC) {
      // ends a string, too: its terminator is ESC \
      this.#clear();
      this.#sequence = ESCAPE;
      return SEQUENCE.none;
    }
    if (code === CAN || code === SUB) {
      const broken = this.#sequence !== PLAIN && !inString;
      this.#sequence = PLAIN;
      return broken ? SEQUENCE.broken : SEQUENCE.none;
    }
    if (!inString) return SEQUENCE.control;
    if (code === BEL && this.#sequence === SYSTEM_COMMAND) this.#sequence = PLAIN;
    return SEQUENCE.none;
  }

  #escape(code: number): number {
    this.#sequence = PLAIN;
    switch (String.fromCharCode(code)) {
      case '[':
        this.#sequence = CONTROL_SEQUENCE;
        return SEQUENCE.none;
      case ']':
        if (this.#strings) this.#sequence = SYSTEM_COMMAND;
        return SEQUENCE.none;
      case 'P':
      case 'X':
      case '^':
      case '_':
        if (this.#strings) this.#sequence = COMMAND_STRING;
        return SEQUENCE.none;
    }
    return SEQUENCE.escape;
  }

  #controlSequence(code: number): number {
    if (code >= 0x40) {
      this.#sequence = PLAIN;
      return SEQUENCE.controlSequence;
    }
    if (code === 0x3b) {
      this.#count = Math.min(Math.max(this.#count, 1) + 1, PARAMETERS + 1);
    } else if (code >= 0x30 && code <= 0x39) {
      this.#count = Math.max(this.#count, 1);
      const i = this.#count - 1;
      if (i < PARAMETERS) this.#parameters[i] = Math.min(this.#parameters[i]! * 10 + code - 0x30, GREATEST);
    } else if (code >= 0x3c && this.mark === 0 && this.#count === 0) {
      this.mark = code;
    } else {
      this.#sequence = MALFORMED;
    }
    return SEQUENCE.none;
  }

  #clear(): void {
    this.mark = 0;
    this.#parameters.fill(0);
    this.#count = 0;
  }
}
