#!/usr/bin/env bash
# xmlrpc 1.3.2 (npm): a whole number of 1e21 or more is sent as <int>1e+21</int>, which is no integer to any parser.
# Guess before running: it would be sent as <double>, or with all its digits.
# Seen: its encoder takes every number without a fraction for an int, however large, and writes it as JavaScript does.
# What follows here: numbers are encoded by lib/odoo/transport/xml-encode.ts, which sends what no int holds as double.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund xmlrpc@1.3.2
seen=$(node -e "
const serializer = require('xmlrpc/lib/serializer');
for (const value of [5, 2 ** 31, 1e21, 1.5]) {
  console.log(serializer.serializeMethodCall('m', [value]).match(/<value>(.*)<\/value>/)[1]);
}")
echo "$seen"
expected='<int>5</int>
<int>2147483648</int>
<int>1e+21</int>
<double>1.5</double>'
[ "$seen" = "$expected" ] || { echo "The behaviour has changed."; exit 1; }
