INSERT INTO sheet_indicator (sheet_id, indicator, target, measured, verified)
SELECT s.id, e.key, json_extract(e.value, '$.target'), json_extract(e.value, '$.measured'),
       CASE WHEN json_extract(e.value, '$.status') = 'verified' THEN 1 ELSE 0 END
FROM sheet s JOIN sheet_version v ON v.sheet_id = s.id AND v.version = s.version, json_each(v.sheet, '$.indicators') e;
