#!/usr/bin/env bash
# s3rver 3.7.1 (npm), a stand-in for S3: keys are not listed in the order of their bytes.
# Guess before running: a, a-b, a.b, a/b, aa: S3 promises the order of the bytes, and readers that merge a listing with
# a sorted list of their own (a sweep for pictures nobody names) rest on it.
# Seen: what lies "in a folder" comes first: a/b before a-b, and a-b before a.
# What follows here: a listing is looked up in a set, never merged by order (lib/storage).
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
  for (const key of ['aa', 'a/b', 'a.b', 'a-b', 'a']) await client.putObject('pictures', key, Buffer.from('x'));
  const keys = [];
  for await (const { name } of client.listObjectsV2('pictures', '', true)) keys.push(name);
  console.log(keys.join(' '));
  await server.close();
});")
echo "$seen"
expected='a/b a-b a a.b aa'
[ "$seen" = "$expected" ] || { echo "The behaviour has changed."; exit 1; }
