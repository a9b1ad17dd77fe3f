import { isIPv4 } from "node:net";
import type { Finding } from "../../validation/finding";
import { plainText } from "../../text/terraform-text";

const ALLOWED = 'a range of IPv4 addresses, from /8 to /29, such as "10.20.0.0/24"';

/* Ranges that Azure reserves, and ranges that no network can have. */
const NOT_A_NETWORKS: [string, number][] = [
  ["0.0.0.0", 8],
  ["127.0.0.0", 8],
  ["168.63.129.16", 32],
  ["169.254.0.0", 16],
  ["224.0.0.0", 3],
];

/** What is wrong with a text as the address space of a virtual network, if anything. */
export function checkAddressSpace(range: string): Finding | undefined {
  if (typeof range === "string" && plainText(range) === undefined) {
    return undefined;
  }
  const [, address, length] = (typeof range === "string" && /^([\d.]+)\/([1-9]\d?)$/.exec(range)) || [];
  const prefix = Number(length);
  if (!address || !isIPv4(address) || prefix < 8 || prefix > 29) {
    return {
      given: range,
      allowed: ALLOWED,
      remedy: "give the addresses of the new network: a subnet of Azure has /29 at the least",
    };
  }
  const first = (numberOf(address) & maskOf(prefix)) >>> 0;
  if (first !== numberOf(address)) {
    return {
      given: range,
      allowed: ALLOWED,
      remedy: `write "${textOf(first)}/${prefix}": the range begins at its first address`,
    };
  }
  const reserved = NOT_A_NETWORKS.find(([other, size]) => {
    const wider = Math.min(prefix, size);
    return ((first ^ numberOf(other)) & maskOf(wider)) === 0;
  });
  return reserved
    ? {
        given: range,
        allowed: `${ALLOWED}, without ${reserved[0]}/${reserved[1]}`,
        remedy:
          "choose addresses that Azure allows for networks, preferably private ones: 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16",
      }
    : undefined;
}

function numberOf(address: string): number {
  return address.split(".").reduce((number, part) => ((number << 8) | Number(part)) >>> 0, 0);
}

function textOf(number: number): string {
  return [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join(".");
}

function maskOf(prefix: number): number {
  return (0xffffffff << (32 - prefix)) >>> 0;
}
