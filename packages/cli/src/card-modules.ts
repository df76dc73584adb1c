import type { CardDefinition, MachineDefinition } from '@backplane/kernel';
import type { MachineEntry } from '@backplane/session';
import { z } from 'zod';
import { CliError, UsageError } from './errors.ts';
import { optionSwitch } from './switches.ts';

/*
 * Cards that no machine knows of
 *
 * In place of a card's name a slot takes a module: the path of a file (`./my-card.js`), or the name of an installed package.
 * The module exports the card, made by `defineCard`; of several the one is meant that is its default export, or whose id
 * follows a `#`. From then on the card has the path, or the package's name, as its name: states and profiles keep it.
 */

const cardShape = z.looseObject({
  id: z.string().min(1),
  title: z.string(),
  fits: z.string(),
  parts: z.record(z.string(), z.unknown()),
});

/** Finds and loads a module. */
export interface ModuleLoader {
  /**
   * @param spec path or package name
   * @param from folder in which relative paths start
   * @returns undefined if a package of that name is not installed
   * @throws CliError if the file is not there or cannot be loaded
   */
  module(spec: string, from: string): Promise<{ readonly name: string; readonly exports: object } | undefined>;
  /** Folder of the user. */
  readonly cwd: string;
}

const isPath = (spec: string): boolean => /^\.{0,2}[\\/]|^[a-z]:[\\/]/i.test(spec) || /\.[cm]?[jt]s(?:#|$)/.test(spec);

/** The card of a module. @throws CliError */
function cardOf(exports: object, spec: string, id: string | undefined): CardDefinition {
  const { default: main, ...named } = exports as Record<string, unknown>;
  const isCard = (value: unknown): value is CardDefinition => cardShape.safeParse(value).success;
  const cards = [...new Set([main, ...Object.values(named)])].filter(isCard);
  const found =
    id !== undefined ? cards.find((c) => c.id === id) : isCard(main) ? main : cards.length === 1 ? cards[0] : undefined;
  if (found !== undefined) return found;
  const ids = cards.map((c) => c.id).join(', ');
  if (cards.length === 0) throw new CliError(`${spec} exports no card: there is none that was made by defineCard.`);
  if (id !== undefined) throw new CliError(`${spec} has no card "${id}"; it has ${ids}.`);
  throw new CliError(`${spec} has several cards: ${ids}. Say which one: ${spec}#${cards[0]!.id}.`);
}

/**
 * Loads what is chosen for slots and is no card there, if it is a module.
 * @param slots choices by slot; returned with the names that the cards have from then on
 * @param from folder in which relative paths start
 */
export async function withCardModules(
  entry: MachineEntry,
  slots: Readonly<Record<string, string | null>>,
  loader: ModuleLoader,
  from: string = loader.cwd,
): Promise<{ readonly entry: MachineEntry; readonly slots: Record<string, string | null> }> {
  const { definition } = entry;
  const known: Record<string, Record<string, CardDefinition>> = {};
  const names: Record<string, string | null> = { ...slots };
  for (const [slot, choice] of Object.entries(slots)) {
    const spec = definition.slots?.[slot];
    if (typeof choice !== 'string' || spec === undefined || Object.hasOwn(spec.cards, choice)) continue;
    if (!isPath(choice) && !/^(?:@[^/]+\/)?[a-z0-9._-]+(?:#|$)/.test(choice)) continue;
    const hash = choice.indexOf('#');
    const path = hash < 0 ? choice : choice.slice(0, hash);
    const id = hash < 0 ? undefined : choice.slice(hash + 1);
    const module = await loader.module(path, from);
    if (module === undefined) {
      if (isPath(choice)) throw new CliError(`${choice}: there is no such file.`);
      continue;
    }
    const name = id === undefined ? module.name : `${module.name}#${id}`;
    const card = cardOf(module.exports, path, id);
    if (card.fits !== spec.type.id) {
      throw new UsageError(`${choice}: this card fits a slot ${card.fits}; "${slot}" is a slot ${spec.type.id}.`);
    }
    known[slot] = { ...known[slot], [name]: card };
    names[slot] = name;
  }
  if (Object.keys(known).length === 0) return { entry, slots: names };
  const all = Object.entries(definition.slots!).map(([slot, spec]) => [
    slot,
    known[slot] === undefined ? spec : { ...spec, cards: { ...spec.cards, ...known[slot] } },
  ]);
  const extended: MachineDefinition = { ...definition, slots: Object.fromEntries(all) };
  return { entry: { ...entry, definition: extended }, slots: names };
}

/**
 * The same for the arguments of `run`: `--slot NAME=CARD` and `--NAME CARD` in all their spellings. Arguments that mean
 * something else are left as they are.
 */
export async function withCardArguments(
  entry: MachineEntry,
  args: readonly string[],
  loader: ModuleLoader,
): Promise<{ readonly entry: MachineEntry; readonly args: readonly string[] }> {
  const bySwitch = new Map(Object.keys(entry.definition.slots ?? {}).map((slot) => [optionSwitch(slot), slot]));
  const words = [...args];
  let extended = entry;
  const load = async (slot: string, card: string): Promise<string> => {
    const result = await withCardModules(extended, { [slot]: card }, loader);
    extended = result.entry;
    return result.slots[slot] ?? card;
  };
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    if (word === '--') break;
    if (!word.startsWith('-')) continue;
    const [, head = '', inline] = /^--?([^=]+)(?:=(.*))?$/s.exec(word) ?? [];
    const name = head.toLowerCase().replaceAll('_', '-');
    const value = inline ?? words[i + 1];
    if (value === undefined) continue;
    const at = inline === undefined ? i + 1 : i;
    const front = inline === undefined ? '' : `${word.slice(0, word.indexOf('='))}=`;
    if (name === 'slot') {
      const equals = value.indexOf('=');
      const slot = value.slice(0, equals);
      if (equals > 0) words[at] = `${front}${slot}=${await load(slot, value.slice(equals + 1))}`;
    } else if (bySwitch.has(name)) words[at] = `${front}${await load(bySwitch.get(name)!, value)}`;
  }
  return { entry: extended, args: words };
}
