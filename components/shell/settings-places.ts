/** The parts of the settings, in their order; `admin`: for administrators alone. */
export const SETTINGS_PLACES = [
  { id: 'integrations', admin: false },
  { id: 'users', admin: true },
  { id: 'tokens', admin: true },
  { id: 'audit', admin: true },
  { id: 'notifications', admin: false },
  { id: 'profile', admin: false },
] as const;
