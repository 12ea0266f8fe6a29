#!/usr/bin/env bash
# pg-boss 12.38.0 (npm): the first job of a queue is not sent over the connection that it was given alone.
# Guess before running: with `db` given to send(), every statement of it goes there, as it is to commit with the rest.
# Seen: the first send of a process asks what the queue is over the instance's own connection, and only then inserts over
# the one given; the second send stays where it was told. Where both come from one pool, that is one more connection than
# the caller's transaction holds, and a burst right after a start can take them all.
# What follows here: the queue has a connection of its own (lib/runtime), and a test sends with a pool of one.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund pg-boss@12.38.0 @electric-sql/pglite@0.3.14
cat > seen.mjs <<'END'
import { PGlite } from '@electric-sql/pglite';
import { PgBoss } from 'pg-boss';
const database = new PGlite();
const asked = [];
const connection = (name) => ({
  async executeSql(text, values = []) {
    asked.push(name);
    if (values.length > 0) return database.query(text, values);
    return { rows: (await database.exec(text)).flatMap(({ rows }) => rows) };
  },
});
const options = { db: connection('own'), supervise: false, schedule: false };
const boss = new PgBoss(options);
await boss.start();
await boss.createQueue('mail');
await boss.stop({ graceful: false });
const sender = new PgBoss({ ...options, migrate: false });
for (const turn of ['first', 'second']) {
  asked.length = 0;
  await sender.send('mail', { n: 1 }, { db: connection('given') });
  console.log(`${turn} send: ${asked.join(', ')}`);
}
process.exit();
END
seen=$(timeout 120 node seen.mjs)
echo "$seen"
expected='first send: own, given
second send: given'
[ "$seen" = "$expected" ] || { echo "The behaviour has changed."; exit 1; }
