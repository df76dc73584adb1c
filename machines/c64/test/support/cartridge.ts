import { c64Expansion, type ExpansionCartridge, type ExpansionPort } from '@backplane/bus-c64-expansion';
import { type Device, defineCard, definePart, type PartContext } from '@backplane/kernel';

/** A cartridge that a test plays. */
export class TestCartridge implements Device, ExpansionCartridge {
  readonly stateVersion = 1;
  roml: Uint8Array | null = Uint8Array.from({ length: 0x2000 }, (_, n) => (n * 3 + 1) & 0xff);
  romh: Uint8Array | null = Uint8Array.from({ length: 0x2000 }, (_, n) => (n * 5 + 2) & 0xff);
  writable = false;
  hiddenFromVic = false;
  takesWrites = false;
  port: ExpansionPort | null = null;
  readonly seen: string[] = [];
  readonly ctx: PartContext<'dma', never>;

  constructor(ctx: PartContext<'dma', never>) {
    this.ctx = ctx;
  }

  attach(peers: Readonly<Record<string, Device>>): void {
    this.port = peers.port as unknown as ExpansionPort;
    this.port.plug(this);
  }

  readIo(offset: number): number | undefined {
    return offset === 0x1ff ? undefined : (offset & 0xff) ^ 0x5a;
  }

  peekIo(offset: number): number | undefined {
    return this.readIo(offset);
  }

  writeIo(offset: number, value: number): void {
    this.seen.push(`io ${offset.toString(16)} ${value}`);
  }

  writeRom(address: number, value: number): void {
    this.seen.push(`rom ${address.toString(16)} ${value}`);
  }

  reset(): void {}

  state(): void {}
}

export const testCard = defineCard({
  id: 'test',
  title: 'test cartridge',
  fits: c64Expansion.id,
  parts: {
    cartridge: {
      type: definePart({ type: 'Test', title: 'test', pins: { dma: 'out' }, create: (ctx) => new TestCartridge(ctx) }),
      clock: 'phi2',
      peers: { port: 'port' },
    },
  },
  lines: { dma: { from: ['cartridge.dma'] } },
});
