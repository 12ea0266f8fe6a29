import manifest from '@/package.json';

/** The application's version, as shown to people and told by the API. */
export const APP_VERSION: string = manifest.version;
