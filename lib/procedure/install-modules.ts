import { isFor } from "../exchange-module/additional-module-order";
import { additionalModuleFindings } from "../exchange-module/additional-module-rules";
import type { IExchangeModule } from "../exchange-module/exchange-module";
import { PowerShellRuntime } from "../exchange-module/powershell-runtime";
import type { IExchangeHost } from "../host/i-exchange-host";
import type { Finding } from "../validation/finding";
import type { Procedure } from "./procedure";
import { runbooksOf } from "./runbook-findings";

/** Installs the Exchange Online module, and the additional ones, for each runtime. */
export function installModules(
  { scope, props, validation }: Procedure,
  host: IExchangeHost,
  runtimes: PowerShellRuntime[],
): IExchangeModule[] {
  const { module, adopt } = props;
  validation._add("module.runtimes", checkRuntimes(runtimes));
  const additional = module?.additional ?? [];
  const findings = additionalModuleFindings(additional, runtimes);
  validation._step("module", () => findings.report(scope));
  const scripted = new Set(
    runbooksOf(props).flatMap(({ runbook }) => (runbook?.script ? [runbook.runtime ?? runtimes[0]] : [])),
  );
  return [...new Set(runtimes)].map((runtime, index) => {
    const modules = (findings.isEmpty ? additional : []).filter((other) => isFor(other, runtime));
    const rename = (property: string) =>
      ({ runtime: `module.runtimes[${index}]`, adopt: "adopt.modules" })[property] ??
      `module.${property.replace(/^additional\[(\d+)\]/, (_, at) => `additional[${additional.indexOf(modules[Number(at)])}]`)}`;
    return validation._step(rename, () =>
      host.addExchangeModule(`Module${runtime.version}`, {
        version: module?.version ?? PowerShellRuntime.newestModuleFor(runtimes),
        prerequisites: module?.prerequisites,
        contentUri: module?.contentUri,
        contentHash: module?.contentHash,
        additional: modules.length > 0 ? modules.map((other) => ({ ...other, runtimes: undefined })) : undefined,
        adopt: adopt?.modules,
        runtime,
        _areScriptsKnown: scripted.has(runtime),
      }),
    );
  });
}

/* What is wrong with a list of runtimes as a list, if anything. */
function checkRuntimes(runtimes: PowerShellRuntime[]): Finding | undefined {
  if (runtimes.length === 0) {
    return {
      given: [],
      allowed: "one runtime or more",
      remedy: "name a runtime, or leave the list out for the default one",
    };
  }
  const twice = runtimes.find((runtime, index) => runtimes.indexOf(runtime) !== index)?.version;
  return twice === undefined
    ? undefined
    : {
        given: twice,
        allowed: "each runtime once",
        remedy: `name ${twice} once: a runtime has one version of the module`,
      };
}
