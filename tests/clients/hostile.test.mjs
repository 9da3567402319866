// A barrage of hostile requests, from many sides at once, against the real program: an honest client is served
// meanwhile, and memory stays within bounds. What each refusal says is proved by `tests/it/hostiles`.

import assert from 'node:assert/strict';
import http from 'node:http';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

const url = new URL(`${process.env.QUIPU_URL}/graphql`);
const SECONDS = 12;
const MEGABYTES = 200;

/** The most memory that the server has held, in MB. */
function peak() {
  const status = readFileSync(`/proc/${process.env.QUIPU_PID}/status`, 'utf8');
  return Number(status.match(/VmHWM:\s+(\d+) kB/)[1]) / 1024;
}

const post = (body, headers = {}) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
const query = (text) => post(JSON.stringify({ query: text }), { accept: 'application/graphql-response+json' });

const nested = (n) => `${'{ adscritaA '.repeat(n)}${'}'.repeat(n)}`;
const kinds = {
  deep: () => query(`{ entidad(codigo: "x") ${nested(10_000)} }`),
  wide: () => query(`{ sectores { ${'codigo '.repeat(30_000)} } }`),
  aliased: () => query(`{ ${[...Array(500).keys()].map((n) => `a${n}: sectores { codigo }`).join(' ')} }`),
  cyclic: () => query('{ sectores { ...a } } fragment a on Sector { ...b ...b } fragment b on Sector { ...a ...a }'),
  literal: () => query(`{ entidad(codigo: "${'x'.repeat(250_000)}") { nombre } }`),
  batch: () => post(JSON.stringify(Array(2000).fill({ query: '{ sectores { codigo } }' }))),
  body: () => post('x'.repeat(8 * 1024 * 1024)),
  json: () => post('['.repeat(250_000)),
  bytes: () => post(Buffer.alloc(250_000, 0xff)),
  bomb: () => post(Buffer.alloc(250_000, 0x1f), { 'content-encoding': 'gzip' }),
  token: () => post('{"query":"{ sectores { codigo } }"}', { authorization: `Bearer ${'x.'.repeat(4_000)}` }),
  introspection: () => query(`{ __schema { types { ${'fields { type { ofType { '.repeat(5)} name ${'} } } '.repeat(5)} } } }`),
};

/** Sends one kind again and again; a closed connection is an answer too. */
async function attack([kind, send], until, statuses) {
  while (Date.now() < until) {
    try {
      const response = await send();
      statuses.push([kind, response.status]);
      await response.arrayBuffer();
    } catch (error) {
      assert.match(String(error.cause?.code ?? error.cause ?? error), /ECONNRESET|EPIPE|UND_ERR|closed/);
      await sleep(20);
    }
  }
}

/** Opens connections that never finish what they begin to say. */
function stall(count) {
  return [...Array(count).keys()].map((n) => {
    const socket = net.connect(Number(url.port), url.hostname);
    socket.on('error', () => {});
    const head = 'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n';
    if (n % 3 === 1) socket.write(head);
    if (n % 3 === 2) socket.write(`${head}content-length: 100000\r\n\r\n{`);
    return socket;
  });
}

/** A question on a connection of its own, which no refusal of another request closes; tells the status. */
function honest() {
  const headers = { 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const request = http.request(new URL('/graphql', url), { method: 'POST', agent: false, headers }, (response) => {
      response.on('end', () => resolve(response.statusCode)).resume();
    });
    request.on('error', reject).end(JSON.stringify({ query: '{ entidades(first: 1) { totalCount } }' }));
  });
}

test('a barrage is endured', { timeout: 120_000 }, async (t) => {
  await query('{ sectores { codigo } }');
  const before = peak();
  const until = Date.now() + SECONDS * 1000;
  const sockets = stall(300);
  const statuses = [];
  const attacks = Object.entries(kinds).map((kind) => attack(kind, until, statuses));
  const waits = [];
  while (Date.now() < until) {
    const start = Date.now();
    assert.equal(await honest(), 200);
    waits.push(Date.now() - start);
    await sleep(200);
  }
  await Promise.all(attacks);
  sockets.forEach((socket) => socket.destroy());
  const grown = peak() - before;
  t.diagnostic(`${statuses.length} answers; an honest answer took ${Math.max(...waits)} ms at most; +${Math.round(grown)} MB`);
  assert.ok(statuses.length > 100, `${statuses.length} answers`);
  // A giant literal is a good question: there is no such entity.
  const wrong = statuses.filter(([kind, status]) => (status < 400 && kind !== 'literal') || status >= 500);
  assert.deepEqual(wrong, []);
  assert.ok(Math.max(...waits) < 5000, `an honest client waited ${Math.max(...waits)} ms`);
  assert.ok(grown < MEGABYTES, `${grown} MB more`);
});
