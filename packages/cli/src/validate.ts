import { createMachine, type MachineDefinition, NO_ROMS, RomError, type RomSource, sha1Hex } from '@backplane/kernel';
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

/** `validate`: puts every machine together with every card and overlay, and tells what does not fit. */
export async function validate(registry: Registry, globs: readonly string[]): Promise<number> {
  const roms: RomSource = NO_ROMS;
  let problems = 0;
  for (const { entry } of await matching(registry, globs)) {
    const definition = missingRomsReplaced(entry.definition);
    let found = 0;
    let tried = 0;
    const attempt = (what: string, config: Parameters<typeof createMachine>[1]): void => {
      tried++;
      try {
        const machine = createMachine<MachineDefinition>(definition, { ...config, roms });
        machine.run(1000);
        const state = machine.save();
        machine.load(state);
      } catch (error) {
        if (error instanceof RomError) return;
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
    for (const [name, slot] of Object.entries(definition.slots ?? {})) {
      for (const card of [...Object.keys(slot.cards), null]) {
        attempt(`slot ${name}=${card ?? 'none'}`, { slots: { [name]: card } });
      }
    }
    for (const name of Object.keys(definition.overlays ?? {})) attempt(`overlay ${name}`, { overlays: [name] });
    problems += found;
    print(`${definition.id}: ${found === 0 ? 'good' : `${found} problems`} (${tried} configurations)`);
  }
  return problems === 0 ? 0 : 1;
}
