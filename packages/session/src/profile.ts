import {
  compose,
  isUnlistedRom,
  type MachineDefinition,
  type MediaSpec,
  type OptionSpec,
  parseOption,
  type RomSet,
  suggest,
} from '@backplane/kernel';
import type { Profile } from './catalog.ts';
import { ProfileError } from './errors.ts';
import { jsonMistakeAt } from './json-place.ts';

/*
 * Profiles
 *
 * A profile chooses a machine and everything that can be chosen about it. It is checked against the machine's
 * definition, all mistakes at once; the JSON Schema for editors is generated from the same definition.
 */

type Json = Readonly<Record<string, unknown>>;

const isObject = (v: unknown): v is Json => typeof v === 'object' && v !== null && !Array.isArray(v);

const KEYS = ['$schema', 'machine', 'package', 'title', 'options', 'slots', 'overlays', 'roms', 'media'] as const;
const MEDIUM_KEYS = { path: 'string', format: 'string', readOnly: 'boolean', snapshot: 'boolean' } as const;

function kindOf(v: unknown): string {
  return v === null ? 'null' : Array.isArray(v) ? 'a list' : typeof v === 'object' ? 'an object' : `a ${typeof v}`;
}

/** Place in a text: line and column from 1. */
function placeOf(text: string, at: number): string {
  const before = text.slice(0, at).split('\n');
  return `line ${before.length}, column ${before.at(-1)!.length + 1}`;
}

/**
 * The JSON in a text.
 * @throws ProfileError with line and column of the mistake
 */
export function parseProfileText(text: string, where: string): unknown {
  const json = text.replace(/^\uFEFF/, '');
  try {
    return JSON.parse(json);
  } catch {
    throw new ProfileError(where, [`This is not JSON; the mistake is at ${placeOf(json, jsonMistakeAt(json))}.`]);
  }
}

/**
 * The machine that a profile names, before its definition is known.
 * @throws ProfileError
 */
export function profileMachine(json: unknown, where: string): { machine: string; package?: string } {
  if (!isObject(json)) throw new ProfileError(where, [`A profile is a JSON object, not ${kindOf(json)}.`]);
  const { machine, package: source } = json;
  if (typeof machine !== 'string') {
    throw new ProfileError(where, ['"machine" is missing: the machine\'s name, for example "machine": "cpm".']);
  }
  if (source === undefined) return { machine };
  if (typeof source !== 'string') throw new ProfileError(where, [`"package" is ${kindOf(source)}; it takes a string.`]);
  return { machine, package: source };
}

/**
 * Checks a profile that comes from outside (the result of `JSON.parse`).
 * @param where for messages: the file's name
 * @throws ProfileError with every mistake: what, where, and the nearest name
 */
export function checkProfile(definition: MachineDefinition, json: unknown, where = 'profile'): Profile {
  const { machine } = profileMachine(json, where);
  const profile = json as Json;
  const problems: string[] = [];
  const unknown = (path: string, key: string, known: readonly string[]) =>
    problems.push(`There is no ${path} "${key}".${suggest(key, known)}`);
  const member = (key: string): Json => {
    const value = profile[key];
    if (value === undefined) return {};
    if (isObject(value)) return value;
    problems.push(`"${key}" is ${kindOf(value)}; it takes an object.`);
    return {};
  };

  for (const key of Object.keys(profile)) {
    if (!(KEYS as readonly string[]).includes(key)) unknown('member', key, KEYS);
  }
  if (machine !== definition.id) {
    problems.push(`"machine" is "${machine}"; this definition is of "${definition.id}".`);
  }
  for (const key of ['$schema', 'title']) {
    if (profile[key] !== undefined && typeof profile[key] !== 'string') {
      problems.push(`"${key}" is ${kindOf(profile[key])}; it takes a string.`);
    }
  }

  const overlays = profile.overlays ?? [];
  if (!Array.isArray(overlays)) problems.push(`"overlays" is ${kindOf(overlays)}; it takes a list of names.`);
  else {
    for (const name of overlays) {
      if (typeof name !== 'string' || !Object.hasOwn(definition.overlays ?? {}, name)) {
        unknown('overlay', String(name), Object.keys(definition.overlays ?? {}));
      }
    }
  }
  const slots = member('slots');
  checkSlots(definition, slots, problems);

  // overlays and cards bring options, ROMs and media of their own
  let flat = definition;
  if (problems.length === 0) {
    flat = compose(definition, slots as Record<string, string | null>, overlays as readonly string[]);
  }
  for (const [name, value] of Object.entries(member('options'))) {
    const spec = own(flat.options, name);
    if (spec === undefined) unknown('option', name, Object.keys(flat.options ?? {}));
    else {
      try {
        parseOption(name, spec, value);
      } catch (error) {
        problems.push((error as Error).message);
      }
    }
  }
  for (const [name, value] of Object.entries(member('roms'))) {
    const set = own(flat.roms, name);
    if (set === undefined) unknown('ROM', name, Object.keys(flat.roms ?? {}));
    else if (!set.images.some((i) => i.id === value) && !(typeof value === 'string' && isAnyRom(value))) {
      const ids = set.images.map((i) => i.id);
      problems.push(`ROM "${name}" has no image "${String(value)}".${suggest(String(value), ids)}`);
    }
  }
  for (const [bay, value] of Object.entries(member('media'))) {
    if (own(flat.media, bay) === undefined) unknown('medium', bay, Object.keys(flat.media ?? {}));
    else checkMedium(bay, value, problems);
  }
  if (problems.length > 0) throw new ProfileError(where, problems);
  return json as Profile;
}

/** Whether a ROM choice of a profile is the path of a file: it has a dot or a slash, as no image's id has. */
export function isRomPath(choice: string): boolean {
  return /[./\\]/.test(choice);
}

const isAnyRom = (choice: string): boolean => isRomPath(choice) || isUnlistedRom(choice);

function own<T>(table: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return table !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
}

function checkSlots(definition: MachineDefinition, slots: Json, problems: string[]): void {
  for (const [name, card] of Object.entries(slots)) {
    const slot = own(definition.slots, name);
    if (slot === undefined) {
      problems.push(`There is no slot "${name}".${suggest(name, Object.keys(definition.slots ?? {}))}`);
    } else if (card !== null && (typeof card !== 'string' || !Object.hasOwn(slot.cards, card))) {
      problems.push(`Slot "${name}" has no card "${String(card)}".${suggest(String(card), Object.keys(slot.cards))}`);
    }
  }
}

function checkMedium(bay: string, value: unknown, problems: string[]): void {
  if (value === null || typeof value === 'string') return;
  if (!isObject(value)) {
    problems.push(`Medium "${bay}" is ${kindOf(value)}; it takes a path, an object with "path", or null.`);
    return;
  }
  for (const [key, v] of Object.entries(value)) {
    const kind = own(MEDIUM_KEYS as Readonly<Record<string, string>>, key);
    if (kind === undefined) {
      problems.push(`Medium "${bay}" has no member "${key}".${suggest(key, Object.keys(MEDIUM_KEYS))}`);
    } else if (typeof v !== kind) {
      problems.push(`Medium "${bay}": "${key}" is ${kindOf(v)}; it takes a ${kind}.`);
    }
  }
  if (value.path === undefined) problems.push(`Medium "${bay}" has no "path".`);
}

// ---------------------------------------------------------------- schema

function optionSchema(spec: OptionSpec): Json {
  const head = { title: spec.title, default: spec.default };
  switch (spec.kind) {
    case 'flag':
      return { ...head, type: 'boolean' };
    case 'choice':
      return { ...head, enum: spec.values };
    case 'text':
      return { ...head, type: 'string', maxLength: spec.maxLength };
    case 'integer': {
      const number = { type: 'integer', minimum: spec.min, maximum: spec.max };
      if (spec.unit === undefined) return { ...head, ...number };
      const text = { type: 'string', pattern: '^[0-9]*\\.?[0-9]+\\s*[kKmMgG]?i?([hH][zZ]|[bB])?$' };
      return { ...head, anyOf: [number, text], description: `in ${spec.unit}; suffixes k, M and G` };
    }
  }
}

function closed(properties: Json, more: Json = {}): Json {
  return { type: 'object', properties, additionalProperties: false, ...more };
}

function mapValues<T>(table: Readonly<Record<string, T>> | undefined, change: (value: T) => unknown): Json {
  return Object.fromEntries(Object.entries(table ?? {}).map(([key, value]) => [key, change(value)]));
}

/** Media and ROMs of all the cards that could be in the slots, by the name they have there. */
function ofCards<T>(definition: MachineDefinition, pick: 'media' | 'roms'): Record<string, T> {
  const all: Record<string, T> = {};
  for (const [slotName, slot] of Object.entries(definition.slots ?? {})) {
    for (const card of Object.values(slot.cards)) {
      for (const [name, value] of Object.entries(card[pick] ?? {})) all[`${slotName}.${name}`] = value as T;
    }
  }
  return all;
}

/** The JSON Schema (draft 2020-12) of profiles for a machine. */
export function profileSchema(definition: MachineDefinition): Json {
  const media = { ...definition.media, ...ofCards<MediaSpec>(definition, 'media') };
  const roms = { ...definition.roms, ...ofCards<RomSet>(definition, 'roms') };
  const medium = (spec: MediaSpec): Json => ({
    title: spec.title,
    description: `formats: ${spec.formats.join(', ')}`,
    anyOf: [
      { type: 'string' },
      closed(
        mapValues(MEDIUM_KEYS, (type) => ({ type })),
        { required: ['path'] },
      ),
      { type: 'null' },
    ],
  });
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: `Profile for ${definition.title}`,
    ...closed(
      {
        $schema: { type: 'string' },
        machine: { const: definition.id },
        package: { type: 'string', description: 'package or module file that brings the machine' },
        title: { type: 'string' },
        options: closed(mapValues(definition.options, optionSchema)),
        slots: closed(
          mapValues(definition.slots, (slot) => ({
            title: slot.title ?? slot.type.title,
            default: slot.default,
            enum: [...Object.keys(slot.cards), null],
          })),
        ),
        overlays: { type: 'array', items: { enum: Object.keys(definition.overlays ?? {}) }, uniqueItems: true },
        roms: closed(
          mapValues(roms, (set) => ({
            title: set.title,
            default: set.default ?? set.images[0]?.id,
            anyOf: [
              { enum: set.images.map((i) => i.id) },
              { type: 'string', pattern: '[./\\\\]', description: 'a file' },
            ],
          })),
        ),
        media: closed(mapValues(media, medium)),
      },
      { required: ['machine'] },
    ),
  };
}
