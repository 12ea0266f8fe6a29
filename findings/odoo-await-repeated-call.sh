#!/usr/bin/env bash
# odoo-await 3.4.1 (npm): execute_kw puts database, user and password into the array that the caller gave it.
# Guess before running: the caller's array stays as it was.
# Seen: the same array handed over twice, as a retry does, goes out with database, user, password, model and method
# doubled: the second call asks Odoo for method "read" with the database's name as its ids, and the array now holds
# the password, wherever the caller logs it.
# What follows here: calls are made anew for each attempt (lib/odoo/transport), and logs strike secrets out.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund odoo-await@3.4.1
seen=$(node -e "
const Odoo = require('odoo-await');
const server = require('http').createServer((request, response) => {
  let body = '';
  request.on('data', (piece) => { body += piece; }).on('end', () => {
    console.log('parameters:', body.match(/<param>/g).length);
    response.end('<?xml version=\"1.0\"?><methodResponse><params><param><value><int>7</int></value></param></params></methodResponse>');
  });
}).listen(0, '127.0.0.1', async () => {
  const odoo = new Odoo({ baseUrl: 'http://127.0.0.1', port: server.address().port, db: 'shop', username: 'me', password: 'not-so-secret' });
  await odoo.connect();
  const args = [[1, 2], ['name']];
  for (let attempt = 1; attempt <= 2; attempt++) {
    await odoo.execute_kw('product.template', 'read', args);
    console.log('array of the caller:', args.length, args.includes('not-so-secret'));
  }
  server.close();
});")
echo "$seen"
expected='parameters: 4
parameters: 7
array of the caller: 7 true
parameters: 12
array of the caller: 12 true'
[ "$seen" = "$expected" ] || { echo "The behaviour has changed."; exit 1; }
