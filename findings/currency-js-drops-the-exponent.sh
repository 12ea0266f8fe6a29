#!/usr/bin/env bash
# currency.js 2.0.4 (npm): of a price written with an exponent the digits of the exponent become digits of the price.
# Guess before running: "1e3" is a thousand, or refused.
# Seen: it is 13, and "2.5e2" (as spreadsheets write 250 in a CSV of scientific cells) 2.52; no error, not even with
# errorOnInvalid. The number 1e3 itself is read well, and so is its own text.
# What follows here: typed prices are read by lib/catalogue/decimals.ts, which refuses an exponent.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund currency.js@2.0.4
seen=$(node -e "
const currency = require('currency.js');
for (const price of ['1e3', '1E3', '2.5e2', 1e3]) {
  console.log(JSON.stringify(price), currency(price, { errorOnInvalid: true }).value);
}")
echo "$seen"
expected='"1e3" 13
"1E3" 13
"2.5e2" 2.52
1000 1000'
[ "$seen" = "$expected" ] || { echo "The behaviour has changed."; exit 1; }
