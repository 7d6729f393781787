/** What pages that only show products do without. Loaded at its first use. */
export * from './search.js';
export * from './social.js';
