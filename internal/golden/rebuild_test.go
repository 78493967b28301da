package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/internal/golden"
)

// checkRebuilt replaces all columns and values of a case by copies of them, which copies everything that is above: the SQL is the same, and
// so is the statement by Equal. The statement itself stays what it was.
func checkRebuilt(t *testing.T, sts list, dialect string, want []golden.Statement) {
	t.Helper()
	for i, x := range sts {
		in, wrapped := x.(translated)
		if wrapped {
			x = in.statement
		}
		e, err := elementOf(x)
		if err != nil {
			t.Fatal(err)
		}
		copied := 0
		n, err := expr.Replace(e, func(e expr.Element) expr.Element {
			c := leafCopy(e)
			if c != nil {
				copied++
			}
			return c
		})
		if err != nil {
			t.Fatal(err)
		}
		if (n == e) != (copied == 0) {
			t.Errorf("%d elements were replaced, and the statement was not copied", copied)
		}
		if !expr.Equal(e, n) {
			t.Error("the statement is not equal to its copy")
		}
		var again any = n
		if wrapped {
			again = translated{n, in.schemas}
		}
		got, err := render(again, dialect)
		if err != nil {
			t.Fatal(err)
		}
		if got.SQL != want[i].SQL || !golden.SameBinds(got.Binds, want[i].Binds) {
			t.Errorf("the copy of the statement:\n%s\n%s\nwant:\n%s\n%s", got.SQL, got.Binds, want[i].SQL, want[i].Binds)
		}
	}
}

// leafCopy is a copy of a value or of a column of a table, nil for other elements.
func leafCopy(e expr.Element) expr.Element {
	switch e := e.(type) {
	case *expr.Bind:
		c := *e
		c.Base = expr.NewBase(&c)
		return &c
	case *expr.ColumnRef:
		if e.Number == 0 && e.From != nil {
			return nil // of a FROM element that is copied itself
		}
		c := *e
		c.Base = expr.NewBase(&c)
		return &c
	case *expr.Constant:
		c := *e
		c.Base = expr.NewBase(&c)
		return &c
	}
	return nil
}
