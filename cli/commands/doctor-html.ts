import type { Report } from "../tenant/diagnosis/report";
import type { StepFinding } from "../tenant/findings/finding";
import { version } from "../package.json";
import { isCommand } from "./doctor-text";

/* No script, no address, no form: the page shows what it contains and asks for nothing. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

const STYLE = `
:root { color-scheme: light dark; --line: #8886; --ok: #1a7f37; --fault: #b3261e; --unknown: #7a5c00; }
@media (prefers-color-scheme: dark) { :root { --ok: #5bd17a; --fault: #ff8a80; --unknown: #e6c35c; } }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid var(--line); padding: .5rem; text-align: left; vertical-align: top; }
td { overflow-wrap: break-word; }
td:first-child { font-weight: bold; white-space: nowrap; }
td p { margin: .25rem 0 0; }
td .reason { opacity: .8; font-size: .9em; }
code { font: .85em/1.4 ui-monospace, Consolas, monospace; overflow-wrap: anywhere; }
.ok { color: var(--ok); } .missing, .wrong { color: var(--fault); } .unknown { color: var(--unknown); }
@media (max-width: 40rem), print { thead { display: none; } tr, td { display: block; border: 0; } tr { border-bottom: 1px solid var(--line); padding: .5rem 0; } td { padding: .1rem 0; } }
@media print { body { margin: 0; max-width: none; } tr { break-inside: avoid; } }
`;

/** One page that a person can send or keep: it needs nothing else, and contains no script. */
export function htmlReport(reports: readonly Report[], now: Date): string {
  const time = now.toISOString().slice(0, 16).replace("T", " ");
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Exchange Online with a managed identity</title>
<style>${STYLE}</style>
</head>
<body>
<h1>Exchange Online with a managed identity</h1>
<p>Read on ${time} UTC by exchange-managed-identity ${escaped(version)}.</p>
<p><strong>${escaped(summaryOf(reports))}</strong></p>
${reports.map(section).join("\n")}
</body>
</html>
`;
}

function section({ stack, host, findings }: Report): string {
  const heading = stack === undefined ? host : `${stack}: ${host}`;
  return `<h2>${escaped(heading)}</h2>
<table>
<thead><tr><th>State</th><th>Step</th><th>Seen</th><th>To do</th></tr></thead>
<tbody>
${findings.map(row).join("\n")}
</tbody>
</table>`;
}

/* The same as the exit code. */
function summaryOf(reports: readonly Report[]): string {
  const findings = reports.flatMap((report) => report.findings);
  const count = (state: StepFinding["state"]) => findings.filter((finding) => finding.state === state).length;
  const faults = count("missing") + count("wrong");
  const states = (["missing", "wrong", "unknown", "ok"] as const)
    .map((state) => `${state}: ${count(state)}`)
    .join(", ");
  if (faults > 0) {
    return `Something is missing or wrong (${states}).`;
  }
  return findings.some(({ isUnreadable }) => isUnreadable)
    ? `Nothing is missing or wrong, as far as it could be read: something could not (${states}).`
    : `Nothing is missing or wrong (${states}).`;
}

function row({ state, step, seen, reason, remedy }: StepFinding): string {
  const explained = reason === "" ? escaped(seen) : `${escaped(seen)}<p class="reason">${escaped(reason)}</p>`;
  const lines = remedy.split("\n").map((line) => (isCommand(line) ? `<code>${escaped(line)}</code>` : escaped(line)));
  const toDo = lines.map((line, index) => (index === 0 ? line : `<p>${line}</p>`)).join("");
  return `<tr><td class="${state}">${state}</td><td>${step}</td><td>${explained}</td><td>${toDo}</td></tr>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
