import { isDeepStrictEqual } from 'node:util';
import {
  createMachine,
  type MachineDefinition,
  NO_ROMS,
  RomError,
  type RomSource,
  type SlotSpec,
  sha1Hex,
  WiringError,
} from '@backplane/kernel';
import { matching } from './list.ts';
import { print } from './output.ts';
import type { Registry } from './registry.ts';

/** ROMs that are not there are no fault of a definition: blanks of their size take their place. */
function missingRomsReplaced(definition: MachineDefinition): MachineDefinition {
  const roms = Object.fromEntries(
    Object.entries(definition.roms ?? {}).map(([name, set]) => {
      const bytes = new Uint8Array(set.size);
      const images = set.images.map((i) => (i.bytes === undefined ? { ...i, bytes, sha1: sha1Hex(bytes) } : i));
      return [name, { ...set, images }];
    }),
  );
  return { ...definition, roms };
}

/**
 * A card by itself: other slots of its kind are empty, and there is as little memory on the board as possible. Cards on one
 * bus may exclude each other, or memory of the board, and there is nothing wrong with that.
 */
function alone(definition: MachineDefinition, slotName: string, card: string): Parameters<typeof createMachine>[1] {
  const all = Object.entries(definition.slots ?? {});
  const kind = definition.slots![slotName]!.type.id;
  const others = all.filter(([name, slot]) => name !== slotName && slot.type.id === kind).map(([name]) => [name, null]);
  const sizes = Object.entries(definition.options ?? {}).flatMap(([name, spec]) =>
    spec.kind === 'integer' && spec.unit === 'bytes' ? [[name, spec.min] as const] : [],
  );
  return { slots: { ...Object.fromEntries(others), [slotName]: card }, options: Object.fromEntries(sizes) };
}

/** `validate`: puts every machine together with every card and overlay, and tells what does not fit. */
export async function validate(registry: Registry, globs: readonly string[]): Promise<number> {
  const roms: RomSource = NO_ROMS;
  let problems = 0;
  for (const { entry } of await matching(registry, globs)) {
    const definition = missingRomsReplaced(entry.definition);
    let found = 0;
    let tried = 0;
    type Config = Parameters<typeof createMachine>[1];
    const attempt = (what: string, config: Config, otherwise?: Config): void => {
      tried++;
      try {
        const machine = createMachine<MachineDefinition>(definition, { ...config, roms });
        machine.run(1000);
        const state = machine.save();
        machine.load(state);
      } catch (error) {
        if (error instanceof RomError) return;
        if (error instanceof WiringError && otherwise !== undefined) {
          attempt(what, otherwise);
          return;
        }
        found++;
        print(`${definition.id}: ${what}: ${(error as Error).message}`);
      }
    };
    attempt('as it is', {});
    for (const [name, spec] of Object.entries(definition.options ?? {})) {
      const values =
        spec.kind === 'choice'
          ? spec.values
          : spec.kind === 'flag'
            ? [true, false]
            : spec.kind === 'integer'
              ? [spec.min, spec.max]
              : [];
      for (const value of values) attempt(`option ${name}=${value}`, { options: { [name]: value } });
    }
    const seen: SlotSpec[] = [];
    for (const [name, slot] of Object.entries(definition.slots ?? {})) {
      attempt(`slot ${name}=none`, { slots: { [name]: null } });
      // places on one bus are alike: their cards are tried in the first
      const alike = (s: SlotSpec): boolean =>
        isDeepStrictEqual(s.bind, slot.bind) && isDeepStrictEqual(Object.keys(s.cards), Object.keys(slot.cards));
      if (seen.some(alike)) continue;
      seen.push(slot);
      for (const card of Object.keys(slot.cards)) {
        attempt(`slot ${name}=${card}`, { slots: { [name]: card } }, alone(definition, name, card));
      }
    }
    for (const name of Object.keys(definition.overlays ?? {})) attempt(`overlay ${name}`, { overlays: [name] });
    problems += found;
    print(`${definition.id}: ${found === 0 ? 'good' : `${found} problems`} (${tried} configurations)`);
  }
  return problems === 0 ? 0 : 1;
}
