import { ROLE_WORDS } from "../../cli/config/roles-schema";
import { DirectoryRole, DirectoryRoleAssignment, ManagedIdentity } from "../../lib";
import { newStack, only, synthesized } from "../helpers/stack";
import { PRINCIPAL_ID, UNIT } from "../helpers/ids";

test("each role has a sentence for editors", () => {
  expect(Object.keys(ROLE_WORDS).sort()).toEqual(
    DirectoryRole.supported()
      .map(({ name }) => name)
      .sort(),
  );
});

test("the guide's eight roles and their template ids", () => {
  expect(Object.fromEntries(DirectoryRole.supported().map((role) => [role.name, role.templateId]))).toEqual({
    "Compliance Administrator": "17315797-102d-40b4-93e0-432062caca18",
    "Exchange Administrator": "29232cdf-9323-42fd-ade2-1d097af3e4de",
    "Exchange Recipient Administrator": "31392ffb-586c-42d1-9346-e59415a2cc4e",
    "Global Administrator": "62e90394-69f5-4237-9190-012177145e10",
    "Global Reader": "f2ef992c-3afb-46b9-b7cf-a126ee74c451",
    "Helpdesk Administrator": "729827e3-9c14-49f7-bb1b-9608f156bbb8",
    "Security Administrator": "194ae4cb-b126-40b2-bd5b-6091b380977d",
    "Security Reader": "5d6b6bb7-de71-4623-b4af-96380a352509",
  });
});

test("only Helpdesk Administrator takes a scope", () => {
  for (const role of DirectoryRole.supported()) {
    if (role === DirectoryRole.HELPDESK_ADMINISTRATOR) {
      expect(role.scopedTo(UNIT).label).toBe(`Helpdesk Administrator ${UNIT}`);
    } else {
      expect(() => role.scopedTo(UNIT)).toThrow(/Helpdesk Administrator only/);
    }
  }
});

test.each(["/", "", "/administrativeUnits/x", `${UNIT}/`, `${UNIT}\n`, UNIT.slice(1)])(
  "the scope %p is refused",
  (scope) => {
    expect(() => DirectoryRole.HELPDESK_ADMINISTRATOR.scopedTo(scope)).toThrow("/administrativeUnits/");
  },
);

test("a role of one's own is assigned by its id", () => {
  const stack = newStack();
  const role = DirectoryRole.of({ name: "Attribute Log Reader", templateId: "9c99539d-8186-4804-835f-fd51ef9e2dcd" });
  const principal = ManagedIdentity.fromPrincipal({ principalId: PRINCIPAL_ID });
  new DirectoryRoleAssignment(stack, "Role", { identity: principal, role });
  expect(only(synthesized(stack), "azuread_directory_role_assignment")).toMatchObject({
    role_id: "9c99539d-8186-4804-835f-fd51ef9e2dcd",
    directory_scope_id: "/",
  });
  expect(() => DirectoryRole.of({ name: "x", templateId: "x" })).toThrow("a GUID");
});
