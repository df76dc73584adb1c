import type { InputValue } from '@backplane/kernel';
import { blankFloppy, memoryStore } from '@backplane/media';
import { checkProfile, KeyTable, type MachineEntry, type MachinePackage, Session } from '@backplane/session';
import { describe, expect, it } from 'vitest';
import { catalog } from '../src/index.ts';
import { KEY_INDEX } from '../src/keys.ts';
import { LAYOUT_NAMES } from '../src/layouts.ts';

const machines = (catalog as unknown as MachinePackage).machines;
const [pc, xt] = machines as readonly [MachineEntry, MachineEntry];
const keyboard = xt.keyboard!;

describe('the catalog', () => {
  it('is one', () => {
    const checked: MachinePackage = catalog as never;
    expect(checked.machines.map((m) => m.definition.id)).toEqual(['ibm-5150', 'ibm-5160', 'xt-turbo']);
  });

  it('profiles fit their machines', () => {
    const names: string[] = [];
    for (const { definition, profiles = [] } of machines) {
      for (const { name, ...profile } of profiles) {
        expect(checkProfile(definition, profile)).toBe(profile);
        names.push(name);
      }
    }
    expect(names).toEqual(['ibm-5150-mda', 'ibm-5150-hercules', 'ibm-5160-mda']);
  });

  it('the switches of QEMU and MAME stand for options, slots and cards that exist', () => {
    for (const { definition, aliases = {} } of machines) {
      const known = (word: string): boolean => {
        const name = word.replace(/^--/, '');
        const slot = /^(isa\d)(?:-(.+))?$/.exec(name);
        if (slot !== null) return Object.hasOwn(definition.slots!, slot[1]!);
        return ['out', 'sound', 'headless', 'type'].includes(name) || Object.hasOwn(definition.options!, name);
      };
      for (const [name, meaning] of Object.entries(aliases)) {
        if (typeof meaning === 'string') expect([name, known(meaning)]).toEqual([name, true]);
        else {
          for (const words of Array.isArray(meaning) ? [meaning] : Object.values(meaning)) {
            for (const [n, word] of (words as readonly string[]).entries()) {
              if (word.startsWith('--')) expect([name, word, known(word)]).toEqual([name, word, true]);
              const slot = /^--(isa\d)$/.exec(words[n - 1] ?? '')?.[1];
              if (slot !== undefined && word !== 'none') {
                expect(Object.keys(definition.slots![slot]!.cards)).toContain(word);
              }
              if (words[n - 1] === '--layout') expect(LAYOUT_NAMES).toContain(word);
            }
          }
        }
      }
    }
  });

  it('a file alone starts as floppy or hard disk', () => {
    const identify = (image: Uint8Array, name: string, size = image.length) =>
      xt.autostart!.identify(image, name, size);
    const boot = new Uint8Array(512 * 63);
    boot.set([0x55, 0xaa], 510);
    expect(identify(blankFloppy('360k'), 'a.img')).toMatchObject({ bay: 'isa2.a', slots: { isa2: 'floppy' } });
    expect(identify(blankFloppy('1.44m'), 'a.ima')).toMatchObject({ bay: 'isa2.a' });
    // a floppy that was cut off, or has something behind it
    expect(identify(blankFloppy('360k').subarray(0, 100_000), 'a.img')).toMatchObject({ bay: 'isa2.a' });
    expect(identify(Uint8Array.from([...blankFloppy('360k'), 1, 2, 3]), 'a.img')).toMatchObject({ bay: 'isa2.a' });
    expect(identify(boot, 'c.img')).toMatchObject({ bay: 'isa3.disk0', slots: { isa3: 'xtide' } });
    expect(identify(new Uint8Array(65536), 'd.img', 512 * 1_000_000)).toMatchObject({ bay: 'isa3.disk0' });
    expect(identify(new Uint8Array(100), 'e.vhd')).toMatchObject({ bay: 'isa3.disk0' });
    expect(identify(new Uint8Array(1000), 'notes.txt')).toBeNull();
    // on the 5150 the card comes with it
    const plan = pc.autostart!.identify(boot, 'c.img', boot.length)!;
    const session = new Session(pc, { slots: plan.slots! });
    expect(Object.keys(session.machine.flat.media!)).toContain(plan.bay);
  });

  it('opens what belongs into a bay, and tells what does not', () => {
    const session = new Session(xt, {});
    expect(session.openMedium('isa2.b', blankFloppy('720k'), { name: 'b.img' }).opened.disk).toBeDefined();
    expect(session.openMedium('isa3.disk1', memoryStore(new Uint8Array(512 * 1000)), { name: 'c.img' }).large).toBe(
      true,
    );
    expect(() => session.openMedium('isa2.a', new Uint8Array(100), { name: 'x.img' })).toThrow(/x\.img/);
  });
});

describe('cards', () => {
  it('bring joysticks and the time of day', () => {
    expect(new Session(xt, {}).controllers).toEqual([]);
    const session = new Session(xt, { slots: { isa6: 'joystick', isa7: 'clock' } });
    expect(session.controllers.map((c) => c.support.title)).toEqual(['Joystick 1', 'Joystick 2']);
    const inputs = Object.keys(session.machine.flat.inputs!);
    expect([xt.clock!.input].flat().filter((name) => inputs.includes(name))).toEqual(['isa7.seconds']);
  });
});

describe('the keyboard', () => {
  const table = (layout: string) => new KeyTable({ ...keyboard, characters: keyboard.layouts!.characters[layout]! });

  it('has keys for all ASCII characters in the United States', () => {
    const us = table('us');
    for (let code = 0x20; code < 0x7f; code++) {
      expect(us.character(String.fromCharCode(code)), String.fromCharCode(code)).toBeDefined();
    }
    expect(us.character('A')).toEqual(['left-shift', 'a']);
    expect(us.character('@')).toEqual(['left-shift', '2']);
    expect(us.character('\n')).toEqual(['enter']);
  });

  it.each(LAYOUT_NAMES)('layout %s names keys that there are, letters and digits throughout', (name) => {
    const characters = keyboard.layouts!.characters[name]!;
    for (const keys of Object.values(characters)) for (const key of keys) expect(KEY_INDEX.has(key)).toBe(true);
    for (const c of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:;/?!"+-=()') {
      expect([name, c, Object.hasOwn(characters, c)]).toEqual([name, c, true]);
    }
    expect(Object.hasOwn(characters, '\\') || name === 'us').toBe(true);
  });

  it.each([
    ['de', 'y', ['z']],
    ['de', 'Z', ['left-shift', 'y']],
    ['de', 'ß', ['minus']],
    ['de', '{', ['ctrl', 'alt', '7']],
    ['de', '@', ['ctrl', 'alt', 'q']],
    ['de', '|', ['ctrl', 'alt', 'less']],
    ['uk', '#', ['backslash']],
    ['uk', '"', ['left-shift', '2']],
    ['uk', '\\', ['less']],
    ['fr', 'a', ['q']],
    ['fr', '1', ['left-shift', '1']],
    ['fr', 'm', ['semicolon']],
    ['fr', '.', ['left-shift', 'comma']],
    ['se', 'å', ['left-bracket']],
    ['dk', 'ø', ['quote']],
    ['no', 'ø', ['semicolon']],
    ['it', 'ò', ['semicolon']],
    ['es', 'ñ', ['semicolon']],
  ])('layout %s: %s', (layout, character, keys) => {
    expect(table(layout).character(character)).toEqual(keys);
  });

  it('knows keys by the names that users and QEMU have for them', () => {
    const us = table('us');
    expect(us.key('ctrl-alt-delete')).toEqual(['ctrl', 'alt', 'delete']);
    expect(us.key('shift-f1')).toEqual(['left-shift', 'f1']);
    expect(us.key('up')).toEqual(['up']);
    expect(us.key('kp-7')).toEqual(['kp-7']);
    expect(us.key('break')).toEqual(['ctrl', 'scroll-lock']);
    expect(us.sequence('{esc}{pgup}{f10}{ctrl-c}')).toEqual(
      [['escape'], ['page-up'], ['f10'], ['ctrl', 'c']].map((keys) => ({ kind: 'keys', keys, enter: false })),
    );
    expect(us.at('KeyA')).toBe('a');
    expect(us.at('ArrowUp')).toBe('up');
    expect(us.at('Numpad8')).toBe('kp-8');
  });

  it('types in the layout that the option says', () => {
    const keys = (layout: string): InputValue[] => {
      const session = new Session(xt, { options: { layout } });
      session.record();
      session.keys!.strike(session.keys!.table.character('y')!, true);
      session.runFor({ seconds: 0.2 });
      return session.stopRecording().events.flatMap((e) => (e.kind === 'input' ? [e.value as InputValue] : []));
    };
    expect(keys('us')).toEqual(['+y', '-y']);
    expect(keys('de')).toEqual(['+z', '-z']);
  });
});
