package pgx

import "testing"

func TestChangesSession(t *testing.T) {
	for sql, want := range map[string]bool{
		"SET x = 1": true, " /* a */ set session x = 1": true, "SET TIME ZONE 'UTC'": true, "SET ROLE x": true, "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY": true,
		"SET LOCAL x = 1": false, "set /* a */ local x = 1": false, "SET TRANSACTION READ ONLY": false, "SET CONSTRAINTS ALL DEFERRED": false, "SETTLE": false, "SET": true,
		"RESET ALL": true, "DISCARD TEMP": true, "LISTEN x": true, "UNLISTEN *": true, "LOAD 'x'": true, "PREPARE x AS SELECT 1": true, "DEALLOCATE x": true,
		"PREPARE TRANSACTION 'x'": false, "DECLARE x CURSOR WITH HOLD FOR SELECT 1": true,
		"CREATE TEMP TABLE x (a int)": true, "create local temporary view x as select 1": true, "CREATE GLOBAL TEMP TABLE x (a int)": true,
		"CREATE TABLE temp (a int)": false, "CREATE LOCAL": false, "CREATE": false,
		"SELECT 1": false, "UPDATE x SET a = 1": false, "": false, "COMMIT": false,
	} {
		if got := changesSession(sql); got != want {
			t.Errorf("%q changes the session: %v, want %v", sql, got, want)
		}
	}
}
