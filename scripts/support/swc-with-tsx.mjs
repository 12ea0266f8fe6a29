// dependency-cruiser parses TypeScript with swc but does not tell it which files have JSX. Loaded with
// `node --import`, this gives it an swc that does.
import { registerHooks } from 'node:module';

const WRAPPED = `
import swc from '@swc/core';
export const version = swc.version;
export const parseSync = swc.parseSync;
export const parseFileSync = (file, options) => swc.parseFileSync(file, { ...options, tsx: file.endsWith('x') });
export default { version, parseSync, parseFileSync };
`;

registerHooks({
  resolve(specifier, context, next) {
    const asked = next(specifier, context);
    const wrap = specifier === '@swc/core' && context.parentURL?.includes('/dependency-cruiser/');
    return wrap ? { ...asked, url: `${asked.url}?with-tsx`, format: 'module' } : asked;
  },
  load(url, context, next) {
    return url.endsWith('?with-tsx')
      ? { source: WRAPPED, format: 'module', shortCircuit: true }
      : next(url, context);
  },
});
