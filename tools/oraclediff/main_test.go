package main

import (
	"context"
	"encoding/json"
	"errors"
	"os/exec"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/internal/dbfleet"
)

func TestMain(m *testing.M) { dbfleet.Main(m) }

// TestShort is a short form of `make oracle-diff`, with the SQLAlchemy that Python finds: 2.x, or the 1.4 of Debian, of which only the
// results are compared.
func TestShort(t *testing.T) {
	if out, err := exec.Command("python3", "-c", "import sqlalchemy").CombinedOutput(); err != nil {
		t.Skipf("python3 has no SQLAlchemy (apt-get install python3-sqlalchemy, or PYTHONPATH): %v %s", err, out)
	}
	r, err := compare(context.Background(), options{
		n: 200, seed: 1, python: "python3", script: "oracle.py",
		urls: map[string]string{"sqlite": "sqlite:///:memory:", "postgresql": dbfleet.PostgreSQL(t), "mariadb": dbfleet.MariaDB(t)},
	})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	r.print(&b)
	t.Log(b.String())
	if r.failed() {
		t.Errorf("%d results differ, %d statements are broken, refused: %v of %d", len(r.different), r.broken, r.refused, r.n)
	}
	if r.rows < 10*r.n {
		t.Errorf("the statements gave %d rows only", r.rows)
	}
}

// TestStatements wants the same statements of the same seed, and every operation and clause among a few hundred.
func TestStatements(t *testing.T) {
	var all strings.Builder
	for i := range 600 {
		a, err := json.Marshal(statement(7, i, false))
		if err != nil {
			t.Fatal(err)
		}
		if b, _ := json.Marshal(statement(7, i, false)); string(a) != string(b) {
			t.Fatalf("statement %d is another one when it is drawn again", i)
		}
		all.Write(a)
	}
	for _, word := range strings.Fields(`eq ne lt le gt ge add sub mul div idiv mod concat distinct notdistinct like notlike ilike contains startswith
		endswith and or not neg isnull notnull in notin between notbetween insub notinsub exists scalar cast case extract countstar countdistinct over
		fn lit col label`) {
		if !strings.Contains(all.String(), `"op":"`+word+`"`) {
			t.Errorf("no statement has %s", word)
		}
	}
	for _, s := range []string{
		`"kind":"insert"`, `"kind":"update"`, `"kind":"delete"`, `"kind":"cte"`, `"kind":"ctealias"`, `"kind":"subquery"`, `"kind":"alias"`,
		`"join":"left"`, `"having"`, `"distinct":true`, `"limit"`, `"offset"`, `"nulls":"last"`, `"frame"`, `"part"`, `"query"`, `"setop":"except"`,
	} {
		if !strings.Contains(all.String(), s) {
			t.Errorf("no statement has %s", s)
		}
	}
	if strings.Contains(all.String(), `"op":"in","type":"bool","args":[{"op":"lit"`) {
		t.Error("a value without a type stands on the left")
	}
}

func TestDiffer(t *testing.T) {
	syntax := &dialect.Error{Class: dialect.ErrProgramming, Err: errors.New("x")}
	unique := &dialect.Error{Class: dialect.ErrIntegrity, Err: errors.New("y")}
	rows := func(rs ...string) outcome { return outcome{rows: rs} }
	for name, c := range map[string]struct {
		a, b    outcome
		ordered bool
		want    string
	}{
		"same":              {rows("1", "2"), rows("2", "1"), false, ""},
		"another order":     {rows("1", "2"), rows("2", "1"), true, "row 1"},
		"another row":       {rows("1"), rows("2"), false, "row 1"},
		"a row more":        {rows("1"), rows("1", "1"), false, "1, theirs 2"},
		"last digits":       {rows("1.00001 | x"), rows("1 | x"), false, ""},
		"NULL and zero":     {rows("NULL"), rows("0"), false, "row 1"},
		"one is refused":    {outcome{err: syntax}, rows("1"), false, "theirs: 1 rows"},
		"both are refused":  {outcome{err: syntax}, outcome{err: syntax}, false, ""},
		"other classes":     {outcome{err: syntax}, outcome{err: unique}, false, "ours"},
		"one never sent":    {outcome{err: errors.New("z")}, outcome{err: unique}, false, ""},
		"what was written":  {outcome{after: []string{"1"}}, outcome{after: []string{"2"}}, false, "rows of the table"},
		"how many, written": {outcome{wrote: 1}, outcome{wrote: 2}, false, "1 rows written"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := differ(c.a, c.b, c.ordered); got != c.want && (c.want == "" || !strings.Contains(got, c.want)) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestKindOf(t *testing.T) {
	for _, c := range []struct{ ours, theirs, want string }{
		{"a AND (NOT b)", "a AND NOT b", "parentheses"},
		{"WHERE coalesce(a, b) AND NOT c", "WHERE coalesce(a, b) = 1 AND NOT c", "a function or CASE as a condition is compared with 1 or 0"},
		{"ROWS BETWEEN 2 PRECEDING AND CURRENT ROW", "ROWS BETWEEN ? PRECEDING AND CURRENT ROW", "frames are literals (docs/differences.md)"},
		{"SELECT a.id FROM t", "SELECT b.id FROM t", "unknown: "},
	} {
		if got := kindOf(c.ours, c.theirs); !strings.HasPrefix(got, c.want) {
			t.Errorf("%s, %s: %q, want %q", c.ours, c.theirs, got, c.want)
		}
	}
}
