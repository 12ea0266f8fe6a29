import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';
import { CLOSED_POLICY } from './lib/http/content-security-policy';

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm run check` checks the types, of the tests too; a build for the demo need not wait for it.
  typescript: { ignoreBuildErrors: true },
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  serverExternalPackages: [
    'pg-boss',
    'pino',
    'sharp',
    'xmlrpc',
    'minio',
    'postgres',
    'undici',
    'prom-client',
  ],
  headers: async () => [
    // Pages have a policy with a nonce of their own (proxy.ts).
    { source: '/api/:path*', headers: [{ key: 'Content-Security-Policy', value: CLOSED_POLICY }] },
    {
      source: '/:path*',
      headers: [
        { key: 'X-Content-Type-Options', value: 'nosniff' },
        { key: 'X-Frame-Options', value: 'DENY' },
        { key: 'Referrer-Policy', value: 'same-origin' },
        { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=()' },
        { key: 'Strict-Transport-Security', value: 'max-age=31536000; includeSubDomains' },
      ],
    },
  ],
};

export default createNextIntlPlugin('./lib/i18n/request.ts')(config);
