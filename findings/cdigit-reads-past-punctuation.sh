#!/usr/bin/env bash
# cdigit 5.0.1 (npm): validate for GTIN looks at the digits alone, whatever else stands there and however many they are.
# Guess before running: false for anything but 8, 12, 13 or 14 digits.
# Seen: "4.006381333931", which is what a spreadsheet makes of an EAN in a column of numbers with a point, is valid, and
# so are "400638-1333931" and "123"; a code that no scanner will ever read passes.
# What follows here: a code is digits only, 8, 12, 13 or 14 of them, before its check digit is computed (lib/catalogue/barcode.ts).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund cdigit@5.0.1
seen=$(node -e "
const { gtin } = require('cdigit');
for (const code of ['4006381333931', '4006381333932', '4.006381333931', '400638-1333931', '123']) console.log(code, gtin.validate(code));")
echo "$seen"
expected='4006381333931 true
4006381333932 false
4.006381333931 true
400638-1333931 true
123 true'
[ "$seen" = "$expected" ] || { echo "The behaviour has changed."; exit 1; }
