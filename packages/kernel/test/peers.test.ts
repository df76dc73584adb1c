import { describe, expect, it } from 'vitest';
import {
  type AudioSource,
  type CardDefinition,
  createMachine,
  type Device,
  defineCard,
  definePart,
  defineSlotType,
  type MachineConfig,
  type MachineDefinition,
  merge,
  type VideoOutput,
} from '../src/index.ts';
import { box } from './support/box.ts';

/** A part that keeps whom it is soldered to. */
class Seeker implements Device {
  readonly stateVersion = 1;
  peers: Readonly<Record<string, Device>> | null = null;
  reset(): void {}
  state(): void {}
  attach(peers: Readonly<Record<string, Device>>): void {
    this.peers = peers;
  }
}

const SeekerPart = definePart({ type: 'Seeker', title: 'looks for others', create: () => new Seeker() });
const DeafPart = definePart({
  type: 'Deaf',
  title: 'knows nobody',
  create: (): Device => ({ stateVersion: 1, reset() {}, state() {} }),
});

const socket = defineSlotType({
  id: 'socket',
  title: 'Socket',
  signals: { clock: 'clock', board: 'part', memory: 'space' },
});

const card: CardDefinition = defineCard({
  id: 'seeker-card',
  title: 'Card that knows the board',
  fits: 'socket',
  parts: {
    one: { type: SeekerPart, clock: 'clock', peers: { board: 'board', other: 'two' } },
    two: { type: SeekerPart, clock: 'clock' },
  },
});

const board = merge(box, {
  slots: {
    s1: {
      type: socket,
      title: 'socket',
      bind: { clock: 'cpu', board: 'cpu', memory: 'main' },
      cards: { seeker: card },
      default: null,
    },
  },
}) as MachineDefinition;

const clock = Object.keys(box.clocks)[0]!;
const make = (patch: unknown, config: MachineConfig = {}) =>
  createMachine<MachineDefinition>(
    merge(merge(board, { slots: { s1: { bind: { clock } } } }), patch) as MachineDefinition,
    config,
  );

describe('peers', () => {
  it('are given once, by name, when all parts exist, whatever their order', () => {
    const machine = make({
      parts: {
        first: { type: SeekerPart, clock, peers: { processor: 'cpu', next: 'second' } },
        second: { type: SeekerPart, clock, peers: {} },
      },
    });
    const first = machine.part('first') as Seeker;
    expect(first.peers).toEqual({ processor: machine.part('cpu'), next: machine.part('second') });
    expect((machine.part('second') as Seeker).peers).toEqual({});
  });

  it('reach from a card to the board through a signal, and to the card itself by name', () => {
    const machine = make({}, { slots: { s1: 'seeker' } });
    expect((machine.part('s1.one') as Seeker).peers).toEqual({
      board: machine.part('cpu'),
      other: machine.part('s1.two'),
    });
  });

  it.each([
    [
      'a part that is not there',
      { first: { type: SeekerPart, clock, peers: { x: 'cpuu' } } },
      /peer "x".*Did you mean "cpu"/,
    ],
    ['a part that takes none', { first: { type: DeafPart, clock, peers: { x: 'cpu' } } }, 'has peers, but takes none'],
  ])('%s is told', (_, parts, message) => {
    expect(() => make({ parts })).toThrow(message);
  });

  it('a card cannot take a line or a space for a part', () => {
    const wrong = { ...card, parts: { one: { type: SeekerPart, clock: 'clock', peers: { board: 'memory' } } } };
    expect(() => make({}, { slots: { s1: wrong } })).toThrow('uses signal "memory" as a part; it is a space');
  });
});

describe('pictures and sound', () => {
  it('are found by part, in the order of the definition', () => {
    const video = { frame: 1 } as VideoOutput;
    const audio = { title: 'beep' } as AudioSource;
    const part = (extra: Partial<Device>) =>
      definePart({
        type: 'X',
        title: 'x',
        create: (): Device => ({ stateVersion: 1, reset() {}, state() {}, ...extra }),
      });
    const machine = make({
      parts: { crt: { type: part({ video }), clock }, both: { type: part({ video, audio }), clock } },
    });
    expect(machine.displays).toEqual([
      ['crt', video],
      ['both', video],
    ]);
    expect(machine.sounds).toEqual([['both', audio]]);
  });
});
