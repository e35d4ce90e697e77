INSERT INTO sheet_indicator (sheet_id, indicator, target, measured, verified)
SELECT s.id, e.key, CAST(e.value ->> 'target' AS BIGINT), CAST(e.value ->> 'measured' AS BIGINT),
       CASE WHEN e.value ->> 'status' = 'verified' THEN 1 ELSE 0 END
FROM sheet s JOIN sheet_version v ON v.sheet_id = s.id AND v.version = s.version
CROSS JOIN LATERAL jsonb_each(CAST(v.sheet AS JSONB) -> 'indicators') e;
