/** What collectors answer, and networks. */
export function replies(chance) {
  const response = (status, body = "{}", more = {}) => ({ outcome: "response", status, body, ...more });
  const all = [
    () => response(200),
    () => response(200, ""),
    () => response(200, '{"accepted":3,"rejected":[]}'),
    () => response(202, " ok\n"),
    () => response(204, ""),
    () => response(400, '{"error":"bad"}'),
    () => response(401, "<html>no</html>"),
    () => response(403),
    () => response(404, "not found"),
    () => response(408),
    () => response(413),
    () => response(422),
    () => response(429, "", { retryAfterMs: chance.below(20_000) }),
    () => response(429),
    () => response(500),
    () => response(502, "<html>bad gateway</html>"),
    () => response(503, "", { retryAfterMs: 5_000 }),
    () => response(503),
    () => ({ outcome: "networkFailure" }),
    () => ({ outcome: "networkFailure" }),
    () => ({ outcome: "timeout" }),
    () => ({ outcome: "unknown" }),
  ];
  return () => chance.of(all)();
}
