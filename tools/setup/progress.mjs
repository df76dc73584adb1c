const SPINNER = ['-', '\\', '|', '/'];
const SPINNER_MS = 120;
/** A step that ends sooner leaves no trace, so that a second start is silent. */
const QUIET_MS = 700;
const HEARTBEAT_MS = 20_000;

/**
 * @param {number} milliseconds Time a step has taken.
 * @returns {string} `850 ms`, `12 s` or `2 min 5 s`.
 */
export function elapsed(milliseconds) {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/**
 * Shows one long step: a line that moves on a terminal, plain lines elsewhere. A short step shows nothing.
 *
 * @template T
 * @param {string} title What is being done, such as `Installing dependencies`.
 * @param {(detail: (text: string) => void) => Promise<T>} work Does it; may report details while it runs.
 * @param {{ write(text: string): unknown, isTTY?: boolean, columns?: number }} [stream] Where to show it.
 * @returns {Promise<T>} What `work` returns. Its failure ends the step too.
 */
export async function step(title, work, stream = process.stderr) {
  const started = performance.now();
  const moving = stream.isTTY === true;
  let detail = '';
  let shown = false;
  let frame = 0;
  let lastLine = started;

  const draw = () => {
    const spent = performance.now() - started;
    if (spent < QUIET_MS) return;
    if (moving) {
      const text = `${SPINNER[frame++ % SPINNER.length]} ${title} (${elapsed(spent)})${detail && `  ${detail}`}`;
      stream.write(`\r\u001b[2K${text.slice(0, Math.max(20, (stream.columns ?? 80) - 1))}`);
    } else if (!shown) {
      stream.write(`${title} ...\n`);
      lastLine = performance.now();
    } else if (performance.now() - lastLine > HEARTBEAT_MS) {
      stream.write(`${title} ... ${elapsed(spent)}${detail && `, ${detail}`}\n`);
      lastLine = performance.now();
    }
    shown = true;
  };

  const timer = setInterval(draw, SPINNER_MS);
  const end = (/** @type {string} */ word) => {
    clearInterval(timer);
    if (!shown) return;
    stream.write(`${moving ? '\r\u001b[2K' : ''}${title}: ${word} (${elapsed(performance.now() - started)})\n`);
  };
  try {
    const result = await work((text) => {
      detail = text;
    });
    end('done');
    return result;
  } catch (error) {
    end('failed');
    throw error;
  }
}
