import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Desk, machines } from './firmware.ts';

/** Height of the screen. */
const ROWS = 25;
/** Characters that the screen editor takes in a line. */
const LINE = 80;
/** Emulated seconds in which a session has to be over. */
const LIMIT = 60;

/**
 * Sessions of the interpreter's own tests (`roms/c64/test/basic-corpus.txt`): lines to type, and the screen they lead
 * to. The text before the first line typed is that of the bench there, which also takes longer lines than the screen editor.
 */
const corpus = readFileSync(
  join(import.meta.dirname, '..', '..', '..', '..', 'roms', 'c64', 'test', 'basic-corpus.txt'),
  'latin1',
)
  .split(/^----\n/m)
  .map((entry) => {
    const [typed, screen] = entry.split(/^====\n/m) as [string, string];
    return { typed: typed.replace(/\n+$/, ''), screen: screen.replace(/^\n*READY\.\n/, '').trimEnd() };
  })
  .filter(({ typed }) => typed.split('\n').every((line) => line.length <= LINE));

const normal = (lines: readonly string[]) => lines.join('\n').replaceAll('\u2191', '^').split('\n');

describe.each(machines.slice(0, 1))('BASIC on $id', ({ entry }) => {
  test.each(corpus)('shows the expected screen for $typed', ({ typed, screen }) => {
    const desk = new Desk(entry);
    desk.until('READY.', 2);
    const wanted = screen.split('\n');
    // what has scrolled away is not looked at; a logical line of two rows leaves the screen as a whole
    const least = Math.min(wanted.length, ROWS - 4);
    const seen = () => normal(desk.screen);
    const shows = () => {
      const lines = seen();
      return lines.length >= least && lines.join('\n') === wanted.slice(-lines.length).join('\n');
    };
    desk.type(`{clr}${typed.toLowerCase()}\n`);
    for (let time = 0; time < LIMIT && !shows(); time += 0.25) desk.run(0.25);
    // nothing comes after it
    desk.run(0.5);
    const lines = seen();
    expect(lines).toEqual(wanted.slice(-lines.length));
    expect(lines.length).toBeGreaterThanOrEqual(least);
  });
});
