import { ATTRIBUTE, type StateIo } from '@backplane/kernel';
import { answerBackBytes, type ControlOutput, type TerminalControl } from './control.ts';
import type { CharacterGrid } from './grid.ts';
import { vt100Key } from './keys.ts';
import { SEQUENCE, SequenceParser } from './sequence.ts';
import { vt100Graphic } from './special-graphics.ts';

/*
 * DEC VT100 (1978) with the advanced video option, in ANSI mode
 *
 * Control codes, escape and control sequences: VT100 User Guide (EK-VT100-UG), chapter 3 "Programmer Information". NUL
 * and DEL are fill characters and dropped wherever they come.
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

const ESC = 0x1b;
/** Private prefix of DEC's modes. */
const QUESTION = 0x3f;
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

/** How many parameters behind SGR 38 and 48 belong to a colour: from a palette (5; n), by its parts (2; r; g; b). */
const COLOUR_PARAMETERS: Readonly<Record<number, number>> = { 5: 2, 2: 4 };

/** What ESC 7 saves, by index. The numbers are part of the saved state. */
const SAVED = { column: 0, row: 1, attribute: 2, g0: 3, g1: 4, shifted: 5, origin: 6, wrapPending: 7 } as const;

/** Shown where CAN or SUB has broken a sequence off. */
const ERROR_CHARACTER = 0x2592;

export class Vt100Control implements TerminalControl {
  readonly #grid: CharacterGrid;
  readonly #out: ControlOutput;
  readonly #autoWrapSwitch: boolean;
  readonly #answerBack: readonly number[];
  readonly #extensions: boolean;
  readonly #parser: SequenceParser;
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
    this.#parser = new SequenceParser(this.#extensions);
    this.#bottom = grid.rows - 1;
    this.#tabs = new Uint8Array(grid.columns);
    this.reset();
  }

  reset(): void {
    this.#parser.reset();
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
    this.#parser.state(io);
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
    this.#markedColumn = io.number('markedColumn', this.#markedColumn) | 0;
    this.#markedRow = io.number('markedRow', this.#markedRow) | 0;
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
    switch (this.#parser.take(code)) {
      case SEQUENCE.print:
        this.#print(code);
        break;
      case SEQUENCE.control:
        this.#control(code, t);
        break;
      case SEQUENCE.escape:
        if (this.#parser.mark === 0) this.#escape(code, t);
        else this.#escapeIntermediate(String.fromCharCode(this.#parser.mark), String.fromCharCode(code));
        break;
      case SEQUENCE.controlSequence: {
        const final = String.fromCharCode(code);
        if (this.#parser.mark === 0) this.#execute(final, t);
        else if (this.#parser.mark === QUESTION && (final === 'h' || final === 'l')) this.#setModes(final === 'h');
        break;
      }
      case SEQUENCE.broken:
        this.#show(ERROR_CHARACTER);
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
      case 'c':
        grid.reset();
        this.reset();
        break;
    }
  }

  #escapeIntermediate(mark: string, final: string): void {
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

  #execute(final: string, t: number): void {
    const grid = this.#grid;
    const n = this.#parser.parameter(0, 1);
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
        this.#address(this.#parser.parameter(1, 1) - 1, n - 1);
        break;
      case 'J':
        this.#eraseInDisplay(this.#parser.parameter(0));
        break;
      case 'K':
        this.#eraseInLine(this.#parser.parameter(0));
        break;
      case 'c':
        if (this.#parser.parameter(0) === 0) this.#identify(t);
        break;
      case 'g':
        if (this.#parser.parameter(0) === 0) this.#tabs[grid.column] = 0;
        else if (this.#parser.parameter(0) === 3) this.#tabs.fill(0);
        break;
      case 'h':
      case 'l':
        this.#setModes(final === 'h');
        break;
      case 'm':
        this.#setRendition();
        break;
      case 'n':
        this.#report(this.#parser.parameter(0), t);
        break;
      case 'r':
        this.#setMargins(n - 1, Math.min(this.#parser.parameter(1, grid.rows), grid.rows) - 1);
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
    for (let i = 0; i < this.#parser.count; i++) {
      if (this.#parser.mark === QUESTION) this.#setPrivateMode(this.#parser.parameter(i), on);
      else if (this.#parser.parameter(i) === 20) this.#newLine = on;
      else if (this.#parser.parameter(i) === 4 && this.#extensions) this.#insert = on;
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
    const parser = this.#parser;
    for (let i = 0; i < parser.count; i++) {
      switch (parser.parameter(i)) {
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
          if (this.#extensions) i += COLOUR_PARAMETERS[parser.parameter(i + 1)] ?? 0;
          break;
        default:
          if (this.#extensions) this.#setExtendedRendition(parser.parameter(i));
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
