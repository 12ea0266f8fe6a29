export const THEME_COOKIE = 'pm_theme';
