import { type KeyInput, type Session, UserKeyboard } from '@backplane/session';
import type { LiveJoystick } from './live-joystick.ts';
import type { HostKeyboard, HostStroke } from './terminal/host-terminal.ts';

/** Characters of a paste that are told as missing. */
const MOST_TOLD = 8;

/** The machine's keys, for the keyboard of a terminal. */
export function hostKeyboard(session: Session, keyboard: KeyInput, joystick: LiveJoystick): HostKeyboard {
  const { table } = keyboard;
  const user = new UserKeyboard(table, keyboard);
  const keysOf = (stroke: HostStroke): readonly string[] | undefined => {
    if (stroke.kind === 'key') return table.key(stroke.name);
    const character = String.fromCodePoint(stroke.codePoint);
    if (stroke.alt) return table.key(`alt-${character}`) ?? table.character(character);
    return table.character(character);
  };
  return {
    strike(stroke, alone) {
      if (joystick.strike(nameOf(stroke))) return true;
      const keys = keysOf(stroke);
      if (keys === undefined) return false;
      keyboard.strike(keys, alone);
      return true;
    },
    event({ event, key, code, plain }) {
      const name = code === 'Space' ? 'space' : key;
      if (event !== 'repeat' && joystick.hold(name, event === 'press')) return;
      if (event === 'release') user.release(key);
      else if (event === 'press') {
        user.press({
          id: key,
          ...(code === '' ? {} : { code }),
          ...(plain?.kind === 'character' && !plain.alt ? { character: String.fromCodePoint(plain.codePoint) } : {}),
          ...(plain?.kind === 'character' && plain.alt ? { name: `alt-${String.fromCodePoint(plain.codePoint)}` } : {}),
          ...(plain?.kind === 'key' ? { name: plain.name } : {}),
        });
      }
    },
    release: () => {
      user.releaseAll();
      joystick.releaseAll();
    },
    stop: () => keyboard.drop(),
    paste: (text) => paste(session, keyboard, text),
  };
}

/** What a stroke is called among the keys of a joystick. */
function nameOf(stroke: HostStroke): string {
  if (stroke.kind === 'key') return stroke.name;
  return stroke.codePoint === 0x20 ? 'space' : '';
}

/**
 * Types a text: through the guest's keyboard buffer if it waits at its prompt, which is faster, else on its keys.
 * Returns what could not be typed.
 */
function paste(session: Session, keyboard: KeyInput, text: string): string | undefined {
  const { table } = keyboard;
  const lines = text.normalize('NFC').replace(/\r\n?/g, '\n');
  const missing = new Set<string>();
  const characters = [...lines].filter((c) => {
    const known = table.character(c) !== undefined;
    if (!known) missing.add(c);
    return known;
  });
  if (session.tellsIdle && session.idle && session.entry.keyboard?.buffer !== undefined) {
    try {
      keyboard.buffer(characters.join(''));
      return told(missing);
    } catch {
      // the buffer's character set may be smaller than the keyboard's
    }
  }
  for (const c of characters) keyboard.strike(table.character(c)!);
  return told(missing);
}

function told(missing: ReadonlySet<string>): string | undefined {
  if (missing.size === 0) return undefined;
  const shown = [...missing].slice(0, MOST_TOLD).map((c) => (/\p{Cc}/u.test(c) ? `code ${c.codePointAt(0)}` : c));
  return `Not on this keyboard: ${shown.join(' ')}${missing.size > MOST_TOLD ? ' …' : ''}`;
}
