#!/usr/bin/env bash
# gtin 1.0.2 (npm): upcE.expand makes a UPC-A of an EAN-8 too.
# Guess before running: refused: a UPC-E begins with 0 or 1, an EAN-8 has nothing to expand.
# Seen: the EAN-8 96385074, which the package itself calls valid, "expands" to 963850000074, another code, whose
# check digit is right, so that nothing notices; the UPC-E 04252614, in turn, is called invalid unexpanded.
# Whoever expands every code of eight digits, to compare codes of both kinds, loses all EAN-8 of the catalogue.
# What follows here: codes are compared as they are typed; nothing is expanded (lib/catalogue).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund gtin@1.0.2
seen=$(node -e "
const { upcE, isValid } = require('gtin');
for (const code of ['04252614', '96385074']) {
  const expanded = upcE.expand(code);
  console.log(code, isValid(code), expanded, isValid(expanded));
}")
echo "$seen"
expected='04252614 false 042100005264 true
96385074 true 963850000074 true'
[ "$seen" = "$expected" ] || { echo "The behaviour has changed."; exit 1; }
