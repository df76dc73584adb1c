/** The page of a machine that says what is wired to what: clocks, parts, memory, ports, lines, slots, ROMs. */
import {
  type ClockSpec,
  type MachineDefinition,
  type MapSpec,
  type Ratio,
  resolveOptions,
  substitute,
} from '@backplane/kernel';

const hex = (n: number, digits: number): string => `${n.toString(16).toUpperCase().padStart(digits, '0')}h`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cell = (s: string): string => s.replaceAll('|', '\\|');
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function section(title: string, body: string): string {
  return `## ${title}\n\n${body}\n`;
}

function frequency(hz: number): string {
  if (hz >= 1_000_000) return `${Number((hz / 1_000_000).toFixed(6))} MHz`;
  return hz >= 1000 ? `${Number((hz / 1000).toFixed(6))} kHz` : `${Number(hz.toFixed(6))} Hz`;
}

function size(bytes: number): string {
  return bytes % 1024 === 0 ? `${bytes / 1024} KB` : `${bytes} bytes`;
}

function mapText(maps: readonly MapSpec[], digits: number): string {
  return [...maps]
    .sort((a, b) => a.from - b.from || a.to - b.to)
    .map((m) => {
      const what = `\`${m.region ?? m.io}\`${m.offset === undefined || m.offset === 0 ? '' : ` from ${hex(m.offset, 1)}`}`;
      const access = m.access === 'read' ? ' (reads)' : m.access === 'write' ? ' (writes)' : '';
      const fit = m.fit === undefined ? '' : ` (the ${m.fit}, as much as there is)`;
      return `${hex(m.from, digits)}–${hex(m.to, digits)}${fit} ${what}${access}`;
    })
    .join('<br>');
}

/** The page as Markdown. Values that options choose are shown as the options' defaults have them. */
export function wiringPage(definition: MachineDefinition): string {
  const options = resolveOptions(definition);
  const value = <T>(v: unknown): T => substitute(v, options, definition.id) as T;
  const crystal = value<number>(definition.crystal);
  const parts: string[] = [
    `# ${definition.title}: wiring\n`,
    'Generated from the definition by `npm run generate`. Options, slots and overlays are at their defaults.\n',
  ];

  const clockRows = Object.entries(definition.clocks).map(([name, spec]) => {
    const clock = value<ClockSpec>(spec);
    if ('divide' in clock) return [`\`${name}\``, frequency(crystal / clock.divide), `crystal / ${clock.divide}`];
    const hz = clock.hz as number | Ratio;
    return [`\`${name}\``, frequency(typeof hz === 'number' ? hz : hz.num / hz.den), 'a crystal of its own'];
  });
  parts.push(
    section('Clocks', `Master crystal: ${frequency(crystal)}.\n\n${table(['clock', 'frequency', 'from'], clockRows)}`),
  );

  const partRows = Object.entries(definition.parts).map(([name, place]) => [
    `\`${name}\``,
    place.type.type,
    place.type.title,
    place.clock,
    Object.entries(place.peers ?? {})
      .map(([peer, target]) => (peer === target ? `\`${peer}\`` : `${peer} = \`${target}\``))
      .join(', '),
  ]);
  parts.push(section('Parts', table(['part', 'type', 'what it is', 'clock', 'soldered to'], partRows)));

  for (const [name, space] of Object.entries(definition.spaces ?? {})) {
    const digits = Math.ceil(space.bits / 4);
    const regions = Object.entries(space.regions).map(([region, spec]) =>
      'rom' in spec
        ? [`\`${region}\``, `ROM \`${spec.rom}\``, size(definition.roms?.[spec.rom]?.size ?? 0)]
        : [`\`${region}\``, 'RAM', size(value<number>(spec.ram))],
    );
    const byMap = new Map<string, string[]>();
    for (const [view, maps] of Object.entries(space.views)) {
      const text = mapText(maps, digits);
      byMap.set(text, [...(byMap.get(text) ?? []), `\`${view}\``]);
    }
    const views = [...byMap].map(([text, names]) => [names.join(', '), text]);
    const open = `Where nothing answers, ${hex(space.openBus ?? 0xff, 2)} is read.`;
    parts.push(
      section(
        `Memory: ${name}`,
        `${space.bits} address bits. ${open}\n\n${table(['region', 'kind', 'size'], regions)}\n\n${table(['view', 'map'], views)}`,
      ),
    );
  }

  for (const [name, space] of Object.entries(definition.ports ?? {})) {
    const rows = [...space.map]
      .sort((a, b) => a.from - b.from)
      .map((m) => [
        `${hex(m.from, 2)}–${hex(m.to, 2)}${m.decode === undefined ? '' : ` (of ${hex(m.decode, 2)})`}`,
        `\`${m.io}\``,
        titleOf(definition, m.io),
      ]);
    parts.push(
      section(
        `Ports: ${name}`,
        `The board decodes the address bits ${hex(space.decode, 2)}.\n\n${table(['ports', 'window', 'what it is'], rows)}`,
      ),
    );
  }

  const pins = (names: readonly string[]): string => names.map((n) => `\`${n}\``).join(', ');
  const lineRows = Object.entries(definition.lines ?? {}).map(([name, line]) => [
    `\`${name}\``,
    line.title ?? '',
    pins(line.from),
    pins(line.to),
  ]);
  if (lineRows.length > 0)
    parts.push(section('Lines', table(['line', 'what it is', 'driven by', 'read by'], lineRows)));

  const offers = new Map<string, string>();
  const slotRows = Object.entries(definition.slots ?? {}).map(([name, slot]) => {
    const cards = Object.entries(slot.cards).map(([id, card]) => `\`${id}\` ${card.title}`);
    // the places on one bus offer the same cards
    const before = cards.length < 2 ? undefined : offers.get(cards.join());
    if (before === undefined) offers.set(cards.join(), name);
    return [
      `\`${name}\``,
      slot.type.title,
      before === undefined ? cards.join('<br>') : `as \`${before}\``,
      (slot.default ?? null) === null ? 'empty' : `\`${slot.default}\``,
    ];
  });
  if (slotRows.length > 0) parts.push(section('Slots', table(['slot', 'kind', 'cards', 'by default'], slotRows)));

  const romRows = Object.entries(definition.roms ?? {}).flatMap(([name, set]) =>
    set.images.map((image) => [
      `\`${name}\``,
      (image.bytes?.length ?? image.size) === 0 ? '' : size(image.size ?? image.bytes?.length ?? set.size),
      `\`${image.id}\``,
      image.title,
      `\`${image.sha1}\``,
      image.bytes === undefined ? 'yours' : 'included',
    ]),
  );
  if (romRows.length > 0) {
    parts.push(section('ROMs', table(['socket', 'size', 'image', 'what it is', 'SHA-1', ''], romRows)));
  }
  return parts.join('\n');
}

function titleOf(definition: MachineDefinition, window: string): string {
  const dot = window.lastIndexOf('.');
  const type = definition.parts[window.slice(0, dot)]?.type;
  const info = type?.io?.[window.slice(dot + 1)] as { readonly title?: string } | undefined;
  return info?.title ?? type?.title ?? '';
}
