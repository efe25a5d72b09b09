SELECT year, count(*) AS sundays FROM calendar WHERE weekday = 0 AND day LIKE '%-13' GROUP BY year ORDER BY year;
VALUES (1 + 1, 'two', 7 / 2, 7 / 2.0, x'cafe', NULL);
