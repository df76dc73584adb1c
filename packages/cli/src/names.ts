import { distance } from 'fastest-levenshtein';

/** ` Did you mean X?` with the nearest of some names, or nothing if none is near. */
export function didYouMean(wrong: string, names: Iterable<string>): string {
  const all = [...names];
  const bare = (s: string) => s.replace(/^-+/, '').toLowerCase();
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const name of all) {
    const d = distance(bare(wrong), bare(name));
    if (d < least) {
      least = d;
      best = name;
    }
  }
  const allowed = Math.max(1, Math.floor(bare(wrong).length / 3));
  if (best === undefined || least > Math.max(allowed, bare(wrong).length > 3 ? 2 : 1)) {
    const longer = bare(wrong).length >= 3 ? all.filter((n) => bare(n).startsWith(bare(wrong))) : [];
    return longer.length === 1 ? ` Did you mean ${longer[0]}?` : '';
  }
  return ` Did you mean ${best}?`;
}

/** A glob with `*` and `?` as an expression for whole names, any case. */
export function globExpression(glob: string): RegExp {
  const text = glob
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${text}$`, 'i');
}

/** Lines of columns, each as wide as its widest cell; the last one is as long as it is. */
export function table(rows: readonly (readonly string[])[], indent = ''): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, [...cell].length);
  }
  return rows
    .map((row) => {
      const cells = row.map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd(widths[i]!)));
      return `${indent}${cells.join('  ')}`.trimEnd();
    })
    .join('\n');
}

/** A frequency for people: `4 MHz`, `3.579545 MHz`. */
export function frequency(hz: number): string {
  const [scale, unit] = hz >= 1e6 ? [1e6, 'MHz'] : hz >= 1e3 ? [1e3, 'kHz'] : [1, 'Hz'];
  return `${+(hz / scale).toFixed(6)} ${unit}`;
}

/** A number of bytes for people: `64 KiB`. */
export function byteCount(bytes: number): string {
  if (bytes >= 1 << 20 && bytes % (1 << 20) === 0) return `${bytes >> 20} MiB`;
  if (bytes >= 1024 && bytes % 1024 === 0) return `${bytes >> 10} KiB`;
  return `${bytes} bytes`;
}
