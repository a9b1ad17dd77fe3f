/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  testMatch: ["<rootDir>/__tests__/**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/", "/__tests__/e2e/", "/__tests__/package/"],
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
