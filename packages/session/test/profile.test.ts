import { defineCard, defineSlotType, type MachineDefinition, sha1Hex } from '@backplane/kernel';
import { describe, expect, it } from 'vitest';
import {
  checkProfile,
  isRomPath,
  ProfileError,
  parseProfileText,
  profileMachine,
  profileSchema,
} from '../src/index.ts';
import { jsonMistakeAt } from '../src/json-place.ts';
import { toy } from './fixture.ts';

const port = defineSlotType({ id: 'port', title: 'expansion port', signals: {} });
const drive = defineCard({
  id: 'drive',
  title: 'second drive',
  fits: 'port',
  parts: { board: { ...toy.parts.board, clock: 'cpu' } },
  media: { tape: { title: 'tape', bay: 'board.disk', formats: ['raw'] } },
});

const slotted: MachineDefinition = {
  ...toy,
  slots: {
    s1: { type: { ...port, signals: { cpu: 'clock' } }, bind: { cpu: 'cpu' }, cards: { drive }, default: null },
  },
  overlays: {
    plus: { title: 'more options', patch: { options: { turbo: { kind: 'flag', title: 'turbo', default: false } } } },
  },
};

function problems(json: unknown, definition = slotted): readonly string[] {
  try {
    checkProfile(definition, json, 'my.json');
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(ProfileError);
    expect((error as Error).message).toMatch(/^my\.json:\s/);
    return (error as ProfileError).problems;
  }
}

describe('profiles', () => {
  it('are accepted', () => {
    const profile = {
      $schema: './toy.schema.json',
      machine: 'toy',
      title: 'mine',
      options: { ram: '4K', colour: 'amber', loud: true, name: 'Ann', turbo: true },
      slots: { s1: 'drive' },
      overlays: ['plus'],
      media: { disk: 'a.img', 's1.tape': { path: 'b.img', format: 'raw', readOnly: true, snapshot: false } },
    };
    expect(checkProfile(slotted, profile)).toBe(profile);
    expect(problems({ machine: 'toy', slots: { s1: null }, media: { disk: null } })).toEqual([]);
  });

  it('tell every mistake, with the nearest name', () => {
    expect(
      problems({
        machine: 'toy',
        optoins: {},
        options: { ramm: 1, ram: 1, colour: 'blue', name: 'a name too long' },
        roms: { boot: 'x' },
        media: { dsk: 'a', disk: { pth: 'x', readOnly: 'yes' } },
      }),
    ).toEqual([
      'There is no member "optoins". Did you mean "options"?',
      'There is no option "ramm". Did you mean "ram"?',
      'Option "ram" (memory) is 1; it takes a whole number from 256 to 65536 bytes; kilobytes are written 1K.',
      'Option "colour" (colour of the screen) is "blue"; it takes green, amber.',
      'Option "name" (name on the case) is "a name too long"; it takes at most 8 characters.',
      'There is no ROM "boot". There are none.',
      'There is no medium "dsk". Did you mean "disk"?',
      'Medium "disk" has no member "pth". Did you mean "path"?',
      'Medium "disk": "readOnly" is a string; it takes a boolean.',
      'Medium "disk" has no "path".',
    ]);
    expect(problems({ machine: 'toy', slots: { s2: 'drive', s1: 'driver' }, overlays: ['pluss'] })).toEqual([
      'There is no overlay "pluss". Did you mean "plus"?',
      'There is no slot "s2". Did you mean "s1"?',
      'Slot "s1" has no card "driver". Did you mean "drive"?',
    ]);
    expect(problems({ machine: 'toy', options: [], slots: 1, overlays: 'plus', media: { disk: 3 }, title: 1 })).toEqual(
      [
        '"title" is a number; it takes a string.',
        '"overlays" is a number; it takes a list of names.'.replace('a number', 'a string'),
        '"slots" is a number; it takes an object.',
        '"options" is a list; it takes an object.',
        'Medium "disk" is a number; it takes a path, an object with "path", or null.',
      ],
    );
    expect(problems({ machine: 'tyo' })).toEqual(['"machine" is "tyo"; this definition is of "toy".']);
    expect(problems({})).toEqual(['"machine" is missing: the machine\'s name, for example "machine": "cpm".']);
    expect(problems(7)).toEqual(['A profile is a JSON object, not a number.']);
  });

  it('choose ROMs by id, by SHA-1 and by file', () => {
    const free = new Uint8Array(16);
    const boot = { title: 'boot', size: 16, images: [{ id: 'free', title: 'free', sha1: sha1Hex(free), bytes: free }] };
    const definition = { ...slotted, roms: { boot } };
    const choose = (choice: unknown) => () => checkProfile(definition, { machine: 'toy', roms: { boot: choice } });
    for (const choice of ['free', `sha1:${sha1Hex(free)}`, './own', 'own.bin', 'roms\\own']) {
      expect(choose(choice)).not.toThrow();
    }
    expect(choose('fre')).toThrow('ROM "boot" has no image "fre". Did you mean "free"?');
    expect(choose(7)).toThrow('ROM "boot" has no image "7".');
    expect(['free', 'sha1:12', 'a/b', 'a.b'].map(isRomPath)).toEqual([false, false, true, true]);
  });

  it('offer the media of a card only with the card', () => {
    expect(problems({ machine: 'toy', media: { 's1.tape': 'x' } })).toHaveLength(1);
    expect(problems({ machine: 'toy', slots: { s1: 'drive' }, media: { 's1.tape': 'x' } })).toEqual([]);
  });

  it('tell where the JSON is wrong', () => {
    expect(parseProfileText('\uFEFF{"a": 1}', 'my.json')).toEqual({ a: 1 });
    expect(() => parseProfileText('{\n  "machine": "toy",\n  oops\n}', 'my.json')).toThrow(
      'my.json: This is not JSON; the mistake is at line 3, column 3.',
    );
    expect(() => parseProfileText('{"machine":', 'my.json')).toThrow('line 1, column 12');
  });

  it.each([
    ['', 0],
    ['{', 1],
    ['{"a" 1}', 5],
    ['{"a": cpm}', 6],
    ['{"a": 1,}', 8],
    ['[1, 2', 5],
    ['{"a": "x}', 6],
    ['{"a": 01}', 7],
    ['{} x', 3],
    ["{'a': 1}", 1],
  ])('find the mistake in %j', (text, at) => {
    expect(() => JSON.parse(text)).toThrow();
    expect(jsonMistakeAt(text)).toBe(at);
  });

  it('name the package that their machine comes from', () => {
    expect(profileMachine({ machine: 'toy', package: './toy.js' }, 'x')).toEqual({
      machine: 'toy',
      package: './toy.js',
    });
    expect(() => profileMachine({ machine: 'toy', package: 1 }, 'x')).toThrow('"package" is a number');
  });
});

describe('the schema', () => {
  const schema = profileSchema(slotted) as {
    properties: Record<string, { properties: Record<string, unknown>; additionalProperties: boolean }>;
    additionalProperties: boolean;
    required: string[];
  };

  it('has the definition’s options with their ranges', () => {
    expect(schema.additionalProperties).toBe(false);
    expect(schema.required).toEqual(['machine']);
    expect(schema.properties.machine).toEqual({ const: 'toy' });
    expect(schema.properties.options!.additionalProperties).toBe(false);
    expect(schema.properties.options!.properties).toMatchObject({
      ram: {
        title: 'memory',
        default: 4096,
        anyOf: [{ type: 'integer', minimum: 256, maximum: 65536 }, { type: 'string' }],
      },
      colour: { enum: ['green', 'amber'], default: 'green' },
      loud: { type: 'boolean' },
      name: { type: 'string', maxLength: 8 },
    });
  });

  it('has the slots with their cards, and the media of both', () => {
    expect(schema.properties.slots!.properties).toEqual({
      s1: { title: 'expansion port', default: null, enum: ['drive', null] },
    });
    expect(Object.keys(schema.properties.media!.properties)).toEqual(['disk', 's1.tape']);
  });

  it('is JSON', () => {
    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
  });
});
