package pgx

import (
	"errors"
	"testing"

	"github.com/azoth-orm/azoth/driver"
)

func TestKindOf(t *testing.T) {
	for sql, want := range map[string]kind{
		"SELECT 1": planned, "(SELECT 1)": planned, "with x as (select 1) select * from x": planned, "EXPLAIN SELECT $1": planned, "CALL p($1)": planned,
		"BEGIN": control, " /* a /* b */ c */ -- d\n ; commit;": control, "Start Transaction": control, "end": control, "ROLLBACK TO x": control,
		"SAVEPOINT x": control, "RELEASE x": control, "ABORT": control, "PREPARE TRANSACTION 'x'": control, "prepare /**/ transaction 'x'": control,
		"PREPARE x AS SELECT 1": planned, "COMMIT PREPARED 'x'": control,
		"CREATE TABLE t (n int)": direct, "alter table t drop n": direct, "SET x = 1": direct, "VACUUM": direct,
		"CREATE TABLE t AS SELECT $1": planned, "DO $$BEGIN END$$": direct, "DO $1$BEGIN END$1$": planned,
		"": planned, "beginning": planned, "PREPARE": planned,
	} {
		if got := kindOf(sql); got != want {
			t.Errorf("%q is of kind %d, want %d", sql, got, want)
		}
	}
}

func TestReadTag(t *testing.T) {
	for tag, want := range map[string]struct {
		verb verb
		n    int64
	}{
		"INSERT 0 5": {wrote, 5}, "UPDATE 12": {wrote, 12}, "DELETE 0": {wrote, 0}, "MERGE 3": {wrote, 3}, "COPY 7": {wrote, 7}, "SELECT 5": {}, "BEGIN": {}, "COMMIT": {},
		"ROLLBACK": {rollback, 0}, "ALTER TABLE": {changed, 0}, "DROP TYPE": {changed, 0}, "CREATE VIEW": {changed, 0}, "CREATE TABLE": {}, "DISCARD ALL": {discarded, 0},
		"DEALLOCATE ALL": {discarded, 0}, "": {}, "INSERT": {wrote, 0}, "INSERT x": {wrote, 0},
	} {
		if v, n := readTag([]byte(tag)); v != want.verb || n != want.n {
			t.Errorf("%q: %d, %d; want %d, %d", tag, v, n, want.verb, want.n)
		}
	}
}

// TestTooLarge does not send what no message can hold.
func TestTooLarge(t *testing.T) {
	s := &stmt{}
	half := make([]byte, 600<<20) // never touched: it costs no memory
	s.bind.Parameters = [][]byte{half}
	if err := s.tooLarge(); err != nil {
		t.Error(err)
	}
	s.bind.Parameters = [][]byte{nil, half, half}
	var refused *driver.BindError
	if err := s.tooLarge(); !errors.As(err, &refused) || refused.Param != 2 {
		t.Errorf("%v", err)
	}
}
