import type { InputValue } from '@backplane/kernel';
import { CBM_PRG, cbmDiskOfFiles, D64_FORMAT, makeP00 } from '@backplane/media';
import { type MachinePackage, Session } from '@backplane/session';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { catalog } from '../src/index.ts';
import { bareDefinition, HALT } from './support/bare.ts';

const PRG = Uint8Array.of(0x01, 0x08, 1, 2, 3);
const [pal] = catalog.machines;
const d64 = cbmDiskOfFiles('TEST', [{ name: 'A', type: CBM_PRG, bytes: PRG }], { format: D64_FORMAT }).medium.content();
const p00 = makeP00({ name: 'A', type: CBM_PRG, bytes: PRG });

describe('the catalog', () => {
  test('is one', () => {
    const checked: MachinePackage = catalog;
    expect(checked.machines.map((m) => m.definition.id)).toEqual(['c64', 'c64-ntsc']);
  });

  test('profiles name machines and options that exist', () => {
    for (const { definition, profiles } of catalog.machines) {
      for (const profile of profiles) {
        expect(profile.machine).toBe(definition.id);
        for (const [socket, image] of Object.entries('roms' in profile ? profile.roms : {})) {
          expect(definition.roms![socket]!.images.map(({ id }) => id)).toContain(image);
        }
        const options: Readonly<Record<string, string>> = 'options' in profile ? profile.options : {};
        for (const [name, value] of Object.entries(options)) {
          const spec = definition.options![name as keyof typeof definition.options] as {
            readonly values: readonly string[];
          };
          expect(spec.values).toContain(value);
        }
      }
    }
  });

  test('switches of VICE stand for options and values that exist', () => {
    for (const { definition, aliases } of catalog.machines) {
      for (const meaning of Object.values(aliases)) {
        const lists = typeof meaning === 'string' || Array.isArray(meaning) ? [] : Object.values(meaning);
        for (const [flag, value] of lists as (readonly string[])[]) {
          if (flag === undefined) continue;
          const name = flag.slice(2);
          const slot = definition.slots?.[name];
          const spec = definition.options![name as 'vic'];
          if (slot !== undefined) expect(Object.keys(slot.cards)).toContain(value);
          else expect(spec.values).toContain(value);
        }
      }
    }
  });

  test('files are recognised by what is in them', () => {
    const identify = (image: Uint8Array, name: string) => pal.autostart.identify(image, name);
    expect(identify(PRG, 'GAME.PRG')).toMatchObject({ bay: 'program', inputs: { autostart: 'run' } });
    expect(identify(p00, 'game.p00')).toMatchObject({ bay: 'program' });
    expect(identify(d64, 'game')).toMatchObject({ bay: 'drive8.disk', inputs: { autostart: 'run disk' } });
    expect(identify(PRG, 'notes.txt')).toBeNull();
  });

  test('programs and disks open, with their names in messages', () => {
    const open = (bay: string, image: Uint8Array, name: string) => pal.media.open(bay, image, { name, sha1: '' });
    expect(open('program', PRG, 'a.prg').medium).toEqual(PRG);
    expect(open('program', p00, 'a.p00').medium).toEqual(PRG);
    expect(open('drive8.disk', d64, 'a.d64').format).toBe('d64');
    expect(() => open('program', Uint8Array.of(1, 2), 'short.prg')).toThrow(/short\.prg/);
    expect(() => open('drive8.disk', PRG, 'odd.d64')).toThrow(/odd\.d64/);
    expect(() => open('nowhere', PRG, 'a.prg')).toThrow(/nowhere/);
  });

  test('any bytes are a program for the machine, or refused with a message', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.constantFrom('a.prg', 'a.p00', 'a.t64', 'a'), (image, name) => {
        const plan = pal.autostart.identify(image, name);
        for (const bay of plan === null ? ['program', 'drive8.disk'] : [plan.bay]) {
          try {
            pal.media.open(bay, image, { name, sha1: '' });
          } catch (error) {
            expect((error as Error).name).toBe('MediaError');
            expect((error as Error).message.length).toBeGreaterThan(10);
          }
        }
      }),
    );
  });

  test('a session types on the keyboard', async () => {
    const session = new Session({ ...pal, definition: bareDefinition(HALT) } as never, { pacing: 'warp' });
    const sent: InputValue[] = [];
    const { keyboard } = session.machine.wired.parts;
    const input = keyboard!.device.input!.bind(keyboard!.device);
    keyboard!.device.input = (name, value, t) => {
      sent.push(value);
      input(name, value, t);
    };
    await session.typeText('aB{clr}{f2}{ctrl-1}');
    expect(sent.filter((v) => String(v).startsWith('+'))).toEqual(
      ['a', 'left-shift', 'b', 'left-shift', 'home', 'left-shift', 'f1', 'ctrl', '1'].map((id) => `+${id}`),
    );
  });
});
