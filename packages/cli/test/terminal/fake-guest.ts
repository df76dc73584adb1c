import type { TextScreen } from '@backplane/kernel';

const KEYS: Readonly<Record<string, string>> = {
  enter: '\r',
  escape: '\x1b',
  tab: '\t',
  backspace: '\b',
  delete: '\x7f',
  up: '\x0b',
  down: '\n',
  left: '\b',
  right: '\f',
  home: '\x1e',
};

/** A guest screen that prints, as simple as it can be, and a keyboard with a few keys. */
export class FakeGuest implements TextScreen {
  readonly columns = 80;
  readonly rows = 24;
  readonly characters = new Int32Array(80 * 24).fill(0x20);
  readonly attributes = new Uint8Array(80 * 24);
  cursorColumn = 0;
  cursorRow = 0;
  revision = 0;
  attribute = 0;

  print(text: string): void {
    for (const character of text) {
      if (character === '\r') this.cursorColumn = 0;
      else if (character === '\n') this.#down();
      else this.#put(character.codePointAt(0)!);
    }
    this.revision++;
  }

  /** What the guest's keyboard sends for a key, or null. */
  key(name: string): string | null {
    const control = /^ctrl-([a-z])$/.exec(name)?.[1];
    return control ? String.fromCharCode(control.charCodeAt(0) & 0x1f) : (KEYS[name] ?? null);
  }

  #put(code: number): void {
    const at = this.cursorRow * this.columns + this.cursorColumn;
    this.characters[at] = code;
    this.attributes[at] = this.attribute;
    if (++this.cursorColumn < this.columns) return;
    this.cursorColumn = 0;
    this.#down();
  }

  #down(): void {
    if (++this.cursorRow < this.rows) return;
    this.cursorRow--;
    this.characters.copyWithin(0, this.columns).fill(0x20, -this.columns);
    this.attributes.copyWithin(0, this.columns).fill(0, -this.columns);
  }
}
