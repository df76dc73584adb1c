import { profileSchema } from '@backplane/session';
import { describeMachine, type MachineDescription } from './describe.ts';
import { byteCount, frequency, table } from './names.ts';
import { print } from './output.ts';
import type { FoundMachine } from './registry.ts';

const hex = (n: number, digits: number): string => `${n.toString(16).toUpperCase().padStart(digits, '0')}h`;

/** `backplane info`. */
export function info(found: FoundMachine, form: 'text' | 'json' | 'schema'): number {
  const { entry } = found;
  if (form === 'schema') print(JSON.stringify(profileSchema(entry.definition), null, 2));
  else if (form === 'json') {
    print(JSON.stringify({ ...describeMachine(entry), source: found.source }, null, 2));
  } else print(infoText(describeMachine(entry), found.source));
  return 0;
}

/** The description of a machine as text. */
export function infoText(d: MachineDescription, source: string): string {
  const lines: string[] = [];
  const section = (title: string, rows: readonly (readonly string[])[]): void => {
    if (rows.length > 0) lines.push('', title, table(rows, '  '));
  };
  lines.push(`${d.title} (${d.id})`, `${d.summary}.`, '');
  lines.push(
    table([
      ['year', String(d.year)],
      ...(d.maker === null ? [] : [['maker', d.maker]]),
      ['status', d.status],
      ['from', source],
    ]),
  );
  section(
    'Processors',
    d.processors.map((p) => [p.name, p.type, p.hz === null ? p.clock : frequency(p.hz)]),
  );
  section('Clocks', [
    ['(crystal)', frequency(d.crystal), ''],
    ...d.clocks.map((c) => [c.name, frequency(c.hz), c.title ?? '']),
  ]);
  section(
    'Parts',
    d.parts.map((p) => [p.name, p.type, p.title]),
  );
  for (const space of d.memory) {
    const digits = Math.ceil(space.bits / 4);
    section(
      `Memory "${space.name}", ${space.bits} address bits`,
      space.regions.map((r) => [r.name, r.kind.toUpperCase(), r.bytes === null ? '?' : byteCount(r.bytes)]),
    );
    for (const view of space.views) {
      section(
        `Map "${view.name}" of "${space.name}"`,
        view.map.map((m) => [
          `${hex(m.from, digits)}–${hex(m.to, digits)}`,
          m.what + (m.offset === 0 ? '' : ` + ${hex(m.offset, digits)}`),
          m.access === 'both' ? '' : `${m.access}s only`,
        ]),
      );
    }
  }
  for (const space of d.ports) {
    section(
      `Ports "${space.name}", address bits decoded: ${hex(space.decode, 2)}`,
      space.map.map((m) => [
        m.from === m.to ? hex(m.from, 2) : `${hex(m.from, 2)}–${hex(m.to, 2)}`,
        m.what,
        m.title ?? '',
      ]),
    );
  }
  section(
    'Lines',
    d.lines.map((l) => [l.name, `${l.from.join(', ')} → ${l.to.join(', ')}`, l.title ?? '']),
  );
  section('Options', d.options.map(optionRow));
  section(
    'Slots',
    d.slots.map((s) => [s.name, s.title, `default: ${s.default ?? 'empty'}`]),
  );
  for (const [slots, cards] of cardSets(d.slots)) section(`Cards for ${slots.join(', ')}`, cards);
  section(
    'Overlays',
    d.overlays.map((o) => [o.name, o.title]),
  );
  section(
    'Media',
    d.media.map((m) => [
      m.switches.join(', ') || `--media ${m.name}=`,
      m.title + (m.folder ? ', image or folder' : ''),
      m.default === null ? '' : `default: ${m.default}`,
    ]),
  );
  section(
    'Formats',
    d.formats.map((f) => [f.id, f.title]),
  );
  section(
    'ROMs',
    d.roms.flatMap((r) => r.images.map((i) => [r.name, i.id, `${i.size} bytes`, i.sha1, i.included ? 'included' : ''])),
  );
  section(
    'Inputs',
    d.inputs.map((i) => [i.name, i.kind ?? '', i.title, i.switch === null ? '' : `--${i.switch} FILE`]),
  );
  section(
    'Outputs',
    d.outputs.map((o) => [o.name, o.title, o.switch === null ? '' : `--${o.switch} FILE`]),
  );
  if (d.keyboard !== null) {
    const { keys, names, characters } = d.keyboard;
    section('Keyboard', [
      ...wrapped(
        'keys',
        keys.map((key) => key.id),
      ),
      ...wrapped('names', names),
      ...wrapped('characters', [...characters], ''),
    ]);
  }
  section(
    'Controllers',
    d.controllers.map((c) => [c.title, c.buttons.join(', ')]),
  );
  section(
    'Profiles',
    d.profiles.map((p) => [p.name, p.title]),
  );
  return lines.join('\n');
}

/** The cards, once for all slots that take the same ones. */
function cardSets(slots: MachineDescription['slots']): (readonly [slots: string[], cards: string[][]])[] {
  const sets = new Map<string, readonly [string[], string[][]]>();
  for (const slot of slots) {
    const cards = slot.cards.map((card) => [card.name, card.title]);
    const set = sets.get(cards.join()) ?? [[], cards];
    set[0].push(slot.name);
    sets.set(cards.join(), set);
  }
  return [...sets.values()];
}

/** Characters in a line of names. */
const LINE = 80;

/** Rows for a long list: its title in front of the first one. */
function wrapped(title: string, words: readonly string[], separator = ' '): string[][] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last === undefined || [...last].length + word.length >= LINE) lines.push(word);
    else lines[lines.length - 1] = `${last}${separator}${word}`;
  }
  return lines.map((line, n) => [n === 0 ? title : '', line]);
}

function optionRow(o: MachineDescription['options'][number]): string[] {
  const name = o.switch === null ? `--option ${o.name}=` : `--${o.switch}`;
  switch (o.kind) {
    case 'integer': {
      const show = (n: number) => (o.unit === 'Hz' ? frequency(n) : o.unit === 'bytes' ? byteCount(n) : String(n));
      return [name, `default: ${show(o.default)}`, `${o.title}: ${show(o.min)} to ${show(o.max)}`];
    }
    case 'choice':
      return [name, `default: ${o.default}`, `${o.title}: ${o.values.join(', ')}`];
    case 'flag':
      return [name, `default: ${o.default ? 'on' : 'off'}`, `${o.title}: on, off`];
    case 'text':
      return [name, `default: "${o.default}"`, `${o.title}: at most ${o.maxLength} characters`];
  }
}
