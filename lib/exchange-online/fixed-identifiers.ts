/** The application (client) id of Office 365 Exchange Online, the same in every tenant. */
export const EXCHANGE_ONLINE_APPLICATION_ID = "00000002-0000-0ff1-ce00-000000000000";

/** The id of the app role Exchange.ManageAsApp, the same in every tenant; other app roles have names alike. */
export const MANAGE_AS_APP_ROLE_ID = "dc50a0fb-09a3-484d-be87-e023b12c6440";
