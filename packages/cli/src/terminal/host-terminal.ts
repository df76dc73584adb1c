import { readFile } from 'node:fs/promises';
import type { TextScreen } from '@backplane/kernel';
import { ColourTable, colourDepth } from './colour.ts';
import { escapeKey } from './escape-key.ts';
import { FrameWriter } from './frame.ts';
import { HostInputParser, toAscii, typedBytes } from './host-input.ts';
import type { HostInput, HostKeyEvent, TerminalReport } from './host-keys.ts';
import { type EndSignal, HostTty, type TtyInput, type TtyOutput } from './host-tty.ts';
import { KEYBOARD_ENTER, KEYBOARD_LEAVE, KEYBOARD_QUERY } from './kitty-keyboard.ts';
import { type HostStatus, Layout } from './layout.ts';
import type { PictureView } from './picture-view.ts';

/** Why the user or the host wants the run to end. */
export type QuitReason = 'command' | 'input-ended' | EndSignal;

/** An entry of the menu behind the escape key. */
export interface HostCommand {
  /** The key: one character. `q`, `p`, `z` and `?` are taken. */
  readonly key: string;
  /** One or two words for the menu: `reset`. */
  readonly title: string;
  /** A sentence for the help; default: the title. */
  readonly help?: string;
  /** What it does. A text it returns is shown in the status line; so is the message of an error it throws. */
  run(host: HostTerminal): string | undefined | Promise<string | undefined>;
}

/** A keystroke as terminals send it. */
export type HostStroke = Extract<HostInput, { kind: 'character' | 'key' }>;

/** A guest's keyboard whose keys go down and up, in place of characters that are sent. */
export interface HostKeyboard {
  /**
   * A key was struck on a terminal that does not tell when it comes up.
   * @param alone nothing else came with it: perhaps a key that repeats
   * @returns false if the guest has no such key
   */
  strike(stroke: HostStroke, alone: boolean): boolean;
  /** A key went down or came up. */
  event(event: HostKeyEvent): void;
  /** All keys come up: the keyboard is elsewhere now. */
  release(): void;
  /** Types a text. Returns what the user should be told. */
  paste(text: string): string | undefined;
  /** Breaks off what is being typed. */
  stop(): void;
}

/** A machine and a host terminal, to be connected. */
export interface HostTerminalOptions {
  /** What the guest shows. */
  readonly screen: TextScreen;
  /** Title of the machine. */
  readonly title: string;
  /** The machine's picture, to be shown when the screen is no text or the user wants it. */
  readonly picture?: PictureView;
  /** Colour around the screen, 0xRRGGBB. Default: a line around it. */
  border?(): number | null;
  /** The guest's keys. With it, `key` and `send` are not used. */
  readonly keyboard?: HostKeyboard;
  /** Default `process.env`. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /**
   * A key is struck, by name (`up`, `f1`, `ctrl-c`, `shift-tab`). Returns false if the machine has no such key: then the
   * name without modifiers is tried, and control codes go to `send`.
   */
  key(name: string): boolean;
  /** Characters typed or pasted, in ASCII. */
  send(bytes: Uint8Array): void;
  /** How many of the bytes sent the guest has not yet taken. Without it pasted text goes at a fixed rate. */
  pending?(): number;
  /**
   * True while the guest waits for a key. With it, pasted text goes a line at a time, each when the guest waits for it:
   * many systems drop what is typed while they are busy, or take it as a request to stop.
   */
  waiting?(): boolean;
  /** For the status line; asked a few times a second. */
  status?(): HostStatus;
  /** Entries of the menu besides quit, type a file, suspend and help. */
  readonly commands?: readonly HostCommand[];
  /** The key that leads to the menu. Default `ctrl-]`. */
  readonly escapeKey?: string;
  /** Shape of the guest's cursor. Default: the host's own. */
  readonly cursorShape?: 'block' | 'underline' | 'bar';
  /**
   * The run is to end. On `command` the screen stays until `close`; in the other cases the terminal has been restored.
   * After a signal the program ends by that signal as soon as the promise is fulfilled.
   */
  quit(reason: QuitReason): void | Promise<void>;
  /** Default `process.stdin`. */
  readonly input?: TtyInput;
  /** Default `process.stdout`. */
  readonly output?: TtyOutput;
}

/** Highest rate of drawing, in ms per picture. */
const FRAME_MS = 16;
const STATUS_MS = 250;
const MESSAGE_MS = 4000;
/** A lone ESC is the Escape key after so long; the rest of a sequence comes sooner, even over a network. */
const ESCAPE_MS = 25;
const SEQUENCE_MS = 250;
/** Pasted characters that wait in the machine at most. */
const PASTE_AHEAD = 16;
/** A guest that has taken everything and does not seem to wait gets the next line of a paste after so many ms. */
const PASTE_PATIENCE_MS = 1000;
const BELL_MS = 100;
/** Drawing that takes longer, in ms, is followed by a rest. */
const SLOW_DRAW_MS = 4;
/** Terminals answer within so many ms. */
const ANSWER_MS = 150;

/** DEC private mode 1004: the terminal tells when its window gets and loses the keyboard. */
const FOCUS_ENTER = '\x1b[?1004h';
const FOCUS_LEAVE = '\x1b[?1004l';

const CURSOR_SHAPES = { block: '\x1b[2 q', underline: '\x1b[3 q', bar: '\x1b[6 q' };

type Question = { readonly text: string; answer: string; readonly done: (answer: string | null) => void };

/**
 * Shows a guest's text screen in the terminal of the host and takes its keyboard, as telnet does: every key goes to the
 * guest but one, which leads to a menu.
 */
export class HostTerminal {
  readonly #options: HostTerminalOptions;
  readonly #tty: HostTty;
  readonly #parser = new HostInputParser();
  readonly #env: Readonly<Record<string, string | undefined>>;
  readonly #colours: ColourTable;
  readonly #writer: FrameWriter;
  readonly #layout: Layout;
  readonly #escape: { readonly name: string; readonly label: string };
  readonly #commands: readonly HostCommand[];
  #mode: 'guest' | 'menu' | 'help' = 'guest';
  #question: Question | null = null;
  #message: string | null = null;
  #messageUntil = 0;
  #status: HostStatus = {};
  #statusAt = Number.NEGATIVE_INFINITY;
  #revision = -1;
  #pictureRevision = -1;
  #border: number | null = null;
  /** The picture is what is shown. */
  #pictured = false;
  #changed = true;
  #frameTimer: NodeJS.Timeout | null = null;
  #escapeTimer: NodeJS.Timeout | null = null;
  #paste: Uint8Array = new Uint8Array(0);
  /** When the guest was last seen with bytes that it had not taken. */
  #unreadAt = Number.NEGATIVE_INFINITY;
  #belled = Number.NEGATIVE_INFINITY;
  /** All questions to the terminal have been answered. */
  #answered: boolean;
  #openedAt = 0;
  /** Nothing is drawn before this time. */
  #drawAt = Number.NEGATIVE_INFINITY;

  /** @throws RangeError if `escapeKey` can't be one, or two commands have the same key */
  constructor(options: HostTerminalOptions) {
    this.#options = options;
    this.#env = options.env ?? process.env;
    this.#colours = new ColourTable(colourDepth(this.#env));
    this.#writer = new FrameWriter(this.#colours.depth);
    this.#layout = new Layout(this.#colours);
    this.#escape = escapeKey(options.escapeKey ?? 'ctrl-]');
    const [quit, ...others] = this.#builtIn();
    this.#commands = [quit!, ...(options.commands ?? []), ...others];
    const keys = this.#commands.map((c) => c.key);
    const twice = keys.find((key, i) => [...key].length !== 1 || keys.indexOf(key) !== i);
    if (twice !== undefined) throw new RangeError(`The menu key "${twice}" is taken, or not one character.`);
    // the last question is one that every terminal answers
    const questions =
      (options.keyboard === undefined ? '' : KEYBOARD_QUERY) + (options.picture?.queries(this.#env) ?? '');
    this.#tty = new HostTty(
      options.input ?? process.stdin,
      options.output ?? process.stdout,
      {
        data: (bytes) => this.#input(bytes),
        redraw: () => {
          this.#clear();
          this.refresh();
        },
        gone: () => void options.quit('input-ended'),
        end: (signal) => options.quit(signal),
      },
      options.cursorShape ? CURSOR_SHAPES[options.cursorShape] : '',
      questions,
    );
    this.#answered = questions === '';
  }

  /** Takes the terminal over and draws. */
  open(): void {
    this.#openedAt = performance.now();
    this.#tty.open();
    this.#clear();
    // a window of just the guest's size has no status line that could tell it
    if (this.#tty.rows <= this.#options.screen.rows) this.message(this.#hint());
    this.#frameTimer = setInterval(() => this.#tick(), FRAME_MS);
    this.refresh();
  }

  /**
   * Waits for the terminal's answers, a moment at most: after a run of no time they would come to the shell as if the user
   * had typed them.
   */
  async settled(): Promise<void> {
    while (!this.#answered && performance.now() < this.#openedAt + ANSWER_MS) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** Puts the terminal back. Can be called more than once. */
  close(): void {
    if (this.#frameTimer) clearInterval(this.#frameTimer);
    if (this.#escapeTimer) clearTimeout(this.#escapeTimer);
    this.#frameTimer = null;
    this.#escapeTimer = null;
    this.#question?.done(null);
    this.#question = null;
    this.#tty.close();
  }

  /** Shows a text in place of the status line for a few seconds. */
  message(text: string): void {
    this.#message = text;
    this.#messageUntil = performance.now() + MESSAGE_MS;
    this.#changed = true;
  }

  /** Asks for a line of text. Null if the user breaks off. */
  ask(text: string, preset = ''): Promise<string | null> {
    this.#question?.done(null);
    this.#changed = true;
    return new Promise((resolve) => {
      this.#question = { text, answer: preset, done: resolve };
    });
  }

  /** Types text as fast as the guest takes it. */
  paste(text: string): void {
    if (this.#options.keyboard === undefined) this.#queue(typedBytes(text));
    else {
      const told = this.#options.keyboard.paste(text);
      if (told !== undefined) this.message(told);
    }
  }

  /** Draws all of it anew. */
  redraw(): void {
    this.#clear();
    this.refresh();
  }

  #clear(): void {
    this.#writer.invalidate();
    this.#changed = true;
    const also = this.#options.picture?.invalidate() ?? '';
    if (also !== '') this.#tty.write(also);
  }

  /** Sounds the host's bell, at most ten times a second. */
  bell(): void {
    const now = performance.now();
    if (now - this.#belled < BELL_MS) return;
    this.#belled = now;
    this.#tty.write('\x07');
  }

  /** Draws what has changed, if the terminal can take it. Called by itself about 60 times a second. */
  refresh(): void {
    if (!this.#tty.ready) return;
    const { screen } = this.#options;
    const now = performance.now();
    if (now - this.#statusAt >= STATUS_MS) {
      this.#status = this.#options.status?.() ?? {};
      this.#statusAt = now;
      this.#changed = true;
    }
    if (this.#message !== null && now >= this.#messageUntil) {
      this.#message = null;
      this.#changed = true;
    }
    const { picture } = this.#options;
    const pictured = picture?.wanted(screen) ?? false;
    if (pictured !== this.#pictured) {
      this.#pictured = pictured;
      this.#clear();
    }
    const border = pictured ? null : (this.#options.border?.() ?? null);
    const fresh = pictured
      ? picture!.buffer.revision !== this.#pictureRevision
      : screen.revision !== this.#revision || border !== this.#border;
    if ((!this.#changed && !fresh) || now < this.#drawAt) return;
    this.#changed = false;
    this.#revision = screen.revision;
    this.#border = border;
    if (pictured) this.#pictureRevision = picture!.buffer.revision;
    this.#tty.write(this.#draw(border));
    // drawing must not take the machine's time: as long as it took, nothing is drawn
    const end = performance.now();
    this.#drawAt = end - now > SLOW_DRAW_MS ? end + (end - now) : end;
  }

  #draw(border: number | null): string {
    const { screen, picture, title } = this.#options;
    const { columns, rows } = this.#tty;
    const [prompt, promptCursor] = this.#prompt();
    const box = this.#mode === 'help' ? this.#help() : null;
    const ui = { title, status: this.#status, hint: this.#hint(), prompt, promptCursor, box, border };
    if (!this.#pictured) return this.#writer.update(this.#layout.compose(columns, rows, screen, ui));
    const frame = this.#layout.around(columns, rows, screen, ui);
    const above = Math.max(1, rows - 1);
    const area = picture!.area(columns, above);
    if (box === null) picture!.draw(frame, area, this.#colours);
    const drawn = this.#writer.update(frame);
    return drawn + (box === null ? picture!.overlay(area, columns, above) : '');
  }

  #hint(): string {
    return `${this.#escape.label} q quits, ${this.#escape.label} ? help`;
  }

  #tick(): void {
    this.#feedPaste();
    this.refresh();
  }

  #builtIn(): HostCommand[] {
    return [
      {
        key: 'q',
        title: 'quit',
        help: 'ends the run',
        run: () => {
          void this.#options.quit('command');
          return undefined;
        },
      },
      { key: 'p', title: 'type a file', help: 'types the text of a file', run: () => this.#typeFile() },
      {
        key: 'z',
        title: 'suspend',
        help: 'back to the shell; fg continues',
        run: () => {
          this.#tty.suspend();
          return undefined;
        },
      },
      {
        key: '?',
        title: 'help',
        run: () => {
          this.#mode = 'help';
          return undefined;
        },
      },
    ];
  }

  async #typeFile(): Promise<string | undefined> {
    const path = await this.ask('File to type: ');
    if (path === null || path.trim() === '') return undefined;
    let text: string;
    try {
      text = await readFile(path.trim(), 'utf8');
    } catch (e) {
      const { code } = e as NodeJS.ErrnoException;
      return `Can't read ${path.trim()}: ${code === 'ENOENT' ? 'there is no such file' : (code ?? String(e))}.`;
    }
    this.paste(text);
    return `Typing ${path.trim()}. Ctrl-C breaks off.`;
  }

  #prompt(): [text: string | null, cursor: number] {
    const question = this.#question;
    if (question) return [question.text + question.answer, [...question.text, ...question.answer].length];
    if (this.#mode === 'menu') {
      const entries = this.#commands.map((c) => `${c.key} ${c.title}`);
      return [`${entries.join('  ')}  ${this.#escape.label} itself`, -1];
    }
    if (this.#mode === 'help') return ['any key: back', -1];
    return [this.#message, -1];
  }

  #help(): string[] {
    const { label } = this.#escape;
    const width = label.length * 2 + 1;
    const line = (keys: string, text: string) => `${keys.padEnd(width)}  ${text}`;
    return [
      '',
      `Every key goes to the machine, except ${label}. After it:`,
      '',
      ...this.#commands.map((c) => line(`${label} ${c.key}`, c.help ?? c.title)),
      line(`${label} ${label}`, `sends ${label} to the machine`),
      '',
      'Text pasted into this window is typed as fast as the machine reads it.',
      '',
    ];
  }

  #input(bytes: Uint8Array): void {
    if (this.#escapeTimer) clearTimeout(this.#escapeTimer);
    this.#escapeTimer = null;
    const inputs = this.#parser.feed(bytes);
    for (const input of inputs) this.#handle(input, inputs.length === 1);
    const { pending } = this.#parser;
    if (pending !== 'none') {
      this.#escapeTimer = setTimeout(
        () => {
          this.#escapeTimer = null;
          for (const input of this.#parser.flush()) this.#handle(input, true);
          this.refresh();
        },
        pending === 'escape' ? ESCAPE_MS : SEQUENCE_MS,
      );
    }
    this.refresh();
  }

  #handle(input: HostInput, alone: boolean): void {
    if (input.kind === 'report') {
      this.#report(input.report);
    } else if (input.kind === 'event') {
      this.#event(input);
    } else if (this.#question) {
      this.#answer(this.#question, input);
    } else if (this.#mode === 'menu') {
      this.#choose(input);
    } else if (this.#mode === 'help') {
      this.#mode = 'guest';
      // a picture may have been drawn over
      if (this.#pictured) this.#clear();
      this.#changed = true;
    } else if (input.kind === 'paste') {
      this.paste(input.text);
    } else if (input.kind === 'key' && input.name === this.#escape.name) {
      this.#openMenu();
    } else if (this.#options.keyboard !== undefined) {
      this.#strike(this.#options.keyboard, input, alone);
    } else if (input.kind === 'key') {
      this.#key(input.name);
    } else {
      this.#character(input.codePoint, input.alt);
    }
  }

  #openMenu(): void {
    this.#mode = 'menu';
    this.#message = null;
    this.#changed = true;
    this.#options.keyboard?.release();
  }

  /** A key of the guest's keyboard. Unknown combinations are tried without their modifiers. */
  #strike(keyboard: HostKeyboard, stroke: HostStroke, alone: boolean): void {
    if (stroke.kind === 'key' && stroke.name === 'ctrl-c') keyboard.stop();
    if (keyboard.strike(stroke, alone) || stroke.kind === 'character') return;
    const modifier = /^(ctrl|alt|shift)-(?=.)/.exec(stroke.name);
    if (modifier !== null) this.#strike(keyboard, { kind: 'key', name: stroke.name.slice(modifier[0].length) }, alone);
  }

  /** Kitty's events: for the menu as other terminals would have it, for the guest as they are. */
  #event(event: HostKeyEvent): void {
    const { plain } = event;
    const isEscape = plain?.kind === 'key' && plain.name === this.#escape.name;
    if (this.#question !== null || this.#mode !== 'guest' || isEscape) {
      if (event.event === 'release') this.#options.keyboard?.event(event);
      else if (plain !== null) this.#handle(plain, true);
      return;
    }
    if (event.event === 'press' && plain?.kind === 'key' && plain.name === 'ctrl-c') this.#options.keyboard?.stop();
    this.#options.keyboard?.event(event);
  }

  /** What the terminal tells about itself. */
  #report(report: TerminalReport): void {
    if (report.what === 'attributes') this.#answered = true;
    if (report.what === 'keyboard' && this.#options.keyboard !== undefined && !this.#parser.keyEvents) {
      this.#parser.keyEvents = true;
      this.#tty.also(`${KEYBOARD_ENTER}${FOCUS_ENTER}`, `${FOCUS_LEAVE}${KEYBOARD_LEAVE}`);
    } else if (report.what === 'focus') {
      if (!report.here) this.#options.keyboard?.release();
    } else if (this.#options.picture?.report(report) === true && this.#pictured) this.#clear();
  }

  #answer(question: Question, input: HostStroke | Extract<HostInput, { kind: 'paste' }>): void {
    this.#changed = true;
    if (input.kind === 'paste') {
      question.answer += input.text.replace(/\p{Cc}/gu, '');
    } else if (input.kind === 'character') {
      question.answer += String.fromCodePoint(input.codePoint);
    } else if (input.name === 'backspace' || input.name === 'ctrl-h') {
      question.answer = [...question.answer].slice(0, -1).join('');
    } else if (input.name === 'ctrl-u') {
      question.answer = '';
    } else if (input.name === 'enter' || input.name === 'escape' || input.name === 'ctrl-c') {
      this.#question = null;
      question.done(input.name === 'enter' ? question.answer : null);
    }
  }

  #choose(input: HostStroke | Extract<HostInput, { kind: 'paste' }>): void {
    this.#mode = 'guest';
    this.#changed = true;
    if (input.kind === 'key' && input.name === this.#escape.name) {
      if (this.#options.keyboard !== undefined) this.#strike(this.#options.keyboard, input, true);
      else this.#key(input.name);
      return;
    }
    // Ctrl held on, as in Ctrl-] Ctrl-Q, means the same
    const key =
      input.kind === 'character'
        ? String.fromCodePoint(input.codePoint)
        : input.kind === 'key'
          ? (/^ctrl-(.)$/.exec(input.name)?.[1] ?? '')
          : '';
    const command =
      this.#commands.find((c) => c.key === key) ?? this.#commands.find((c) => c.key === key.toLowerCase());
    if (command) void this.#run(command);
  }

  async #run(command: HostCommand): Promise<void> {
    try {
      const text = await command.run(this);
      if (text) this.message(text);
    } catch (e) {
      this.message(e instanceof Error ? e.message : String(e));
    }
  }

  #character(codePoint: number, alt: boolean): void {
    if (alt) {
      if (this.#options.key(`alt-${String.fromCodePoint(codePoint)}`)) return;
      this.#type(Uint8Array.of(0x1b));
    }
    const text = toAscii(codePoint);
    if (text !== '') this.#type(Uint8Array.from(text, (c) => c.charCodeAt(0)));
  }

  #key(name: string): void {
    // what breaks a program off breaks a paste off, too
    if (name === 'ctrl-c') this.#paste = new Uint8Array(0);
    if (this.#options.key(name)) return;
    const byte = controlByte(name);
    if (byte >= 0) {
      this.#type(Uint8Array.of(byte));
      return;
    }
    const modifier = /^(ctrl|alt|shift)-(?=.)/.exec(name);
    if (!modifier) return;
    if (modifier[1] === 'alt') this.#type(Uint8Array.of(0x1b));
    this.#key(name.slice(modifier[0].length));
  }

  /** Typed bytes go at once, but not past pasted text that still waits. */
  #type(bytes: Uint8Array): void {
    if (this.#paste.length > 0) this.#queue(bytes);
    else this.#options.send(bytes);
  }

  #queue(bytes: Uint8Array): void {
    const joined = new Uint8Array(this.#paste.length + bytes.length);
    joined.set(this.#paste);
    joined.set(bytes, this.#paste.length);
    this.#paste = joined;
    this.#feedPaste();
  }

  #feedPaste(): void {
    if (this.#paste.length === 0) return;
    const size = this.#options.waiting === undefined ? this.#pasteRoom() : this.#pasteLine(this.#options.waiting());
    if (size <= 0) return;
    const part = this.#paste.slice(0, size);
    this.#paste = this.#paste.subarray(part.length);
    this.#options.send(part);
  }

  /** Bytes that keep the guest busy until the next look. */
  #pasteRoom(): number {
    return PASTE_AHEAD - (this.#options.pending?.() ?? PASTE_AHEAD / 2);
  }

  /** Length of the next line, or 0 while the guest is not ready for it. */
  #pasteLine(waiting: boolean): number {
    const now = performance.now();
    if ((this.#options.pending?.() ?? 0) > 0) {
      this.#unreadAt = now;
      return 0;
    }
    if (!waiting && now - this.#unreadAt < PASTE_PATIENCE_MS) return 0;
    this.#unreadAt = now;
    const end = this.#paste.indexOf(0x0d) + 1;
    return end > 0 ? end : this.#paste.length;
  }
}

/** The ASCII code of a key that has one, or −1. */
function controlByte(name: string): number {
  switch (name) {
    case 'enter':
      return 0x0d;
    case 'tab':
      return 0x09;
    case 'escape':
      return 0x1b;
    case 'backspace':
      return 0x08;
    case 'delete':
      return 0x7f;
  }
  const control = /^ctrl-([a-z@[\\\]^_])$/.exec(name)?.[1];
  return control === undefined ? -1 : control.toUpperCase().charCodeAt(0) & 0x1f;
}
