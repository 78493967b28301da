package stdsql

import (
	"errors"
	"slices"
	"testing"

	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/types"
)

func typed(t *testing.T, c *conn, sql string, params ...types.Type) driver.Stmt {
	t.Helper()
	s, err := c.PrepareTyped(testContext(t), sql, params)
	if err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	return s
}

// TestTypedParameters prepares what PostgreSQL cannot make out by itself, inside a transaction and outside, the first time and again.
func TestTypedParameters(t *testing.T) {
	k := target{family: postgresql, url: postgres(t)}.connector(t)
	exec(t, connect(t, k), "CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE TABLE m (a mood, n INTEGER)")
	exec(t, connect(t, k), "INSERT INTO m VALUES ('sad', 1)")
	for range 2 {
		for _, inside := range []bool{false, true} {
			c := connect(t, k)
			if inside {
				exec(t, c, "BEGIN")
				exec(t, c, "CREATE TABLE kept (a INTEGER)")
			}
			for _, x := range []struct {
				sql   string
				types []types.Type
				bind  []any
				want  string
			}{
				{"SELECT $1 + $2", []types.Type{types.Integer(), types.Integer()}, []any{int64(2), int64(3)}, "5"},
				{"SELECT CASE WHEN true THEN $1 ELSE $2 END + 1", []types.Type{types.Integer(), types.Integer()}, []any{int64(2), int64(3)}, "3"},
				{"SELECT n * $1 FROM m", []types.Type{types.Numeric(10, 2)}, []any{"2.5"}, "2.5"},
				{"SELECT left('abc', $1)", []types.Type{types.Integer()}, []any{int64(2)}, "ab"},                                   // wants an INT4
				{"SELECT concat($1, $2)", []types.Type{types.Text(), types.Text()}, []any{"a", "b"}, "ab"},                         // wants any type
				{"SELECT n FROM m WHERE a = $1", []types.Type{types.Text()}, []any{"sad"}, "1"},                                    // is no text
				{"SELECT $1, '$1', $$ $1 $$", []types.Type{types.Boolean()}, []any{true}, "true"},                                  // leaves strings alone
				{"SELECT count(*) FROM m WHERE n IN ($1, $2)", []types.Type{types.Integer(), nil}, []any{int64(1), int64(2)}, "1"}, // one type is not known
			} {
				s := typed(t, c, x.sql, x.types...)
				for i, v := range x.bind {
					bind(s, i, v)
				}
				rows, err := s.Query(testContext(t))
				if err != nil {
					t.Fatalf("%s: %v", x.sql, err)
				}
				step(t, rows)
				if got := rows.Text(0); got != x.want {
					t.Errorf("%s: %s, want %s", x.sql, got, x.want)
				}
				if err := errors.Join(rows.Close(), s.Close()); err != nil {
					t.Error(err)
				}
			}
			if inside {
				exec(t, c, "INSERT INTO kept VALUES (1)") // the transaction lives
				exec(t, c, "ROLLBACK")
			}
		}
	}
}

// TestTypedFails wants the error of the first attempt, and the transaction failed as by any other error.
func TestTypedFails(t *testing.T) {
	c := connect(t, target{family: postgresql, url: postgres(t)}.connector(t))
	exec(t, c, "BEGIN")
	for range 2 {
		_, err := c.PrepareTyped(testContext(t), "SELECT nothing($1)", []types.Type{types.Integer()})
		var e *pgError
		if !errors.As(err, &e) || e.state != "42883" && e.state != "25P02" {
			t.Fatalf("error %v", err)
		}
	}
	exec(t, c, "ROLLBACK")
	exec(t, c, "BEGIN")
	if _, err := c.PrepareTyped(testContext(t), "SELEC $1", []types.Type{types.Integer()}); err == nil {
		t.Fatal("no error")
	}
	if _, err := try(testContext(t), c, "COMMIT"); !errors.As(err, new(failedTransaction)) {
		t.Errorf("COMMIT: %v", err)
	}
}

// TestAttempts wants the casts where the parameters are, and no attempt twice.
func TestAttempts(t *testing.T) {
	got := attempts("SELECT $1, '$2', \"$2\", $2[1], $12 -- $1", []types.Type{types.Integer(), types.Text()}, true)
	want := []string{
		"SELECT ($1::int8), '$2', \"$2\", $2[1], $12 -- $1",
		"SELECT ($1::int8), '$2', \"$2\", ($2::text)[1], $12 -- $1",
		"SELECT ($1::int4), '$2', \"$2\", $2[1], $12 -- $1",
		"SELECT ($1::int4), '$2', \"$2\", ($2::text)[1], $12 -- $1",
		"SELECT $1, '$2', \"$2\", $2[1], $12 -- $1",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if got := attempts("SELECT $1", []types.Type{types.DateTime()}, false); !slices.Equal(got, []string{"SELECT $1"}) {
		t.Errorf("%q", got)
	}
	if textKey("a", []types.Type{types.String(5)}) == textKey("a", []types.Type{types.String(6)}) {
		t.Error("two types have one key")
	}
}
