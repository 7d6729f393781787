/** Placeholder until page tests exist. */
export const testServer = () => (_context, next) => next();
