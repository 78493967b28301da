package inspect_test

import (
	"testing"

	"github.com/azoth-orm/azoth/engine"
)

// TestRoundTripWritten makes the round trip with tables that were written by hand: what the compiler of this module would not write.
func TestRoundTripWritten(t *testing.T) {
	each(t, func(t *testing.T, db string, e *engine.Engine) {
		run(t, e, written[db]...)
		roundTrip(t, db, e, nil)
	})
}

var written = map[string][]string{
	sqliteDB: {
		`CREATE TABLE u (x INT, y int, CONSTRAINT "p k" PRIMARY KEY (x, y))`,
		`CREATE TABLE "t'1" (a INTEGER PRIMARY KEY, b NULL, c NULL NOT NULL, [d ] VARCHAR(5) COLLATE NOCASE DEFAULT (1+1),
			e int DEFAULT 'x' /* not, a , constraint */ CHECK (e <> ')'), f int GENERATED ALWAYS AS (a + 1) STORED UNIQUE, g AS (a+2) CHECK(g>4),
			h TEXT DEFAULT ('a' || 'b'), i REAL DEFAULT -1.5e3, j BLOB DEFAULT x'0aFF', k DEFAULT CURRENT_TIMESTAMP, l DEFAULT NULL, m "odd ""type" DEFAULT (lower('A')),
			-- a comment, with ( and '
			CONSTRAINT "a ""u" UNIQUE (c, [d ]) CONSTRAINT ck2 CHECK ("d " <> ',' AND e IN ('a)', 'b')),
			FOREIGN KEY (e, f) REFERENCES u ON DELETE CASCADE ON UPDATE SET NULL DEFERRABLE INITIALLY DEFERRED,
			CONSTRAINT fk2 FOREIGN KEY (a) REFERENCES "t'1" (a) MATCH FULL DEFERRABLE)`,
		`CREATE INDEX "i ""x" ON "t'1" (a, e DESC, lower("d "), "d " COLLATE binary DESC) WHERE a > 5 AND e <> 'where'`,
		`CREATE TABLE w (a TEXT PRIMARY KEY, b DECIMAL(5,2), c BIGINT) WITHOUT ROWID`,
		`CREATE TABLE s (a INT PRIMARY KEY, b ANY) STRICT, WITHOUT ROWID`,
		`CREATE TABLE nullable (a TEXT PRIMARY KEY, "check" TEXT, "a.b" INT, UNIQUE ("a.b", "check"))`,
		`CREATE TABLE "a.b" (id INT REFERENCES u (x) NOT NULL)`,
	},
	postgresqlDB: {
		`CREATE SCHEMA "o'th"`,
		`CREATE TYPE "Mood ""x" AS ENUM ('a', 'b''c', 'd,e"f', 'é\')`,
		`CREATE SEQUENCE s1 START 5 INCREMENT 2 MINVALUE -10 MAXVALUE 1000 CACHE 7 CYCLE`,
		`CREATE SEQUENCE "s ""2" AS integer`,
		`CREATE TABLE p (a int, b int, PRIMARY KEY (a, b))`,
		`CREATE TABLE r (id int PRIMARY KEY)`,
		`CREATE TABLE "t'1" (
			id bigserial PRIMARY KEY, s smallserial, n serial NOT NULL,
			c int GENERATED ALWAYS AS ((s + 1) * 2) STORED, v varchar(50) COLLATE "C" DEFAULT 'a''b', bp bpchar, t text NOT NULL DEFAULT '',
			num numeric(10,2) DEFAULT -1.50, odd numeric(3,-2), f4 real DEFAULT 'NaN', b bool DEFAULT (1 > 0),
			made timestamptz DEFAULT now(), made2 timestamp DEFAULT CURRENT_TIMESTAMP, d date DEFAULT '2020-01-01', iv interval DEFAULT '1 day 2:03:04',
			u uuid DEFAULT gen_random_uuid(), jb jsonb DEFAULT '{"a": ":x ?", "b": "\\"}', ai int[] DEFAULT '{1,2}', ae "Mood ""x"[] DEFAULT ARRAY['a'::"Mood ""x"],
			e "Mood ""x" DEFAULT 'b''c', pt point, cc "char", nm name, box box,
			x1 int DEFAULT nextval('s1'), x2 int DEFAULT nextval('"s ""2"'), x3 bigint DEFAULT nextval('s1') + 1,
			r1 int4range, pa int, pb int, ra int,
			CONSTRAINT "u ""1" UNIQUE (v, num) DEFERRABLE INITIALLY DEFERRED, CONSTRAINT u2 UNIQUE NULLS NOT DISTINCT (f4), CONSTRAINT u3 UNIQUE (d) DEFERRABLE,
			CONSTRAINT ck CHECK (num > 0 AND v <> 'x''y' OR v IN ('p', 'q')), CONSTRAINT "ck)2" CHECK ((f4 > 1)), CHECK (f4 BETWEEN 1 AND 2), CHECK (t LIKE 'a%' AND t ~ '^\w+'),
			CONSTRAINT fk1 FOREIGN KEY (pa, pb) REFERENCES p (a, b) MATCH FULL ON DELETE CASCADE ON UPDATE SET NULL DEFERRABLE INITIALLY DEFERRED,
			CONSTRAINT fk2 FOREIGN KEY (ra) REFERENCES r (id) ON DELETE SET DEFAULT NOT DEFERRABLE, FOREIGN KEY (ra) REFERENCES r DEFERRABLE
		) WITH (fillfactor=70, autovacuum_enabled=false)`,
		`COMMENT ON TABLE "t'1" IS 'tc ''%'`,
		`COMMENT ON COLUMN "t'1".v IS E'col \\ "c"\n'`,
		`CREATE INDEX ix1 ON "t'1" (lower(v), num DESC, t COLLATE "C" text_pattern_ops DESC NULLS LAST, (s + 1), f4 NULLS FIRST) INCLUDE (b, made) WHERE f4 > 5 AND v = 'x'`,
		`CREATE UNIQUE INDEX ix2 ON "t'1" (num) NULLS NOT DISTINCT`,
		`CREATE INDEX ix3 ON "t'1" USING gin (jb jsonb_path_ops)`,
		`CREATE INDEX ix4 ON "t'1" USING hash (v)`,
		`CREATE INDEX "i ""5" ON "t'1" (x1, x2 DESC)`,
		`CREATE INDEX ix6 ON "t'1" USING gist (r1)`,
		`CREATE INDEX ix7 ON "t'1" USING brin (made)`,
		`CREATE TABLE part (k int, v text, PRIMARY KEY (k)) PARTITION BY RANGE (k)`,
		`CREATE TABLE empty ()`,
		`CREATE TABLE "a.b" ("c.d" int REFERENCES r)`,
		`CREATE TABLE circle1 (id int PRIMARY KEY, o int)`,
		`CREATE TABLE circle2 (id int PRIMARY KEY, o int REFERENCES circle1)`,
		`ALTER TABLE circle1 ADD CONSTRAINT back FOREIGN KEY (o) REFERENCES circle2`,
	},
	mariaDB: {
		`CREATE TABLE p (a INT, b INT, PRIMARY KEY (a, b), UNIQUE KEY b_a (b, a)) ENGINE=InnoDB`,
		`CREATE SEQUENCE s1 START WITH 5 INCREMENT BY 2 MINVALUE -10 MAXVALUE 1000 CACHE 7 CYCLE`,
		"CREATE TABLE `t``1` (" + `
			id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT 'it''s "x" \\ % :a ?',
			n TINYINT(1), ti TINYINT, u INT UNSIGNED ZEROFILL, d DECIMAL(10,2) DEFAULT -1.50, f FLOAT DEFAULT 1e3, f2 FLOAT(7,3), db DOUBLE, db2 DOUBLE(8,2) UNSIGNED,
			v VARCHAR(50) CHARACTER SET latin1 DEFAULT 'a''b\\c', v2 VARCHAR(50) COLLATE utf8mb4_bin NOT NULL DEFAULT '', tx LONGTEXT DEFAULT 'long', mt MEDIUMTEXT, tt TINYTEXT,
			dt DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6), du DATETIME ON UPDATE CURRENT_TIMESTAMP, ts TIMESTAMP NULL DEFAULT NULL, ts2 TIMESTAMP NOT NULL DEFAULT current_timestamp(),
			da DATE DEFAULT '2020-01-01', ti2 TIME(3), y YEAR DEFAULT 2001, b BLOB, bb VARBINARY(16), bits BIT(8) DEFAULT b'101', bit1 BIT,
			j JSON DEFAULT '{"a": 1}', e ENUM('a','b''c','d\\,e') DEFAULT 'a', el ENUM('x') CHARACTER SET latin1, s SET('x','y') DEFAULT 'x,y', uu UUID DEFAULT UUID(), ine INET6,
			c1 INT AS (u+1) STORED, c2 INT AS (u*2) VIRTUAL COMMENT 'cc', x INT DEFAULT (1+2), x2 VARCHAR(9) DEFAULT (upper('x')), y2 INT DEFAULT NULL, z INT NOT NULL DEFAULT 5,
			nv BIGINT DEFAULT nextval(s1), pa INT, pb INT, g GEOMETRY NOT NULL,
			UNIQUE KEY uq (v2, n), UNIQUE KEY prefix (v(5)), KEY pre (v(10), d DESC), FULLTEXT KEY ft (tx, mt), SPATIAL KEY sp (g), KEY only_one (pb),
			CONSTRAINT fkk FOREIGN KEY (pa, pb) REFERENCES p (a, b) ON DELETE CASCADE ON UPDATE SET NULL, FOREIGN KEY (pb) REFERENCES p (b) ON UPDATE NO ACTION,
			CONSTRAINT ck CHECK (d > 0 AND v2 <> 'a\'b'), CHECK (z BETWEEN 1 AND 9 OR z IN (11, 12))
		) COMMENT='tbl ''c' ROW_FORMAT=DYNAMIC AUTO_INCREMENT=100`,
		`CREATE TABLE my (a INT PRIMARY KEY, b TEXT CHARACTER SET ascii) ENGINE=MyISAM DEFAULT CHARSET=latin1 MAX_ROWS=1000`,
		`CREATE TABLE mem (a INT, b INT, KEY k (b), KEY t (a) USING BTREE) ENGINE=MEMORY`,
		"CREATE TABLE `a.b` (`c.d` INT, KEY `k.k` (`c.d`))",
		`CREATE TABLE circle1 (id INT PRIMARY KEY, o INT)`,
		`CREATE TABLE circle2 (id INT PRIMARY KEY, o INT, FOREIGN KEY (o) REFERENCES circle1 (id))`,
		`ALTER TABLE circle1 ADD CONSTRAINT back FOREIGN KEY (o) REFERENCES circle2 (id)`,
	},
}
