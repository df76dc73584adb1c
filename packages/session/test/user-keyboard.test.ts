import { describe, expect, it } from 'vitest';
import { KeyTable, type UserKey, UserKeyboard } from '../src/index.ts';
import { pocketEntry } from './pocket.ts';

function setUp() {
  const log: string[] = [];
  const keyboard = new UserKeyboard(new KeyTable(pocketEntry.keyboard!), {
    keyDown: (key) => log.push(`+${key}`),
    keyUp: (key) => log.push(`-${key}`),
  });
  return {
    keyboard,
    press: (key: UserKey) => keyboard.press(key),
    release: (id: string) => keyboard.release(id),
    /** What has happened since the last call. */
    log: () => log.splice(0).join(' '),
  };
}

const shift: UserKey = { id: 'shift', code: 'ShiftLeft' };
const ctrl: UserKey = { id: 'ctrl', code: 'ControlLeft' };
const key = (character: string, code: string): UserKey => ({ id: code, character, code });

describe('a user’s keyboard', () => {
  it('presses and releases what the caps say', () => {
    const t = setUp();
    t.press(key('a', 'KeyA'));
    t.press(key('s', 'KeyS'));
    t.release('KeyA');
    t.release('KeyS');
    t.release('KeyS');
    expect(t.log()).toBe('+a +s -a -s');
    expect(t.press({ id: 'Enter', name: 'enter', code: 'Enter' })).toBe(true);
    expect(t.press({ id: 'PageUp', name: 'pageup', code: 'PageUp' })).toBe(false);
    expect(t.log()).toBe('+return');
  });

  it('lets the host’s Shift go where the machine’s character has none, and back', () => {
    const t = setUp();
    t.press(shift);
    expect(t.log()).toBe('+left-shift');
    // on a host where a digit is a shifted key
    t.press(key('7', 'Digit7'));
    expect(t.log()).toBe('-left-shift +7');
    t.release('Digit7');
    expect(t.log()).toBe('-7 +left-shift');
    t.press(key('A', 'KeyA'));
    expect(t.log()).toBe('+a');
    t.release('shift');
    // the character was a capital when it was pressed and stays one
    expect(t.log()).toBe('');
    t.release('KeyA');
    expect(t.log()).toBe('-left-shift -a');
  });

  it('holds the machine’s SHIFT where only its character needs it', () => {
    const t = setUp();
    t.press(key('"', 'Quote'));
    expect(t.log()).toBe('+left-shift +2');
    t.press(key('a', 'KeyA'));
    expect(t.log()).toBe('-left-shift +a');
    t.release('KeyA');
    t.release('Quote');
    expect(t.log()).toBe('-a +left-shift -2 -left-shift');
  });

  it('knows modifiers and names with them', () => {
    const t = setUp();
    t.press(ctrl);
    t.press({ id: 'F1', name: 'ctrl-f1', code: 'F1' });
    expect(t.log()).toBe('+ctrl +f1');
    t.keyboard.releaseAll();
    expect(t.log().split(' ').sort().join(' ')).toBe('-ctrl -f1');
    expect(t.press({ id: 'AltLeft', code: 'AltLeft' })).toBe(false);
  });

  it('goes by place for games', () => {
    const t = setUp();
    t.keyboard.byPlace = true;
    t.press(key('ц', 'KeyW'));
    t.press(shift);
    expect(t.log()).toBe('+w +left-shift');
  });
});
