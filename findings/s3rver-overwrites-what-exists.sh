#!/usr/bin/env bash
# s3rver 3.7.1 (npm), a stand-in for S3: a conditional upload overwrites what is there.
# Guess before running: with "If-None-Match: *" the second upload of a key is refused with 412, as S3 and MinIO do.
# Seen: it is answered with 200 and replaces the first. A program that relies on the condition for "only once" passes
# every test against it although two writers would have met.
# What follows here: pictures lie under the hash of their bytes, so that writing twice is harmless (lib/storage).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund s3rver@3.7.1 minio@8.0.7
seen=$(node -e "
const S3rver = require('s3rver');
const { Client } = require('minio');
const server = new S3rver({ address: '127.0.0.1', port: 0, silent: true, directory: './data', configureBuckets: [{ name: 'pictures' }] });
server.run().then(async ({ port }) => {
  const client = new Client({ endPoint: '127.0.0.1', port, useSSL: false, accessKey: 'S3RVER', secretKey: 'S3RVER' });
  const put = (text) => client.putObject('pictures', 'key', Buffer.from(text), text.length, { 'If-None-Match': '*' });
  for (const text of ['first', 'second']) await put(text).then(() => console.log(text, 'taken'), (error) => console.log(text, error.code));
  let kept = '';
  for await (const piece of await client.getObject('pictures', 'key')) kept += piece;
  console.log('kept:', kept);
  await server.close();
});")
echo "$seen"
expected='first taken
second taken
kept: second'
[ "$seen" = "$expected" ] || { echo "The behaviour has changed."; exit 1; }
