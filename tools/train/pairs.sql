-- Counts pairs of items for `waymark train --clicks pairs.csv`. One text for DuckDB, ClickHouse and PostgreSQL; only
-- what Spark SQL and BigQuery have too. Whole numbers throughout: sums in any order give the same.
--
-- input   events(day, sid, pos, item)   pos = 0, 1, 2, … within a session, of at most 50 clicks; day a whole number
-- output  pairs(src, dst, fwd, bwd, n, past, before), see docs/recommendations.md#counting-in-a-database
--
-- Fresh names everywhere: ClickHouse looks at aliases before columns. No division, no QUALIFY, no decimals.
WITH lengths AS (
  SELECT sid AS l_sid, MAX(pos) AS l_last FROM events GROUP BY sid
), near AS (
  SELECT a.item AS p_src, b.item AS p_dst, a.sid AS p_sid,
         CASE b.pos - a.pos WHEN 1 THEN 2520 WHEN 2 THEN 1260 WHEN 3 THEN 840 WHEN 4 THEN 630 WHEN 5 THEN 504
                            WHEN 6 THEN 420 WHEN 7 THEN 360 WHEN 8 THEN 315 WHEN 9 THEN 280 ELSE 252 END AS p_fwd,
         -- d * exp(-2(d-1)) and exp(-2d) in millionths, for a reach of half a click; the latter where b is not the last.
         CASE b.pos - a.pos WHEN 1 THEN 1000000 WHEN 2 THEN 270671 WHEN 3 THEN 54947 WHEN 4 THEN 9915 WHEN 5 THEN 1677
                            WHEN 6 THEN 272 WHEN 7 THEN 43 WHEN 8 THEN 7 WHEN 9 THEN 1 ELSE 0 END AS p_next,
         CASE WHEN b.pos = l_last THEN 0
              ELSE CASE b.pos - a.pos WHEN 1 THEN 135335 WHEN 2 THEN 18316 WHEN 3 THEN 2479 WHEN 4 THEN 335
                                      WHEN 5 THEN 45 WHEN 6 THEN 6 WHEN 7 THEN 1 ELSE 0 END END AS p_past
  FROM events a JOIN events b ON a.sid = b.sid JOIN lengths ON a.sid = l_sid
  WHERE b.pos > a.pos AND b.pos <= a.pos + 10
), both_ways AS (
  SELECT p_src AS d_src, p_dst AS d_dst, p_sid AS d_sid, p_fwd AS d_fwd, 0 AS d_bwd, p_past AS d_past, 0 AS d_before
  FROM near
  UNION ALL
  SELECT p_dst AS d_src, p_src AS d_dst, p_sid AS d_sid, 0 AS d_fwd, p_fwd AS d_bwd, p_past AS d_past,
         p_next AS d_before
  FROM near
  UNION ALL
  -- An item with itself: how many sessions hold it, and its weight as past.
  SELECT item AS d_src, item AS d_dst, sid AS d_sid, 0 AS d_fwd, 0 AS d_bwd,
         CASE WHEN pos = l_last THEN 0 ELSE 1000000 END AS d_past, 0 AS d_before
  FROM events JOIN lengths ON sid = l_sid
)
SELECT d_src AS src, d_dst AS dst, SUM(d_fwd) AS fwd, SUM(d_bwd) AS bwd, COUNT(DISTINCT d_sid) AS n,
       SUM(d_past) AS past, SUM(d_before) AS before
FROM both_ways
GROUP BY d_src, d_dst
