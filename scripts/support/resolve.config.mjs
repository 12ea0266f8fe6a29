import path from 'node:path';

/** How dependency-cruiser resolves `@/…`, as tsconfig.json says (TypeScript 7 has no programming interface to ask). */
export default { resolve: { alias: { '@': path.resolve(import.meta.dirname, '../..') } } };
