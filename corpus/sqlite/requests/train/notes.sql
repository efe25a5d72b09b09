CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT);
INSERT INTO note (body) VALUES ('milk'), ('bread'), ('a lamp for the hall');
SELECT id, upper(body) AS body, length(body) AS length FROM note ORDER BY length DESC;
