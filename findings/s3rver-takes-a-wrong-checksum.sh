#!/usr/bin/env bash
# s3rver 3.7.1 (npm), a stand-in for S3: an upload whose Content-MD5 is not that of its bytes is kept.
# Guess before running: refused with BadDigest, which is what the header is for, and what S3 and MinIO do.
# Seen: taken, and its ETag is the MD5 of what came; an upload damaged on its way is not noticed in a test.
# What follows here: a picture's key is the hash of its bytes, computed before it is stored (lib/storage).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund s3rver@3.7.1 minio@8.0.7
seen=$(node -e "
const { createHash } = require('crypto');
const S3rver = require('s3rver');
const { Client } = require('minio');
const md5 = (text, as) => createHash('md5').update(text).digest(as);
const server = new S3rver({ address: '127.0.0.1', port: 0, silent: true, directory: './data', configureBuckets: [{ name: 'pictures' }] });
server.run().then(async ({ port }) => {
  const client = new Client({ endPoint: '127.0.0.1', port, useSSL: false, accessKey: 'S3RVER', secretKey: 'S3RVER' });
  await client.putObject('pictures', 'key', Buffer.from('came'), 4, { 'Content-MD5': md5('sent', 'base64') })
    .then(() => console.log('taken'), (error) => console.log(error.code));
  const { etag } = await client.statObject('pictures', 'key');
  console.log('etag is that of what came:', etag === md5('came', 'hex'));
  await server.close();
});")
echo "$seen"
expected='taken
etag is that of what came: true'
[ "$seen" = "$expected" ] || { echo "The behaviour has changed."; exit 1; }
