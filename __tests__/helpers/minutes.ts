/* What builds, installs or applies takes minutes. */
jest.setTimeout(600_000);
