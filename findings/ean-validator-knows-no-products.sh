#!/usr/bin/env bash
# ean-validator 1.0.3 (npm): it knows only the 18 digits of energy meters, which are called EAN there too.
# Guess before running: true for the EAN-13 and the EAN-8 of a product, as its name says.
# Seen: every product's code is called invalid; a catalogue checked with it has no valid code at all.
# What follows here: lengths and check digits of GTIN-8, -12, -13 and -14 are checked by lib/catalogue/barcode.ts, with
# examples as tests.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund ean-validator@1.0.3
seen=$(node -e "
const { isValid } = require('ean-validator');
for (const code of ['4006381333931', '96385074', '012345678905', '540000000000000001']) console.log(code, isValid(code));")
echo "$seen"
expected='4006381333931 false
96385074 false
012345678905 false
540000000000000001 true'
[ "$seen" = "$expected" ] || { echo "The behaviour has changed."; exit 1; }
