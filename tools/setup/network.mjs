/** @type {ReadonlyArray<{ pattern: RegExp, reason: string }>} */
const SIGNS = [
  {
    pattern: /\b407\b|proxy auth(?:entication|orization) required|\bE407\b/i,
    reason: 'the proxy asks for a user name and password',
  },
  {
    pattern:
      /tunnel(?:ing)? (?:error|socket)[^\n]*(?:statusCode=\d+|unsuccessful)|Proxy response \(\d+\)|proxy[^\n]*refused/i,
    reason: 'the proxy refused the connection',
  },
  {
    pattern: /\bE403\b|\b403 Forbidden\b/i,
    reason: 'the package registry or a proxy refused the request (403 Forbidden)',
  },
  {
    pattern: /\bE50[234]\b|\b50[234] (?:Bad Gateway|Service Unavailable|Gateway Time-?out)/i,
    reason: 'the package registry or a proxy is out of order',
  },
  {
    pattern: /\b(?:ENOTFOUND|EAI_AGAIN|EAI_NODATA)\b|failed to lookup address|error resolving DNS|dns error/i,
    reason: 'the name of the package registry could not be looked up',
  },
  { pattern: /\bECONNREFUSED\b|connection refused/i, reason: 'the connection was refused' },
  {
    pattern: /\b(?:ENETUNREACH|EHOSTUNREACH|ENETDOWN)\b|(?:network|host) is (?:unreachable|down)|no route to host/i,
    reason: 'the network cannot be reached',
  },
  {
    pattern:
      /\b(?:ETIMEDOUT|ESOCKETTIMEDOUT|ERR_SOCKET_TIMEOUT|UND_ERR_CONNECT_TIMEOUT)\b|(?:operation|connection|request) timed out/i,
    reason: 'the package registry did not answer in time',
  },
  {
    pattern: /\b(?:ECONNRESET|EPIPE)\b|connection (?:reset|closed before)|socket hang up/i,
    reason: 'the connection was cut off',
  },
  {
    pattern:
      /\b(?:SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_GET_ISSUER_CERT(?:_LOCALLY)?|UNABLE_TO_VERIFY_LEAF_SIGNATURE)\b|invalid peer certificate/,
    reason: 'the certificate of the package registry or of a proxy is not trusted',
  },
];

/** Lines in which npm and pnpm report a failed request; a package that merely is called `timed-out` is not one. */
const REPORT = /error|failed|refused|unreachable|\bERR|\bWARN|code|reason|[├╰│]|proxy/i;

/**
 * Tells whether a failed installation failed for want of a network.
 *
 * @param {string} log What npm and pnpm wrote.
 * @returns {string | undefined} The reason in words, or nothing when the log shows another kind of failure.
 */
export function networkProblem(log) {
  const reports = log.split('\n').filter((line) => REPORT.test(line));
  // pnpm wraps its messages at 80 columns with box characters at the margin; join them so that a phrase is whole.
  const text = reports.join('\n').replace(/\n[\s│├╰─▶]+/g, ' ');
  for (const { pattern, reason } of SIGNS) {
    if (pattern.test(text)) return reason;
  }
  return undefined;
}

/**
 * Settings that make npm and pnpm give up on a missing network after seconds instead of minutes.
 *
 * @returns {Record<string, string>} Environment variables.
 */
export function impatientNetwork() {
  /** @type {Record<string, string>} */
  const settings = {};
  for (const prefix of ['npm_config_', 'pnpm_config_']) {
    settings[`${prefix}fetch_retries`] = '2';
    settings[`${prefix}fetch_retry_mintimeout`] = '1000';
    settings[`${prefix}fetch_retry_maxtimeout`] = '5000';
  }
  return settings;
}
