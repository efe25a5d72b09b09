-- A ledger, its entries generated here
CREATE TABLE account (id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT CHECK (kind IN ('asset', 'income', 'expense')));
CREATE TABLE entry (id INTEGER PRIMARY KEY, debit INT, credit INT, cents INT CHECK (cents > 0), day TEXT);
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 25)
INSERT INTO account SELECT i, printf('account %04d', i * 37 % 1000), CASE i % 3 WHEN 0 THEN 'asset' WHEN 1 THEN 'income' ELSE 'expense' END FROM n;
WITH RECURSIVE n (i, x) AS (SELECT 1, 9001 UNION ALL SELECT i + 1, (x * 1103515245 + 12345) % 2147483648 FROM n WHERE i < 9000)
INSERT INTO entry SELECT i, x / 65536 % 25 + 1, x / 256 % 25 + 1, x / 1024 % 99999 + 1, date('2023-01-01', '+' || (i * 364 / 9000) || ' days') FROM n;
CREATE INDEX entry_day ON entry (day);
SELECT kind, count(*) AS entries, sum(cents) AS cents, avg(cents) AS mean FROM entry JOIN account ON account.id = debit GROUP BY kind ORDER BY kind;
WITH moved AS (SELECT debit AS id, cents, day FROM entry UNION ALL SELECT credit, -cents, day FROM entry)
SELECT name, sum(cents) AS balance, max(day) AS last FROM moved JOIN account USING (id) GROUP BY id ORDER BY balance DESC, id LIMIT 20;
SELECT month, count(*) AS entries, sum(cents) AS cents, first_value(sum(cents)) OVER (ORDER BY month) AS first, dense_rank() OVER (ORDER BY sum(cents)) AS place
FROM entry JOIN calendar USING (day) GROUP BY month ORDER BY month;
SELECT debit, credit, count(*) AS times, sum(cents) AS cents FROM entry GROUP BY debit, credit HAVING times > 1 ORDER BY times DESC, cents DESC, debit, credit LIMIT 20;
SELECT weekday, printf('%.2f', sum(cents) / 100.0) AS total FROM entry JOIN calendar USING (day) WHERE cents BETWEEN 1000 AND 50000 GROUP BY weekday ORDER BY weekday;
