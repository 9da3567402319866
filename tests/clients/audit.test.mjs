// The public audit suite of GraphQL over HTTP: nothing but what a server MAY do may be missing.

import assert from 'node:assert/strict';
import test from 'node:test';
import { serverAudits } from 'graphql-http';

const audits = serverAudits({ url: `${process.env.QUIPU_URL}/graphql` });

test('the suite is there', () => assert.ok(audits.length > 50, `${audits.length} audits`));

for (const audit of audits) {
  const optional = audit.name.startsWith('MAY');
  test(`${audit.id} ${audit.name}`, { skip: optional && 'a server may do otherwise' }, async () => {
    const result = await audit.fn();
    assert.equal(result.status, 'ok', result.reason);
  });
}
