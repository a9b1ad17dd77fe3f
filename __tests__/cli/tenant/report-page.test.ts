import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { htmlReport } from "../../../cli/commands/doctor-html";
import { StepFindings } from "../../../cli/tenant/findings/finding";
import { HOST_FINDINGS } from "../../../cli/tenant/findings/host-findings";
import { SCRIPT_FINDINGS } from "../../../cli/tenant/findings/script-findings";
import { temporaryFolder } from "../../helpers/stack";

const CHROMIUM = (process.platform === "win32" ? [] : ["/usr/bin/chromium", "/usr/bin/chromium-browser"]).find((path) =>
  existsSync(path),
);
if (CHROMIUM === undefined) {
  console.log("There is no Chromium on this machine: the page is not opened in a browser.");
}

const HOSTILE = `<b id="injected">x</b><img src="https://evil.example/a.png"><style>*{display:none}</style>"'&lt;`;
const findings = new StepFindings(false);
const FINDINGS = [
  findings.inOrder("host", "the Automation account ContosoAzAuto1 in ContosoRG"),
  findings.of(HOST_FINDINGS.identityNone, { host: HOSTILE }),
  findings.of(SCRIPT_FINDINGS.runbookRetired, { runbook: HOSTILE, runtime: "PowerShell 7.2", day: "2024-11-08" }),
  findings.of(SCRIPT_FINDINGS.jobsUnreadable, { reason: "needs the Azure role Reader" }),
];
const PAGE = htmlReport([{ stack: "contoso", host: "the host", findings: FINDINGS }], new Date("2026-11-25T10:00:00Z"));

(CHROMIUM === undefined ? describe.skip : describe)("the page of doctor in Chromium", () => {
  const folder = temporaryFolder();
  const page = join(folder, "report.html");
  const log = join(folder, "net.json");
  const flags = [
    ...["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"],
    ...["--disable-background-networking", "--disable-component-update", `--user-data-dir=${join(folder, "profile")}`],
  ];
  const chromium = (...args: string[]) =>
    execFileSync(CHROMIUM ?? "", [...flags, ...args, pathToFileURL(page).href], { encoding: "utf8", stdio: "pipe" });

  /* Those of the page, without the browser's own, such as its search for updates. */
  function requestsOfThePage(): string[] {
    const { events } = JSON.parse(readFileSync(log, "utf8")) as {
      events: { params?: { url?: string; initiator?: string } }[];
    };
    return events.flatMap(({ params: { url, initiator = "not an origin" } = {} }) =>
      initiator === "not an origin" || url === undefined ? [] : [url],
    );
  }

  test("shows every step and remedy, asks for nothing, and takes no text of the tenant for markup", () => {
    writeFileSync(page, PAGE);
    const dom = chromium("--dump-dom", `--log-net-log=${log}`);
    const cells = [...dom.matchAll(/<td[^>]*>([^]*?)<\/td>/g)].map(([, text]) => text);
    const shown = (text: string) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
    expect(cells).toEqual(
      FINDINGS.flatMap(({ state, step, seen, reason, remedy }) => [
        state,
        step,
        reason === "" ? shown(seen) : `${shown(seen)}<p class="reason">${shown(reason)}</p>`,
        shown(remedy),
      ]),
    );
    expect(dom).not.toMatch(/<(?:script|img|b |link|iframe)/i);
    expect(requestsOfThePage()).toEqual([]);

    // The same page with a picture and without its policy: the log would show it.
    writeFileSync(
      page,
      PAGE.replace("default-src 'none'", "default-src *").replace("<h1>", '<img src="http://localhost:1/a.png"><h1>'),
    );
    chromium("--dump-dom", `--log-net-log=${log}`);
    expect(requestsOfThePage()).toContain("http://localhost:1/a.png");
  }, 60_000);

  test("can be printed", () => {
    writeFileSync(page, PAGE);
    const pdf = join(folder, "report.pdf");
    chromium("--no-pdf-header-footer", `--print-to-pdf=${pdf}`);
    expect(readFileSync(pdf).subarray(0, 5).toString()).toBe("%PDF-");
  }, 60_000);
});
