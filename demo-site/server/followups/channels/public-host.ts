/** Addresses that a stranger may name: only on the open net. Within ours they would have us knock for them. */
import { type LookupAddress, lookup } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";

/** Special-purpose addresses (IANA's registries, RFC 6890): this machine, private nets, and what is no single host. */
const CLOSED = new BlockList();
for (const [net, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const)
  CLOSED.addSubnet(net, bits, "ipv4");
/** Global unicast without what carries an IPv4 address or is for documents: 2001::/23, 2001:db8::/32, 2002::/16. */
const OPEN6 = new BlockList();
OPEN6.addSubnet("2000::", 3, "ipv6");
for (const [net, bits] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const)
  CLOSED.addSubnet(net, bits, "ipv6");

/** Names that lead to no host of the open net: RFC 6761, 6762, 8375, and what routers make up. */
const CLOSED_NAMES = /(^|\.)(localhost|local|internal|intranet|lan|home|corp|private|test|invalid|onion|home\.arpa)$/;

export const isPublicAddress = (address: string): boolean =>
  isIP(address) === 4 ? !CLOSED.check(address, "ipv4") : OPEN6.check(address, "ipv6") && !CLOSED.check(address, "ipv6");

/** https, to a full name. A number is none, however it is written: services have names, and certificates for them. */
export function hasPublicHost(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, username, password } = new URL(url);
  const name = hostname.replace(/\.$/, "");
  if (protocol !== "https:" || username !== "" || password !== "") return false;
  return isIP(name) === 0 && /^[^[\]]+\.[^[\]]+$/.test(name) && !CLOSED_NAMES.test(name);
}

/** As `dns.lookup`, but an error where a name leads to us: such names are free to be had. */
export const publicLookup: LookupFunction = (hostname, options, done) => {
  lookup(hostname, { ...options, all: true }, (error, found: LookupAddress[] = []) => {
    const [first] = found;
    if (error || !first) return done(error ?? new Error("no address"), "");
    if (!found.every(({ address }) => isPublicAddress(address)))
      return done(Object.assign(new Error("not a public address"), { code: "ENOTPUBLIC" }), "");
    if (options.all) return done(null, found);
    return done(null, first.address, first.family);
  });
};
