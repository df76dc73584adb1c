import { cpm } from '@backplane/machine-cpm';
import { describe, expect, test } from 'vitest';
import { wiringPage } from '../src/lib/wiring-page.ts';

describe('the wiring page of a machine', () => {
  const page = wiringPage(cpm);

  test('names every part, line, port window and ROM image of the definition', () => {
    for (const part of Object.keys(cpm.parts)) expect(page).toContain(`| \`${part}\` |`);
    for (const line of Object.keys(cpm.lines ?? {})) expect(page).toContain(`| \`${line}\` |`);
    for (const { io } of Object.values(cpm.ports ?? {}).flatMap((p) => p.map)) expect(page).toContain(`\`${io}\``);
    for (const { sha1 } of Object.values(cpm.roms ?? {}).flatMap((r) => r.images)) expect(page).toContain(sha1);
  });

  test('gives frequencies and sizes with their units, with options at their defaults', () => {
    expect(page).toContain('| `cpu` | 4 MHz | crystal / 1 |');
    expect(page).toContain('| `ram` | RAM | 64 KB |');
  });

  test('puts views with the same map in one row', () => {
    const rows = page.split('\n').filter((row) => row.includes('0000h–FFFFh `ram` |'));
    expect(rows).toHaveLength(1);
  });

  test('a bar in a title does not break the table', () => {
    const odd = { ...cpm, lines: { x: { title: 'a|b', from: [], to: [] } } };
    expect(wiringPage(odd as unknown as typeof cpm)).toContain('a\\|b');
  });
});
