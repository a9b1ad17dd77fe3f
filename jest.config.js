/*
 * Four projects. `npm test` runs the first; what is long by nature (random configurations, sizes, a tenant on loopback), the
 * packed packages, and real Terraform have a script of their own. How many run at once is said there: projects cannot.
 */

/** Suites that take long by nature. */
const LONG = [
  "__tests__/cli/any-configuration.test.ts",
  "__tests__/cli/hostile-sizes.test.ts",
  "__tests__/cli/literal-texts.test.ts",
  "__tests__/cli/pipelines.test.ts",
];
const TENANT = "__tests__/cli/tenant/";
const PACKAGE = "__tests__/package/";
const E2E = "__tests__/e2e/";

/** @type {import("jest").Config} */
const common = {
  testEnvironment: "node",
  moduleNameMapper: {
    "^cdktf-exchange-managed-identity$": "<rootDir>/lib/index.ts",
    "^cdktf-exchange-managed-identity/internal$": "<rootDir>/lib/internal.ts",
  },
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      { jsc: { parser: { syntax: "typescript" }, target: "es2022" }, module: { type: "commonjs" } },
    ],
  },
};

const below = (folder) => [`<rootDir>/${folder}**/*.test.ts`];
const minutes = { setupFilesAfterEnv: ["<rootDir>/__tests__/helpers/minutes.ts"] };

/** @type {import("jest").Config} */
module.exports = {
  // Five seconds are few where a test starts programs on a busy machine.
  testTimeout: 30_000,
  projects: [
    {
      ...common,
      displayName: "unit",
      testMatch: below("__tests__/"),
      testPathIgnorePatterns: ["/node_modules/", ...LONG, TENANT, PACKAGE, E2E].map((path) =>
        path.replace(/\./g, "\\."),
      ),
    },
    { ...common, displayName: "long", testMatch: LONG.map((path) => `<rootDir>/${path}`) },
    { ...common, displayName: "tenant", testMatch: below(TENANT) },
    { ...common, ...minutes, displayName: "package", testMatch: below(PACKAGE) },
    {
      ...common,
      ...minutes,
      displayName: "e2e",
      testMatch: below(E2E),
      globalSetup: "<rootDir>/__tests__/e2e/find-providers.ts",
    },
  ],
};
