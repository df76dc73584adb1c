import { readFileSync } from 'node:fs';
import { type MachineDefinition, type RomImage, type RomSet, sha1Hex } from '@backplane/kernel';
import { fileError, UsageError } from './errors.ts';
import { matching } from './list.ts';
import { table } from './names.ts';
import { print } from './output.ts';
import type { Registry } from './registry.ts';
import type { RomFolders } from './rom-folders.ts';

/** A ROM socket of a machine or of one of the cards that fit it. */
interface Socket {
  readonly machine: string;
  readonly name: string;
  readonly set: RomSet;
}

function sockets(definition: MachineDefinition): Socket[] {
  const list: Socket[] = Object.entries(definition.roms ?? {}).map(([name, set]) => ({
    machine: definition.id,
    name,
    set,
  }));
  const cards = new Set<string>();
  for (const [slotName, slot] of Object.entries(definition.slots ?? {})) {
    for (const [cardName, card] of Object.entries(slot.cards)) {
      for (const [name, set] of Object.entries(card.roms ?? {})) {
        // the same card in another place of its bus has the same ROMs
        const socket = `${cardName} ${name}`;
        if (cards.has(socket)) continue;
        cards.add(socket);
        list.push({ machine: definition.id, name: `${slotName}.${name} (${cardName})`, set });
      }
    }
  }
  return list;
}

/** `roms list`: every known image of the machines. */
export async function romsList(registry: Registry, globs: readonly string[]): Promise<number> {
  const rows = (await matching(registry, globs)).flatMap(({ entry }) =>
    sockets(entry.definition).flatMap(({ machine, name, set }) =>
      set.images.map((i) => [
        machine,
        name,
        i.id,
        String(i.bytes?.length ?? i.size ?? set.size),
        i.sha1,
        i.bytes === undefined ? i.title : `${i.title} (included)`,
      ]),
    ),
  );
  print(
    rows.length === 0
      ? 'These machines have no ROMs.'
      : table([['MACHINE', 'ROM', 'IMAGE', 'SIZE', 'SHA-1', 'TITLE'], ...rows]),
  );
  return 0;
}

type Finding =
  | { readonly kind: 'included' | 'found' | 'substitute'; readonly image: RomImage; readonly where: string }
  | { readonly kind: 'damaged' | 'missing'; readonly image: RomImage; readonly where: string };

function check(set: RomSet, folders: RomFolders): Finding[] {
  const wanted = set.images.find((i) => i.id === set.default) ?? set.images[0];
  return set.images.map((image): Finding => {
    if (image.bytes !== undefined) {
      const { length } = image.bytes;
      const fits = length === set.size || set.sizes?.includes(length) === true;
      const good = fits && sha1Hex(image.bytes) === image.sha1;
      return { kind: !good ? 'damaged' : image === wanted ? 'included' : 'substitute', image, where: 'in the package' };
    }
    const where = folders.where(image.sha1);
    return where === undefined ? { kind: 'missing', image, where: '' } : { kind: 'found', image, where };
  });
}

/** `roms verify`: what is there for each ROM, and what is missing. Exit code 1 if a machine cannot be started. */
export async function romsVerify(registry: Registry, globs: readonly string[], folders: RomFolders): Promise<number> {
  const places = folders.places.join(', ');
  let failed = 0;
  for (const { entry } of await matching(registry, globs)) {
    const { definition } = entry;
    let state: 'good' | 'best available' | 'not found' = 'good';
    for (const { name, set } of sockets(definition)) {
      const findings = check(set, folders);
      const wanted = findings.find((f) => f.image.id === (set.default ?? set.images[0]?.id));
      const usable = findings.filter((f) => f.kind !== 'missing' && f.kind !== 'damaged');
      for (const f of findings) {
        const head = `${definition.id}: ${name}: ${f.image.id} (${f.image.title}, ${f.image.bytes?.length ?? f.image.size ?? set.size} bytes, SHA-1 ${f.image.sha1})`;
        if (f.kind === 'missing') print(`${head}: missing; looked in ${places}`);
        else print(`${head}: ${f.kind === 'damaged' ? 'damaged' : 'good'}, ${f.where}`);
      }
      if (wanted === undefined || !usable.includes(wanted)) {
        const free = usable[0];
        if (free !== undefined) {
          print(`${definition.id}: ${name}: use "--rom ${name}=${free.image.id}" (${free.image.title}) instead`);
          if (state === 'good') state = 'best available';
        } else state = 'not found';
      }
    }
    if (state === 'not found') failed++;
    print(`romset ${definition.id} is ${state}`);
  }
  return failed === 0 ? 0 : 1;
}

/** `roms ident`: which known image a file is. Exit code 1 if one is none. */
export async function romsIdent(registry: Registry, files: readonly string[]): Promise<number> {
  if (files.length === 0) throw new UsageError('"roms ident" needs files to identify.');
  const known = (await registry.all()).flatMap(({ entry }) => sockets(entry.definition));
  let unknown = 0;
  for (const file of files) {
    let bytes: Uint8Array;
    try {
      bytes = readFileSync(file);
    } catch (error) {
      throw fileError(file, error);
    }
    const sha1 = sha1Hex(bytes);
    const hits = known.flatMap((s) =>
      s.set.images.filter((i) => i.sha1 === sha1).map((i) => `${s.machine}: ${s.name}: ${i.id} (${i.title})`),
    );
    if (hits.length === 0) unknown++;
    for (const hit of hits.length === 0 ? [`no match (${bytes.length} bytes, SHA-1 ${sha1})`] : hits) {
      print(`${file}: ${hit}`);
    }
  }
  return unknown === 0 ? 0 : 1;
}
