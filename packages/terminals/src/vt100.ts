import { ATTRIBUTE, type StateIo } from '@backplane/kernel';
import { answerBackBytes, type ControlOutput, type TerminalControl } from './control.ts';
import type { CharacterGrid } from './grid.ts';
import { vt100Key } from './keys.ts';

/*
 * DEC VT100 (1978) with the advanced video option, in ANSI mode
 *
 * Control codes, escape and control sequences: VT100 User Guide (EK-VT100-UG), chapter 3 "Programmer Information"; their
 * general form: ECMA-48, section 5. A control code inside a sequence takes effect at once and the sequence goes on; ESC
 * starts a new one, CAN and SUB end it. NUL and DEL are fill characters and dropped wherever they come.
 *
 * The VT100 obeyed no rule as to what makes it forget that a line is full ("pending wrap"); this one keeps the rule of
 * the later models (DEC STD 070, appendix D): whatever may move the cursor, and erasing.
 */

/** Switches of a VT100, and what it obeys beside its own sequences. */
export interface Vt100Options {
  /** SET-UP B, wraparound: state of the autowrap mode at power on. Default true. */
  readonly autoWrap?: boolean;
  /** SET-UP B, answer-back message: what 05h sends, up to 20 ASCII characters. Default none. */
  readonly answerBack?: string;
  /** Obey sequences of the VT102, VT220, ECMA-48 and ANSI.SYS that the VT100 does not have. Default true. */
  readonly extensions?: boolean;
}

/** Where in a sequence the terminal is. The numbers are part of the saved state. */
const PLAIN = 0;
const ESCAPE = 1;
const ESCAPE_INTERMEDIATE = 2;
const CONTROL_SEQUENCE = 3;
const MALFORMED = 4;
const COMMAND_STRING = 5;
const SYSTEM_COMMAND = 6;
const LAST = SYSTEM_COMMAND;

const ESC = 0x1b;
const CAN = 0x18;
const SUB = 0x1a;
const QUESTION = 0x3f;

/** Parameters that a sequence can have; the VT100 drops those behind. */
const PARAMETERS = 16;
/** Greater parameters count as this: more than any screen has. */
const GREATEST = 9999;
const TAB_WIDTH = 8;

/** Character sets. The numbers are part of the saved state. */
const ASCII = 0;
const UNITED_KINGDOM = 1;
const GRAPHICS = 2;

/** Final characters of ESC ( and ESC ). Without alternate character ROM, its two sets are those of the standard ROM. */
const CHARACTER_SETS: Readonly<Record<string, number>> = {
  A: UNITED_KINGDOM,
  B: ASCII,
  '0': GRAPHICS,
  '1': ASCII,
  '2': GRAPHICS,
};

/** What ESC 7 saves, by index. The numbers are part of the saved state. */
const SAVED = { column: 0, row: 1, attribute: 2, g0: 3, g1: 4, shifted: 5, origin: 6, wrapPending: 7 } as const;

/** The special graphics set shows 5Fh–7Eh as these (VT100 User Guide, table 3-9). */
const SPECIAL_GRAPHICS: readonly number[] = [
  0x20, // 5F blank
  0x25c6, // 60 diamond
  0x2592, // 61 checkerboard
  0x2409, // 62 HT
  0x240c, // 63 FF
  0x240d, // 64 CR
  0x240a, // 65 LF
  0x00b0, // 66 degree
  0x00b1, // 67 plus or minus
  0x2424, // 68 NL
  0x240b, // 69 VT
  0x2518, // 6A lower right corner
  0x2510, // 6B upper right corner
  0x250c, // 6C upper left corner
  0x2514, // 6D lower left corner
  0x253c, // 6E crossing lines
  0x23ba, // 6F scan line 1
  0x23bb, // 70 scan line 3
  0x2500, // 71 scan line 5
  0x23bc, // 72 scan line 7
  0x23bd, // 73 scan line 9
  0x251c, // 74 left T
  0x2524, // 75 right T
  0x2534, // 76 bottom T
  0x252c, // 77 top T
  0x2502, // 78 vertical bar
  0x2264, // 79 less than or equal
  0x2265, // 7A greater than or equal
  0x03c0, // 7B pi
  0x2260, // 7C not equal
  0x00a3, // 7D pound
  0x00b7, // 7E centred dot
];

/** Shown where CAN or SUB has broken a sequence off. */
const ERROR_CHARACTER = 0x2592;

/** What the VT100 shows for a code of the special graphics set, as a Unicode code point. @param code 20h–7Eh */
export function vt100Graphic(code: number): number {
  return code >= 0x5f && code <= 0x7e ? SPECIAL_GRAPHICS[code - 0x5f]! : code;
}

export class Vt100Control implements TerminalControl {
  readonly #grid: CharacterGrid;
  readonly #out: ControlOutput;
  readonly #autoWrapSwitch: boolean;
  readonly #answerBack: readonly number[];
  readonly #extensions: boolean;
  #sequence = PLAIN;
  /** Intermediate character of an escape sequence, or the private prefix of a control sequence; 0: none. */
  #mark = 0;
  readonly #parameters = new Int32Array(PARAMETERS);
  /** Number of the parameter being read, from 1; PARAMETERS + 1: those that are dropped. */
  #parameterCount = 1;
  #top = 0;
  #bottom: number;
  /** The last column holds a character and the next one belongs to the next line. */
  #wrapPending = false;
  #autoWrap = true;
  #origin = false;
  #insert = false;
  #newLine = false;
  #cursorKeys = false;
  #applicationKeypad = false;
  #reverseScreen = false;
  #g0 = ASCII;
  #g1 = ASCII;
  #shifted = false;
  readonly #saved = new Int32Array(8);
  #markedColumn = 0;
  #markedRow = 0;
  readonly #tabs: Uint8Array;

  /** @throws RangeError on an answer-back that is too long or not ASCII */
  constructor(grid: CharacterGrid, out: ControlOutput, options: Vt100Options) {
    this.#grid = grid;
    this.#out = out;
    this.#autoWrapSwitch = options.autoWrap ?? true;
    this.#answerBack = answerBackBytes(options.answerBack ?? '', 20);
    this.#extensions = options.extensions ?? true;
    this.#bottom = grid.rows - 1;
    this.#tabs = new Uint8Array(grid.columns);
    this.reset();
  }

  reset(): void {
    this.#sequence = PLAIN;
    this.#mark = 0;
    this.#parameters.fill(0);
    this.#parameterCount = 1;
    this.#top = 0;
    this.#bottom = this.#grid.rows - 1;
    this.#wrapPending = false;
    this.#autoWrap = this.#autoWrapSwitch;
    this.#origin = false;
    this.#insert = false;
    this.#newLine = false;
    this.#cursorKeys = false;
    this.#applicationKeypad = false;
    this.#reverseScreen = false;
    this.#g0 = ASCII;
    this.#g1 = ASCII;
    this.#shifted = false;
    this.#saved.fill(0);
    this.#markedColumn = 0;
    this.#markedRow = 0;
    for (let i = 0; i < this.#tabs.length; i++) this.#tabs[i] = i > 0 && i % TAB_WIDTH === 0 ? 1 : 0;
  }

  state(io: StateIo): void {
    this.#sequence = io.number('sequence', this.#sequence);
    if (!(this.#sequence >= PLAIN && this.#sequence <= LAST)) this.#sequence = PLAIN;
    this.#mark = io.number('mark', this.#mark);
    io.ints('parameters', this.#parameters);
    const count = io.number('parameterCount', this.#parameterCount) | 0;
    this.#parameterCount = Math.min(Math.max(count, 1), PARAMETERS + 1);
    this.#top = io.number('top', this.#top) | 0;
    this.#bottom = io.number('bottom', this.#bottom) | 0;
    if (!(this.#top >= 0 && this.#top < this.#bottom && this.#bottom < this.#grid.rows)) this.#wholeScreen();
    this.#wrapPending = io.bool('wrapPending', this.#wrapPending);
    this.#autoWrap = io.bool('autoWrap', this.#autoWrap);
    this.#origin = io.bool('origin', this.#origin);
    this.#insert = io.bool('insert', this.#insert);
    this.#newLine = io.bool('newLine', this.#newLine);
    this.#cursorKeys = io.bool('cursorKeys', this.#cursorKeys);
    this.#applicationKeypad = io.bool('applicationKeypad', this.#applicationKeypad);
    this.#reverseScreen = io.bool('reverseScreen', this.#reverseScreen);
    this.#grid.blank = this.#reverseScreen ? ATTRIBUTE.reverse : 0;
    this.#g0 = io.number('g0', this.#g0);
    this.#g1 = io.number('g1', this.#g1);
    this.#shifted = io.bool('shifted', this.#shifted);
    io.ints('savedCursor', this.#saved);
    this.#markedColumn = io.number('markedColumn', this.#markedColumn);
    this.#markedRow = io.number('markedRow', this.#markedRow);
    io.bytes('tabs', this.#tabs);
  }

  key(name: string): readonly number[] | null {
    return vt100Key(name, {
      cursorKeys: this.#cursorKeys,
      applicationKeypad: this.#applicationKeypad,
      newLine: this.#newLine,
      extensions: this.#extensions,
    });
  }

  receive(byte: number, t: number): void {
    const code = byte & 0x7f;
    if (code === 0 || code === 0x7f) return;
    if (code < 0x20) {
      this.#control(code, t);
      return;
    }
    switch (this.#sequence) {
      case PLAIN:
        this.#print(code);
        break;
      case ESCAPE:
        this.#sequence = PLAIN;
        if (code < 0x30) {
          this.#mark = code;
          this.#sequence = ESCAPE_INTERMEDIATE;
        } else {
          this.#escape(code, t);
        }
        break;
      case ESCAPE_INTERMEDIATE:
        // there is no sequence with two intermediate characters: it is read to its end and does nothing
        if (code < 0x30) {
          this.#mark = 0;
        } else {
          this.#sequence = PLAIN;
          this.#escapeIntermediate(String.fromCharCode(code));
        }
        break;
      case CONTROL_SEQUENCE:
        this.#controlSequence(code, t);
        break;
      case MALFORMED:
        if (code >= 0x40) this.#sequence = PLAIN;
        break;
    }
  }

  #print(code: number): void {
    const set = this.#shifted ? this.#g1 : this.#g0;
    if (set === GRAPHICS) this.#show(vt100Graphic(code));
    else this.#show(set === UNITED_KINGDOM && code === 0x23 ? 0xa3 : code);
  }

  #show(codePoint: number): void {
    const grid = this.#grid;
    if (this.#wrapPending) {
      this.#wrapPending = false;
      grid.column = 0;
      this.#index();
    }
    if (this.#insert) grid.insertCharacter();
    grid.put(codePoint);
    // the cursor stays on the last column, and only the next character makes the new line
    if (grid.column < grid.columns - 1) grid.column++;
    else this.#wrapPending = this.#autoWrap;
  }

  #control(code: number, t: number): void {
    const inString = this.#sequence === COMMAND_STRING || this.#sequence === SYSTEM_COMMAND;
    if (code === ESC) {
      // ends a string, too: its terminator is ESC \
      this.#sequence = ESCAPE;
      return;
    }
    if (code === CAN || code === SUB) {
      const broken = this.#sequence !== PLAIN && !inString;
      this.#sequence = PLAIN;
      if (broken) this.#show(ERROR_CHARACTER);
      return;
    }
    if (inString) {
      if (code === 0x07 && this.#sequence === SYSTEM_COMMAND) this.#sequence = PLAIN;
      return;
    }
    const grid = this.#grid;
    switch (code) {
      case 0x05:
        if (this.#answerBack.length > 0) this.#out.reply(this.#answerBack, t);
        break;
      case 0x07:
        this.#out.bell(t);
        break;
      case 0x08:
        this.#moveTo(grid.column - 1, grid.row);
        break;
      case 0x09: {
        const next = this.#tabs.indexOf(1, grid.column + 1);
        this.#moveTo(next < 0 ? grid.columns - 1 : next, grid.row);
        break;
      }
      case 0x0a:
      case 0x0b:
      case 0x0c:
        if (this.#newLine) grid.column = 0;
        this.#index();
        break;
      case 0x0d:
        this.#moveTo(0, grid.row);
        break;
      case 0x0e:
        this.#shifted = true;
        break;
      case 0x0f:
        this.#shifted = false;
        break;
    }
  }

  #escape(code: number, t: number): void {
    const grid = this.#grid;
    switch (String.fromCharCode(code)) {
      case '7':
        this.#save();
        break;
      case '8':
        this.#restore();
        break;
      case '=':
        this.#applicationKeypad = true;
        break;
      case '>':
        this.#applicationKeypad = false;
        break;
      case 'D':
        this.#index();
        break;
      case 'E':
        grid.column = 0;
        this.#index();
        break;
      case 'H':
        this.#tabs[grid.column] = 1;
        break;
      case 'M':
        this.#wrapPending = false;
        if (grid.row === this.#top) grid.scrollDown(this.#top, this.#bottom);
        else grid.moveBy(0, -1);
        break;
      case 'Z':
        this.#identify(t);
        break;
      case '[':
        this.#mark = 0;
        this.#parameters.fill(0);
        this.#parameterCount = 1;
        this.#sequence = CONTROL_SEQUENCE;
        break;
      case 'c':
        grid.reset();
        this.reset();
        break;
      case ']':
        if (this.#extensions) this.#sequence = SYSTEM_COMMAND;
        break;
      case 'P':
      case 'X':
      case '^':
      case '_':
        if (this.#extensions) this.#sequence = COMMAND_STRING;
        break;
    }
  }

  #escapeIntermediate(final: string): void {
    const mark = String.fromCharCode(this.#mark);
    if (mark === '#' && final === '8') {
      this.#wholeScreen();
      this.#grid.fill(0x45);
      this.#home();
    } else if (mark === '(') {
      this.#g0 = CHARACTER_SETS[final] ?? this.#g0;
    } else if (mark === ')') {
      this.#g1 = CHARACTER_SETS[final] ?? this.#g1;
    }
  }

  #controlSequence(code: number, t: number): void {
    if (code >= 0x40) {
      this.#sequence = PLAIN;
      const final = String.fromCharCode(code);
      if (this.#mark === 0) this.#execute(final, t);
      else if (this.#mark === QUESTION && (final === 'h' || final === 'l')) this.#setModes(final === 'h');
    } else if (code === 0x3b) {
      if (this.#parameterCount <= PARAMETERS) this.#parameterCount++;
    } else if (code >= 0x30 && code <= 0x39) {
      const i = this.#parameterCount - 1;
      if (i < PARAMETERS) {
        this.#parameters[i] = Math.min(this.#parameters[i]! * 10 + code - 0x30, GREATEST);
      }
    } else if (code >= 0x3c && this.#mark === 0 && this.#parameterCount === 1 && this.#parameters[0] === 0) {
      // a private prefix: < = > ?
      this.#mark = code;
    } else {
      this.#sequence = MALFORMED;
    }
  }

  #execute(final: string, t: number): void {
    const grid = this.#grid;
    const n = this.#parameter(0, 1);
    switch (final) {
      case 'A':
        this.#up(n);
        break;
      case 'B':
        this.#down(n);
        break;
      case 'C':
        this.#moveTo(grid.column + n, grid.row);
        break;
      case 'D':
        this.#moveTo(grid.column - n, grid.row);
        break;
      case 'H':
      case 'f':
        this.#address(this.#parameter(1, 1) - 1, n - 1);
        break;
      case 'J':
        this.#eraseInDisplay(this.#parameters[0]!);
        break;
      case 'K':
        this.#eraseInLine(this.#parameters[0]!);
        break;
      case 'c':
        if (this.#parameters[0] === 0) this.#identify(t);
        break;
      case 'g':
        if (this.#parameters[0] === 0) this.#tabs[grid.column] = 0;
        else if (this.#parameters[0] === 3) this.#tabs.fill(0);
        break;
      case 'h':
      case 'l':
        this.#setModes(final === 'h');
        break;
      case 'm':
        this.#setRendition();
        break;
      case 'n':
        this.#report(this.#parameters[0]!, t);
        break;
      case 'r':
        this.#setMargins(n - 1, Math.min(this.#parameter(1, grid.rows), grid.rows) - 1);
        break;
      default:
        if (this.#extensions) this.#executeExtension(final, n);
    }
  }

  #executeExtension(final: string, n: number): void {
    const grid = this.#grid;
    const rest = grid.columns - grid.column;
    switch (final) {
      case '@':
        this.#wrapPending = false;
        for (let i = Math.min(n, rest); i > 0; i--) grid.insertCharacter();
        break;
      case 'P':
        this.#wrapPending = false;
        for (let i = Math.min(n, rest); i > 0; i--) grid.deleteCharacter();
        break;
      case 'X':
        this.#wrapPending = false;
        grid.eraseCharacters(n);
        break;
      case 'L':
      case 'M': {
        // lines outside the scrolling region cannot be inserted or deleted
        if (grid.row < this.#top || grid.row > this.#bottom) break;
        for (let i = Math.min(n, this.#bottom - grid.row + 1); i > 0; i--) {
          if (final === 'L') grid.scrollDown(grid.row, this.#bottom);
          else grid.scrollUp(grid.row, this.#bottom);
        }
        this.#moveTo(0, grid.row);
        break;
      }
      case 'E':
        grid.column = 0;
        this.#down(n);
        break;
      case 'F':
        grid.column = 0;
        this.#up(n);
        break;
      case 'G':
        this.#moveTo(n - 1, grid.row);
        break;
      case 'd':
        this.#address(grid.column, n - 1);
        break;
      case 's':
        this.#markedColumn = grid.column;
        this.#markedRow = grid.row;
        break;
      case 'u':
        this.#moveTo(this.#markedColumn, this.#markedRow);
        break;
    }
  }

  /** A parameter; one that is absent or 0 stands for `fallback`. */
  #parameter(i: number, fallback: number): number {
    return this.#parameters[i]! || fallback;
  }

  #given(): number {
    return Math.min(this.#parameterCount, PARAMETERS);
  }

  #moveTo(column: number, row: number): void {
    this.#wrapPending = false;
    this.#grid.moveTo(column, row);
  }

  /** To a column and a line that in origin mode counts from the top margin and ends at the bottom one. */
  #address(column: number, line: number): void {
    if (this.#origin) this.#moveTo(column, Math.min(line + this.#top, this.#bottom));
    else this.#moveTo(column, line);
  }

  #home(): void {
    this.#address(0, 0);
  }

  #up(n: number): void {
    const { column, row } = this.#grid;
    this.#moveTo(column, Math.max(row - n, row >= this.#top ? this.#top : 0));
  }

  #down(n: number): void {
    const { column, row, rows } = this.#grid;
    this.#moveTo(column, Math.min(row + n, row <= this.#bottom ? this.#bottom : rows - 1));
  }

  /** Cursor down; on the bottom margin the scrolling region scrolls up, below it nothing scrolls. */
  #index(): void {
    this.#wrapPending = false;
    if (this.#grid.row === this.#bottom) this.#grid.scrollUp(this.#top, this.#bottom);
    else this.#grid.moveBy(0, 1);
  }

  #wholeScreen(): void {
    this.#top = 0;
    this.#bottom = this.#grid.rows - 1;
  }

  /** The smallest region has two lines; a request for a smaller one is not taken. */
  #setMargins(top: number, bottom: number): void {
    if (top >= bottom) return;
    this.#top = top;
    this.#bottom = bottom;
    this.#home();
  }

  #save(): void {
    const { column, row, attribute } = this.#grid;
    const saved = this.#saved;
    saved[SAVED.column] = column;
    saved[SAVED.row] = row;
    saved[SAVED.attribute] = attribute;
    saved[SAVED.g0] = this.#g0;
    saved[SAVED.g1] = this.#g1;
    saved[SAVED.shifted] = this.#shifted ? 1 : 0;
    saved[SAVED.origin] = this.#origin ? 1 : 0;
    saved[SAVED.wrapPending] = this.#wrapPending ? 1 : 0;
  }

  #restore(): void {
    const saved = this.#saved;
    this.#origin = saved[SAVED.origin] !== 0;
    this.#g0 = saved[SAVED.g0]!;
    this.#g1 = saved[SAVED.g1]!;
    this.#shifted = saved[SAVED.shifted] !== 0;
    this.#grid.attribute = saved[SAVED.attribute]! & 0xff;
    const row = saved[SAVED.row]!;
    // the margins may have moved since
    const inside = this.#origin ? Math.min(Math.max(row, this.#top), this.#bottom) : row;
    this.#moveTo(saved[SAVED.column]!, inside);
    this.#wrapPending = saved[SAVED.wrapPending] !== 0;
  }

  #eraseInDisplay(how: number): void {
    if (how > 2) return;
    this.#wrapPending = false;
    if (how === 0) this.#grid.eraseToEndOfPage();
    else if (how === 1) this.#grid.eraseFromStartOfPage();
    else this.#grid.erase();
  }

  #eraseInLine(how: number): void {
    if (how > 2) return;
    this.#wrapPending = false;
    if (how === 0) this.#grid.eraseToEndOfLine();
    else if (how === 1) this.#grid.eraseFromStartOfLine();
    else this.#grid.eraseLine();
  }

  #setModes(on: boolean): void {
    for (let i = 0; i < this.#given(); i++) {
      if (this.#mark === QUESTION) this.#setPrivateMode(this.#parameters[i]!, on);
      else if (this.#parameters[i] === 20) this.#newLine = on;
      else if (this.#parameters[i] === 4 && this.#extensions) this.#insert = on;
    }
  }

  #setPrivateMode(mode: number, on: boolean): void {
    const grid = this.#grid;
    switch (mode) {
      case 1:
        this.#cursorKeys = on;
        break;
      case 3:
        // the width of 132 columns is not there, but the change of width clears the screen
        this.#wholeScreen();
        grid.erase();
        this.#home();
        break;
      case 5:
        if (this.#reverseScreen !== on) grid.invert(ATTRIBUTE.reverse);
        this.#reverseScreen = on;
        break;
      case 6:
        this.#origin = on;
        this.#home();
        break;
      case 7:
        this.#autoWrap = on;
        if (!on) this.#wrapPending = false;
        break;
      case 25:
        if (!this.#extensions) break;
        grid.cursorVisible = on;
        grid.revision++;
        break;
    }
  }

  #setRendition(): void {
    const grid = this.#grid;
    const parameters = this.#parameters;
    for (let i = 0; i < this.#given(); i++) {
      switch (parameters[i]) {
        case 0:
          grid.attribute = 0;
          break;
        case 1:
          grid.attribute |= ATTRIBUTE.bold;
          break;
        case 4:
          grid.attribute |= ATTRIBUTE.underline;
          break;
        case 5:
          grid.attribute |= ATTRIBUTE.blink;
          break;
        case 7:
          grid.attribute |= ATTRIBUTE.reverse;
          break;
        case 38:
        case 48:
          // a colour of a palette (5; n) or by its parts (2; r; g; b): the numbers behind are no renditions
          if (this.#extensions) i += parameters[i + 1] === 5 ? 2 : parameters[i + 1] === 2 ? 4 : 0;
          break;
        default:
          if (this.#extensions) this.#setExtendedRendition(parameters[i]!);
      }
    }
  }

  #setExtendedRendition(rendition: number): void {
    const grid = this.#grid;
    switch (rendition) {
      case 2:
        grid.attribute |= ATTRIBUTE.dim;
        break;
      case 22:
        grid.attribute &= ~(ATTRIBUTE.bold | ATTRIBUTE.dim);
        break;
      case 24:
        grid.attribute &= ~ATTRIBUTE.underline;
        break;
      case 25:
        grid.attribute &= ~ATTRIBUTE.blink;
        break;
      case 27:
        grid.attribute &= ~ATTRIBUTE.reverse;
        break;
    }
  }

  /** A VT100 with the advanced video option and without the others. */
  #identify(t: number): void {
    this.#send('[?1;2c', t);
  }

  #report(what: number, t: number): void {
    if (what === 5) {
      this.#send('[0n', t);
    } else if (what === 6) {
      const line = this.#grid.row - (this.#origin ? this.#top : 0);
      this.#send(`[${line + 1};${this.#grid.column + 1}R`, t);
    }
  }

  #send(text: string, t: number): void {
    this.#out.reply([ESC, ...[...text].map((c) => c.charCodeAt(0))], t);
  }
}
