import { existsSync, readFileSync } from 'node:fs';
import { isUnlistedRom, type MachineDefinition, type RomSet } from '@backplane/kernel';
import { CliError, fileError, UsageError } from './errors.ts';
import { didYouMean } from './names.ts';
import type { RomFolders } from './rom-folders.ts';

/** Larger files are no ROMs. */
const LARGEST = 16 << 20;

/**
 * Choices of ROMs as the machine takes them: a choice that is no image of its set is the path of a file, which the machine
 * finds by its SHA-1 afterwards.
 * @param choices by socket: id of an image, or path
 * @param flat the machine with its cards; sockets that it does not have are left to it
 * @throws UsageError if there is neither such an image nor such a file; CliError if the file does not fit
 */
export function romChoices(
  choices: Readonly<Record<string, string>>,
  flat: MachineDefinition,
  folders: RomFolders,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(choices).map(([socket, choice]) => {
      const set = flat.roms !== undefined && Object.hasOwn(flat.roms, socket) ? flat.roms[socket] : undefined;
      if (set === undefined || isUnlistedRom(choice) || set.images.some((i) => i.id === choice))
        return [socket, choice];
      return [socket, ofFile(socket, set, choice, folders)];
    }),
  );
}

function ofFile(socket: string, set: RomSet, path: string, folders: RomFolders): string {
  if (!existsSync(path)) {
    const ids = set.images.map((i) => i.id);
    throw new UsageError(
      `--rom ${socket}=${path}: there is neither such an image nor such a file.${didYouMean(path, ids)} ` +
        `Images of ${set.title}: ${ids.join(', ') || 'none'}.`,
    );
  }
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw fileError(path, error);
  }
  const sizes = [...new Set([set.size, ...(set.sizes ?? [])])].filter((n) => n > 0).sort((a, b) => a - b);
  if (bytes.length > LARGEST || !sizes.includes(bytes.length)) {
    throw new CliError(
      `${path}: the file has ${bytes.length} bytes; ROM "${socket}" (${set.title}) takes ${sizes.join(' or ')}.`,
    );
  }
  const sha1 = folders.add(bytes);
  return set.images.find((i) => i.sha1 === sha1)?.id ?? `sha1:${sha1}`;
}
