/*
 * Host keyboard input
 *
 * The bytes that a terminal emulator of the host sends for keys, taken apart: UTF-8 characters, control codes, and the
 * CSI and SS3 sequences of xterm and those who follow it (XTerm Control Sequences, "PC-Style Function Keys"; also the
 * Linux console's, rxvt's, and the CSI u form). A pure parser without timers: whoever feeds it calls `flush` when a
 * sequence that has begun does not go on.
 */

import {
  ALT,
  CSI_LETTERS,
  CSI_NUMBERS,
  CTRL,
  combine,
  controlName,
  type HostInput,
  SHIFT,
  type TerminalReport,
  withModifiers,
} from './host-keys.ts';
import { keyEvent } from './kitty-keyboard.ts';

const ESC = 0x1b;
/** After ESC: application program command, device control string. */
const APC = 0x5f;
const DCS = 0x50;
const PASTE_END = [ESC, 0x5b, 0x32, 0x30, 0x31, 0x7e];
/** Longer sequences than this are not from a keyboard. */
const LONGEST_SEQUENCE = 96;
/** Answers in a string (APC, DCS) are longer. */
const LONGEST_STRING = 4096;

/** Keypad keys in application mode, ESC O j … ESC O y, as the characters on them. */
const KEYPAD = '*+,-./0123456789';

/** Takes the bytes of the host's keyboard apart. */
export class HostInputParser {
  #sequence: number[] = [];
  #utf8: number[] = [];
  #utf8Length = 0;
  #paste: number[] | null = null;
  #string: number[] | null = null;
  #out: HostInput[] = [];

  /** The terminal has been asked to tell when keys go down and come up (Kitty's keyboard protocol). */
  keyEvents = false;

  /** What has begun and is not complete: nothing, a lone ESC (or two), or more of a sequence. */
  get pending(): 'none' | 'escape' | 'sequence' {
    if (this.#sequence.length === 0) return 'none';
    return this.#sequence.every((b) => b === ESC) ? 'escape' : 'sequence';
  }

  /** Takes some bytes; returns what they and the bytes before them make. */
  feed(bytes: Uint8Array): HostInput[] {
    this.#out = [];
    for (const byte of bytes) this.#byte(byte);
    return this.#out;
  }

  /** The sequence that has begun does not go on: what it is by itself. */
  flush(): HostInput[] {
    this.#out = [];
    const sequence = this.#sequence;
    this.#sequence = [];
    if (sequence.every((b) => b === ESC)) {
      for (const _ of sequence) this.#key('escape');
    } else if (sequence.length === 2) {
      // ESC [ or ESC O alone: Alt and that character
      this.#character(sequence[1]!, true);
    }
    return this.#out;
  }

  #key(name: string): void {
    this.#out.push({ kind: 'key', name });
  }

  #character(codePoint: number, alt: boolean): void {
    this.#out.push({ kind: 'character', codePoint, alt });
  }

  #byte(byte: number): void {
    if (this.#paste) {
      this.#pasted(byte);
    } else if (this.#string) {
      this.#inString(byte);
    } else if (this.#sequence.length > 0) {
      this.#inSequence(byte);
    } else if (byte === ESC) {
      this.#utf8 = [];
      this.#sequence.push(byte);
    } else {
      this.#plain(byte, false);
    }
  }

  #plain(byte: number, alt: boolean): void {
    if (this.#utf8.length > 0 && (byte & 0xc0) === 0x80) {
      this.#utf8.push(byte);
      if (this.#utf8.length === this.#utf8Length) {
        const text = new TextDecoder().decode(new Uint8Array(this.#utf8));
        this.#utf8 = [];
        if (text !== '\ufffd') this.#character(text.codePointAt(0)!, false);
      }
      return;
    }
    this.#utf8 = [];
    if (byte < 0x20 || byte === 0x7f) {
      this.#key(alt ? combine(controlName(byte), ALT) : controlName(byte));
    } else if (byte < 0x80) {
      this.#character(byte, alt);
    } else if (byte >= 0xc2 && byte <= 0xf4) {
      this.#utf8 = [byte];
      this.#utf8Length = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    }
  }

  #inSequence(byte: number): void {
    const sequence = this.#sequence;
    const alt = sequence.length > 1 && sequence[1] === ESC;
    const start = alt ? 2 : 1;
    if (sequence.length === start) {
      if (byte === 0x5b || byte === 0x4f || byte === APC || byte === DCS) {
        sequence.push(byte);
      } else if (byte === ESC && !alt) {
        sequence.push(byte);
      } else if (byte === ESC) {
        this.#key('escape');
      } else {
        this.#sequence = [];
        // ESC ESC x: the key Escape and Alt-x
        if (alt) this.#key('escape');
        this.#plain(byte, true);
      }
      return;
    }
    if (byte === ESC) {
      // a sequence broken off by the next one
      this.#sequence = [ESC];
      return;
    }
    if (sequence[start] === APC || sequence[start] === DCS) {
      const opener = sequence[start];
      this.#sequence = [];
      // answers begin in one of these ways; anything else is Alt and the key
      if (byte === (opener === APC ? 0x47 : 0x3e) || (opener === DCS && /[\d$+!]/.test(String.fromCharCode(byte)))) {
        this.#string = [opener, byte];
        return;
      }
      this.#character(opener, true);
      this.#byte(byte);
      return;
    }
    sequence.push(byte);
    if (sequence.length > LONGEST_SEQUENCE || byte < 0x20 || byte > 0x7e) {
      this.#sequence = [];
      return;
    }
    const body = String.fromCharCode(...sequence.slice(start + 1));
    const modifiers = alt ? ALT : 0;
    if (sequence[start] === 0x4f) {
      if (byte >= 0x30 && byte <= 0x3f) return;
      this.#sequence = [];
      this.#ss3(body, modifiers);
    } else if (body === '[') {
      // the Linux console's ESC [ [ A … E for F1 … F5
    } else if (body.startsWith('[')) {
      this.#sequence = [];
      if (byte >= 0x41 && byte <= 0x45) this.#key(withModifiers(`f${byte - 0x40}`, modifiers));
    } else if (byte >= 0x40 || /^\d+\$$/.test(body)) {
      this.#sequence = [];
      this.#csi(body.slice(0, -1), body.at(-1)!, modifiers);
    }
  }

  #ss3(body: string, held: number): void {
    const final = body.at(-1)!;
    const given = Number(body.slice(0, -1));
    const modifiers = held | (given > 1 ? (given - 1) & 7 : 0);
    const keypad = final.charCodeAt(0) - 0x6a;
    if (Object.hasOwn(CSI_LETTERS, final)) this.#key(withModifiers(CSI_LETTERS[final]!, modifiers));
    else if (final === 'M') this.#key(withModifiers('enter', modifiers));
    else if (final >= 'a' && final <= 'd') this.#key(withModifiers(CSI_LETTERS[final.toUpperCase()]!, held | CTRL));
    else if (keypad >= 0 && keypad < KEYPAD.length) this.#character(KEYPAD.charCodeAt(keypad), false);
  }

  /** The inside of a string that ends with ST (ESC \\). */
  #inString(byte: number): void {
    const string = this.#string!;
    if (byte === 0x5c && string.at(-1) === ESC) {
      this.#string = null;
      const text = String.fromCharCode(...string.slice(0, -1));
      const answer = /^_Gi=31(?:,[^;]*)?;(.*)$/.exec(text);
      if (answer !== null) this.#report({ what: 'graphics', ok: answer[1] === 'OK' });
    } else if (string.length >= LONGEST_STRING) this.#string = null;
    else string.push(byte);
  }

  #report(report: TerminalReport): void {
    this.#out.push({ kind: 'report', report });
  }

  /** An answer to a question about the terminal, if it is one. */
  #answer(parameters: string, final: string): boolean {
    const numbers = parameters.replace('?', '').split(';').map(Number);
    if (/^\?\d/.test(parameters) && final === 'c') this.#report({ what: 'attributes', numbers });
    else if (/^\?\d+$/.test(parameters) && final === 'u') this.#report({ what: 'keyboard' });
    else if (/^[46];\d+;\d+$/.test(parameters) && final === 't') {
      const [kind, height, width] = numbers as [number, number, number];
      if (width > 0 && height > 0) this.#report({ what: kind === 6 ? 'cell' : 'window', width, height });
    } else if (this.keyEvents && parameters === '' && (final === 'I' || final === 'O')) {
      this.#report({ what: 'focus', here: final === 'I' });
    } else return false;
    return true;
  }

  #csi(parameters: string, final: string, held: number): void {
    if (this.#answer(parameters, final)) return;
    if (!/^[\d;:]*$/.test(parameters)) return;
    const event = this.keyEvents ? keyEvent(parameters, final) : null;
    if (event !== null) this.#out.push(event);
    // what remains of these is for keys that no old computer has
    if (event !== null || (this.keyEvents && final === 'u')) return;
    const numbers = parameters.split(';').map((p) => Number.parseInt(p, 10));
    const first = numbers[0]!;
    const given = numbers.at(-1)!;
    const modifiers = held | (numbers.length > 1 && given > 1 ? given - 1 : 0);
    // meta counts as Alt
    const mask = (modifiers & 7) | (modifiers & 8 ? ALT : 0);
    if (final === '~') {
      if (first === 200) this.#paste = [];
      else if (first === 27 && numbers.length === 3) this.#coded(numbers[2]!, held | ((numbers[1]! - 1) & 7));
      else if (Object.hasOwn(CSI_NUMBERS, first)) this.#key(withModifiers(CSI_NUMBERS[first]!, mask));
    } else if (final === '^' || final === '$' || final === '@') {
      // rxvt: Ctrl, Shift, both
      const rxvt = final === '^' ? CTRL : final === '$' ? SHIFT : CTRL | SHIFT;
      if (Object.hasOwn(CSI_NUMBERS, first)) this.#key(withModifiers(CSI_NUMBERS[first]!, held | rxvt));
    } else if (final === 'u') {
      this.#coded(first, mask);
    } else if (final === 'Z') {
      this.#key(withModifiers('tab', mask | SHIFT));
    } else if (Object.hasOwn(CSI_LETTERS, final)) {
      this.#key(withModifiers(CSI_LETTERS[final]!, mask));
    } else if (final >= 'a' && final <= 'd' && parameters === '') {
      this.#key(withModifiers(CSI_LETTERS[final.toUpperCase()]!, held | SHIFT));
    }
  }

  /** A key given by the code of its character, with modifiers (CSI u, and CSI 27 ; m ; code ~). */
  #coded(code: number, modifiers: number): void {
    if (!(code >= 0 && code <= 0x10ffff)) return;
    if (code < 0x20 || code === 0x7f) {
      this.#key(combine(controlName(code), modifiers));
    } else if (modifiers & CTRL) {
      this.#key(withModifiers(String.fromCodePoint(code).toLowerCase(), modifiers & ~SHIFT));
    } else {
      this.#character(code, (modifiers & ALT) !== 0);
    }
  }

  #pasted(byte: number): void {
    const paste = this.#paste!;
    paste.push(byte);
    const from = paste.length - PASTE_END.length;
    if (byte !== 0x7e || from < 0 || PASTE_END.some((b, i) => paste[from + i] !== b)) return;
    this.#paste = null;
    this.#out.push({ kind: 'paste', text: new TextDecoder().decode(new Uint8Array(paste.slice(0, from))) });
  }
}

/** What ASCII keyboards write for characters that they do not have. */
const ASCII: Readonly<Record<string, string>> = {
  '‘': "'",
  '’': "'",
  '‚': "'",
  '′': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '″': '"',
  '«': '"',
  '»': '"',
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '–': '-',
  '—': '-',
  '−': '-',
  '…': '...',
  '•': '*',
  '×': '*',
  '÷': '/',
  '\u00a0': ' ',
  '\u2007': ' ',
  '\u2009': ' ',
  '\u202f': ' ',
  ß: 'ss',
  ẞ: 'SS',
  Æ: 'AE',
  æ: 'ae',
  Œ: 'OE',
  œ: 'oe',
  Ø: 'O',
  ø: 'o',
  Ł: 'L',
  ł: 'l',
  Đ: 'D',
  đ: 'd',
  ı: 'i',
  '¡': '!',
  '¿': '?',
  '€': 'EUR',
  '£': '#',
  '¦': '|',
};

/** A character in ASCII: itself, its nearest spelling, or '' if there is none. */
export function toAscii(codePoint: number): string {
  if (codePoint < 0x80) return String.fromCharCode(codePoint);
  const character = String.fromCodePoint(codePoint);
  if (Object.hasOwn(ASCII, character)) return ASCII[character]!;
  // the letter without its accents
  const base = character.normalize('NFKD').replace(/\p{M}/gu, '');
  return /^[\x20-\x7e]+$/.test(base) ? base : '';
}

/**
 * Text as bytes for a machine that has ASCII: line ends are CR, tabs stay, other control codes and characters without an
 * ASCII spelling are left out.
 */
export function typedBytes(text: string): Uint8Array {
  let ascii = '';
  for (const character of text.normalize('NFC').replace(/\r\n?|\n/g, '\r')) {
    const code = character.codePointAt(0)!;
    if (code >= 0x20 ? code !== 0x7f : code === 0x0d || code === 0x09) ascii += toAscii(code);
  }
  return Uint8Array.from(ascii, (c) => c.charCodeAt(0));
}
