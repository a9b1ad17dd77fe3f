/** @type {import("jest").Config} */
module.exports = {
  ...require("./jest.config.js"),
  globalSetup: "<rootDir>/__tests__/e2e/find-providers.ts",
  // The cases wait for the providers far more than they compute.
  maxWorkers: 5,
  testMatch: ["<rootDir>/__tests__/e2e/**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/"],
  // A case that fails leaves its Azure running.
  forceExit: true,
  maxConcurrency: 3,
  testTimeout: 600_000,
};
