import { describe, expect, it } from 'vitest';
import { type InputLog, replay, Session, type SessionMedium } from '../src/index.ts';
import { blank, toyEntry } from './fixture.ts';

function disk(session: Session, name = 'a.img', image = blank()): SessionMedium {
  return session.openMedium('disk', image, { name });
}

/** A run with input of every kind, and its log as it comes out of a file. */
function recorded(options: { refuse?: number } = {}): { log: InputLog; rows: string; session: Session } {
  const session = new Session(toyEntry, { options: { colour: 'amber' } });
  const medium = disk(session);
  let writes = 0;
  if (options.refuse !== undefined) {
    medium.opened.disk!.onWrite = () => ++writes !== options.refuse;
  }
  session.insert('disk', medium);
  session.record();
  session.runFor({ seconds: 0.01 });
  session.input('console', 'Hi');
  session.input('level', 0.25);
  session.runFor({ ticks: 777 });
  session.input('console', Uint8Array.of(0x17, 0x17));
  session.runFor({ ticks: 12_345 });
  session.patch('disk', 0, Uint8Array.of(0x51));
  session.input('console', '\x04');
  session.runFor({ ticks: 501 });
  session.input('console', 'x\x12');
  session.runFor({ ticks: 5000 });
  session.insert('disk', null);
  session.input('console', '\x17');
  session.runFor({ seconds: 0.1 });
  session.insert('disk', disk(session, 'b.img', blank().fill(0x42)));
  session.input('console', '\x04\x18');
  expect(session.runFor({ seconds: 0.1 })).toBe('exit');
  session.runFor({ seconds: 0.1 });
  session.reset('power');
  session.runFor({ ticks: 99 });
  session.input('console', 'again');
  session.runFor({ ticks: 99_999 });
  const log = session.stopRecording();
  return {
    log: JSON.parse(JSON.stringify(log)),
    rows: String.fromCodePoint(...session.machine.screen!.characters),
    session,
  };
}

function fresh(): Session {
  const session = new Session(toyEntry, { options: { colour: 'amber' } });
  session.insert('disk', disk(session));
  return session;
}

const media = (session: Session) => ({ media: () => disk(session, 'b.img', blank().fill(0x42)) });

describe('record and replay', () => {
  it('a replay ends in the same state', () => {
    const { log, session: original } = recorded();
    const session = fresh();
    replay(session, log, media(session));
    expect(session.machine.hash()).toBe(original.machine.hash());
    expect(session.machine.tick).toBe(100_098);
    expect(log.events.map((e) => e.kind)).toEqual([
      'input',
      'input',
      'input',
      'patch',
      'input',
      'input',
      'reset',
      'insert',
      'input',
      'insert',
      'input',
      'reset',
      'input',
    ]);
  });

  it('repeats what the host refused to write', () => {
    const plain = recorded();
    const refused = recorded({ refuse: 2 });
    expect(refused.log.events.filter((e) => e.kind === 'refuse')).toEqual([{ kind: 'refuse', bay: 'disk', write: 2 }]);
    const session = fresh();
    replay(session, refused.log, media(session));
    expect(session.machine.hash()).toBe(refused.session.machine.hash());
    // the same log without the refusal leads elsewhere, to the screen of the run without one
    const tampered = { ...refused.log, events: refused.log.events.filter((e) => e.kind !== 'refuse') };
    const other = fresh();
    const early = { ...tampered, events: tampered.events.slice(0, 3), end: { ...tampered.end, tick: 30_000 } };
    expect(() => replay(other, early, media(other))).toThrow('another state than the recording');
    expect(String.fromCodePoint(...other.machine.screen!.characters)).toContain('written');
    expect(plain.log.events.some((e) => e.kind === 'refuse')).toBe(false);
  });

  it('writes nothing to the files behind the media', () => {
    const { log } = recorded();
    const session = new Session(toyEntry, { options: { colour: 'amber' } });
    const medium = disk(session);
    let writes = 0;
    const hook = () => {
      writes++;
      return true;
    };
    medium.opened.disk!.onWrite = hook;
    session.insert('disk', medium);
    replay(session, log, media(session));
    expect(writes).toBe(0);
    expect(medium.opened.disk!.onWrite).toBe(hook);
  });

  it('can begin in the middle of a run', () => {
    const session = new Session(toyEntry);
    session.input('console', 'abc');
    session.runFor({ ticks: 3333 });
    const snapshot = session.machine.save();
    session.record();
    session.input('console', 'def');
    session.runFor({ ticks: 3333 });
    const log = session.stopRecording();
    const other = new Session(toyEntry);
    expect(() => replay(other, log)).toThrow('time 3333; this one has 0');
    other.load(snapshot);
    replay(other, log);
    expect(other.machine.hash()).toBe(session.machine.hash());
  });

  it('records only between record() and stopRecording()', () => {
    const session = new Session(toyEntry);
    expect(() => session.stopRecording()).toThrow('No recording');
    session.input('console', 'a');
    session.record();
    expect(() => session.record()).toThrow('in progress already');
    expect(() => session.load(session.machine.save())).toThrow('Stop the recording');
    expect(session.stopRecording().events).toEqual([]);
  });
});

describe('a log that does not fit', () => {
  const { log } = recorded();
  const attempt = (change: Record<string, unknown>): (() => void) => {
    const session = fresh();
    return () => replay(session, { ...log, ...change }, media(session));
  };

  it('is refused with the reason', () => {
    expect(attempt({ format: 'x' })).toThrow('This is not an input log');
    expect(attempt({ version: 2 })).toThrow('has version 2; this build reads version 1');
    expect(attempt({ machine: 'c64' })).toThrow('a machine with id "c64"; this one has "toy"');
    expect(attempt({ options: { ...log.options, colour: 'green' } })).toThrow('"colour":"green"');
    expect(attempt({ media: {} })).toThrow('a machine with media {}');
    expect(attempt({ start: { tick: 0, hash: 'x' } })).toThrow('begins in another state');
    expect(attempt({ end: { tick: log.end.tick, hash: 'x' } })).toThrow('ended at tick 100098 in another state');
    expect(attempt({ events: [{ tick: 1, kind: 'jump' }] })).toThrow('event 0 is missing or of the wrong kind');
    expect(attempt({ events: [{ tick: 1, kind: 'input', name: 'console', value: { base64: '?' } }] })).toThrow(
      'not base64',
    );
    const [, , third] = log.events;
    expect(attempt({ events: [third, log.events[0]] })).toThrow('it is damaged');
  });

  it('names a medium that is missing', () => {
    expect(() => replay(fresh(), log)).toThrow(/puts "b.img" \(raw, SHA-1 [0-9a-f]{40}\) into "disk"/);
  });
});
