import { select } from '@inquirer/prompts';
import { table } from './names.ts';
import type { Registry } from './registry.ts';

/** Lets the user choose a machine. Null if there is none, or the user breaks off. */
export async function pickMachine(registry: Registry): Promise<string | null> {
  const machines = await registry.all();
  const rows = machines.flatMap(({ entry }) => {
    const { id, title, year, status } = entry.definition;
    return [
      { name: id, cells: [title, String(year), status], text: entry.summary },
      ...(entry.profiles ?? []).map((p) => ({ name: p.name, cells: [`  ${p.title}`, '', ''], text: entry.summary })),
    ];
  });
  if (rows.length === 0) return null;
  const lines = table(rows.map((r) => r.cells)).split('\n');
  try {
    return await select({
      message: 'Which machine?',
      // all that the window shows, with room for the question and what is said of a machine
      pageSize: Math.max(7, (process.stdout.rows ?? 24) - 6),
      loop: false,
      choices: rows.map((r, i) => ({
        name: lines[i]!,
        value: r.name,
        description: `${r.text} (backplane run ${r.name})`,
      })),
    });
  } catch (error) {
    if ((error as Error).name === 'ExitPromptError') return null;
    throw error;
  }
}
