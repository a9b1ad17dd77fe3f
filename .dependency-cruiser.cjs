/* The order of the rooms: nothing lower imports anything higher. */
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
  ["application-permission"],
  ["exchange-online"],
  ["microsoft-graph"],
  ["directory-role"],
  ["runbook"],
  ["procedure"],
];

const higherThan = (room) => ORDER.slice(ORDER.findIndex(([name]) => name === room) + 1).map(([name]) => name);

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    { name: "no-circle", severity: "error", from: {}, to: { circular: true } },
    ...ORDER.slice(0, -1).map(([room]) => ({
      name: `${room}-imports-nothing-higher`,
      severity: "error",
      from: { path: `^lib/${room}/` },
      to: { path: `^lib/(?:${higherThan(room).join("|")})/|^lib/(?:exchange-managed-identity|index)` },
    })),
    {
      name: "no-room-imports-the-whole",
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
