// Sends batches of rows to the import over HTTP, with a request id made from the content, so that sending
// the same again changes nothing.
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

const ATTEMPTS = 6;
// Of a server that has not answered once: it may not be there at all.
const FIRST_ATTEMPTS = 2;
const TIMEOUT_MS = 300_000;

// An error for people, with the exit code of the program.
export class Failure extends Error {
  constructor(message, code) {
    super(message);
    this.code = code;
  }
}

// A UUID (version 5 by its form) that is the same for the same text.
export function uuidOf(text) {
  const bytes = createHash('sha1').update(text).digest().subarray(0, 16);
  bytes[6] = (bytes[6] & 0x0f) | 0x50;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

// The message of a google.rpc.Status, and its field violations, a line each.
export function explain(status, body) {
  let error;
  try {
    error = JSON.parse(body);
  } catch {
    return `HTTP ${status}: ${body.slice(0, 500)}`;
  }
  const details = error.details ?? [];
  const reason = details.find((each) => each.reason)?.reason;
  const violations = details.flatMap((each) => each.fieldViolations ?? []);
  const lines = violations.map(({ field, description }) => `  ${field}: ${description}`);
  return [`${reason ?? `HTTP ${status}`}: ${error.message ?? body.slice(0, 500)}`, ...lines].join('\n');
}

export class ImportClient {
  constructor({ url, token, fetch = globalThis.fetch, wait = sleep }) {
    Object.assign(this, { url: url.replace(/\/+$/, ''), token, fetch, wait, answered: false });
  }

  // The reply of one batch. What is overloaded or not there for a moment is asked again: the request id
  // makes that safe.
  async send(csv, { validateOnly = false } = {}) {
    const query = new URLSearchParams({ requestId: uuidOf(`${validateOnly}\n${csv}`) });
    if (validateOnly) query.set('validateOnly', 'true');
    for (let attempt = 1; ; attempt += 1) {
      let delay = 250 * 2 ** attempt;
      let failure;
      try {
        const reply = await this.fetch(`${this.url}/v1/organizations:batchImport?${query}`, {
          method: 'POST',
          headers: { authorization: `Bearer ${this.token}`, 'content-type': 'text/csv' },
          body: csv,
          signal: AbortSignal.timeout(TIMEOUT_MS),
        });
        const body = await reply.text();
        this.answered = true;
        if (reply.ok) return JSON.parse(body);
        failure = new Failure(explain(reply.status, body), 1);
        if (![429, 503].includes(reply.status)) throw failure;
        const seconds = Number(reply.headers.get('retry-after'));
        if (seconds > 0) delay = Math.min(seconds * 1000, 30_000);
      } catch (error) {
        if (error === failure) throw error;
        failure = new Failure(`${this.url}: ${error.cause?.message ?? error.message}`, 4);
      }
      if (attempt >= (this.answered ? ATTEMPTS : FIRST_ATTEMPTS)) throw failure;
      await this.wait(delay);
    }
  }
}

// Rows done, percent and rows a second: a bar on a terminal, a line each on anything else.
export class Progress {
  constructor(total, stream, now = () => Date.now()) {
    Object.assign(this, { total, stream, now, start: now(), done: 0 });
  }
  add(rows) {
    this.done += rows;
    const seconds = Math.max((this.now() - this.start) / 1000, 0.001);
    const part = this.total === 0 ? 1 : this.done / this.total;
    const figures = `${this.done}/${this.total} rows  ${Math.floor(part * 100)}%  ${Math.round(this.done / seconds)} rows/s`;
    if (!this.stream.isTTY) {
      this.stream.write(`${figures}\n`);
      return;
    }
    const filled = Math.round(part * 30);
    const end = this.done === this.total ? '\n' : '';
    this.stream.write(`\r[${'#'.repeat(filled)}${'.'.repeat(30 - filled)}] ${figures}\u001b[K${end}`);
  }
}
