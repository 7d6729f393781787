/** The shop of the tests. Everything that differs from start to start comes in by the environment. */
const { defineConfig } = require('@medusajs/framework/utils');

module.exports = defineConfig({
  projectConfig: {
    databaseUrl: process.env.DATABASE_URL,
    http: {
      storeCors: String.raw`/^http:\/\/127\.0\.0\.1:\d+$/`,
      ...{ adminCors: '', authCors: '', jwtSecret: 'of the tests', cookieSecret: 'of the tests' },
    },
  },
  admin: { disable: true },
});
