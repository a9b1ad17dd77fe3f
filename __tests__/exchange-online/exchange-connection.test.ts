import fc from "fast-check";
import { TerraformOutput, TerraformVariable } from "cdktf";
import { ExchangeCloud, ExchangeConnection, ManagedIdentity } from "../../lib";
import { newStack, synthesized } from "../helpers/stack";
import { CLIENT_ID, PRINCIPAL_ID } from "../helpers/ids";

const system = ManagedIdentity.fromPrincipal({ principalId: PRINCIPAL_ID });
const user = ManagedIdentity.fromPrincipal({ principalId: PRINCIPAL_ID, clientId: CLIENT_ID });

const BASE = "Connect-ExchangeOnline -ManagedIdentity -Organization";
test.each([
  [ExchangeCloud.PUBLIC, system, `${BASE} contoso.onmicrosoft.com`],
  [ExchangeCloud.PUBLIC, user, `${BASE} contoso.onmicrosoft.com -ManagedIdentityAccountId ${CLIENT_ID}`],
  [ExchangeCloud.US_GOV_GCC_HIGH, system, `${BASE} contoso.onmicrosoft.us -ExchangeEnvironmentName O365USGovGCCHigh`],
  [
    ExchangeCloud.US_GOV_GCC_HIGH,
    user,
    `${BASE} contoso.onmicrosoft.us -ManagedIdentityAccountId ${CLIENT_ID} -ExchangeEnvironmentName O365USGovGCCHigh`,
  ],
  [ExchangeCloud.US_GOV_DOD, system, `${BASE} contoso.onmicrosoft.us -ExchangeEnvironmentName O365USGovDoD`],
  [
    ExchangeCloud.US_GOV_DOD,
    user,
    `${BASE} contoso.onmicrosoft.us -ManagedIdentityAccountId ${CLIENT_ID} -ExchangeEnvironmentName O365USGovDoD`,
  ],
  [ExchangeCloud.CHINA, system, `${BASE} contoso.partner.onmschina.cn -ExchangeEnvironmentName O365China`],
  [
    ExchangeCloud.CHINA,
    user,
    `${BASE} contoso.partner.onmschina.cn -ManagedIdentityAccountId ${CLIENT_ID} -ExchangeEnvironmentName O365China`,
  ],
])("in %s: %#", (cloud, identity, command) => {
  expect(new ExchangeConnection({ organization: `contoso.${cloud.domain}`, cloud, identity }).command).toBe(command);
});

test.each([
  "contoso.com",
  "onmicrosoft.com",
  ".onmicrosoft.com",
  "contoso.onmicrosoft.com.",
  "contoso.onmicrosoft.com.evil.example",
  "contosoonmicrosoft.com",
  "contoso.onmicrosoft.us",
  "a.b.onmicrosoft.com",
  "'contoso.onmicrosoft.com'",
  "$x.onmicrosoft.com",
  "contoso.onmicrosoft.com; whoami",
  "contoso.onmicrosoft.com\nwhoami",
  "contoso\u2024onmicrosoft.com",
  "-contoso.onmicrosoft.com",
])("%p is refused", (organization) => {
  expect(() => new ExchangeConnection({ organization, identity: system })).toThrow(
    "initial domain in the cloud public",
  );
});

test("what is accepted needs no quotes", () => {
  let accepted = 0;
  fc.assert(
    fc.property(NAMES, fc.constantFrom(...ExchangeCloud.all()), (name, cloud) => {
      let command: string;
      try {
        command = new ExchangeConnection({ organization: `${name}.${cloud.domain}`, cloud, identity: user }).command;
      } catch {
        return;
      }
      accepted++;
      expect(command).toMatch(/^[A-Za-z0-9 .-]+$/);
    }),
  );
  expect(accepted).toBeGreaterThan(10);
});

const NAMES = fc.oneof(fc.string({ unit: "grapheme" }), fc.stringMatching(/^[a-z0-9]{1,20}$/));

test("an organization that only Terraform knows passes, and Terraform lets nothing through that would have to be quoted", () => {
  const stack = newStack();
  const organization = new TerraformVariable(stack, "organization", {}).stringValue;
  const command = (name: string) => new ExchangeConnection({ organization: name, identity: system }).command;
  new TerraformOutput(stack, "whole", { value: command(organization) });
  new TerraformOutput(stack, "part", { value: command(`${organization}.onmicrosoft.com`) });
  expect(synthesized(stack).output).toMatchObject({
    whole: { value: `${BASE} \${regex("^[A-Za-z0-9][A-Za-z0-9.-]*$", var.organization)}` },
    part: { value: `${BASE} \${regex("^[A-Za-z0-9][A-Za-z0-9.-]*$", "\${var.organization}.onmicrosoft.com")}` },
  });
});
