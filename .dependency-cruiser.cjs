/* The order of the folders: nothing lower imports anything higher. */
const ORDER = [
  ["text"],
  ["validation"],
  ["terraform"],
  ["powershell"],
  ["azure"],
  ["resource-group"],
  ["identity"],
  ["exchange-module"],
  ["host"],
  ["directory-rights"],
  ["exchange-online"],
  ["runbook"],
  ["procedure"],
];

const higherThan = (folder) => ORDER.slice(ORDER.findIndex(([name]) => name === folder) + 1).map(([name]) => name);

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    { name: "no-circle", severity: "error", from: {}, to: { circular: true } },
    ...ORDER.slice(0, -1).map(([folder]) => ({
      name: `${folder}-imports-nothing-higher`,
      severity: "error",
      from: { path: `^lib/${folder}/` },
      to: { path: `^lib/(?:${higherThan(folder).join("|")})/|^lib/(?:exchange-managed-identity|index)` },
    })),
    {
      name: "no-folder-imports-the-whole",
      severity: "error",
      from: { path: "^lib/[^/]+/" },
      to: { path: "^lib/(?:exchange-managed-identity|index)" },
    },
    {
      name: "the-command-uses-the-public-surface",
      severity: "error",
      from: { path: "^(?:cli|tools|main)" },
      to: { path: "^lib/(?!(?:index|internal)\\.ts$)" },
    },
    {
      name: "the-library-knows-no-command",
      severity: "error",
      from: { path: "^lib/" },
      to: { path: "^(?:cli|tools)/" },
    },
    {
      name: "bindings-by-sub-path",
      severity: "error",
      from: {},
      to: { path: "node_modules/@cdktf/provider-azure(?:rm|ad)/lib/index\\." },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "require", "node", "default"] },
  },
};
