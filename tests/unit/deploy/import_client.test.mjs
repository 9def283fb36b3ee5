import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import { test } from 'node:test';
import { Failure, ImportClient, Progress, explain, uuidOf } from '../../../deploy/lib/import_client.mjs';

// A server that gives these replies in turn and keeps what it was asked.
async function serve(t, replies) {
  const asked = [];
  const server = http.createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      asked.push({ url: new URL(request.url, 'http://x'), headers: request.headers, body: Buffer.concat(chunks).toString() });
      const { status = 200, headers = {}, body = {} } = replies.shift();
      response.writeHead(status, headers).end(JSON.stringify(body));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  return { asked, url: `http://127.0.0.1:${server.address().port}/` };
}
function clientOf(url, waits = []) {
  return new ImportClient({ url, token: 'secret', wait: async (delay) => { waits.push(delay); } });
}

test('a batch is posted as CSV with an id made from its content', async (t) => {
  const { asked, url } = await serve(t, [{ body: { createdCount: 1 } }, { body: {} }]);
  const client = clientOf(url);
  assert.deepEqual(await client.send('a\n1\n'), { createdCount: 1 });
  await client.send('a\n1\n', { validateOnly: true });
  assert.equal(asked[0].url.pathname, '/v1/organizations:batchImport');
  assert.equal(asked[0].headers.authorization, 'Bearer secret');
  assert.equal(asked[0].headers['content-type'], 'text/csv');
  assert.equal(asked[0].body, 'a\n1\n');
  assert.match(asked[0].url.searchParams.get('requestId'), /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(asked[0].url.searchParams.get('validateOnly'), null);
  assert.equal(asked[1].url.searchParams.get('validateOnly'), 'true');
  // A check and the write are two requests.
  assert.notEqual(asked[0].url.searchParams.get('requestId'), asked[1].url.searchParams.get('requestId'));
});

test('the same text has the same id', () => {
  assert.equal(uuidOf('a'), uuidOf('a'));
  assert.notEqual(uuidOf('a'), uuidOf('b'));
});

test('overload and absence are waited for, with the same id', async (t) => {
  const { asked, url } = await serve(t, [{ status: 503 }, { status: 429, headers: { 'retry-after': '2' } }, { body: { createdCount: 3 } }]);
  const waits = [];
  assert.deepEqual(await clientOf(url, waits).send('a\n'), { createdCount: 3 });
  assert.deepEqual(waits, [500, 2000]);
  assert.equal(new Set(asked.map((each) => each.url.search)).size, 1);
});

test('a refusal is told with every row, and not tried again', async (t) => {
  const body = {
    code: 3, message: 'row 2 is wrong',
    details: [{ reason: 'IMPORT_INVALID' }, { fieldViolations: [{ field: 'row 2 (line 3), column parent', description: '"9": unknown' }] }],
  };
  const { asked, url } = await serve(t, [{ status: 400, body }]);
  await assert.rejects(clientOf(url).send('a\n'), (error) => {
    assert.ok(error instanceof Failure);
    assert.equal(error.code, 1);
    assert.equal(error.message, 'IMPORT_INVALID: row 2 is wrong\n  row 2 (line 3), column parent: "9": unknown');
    return true;
  });
  assert.equal(asked.length, 1);
});

test('nobody there is its own exit code, soon', async () => {
  let asked = 0;
  const refuse = async () => {
    asked += 1;
    throw new TypeError('fetch failed', { cause: new Error('connection refused') });
  };
  const client = new ImportClient({ url: 'http://nowhere', token: '', fetch: refuse, wait: async () => {} });
  await assert.rejects(client.send('a\n'), (error) => error.code === 4 && /connection refused/.test(error.message));
  assert.equal(asked, 2);
});

test('what is no JSON is shown as it is', () => {
  assert.equal(explain(502, 'bad gateway'), 'HTTP 502: bad gateway');
});

test('progress is a line each on a file, a bar on a terminal', () => {
  const written = [];
  let time = 0;
  const now = () => time;
  const file = new Progress(200, { write: (text) => written.push(text) }, now);
  time = 500;
  file.add(50);
  assert.deepEqual(written, ['50/200 rows  25%  100 rows/s\n']);
  const terminal = new Progress(200, { isTTY: true, write: (text) => written.push(text) }, now);
  time = 1500;
  terminal.add(200);
  assert.match(written[1], /^\r\[#{30}\] 200\/200 rows {2}100% {2}200 rows\/s.*\n$/);
});
