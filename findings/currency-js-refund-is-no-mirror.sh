#!/usr/bin/env bash
# currency.js 2.0.4 (npm): a half cent is rounded up, towards more, whatever the sign.
# Guess before running: away from zero, as Odoo and the tax rules of most countries do, so that a refund mirrors its sale.
# Seen: 1.005 is 1.01 but -1.005 is -1.00; a sale and its refund leave a cent. A rate of tax shows it too: 19.6 % of
# 1.25 is 0.25, and of -1.25 -0.24.
# What follows here: prices are computed with decimal.js, ROUND_HALF_UP, which goes away from zero (lib/sync/prices).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund currency.js@2.0.4 decimal.js@10.6.0
seen=$(node -e "
const currency = require('currency.js');
const Decimal = require('decimal.js');
const exact = (value) => new Decimal(value).toDecimalPlaces(2, Decimal.ROUND_HALF_UP).toNumber();
for (const value of [1.005, 0.045, 1.115]) {
  const [sale, refund] = [currency(value).value, currency(-value).value];
  console.log(value, sale, refund, 'left:', currency(sale).add(refund).value, 'decimal.js:', exact(value), exact(-value));
}
console.log('tax:', currency(1.25).multiply(0.196).value, currency(-1.25).multiply(0.196).value);")
echo "$seen"
expected='1.005 1.01 -1 left: 0.01 decimal.js: 1.01 -1.01
0.045 0.05 -0.04 left: 0.01 decimal.js: 0.05 -0.05
1.115 1.12 -1.11 left: 0.01 decimal.js: 1.12 -1.12
tax: 0.25 -0.24'
[ "$seen" = "$expected" ] || { echo "The behaviour has changed."; exit 1; }
