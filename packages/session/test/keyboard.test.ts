import { screenText } from '@backplane/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyTable, loadStateFile, replay, Session, saveStateFile, sessionFromState } from '../src/index.ts';
import { Typist } from '../src/typist.ts';
import { pocketEntry } from './pocket.ts';

const keyboard = pocketEntry.keyboard!;
const row = (session: Session, n = 0): string => screenText(session.machine.screen!)[n]!;

/** All that reaches the keyboard input, in ms. */
function strokes(session: Session): string[] {
  return session
    .stopRecording()
    .events.flatMap((e) =>
      e.kind === 'input' && e.name === 'keyboard' ? [`${e.tick / 1000} ${String(e.value)}`] : [],
    );
}

describe('the table of keys', () => {
  const table = new KeyTable(keyboard);

  it('finds characters, named keys, and modifiers with either', () => {
    expect(table.character('a')).toEqual(['a']);
    expect(table.character('Q')).toEqual(['left-shift', 'q']);
    expect(table.character('é')).toBeUndefined();
    expect(table.key('enter')).toEqual(['return']);
    expect(table.key('both')).toEqual(['ctrl', 'f1']);
    expect(table.key('ctrl-a')).toEqual(['ctrl', 'a']);
    expect(table.key('ctrl-shift-f1')).toEqual(['ctrl', 'left-shift', 'f1']);
    expect(table.key('shift-Q')).toEqual(['left-shift', 'q']);
    expect(table.key('alt-a')).toBeUndefined();
    expect(table.key('pageup')).toBeUndefined();
    expect(table.at('KeyW')).toBe('w');
    expect(table.at('KeyÖ')).toBeUndefined();
  });

  it('turns sequences into keys', () => {
    expect(table.sequence('a{ctrl-f1}{wait:20}\\n')).toEqual([
      { kind: 'keys', keys: ['a'], enter: false },
      { kind: 'keys', keys: ['ctrl', 'f1'], enter: false },
      { kind: 'wait', milliseconds: 20 },
      { kind: 'keys', keys: ['return'], enter: true },
    ]);
  });

  it.each([
    ['aé', 'The character "é" is not on this machine\'s keyboard.'],
    ['\\x07', "The character with code 7 is not on this machine's keyboard."],
    ['{pageup}', 'This machine\'s keyboard has no key "pageup".'],
    ['{bth}', 'unknown key "{bth}". Did you mean "both"?'],
  ])('tells what it cannot type: %s', (text, message) => {
    expect(() => table.sequence(text)).toThrow(message);
  });
});

describe('typing', () => {
  it('holds and releases each key by the machine’s time, and is heard', async () => {
    const session = new Session(pocketEntry);
    session.record();
    expect(await session.typeText('aB{wait:100}{both}!')).toBe('limit');
    expect(row(session)).toBe('aB#!');
    expect(strokes(session)).toEqual([
      ...['0 +a', '40 -a', '70 +left-shift', '70 +b', '110 -b', '110 -left-shift'],
      // a wait begins at a look, and looks are 5 ms apart
      ...['215 +ctrl', '215 +f1', '255 -f1', '255 -ctrl', '285 +left-shift', '285 +1', '325 -1', '325 -left-shift'],
    ]);
  });

  it('strikes the same key twice when it is typed twice', async () => {
    const session = new Session(pocketEntry);
    await session.typeText('aabb  AA');
    await session.runFor({ seconds: 0.1 });
    expect(row(session)).toBe('aabb  AA');
  });

  it('presses nothing if a part of the text cannot be typed', async () => {
    const session = new Session(pocketEntry);
    session.record();
    await expect(session.typeText('aé')).rejects.toThrow('"é"');
    expect(strokes(session)).toEqual([]);
  });

  it('waits for a guest that can tell, before the first key and after Enter', async () => {
    const session = new Session(pocketEntry, { options: { tells: true } });
    session.record();
    await session.typeText('a');
    expect(strokes(session)[0]).toBe('505 +a');
  });

  it('stops at a limit, and text that was looked for counts from the last key', async () => {
    const session = new Session(pocketEntry);
    expect(await session.typeText('abcdef', { seconds: 0.1 })).toBe('limit');
    expect(session.machine.seconds).toBeCloseTo(0.1, 3);
    const other = new Session(pocketEntry);
    await other.typeText('xyz');
    expect(await other.runUntilText('xyz', { seconds: 1 })).toBe('found');
  });

  it('goes past the keys through the buffer', async () => {
    const session = new Session(pocketEntry);
    session.keys!.buffer('exit 9\n');
    expect(session.runFor({ seconds: 1 })).toBe('exit');
    expect(session.stopEvent?.code).toBe(9);
    const { buffer: _none, ...without } = keyboard;
    const poor = new Session({ ...pocketEntry, keyboard: without });
    expect(() => poor.keys!.buffer('x')).toThrow('pocket takes no text past its keyboard');
    expect(new Session(pocketEntry.definition).keys).toBeNull();
  });

  it('is the same in slices of any size', () => {
    const run = (pieces: readonly number[]): string => {
      const session = new Session(pocketEntry);
      for (const c of 'Hello') session.keys!.strike(session.keys!.table.character(c)!);
      for (const ticks of pieces) session.runUntil(Math.min(500_000, session.machine.tick + ticks));
      session.runUntil(500_000);
      expect(row(session)).toBe('Hello');
      return session.machine.hash();
    };
    const whole = run([]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60_000 }), { maxLength: 30 }), (pieces) => run(pieces) === whole),
      { numRuns: 30 },
    );
  });
});

describe('keys of a user', () => {
  it('stay down until they are let go, and long enough for the guest', () => {
    const session = new Session(pocketEntry);
    session.record();
    session.keys!.keyDown('a');
    session.keys!.keyUp('a');
    session.runFor({ seconds: 0.1 });
    session.keys!.keyDown('b');
    session.keys!.keyDown('b');
    session.runFor({ seconds: 0.1 });
    session.keys!.keyUp('b');
    session.keys!.keyUp('c');
    session.runFor({ seconds: 0.1 });
    expect(strokes(session)).toEqual(['0 +a', '40 -a', '100 +b', '200 -b']);
    expect(row(session)).toBe('ab');
    expect(() => session.keys!.keyDown('retrun')).toThrow('no key "retrun". Did you mean "return"?');
  });

  it('that repeat on the host are held, those that are struck anew are struck anew', () => {
    const session = new Session(pocketEntry);
    session.record();
    const strike = (...pauses: number[]): void => {
      for (const ms of pauses) {
        session.keys!.strike(['a'], true);
        session.runFor({ seconds: ms / 1000 });
      }
    };
    // held: once at first, then after a delay again and again
    strike(300, 33, 33, 50, 50, 200);
    // struck by a fast typist, and by a program
    strike(90, 90, 200);
    session.keys!.strike(['b']);
    strike(12, 12, 400);
    expect(strokes(session)).toEqual([
      ...['0 +a', '40 -a', '300 +a', '546 -a'],
      ...['666 +a', '706 -a', '756 +a', '796 -a', '846 +a', '886 -a'],
      ...['1046 +b', '1086 -b', '1116 +a', '1156 -a', '1186 +a', '1226 -a', '1256 +a', '1296 -a'],
    ]);
  });

  it('that come again after others are struck again, however soon', () => {
    const session = new Session(pocketEntry);
    const { keys } = session;
    keys!.strike(['return'], true);
    for (const c of 'ab') keys!.strike([c]);
    keys!.strike(['return'], true);
    keys!.strike(['return'], true);
    keys!.strike(['c'], true);
    keys!.strike(['return'], true);
    session.runFor({ seconds: 1 });
    expect(screenText(session.machine.screen!).slice(0, 4)).toEqual(['', 'ab', '', 'c']);
  });

  it('are let go of all together', () => {
    const session = new Session(pocketEntry);
    session.record();
    session.keys!.keyDown('ctrl');
    session.keys!.strike(['left-shift', 'a']);
    session.keys!.strike(['b']);
    session.runFor({ seconds: 0.01 });
    expect(session.keys!.waiting).toBe(1);
    session.keys!.releaseAll();
    session.runFor({ seconds: 0.2 });
    expect(strokes(session)).toEqual([
      ...['0 +ctrl', '0 +left-shift', '0 +a'],
      ...['10 -ctrl', '10 -left-shift', '10 -a'],
    ]);
  });

  it('that a state was saved with can be let go', () => {
    const session = new Session(pocketEntry);
    session.keys!.keyDown('x');
    session.runFor({ seconds: 0.05 });
    const restored = sessionFromState(pocketEntry, loadStateFile(saveStateFile(session)));
    restored.record();
    restored.keys!.releaseAll(true);
    expect(restored.stopRecording().events).toContainEqual(expect.objectContaining({ value: '-x' }));
  });

  it('are in the log, which replays them', async () => {
    const session = new Session(pocketEntry);
    session.record();
    await session.typeText('ink 3\\n');
    session.keys!.keyDown('a');
    await session.run({ seconds: 0.2 });
    session.keys!.keyUp('a');
    await session.run({ seconds: 0.2 });
    const log = session.stopRecording();
    const again = new Session(pocketEntry);
    let calls = 0;
    replay(again, JSON.parse(JSON.stringify(log)), {
      progress: () => {
        calls++;
      },
    });
    expect(again.machine.hash()).toBe(log.end.hash);
    expect(calls).toBeGreaterThan(log.end.tick / 100_000);
  });
});

describe('the typist', () => {
  it('never sends a key down twice, nor one up that is not down, whatever it is told', () => {
    const action = fc.oneof(
      fc.record({ kind: fc.constant('strike'), key: fc.constantFrom('a', 'b', 'c') }),
      fc.record({ kind: fc.constant('repeat'), key: fc.constantFrom('a', 'b', 'c') }),
      fc.record({ kind: fc.constant('press'), key: fc.constantFrom('a', 'b', 'c') }),
      fc.record({ kind: fc.constant('release'), key: fc.constantFrom('a', 'b', 'c') }),
      fc.record({ kind: fc.constant('run'), key: fc.integer({ min: 1, max: 90 }).map(String) }),
    );
    fc.assert(
      fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
        const down = new Set<string>();
        let bad = '';
        const typist = new Typist(40, 30, (key, on) => {
          if (down.has(key) === on) bad = `${on ? '+' : '-'}${key}`;
          if (on) down.add(key);
          else down.delete(key);
        });
        let t = 0;
        const runTo = (end: number): void => {
          while (typist.next <= end) {
            t = Math.max(t, typist.next);
            typist.act(t);
          }
          t = end;
        };
        for (const { kind, key } of actions) {
          if (kind === 'strike') typist.strike(['shift', key]);
          else if (kind === 'repeat') typist.repeat([key], t, 60, 80);
          else if (kind === 'press') typist.press(key, t);
          else if (kind === 'release') typist.release(key, t);
          else runTo(t + Number(key));
        }
        for (const key of ['a', 'b', 'c']) typist.release(key, t);
        runTo(t + 10_000);
        return bad === '' && down.size === 0 && typist.idle;
      }),
    );
  });
});

describe('a guest with a buffer for keys', () => {
  const typing = (full: (t: number) => boolean, patience = 1000) => {
    const sent: string[] = [];
    let t = 0;
    const typist = new Typist(10, 10, (key, on) => sent.push(`${t} ${on ? '+' : '-'}${key}`), {
      full: () => full(t),
      look: 5,
      patience,
    });
    const runTo = (end: number): string[] => {
      while (typist.next <= end) {
        t = Math.max(t, typist.next);
        typist.act(t);
      }
      return sent;
    };
    return { typist, runTo };
  };

  it('is waited for while it is full, by text and not by the user', () => {
    const { typist, runTo } = typing((t) => t < 100);
    typist.strike(['a'], undefined, true);
    typist.strike(['b'], undefined, true);
    typist.press('c', 0);
    expect(runTo(500)).toEqual(['0 +c', '100 +a', '110 -a', '120 +b', '130 -b']);
    const user = typing(() => true);
    user.typist.strike(['a']);
    expect(user.runTo(50)).toEqual(['0 +a', '10 -a']);
  });

  it('is waited for only so long, once', () => {
    const { typist, runTo } = typing(() => true);
    typist.strike(['a'], undefined, true);
    typist.strike(['b'], undefined, true);
    expect(runTo(5000)).toEqual(['1000 +a', '1010 -a', '1020 +b', '1030 -b']);
    expect(typist.idle).toBe(true);
  });
});

describe('a controller', () => {
  it('tells the machine the sum of what is down, once for each change', () => {
    const session = new Session(pocketEntry);
    session.record();
    const [stick] = session.controllers;
    stick!.set('up', true);
    stick!.set('up', true);
    stick!.set('fire', true);
    session.runFor({ seconds: 0.1 });
    stick!.set('up', false);
    stick!.release();
    stick!.release();
    expect(() => stick!.set('fir', true)).toThrow('Joystick has no "fir". Did you mean "fire"?');
    const { events } = session.stopRecording();
    expect(events.map((e) => e.kind === 'input' && [e.tick, e.name, e.value])).toEqual([
      [0, 'stick', 1],
      [0, 'stick', 17],
      [100_000, 'stick', 16],
      [100_000, 'stick', 0],
    ]);
  });
});
