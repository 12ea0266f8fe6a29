#!/usr/bin/env bash
# xmlrpc 1.3.2 (npm): a Date is written as the clock on the wall of the machine that sends it, without saying so.
# Guess before running: written in UTC, as Odoo stores its date and time fields.
# Seen: at 10:00 UTC in July a program in Paris sends 12:00, one in New York 06:00; Odoo takes either for UTC. The
# package reads what it wrote back to the same instant, so that a test against itself shows nothing.
# What follows here: dates travel as Odoo's own text ("2026-07-01 10:00:00", UTC), never as dateTime.iso8601.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund xmlrpc@1.3.2
program="
const { serializeMethodCall } = require('xmlrpc/lib/serializer');
const body = serializeMethodCall('write', [new Date('2026-07-01T10:00:00Z')]);
console.log(process.env.TZ, body.match(/<dateTime.iso8601>(.*)<.dateTime/)[1]);"
seen=$(for zone in UTC Europe/Paris America/New_York; do TZ=$zone node -e "$program"; done)
echo "$seen"
expected='UTC 20260701T10:00:00
Europe/Paris 20260701T12:00:00
America/New_York 20260701T06:00:00'
[ "$seen" = "$expected" ] || { echo "The behaviour has changed."; exit 1; }
