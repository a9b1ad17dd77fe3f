import fc from "fast-check";
import { checkAddressSpace } from "../../lib/host/virtual-machine/address-space";

const octet = fc.integer({ min: 0, max: 255 });

test("any private range that begins at its first address is taken", () => {
  fc.assert(
    fc.property(octet, octet, octet, fc.integer({ min: 8, max: 29 }), (two, three, four, prefix) => {
      const number = ((10 << 24) | (two << 16) | (three << 8) | four) >>> 0;
      const first = (number & ((0xffffffff << (32 - prefix)) >>> 0)) >>> 0;
      const text = [24, 16, 8, 0].map((shift) => (first >>> shift) & 255).join(".");
      expect(checkAddressSpace(`${text}/${prefix}`)).toBeUndefined();
      const remedy = checkAddressSpace(`10.${two}.${three}.${four}/${prefix}`)?.remedy;
      expect(remedy).toEqual(first === number ? undefined : expect.stringContaining(`"${text}/${prefix}"`));
    }),
  );
});

test.each([
  "10.0.0.0/7",
  "10.0.0.0/30",
  "127.0.0.0/8",
  "169.254.0.0/24",
  "224.0.0.0/8",
  "168.63.129.16/29",
  "0.0.0.0/8",
  "::/64",
  "10.0.0.0",
  "010.0.0.0/8",
  "",
])("%s is refused", (range) => {
  expect(checkAddressSpace(range)?.allowed).toContain("IPv4");
});

test("no text crashes it", () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.ipV4(), fc.ipV6()), (text) => void checkAddressSpace(text)));
});
