/** @type {import("jest").Config} */
module.exports = {
  ...require("./jest.config.js"),
  // Each builds first.
  maxWorkers: 1,
  testMatch: ["<rootDir>/__tests__/package/**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/"],
  testTimeout: 600_000,
};
