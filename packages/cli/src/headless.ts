import { screenText } from '@backplane/kernel';
import type { SessionStop } from '@backplane/session';
import { exitCodeOf, finish, Interrupts } from './ending.ts';
import { print, tell } from './output.ts';
import { limitOf, limitReached, type PreparedRun } from './prepare.ts';

/** Emulated seconds after which a run without any limit ends. */
export const DEFAULT_SECONDS = 60;
/** Emulated seconds that a guest which does not tell whether it waits gets to answer what was typed last. */
const AFTER_TYPING = 1;

/** How a run ended, as `--json` prints it. */
export interface RunResult {
  readonly machine: string;
  readonly stopReason:
    | 'limit'
    | 'exit'
    | 'power-off'
    | 'jam'
    | 'text-found'
    | 'text-missing'
    | 'script-end'
    | 'interrupted';
  /** Cycles of the first processor since power-on. */
  readonly cycles: number;
  /** Emulated seconds since power-on. */
  readonly seconds: number;
  readonly stateHash: string;
  readonly exitCode: number;
  readonly screen?: readonly string[];
}

/** Runs a machine without screen and keyboard, step by step. Returns the exit code. */
export async function runHeadless(run: PreparedRun): Promise<number> {
  const { session, args } = run;
  const { machine } = session;
  const interrupts = new Interrupts(() => session.stop());
  const off = machine.onEvent((event) => {
    if (event.kind === 'note' && event.text !== undefined) tell(event.text);
  });
  let outcome: Pick<RunResult, 'stopReason' | 'exitCode'>;
  try {
    outcome = await steps(run, interrupts);
  } finally {
    off();
    interrupts.close();
    finish(run);
  }
  const screen = args.screenText && machine.screen !== null ? trimmed(screenText(machine.screen)) : undefined;
  if (args.json) {
    const result: RunResult = {
      machine: machine.definition.id,
      stopReason: outcome.stopReason,
      cycles: machine.processor.cycles,
      seconds: machine.seconds,
      stateHash: machine.hash(),
      exitCode: outcome.exitCode,
      ...(screen === undefined ? {} : { screen }),
    };
    print(JSON.stringify(result, null, 2));
  } else if (screen !== undefined) print(screen.join('\n'));
  return outcome.exitCode;
}

/** Lines without the empty ones at the end. */
function trimmed(lines: readonly string[]): readonly string[] {
  let n = lines.length;
  while (n > 0 && lines[n - 1] === '') n--;
  return lines.slice(0, n);
}

async function steps(run: PreparedRun, interrupts: Interrupts): Promise<Pick<RunResult, 'stopReason' | 'exitCode'>> {
  const { session, args } = run;
  const { machine } = session;
  const explicit = args.seconds !== null || args.cycles !== null || args.limitCycles !== null;
  const limit = limitOf(run, DEFAULT_SECONDS);
  const end = limit.tick;
  const left = () => ({ ticks: Math.max(0, end - machine.tick) });
  const reached = (): Pick<RunResult, 'stopReason' | 'exitCode'> => ({
    stopReason: 'limit',
    exitCode: limitReached(limit),
  });
  /** The end that the guest or the user has brought about. */
  const ended = (reason: SessionStop): Pick<RunResult, 'stopReason' | 'exitCode'> | null => {
    if (interrupts.code !== null) return { stopReason: 'interrupted', exitCode: interrupts.code };
    const exitCode = exitCodeOf(run, reason);
    return exitCode === null ? null : { stopReason: reason as 'exit', exitCode };
  };

  for (const step of args.steps) {
    if (step.kind === 'until-text') {
      const reason = await session.runUntilText(step.text, left());
      if (reason === 'found') continue;
      const over = ended(reason);
      if (over?.stopReason === 'interrupted') return over;
      tell(
        `"${step.text}" did not appear ${over === null ? `within ${limit.text}` : 'before the machine ended the run'}.`,
      );
      return over === null
        ? { stopReason: 'text-missing', exitCode: 1 }
        : { ...over, exitCode: over.exitCode === 0 ? 1 : over.exitCode };
    }
    if (step.kind === 'screendump') {
      run.captures.dump(step.file);
      continue;
    }
    const before = machine.tick;
    const reason =
      step.kind === 'type'
        ? await session.typeText(step.text, left())
        : await session.run({ ticks: Math.min(left().ticks, Math.round(step.seconds * machine.ticksPerSecond)) });
    const over = ended(reason);
    if (over !== null) return over;
    if (machine.tick >= end && machine.tick > before) return reached();
  }
  if (args.playback !== null && args.steps.length === 0 && !explicit) return { stopReason: 'script-end', exitCode: 0 };
  const last = args.steps.at(-1)?.kind;
  if (last === 'until-text') return { stopReason: 'text-found', exitCode: 0 };
  if (last === 'wait' && !explicit) return { stopReason: 'script-end', exitCode: 0 };
  if (last === 'type' && !explicit) {
    // what was typed is to be answered: until the guest waits for the next key
    const typed = machine.tick;
    for (;;) {
      const reason = await session.run({ ticks: Math.min(left().ticks, Math.round(machine.ticksPerSecond / 50)) });
      const over = ended(reason);
      if (over !== null) return over;
      if (session.idle || (!session.tellsIdle && machine.tick >= typed + AFTER_TYPING * machine.ticksPerSecond)) {
        return { stopReason: 'script-end', exitCode: 0 };
      }
      if (machine.tick >= end) return reached();
    }
  }
  const over = ended(await session.run(left()));
  return over ?? reached();
}
