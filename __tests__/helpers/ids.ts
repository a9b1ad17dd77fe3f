/** The object id of an identity's service principal. */
export const PRINCIPAL_ID = "aaaaaaaa-0000-1111-2222-bbbbbbbbbbbb";

/** The client id of a user-assigned identity. */
export const CLIENT_ID = "cccccccc-0000-1111-2222-dddddddddddd";

/** The id of an administrative unit, and the scope for it. */
export const UNIT_ID = "0b22f1d4-5c2e-4d5e-9a4e-2a8f0a3f6f11";
export const UNIT = `/administrativeUnits/${UNIT_ID}`;
